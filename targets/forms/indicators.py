"""What a person types about an indicator: in the library, or in passing beside a target; publications and exemptions."""

from django import forms

from accounts.once import OnceMixin
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from targets.forms.target_choices import DRAW_ANEW
from targets.indicator_checks import Described, faults
from targets.kinds import PARTS, shape_of
from targets.led_tasks import COMPLETION_WORDS
from targets.models import Exemption, Indicator, Publication
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, SourceKind
from ui.forms import BaseForm, BaseModelForm, DayField, RevisionMixin, SearchSelect, YearField

DEFAULT = "Theo loại số liệu"
OF_SOME_KINDS = (*PARTS, "unit", "grade_steps")
EXTRA_PUBLICATIONS = 2


class StepsField(forms.CharField):
    """The steps of a grade, one a line, lowest first."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return self.to_python(data) != (initial or [])


class KindHabits:
    """Both ways of combining may stay empty: then they follow the kind."""

    def _offer_combining(self):
        for name, choices in (("across_periods", AcrossPeriods), ("across_agencies", AcrossAgencies)):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].choices = [("", DEFAULT), *choices.choices]

    def clean(self):
        typed = self.cleaned_data
        if typed.get("kind"):
            shape = shape_of(typed["kind"])
            typed["across_periods"] = typed.get("across_periods") or shape.periods[0]
            typed["across_agencies"] = typed.get("across_agencies") or shape.agencies[0]
            for name, message in self._faults(typed):
                self.add_error(name, message)
        return typed

    def _faults(self, typed: dict) -> list[tuple[str, str]]:
        """What the library would refuse, told beside the field; the rest is for the action to refuse."""
        described = Described(
            kind=typed["kind"],
            unit=typed.get("unit", ""),
            numerator_label=typed.get("numerator_label", ""),
            denominator_label=typed.get("denominator_label", ""),
            across_periods=typed["across_periods"],
            across_agencies=typed["across_agencies"],
            grade_steps=tuple(typed.get("grade_steps") or ()),
        )
        told = faults(described) | self._unnamed_source(typed)
        return [(name, message) for name, message in told.items() if name in self.fields]

    def _unnamed_source(self, typed: dict) -> dict[str, str]:
        is_named = typed.get("source_kind") == SourceKind.NAMED and not typed.get("source_agency")
        return {"source_agency": "Chọn cơ quan nhập số liệu cho mọi đơn vị."} if is_named else {}


class IndicatorForm(KindHabits, BaseModelForm):
    """Every field of an indicator."""

    code = forms.CharField(label="Mã", max_length=20, required=False, help_text="Để trống: hệ thống đặt mã tiếp theo.")
    grade_steps = StepsField(
        label="Các bậc xếp loại",
        required=False,
        help_text="Chỉ cho loại “xếp loại”: từ thấp đến cao, mỗi dòng một bậc.",
    )
    source_agency = forms.ModelChoiceField(
        Agency.objects.all(),
        label="Cơ quan nhập cho mọi đơn vị",
        required=False,
        widget=SearchSelect,
        help_text="Chỉ khi nguồn là “một cơ quan nhập cho từng đơn vị”.",
    )
    owner = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan quản lý chỉ tiêu", widget=SearchSelect)
    retired_on = DayField(
        label="Thôi dùng từ ngày", required=False, help_text="Từ ngày này không chọn được cho chỉ tiêu kế hoạch mới."
    )

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "area",
            "kind",
            "unit",
            "numerator_label",
            "denominator_label",
            "case_noun",
            "failed_noun",
            "may_exceed",
            "grade_steps",
            "better",
            "across_periods",
            "across_agencies",
            "part_of",
            "split_from",
            "source_kind",
            "source_agency",
            "source_name",
            "definition",
            "population",
            "owner",
            "retired_on",
        )
        widgets = {
            "part_of": SearchSelect,
            "split_from": SearchSelect,
            "definition": forms.Textarea({"rows": 3}),
            "population": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args, user, fixed=(), typed=None, **kwargs):
        """`fixed`: the fields that may no longer change, because figures exist. `typed`: what a page sent to be drawn
        anew, unchecked.
        """
        super().__init__(*args, **kwargs)
        self.fixed = fixed
        self.initial |= {**typed, "may_exceed": "may_exceed" in typed} if typed else {}
        others = Indicator.objects.exclude(pk=self.instance.pk).order_by("sort_key")
        self.fields["part_of"].queryset = self.fields["split_from"].queryset = others
        offices = scope.acts_for(user, Action.EDIT_PLANS)
        self.fields["owner"].queryset = offices | Agency.objects.filter(pk=self.instance.owner_id)
        if not self.instance.pk:
            self.initial.setdefault("owner", offices.order_by("depth", "sort_key").first())
        self._offer_combining()
        self.fields["area"].empty_label = "Chưa xếp lĩnh vực"
        self.fields["kind"].choices = [("", "Chọn loại số liệu"), *Kind.choices]
        for name in ("kind", "source_kind"):
            self.fields[name].widget.attrs.update(DRAW_ANEW)
        self._ask_only_what_matters()
        for name in {*fixed} & {*self.fields}:
            self.fields[name].disabled = True

    @property
    def has_publications(self) -> bool:
        """Whether expected publication days are asked for."""
        return self._known("source_kind") == SourceKind.OUTSIDE

    @property
    def is_computed(self) -> bool:
        """Whether the system counts tasks instead of asking anybody."""
        return self._known("source_kind") == SourceKind.COMPUTED

    @property
    def how_computed(self) -> str:
        return COMPLETION_WORDS

    def _known(self, name: str):
        """A choice as it stands on the page, checked or not; a browser does not send what is locked."""
        if self.is_bound and name not in self.fixed:
            return self.data.get(name)
        return self.get_initial_for_field(self.fields[name], name)

    def _ask_only_what_matters(self):
        """Until a kind is chosen every field is there with its help; then only those that this kind has."""
        if (kind := self._known("kind")) in Kind.values:
            shape = shape_of(kind)
            for name in {*OF_SOME_KINDS} - {*shape.asks}:
                del self.fields[name]
            for name, choices in (("across_periods", shape.periods), ("across_agencies", shape.agencies)):
                if len(choices) == 1:
                    del self.fields[name]
                else:
                    self.fields[name].choices = [("", DEFAULT), *[(choice, choice.label) for choice in choices]]
        if self._known("source_kind") not in (None, "", SourceKind.NAMED):
            del self.fields["source_agency"]


class NewIndicatorForm(OnceMixin, IndicatorForm):
    """An indicator that the library does not have yet."""


class EditIndicatorForm(RevisionMixin, IndicatorForm):
    """An indicator to correct."""


class InPassingForm(KindHabits, BaseModelForm):
    """The least that a new indicator needs, typed beside the target that asks for it. An empty name: none is wanted."""

    name = forms.CharField(label="Tên chỉ tiêu thống kê mới", max_length=300, required=False)
    kind = forms.ChoiceField(label="Loại số liệu", choices=Kind.choices, required=False)
    grade_steps = StepsField(
        label="Các bậc xếp loại", required=False, help_text="Chỉ cho “xếp loại”; mỗi dòng một bậc."
    )

    class Meta:
        model = Indicator
        fields = ("name", "kind", "unit", "numerator_label", "denominator_label", "case_noun", "grade_steps", "better")

    def clean(self):
        return super().clean() if self.is_wanted else self.cleaned_data

    def entered(self, owner: Agency) -> Indicator:
        """The new indicator, unsaved, ready for the library."""
        self.instance.owner = owner
        self.instance.across_periods = self.cleaned_data["across_periods"]
        self.instance.across_agencies = self.cleaned_data["across_agencies"]
        return self.instance

    @property
    def is_wanted(self) -> bool:
        return bool(str(self._now("name") or "").strip())

    def typed_indicator(self) -> Indicator | None:
        """What was typed so far as an unsaved indicator; None where none is wanted."""
        if not self.is_wanted:
            return None
        kind = self._now("kind") or Kind.RATIO
        return Indicator(
            name=self._now("name"),
            kind=kind if kind in Kind.values else Kind.RATIO,
            unit=self._now("unit") or "",
            better=self._now("better") or "higher",
            grade_steps=self.fields["grade_steps"].to_python(self._now("grade_steps")),
        )

    def _now(self, name: str):
        return self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)


class PublicationForm(BaseForm):
    """When the figure of one year is expected to be published."""

    year = YearField(label="Số liệu của năm")
    expected_on = DayField(label="Dự kiến công bố ngày")


def publication_rows(data=None, indicator: Indicator | None = None):
    """Rows for the expected publication days: those on file and a few empty ones."""
    make = forms.formset_factory(PublicationForm, extra=EXTRA_PUBLICATIONS, can_delete=True, can_delete_extra=False)
    on_file = indicator.publications.order_by("year").values("year", "expected_on") if indicator else []
    return make(data, initial=list(on_file), prefix="publications")


def publications_in(form: IndicatorForm, rows) -> list[Publication]:
    """The rows that were filled in and not marked to be deleted, unsaved; none where they are not asked for."""
    if not form.has_publications:
        return []
    filled = [row.cleaned_data for row in rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]
    return [Publication(year=row["year"], expected_on=row["expected_on"]) for row in filled]


class ExemptionForm(OnceMixin, BaseModelForm):
    """Whom an indicator does not concern, from when, and why."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Đơn vị", widget=SearchSelect)
    reason = forms.CharField(label="Lý do không áp dụng", max_length=300, widget=forms.Textarea({"rows": 2}))

    class Meta:
        model = Exemption
        fields = ("agency", "from_day", "until", "reason")
        help_texts = {"from_day": "Để trống: từ trước đến nay.", "until": "Để trống: cho đến khi áp dụng lại."}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = scope.acts_for(user, Action.EDIT_PLANS)


class EndExemptionForm(BaseForm):
    """From which day the indicator concerns the agency again."""

    until = DayField(label="Áp dụng lại từ ngày")
