"""A file too large is refused with words, and fills neither memory nor disk."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from cchc.uploads import MEGABYTE, OversizedFile, RequestSizeMiddleware


class PaperForm(forms.Form):
    note = forms.CharField()
    paper = forms.FileField()


def read_form(rf, megabytes: int) -> PaperForm:
    paper = SimpleUploadedFile("ke-hoach.pdf", b"x" * (megabytes * MEGABYTE))
    request = rf.post("/", {"note": "bản đã ký", "paper": paper})
    return PaperForm(request.POST, request.FILES)


def test_a_file_within_the_limit_arrives_whole(rf, settings):
    settings.UPLOAD_MAX_MB = 2
    form = read_form(rf, megabytes=2)
    assert form.is_valid()
    assert len(form.cleaned_data["paper"].read()) == 2 * MEGABYTE


def test_a_file_above_the_limit_arrives_with_its_true_size_and_no_content(rf, settings):
    settings.UPLOAD_MAX_MB = 2
    form = read_form(rf, megabytes=5)
    assert form.is_valid()
    paper = form.cleaned_data["paper"]
    assert form.cleaned_data["note"] == "bản đã ký"
    assert isinstance(paper, OversizedFile)
    assert paper.size == 5 * MEGABYTE
    for read in (paper.read, paper.chunks):
        with pytest.raises(ValueError, match="UPLOAD_MAX_MB"):
            read()


def test_a_request_far_above_the_limit_gets_a_vietnamese_page(client, settings):
    settings.UPLOAD_MAX_MB, settings.REQUEST_MAX_MB = 1, 2
    answer = client.post("/", {"paper": SimpleUploadedFile("phim.pdf", b"x" * 3 * MEGABYTE)})
    assert answer.status_code == 413
    assert "Tệp gửi lên quá lớn" in answer.content.decode()
    assert "tối đa 1 MB" in answer.content.decode()


def test_the_refused_request_is_read_to_its_end_so_that_the_browser_shows_the_page(rf, settings):
    settings.REQUEST_MAX_MB = 1
    request = rf.post("/", {"paper": SimpleUploadedFile("phim.pdf", b"x" * 3 * MEGABYTE)})
    assert RequestSizeMiddleware(lambda request: HttpResponse())(request).status_code == 413
    assert request.read() == b""
