"""The two boards of an office's pages: its own targets with all below it, and those set above it with its own verdicts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from accounts.models import User
from dashboard.changes import Change
from dashboard.reorganised import changes_below
from dashboard.selection import Selection, in_newest_year, select, targets_shown
from dashboard.viewing import seen_below, viewer_of
from plans.models import Area, Plan
from targets.ground import Ground
from targets.judging import Board
from targets.models import Target


@dataclass(frozen=True)
class Boards:
    """What is looked at, and both boards."""

    selection: Selection
    own: Board
    above: Board

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The reorganisations below the office that this year's and last year's figures went through."""
        return changes_below(self.selection.office, self.selection.year, self.own.today)

    @property
    def plans(self) -> list[Plan]:
        """The plans of the targets that are shown, in their order."""
        found = {result.target.plan_id: result.target.plan for board in self for result in board.results}
        return list(found.values())

    @property
    def areas(self) -> list[Area]:
        """The fields of reform of the targets that are shown, in the order of the fields."""
        found = {area for board in self for result in board.results if (area := area_of(result.target))}
        return sorted(found, key=lambda area: (area.order, area.pk))

    @property
    def is_empty(self) -> bool:
        return not self.own.results and not self.above.results

    def __iter__(self) -> Iterable[Board]:
        return iter((self.own, self.above))


def area_of(target: Target) -> Area | None:
    """The field of reform: of the target, else of its indicator."""
    return target.area or target.indicator.area


def boards_asked(user: User, query, today: date) -> Boards | None:
    """What the address asks for; None where the person has no agency to look at."""
    selection = select(user, query, today)
    return boards_from(user, selection, query, today) if selection else None


def boards_from(user: User, selection: Selection, query, today: date) -> Boards:
    """Seen from there; where no year was asked for and the current one is empty, in the newest year that is not."""
    found = boards_of(user, selection, today)
    if not found.is_empty or selection.is_year_asked:
        return found
    earlier = in_newest_year(selection, query, today)
    return found if earlier.year == selection.year else boards_of(user, earlier, today)


def boards_of(user: User, selection: Selection, today: date) -> Boards:
    """Both boards stand on one reading of the targets and of what they rest on."""
    office = selection.office
    own, above = viewer_of(user, office, office), seen_below(user, office)
    ground = Ground(
        _ordered(targets_shown(office, selection.year)),
        office=office,
        year=selection.year,
        cutoff=selection.cutoff,
        today=today,
        viewers=(own, above),
        view=selection.view,
    )
    issued = [target for target in ground.targets if target.plan.issuer_id == office.pk]
    named = [target for target in ground.targets if target.plan.issuer_id != office.pk]
    return Boards(
        selection,
        Board.standing_on(ground, issued, viewer=own),
        Board.standing_on(ground, named, viewer=above),
    )


def _ordered(targets):
    return targets.order_by("plan__issuer__depth", "plan", "order", "pk").select_related(
        "plan__issuer", "area", "indicator__area", "indicator__part_of", "indicator__split_from"
    )
