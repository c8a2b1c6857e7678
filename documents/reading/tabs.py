"""Tables pasted from Word or Excel: cells parted by tabs."""

import re

from documents.reading import columns
from documents.reading.blocks import MOST_ROWS, Spot

HELD_BREAK = "\ue000"  # a line break inside a quoted cell, while lines are told apart
QUOTED_CELL = re.compile(r'(?<![^\t\n])"((?:[^"]|""){0,20000})"(?=[\t\r\n]|$)')
LIST_LABEL = re.compile(
    r"^\s*(?:[-–—•●▪■◦○*+§o]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]|[ivxIVX]{1,6})[.)]|\d{1,2}(?:\.\d{1,2})+)\s*$"
)
TABS = re.compile(r"\t+")
LONGEST_CELL = 8  # lines that a cell may go on for without a tab
LONGEST_PAIR = 60


def with_held_breaks(words: str) -> str:
    """Words in which the line breaks of Excel's quoted cells are held back, so that a row is a line."""
    if '"' not in words or "\t" not in words:
        return words
    return QUOTED_CELL.sub(lambda cell: _held(cell[1]) if "\n" in cell[1] else cell[0], words)


def pieces_at(raw: list[str], place: int) -> tuple[list[str | list[list[Spot]]], int] | None:
    """The table, or two columns as paragraphs, from this line on, and the line after them; None where there is none."""
    width = _cells_of(raw[place])
    if width < 2:
        return None
    pair, end = _pair(raw, place)
    if columns.is_official_pair(pair):
        return columns.left_then_right(pair), end
    rows, end = _rows(raw, place, width)
    if len(rows) < 2:
        return None
    return [[[Spot(_cell(cell)) for cell in row] for row in rows]], end


def _pair(raw: list[str], place: int) -> tuple[list[list[str]], int]:
    """Lines of two columns, however many tabs part them; recipients may stand alone on the left."""
    rows: list[list[str]] = []
    while place < len(raw) and len(rows) < LONGEST_PAIR:
        sides = TABS.split(raw[place])
        is_recipient = bool(rows) and raw[place].startswith("- ")
        if (len(sides) > 2 and any(side.strip() for side in sides[2:])) or (len(sides) < 2 and not is_recipient):
            break
        rows.append(sides[:2])
        place += 1
    return rows, place


def _cells_of(line: str) -> int:
    """How many cells a line has; 1 for words alone, also behind a list's number."""
    cells = line.rstrip("\t ").split("\t")
    if len(cells) < 2 or (len(cells) == 2 and (not cells[0].strip() or LIST_LABEL.match(cells[0]))):
        return 1
    return line.count("\t") + 1 if any(cell.strip() for cell in cells) else 1


def _rows(raw: list[str], place: int, width: int) -> tuple[list[list[str]], int]:
    """Rows of this many cells; a cell of several paragraphs goes on over the lines that follow."""
    rows: list[list[str]] = []
    while place < len(raw) and len(rows) <= MOST_ROWS:
        found = _row(raw, place, width)
        if found is None:
            break
        row, place = found
        rows.append(row)
    return rows, place


def _row(raw: list[str], place: int, width: int) -> tuple[list[str], int] | None:
    """One row and the line after it; None where the line has no tab, or more cells than the table."""
    cells = raw[place].split("\t")
    if not 1 < len(cells) <= width:
        return None
    whole, end = _with_next_lines(cells, raw, place + 1, width)
    if len(whole) < width:
        return cells, place + 1
    after = _after_last_cell(raw, end, width)
    return [*whole[:-1], "\n".join([whole[-1], *raw[end:after]])], after


def _with_next_lines(cells: list[str], raw: list[str], place: int, width: int) -> tuple[list[str], int]:
    """The cells with those of the lines that follow, as far as the row is not full."""
    end = place
    while 2 < width > len(cells) and end < len(raw) and end - place < LONGEST_CELL and raw[end].strip():
        more = raw[end].split("\t")
        if len(cells) + len(more) - 1 > width:
            break
        cells = [*cells[:-1], f"{cells[-1]}\n{more[0]}", *more[1:]]
        end += 1
    return cells, end


def _after_last_cell(raw: list[str], place: int, width: int) -> int:
    """The line of the next row, when the last cell goes on without tabs until then; else the place itself."""
    ahead = place
    if width < 3:
        return place
    while ahead < len(raw) and ahead - place < LONGEST_CELL and raw[ahead].strip() and "\t" not in raw[ahead]:
        ahead += 1
    return ahead if ahead < len(raw) and raw[ahead].count("\t") + 1 == width else place


def _cell(words: str) -> str:
    pieces = (" ".join(line.split()) for line in words.replace(HELD_BREAK, "\n").split("\n"))
    return "\n".join(piece for piece in pieces if piece)


def _held(cell: str) -> str:
    return cell.replace('""', '"').replace("\r\n", "\n").replace("\n", HELD_BREAK).replace("\t", " ")
