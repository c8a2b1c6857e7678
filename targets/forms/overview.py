"""Filters of the overview of reports and of the league of timeliness."""

from datetime import date

from django import forms
from django.db.models import Count, Q

from agencies.models import AgencyGroup, GroupMembership
from targets.models import ReportForm
from ui.filters import FilterForm

ONLY_LATE = "1"


class YearFilter(FilterForm):
    """Year, form and group; a year is always chosen: this one, or the latest that has reports."""

    nam = forms.ChoiceField(label="Năm")
    bieu = forms.ModelChoiceField(ReportForm.objects.none(), label="Biểu mẫu", empty_label="Mọi biểu mẫu")
    nhom = forms.ModelChoiceField(AgencyGroup.objects.none(), label="Nhóm đơn vị", empty_label="Mọi đơn vị")

    def __init__(self, data, *, seen, today: date):
        self.seen = seen
        years = list(seen.order_by("-period__year").values_list("period__year", flat=True).distinct())
        year_now = today.year if today.year in years or not years else years[0]
        super().__init__(data.copy())
        self.data.setdefault("nam", str(year_now))
        self.fields["nam"].choices = [(str(year), str(year)) for year in years or [year_now]]
        self.forms = ReportForm.objects.filter(pk__in=seen.order_by().values("form")).select_related("checker")
        self.fields["bieu"].queryset = self.forms
        self.fields["nhom"].queryset = AgencyGroup.objects.filter(forms__in=self.forms).distinct()
        self.full_clean()  # once: what was chosen is asked for often
        self.year = int(self.cleaned_data.get("nam") or year_now)
        self.form: ReportForm | None = self.cleaned_data.get("bieu")
        self.group: AgencyGroup | None = self.cleaned_data.get("nhom")

    def chosen_forms(self) -> list[ReportForm]:
        return [self.form] if self.form else list(self.forms)

    def narrowed(self):
        """The reports that year, form and group leave."""
        reports = self.seen.filter(period__year=self.year)
        if self.form:
            reports = reports.filter(form=self.form)
        if self.group:
            reports = reports.filter(agency__in=_members(self.group, self.year))
        return reports


def _members(group: AgencyGroup, year: int):
    """Agencies that belonged to the group on some day of the year."""
    first, last = date(year - 1, 12, 15), date(year, 12, 14)
    inside = Q(from_day__isnull=True) | Q(from_day__lte=last)
    inside &= Q(until__isnull=True) | Q(until__gt=first)
    return GroupMembership.objects.filter(inside, group=group).values("agency")


class OverviewFilter(YearFilter):
    """As long as nobody chose, the matrix is that of the form with the most reports: all forms at once mix calendars.

    Reports, not agencies: a yearly form that everybody gives would show an empty page until the year is over.
    """

    cham = forms.ChoiceField(label="Hiện", choices=[("", "Mọi đơn vị"), (ONLY_LATE, "Chỉ đơn vị chậm")])

    def __init__(self, data, *, seen, today: date):
        data = data.copy()
        if "bieu" not in data:
            busiest = seen.order_by().values("form").annotate(reports=Count("pk"))
            data["bieu"] = busiest.order_by("-reports", "form").values_list("form", flat=True).first() or ""
        super().__init__(data, seen=seen, today=today)

    @property
    def only_late(self) -> bool:
        return self.cleaned_data.get("cham") == ONLY_LATE
