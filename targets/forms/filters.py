"""Filters of the lists of targets and indicators; their names are what the address shows."""

from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from plans.models import Area, Plan
from targets.models import Indicator, Target
from targets.terms import Kind, SourceKind
from ui.fields import SearchSelect, YearField
from ui.filters import FilterForm

ANY_KIND = [("", "Mọi loại"), *Kind.choices]


class TargetFilter(FilterForm):
    tim = forms.CharField(label="Tìm", max_length=100)
    nam = YearField(label="Năm")
    ke_hoach = forms.ModelChoiceField(
        label="Kế hoạch", queryset=Plan.objects.none(), widget=SearchSelect, empty_label="Mọi kế hoạch"
    )
    linh_vuc = forms.ModelChoiceField(label="Lĩnh vực", queryset=Area.objects.all(), empty_label="Mọi lĩnh vực")
    loai = forms.ChoiceField(label="Loại số liệu", choices=ANY_KIND)
    don_vi = forms.ModelChoiceField(
        label="Đơn vị liên quan", queryset=Agency.objects.none(), widget=SearchSelect, empty_label="Mọi đơn vị"
    )

    def __init__(self, data, *, user: User):
        self.targets = Target.objects.seen_by(user)
        super().__init__(data)
        self.fields["ke_hoach"].queryset = Plan.objects.seen_by(user)
        self.fields["don_vi"].queryset = scope.sees(user)

    @cached_property
    def found(self):
        """The targets that fit what was chosen."""
        targets = self.targets
        if words := self.chosen("tim"):
            targets = targets.matching(words)
        if year := self.chosen("nam"):
            targets = targets.of_year(year)
        if plan := self.chosen("ke_hoach"):
            targets = targets.filter(plan=plan)
        if area := self.chosen("linh_vuc"):
            targets = targets.filter(area=area)
        if kind := self.chosen("loai"):
            targets = targets.filter(indicator__kind=kind)
        if agency := self.chosen("don_vi"):
            targets = targets.naming(agency)
        return targets


class IndicatorFilter(FilterForm):
    tim = forms.CharField(label="Tìm", max_length=100)
    linh_vuc = forms.ModelChoiceField(label="Lĩnh vực", queryset=Area.objects.all(), empty_label="Mọi lĩnh vực")
    loai = forms.ChoiceField(label="Loại số liệu", choices=ANY_KIND)
    nguon = forms.ChoiceField(label="Nguồn số liệu", choices=[("", "Mọi nguồn"), *SourceKind.choices])

    @cached_property
    def found(self):
        """The indicators that fit what was chosen."""
        indicators = Indicator.objects.all()
        if words := self.chosen("tim"):
            indicators = indicators.matching(words)
        if area := self.chosen("linh_vuc"):
            indicators = indicators.filter(area=area)
        if kind := self.chosen("loai"):
            indicators = indicators.filter(kind=kind)
        if source := self.chosen("nguon"):
            indicators = indicators.filter(source_kind=source)
        return indicators
