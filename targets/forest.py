"""Agencies with those below and above them: where each stood on a day, and whose work each has taken over."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from agencies.models import Agency, Succession
from targets import lineage
from targets.many import among
from targets.remembering import remembered

ONE_DAY = timedelta(days=1)
HANDED_OVER = (Succession.Kind.MERGE, Succession.Kind.DISSOLVE)  # a split does not divide old figures
AGENCY_COLUMNS = (
    *("pk", "name", "short_name", "sort_key", "founded_on", "dissolved_on"),
    *("placements__parent_id", "placements__from_day", "placements__until"),
    *("origins__kind", "origins__predecessor_id"),
)


class Place(NamedTuple):
    """Under which parent from a day until a day, half-open."""

    parent: int | None
    from_day: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Named:
    """An agency as tables of results need it; str() is its name. Vietnamese order is that of `sort_key`."""

    pk: int
    name: str
    short_name: str
    sort_key: str
    founded_on: date | None = None
    dissolved_on: date | None = None

    def __str__(self) -> str:
        return self.name

    @property
    def brief(self) -> str:
        return self.short_name or self.name


class Forest:
    """Some agencies with their places on every day and their predecessors by merger; three queries, when first asked.

    Read are the given agencies, everything that ever stood below them, whoever was merged into any of these, and
    whatever stands above or goes on for any of them.
    """

    def __init__(self, roots: Iterable[int] | None, *, with_below: bool = True):
        """roots: ids; None for all agencies there are. with_below: False for the agencies and what is above them alone."""
        self._roots, self._with_below = None if roots is None else set(roots), with_below

    @cached_property
    def _read(self) -> tuple[dict[int, Named], dict[int, set[Place]], dict[int, set[int]]]:
        """The agencies, their places, their predecessors of one step; read when somebody first asks."""
        agencies: dict[int, Named] = {}
        places: dict[int, set[Place]] = defaultdict(set)
        merged: dict[int, set[int]] = defaultdict(set)
        for row in self._rows() if self._roots is None or self._roots else ():
            agencies.setdefault(row[0], Named(*row[:6]))
            places[row[0]].add(Place(*row[6:9]))
            if row[9] in HANDED_OVER:
                merged[row[0]].add(row[10])
        return agencies, places, merged

    def _rows(self):
        rows = Agency.objects.order_by("sort_key", "pk")
        if self._roots is not None:
            inside = lineage.related(self._roots, down=True) if self._with_below else self._roots
            rows = among(rows, "pk", lineage.related(inside, down=False))
        return rows.values_list(*AGENCY_COLUMNS)

    @property
    def agencies(self) -> dict[int, Named]:
        return self._read[0]

    @property
    def _places(self) -> dict[int, set[Place]]:
        return self._read[1]

    @property
    def _merged(self) -> dict[int, set[int]]:
        return self._read[2]

    @cached_property
    def origins(self) -> dict[int, set[int]]:
        """Each agency's predecessors by merger, near and far."""
        return {agency: _reachable(self._merged, agency) for agency in self._merged}

    @cached_property
    def heirs(self) -> dict[int, set[int]]:
        """Each agency's successors by merger, near and far."""
        heirs: dict[int, set[int]] = defaultdict(set)
        for agency, old in self.origins.items():
            for one in old:
                heirs[one].add(agency)
        return heirs

    @cached_property
    def _next(self) -> dict[int, set[int]]:
        """Each agency's successors by merger, one step on."""
        following: dict[int, set[int]] = defaultdict(set)
        for agency, old in self._merged.items():
            for one in old:
                following[one].add(agency)
        return following

    def home(self, agency: int, day: date) -> tuple[int, bool]:
        """Where an agency's figures stand on the map of a day, and whether by a merger (DESIGN §4).

        At itself while it lives; then at its one successor; without one at its last parent, undivided.
        """
        named = self.agencies.get(agency)
        if named is None or named.dissolved_on is None or day < named.dissolved_on:
            return agency, False
        heirs = self._next.get(agency, ())
        if len(heirs) == 1:
            return self.home(next(iter(heirs)), day)[0], True
        last = max(self._places.get(agency, ()), key=lambda place: place.from_day or date.min, default=None)
        if last is None or last.parent is None:
            return agency, False
        return self.home(last.parent, day)

    @remembered
    def line(self, agency: int, day: date) -> tuple[int, ...]:
        """The agency and everything above it on a day, nearest first."""
        place = next((place for place in self._places.get(agency, ()) if place.holds(day)), None)
        if place is None or place.parent is None or place.parent == agency:
            return (agency,)
        return (agency, *self.line(place.parent, day))

    def ever_below(self, roots: Iterable[int]) -> set[int]:
        """The roots, whoever they absorbed, and everything that ever stood below any of these."""
        children: dict[int, set[int]] = defaultdict(set)
        for agency, places in self._places.items():
            for place in places:
                children[place.parent].add(agency)
        for agency, old in self.origins.items():
            children[agency] |= old
        return set().union(*(({root} | _reachable(children, root)) for root in roots), set())

    def day_asked(self, agency: int, ends_on: date, starts_on: date) -> date:
        """The day whose tree counts for a stretch: its last one; of an agency that ended within it, its own last.

        Of an agency founded later, its first: its report of the whole year then stands as one below its parent.
        """
        named = self.agencies.get(agency)
        ended, founded = (named.dissolved_on, named.founded_on) if named else (None, None)
        if founded and ends_on < founded:
            return founded
        return ended - ONE_DAY if ended and starts_on < ended <= ends_on else ends_on


def _reachable(links: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != start:
            found.add(one)
            waiting.extend(links.get(one, ()))
    return found
