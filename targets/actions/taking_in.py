"""A whole plan taken in at once: the plan, its tasks, new indicators and its targets, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from agencies.locks import tree_lock
from agencies.models import Agency
from plans.actions.plans import create_plan
from plans.actions.tasks import add_task
from plans.models import Plan, Task
from targets.actions.indicators import create_indicator
from targets.actions.targets import Asked, add_target
from targets.models import Indicator
from ui.vietnamese import fold


@dataclass(frozen=True)
class NewTask:
    """A task, unsaved. `key` is what a refusal names it by."""

    key: str
    task: Task
    supporting: Sequence[Agency] = ()


@dataclass(frozen=True)
class NewTarget:
    """A target, unsaved; `indicator` is one that the library does not have yet, None where the target names a known one."""

    key: str
    asked: Asked
    indicator: Indicator | None = None


class PartsRefused(ValidationError):
    """What of a plan could not be written, by the keys of its parts: nothing was."""

    def __init__(self, refusals: dict[str, list[str]]):
        self.refusals = refusals
        super().__init__(f"Chưa ghi: có {len(refusals)} đề xuất cần sửa.", code="parts")


@transaction.atomic
def take_in(*, by: User, plan: Plan, tasks: Sequence[NewTask], targets: Sequence[NewTarget], today: date) -> Plan:
    """Write all parts within the plan, which is entered first where it is not on file. Every part is tried, so that a
    person learns of all refusals at once; one refusal undoes everything.
    """
    tree_lock()
    if plan.pk is None:
        create_plan(by=by, plan=plan, today=today)
    refusals: dict[str, list[str]] = {}
    made: dict[tuple[str, str], Indicator] = {}
    for part in tasks:
        _try(refusals, part.key, lambda part=part: _add_task(by, plan, part))
    for part in targets:
        _try(refusals, part.key, lambda part=part: _add_target(by, plan, part, made))
    if refusals:
        raise PartsRefused(refusals)
    return plan


def _try(refusals: dict[str, list[str]], key: str, write) -> None:
    try:
        with transaction.atomic():
            write()
    except ValidationError as refusal:
        refusals[key] = refusal.messages


def _add_task(by: User, plan: Plan, part: NewTask) -> None:
    part.task.plan = plan
    add_task(by=by, task=part.task, supporting=part.supporting)


def _add_target(by: User, plan: Plan, part: NewTarget, made: dict) -> None:
    target = part.asked.target
    target.plan = plan
    if part.indicator is not None:
        target.indicator = _entered(by, part.indicator, made)
        target.area = target.area or target.indicator.area
    add_target(by=by, asked=part.asked)


def _entered(by: User, indicator: Indicator, made: dict) -> Indicator:
    """The new indicator in the library; two targets of one plan that ask for the same one share it."""
    same = (fold(indicator.name), indicator.kind)
    if same not in made:
        made[same] = create_indicator(by=by, indicator=indicator)
    return made[same]
