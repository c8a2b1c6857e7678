"""Tables drawn with "|", one row a line or, as web pages are copied, all rows on one line."""

import re
from dataclasses import dataclass

from documents.reading import lines
from documents.reading.blocks import Spot, too_many_rows

RULE_SIGNS = frozenset(" :|+-=")
WIDEST = 15  # columns
MOST_CELLS = 12_000  # on one line
LEAST_ROWS = 2
SECTION_LABEL = re.compile(r"^(?:[IVX]{1,5}|[A-D]|(?:[IVX]{1,5}|\d{1,2})(?:\.\d{1,2}){1,3})\.?$")  # "II", "III.1"
MOST_LOOKED_AT = 12  # rows, while widths are compared


def pieces_at(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """The paragraphs and grids from a line with "|" on, and the line after them; None where there is none."""
    if "|" not in raw[place]:
        return None
    if raw[place].count("|") > WIDEST or re.search(r"\|\s*\|", raw[place].strip()):
        return _flattened(raw[place]), place + 1
    return _drawn(raw, place)


def _drawn(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """Rows on lines of their own: "| 1 | Sở Nội vụ |"."""
    end = place
    while end < len(raw) and _is_row(raw[end]):
        end += 1
    if end == place:
        return None
    rows = [_cells(line) for line in raw[place:end] if not _is_rule(line)]
    return [[[Spot(cell) for cell in row] for row in rows]], end


def _is_row(line: str) -> bool:
    bare = line.strip()
    return bare.count("|") >= 3 and (bare.startswith("|") or _is_rule(bare))


def _is_rule(line: str) -> bool:
    """Whether a line only draws: "|---|:--|"."""
    return "--" in line and RULE_SIGNS.issuperset(line)


def _cells(line: str) -> list[str]:
    return [" ".join(cell.split()) for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _flattened(line: str) -> list[str | list[list[Spot]]]:
    """One line with whole tables: an empty piece ends each row, yet empty cells look the same."""
    cells = [" ".join(cell.split()) for cell in line.split("|")]
    if len(cells) > MOST_CELLS:
        raise too_many_rows()
    fits = [_best_fit(cells, start) for start in range(len(cells))]
    pieces: list[str | list[list[Spot]]] = []
    place = 0
    while place < len(cells):
        fit = fits[place]
        if fit.full >= LEAST_ROWS and all(fit.score >= later.score for later in fit.next_starts(fits)):
            rows, place = _rows(cells, place, fit.width, most=len(cells))
            pieces.append([_spots(row, fit.width) for row in rows])
        else:
            pieces += lines.with_breaks(cells[place]) if cells[place] else []
            place += 1
    return pieces


@dataclass(frozen=True)
class Fit:
    """How well rows of this width fit the pieces from a place on: a head without gaps, full rows, few empty cells."""

    place: int
    width: int = 2
    full: int = 0
    head_blanks: int = WIDEST
    blanks: int = 0

    @property
    def score(self) -> tuple[int, int, int]:
        return -self.head_blanks, self.full, -self.blanks

    def next_starts(self, fits: "list[Fit]") -> "list[Fit]":
        return fits[self.place + 1 : self.place + self.width]


def _best_fit(cells: list[str], place: int) -> Fit:
    """The width that fits most rows; the head row names at least two columns and ends at an empty piece."""
    best = Fit(place)
    for width in range(2, WIDEST + 1):
        head = cells[place : place + width]
        if head[0] and sum(map(bool, head)) >= 2 and not any(cells[place + width : place + width + 1]):
            rows, _ = _rows(cells, place, width, most=MOST_LOOKED_AT)
            full = [row for row in rows if len(row) == width]
            if len(full) >= LEAST_ROWS:
                blanks = sum(row.count("") for row in full)
                best = max(best, Fit(place, width, len(full), head.count(""), blanks), key=lambda fit: fit.score)
    return best


def _rows(cells: list[str], place: int, width: int, most: int) -> tuple[list[list[str]], int]:
    """Rows from a place on and where they end; a merged cell makes a row shorter than the table is wide."""
    rows: list[list[str]] = []
    while len(rows) < most and place < len(cells) and any(cells[place : place + width]):
        length, is_last = _row_length(cells, place, width)
        if not length:
            break
        rows.append(cells[place : place + length])
        place += length if is_last else length + 1
        if is_last:
            break
    return rows, place


def _row_length(cells: list[str], place: int, width: int) -> tuple[int, bool]:
    """How many cells the row here has, 0 where none begins; and whether words follow instead of another row."""
    row = cells[place : place + width]
    first_blank = row.index("", 1) if "" in row[1:] else 0
    is_full = len(row) == width and not any(cells[place + width : place + width + 1])
    if is_full and not (
        first_blank and SECTION_LABEL.match(row[0]) and any(map(SECTION_LABEL.match, row[first_blank:]))
    ):
        return width, False
    if first_blank:
        return first_blank, False
    return (width, True) if len(row) == width else (0, True)


def _spots(row: list[str], width: int) -> list[Spot]:
    """The row as wide as its table; a single cell is a heading across."""
    spots = [Spot(cell) for cell in row]
    return spots * width if len(spots) == 1 else [*spots, *(Spot() for _ in range(width - len(spots)))]
