"""The agencies that an inspection goes to, each with its day where one is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text import Row, Table, Text
from plans.paper.columns import Column, columns_of
from plans.paper.due import Due, read_due
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.places import places_of
from ui.vietnamese import fold

INSPECTED = re.compile(
    r"(?:doi tuong|don vi|co quan|dia phuong)(?:, (?:don vi|dia phuong))* (?:duoc |duoc tien hanh )?kiem tra|^dia diem kiem tra"
)
INSPECTED_INLINE = re.compile(
    r"(?:tiến hành\s+)?[Kk]iểm tra\s+(?:trực tiếp\s+)?(?:thực tế\s+)?tại\s+(?:\d{1,3}\s+)?(?:(?:cơ quan|đơn vị)[^:.;]{0,40}:\s*)?(?P<who>[^.;]{3,400})"
)
OWN_DAY = re.compile(
    r"\s*[:(–-]\s*(?P<due>(?:[Dd]ự kiến|[Tt]rong|[Vv]ào|[Tt]ừ|[Nn]gày|[Tt]háng|[Qq]uý|[Tt]rước)\b[^()]{2,60})\)?(?:\s*\([^()]*\))?\s*[.;]?$"
)
AT_MANY = re.compile(r"\btại\s+(?P<who>các\s+(?:sở|cơ quan|phòng|đơn vị)[^.;]{3,160}?)(?=[.;]|\s+trên địa bàn|$)")
NO_DUE = Due()
MOST_LISTED = 60
OPENING = 20
MOST_LINE = 4_000


@dataclass(frozen=True)
class Inspected:
    """An agency to be inspected, and its own day and person where they are told."""

    name: str
    start: int
    end: int
    place: str = ""
    due_text: str = ""
    due: Due = NO_DUE
    person: str = ""


def read_inspected(text: Text, lines: tuple[Line, ...], year: int | None) -> Iterator[Inspected]:
    """From a table, a list below a heading, sentences; at last "tại các sở, ban, ngành"."""
    tabled = list(_inspected_in_tables(text, year))
    below = [] if tabled else list(_inspected_below_heading(lines, year))
    yield from tabled or below or list(_inspected_in_sentences(lines)) or list(_inspected_at_many(lines))[:1]


def _inspected_in_tables(text: Text, year: int | None) -> Iterator[Inspected]:
    places = places_of(text)
    for table in (block for block in text.blocks if isinstance(block, Table)):
        columns = columns_of(table.rows)
        if columns is None or not columns.is_of_inspected:
            continue
        for at, row in enumerate(table.rows[columns.body_at :], start=1):
            name, due_text = _words(row, columns.place(Column.INSPECTED)), _words(row, columns.place(Column.DUE))
            if name and not _is_heading(row):
                spot = f"{places[table.number]}, dòng {at}"
                person = _words(row, columns.place(Column.PERSON)) or _words(row, columns.place(Column.LEAD))
                due = read_due(due_text, year)
                yield Inspected(
                    name, row.cells[0].start, max(cell.end for cell in row.cells), spot, due_text, due, person
                )


def _words(row: Row, place: int | None) -> str:
    return row.cells[place].text if place is not None else ""


def _is_heading(row: Row) -> bool:
    """A row that parts the agencies: "II. Ủy ban nhân dân các phường"."""
    return row.is_section or bool(re.match(r"[IVX]{1,5}\b\.?", row.cells[0].text))


def _inspected_below_heading(lines: tuple[Line, ...], year: int | None) -> Iterator[Inspected]:
    """ "2. Đơn vị được kiểm tra:" and the list that follows, or the names behind the colon."""
    for at, line in enumerate(lines):
        if line.in_table or len(line.text) > 600 or not INSPECTED.search(fold(line.words.split(":")[0])[:90]):
            continue
        behind = line.words.partition(":")[2].strip()
        named = (
            _split(line, behind, year)
            if behind
            else [one for item in _list_below(lines, at) for one in _split(item, item.words, year)]
        )
        if named:
            yield from named
            return


def _list_below(lines: tuple[Line, ...], at: int) -> Iterator[Line]:
    kind = lines[at].marker
    for line in lines[at + 1 : at + MOST_LISTED]:
        is_listed = bool(line.marker) and not re.fullmatch(r"[IVX]+[.)–-]", line.marker)
        if not is_listed or (kind and kind[-1:] == line.marker[-1:] and kind[0].isdigit() == line.marker[0].isdigit()):
            return
        yield line


def _split(line: Line, words: str, year: int | None) -> list[Inspected]:
    """The agencies of a line, each with its own day where one is told behind it."""
    found: list[Inspected] = []
    for part in re.split(r"\s*;\s*", words):
        bare = re.sub(r"^(?:\d{1,2}[.)]|[-–+•])\s*", "", part)
        own = OWN_DAY.search(bare)
        due_text = own["due"].strip(" .;") if own else ""
        for name in split_parties(bare[: own.start()] if own else bare):
            if BEGINS.match(name):
                due = read_due(due_text, year)
                found.append(Inspected(name, line.start, line.end, _place(line), due_text, due))
    return found


def _inspected_in_sentences(lines: tuple[Line, ...]) -> Iterator[Inspected]:
    for line in lines:
        told = None if line.in_table else INSPECTED_INLINE.search(line.text, 0, MOST_LINE)
        for name in split_parties(told["who"]) if told else ():
            if BEGINS.match(name):
                yield Inspected(name, line.start + told.start(), line.start + told.end(), _place(line))


def _inspected_at_many(lines: tuple[Line, ...]) -> Iterator[Inspected]:
    """Where no agency is named: "tại các sở, ban, ngành"."""
    for line in lines[:OPENING]:
        told = None if line.in_table else AT_MANY.search(line.text, 0, MOST_LINE)
        if told and re.search(r"kiểm tra[^.;]*$", line.text[: told.start()], re.IGNORECASE):
            yield Inspected(
                told["who"].strip(), line.start + told.start("who"), line.start + told.end("who"), _place(line)
            )


def _place(line: Line) -> str:
    return f"mục {line.marker.rstrip('.)-–')}" if line.marker and line.marker[0].isalnum() else ""
