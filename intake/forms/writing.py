"""Everything accepted of a document as unsaved objects, ready to be written together."""

from dataclasses import dataclass, field

from intake.deciding import Sort
from intake.forms.describing import filled, plan_of
from intake.models import PlanIntake
from intake.reading import Surroundings
from plans.models import Plan
from targets.actions.taking_in import NewTarget, NewTask


@dataclass
class Gathered:
    """`faults`: by key, what still refuses a part."""

    plan: Plan
    tasks: list[NewTask] = field(default_factory=list)
    targets: list[NewTarget] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)


def gathered(intake: PlanIntake, around: Surroundings) -> Gathered:
    made = Gathered(plan_of(intake, around))
    accepted = [item for item in intake.items if item.is_accepted]
    for item in sorted(accepted, key=lambda item: (item.start is None, item.start or 0)):
        part = filled(item.sort, item.typed, made.plan, around)
        if faults := part.described().faults:
            made.faults[item.key] = list(faults)
        elif item.sort == Sort.TASK:
            made.tasks.append(NewTask(item.key, part.task(), part.supporting))
        elif item.sort == Sort.TARGET:
            made.targets.append(NewTarget(item.key, part.asked(), part.new_indicator()))
    return made
