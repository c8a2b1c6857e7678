"""The targets of the sample plans as rules, with the versions that an amending plan makes of them."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from agencies.models import Agency, AgencyGroup
from dashboard.demo.plans import enterer, plan_entries
from periods.period import parse_slug
from plans.models import Plan
from targets.actions.targets import Asked, add_target, amend_target, withdraw_target
from targets.models import Indicator, Milestone, Target, TargetVersion
from targets.rule import offered_tolerance
from targets.terms import Kind, RelativeKind, Scope, Window

RULE_FIELDS = (
    "comparator",
    "value",
    "value_max",
    "exact",
    "inner_comparator",
    "inner_value",
    "direction",
    "baseline_year",
    "path",
    "due_kind",
    "due_order",
    "due_on",
    "quote",
    "stretch",
)
COPIED = tuple(
    column.name
    for column in TargetVersion._meta.concrete_fields
    if column.name not in ("id", "target", "from_day", "until", "set_by_plan", "reason", "created_by", "created_at")
)


@dataclass(frozen=True)
class World:
    """The rows that targets name, by code."""

    agencies: dict[str, Agency]
    groups: dict[str, AgencyGroup]
    indicators: dict[str, Indicator]


def write_targets(plans: dict[str, Plan], world: World, people: dict[str, User]) -> None:
    """Every target of every plan; then what amending plans change or take away."""
    named: dict[str, Target] = {}
    for entry in plan_entries():
        by, plan = enterer(entry, people), plans[entry["key"]]
        for target_entry in entry.get("target", []):
            target = add_target(by=by, asked=_asked(plan, target_entry, world))
            named[target_entry.get("key", "")] = target
        for change in entry.get("amends", []):
            _amend(by, plan, named[change["target"]], change)
        for withdrawal in entry.get("withdraws", []):
            _withdraw(by, plan, named[withdrawal["target"]])


def _asked(plan: Plan, entry: dict, world: World) -> Asked:
    indicator = world.indicators[entry["indicator"]]
    target = Target(plan=plan, indicator=indicator, area=indicator.area, label=entry.get("label", ""))
    version = TargetVersion(
        **{name: entry[name] for name in RULE_FIELDS if name in entry},
        target=target,
        scope=entry.get("scope", Scope.WHOLE),
        window=entry.get("window", Window.FULL),
        relative_kind=entry.get("relative", RelativeKind.NONE),
        judged_agency=None if "group" in entry else plan.issuer,
        judged_group=world.groups.get(entry.get("group")),
        lead_agency=world.agencies.get(entry.get("lead")),
        watching_agency=world.agencies.get(entry.get("watching")),
        tolerance=_tolerance(indicator, entry),
        first_year=plan.year_from,
        last_year=plan.year_to,
        quote_place=entry.get("place", ""),
    )
    return Asked(target, version, milestones=_milestones(entry, plan.year_from))


def _tolerance(indicator: Indicator, entry: dict) -> Decimal:
    """What the form would offer: a share of units is a percentage whatever its indicator."""
    if "tolerance" in entry:
        return Decimal(entry["tolerance"])
    kind = Kind.RATIO if entry.get("scope") == Scope.SHARE else Kind(indicator.kind)
    return offered_tolerance(kind, Decimal(entry["value"]))


def _milestones(entry: dict, year: int) -> list[Milestone]:
    keys = {parse_slug(f"{year}-{ending}"): value for ending, value in entry.get("milestones", {}).items()}
    return [Milestone(kind=key.kind, order=key.order, value=Decimal(value)) for key, value in keys.items()]


def _amend(by: User, plan: Plan, target: Target, change: dict) -> None:
    target = Target.objects.with_rules().get(pk=target.pk)
    old = target.last_version
    version = TargetVersion(**{name: getattr(old, name) for name in COPIED}, target=target)
    version.value, version.quote = Decimal(change["value"]), change["quote"]
    version.quote_place = change["place"]
    amend_target(
        by=by,
        asked=Asked(target, version),
        revision=target.revision,
        from_day=plan.effective_from,
        reason=change["reason"],
        set_by=plan,
    )


def _withdraw(by: User, plan: Plan, target: Target) -> None:
    withdraw_target(by=by, target=target, revision=target.revision, day=plan.effective_from, reason=f"Theo {plan}.")
