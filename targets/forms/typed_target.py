"""What was typed about a target as unsaved objects, complete enough to be told in words even while it is half filled in."""

from decimal import Decimal

from periods.period import PeriodKind
from targets.actions.targets import Asked, baseline_field, milestone_field
from targets.forms.target_choices import BLANK_TEXT, DAY
from targets.kinds import shape_of
from targets.models import Baseline, Indicator, Milestone, Target, TargetVersion
from targets.restating import rule_of
from targets.rule import offered_tolerance
from targets.terms import Comparator, Kind, Path, RelativeKind, Scope, Window


class TypedTarget:
    """Mixed into the target form, which knows the plan, the target, what is measured and which fields it asks."""

    def asked(self, indicator: Indicator | None = None) -> Asked:
        """Everything typed so far as unsaved objects; what was not typed, or not understood, is empty."""
        typed = self.cleaned_data
        target = Target(
            pk=self.target.pk,
            plan=self.plan,
            indicator=indicator or typed.get("indicator") or self.measured,
            order=self.target.order,
            label=typed.get("label", ""),
            withdrawn_on=self.target.withdrawn_on,
            revision=self.target.revision,
        )
        target.area = typed.get("area") or target.indicator.area
        version = TargetVersion(target=target, **self._columns(target.indicator))
        baselines, milestones = self._baselines(), self._milestones()
        if version.tolerance is None:
            version.tolerance = self.offered(version, baselines)
        return Asked(target, version, milestones, baselines)

    def _columns(self, indicator: Indicator) -> dict:
        """The version's columns; those that the form does not ask take the value that changes nothing."""
        typed, shape = self.cleaned_data, shape_of(indicator.kind)
        columns = {name: typed.get(name) for name in self.Meta.fields if name in self.fields}
        columns |= {"scope": typed.get("scope") or Scope.WHOLE}
        if columns["scope"] == Scope.WHOLE:
            columns["judged_agency"] = columns.get("judged_agency") or self.plan.issuer
        kind, _, order = (typed.get("due") or "year-1").partition("-")
        if kind != DAY:
            columns |= {"due_kind": PeriodKind(kind), "due_order": int(order), "due_on": None}
        if not shape.has_path:
            columns["path"] = Path.HOLD if indicator.kind == Kind.RANK else Path.REACH
        for prefix in ("", "inner_"):
            if columns.get(f"{prefix}comparator") != Comparator.BETWEEN:
                columns.pop(f"{prefix}value_max", None)
        deciding = columns.get("inner_comparator" if columns["scope"] == Scope.SHARE else "comparator")
        columns["exact"] = bool(columns.get("exact")) and deciding in (Comparator.EQUAL, Comparator.BETWEEN)
        for name in ("relative_kind", "window"):
            columns[name] = columns.get(name) or {"relative_kind": RelativeKind.NONE, "window": Window.FULL}[name]
        return {name: "" if value is None and name in BLANK_TEXT else value for name, value in columns.items()}

    def _milestones(self) -> list[Milestone]:
        typed = [(key, self.cleaned_data.get(milestone_field(*key))) for key in self.milestone_keys]
        return [Milestone(kind=kind, order=order, value=value) for (kind, order), value in typed if value is not None]

    def _baselines(self) -> list[Baseline]:
        agencies = self.baseline_members or ([None] if baseline_field(None) in self.fields else [])
        typed = [(agency, self.cleaned_data.get(baseline_field(agency and agency.pk))) for agency in agencies]
        source = self.cleaned_data.get("baseline_source", "")
        return [Baseline(agency=agency, value=value, source=source) for agency, value in typed if value is not None]

    def offered(self, version: TargetVersion, baselines: list[Baseline]) -> Decimal:
        """The tolerance offered where none was typed (DESIGN §4)."""
        rule = rule_of(version)
        value = rule.condition.value
        if rule.is_relative:
            value = next((row.value for row in baselines if row.agency_id is None), Decimal(0))
        return offered_tolerance(rule.kind, value if value is not None else Decimal(0)).quantize(Decimal("0.0001"))
