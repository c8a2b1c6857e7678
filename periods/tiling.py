"""Which reports fill a run of months: the fewest, longest first; what none gives is derived by subtraction."""

import heapq
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from periods.period import Span

ADDED, SUBTRACTED = 1, -1


@dataclass(frozen=True, slots=True)
class Tile:
    """One report in a tiling: its months, added (1) or subtracted (-1)."""

    span: Span
    sign: int = ADDED


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a run of months is filled. `missing` are the months that no report gives, in order."""

    tiles: tuple[Tile, ...]
    missing: tuple[Span, ...]

    @property
    def is_derived(self) -> bool:
        """Whether something was subtracted: "suy ra"."""
        return any(tile.sign == SUBTRACTED for tile in self.tiles)

    @property
    def covered_months(self) -> int:
        return sum(tile.sign * tile.span.months for tile in self.tiles)


@lru_cache(maxsize=4096)
def tile(span: Span, available: frozenset[Span]) -> Tiling:
    """Fill `span` from the available runs of months, each used at most once as it stands or subtracted.

    A way from the first month to the last: a report leads over its months, forward when added, back when
    subtracted; a month that nothing fills is a step of its own. Best is the way with the fewest missing
    months, then the fewest subtractions, then the fewest reports, then the longest first.
    Quý II from {Quý I, 6 tháng} goes back over Quý I and forward over 6 tháng.
    """
    best: set[int] = set()
    ways = [((0, 0, 0, ()), span.start, ())]
    while ways:
        cost, month, steps = heapq.heappop(ways)
        if month == span.end:
            return Tiling(_in_order(steps), _missing(span, steps))
        if month in best:
            continue
        best.add(month)
        for next_cost, next_month, step in _steps_from(month, span, available, cost):
            heapq.heappush(ways, (next_cost, next_month, (*steps, step)))
    return Tiling((), (span,))


def _steps_from(month: int, span: Span, available: frozenset[Span], cost: tuple):
    """Each next step: its total cost, the month it leads to, and (start, end, sign), sign 0 for a missing month."""
    missing, subtracted, pieces, lengths = cost
    for run in available:
        longer_first = (*lengths, -run.months)
        if run.start == month:
            yield (missing, subtracted, pieces + 1, longer_first), run.end, (run.start, run.end, ADDED)
        if run.end == month:
            yield (missing, subtracted + 1, pieces + 1, longer_first), run.start, (run.start, run.end, SUBTRACTED)
    if span.start <= month < span.end:
        yield (missing + 1, subtracted, pieces, lengths), month + 1, (month, month + 1, 0)


def _in_order(steps: tuple) -> tuple[Tile, ...]:
    """The added reports first, each kind by its months: "6 tháng − Quý I"."""
    tiles = [Tile(Span(start, end), sign) for start, end, sign in steps if sign]
    return tuple(sorted(tiles, key=lambda tile: (-tile.sign, tile.span)))


def _missing(span: Span, steps: tuple) -> tuple[Span, ...]:
    months = sorted(start for start, _, sign in steps if not sign)
    return runs_of(months)


def runs_of(months: "list[int]") -> tuple[Span, ...]:
    """Ascending month numbers (0-11) joined to runs: [3, 4, 5, 9] → (3, 6), (9, 10)."""
    if not months:
        return ()
    breaks = [0, *(place for place, (a, b) in enumerate(pairwise(months), 1) if b != a + 1), len(months)]
    return tuple(Span(months[start], months[end - 1] + 1) for start, end in pairwise(breaks))
