"""Typing a report form: its own fields and its lines, and choosing a plan to make one from."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.forms import formset_factory
from django.utils import timezone

from accounts.models import User
from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency, AgencyGroup, GroupMembership
from periods.period import (
    Calendar,
    Period,
    before_in,
    first_ending_from,
    parse_slug,
    periods_of,
    reporting_year,
)
from plans.models import Plan
from targets.actions.report_forms import MOST_LINES, FormValues, LineRefused, LineValues
from targets.form_days import first_day_after, first_day_in, periods_to_begin, usual_beginning
from targets.models import FormLine, Indicator, ReportForm
from targets.terms import Typed
from ui.fields import SearchSelect, WholeNumberField
from ui.filters import FilterForm
from ui.forms import BaseForm, BaseModelForm, RevisionMixin

BLANK_LINES = 3
FIELDS = (
    "code",
    "name",
    "owner",
    "checker",
    "calendar",
    "groups",
    "agencies",
    "needs_leader",
    "with_tasks",
    "most_explanations",
)
YEARS_AROUND = 2
MOST_EXPLANATIONS = 50


class ReportFormForm(BaseModelForm):
    """The form's own fields; its first and last day are chosen as periods."""

    first_period = forms.ChoiceField(label="Kỳ đầu tiên", required=False, help_text="Để trống: dùng cho mọi kỳ trước.")
    last_period = forms.ChoiceField(label="Kỳ cuối cùng", required=False, help_text="Để trống: dùng đến khi sửa lại.")
    most_explanations = WholeNumberField(
        label="Số lượng thuyết minh yêu cầu nhiều nhất",
        min_value=0,
        max_value=MOST_EXPLANATIONS,
        required=False,
        help_text=ReportForm._meta.get_field("most_explanations").help_text,
    )

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
            "needs_leader": "Áp dụng ngay cho mọi báo cáo chưa gửi, cả của kỳ đã mở.",
            "with_tasks": "Đơn vị chủ trì báo cáo tiến độ từng nhiệm vụ cùng với số liệu. Áp dụng cho các kỳ mở từ nay.",
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
        self._known = first_and_last(self.instance) if self.instance.pk else (None, None)
        choices = period_choices([period for period in self._known if period])
        for name, known in zip(("first_period", "last_period"), self._known, strict=True):
            self.fields[name].choices = choices
            self.initial.setdefault(name, known.slug if known else "")

    def clean_most_explanations(self) -> int:
        typed = self.cleaned_data["most_explanations"]
        return ReportForm._meta.get_field("most_explanations").default if typed is None else typed

    def clean(self):
        cleaned = super().clean()
        if calendar := cleaned.get("calendar"):
            for name in ("first_period", "last_period"):
                self._require_in(Calendar(calendar), name)
        first, last = self._chosen("first_period"), self._chosen("last_period")
        if first and last and last < first and not self.errors:
            self.add_error("last_period", "Kỳ cuối cùng phải từ kỳ đầu tiên trở đi.")
        return cleaned

    def _require_in(self, calendar: Calendar, name: str) -> None:
        chosen = self._chosen(name)
        if chosen and chosen not in periods_of(calendar, chosen.year):
            names = ", ".join(period.name for period in periods_of(calendar, chosen.year))
            self.add_error(name, f"{chosen} không thuộc loại kỳ của biểu. Chọn một trong: {names}.")

    def _chosen(self, name: str) -> Period | None:
        slug = self.cleaned_data.get(name)
        return parse_slug(slug) if slug else None

    @property
    def values(self) -> FormValues:
        return FormValues(**{name: self.cleaned_data[name] for name in FIELDS}, **self._days())

    def _days(self) -> dict[str, date | None]:
        """The first day and the day after the last; where a period was left as it stood, the day on file."""
        calendar = Calendar(self.cleaned_data["calendar"])
        days = {"from_day": self.instance.from_day, "until": self.instance.until}
        before, (first, last) = self._known, (self._chosen("first_period"), self._chosen("last_period"))
        if first != before[0]:
            days["from_day"] = first_day_in(calendar, first) if first else None
        if last != before[1]:
            days["until"] = first_day_after(calendar, last) if last else None
        return days


def first_and_last(form: ReportForm) -> tuple[Period | None, Period | None]:
    """The first and last period of a form on file; None where it is open."""
    calendar = Calendar(form.calendar)
    first = first_ending_from(calendar, form.from_day) if form.from_day else None
    last = before_in(calendar, first_ending_from(calendar, form.until)) if form.until else None
    return first, last


def period_choices(known: Sequence[Period] = ()) -> list:
    """Every period of the years around this one, and of the years already chosen, by year."""
    this_year = reporting_year(timezone.localdate())
    years = {*range(this_year - YEARS_AROUND, this_year + YEARS_AROUND + 1), *(period.year for period in known)}
    groups = [(f"Năm {year}", [(key.slug, str(key)) for key in all_periods(year)]) for year in sorted(years)]
    return [("", "Không giới hạn"), *groups]


def all_periods(year: int) -> list[Period]:
    """Each period that some calendar reports in a year, by its last day, once."""
    return sorted({period for calendar in Calendar for period in periods_of(calendar, year)})


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
    """A form on file, opened at one revision; once it was opened, the first period for which its changed lines hold."""

    begins = forms.ChoiceField(
        label="Các dòng áp dụng từ kỳ",
        required=False,
        help_text="Kỳ đã mở trước đó giữ nguyên dòng của mình. Thứ tự các dòng đổi ngay.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        possible = periods_to_begin(self.instance)
        if possible:
            self.fields["begins"].choices = [(period.slug, str(period)) for period in possible]
            usual = usual_beginning(self.instance, possible)
            self.initial["begins"] = usual.slug if usual else ""
        else:
            del self.fields["begins"]

    @property
    def first_changed(self) -> Period | None:
        """The first period for which the changed lines hold; None for the usual one."""
        return self._chosen("begins")


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
        form.about = f"Dòng {index + 1}"
        form.fields["DELETE"].label = "Bỏ dòng này"
        form.fields["DELETE"].widget.attrs["class"] = "form-check-input"

    def clean(self):
        """The same indicator twice is named by the rows as the page numbers them, the dropped ones included."""
        first_row: dict[int, int] = {}
        for number, row in enumerate(self.forms, start=1):
            chosen = row.cleaned_data.get("indicator") if row.is_valid() else None
            if chosen and not row.cleaned_data.get("DELETE"):
                earlier = first_row.setdefault(chosen, number)
                if earlier != number:
                    row.add_error("indicator", f"Chỉ tiêu này đã có ở dòng {earlier}.")

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
