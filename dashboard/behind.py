"""Whose figures stand behind one number: each agency by name where they are few, the units directly below where many."""

from dataclasses import dataclass
from functools import cached_property

from agencies.models import Agency
from periods.period import whole_year
from targets import lineage
from targets.attainment import Attainment
from targets.evidence import Stretch, coverage
from targets.forest import Forest, Named
from targets.ground import named
from targets.places import Places
from targets.raw import Figures
from targets.results import TargetResult
from targets.totals import Contribution, Total, total

MOST_NAMED = 400  # figures of more agencies are shown by the unit directly below that they belong to


@dataclass(frozen=True)
class UnitBelow:
    """A unit directly below with everything below it: its total, and how many of its agencies owe and have given."""

    agency: Named
    total: Total
    owing: int
    approved: int


class Behind:
    """What makes the number of one agency: of the whole that is judged, or of the one agency that is looked at."""

    def __init__(self, result: TargetResult, attainment: Attainment, agency: Named):
        self._result, self._attainment, self._agency = result, attainment, agency
        self._ground = result.board.ground

    @cached_property
    def is_named(self) -> bool:
        """Whether few enough stand behind it to be named one by one."""
        return len(self._inside) <= MOST_NAMED

    @cached_property
    def _inside(self) -> set[int]:
        return lineage.related({self._agency.pk}, down=True)

    @cached_property
    def _figures(self) -> Figures:
        """The raw figures of whoever ever stood below it, of this one indicator and year."""
        ground, indicator = self._ground, self._result.indicator
        years, agencies, forest = {self._result.year}, self._inside, Forest({self._agency.pk})
        return Figures(
            [indicator],
            years,
            forest,
            agencies,
            ground.closings,
            exemptions=ground.exemptions,
            places=Places(forest, ground.today),
            view=ground.view,
        )

    @cached_property
    def _belongings(self):
        return self._figures.unit(self._result.indicator.pk, self._result.year, self._agency.pk)

    @cached_property
    def contributions(self) -> list[Contribution]:
        """What each agency gave to each part of the time that is judged."""
        parts = [part.stretch for part in self._attainment.all_parts if part.stretch.counted]
        return [one for stretch in parts for one in _total_of(self._belongings, stretch).contributions]

    @cached_property
    def missing(self) -> tuple[Named, ...]:
        return self._coverage.missing

    @cached_property
    def sent(self) -> tuple[Named, ...]:
        return self._coverage.sent

    @cached_property
    def _coverage(self):
        return coverage(self._belongings, self._ground.clock, self._result.rule.due.span)

    @cached_property
    def units(self) -> list[UnitBelow]:
        """The units directly below that the reader may see and that give or owe something, from their stored totals."""
        year, board = whole_year(self._result.year), self._result.board
        below = Agency.objects.filter(parent=self._agency.pk).exclude(dissolved_on__lte=year.starts_on)
        units = [named(unit) for unit in below.order_by("sort_key", "pk") if board.may_see(unit.pk)]
        self._ground.look_at(units)
        return [found for unit in units if (found := self._unit(unit))]

    def _unit(self, unit: Named) -> UnitBelow | None:
        belonging = self._result.board.figures.unit(self._result.indicator.pk, self._result.year, unit.pk)
        if not belonging:
            return None
        owed = coverage(belonging, self._ground.clock, self._result.rule.due.span)
        stretch = self._attainment.stretch
        brought = _total_of(belonging, stretch) if stretch.counted else Total()
        return UnitBelow(unit, brought, owed.owing, owed.approved)


def _total_of(belongings, stretch: Stretch) -> Total:
    return total(belongings, stretch.counted, is_final=stretch.is_final)
