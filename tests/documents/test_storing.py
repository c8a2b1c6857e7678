"""A stored file and its row come and go together; handing it out is safe."""

import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.http import Http404
from django.utils import timezone

from accounts.models import ActionRecord
from documents.actions import files_follow_transaction, store
from documents.models import EvidenceFile
from documents.serving import serve
from tests import make
from tests.documents.papers import EXE, PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A storage of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def files_in(room: Path) -> list[Path]:
    return [path for path in room.rglob("*") if path.is_file()]


def test_a_paper_is_kept_under_a_name_nobody_can_guess(room):
    office = make.agency()
    evidence = store(by=make.user(office), agency=office, upload=upload("Kế hoạch số 495.pdf"))
    assert evidence.original_name == "Kế hoạch số 495.pdf"
    assert evidence.content_type == "application/pdf"
    with evidence.file.open("rb") as stored:
        assert stored.read() == PDF
    assert re.fullmatch(r"\d{4}/\d\d/[0-9a-f]{32}\.pdf", evidence.file.name)
    assert ActionRecord.objects.about(evidence).get().verb == "tải tài liệu lên"


def test_a_refused_paper_leaves_nothing_behind(room):
    office = make.agency()
    with pytest.raises(ValidationError):
        store(by=make.user(office), agency=office, upload=upload("x.pdf", EXE))
    assert files_in(room) == []
    assert not EvidenceFile.objects.exists()


def test_a_failed_action_takes_its_files_with_it(room):
    office = make.agency()
    person = make.user(office)

    @files_follow_transaction()
    def keep_three():
        with files_follow_transaction():
            store(by=person, agency=office, upload=upload("a.pdf"))
        store(by=person, agency=office, upload=upload("b.pdf"))
        assert len(files_in(room)) == 2
        store(by=person, agency=office, upload=upload("c.pdf", EXE))

    with pytest.raises(ValidationError, match="chương trình"):
        keep_three()
    assert files_in(room) == []
    assert not EvidenceFile.objects.exists()


def test_a_failure_later_in_the_request_does_not_touch_what_is_on_file(room):
    office = make.agency()
    person = make.user(office)
    store(by=person, agency=office, upload=upload("a.pdf"))
    with pytest.raises(ValidationError), files_follow_transaction():
        store(by=person, agency=office, upload=upload("c.pdf", EXE))
    assert len(files_in(room)) == 1


def test_files_without_a_row_are_removed_once_a_day_old(room, capsys):
    office = make.agency()
    kept = store(by=make.user(office), agency=office, upload=upload())
    young = default_storage.save("2026/01/young.pdf", ContentFile(PDF))
    old = default_storage.save("2026/01/old.pdf", ContentFile(PDF))
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for name in (old, kept.file.name):
        os.utime(default_storage.path(name), (long_ago, long_ago))
    call_command("remove_orphan_files")
    assert "Đã xoá 1 tệp" in capsys.readouterr().out
    assert default_storage.exists(kept.file.name)
    assert default_storage.exists(young)
    assert not default_storage.exists(old)


def test_a_paper_is_handed_out_as_a_download_only():
    office = make.agency()
    evidence = store(by=make.user(office), agency=office, upload=upload("Kế hoạch “mật”.pdf"))
    response = serve(evidence)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_a_file_lost_from_the_storage_is_not_found_with_a_word_of_explanation():
    office = make.agency()
    evidence = store(by=make.user(office), agency=office, upload=upload())
    evidence.file.storage.delete(evidence.file.name)
    with pytest.raises(Http404, match="Không còn tệp"):
        serve(evidence)
