"""Filters of the lists of plans and tasks; their names are what the address shows."""

from datetime import date

from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from plans.models import Area, Plan, Task
from plans.progress import TaskState
from ui.fields import DayField, SearchSelect, YearField
from ui.filters import FilterForm


def _years(plans) -> list[tuple[str, str]]:
    """Every year that a plan covers, newest first."""
    spans = plans.values_list("year_from", "year_to").order_by().distinct()
    years = {year for first, last in spans for year in range(first, last + 1)}
    return [("", "Mọi năm"), *((str(year), str(year)) for year in sorted(years, reverse=True))]


class PlanFilter(FilterForm):
    tim = forms.CharField(label="Tìm", max_length=100)
    nam = forms.ChoiceField(label="Năm")
    loai = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *Plan.Kind.choices])
    don_vi = forms.ModelChoiceField(
        label="Cơ quan ban hành", queryset=Agency.objects.none(), widget=SearchSelect, empty_label="Mọi cơ quan"
    )
    trang_thai = forms.ChoiceField(label="Trạng thái", choices=[("", "Mọi trạng thái"), *Plan.State.choices])

    def __init__(self, data, *, user: User):
        self.plans = Plan.objects.seen_by(user)
        super().__init__(data)
        self.fields["nam"].choices = _years(self.plans)
        self.fields["don_vi"].queryset = Agency.objects.filter(pk__in=self.plans.order_by().values("issuer"))

    @cached_property
    def found(self):
        """The plans that fit what was chosen."""
        plans = self.plans
        if words := self.chosen("tim"):
            plans = plans.matching(words)
        if year := self.chosen("nam"):
            plans = plans.in_year(int(year))
        if kind := self.chosen("loai"):
            plans = plans.filter(kind=kind)
        if issuer := self.chosen("don_vi"):
            plans = plans.filter(issuer=issuer)
        if state := self.chosen("trang_thai"):
            plans = plans.filter(state=state)
        return plans


class TaskFilter(FilterForm):
    tim = forms.CharField(label="Tìm", max_length=100)
    nam = YearField(label="Năm")
    ke_hoach = forms.ModelChoiceField(
        label="Kế hoạch", queryset=Plan.objects.none(), widget=SearchSelect, empty_label="Mọi kế hoạch"
    )
    linh_vuc = forms.ModelChoiceField(label="Lĩnh vực", queryset=Area.objects.all(), empty_label="Mọi lĩnh vực")
    chu_tri = forms.ModelChoiceField(
        label="Chủ trì", queryset=Agency.objects.none(), widget=SearchSelect, empty_label="Mọi cơ quan"
    )
    trang_thai = forms.ChoiceField(label="Tiến độ", choices=[("", "Mọi tiến độ"), *TaskState.choices])
    han_tu = DayField(label="Hạn từ ngày")
    han_den = DayField(label="Hạn đến ngày")
    cua_toi = forms.ChoiceField(label="Phạm vi", choices=[("", "Mọi đơn vị"), ("1", "Việc của đơn vị tôi")])
    xep = forms.ChoiceField(label="Xếp theo", choices=[("", "Thời hạn"), ("ke_hoach", "Kế hoạch")])

    def __init__(self, data, *, user: User, today: date):
        self.user, self.today = user, today
        self.tasks = Task.objects.seen_by(user)
        super().__init__(data)
        self.fields["ke_hoach"].queryset = Plan.objects.filter(pk__in=self.tasks.order_by().values("plan"))
        self.fields["chu_tri"].queryset = Agency.objects.filter(pk__in=self.tasks.order_by().values("lead_agency"))

    @cached_property
    def found(self):
        """The tasks that fit what was chosen, each with its newest report."""
        tasks = self.tasks.with_latest_report()
        if words := self.chosen("tim"):
            tasks = tasks.matching(words)
        if year := self.chosen("nam"):
            tasks = tasks.filter(plan__year_from__lte=year, plan__year_to__gte=year)
        if self.chosen("cua_toi"):
            tasks = tasks.of(scope.own_agencies(self.user))
        if state := self.chosen("trang_thai"):
            tasks = tasks.in_state(state, self.today)
        return self._by_columns(tasks)

    def _by_columns(self, tasks):
        """Filters that compare one column of the task with one choice."""
        for name, column in TASK_COLUMNS.items():
            if wanted := self.chosen(name):
                tasks = tasks.filter(**{column: wanted})
        return tasks


TASK_COLUMNS = {
    "ke_hoach": "plan",
    "linh_vuc": "area",
    "chu_tri": "lead_agency",
    "han_tu": "due_on__gte",
    "han_den": "due_on__lte",
}
