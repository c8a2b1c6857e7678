"""Proposals told in words: each through the house's own form, so that the page says what would be stored, and what is missing."""

from collections.abc import Callable, Sequence

from intake.deciding import Sort
from intake.forms.filled import Described, FilledPlan, FilledTarget, FilledTask
from intake.models import PlanIntake
from intake.reading import Surroundings
from plans.models import Plan


def with_descriptions(proposals: Sequence[dict], around: Surroundings) -> list[dict]:
    """Each proposal with its sentence, its facts, and what refuses it as it was read."""
    typed = next((one["typed"] for one in proposals if one["sort"] == Sort.PLAN), None)
    plan = around.plan or plan_from(typed, around)
    return [one | as_kept(described(one["sort"], one["typed"], plan, around)) for one in proposals]


def as_kept(told: Described) -> dict:
    return {"sentence": told.sentence, "facts": [list(fact) for fact in told.facts], "faults": list(told.faults)}


def described(sort: str, typed: dict, plan: Plan, around: Surroundings) -> Described:
    return filled(sort, typed, plan, around).described()


def filled(sort: str, typed: dict, plan: Plan, around: Surroundings) -> FilledPlan | FilledTask | FilledTarget:
    if sort == Sort.PLAN:
        return FilledPlan(typed, user=around.user, today=around.today)
    if sort == Sort.TASK:
        return FilledTask(typed, plan=plan, today=around.today)
    return FilledTarget(typed, plan=plan, today=around.today)


def retelling(typed: dict, around: Surroundings) -> Callable[[str, dict], dict]:
    """How proposals read within the plan that these fields of it make."""
    plan = plan_from(typed, around)
    return lambda sort, own: as_kept(described(sort, own, plan, around))


def plan_of(intake: PlanIntake, around: Surroundings) -> Plan:
    """The plan that the document adds to; else the one that it would make, unsaved, complete enough for its targets' forms."""
    if intake.plan:
        return intake.plan
    typed = next((item.typed for item in intake.items if item.sort == Sort.PLAN), None)
    return plan_from(typed, around)


def plan_from(typed: dict | None, around: Surroundings) -> Plan:
    plan = FilledPlan(typed or {}, user=around.user, today=around.today).plan()
    if plan.issuer_id is None:
        plan.issuer = around.own_office
    plan.year_from = plan.year_from or around.today.year
    plan.year_to = plan.year_to or plan.year_from
    return plan
