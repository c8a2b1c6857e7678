"""The agencies of whole trees: where each stood on a day, and whose work each has taken over, in one query a tree."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Q

from agencies.models import Agency, Succession

ONE_DAY = timedelta(days=1)
HANDED_OVER = (Succession.Kind.MERGE, Succession.Kind.DISSOLVE)  # a split does not divide old figures
AGENCY_COLUMNS = (
    *("pk", "name", "short_name", "sort_key", "founded_on", "dissolved_on"),
    *("placements__parent_id", "placements__from_day", "placements__until"),
    *("origins__kind", "origins__predecessor_id", "origins__predecessor__path"),
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
    """The agencies of some whole trees with their places on every day and their predecessors by merger, in one query.

    A tree from which agencies were merged into these is read with one query more.
    """

    def __init__(self, tops: Iterable[str]):
        """tops: paths ("/1/5/") of agencies whose whole trees are read."""
        self.agencies: dict[int, Named] = {}
        self._places: dict[int, set[Place]] = defaultdict(set)
        self._merged: dict[int, set[int]] = defaultdict(set)
        known: set[str] = set()
        while wanted := {top_of(path) for path in tops if path} - known:
            known |= wanted
            tops = self._read(wanted)

    def _read(self, tops: set[str]) -> set[str]:
        """Read some trees; returns the paths of whoever was merged into their agencies."""
        inside = reduce(or_, (Q(path__startswith=top) for top in tops))
        rows = Agency.objects.filter(inside).order_by("sort_key", "pk").values_list(*AGENCY_COLUMNS)
        origins = set()
        for row in rows:
            self.agencies.setdefault(row[0], Named(*row[:6]))
            self._places[row[0]].add(Place(*row[6:9]))
            kind, predecessor, path = row[9:]
            if kind in HANDED_OVER:
                self._merged[row[0]].add(predecessor)
                origins.add(path)
        return origins

    @cached_property
    def origins(self) -> dict[int, set[int]]:
        """Each agency's predecessors by merger, near and far."""
        return {agency: _reachable(self._merged, agency) for agency in self._merged}

    @cache  # noqa: B019, the forest lives as long as one page
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


def top_of(path: str) -> str:
    """The root of a path: "/1/5/9/" stands in the tree "/1/"."""
    return "/".join(path.split("/")[:2]) + "/"


def _reachable(links: dict[int, set[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found and one != start:
            found.add(one)
            waiting.extend(links.get(one, ()))
    return found
