"""Columns that spaces draw: the two-column head and foot of an official paper, and aligned tables."""

import itertools
import re
from collections.abc import Sequence

from documents.reading import lines
from documents.reading.blocks import Spot

OFFICIAL_PAIR = re.compile(r"CỘNG H[OÒÓ][AÀ] XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:", re.IGNORECASE)
GAP = re.compile(r" {2,}")
RECIPIENT = re.compile(r"- .{1,60}$")
LEAST_ROWS = 3
MOST_LINES = 200  # of one aligned table
WIDEST = 300  # characters of a line that columns are looked for in


def is_official_pair(rows: Sequence[Sequence[str]]) -> bool:
    """Whether two columns are the head of an official paper, or its recipients and signer."""
    return any(OFFICIAL_PAIR.search(cell) for row in rows[:6] for cell in row)


def left_then_right(rows: Sequence[Sequence[str]]) -> list[str]:
    """The left column's paragraphs, then the right column's."""
    sides = ([row[side] for row in rows if len(row) > side] for side in (0, 1))
    return [piece for side in sides for piece in lines.paragraphs([" ".join(cell.split()) for cell in side])]


def aligned_rows(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """Columns that begin at the same place on neighbouring lines; None where no such block begins."""
    if not _has_gap(raw[place]) or (place and _has_gap(raw[place - 1])):
        return None
    is_pair = any(map(OFFICIAL_PAIR.search, raw[place : place + 2]))
    block = _block(raw, place, is_pair)
    cuts = _cuts(block)
    while is_pair and len(block) > 1 and not cuts:
        block = block[:-1]
        cuts = _cuts(block)
    rows = [_parted(line, cuts) for line in block]
    if is_pair and len(cuts) == 1:
        return left_then_right(rows), place + len(block)
    return ([_merged(rows)], place + len(block)) if len(cuts) >= 2 and len(block) >= LEAST_ROWS else None


def _block(raw: list[str], place: int, is_pair: bool) -> list[str]:
    """The lines with gaps from here on, and indented ones that go on with a cell; of a pair also recipients alone."""
    end = place
    while end < len(raw) and end - place < MOST_LINES:
        if not (_has_gap(raw[end]) or _is_indented(raw[end]) or (is_pair and RECIPIENT.match(raw[end]))):
            break
        end += 1
    return raw[place:end]


def _is_indented(line: str) -> bool:
    return len(line) <= WIDEST and line.startswith("  ")


def _has_gap(line: str) -> bool:
    return len(line) <= WIDEST and "\t" not in line and bool(GAP.search(line.strip()))


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
