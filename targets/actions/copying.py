"""A plan with its targets copied for a later year, as a draft for review."""

from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from periods.period import whole_year
from plans.actions import copy_plan
from plans.models import Plan
from plans.shifting import shift_day
from targets import unit_results
from targets.models import Baseline, Milestone, Target, TargetVersion
from ui.vietnamese import fold

ALIVE_THEN = ("judged_agency", "lead_agency", "watching_agency")
COPIED_AS_IS = (
    "scope",
    "judged_group",
    "leader",
    "comparator",
    "value",
    "value_max",
    "exact",
    "inner_comparator",
    "inner_value",
    "inner_value_max",
    "relative_kind",
    "direction",
    "path",
    "window",
    "tolerance",
    "due_kind",
    "due_order",
    "stretch",
)


@transaction.atomic
def copy_to_next_year(*, by: User, plan: Plan, year: int) -> Plan:
    """A draft for `year` with the tasks of a plan and the targets still in force; every year and day moved along.

    Typed baselines stay behind where a year is named, because the next year leans on the results of its own year before;
    quotes stay behind because they are another plan's words.
    """
    tree_lock()
    Plan.objects.select_for_update().get(pk=plan.pk)
    copy = copy_plan(by=by, plan=plan, year=year)
    years = year - plan.year_from
    for target in plan.targets.filter(withdrawn_on=None).with_rules():
        _copy_target(by, target, copy, years)
    ActionRecord.note(by, f"sao chép sang năm {year}", plan, copy=copy.pk)
    unit_results.recount_targets(copy.targets.values_list("pk", flat=True))
    return copy


def _copy_target(by: User, target: Target, plan: Plan, years: int) -> None:
    version = target.last_version
    copy = Target.objects.create(
        plan=plan,
        indicator=target.indicator,
        order=target.order,
        label=target.label,
        area=target.area,
        changed_by=by,
        search_text=fold(f"{target.label} {target.indicator.code} {target.indicator.name}"),
    )
    rule = TargetVersion.objects.create(
        target=copy,
        set_by_plan=plan,
        first_year=version.first_year + years,
        last_year=version.last_year + years,
        due_on=shift_day(version.due_on, years),
        baseline_year=version.baseline_year and version.baseline_year + years,
        created_by=by,
        **{name: getattr(version, name) for name in COPIED_AS_IS},
        **_those_alive(version, plan),
    )
    Milestone.objects.bulk_create(
        Milestone(version=rule, kind=row.kind, order=row.order, value=row.value) for row in version.milestones.all()
    )
    if not version.baseline_year:
        Baseline.objects.bulk_create(
            Baseline(version=rule, agency=row.agency, value=row.value, source=row.source)
            for row in version.baselines.all()
        )


def _those_alive(version: TargetVersion, plan: Plan) -> dict:
    """Whom the rule names, without those that have ended by the first data day of the new year."""
    day = whole_year(plan.year_from).starts_on
    named = {name: getattr(version, name) for name in ALIVE_THEN}
    return {name: agency for name, agency in named.items() if agency is None or agency.is_alive_on(day)}
