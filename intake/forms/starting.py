"""Where a document begins: a file or pasted words, read at once, so that what cannot be read is said at its field."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.once import OnceMixin
from documents.checks import check_plan_paper, check_size, clean_name
from documents.text import Text, Unreadable, from_pasted, from_upload
from ui.forms import BaseForm

ACCEPT = ".docx,.pdf,.txt"
FIRST_WORDS = 90  # characters


class DocumentForm(OnceMixin, BaseForm):
    """One of both; `text` is what was read."""

    upload = forms.FileField(
        label="Tệp văn bản",
        required=False,
        widget=forms.FileInput({"accept": ACCEPT}),
        help_text="Word (.docx), PDF có chữ (không phải bản chụp), hoặc tệp .txt.",
    )
    words = forms.CharField(
        label="Dán văn bản",
        required=False,
        widget=forms.Textarea({"rows": 12}),
        help_text="Không có tệp thì chép từ Word, PDF hoặc trang tin rồi dán vào đây; bảng dán từ Word, Excel được giữ là bảng.",
    )

    text: Text | None = None

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            check_size(upload)
        return upload

    def clean(self):
        typed = super().clean()
        upload, words = typed.get("upload"), typed.get("words")
        if upload and words:
            self.add_error("words", "Chọn một cách: tải tệp lên, hoặc dán nội dung. Xoá ô này nếu dùng tệp.")
        elif upload:
            self._read("upload", lambda: _read_file(upload))
        elif words:
            self._read("words", lambda: from_pasted(words))
        elif not self.errors:
            self.add_error("upload", "Chọn tệp văn bản, hoặc dán nội dung vào ô bên dưới.")
        return typed

    def _read(self, name: str, reader) -> None:
        try:
            self.text = reader()
        except Unreadable as refusal:
            self.add_error(name, str(refusal))
        except ValidationError as refusal:
            self.add_error(name, refusal)

    def title(self, said_of_plan: str) -> str:
        """What the document is called while it is being entered: what it says of itself, with its file; else its first words."""
        upload = self.cleaned_data["upload"]
        if upload is None:
            return said_of_plan or " ".join(self.text.content[:FIRST_WORDS].split())
        name = clean_name(upload.name)
        return f"{said_of_plan} ({name})" if said_of_plan else name


def _read_file(upload: UploadedFile) -> Text:
    """What cannot be read is told with what to do for reading; what could be read must also be fit to keep."""
    text = from_upload(upload.read(), clean_name(upload.name))
    check_plan_paper(upload)
    return text
