"""Handing in a filled Excel file, choosing which file to download, and confirming what a file would change."""

import hashlib
from collections.abc import Sequence

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.once import OnceMixin, SentBefore
from accounts.roles import Action
from agencies import scope
from documents.checks import check_upload
from documents.fields import PaperField
from periods.models import ReportingPeriod
from targets.models import ReportForm, Submission
from targets.workbooks.comparing import RowChange
from targets.workbooks.reading import MOST_BYTES, Reading, read_workbook
from ui.forms import BaseForm

MEGABYTE = 1024 * 1024
THEIRS, MINE = "theirs", "mine"


class WorkbookField(PaperField):
    """One Excel file; cleans to the file, with what was read from it as `reading`."""

    def __init__(self, **kwargs):
        limit = min(MOST_BYTES // MEGABYTE, settings.UPLOAD_MAX_MB)
        super().__init__(help_text=f"Tệp .xlsx tải từ trang này, tối đa {limit} MB.", **kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if check_upload(upload).ending != "xlsx":
            raise ValidationError(
                "Chỉ nhận tệp Excel .xlsx. Trong Excel hoặc LibreOffice chọn “Lưu thành”, dạng .xlsx."
            )
        upload.seek(0)
        upload.reading = read_workbook(upload.read())
        upload.seek(0)
        return upload

    def widget_attrs(self, widget):
        return {"accept": ".xlsx"}


class UploadForm(OnceMixin, BaseForm):
    """A filled file."""

    paper = WorkbookField(label="Tệp Excel đã nhập số liệu")

    @property
    def digest(self) -> str:
        """A mended file often has the name and the size of the one before: its content tells them apart."""
        return hashlib.sha256(f"{super().digest} {self.reading.sha256}".encode()).hexdigest()

    def refuse(self, refusal):
        """Whatever is wrong is wrong with the file."""
        if not isinstance(refusal, SentBefore):
            refusal = ValidationError({"paper": refusal.messages})
        super().refuse(refusal)

    @property
    def reading(self) -> Reading:
        return self.cleaned_data["paper"].reading


class WhichForm(BaseForm):
    """Of which form and period an office downloads the reports that it may fill in."""

    bieu = forms.ModelChoiceField(ReportForm.objects.none(), label="Biểu mẫu", empty_label="Chọn biểu mẫu")
    ky = forms.ChoiceField(label="Kỳ báo cáo")

    def __init__(self, data=None, *, user: User):
        theirs = Submission.objects.filter(
            agency__in=scope.acts_for(user, Action.ENTER_FIGURES), state__in=Submission.OPEN_STATES
        ).order_by()
        newest = theirs.select_related("period").order_by("-data_to", "form__code").first()
        super().__init__(data, initial={"bieu": newest.form_id, "ky": newest.period.key.slug} if newest else None)
        self.fields["bieu"].queryset = ReportForm.objects.filter(pk__in=theirs.values("form"))
        periods = ReportingPeriod.objects.filter(pk__in=theirs.values("period")).order_by("-data_to")
        self.periods = {period.key.slug: period for period in periods}
        choices = [("", "Chọn kỳ báo cáo"), *((slug, str(period)) for slug, period in self.periods.items())]
        self.fields["ky"].choices = choices

    def clean_ky(self) -> ReportingPeriod:
        return self.periods[self.cleaned_data["ky"]]


class ConfirmForm(BaseForm):
    """Write what was shown; of each figure that a colleague changed meanwhile, whose number stays."""

    stamp = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, stamp: str, overtaken: Sequence[RowChange]):
        super().__init__(data, initial={"stamp": stamp})
        self.overtaken = overtaken
        choices = [(THEIRS, "Giữ số đang lưu"), (MINE, "Ghi số trong tệp")]
        for row in overtaken:
            self.fields[self.name_of(row)] = forms.ChoiceField(
                label=f"Giữ số nào của {row.figure.indicator.code}?",
                choices=choices,
                initial=THEIRS,
                required=False,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def name_of(row: RowChange) -> str:
        return f"so{row.figure.pk}"

    @property
    def mine(self) -> set[int]:
        """The figures for which the file wins; whatever was not chosen stays as the colleague has it."""
        return {row.figure.pk for row in self.overtaken if self.cleaned_data.get(self.name_of(row)) == MINE}

    def show_again(self, stamp: str) -> None:
        """What is shown now is what the next press confirms."""
        self._set_typed("stamp", stamp)
