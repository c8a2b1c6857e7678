"""Typing a report form: its own fields and its lines, and choosing a plan to make one from."""

from collections.abc import Sequence

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms import formset_factory

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency, AgencyGroup, GroupMembership
from periods.period import Calendar
from plans.models import Plan
from targets.actions.report_forms import MOST_LINES, FormValues, LineRefused, LineValues
from targets.models import FormLine, Indicator, ReportForm
from targets.terms import Typed
from ui.fields import SearchSelect, WholeNumberField
from ui.filters import FilterForm
from ui.forms import BaseForm, BaseModelForm, RevisionMixin

BLANK_LINES = 3
FIELDS = ("code", "name", "owner", "checker", "calendar", "groups", "agencies", "from_day", "until")


class ReportFormForm(BaseModelForm):
    """The form's own fields."""

    class Meta:
        model = ReportForm
        fields = FIELDS
        widgets = {
            "owner": SearchSelect,
            "checker": SearchSelect,
            "groups": forms.CheckboxSelectMultiple,
            "agencies": forms.SelectMultiple(attrs={"size": 8}),
        }
        help_texts = {
            "code": "Ví dụ: B01-CCHC.",
            "agencies": "Chỉ chọn khi đơn vị không nằm trong các nhóm ở trên. Giữ Ctrl để chọn nhiều.",
            "checker": "Nhận báo cáo, xác nhận hoặc trả lại.",
        }

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        managed = scope.acts_for(user, Action.MANAGE_FORMS)
        self.fields["owner"].queryset = managed
        self.fields["checker"].queryset = managed
        self.fields["agencies"].queryset = scope.sees(user)
        self.fields["groups"].queryset = groups_for(user)
        for name in ("owner", "checker"):
            self.fields[name].empty_label = "Chọn cơ quan"

    @property
    def values(self) -> FormValues:
        return FormValues(**{name: self.cleaned_data[name] for name in FIELDS})


def groups_for(user: User):
    """The groups that a person may ask for reports: of agencies they see, or with members among them."""
    seen = scope.sees(user)
    members = GroupMembership.objects.filter(group=OuterRef("pk"), agency__in=seen)
    return AgencyGroup.objects.filter(Q(owner__in=seen) | Exists(members)).order_by("sort_key")


class NewReportFormForm(OnceMixin, ReportFormForm):
    """A form that is not on file yet."""

    def validate_unique(self):
        """Left to the action: a second press of the button finds the code used by the first and is no mistake."""


class ChangedReportFormForm(RevisionMixin, ReportFormForm):
    """A form on file, opened at one revision."""


class LineForm(BaseForm):
    """One line: which indicator, how it is typed, for whom."""

    use_required_attribute = False

    line = WholeNumberField(widget=forms.HiddenInput, required=False)
    place = WholeNumberField(label="Thứ tự", min_value=1, max_value=9999, required=False)
    indicator = forms.TypedChoiceField(label="Chỉ tiêu thống kê", coerce=int, required=False, widget=SearchSelect)
    section = forms.CharField(label="Mục", max_length=150, required=False)
    typed = forms.ChoiceField(label="Cách nhập", required=False)
    group = forms.TypedChoiceField(label="Chỉ áp dụng cho nhóm", coerce=int, required=False, empty_value=None)
    about_group = forms.TypedChoiceField(
        label="Nhập cho từng đơn vị của nhóm", coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args, choices: "LineChoices", **kwargs):
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.fields["indicator"].choices = choices.indicators
        self.fields["typed"].choices = [("", "Theo loại chỉ tiêu"), *Typed.choices]
        self.fields["group"].choices = self.fields["about_group"].choices = choices.groups

    def has_changed(self) -> bool:
        """A row counts as soon as it names an indicator, also where it was proposed and nobody touched it."""
        return bool(self.data.get(self.add_prefix("indicator"))) or super().has_changed()

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("indicator") and not cleaned.get("DELETE") and "indicator" not in self.errors:
            self.add_error("indicator", "Chọn chỉ tiêu của dòng này, hoặc đánh dấu bỏ dòng.")
        return cleaned

    @property
    def values(self) -> LineValues:
        typed = self.cleaned_data
        return LineValues(
            indicator=self.choices.indicator_of[typed["indicator"]],
            pk=typed["line"],
            order=typed["place"] or 0,
            section=typed["section"],
            typed=typed["typed"],
            group=self.choices.group_of.get(typed["group"]),
            about_group=self.choices.group_of.get(typed["about_group"]),
        )


class LineChoices:
    """What the lines of one page choose from, read once for all of them."""

    def __init__(self, user: User, used: Sequence[int] = ()):
        live = Indicator.objects.filter(retired_on__isnull=True) | Indicator.objects.filter(pk__in=used)
        found = live.distinct().order_by("code")
        self.indicator_of = {row.pk: row for row in found}
        self.group_of = {row.pk: row for row in groups_for(user)}
        self.indicators = [("", "Chọn chỉ tiêu"), *((pk, str(row)) for pk, row in self.indicator_of.items())]
        self.groups = [("", "Không"), *((pk, row.name) for pk, row in self.group_of.items())]


class BaseLineFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    @property
    def kept(self) -> list[LineForm]:
        """The rows that stay, in the order typed; rows without a number keep their place."""
        rows = [row for row in self.forms if row.has_changed() and not row.cleaned_data.get("DELETE")]
        places = {row: row.cleaned_data.get("place") or place for place, row in enumerate(self.forms, start=1)}
        return sorted(rows, key=lambda row: places[row])

    def refuse(self, refusal: LineRefused) -> None:
        """A refusal of one line lands on its row."""
        self.kept[refusal.place].refuse(refusal)


LineFormSet = formset_factory(LineForm, BaseLineFormSet, extra=BLANK_LINES, max_num=MOST_LINES, can_delete=True)


def line_initial(line: LineValues | FormLine, place: int) -> dict:
    """What a row shows before anything is typed."""
    typed = line.typed_or_usual if isinstance(line, LineValues) else line.typed
    return {
        "line": line.pk,
        "indicator": line.indicator.pk,
        "section": line.section,
        "typed": typed,
        "group": line.group.pk if line.group else None,
        "about_group": line.about_group.pk if line.about_group else None,
        "place": place,
    }


class PlanChoiceForm(FilterForm):
    """Which plan to make a form from, and for which calendar; lives in the address."""

    ke_hoach = forms.ModelChoiceField(Plan.objects.none(), label="Kế hoạch", widget=SearchSelect)
    ky = forms.ChoiceField(label="Kỳ báo cáo", choices=Calendar.choices, initial=Calendar.CCHC)

    def __init__(self, data, *, user: User):
        super().__init__(data)
        issuers = scope.acts_for(user, Action.MANAGE_FORMS)
        self.fields["ke_hoach"].queryset = Plan.objects.filter(issuer__in=issuers).select_related("issuer")
        self.fields["ke_hoach"].empty_label = "Chọn kế hoạch"


class FormFilter(FilterForm):
    """Which forms are listed."""

    tu_khoa = forms.CharField(label="Mã hoặc tên biểu", max_length=100)
    co_quan = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan ban hành", empty_label="Tất cả")
    ky = forms.ChoiceField(label="Kỳ báo cáo", choices=[("", "Tất cả"), *Calendar.choices])

    def __init__(self, data, *, seen):
        super().__init__(data)
        self.fields["co_quan"].queryset = Agency.objects.filter(pk__in=seen.order_by().values("owner"))
