"""What an office may type about periods: which year, its own days, why a closing is taken back."""

from django import forms

from agencies.models import Agency
from periods.models import PeriodDates
from ui.fields import DayField, SearchSelect, YearField
from ui.filters import FilterForm
from ui.forms import BaseForm

DAY_NAMES = ("data_from", "data_to", "opens_on", "due_on")


class OfficeYearFilter(FilterForm):
    """Which office's periods, of which year."""

    co_quan = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan", widget=SearchSelect, empty_label=None)
    nam = YearField(label="Năm", max_value=2100)

    def __init__(self, data, *, offices):
        super().__init__(data)
        self.fields["co_quan"].queryset = offices


class MakeYearForm(BaseForm):
    nam = YearField(label="Năm", max_value=2100)


class DatesForm(BaseForm):
    """An office's own days; empty ones stay as they are above."""

    data_from = DayField(label="Số liệu từ ngày", required=False)
    data_to = DayField(label="Số liệu đến hết ngày", required=False)
    opens_on = DayField(label="Mở nhập từ ngày", required=False)
    due_on = DayField(label="Hạn gửi", required=False)
    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ví dụ: theo Công văn số …; lý do hiện cho các đơn vị."
    )

    def __init__(self, data=None, *, own: PeriodDates | None):
        initial = {name: getattr(own, name) for name in (*DAY_NAMES, "reason")} if own else {}
        super().__init__(data, initial=initial)

    @property
    def days(self):
        return {name: self.cleaned_data[name] for name in DAY_NAMES}


class ReopenForm(BaseForm):
    reason = forms.CharField(label="Lý do mở lại", max_length=300)
