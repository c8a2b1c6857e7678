"""What a person types about a target. The form asks only what the chosen indicator, scope and path make meaningful."""

from decimal import Decimal

from django import forms

from agencies.models import Agency, AgencyGroup
from periods.period import ROMAN
from plans.models import Area, Plan
from targets.actions.targets import baseline_field, milestone_field
from targets.forms.target_choices import (
    BOUNDED,
    CONDITION,
    DAY,
    DRAW_ANEW,
    DUE_CHOICES,
    GRADE_WORDS,
    INNER,
    MILESTONE_LABELS,
    NOT_AMOUNTS,
    PATH_CHOICES,
    RANK_WORDS,
    RELATIVE_WORDS,
    SCOPE_CHOICES,
    SHAPING,
    USUAL_MILESTONES,
    WORDS,
)
from targets.forms.typed_target import TypedTarget
from targets.kinds import Shape, shape_of
from targets.models import Indicator, Target, TargetVersion
from targets.terms import Comparator, Kind, Path, RelativeKind, Scope
from targets.worded_rule import change_unit, unit_of
from ui.forms import BaseModelForm, DecimalField, SearchSelect


class AgencyChoice(forms.ModelChoiceField):
    """An agency among many; its parent is told where names repeat ("Văn phòng")."""

    widget = SearchSelect

    def label_from_instance(self, agency):
        return f"{agency.name} ({agency.parent.name})" if agency.depth > 1 and agency.parent else agency.name


class TargetForm(TypedTarget, BaseModelForm):
    """A new target, or a rule to correct. Fields without meaning for what was chosen are not there at all."""

    indicator = forms.ModelChoiceField(Indicator.objects.none(), label="Chỉ tiêu thống kê", widget=SearchSelect)
    label = forms.CharField(label="Số thứ tự trong kế hoạch", max_length=20, required=False, help_text="Ví dụ: II.3.")
    area = forms.ModelChoiceField(
        Area.objects.all(), label="Lĩnh vực", required=False, empty_label="Theo lĩnh vực của chỉ tiêu thống kê"
    )
    scope = forms.ChoiceField(
        label="Phạm vi đánh giá", choices=SCOPE_CHOICES, widget=forms.RadioSelect, initial="whole"
    )
    judged_agency = AgencyChoice(Agency.objects.none(), label="Cơ quan được đánh giá", required=False)
    judged_group = forms.ModelChoiceField(
        AgencyGroup.objects.none(), label="Nhóm đơn vị được đánh giá", required=False, empty_label="Chọn nhóm đơn vị"
    )
    lead_agency = AgencyChoice(Agency.objects.none(), label="Cơ quan chủ trì", required=False)
    watching_agency = AgencyChoice(Agency.objects.none(), label="Cơ quan theo dõi, đánh giá", required=False)
    due = forms.ChoiceField(label="Đến hạn", choices=DUE_CHOICES, initial="year-1")
    path = forms.ChoiceField(label="Cách phấn đấu", choices=PATH_CHOICES, widget=forms.RadioSelect, required=False)
    tolerance = DecimalField(
        label="Ngưỡng gần đạt",
        required=False,
        max_digits=12,
        decimal_places=4,
        help_text="Kém không quá chừng này là “gần đạt”. Để trống: 1 điểm % nếu phải đạt từ 95% trở lên, nếu không 3 "
        "điểm %; số lượng: 10%, ít nhất 1; xếp hạng: 2 bậc.",
    )
    baseline_source = forms.CharField(label="Căn cứ của giá trị gốc", max_length=200, required=False)

    class Meta:
        model = TargetVersion
        fields = (
            "scope",
            "judged_agency",
            "judged_group",
            "lead_agency",
            "watching_agency",
            "leader",
            *CONDITION,
            "exact",
            *INNER,
            "relative_kind",
            "direction",
            "baseline_year",
            "path",
            "window",
            "tolerance",
            "first_year",
            "last_year",
            "due_on",
            "stretch",
            "quote",
            "quote_place",
        )
        labels = {
            "relative_kind": "So với năm trước, năm gốc",
            "exact": "Đúng bằng hoặc trong khoảng như đã ghi, vượt cũng không đạt",
        }
        help_texts = {"stretch": "Điều kế hoạch mong đạt hơn nữa, ví dụ: nhóm 10 dẫn đầu."}
        widgets = {"quote": forms.Textarea({"rows": 3})}

    def __init__(self, *args, plan: Plan, today, target=None, locked=False, new_indicator=None, typed=None, **kwargs):
        """`new_indicator`: an unsaved one typed on the same page. `locked`: only the words around the rule may change.
        `typed`: what a page sent to be drawn anew, unchecked.
        """
        self.plan = plan
        self.target = target or Target(plan=plan)
        self.new_indicator = new_indicator
        self.locked = locked
        super().__init__(*args, **kwargs)
        self._offer_people()
        self._offer_indicators(today)
        self._fill_in(typed or {})
        self._ask_only_what_matters()

    # --- what is offered ------------------------------------------------------------------------------------------------

    def _offer_people(self):
        """Judged are those at or below the issuer, alone or in a group; leading and watching may be anyone of the tree."""
        root = f"/{self.plan.issuer.path.split('/')[1]}/"
        tree = Agency.objects.filter(path__startswith=root).select_related("parent")
        for name in ("lead_agency", "watching_agency"):
            self.fields[name].queryset = tree
        self.fields["judged_agency"].queryset = tree.filter(path__startswith=self.plan.issuer.path)
        groups = AgencyGroup.objects.filter(owner__path__startswith=root).within(self.plan.issuer)
        self.fields["judged_group"].queryset = groups | AgencyGroup.objects.filter(pk=self.instance.judged_group_id)

    def _offer_indicators(self, today):
        offered = Indicator.objects.in_use_on(today)
        if self.target.pk:
            offered = offered | Indicator.objects.filter(pk=self.target.indicator_id)
        self.fields["indicator"].queryset = offered.order_by("sort_key")

    def _fill_in(self, typed: dict):
        """The values on file that are not columns of the version; for a new target what is usually meant."""
        version = self.instance
        on_file = {
            "judged_agency": self.plan.issuer_id,
            "first_year": self.plan.year_from,
            "last_year": self.plan.year_to,
        }
        if version.pk:
            on_file = {
                "indicator": self.target.indicator_id,
                "label": self.target.label,
                "area": self.target.area_id,
                "due": DAY if version.due_on else f"{version.due_kind}-{version.due_order}",
                "judged_agency": version.judged_agency_id or self.plan.issuer_id,
                "baseline_source": next((row.source for row in version.baselines.all()), ""),
                **{milestone_field(row.kind, row.order): row.value for row in version.milestones.all()},
                **{baseline_field(row.agency_id): row.value for row in version.baselines.all()},
            }
        self.initial = {**self.initial, **on_file, **typed}
        if typed:
            self.initial["exact"] = "exact" in typed

    # --- what is asked ---------------------------------------------------------------------------------------------------

    @property
    def measured(self) -> Indicator | None:
        """The indicator chosen so far, else the one typed on the same page."""
        if not hasattr(self, "_measured"):
            pk = str(self._known("indicator") or "")
            chosen = self.fields["indicator"].queryset.select_related("part_of", "split_from")
            self._measured = chosen.filter(pk=pk).first() if pk.isdecimal() else self.new_indicator
        return self._measured

    @property
    def shape(self) -> Shape:
        return shape_of(self.measured.kind if self.measured else Kind.RATIO)

    def _known(self, name: str):
        """A field's value as it stands on the page, checked or not; a browser does not send what is locked."""
        if self.is_bound and not self.locked:
            return self.data.get(self.add_prefix(name))
        return self.get_initial_for_field(self.fields[name], name)

    def _ask_only_what_matters(self):
        kind = self.measured.kind if self.measured else None
        scope, relative, due = self._known("scope"), self._known("relative_kind"), self._known("due")
        is_relative = relative in self.shape.relative and relative != RelativeKind.NONE
        self._drop(*(["judged_group"] if scope not in (Scope.EACH, Scope.SHARE) else ["judged_agency"]))
        self._drop(*(INNER if scope != Scope.SHARE or kind == Kind.YES_NO else ()))
        self._drop(*((*CONDITION, "exact") if kind == Kind.YES_NO and scope != Scope.SHARE else ()))
        self._drop_bounds(scope)
        self._drop(*(() if is_relative else ("direction", "baseline_year")))
        self._drop(*(() if self.shape.has_path else ("path",)))
        self._drop(*(("due_on",) if due != DAY else ()))
        for name in ("due_on", "direction"):
            if name in self.fields:
                self.fields[name].required = True
        self._drop(*(("tolerance",) if kind in (Kind.GRADE, Kind.YES_NO) else ()))
        self._shape_choices(is_relative)
        self._shape_condition(kind, scope, is_relative)
        self._ask_milestones(kind)
        self._ask_baselines(is_relative, scope)
        self.fields["indicator"].required = self.new_indicator is None
        for name in SHAPING:
            if name in self.fields:
                self.fields[name].widget.attrs.update(DRAW_ANEW)
        for name in self._rule_fields() if self.locked else ():
            self.fields[name].disabled = True

    def _drop_bounds(self, scope):
        """A second bound only for "trong khoảng"; "đúng bằng" only where a plan's words leave it open."""
        for prefix in ("", "inner_"):
            if f"{prefix}comparator" in self.fields and self._known(f"{prefix}comparator") != Comparator.BETWEEN:
                self._drop(f"{prefix}value_max")
        deciding = "inner_comparator" if scope == Scope.SHARE else "comparator"
        if deciding not in self.fields or self._known(deciding) not in BOUNDED:
            self._drop("exact")

    def _drop(self, *names: str):
        for name in names:
            self.fields.pop(name, None)

    def _shape_choices(self, is_relative: bool):
        relative = [(choice, RELATIVE_WORDS[choice]) for choice in self.shape.relative]
        windows = [(window, window.label) for window in self.shape.windows]
        if len(relative) == 1:
            self._drop("relative_kind")
        else:
            self.fields["relative_kind"].choices = relative
        if len(windows) == 1:
            self._drop("window")
        else:
            self.fields["window"].choices = windows
        if is_relative and "direction" in self.fields:
            is_rank = self.measured and self.measured.kind == Kind.RANK
            self.fields["direction"].choices = [("up", "tăng"), *([] if is_rank else [("down", "giảm")])]

    def _shape_condition(self, kind, scope, is_relative: bool):
        """Name the condition's fields in the unit of the indicator; a grade's values are chosen from its steps."""
        unit = self._asked_unit(kind, is_relative)
        prefix = "inner_" if scope == Scope.SHARE else ""
        who = "Mỗi đơn vị phải đạt" if scope in (Scope.SHARE, Scope.EACH) else "Phải đạt"
        if scope == Scope.SHARE:
            self._name_condition("", "Bao nhiêu đơn vị", "%")
        if f"{prefix}comparator" not in self.fields:
            return
        self._name_condition(prefix, f"{who} mức tăng, giảm" if is_relative else who, unit)
        words = {} if is_relative else {Kind.RANK: RANK_WORDS, Kind.GRADE: GRADE_WORDS}.get(kind, {})
        if words:
            self.fields[f"{prefix}comparator"].choices = [("", "Chọn"), *words.items()]
        if kind == Kind.GRADE:
            self._choose_from_steps(prefix)

    def _asked_unit(self, kind, is_relative: bool) -> str:
        if kind is None:
            return ""
        if is_relative:
            return change_unit(self._known("relative_kind"), kind, self.measured.unit)
        return "hạng" if kind == Kind.RANK else unit_of(kind, self.measured.unit)

    def _name_condition(self, prefix: str, who: str, unit: str):
        of_unit = f" ({unit})" if unit else ""
        self.fields[f"{prefix}comparator"].label = who
        self.fields[f"{prefix}comparator"].choices = [("", "Chọn"), *Comparator.choices]
        self.fields[f"{prefix}value"].label = f"Giá trị{of_unit}"
        if f"{prefix}value_max" in self.fields:
            self.fields[f"{prefix}value"].label = f"Từ{of_unit}"
            self.fields[f"{prefix}value_max"].label = f"Đến{of_unit}"

    def _choose_from_steps(self, prefix: str):
        steps = [("", "Chọn"), *[(str(place), name) for place, name in enumerate(self.measured.grade_steps, start=1)]]
        for name in [name for name in (f"{prefix}value", f"{prefix}value_max") if name in self.fields]:
            if isinstance(self.initial.get(name), Decimal):
                self.initial[name] = int(self.initial[name])
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label.replace("Giá trị", "Bậc"),
                choices=steps,
                coerce=Decimal,
                empty_value=None,
                required=False,
                widget=forms.Select({"class": "form-select"}),
            )

    def _ask_milestones(self, kind):
        """Values on the way; only for what is worked towards."""
        if kind in (None, Kind.RANK, Kind.GRADE, Kind.YES_NO) or (
            self.shape.has_path and self._known("path") != Path.REACH
        ):
            self.milestone_keys = []
            return
        on_file = [(row.kind, row.order) for row in self.instance.milestones.all()] if self.instance.pk else []
        self.milestone_keys = sorted({*USUAL_MILESTONES, *on_file}, key=lambda key: _month_of(*key))
        for key in self.milestone_keys:
            label = MILESTONE_LABELS[key[0]].format(ROMAN.get(key[1]) if key[0] == "quarter" else key[1])
            self._add_number(milestone_field(*key), label)

    def _ask_baselines(self, is_relative: bool, scope):
        """Typed baselines, of the whole or of each member; empty ones are taken from last year's figures."""
        self.baseline_members = []
        if not is_relative and self._known_path() != Path.REACH:
            self._drop("baseline_source")
            return
        if scope in (Scope.EACH, Scope.SHARE):
            group = str(self._known("judged_group") or "")
            if group.isdecimal():
                members = Agency.objects.filter(group_memberships__group=group, group_memberships__until=None)
                self.baseline_members = list(members)
            for member in self.baseline_members:
                self._add_number(baseline_field(member.pk), member.name)
        else:
            self._add_number(baseline_field(None), "Giá trị gốc")

    @property
    def milestone_fields(self) -> list:
        return [self[milestone_field(*key)] for key in self.milestone_keys]

    @property
    def baseline_fields(self) -> list:
        return [self[name] for name in self.fields if name.startswith("baseline_") and name not in NOT_AMOUNTS]

    @property
    def has_milestones(self) -> bool:
        return any(field.value() not in (None, "") for field in self.milestone_fields)

    @property
    def has_baselines(self) -> bool:
        return any(field.value() not in (None, "") for field in self.baseline_fields)

    def _known_path(self):
        return self._known("path") if "path" in self.fields else None

    def _add_number(self, name: str, label: str):
        self.fields[name] = DecimalField(label=label, required=False, max_digits=18, decimal_places=4)
        self.fields[name].widget.attrs["class"] = "form-control"

    def _rule_fields(self) -> set[str]:
        """The fields that decide verdicts; all the others are words."""
        return {*self.fields} - {*WORDS, "baseline_source"}

    def _post_clean(self):
        """Leaves the version on file untouched: what was typed becomes new objects, which the action checks."""


def _month_of(kind: str, order: int) -> int:
    return order * {"month": 1, "quarter": 3, "half": 6, "year": 12}[kind]
