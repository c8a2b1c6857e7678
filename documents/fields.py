"""Form fields for papers: each file is judged by content and size while the form is checked, so the refusal stands at the field."""

from django import forms

from documents.checks import ACCEPT_ATTRIBUTE, check_upload
from ui.fields import FilesField


class PaperField(forms.FileField):
    """One paper."""

    widget = forms.FileInput

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial:
            check_upload(upload)
        return upload

    def widget_attrs(self, widget):
        return {"accept": ACCEPT_ATTRIBUTE}


class PapersField(FilesField):
    """Several papers; cleans to a list, empty when none was given."""

    def clean(self, data, initial=None):
        uploads = super().clean(data, initial)
        for upload in uploads:
            check_upload(upload)
        return uploads

    def widget_attrs(self, widget):
        return {"accept": ACCEPT_ATTRIBUTE}
