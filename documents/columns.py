"""Columns that spaces draw: the two-column head and foot of an official paper, and aligned tables."""

import itertools
import re
from collections.abc import Sequence

from documents import lines
from documents.blocks import Spot

OFFICIAL_PAIR = re.compile(r"CỘNG H[OÒÓ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:", re.IGNORECASE)
GAP = re.compile(r" {2,}")
LEAST_GAP = 2
LEAST_ROWS = 3
MOST_LINES = 400  # of one aligned table


def is_official_pair(rows: Sequence[Sequence[str]]) -> bool:
    """Whether two columns are the head of an official paper, or its recipients and signer."""
    return any(OFFICIAL_PAIR.search(cell) for row in rows[:6] for cell in row)


def left_then_right(rows: Sequence[Sequence[str]]) -> list[str]:
    """The left column's paragraphs, then the right column's."""
    sides = ([row[side] for row in rows if len(row) > side] for side in (0, 1))
    return [piece for side in sides for piece in lines.paragraphs([" ".join(cell.split()) for cell in side])]


def aligned_rows(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """Columns that begin at the same place on neighbouring lines; None where there are none."""
    if not GAP.search(raw[place].strip()):
        return None
    end = place
    while end < len(raw) and end - place < MOST_LINES and raw[end].strip() and "\t" not in raw[end]:
        end += 1
    block = raw[place:end]
    is_pair = bool(OFFICIAL_PAIR.search(block[0]) or OFFICIAL_PAIR.search(block[1] if len(block) > 1 else ""))
    cuts = _cuts(block)
    while len(block) > 1 and not cuts and is_pair:
        block = block[:-1]
        cuts = _cuts(block)
    if not cuts or (len(block) < LEAST_ROWS and not is_pair):
        return None
    rows = [_parted(line, cuts) for line in block]
    if len(cuts) == 1 and is_pair:
        return left_then_right(rows), place + len(block)
    return ([_merged(rows)], place + len(block)) if len(cuts) >= 2 else None


def _cuts(block: list[str]) -> list[int]:
    """Where every line of the block has a gap: the first place after each common gap."""
    width = max(len(line) for line in block)
    taken = bytearray(width + 1)
    for line in block:
        for found in re.finditer(r"\S(?: ?\S)*", line):
            taken[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    gaps = [found.span() for found in re.finditer(rb"\0{2,}", bytes(taken[:width]))]
    return [end for start, end in gaps if start > 0 and end < width]


def _parted(line: str, cuts: list[int]) -> list[str]:
    edges = [0, *cuts, len(line)]
    return [" ".join(line[start:end].split()) for start, end in itertools.pairwise(edges)]


def _merged(rows: list[list[str]]) -> list[list[Spot]]:
    """Rows whose first cell is empty go on with the row above."""
    grid: list[list[Spot]] = []
    for row in rows:
        if grid and not row[0]:
            for spot, more in zip(grid[-1], row, strict=True):
                spot.text = f"{spot.text} {more}".strip()
        else:
            grid.append([Spot(cell) for cell in row])
    return grid
