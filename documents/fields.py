"""Form fields for papers: each file is judged by content and size while the form is checked, so the refusal stands at the field."""

from django import forms
from django.conf import settings

from documents.checks import ACCEPT_ATTRIBUTE, ACCEPTED, check_upload
from ui.fields import FilesField


def taken(opening: str = "") -> str:
    """What a field takes, in words."""
    return f"{opening}Nhận {ACCEPTED}; mỗi tệp tối đa {settings.UPLOAD_MAX_MB} MB."


class PaperField(forms.FileField):
    """One paper."""

    widget = forms.FileInput

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": taken(), **kwargs})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            check_upload(upload)
        return upload

    def widget_attrs(self, widget):
        return {"accept": ACCEPT_ATTRIBUTE}


class PapersField(FilesField):
    """Several papers; cleans to a list, empty when none was given."""

    def __init__(self, **kwargs):
        super().__init__(**{"help_text": taken("Chọn một hoặc nhiều tệp. "), **kwargs})

    def clean(self, data, initial=None):
        uploads = super().clean(data, initial)
        for upload in uploads:
            check_upload(upload)
        return uploads

    def widget_attrs(self, widget):
        return {"accept": ACCEPT_ATTRIBUTE}
