"""How many tasks of each plan stand how: one query for a whole list of plans."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from plans.models import Plan, Task
from plans.progress import DONE_STATES, TaskState


@dataclass
class Tally:
    """Counts of a plan's tasks by state."""

    by_state: dict[TaskState, int] = field(default_factory=dict)

    def add(self, state: TaskState) -> None:
        self.by_state[state] = self.by_state.get(state, 0) + 1

    @property
    def total(self) -> int:
        return sum(self.by_state.values())

    @property
    def done(self) -> int:
        return sum(self.by_state.get(state, 0) for state in DONE_STATES)

    @property
    def overdue(self) -> int:
        return self.by_state.get(TaskState.OVERDUE, 0)

    @property
    def to_do(self) -> int:
        """Those that can be completed: a standing task never is."""
        return self.total - self.by_state.get(TaskState.STANDING, 0)


def tally_of(tasks: Iterable[Task], today: date) -> Tally:
    """Tasks of `with_latest_report()`, counted."""
    tally = Tally()
    for task in tasks:
        tally.add(task.progress_on(today).state)
    return tally


def tallies_of(plans: Iterable[Plan], today: date) -> dict[int, Tally]:
    """The tally of each plan, by its key."""
    tallies = {plan.pk: Tally() for plan in plans}
    for task in Task.objects.filter(plan__in=list(tallies)).with_latest_report().order_by():
        tallies[task.plan_id].add(task.progress_on(today).state)
    return tallies
