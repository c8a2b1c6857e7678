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


class PapersMixin:
    """For forms with papers, put before the base form: a browser drops the chosen files when a page comes back."""

    def full_clean(self):
        super().full_clean()
        self.remind_of_papers()

    def refuse(self, refusal):
        super().refuse(refusal)
        self.remind_of_papers()

    def remind_of_papers(self, *, is_coming_back: bool = False) -> None:
        """Where the page comes back, say which files must be chosen again, so that none is missing unnoticed."""
        if not (is_coming_back or self.errors):
            return
        for name, field in self.fields.items():
            chosen = self._chosen(name) if isinstance(field, PaperField | PapersField) else []
            if chosen and name not in self.errors:
                names = ", ".join(f"“{upload.name}”" for upload in chosen)
                self.add_error(name, f"Chưa lưu tệp {names} vì trang còn chỗ cần sửa. Hãy chọn lại tệp.")

    def _chosen(self, name: str) -> list:
        sent = self[name].data or []
        return sent if isinstance(sent, list | tuple) else [sent]
