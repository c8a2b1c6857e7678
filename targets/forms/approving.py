"""Confirming many reports at once: each as the person has seen it."""

from django import forms
from django.core.exceptions import ValidationError

from ui.forms import BaseForm

MOST_DIGITS = 12


class SeenReports(forms.Field):
    """Reports with the revision that the page showed, each as "key:revision"; cleans to revision by key."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> dict[int, int]:
        pairs = [str(one).partition(":") for one in value or []]
        if any(not _is_key(key) or not _is_key(revision) for key, _, revision in pairs):
            raise ValidationError("Trang gửi lên không đọc được. Mở lại trang rồi chọn lại.")
        return {int(key): int(revision) for key, _, revision in pairs}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS


class ApproveManyForm(BaseForm):
    """`chosen`: reports ticked one by one. `plain`: all on the page without odd figures, taken where `all_plain` is ticked."""

    chosen = SeenReports(required=False)
    plain = SeenReports(required=False)
    all_plain = forms.BooleanField(required=False)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned["chosen"] and not (cleaned["all_plain"] and cleaned["plain"]):
            raise ValidationError("Chưa chọn báo cáo nào. Đánh dấu báo cáo cần xác nhận.")
        return cleaned

    @property
    def unlooked(self) -> dict[int, int]:
        """Reports taken without a tick of their own: only those without odd figures may be confirmed so."""
        cleaned = self.cleaned_data
        rest = cleaned["plain"] if cleaned["all_plain"] else {}
        return {key: revision for key, revision in rest.items() if key not in cleaned["chosen"]}
