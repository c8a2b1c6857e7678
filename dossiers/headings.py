"""Where an export's headings stand, what each column is called, and which rows below are no agency's numbers.

Exports carry titles above their table, groups of columns over two or three rows, a row that numbers the columns, sections
and totals. Nothing here knows a place by its number: a column is found again by its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from ui.vietnamese import fold

Rows = Sequence[Sequence[str]]

LOOKED_AT = 40  # rows among which the headings are looked for
MOST_DEPTH = 3
MOST_COLUMNS = 120
MOST_SAMPLES = 3
LONGEST = 500
NUMBER = re.compile(r"[+\-−]?[0-9][0-9.,\s]*%?")
PLACE = re.compile(r"\(?([0-9]{1,2})\)?(\s*=.*)?")
SECTION = re.compile(r"[IVXLC]{1,5}\.?|[A-Z]\.?")
TOTAL = re.compile(r"((tong|cong)( cong| so)?|toan (tinh|thanh pho|tp|huyen|xa|phuong|nganh))\s*(\(.*\)|:|\.)*")


@dataclass(frozen=True)
class Column:
    """A column of an export: its letter in the sample, its words, and what stands in its first rows."""

    letter: str
    heading: str
    samples: list[str]

    @property
    def key(self) -> str:
        return fold(self.heading)

    def packed(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Place:
    """Where headings stand: the first row (0 is the first of the file) and over how many rows."""

    row: int
    depth: int


def letter_of(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def guess(rows: Rows) -> Place | None:
    """The rows above the first row of numbers that look like headings; None where there is no such row."""
    for number, row in enumerate(rows[:LOOKED_AT]):
        if number and _has_numbers(row) and not is_numbering(row):
            return _upwards(rows, number)
    return None


def _has_numbers(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and any(NUMBER.fullmatch(cell) for cell in filled)


def _upwards(rows: Rows, first_data_row: int) -> Place | None:
    last = first_data_row - 1
    while last >= 0 and (is_numbering(rows[last]) or _is_section(rows[last])):
        last -= 1
    top = last
    while top > max(last - MOST_DEPTH + 1, 0) and _is_heading(rows[top - 1]):
        top -= 1
    return Place(top, last - top + 1) if last >= 0 and _is_heading(rows[last]) else None


def _is_heading(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and not any(NUMBER.fullmatch(cell) for cell in filled)


def _is_section(row: Sequence[str]) -> bool:
    """A line like "I | Sở, ban, ngành" inside the table, or an empty one."""
    filled = [cell for cell in row if cell]
    return len(filled) < 2 or (len(filled) == 2 and bool(SECTION.fullmatch(filled[0])))


def is_numbering(row: Sequence[str]) -> bool:
    """The line that counts the columns: "(1) (2) (3)", "A B 1 2 3=4+5"."""
    filled = [cell for cell in row if cell]
    found = [PLACE.fullmatch(cell) for cell in filled]
    counted = [int(match[1]) for match in found if match]
    others = [cell for cell, match in zip(filled, found, strict=True) if not match]
    if len(counted) < 3 or any(not re.fullmatch(r"\(?[A-Za-z]\)?", cell) for cell in others):
        return False
    return all(later == earlier + 1 for earlier, later in pairwise(counted))


def is_total(text: str) -> bool:
    """Whether a row's name says that it adds up others: "Tổng cộng", "Cộng:", "Toàn tỉnh"."""
    return bool(TOTAL.fullmatch(fold(text)))


def words_at(rows: Rows, place: Place) -> list[str]:
    """What each column is called: its groups from above and its own words; "" where it has none.

    A group's words stand in its first cell only; an empty cell to the right of it belongs to the same group. Two columns
    with the same words are told apart by their number.
    """
    block = rows[place.row : place.row + place.depth]
    width = min(max((len(row) for row in block), default=0), MOST_COLUMNS)
    spread = [_spread(row, width) for row in block[:-1]] + [_padded(row, width) for row in block[-1:]]
    named = [_joined(parts) for parts in zip(*spread, strict=True)]
    return list(_told_apart(named))


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _spread(row: Sequence[str], width: int) -> list[str]:
    filled, last = [], ""
    for cell in _padded(row, width):
        last = cell or last
        filled.append(last)
    return filled


def _joined(parts: Iterable[str]) -> str:
    kept: list[str] = []
    for part in parts:
        words = " ".join(part.split())
        if words and (not kept or fold(kept[-1]) != fold(words)):
            kept.append(words)
    return " – ".join(kept)[:LONGEST]


def _told_apart(named: Sequence[str]) -> Iterator[str]:
    times: dict[str, int] = {}
    for words in named:
        key = fold(words)
        times[key] = times.get(key, 0) + 1
        yield f"{words[: LONGEST - 6]} ({times[key]})" if key and times[key] > 1 else words


def columns_at(rows: Rows, place: Place) -> list[Column]:
    """The named columns with the first things that stand in each."""
    below = [row for row in rows[place.row + place.depth :] if _has_numbers(row) and not is_numbering(row)]
    columns = []
    for number, words in enumerate(words_at(rows, place)):
        if fold(words):
            standing = [row[number] for row in below[:LOOKED_AT] if number < len(row) and row[number]]
            columns.append(Column(letter_of(number), words, [text[:60] for text in standing[:MOST_SAMPLES]]))
    return columns


def find(rows: Rows, wanted: Sequence[str], depth: int) -> tuple[Place, dict[str, int], list[str]]:
    """Where most of the wanted headings stand: the place, the column of each by its key, and the ones that are missing."""
    best: tuple[Place, dict[str, int]] = (Place(0, depth), {})
    keys = {fold(words) for words in wanted}
    for number in range(min(len(rows), LOOKED_AT)):
        place = Place(number, depth)
        standing = {fold(words): column for column, words in enumerate(words_at(rows, place)) if fold(words)}
        found = {key: standing[key] for key in keys if key in standing}
        if len(found) > len(best[1]):
            best = (place, found)
        if len(found) == len(keys):
            break
    return *best, [words for words in dict.fromkeys(wanted) if fold(words) not in best[1]]
