"""Which consolidated table is looked at, the button that hands it out, and the number of the signed paper."""

from django import forms
from django.http import QueryDict

from accounts.once import OnceMixin
from reports.models import ExportedReport
from reports.selection import WITH_SENT, Selection
from reports.table import Column
from targets.worded_rule import capitalised
from ui.fields import SearchSelect
from ui.filters import FilterForm
from ui.forms import BaseForm, BaseModelForm, DayField, RevisionMixin

SOURCES = [("", "Chỉ số liệu đã xác nhận"), (WITH_SENT, "Gồm cả số liệu chưa xác nhận")]


class TableFilter(FilterForm):
    """Form, period, agency, extent, what counts and which columns; all of it stands in the address."""

    bieu = forms.ChoiceField(label="Biểu mẫu")
    ky = forms.ChoiceField(label="Kỳ báo cáo")
    don_vi = forms.ChoiceField(label="Đơn vị", widget=SearchSelect)
    pham_vi = forms.ChoiceField(label="Phạm vi")
    so_lieu = forms.ChoiceField(label="Số liệu", choices=SOURCES)
    cot = forms.MultipleChoiceField(label="Các cột", choices=Column.choices, widget=forms.CheckboxSelectMultiple)

    def __init__(self, selection: Selection):
        super().__init__(address_of(selection))
        self.fields["bieu"].choices = [(form.pk, str(form)) for form in selection.forms]
        self.fields["ky"].choices = [(period.key.slug, str(period)) for period in selection.periods]
        self.fields["pham_vi"].choices = [(one.value, capitalised(one.label)) for one in selection.extents]
        self.fields["don_vi"].choices = [(agency.pk, agency.name) for agency in selection.agencies]


def address_of(selection: Selection) -> QueryDict:
    """The full address of a table, which shows a colleague the same one."""
    question, query = selection.question, QueryDict(mutable=True)
    query["bieu"], query["ky"] = str(question.form.pk), question.key.slug
    query["don_vi"], query["pham_vi"] = str(question.agency.pk), str(question.extent)
    query["so_lieu"] = WITH_SENT if question.with_sent else ""
    query.setlist("cot", [column.value for column in selection.columns])
    return query


class ExportForm(OnceMixin, BaseForm):
    """One of the two buttons; `seen`: the print of the table on the page."""

    format = forms.ChoiceField(choices=ExportedReport.Format.choices, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class IssuedForm(RevisionMixin, BaseModelForm):
    """Number and day of the paper that a table went out in."""

    issued_number = forms.CharField(
        label="Số, ký hiệu văn bản", max_length=50, help_text="Ví dụ: 12/BC-UBND.", strip=True
    )
    issued_on = DayField(label="Ngày ban hành")

    class Meta:
        model = ExportedReport
        fields = ["issued_number", "issued_on"]
