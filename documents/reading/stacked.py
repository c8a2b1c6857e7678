"""Tables of web pages pasted cell by cell, each on a line of its own: "TT", "Nhiệm vụ", "Chủ trì", "1", "Rà soát …", "Sở …"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.reading.blocks import Spot

ORDER_HEADING = re.compile(r"(?:s?tt|số tt|số thứ tự)\.?", re.IGNORECASE)
ORDER = re.compile(r"(?:(?P<number>\d{1,3})|(?P<section>[IVX]{1,5}|[A-HĐ])|\d{1,2}(?:\.\d{1,2}){1,3})[.)]?")
NUMBERED_HEADING = re.compile(r"\(?\d\)?")
BULLET = re.compile(r"[-–+•*]\s")
BELOW = re.compile(r"Nơi nhận|(?:TM|KT|TL|TUQ)\.\s")
TIME = re.compile(
    r"(?:trước|trong|từ|cả|hết)?\s*(?:ngày|tháng|quý|năm|tuần)\b|\d{1,2}/\d|thường xuyên|(?:hằng|hàng)\s", re.IGNORECASE
)
MOST_HEADINGS = 9
LONGEST_HEADING = 90
LONGEST_CELL = 1_500
LEAST_FULL_ROWS = 2


@dataclass(frozen=True)
class Piece:
    """A line with words, the line it stands on, and how many empty lines come before it."""

    words: str
    place: int
    blanks: int


def pieces_at(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """The table that begins with the heading of its numbers here, and the line after it; None where there is none."""
    if not ORDER_HEADING.fullmatch(raw[place].strip()):
        return None
    pieces = _pieces(raw, place + 1)
    headings = _headings(pieces)
    width = len(headings)
    if not 2 <= width <= MOST_HEADINGS:
        return None
    body = [one for one in pieces[width:] if not NUMBERED_HEADING.fullmatch(one.words) or one.words.isdigit()]
    rows, end = _rows(body, width)
    if sum(len(cells) == width for _, cells in rows) < LEAST_FULL_ROWS:
        return None
    grid = [[Spot(" ".join(raw[place].split())), *(Spot(one.words) for one in headings)]]
    grid += [[Spot(order), *map(Spot, cells)] for order, cells in rows]
    return [grid], end


def _pieces(raw: Sequence[str], start: int) -> list[Piece]:
    """The lines with words from here on, until one that no table holds."""
    found: list[Piece] = []
    blanks = 0
    for place in range(start, len(raw)):
        words = " ".join(raw[place].split())
        if not words:
            blanks += 1
            continue
        if BELOW.match(words) or ORDER_HEADING.fullmatch(words) or len(words) > LONGEST_CELL or "|" in words:
            break
        if len(found) == MOST_HEADINGS + 1 and not _headings(found):
            break
        found.append(Piece(words, place, blanks))
        blanks = 0
    return found


def _headings(pieces: Sequence[Piece]) -> list[Piece]:
    headings: list[Piece] = []
    for one in pieces[: MOST_HEADINGS + 1]:
        if ORDER.fullmatch(one.words):
            return headings
        if len(one.words) > LONGEST_HEADING:
            return []
        headings.append(one)
    return []


def _rows(body: Sequence[Piece], width: int) -> tuple[list[tuple[str, list[str]]], int]:
    """Each row's number and cells, and the line after the last of them."""
    usual = Counter(one.blanks for one in body).most_common(1)[0][0] if body else 0
    rows: list[tuple[str, list[str]]] = []
    end = 0
    for group in _groups(body):
        cells, end = _cells(group, usual, width if group[-1] is body[-1] else None)
        rows.append((group[0].words, cells))
    return _aligned(rows, width), end


def _groups(body: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces of a row: its number and all up to the number that comes next; another number is a cell."""
    group: list[Piece] = []
    last, begins = 0, True
    for one in body:
        order = ORDER.fullmatch(one.words)
        number = int(order["number"] or 0) if order else 0
        if order and (not number or number == last + 1 or (number == 1 and begins)):
            if group:
                yield group
            group, last, begins = [], number or last, not number
        group.append(one)
    if group and ORDER.fullmatch(group[0].words):
        yield group


def _aligned(rows: list[tuple[str, list[str]]], width: int) -> list[tuple[str, list[str]]]:
    """Rows that lack a cell, set by the column of times; one that cannot be set keeps its words in one cell."""
    full = [cells for _, cells in rows if len(cells) == width]
    timed = [place for place in range(1, width) if full and all(TIME.match(cells[place] or "Quý") for cells in full)]
    return [(order, cells if len(cells) in (0, 1, width) else _set(cells, width, timed)) for order, cells in rows]


def _set(cells: list[str], width: int, timed: list[int]) -> list[str]:
    own = [place for place, words in enumerate(cells) if place and TIME.match(words)]
    if len(timed) != 1 or len(own) != 1 or len(cells) > width or own[0] > timed[0]:
        return ["\n".join(cells)]
    left = cells[: own[0]] + [""] * (timed[0] - own[0])
    right = cells[own[0] :]
    return (left + right)[:width] if len(left) + len(right) <= width else ["\n".join(cells)]


def _cells(group: Sequence[Piece], usual: int, most: int | None) -> tuple[list[str], int]:
    """The cells behind the number; more empty lines than usual stand for an empty cell, bullets go on with theirs."""
    cells: list[str] = []
    end = group[0].place + 1
    for one in group[1:]:
        if cells and BULLET.match(one.words) and BULLET.match(cells[-1]):
            cells[-1] += f"\n{one.words}"
        else:
            cells += [""] * ((one.blanks - usual) // (usual + 1))
            if most and len(cells) >= most:
                break
            cells.append(one.words)
        end = one.place + 1
    return cells, end
