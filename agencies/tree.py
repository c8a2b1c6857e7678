"""The forest of agencies as plain values: who stands under whom, on one day and over days."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from agencies.spans import Span


@dataclass(frozen=True)
class Place:
    """Under which parent (None: at the top) an agency stood over a stretch of days."""

    agency: int
    parent: int | None
    span: Span


@dataclass(frozen=True)
class Tree:
    """The forest of one day: agency to parent, None at the top. Whoever had no place that day is not in it."""

    parents: Mapping[int, int | None] = field(default_factory=dict)

    @cached_property
    def children(self) -> dict[int | None, list[int]]:
        """Parent to those directly below it; None to the roots."""
        below = defaultdict(list)
        for agency, parent in self.parents.items():
            below[parent if parent in self.parents else None].append(agency)
        return dict(below)

    def below(self, agency: int) -> list[int]:
        """Everything under an agency, itself left out, nearer levels first."""
        found, level = [], self.children.get(agency, [])
        while level:
            found += level
            level = [child for parent in level for child in self.children.get(parent, [])]
        return found

    def at_or_below(self, agency: int) -> list[int]:
        """The agency and everything under it."""
        return [agency, *self.below(agency)]

    def above(self, agency: int) -> list[int]:
        """The agencies over this one, the nearest first."""
        found, parent = [], self.parents.get(agency)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.parents.get(parent)
        return found

    def line(self, agency: int) -> list[int]:
        """From the top down to the agency itself."""
        return [*reversed(self.above(agency)), agency]


@dataclass(frozen=True)
class OutlineRow:
    agency: int
    depth: int


def outline(parents: Mapping[int, int | None], order: Callable[[int], str]) -> list[OutlineRow]:
    """The agencies of `parents` as an indented list: each parent before its own, siblings by `order`.

    One whose parent is not among them stands at the top.
    """
    children = Tree(parents).children
    rows: list[OutlineRow] = []
    waiting = [OutlineRow(root, 0) for root in sorted(children.get(None, []), key=order, reverse=True)]
    while waiting:
        row = waiting.pop()
        rows.append(row)
        below = sorted(children.get(row.agency, []), key=order, reverse=True)
        waiting += [OutlineRow(child, row.depth + 1) for child in below]
    return rows


def tree_on(places: Iterable[Place], day: date) -> Tree:
    """The forest as it stood on a day."""
    return Tree({place.agency: place.parent for place in places if place.span.holds(day)})


def first_loop(places: Mapping[int, Iterable[Place]], agency: int, parent: int, span: Span) -> date | None:
    """The first day on which `agency`, put under `parent` for `span`, would stand above itself; None: never.

    places: each agency's own. Walks up from the new parent through time: at each step only the days on which every
    link of the chain held.
    """
    return min(_meetings(places, agency, parent, span), default=None)


def _meetings(places: Mapping[int, Iterable[Place]], agency: int, start: int, span: Span) -> Iterator[date]:
    waiting, seen = [(start, span)], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        here, days = at
        if here == agency:
            yield days.first
            continue
        for place in places.get(here, ()):
            if place.parent is not None and (common := place.span.common(days)):
                waiting.append((place.parent, common))


def chain(links: Mapping[int, Iterable[int]], start: int) -> list[int]:
    """Everything reached from `start` by following `links` any number of steps, `start` left out, nearer ones first."""
    found, level = [], [start]
    while level:
        level = list(dict.fromkeys(step for at in level for step in links.get(at, []) if step != start))
        level = [step for step in level if step not in found]
        found += level
    return found
