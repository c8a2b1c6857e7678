"""The two-column head and foot of an official paper on a PDF page: the left block, then the right block."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.reading.columns import OFFICIAL_PAIR
from documents.reading.pdf_lines import Line

LEAST_RIVER = 3.0  # points between the columns
LARGEST_STEP = 8.0  # times the height of a letter, between lines of one block; a signature stands there


@dataclass
class Pair:
    """Lines of two columns side by side."""

    left: list[Line]
    right: list[Line]


def with_pairs(rows: Sequence[Line]) -> list[Line | Pair]:
    """The lines of a page, those of an official head or foot taken apart into two columns."""
    found: list[Line | Pair] = []
    place = 0
    while place < len(rows):
        end, river = _run(rows, place)
        if end > place and any(OFFICIAL_PAIR.search(row.text) for row in rows[place:end]):
            found.append(_parted(rows[place:end], river))
            place = end
        else:
            found.append(rows[place])
            place += 1
    return found


def _run(rows: Sequence[Line], place: int) -> tuple[int, tuple[float, float]]:
    """Where the two columns that begin here end, and the gap between them; they begin with a line in both."""
    first = rows[place]
    if len(first.segments) < 2:
        return place, (0, 0)
    river = max(((one.right, other.left) for one, other in pairwise(first.segments)), key=lambda gap: gap[1] - gap[0])
    end = place + 1
    while end < len(rows):
        row = rows[end]
        step = row.base - rows[end - 1].base
        narrowed = _narrowed(river, row)
        if narrowed is None or step > LARGEST_STEP * row.size:
            break
        river = narrowed
        end += 1
    return end, river


def _narrowed(river: tuple[float, float], row: Line) -> tuple[float, float] | None:
    """The gap that this line leaves of the river; None where it crosses."""
    left, right = river
    for segment in row.segments:
        if segment.right < right and (segment.left + segment.right) / 2 < (left + right) / 2:
            left = max(left, segment.right)
        elif segment.left > left:
            right = min(right, segment.left)
        else:
            return None
    return (left, right) if right - left >= LEAST_RIVER else None


def _parted(rows: Sequence[Line], river: tuple[float, float]) -> Pair:
    middle = sum(river) / 2
    sides: tuple[list[Line], list[Line]] = ([], [])
    for row in rows:
        for side in (False, True):
            segments = [segment for segment in row.segments if ((segment.left + segment.right) / 2 > middle) == side]
            if segments:
                sides[side].append(Line(row.base, row.size, segments, row.page))
    return Pair(*sides)
