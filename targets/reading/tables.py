"""Tables of indicators: TT | Chỉ tiêu | Đơn vị tính | Giá trị …, headings in any order, years as columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from documents.text import Row, Table
from targets.reading.cells import told_in
from targets.reading.dues import due_of_head, due_words
from targets.reading.grids import bodies_column, read_grid
from targets.reading.letters import Line
from targets.reading.readings import reading
from targets.reading.sentences import split
from targets.reading.statements import finds
from targets.reading.trail import Trail, area_in
from targets.target_reading import TargetReading

NAME = re.compile(
    r"chi tieu(?! (?:giao|nam|den|phan dau|ke hoach)\b)|muc tieu|tieu chi|chi so|ten chi tieu|noi dung chi tieu"
    r"|noi dung muc tieu"
)
UNIT = re.compile(r"don vi tinh|dvt|don vi do|^don vi$")
VALUE = re.compile(
    r"gia tri|ket qua|muc (?:phan dau|dat|giao|tieu)|ke hoach|chi tieu (?:giao|nam|den|phan dau)|phan dau|ty le"
    r"|so luong|chi tieu can dat|^(?:den )?(?:het )?nam 20|^20\d\d|giai doan|toi thieu|yeu cau"
)
WATCHING = re.compile(
    r"theo doi|danh gia|chu tri|phu trach|dau moi|thuc hien|chiu trach nhiem|tham muu|co quan|don vi (?!tinh)"
)
REACHED = re.compile(
    r"(?:ket qua|thuc hien|hien trang|uoc|dat duoc|so lieu)[^|]*20\d\d|hien trang|thuc hien nam|nam truoc|ky goc"
    r"|nam goc|gia tri goc"
)
TASKS = re.compile(r"nhiem vu|noi dung cong viec|hoat dong|cong viec|san pham")
NUMBERED = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[ivx]{1,5}(?:\.\d+)?|[a-z])\W*$")
BESIDE_TASK = re.compile(
    r"san pham|ket qua|chu tri|phoi hop|thuc hien|thoi gian|thoi han|tien do|kinh phi|ghi chu|phu trach"
)
MOST_HEAD_ROWS = 3
LEAST_OF_SENTENCE = 12


@dataclass(frozen=True)
class Columns:
    """Which column holds what; `values` with the head of each, which may name a year."""

    name: int
    values: tuple[tuple[int, str], ...]
    unit: int | None = None
    watching: int | None = None
    base: int | None = None


def read_table(table: Table, content: str, trail: Trail) -> Iterator[TargetReading]:
    """The targets of a table, row by row; of a table of tasks only the shares that its tasks name."""
    written = _heads(table)
    heads = [Line(head).bare for head in written]
    rows = table.rows[_head_rows(table) :]
    bodies = bodies_column(heads, rows) if trail.around.aimed and not trail.tells_results else None
    if bodies is not None:
        yield from read_grid(heads, written, rows, bodies, content, trail, table.number)
        return
    columns = columns_of(heads)
    if columns is None:
        yield from _of_cells(rows, heads, table, trail)
        return
    section = ""
    for number, row in enumerate(rows, start=1):
        if _is_section(row, columns):
            section = " ".join(dict.fromkeys(cell.text for cell in row.cells if len(cell.text) > 4))
            continue
        yield from _of_row(row, columns, content, trail, section, f"bảng {table.number}, dòng {number}")


def columns_of(heads: list[str]) -> Columns | None:
    """The columns by their heads; None where this is no table of indicators with values."""
    name = next((place for place, head in enumerate(heads) if NAME.search(head) and not UNIT.search(head)), None)
    if name is None:
        return None
    unit = next((place for place, head in enumerate(heads) if UNIT.search(head) and place != name), None)
    rest = [place for place in range(len(heads)) if place not in (name, unit)]
    base = next((place for place in rest if REACHED.search(heads[place])), None)
    values = tuple(
        (place, heads[place])
        for place in rest
        if place != base and VALUE.search(heads[place]) and not _names_agency(heads[place])
    )
    watching = next(
        (place for place in rest if place != base and WATCHING.search(heads[place]) and place not in dict(values)), None
    )
    return Columns(name, values, unit, watching, base) if values else None


def _names_agency(head: str) -> bool:
    return bool(re.search(r"\b(?:co quan|don vi|chu tri|theo doi|phu trach)\b", head))


def _head_rows(table: Table) -> int:
    """How many rows of the table are its head: those before the first row that is numbered or holds a value."""
    for place, row in enumerate(table.rows[:MOST_HEAD_ROWS]):
        if place and (row.is_section or _is_numbered(row) or not _fills(row)):
            return place
    return min(1, len(table.rows))


def _is_numbered(row: Row) -> bool:
    return (bool(row.cells) and bool(NUMBERED.match(Line(row.cells[0].text).bare))) or any(
        "%" in cell.text and len(cell.text) < 8 and any(char.isdigit() for char in cell.text) for cell in row.cells
    )


def _fills(row: Row) -> bool:
    return any(cell.is_repeated for cell in row.cells) or any(not cell.text for cell in row.cells)


def _heads(table: Table) -> list[str]:
    rows = table.rows[: _head_rows(table)]
    wide = max((len(row.cells) for row in rows), default=0)
    return [
        " ".join(dict.fromkeys(row.cells[place].text for row in rows if place < len(row.cells))).strip()
        for place in range(wide)
    ]


def _is_section(row: Row, columns: Columns) -> bool:
    cells = row.cells
    return row.is_section or all(
        place >= len(cells) or not cells[place].text or cells[place].is_repeated for place, _ in columns.values
    )


def _of_row(
    row: Row, columns: Columns, content: str, trail: Trail, section: str, place: str
) -> Iterator[TargetReading]:
    cells = row.cells
    if columns.name >= len(cells) or not cells[columns.name].text:
        return
    start, end = cells[0].start, max(cell.end for cell in cells)
    unit = cells[columns.unit].text if columns.unit is not None and columns.unit < len(cells) else ""
    base = cells[columns.base].text if columns.base is not None and columns.base < len(cells) else ""
    watching = cells[columns.watching].text if columns.watching is not None and columns.watching < len(cells) else ""
    section_line = Line(section)
    for column, head in columns.values:
        if column >= len(cells) or cells[column].is_repeated:
            continue
        told = told_in(cells[columns.name].text, cells[column].text, unit, head)
        if told is None:
            continue
        due = due_of_head(head) or due_words(section_line.bare, section_line.low)
        shift = cells[column].start - start
        placed = replace(told, start=shift + told.start, end=shift + told.end)
        find = trail.over(replace(placed, due=told.due or due, baseline=told.baseline or base))
        yield reading(
            find,
            content[start:end],
            start,
            section=section or trail.section,
            area=area_in(section) or trail.area,
            place=place,
            watching=watching,
        )


def _of_cells(rows: tuple[Row, ...], heads: list[str], table: Table, trail: Trail) -> Iterator[TargetReading]:
    """Sentences inside the cells; beside tasks only shares are targets, a number of meetings is the task itself."""
    tasks = any(TASKS.search(head) for head in heads)
    aside = {place for place, head in enumerate(heads) if tasks and BESIDE_TASK.search(head)}
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row.cells):
            if place in aside or cell.is_repeated or len(cell.text) < LEAST_OF_SENTENCE:
                continue
            for sentence in split(cell.text, cell.start):
                for find in finds(Line(sentence.text), trail.around):
                    if not tasks or find.unit == "%":
                        yield reading(
                            trail.over(find),
                            sentence.text,
                            sentence.start,
                            section=trail.section,
                            area=trail.area,
                            place=f"bảng {table.number}, dòng {number}",
                        )
