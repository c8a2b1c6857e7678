"""An inspection plan: who inspects, with what function, which agencies, and when; each agency inspected is a task."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text import Row, Table, Text
from plans.paper.columns import Column, columns_of
from plans.paper.due import Due, read_due
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.people import OFFICE_THEN_NAME
from plans.paper.places import places_of
from plans.paper.shapes import TaskReading
from ui.vietnamese import fold

FUNCTION = r"(?:Phó\s+)?(?:Trưởng|trưởng|Tổ trưởng)\s+(?:Đoàn|đoàn)(?:\s+(?:thường trực|kiểm tra))*|Thành viên(?:\s+[Đđ]oàn)?|Thư ký(?:\s+[Đđ]oàn)?|Ủy viên"
BEFORE_NAME = re.compile(
    rf"(?P<function>{FUNCTION})(?:\s+kiểm tra)?\s*(?::|là|gồm(?: có)?:?)\s*(?P<who>.{{3,600}})", re.DOTALL
)
AFTER_NAME = re.compile(rf"(?P<who>[^;]{{5,300}}?)\s*(?:[-–,:(]|làm|là)\s*(?P<function>{FUNCTION})\s*\)?[.;,]*$")
LED_BY = re.compile(rf"(?:do|Do)\s+(?P<who>[^.;]{{5,160}}?)\s+làm\s+(?P<function>{FUNCTION})", re.IGNORECASE)
MEMBERS = re.compile(
    r"thành viên\s+(?:[Đđ]oàn(?:\s+kiểm tra)?\s+)?(?:là|gồm)\s*:?\s*(?P<who>[^.]{5,600})", re.IGNORECASE
)
OF_LEADERS = re.compile(
    r"^(?:(?:đại diện|là)\s+)?(?:lãnh đạo|chuyên viên|công chức)?\s*(?:lãnh đạo\s+)?", re.IGNORECASE
)
AGENCY_OF = re.compile(
    r"(?:Sở|Văn phòng|Thanh tra|Công an|Phòng|Ban|Trung tâm|Chi cục|Cục|UBND|Ủy ban nhân dân|Bộ)\s+(?:[^\W\d_]+[ ,-]{0,2}){1,9}?(?=$|[.;()]|,\s(?!Thể thao)|\s[-–]\s)"
)
INSPECTED = re.compile(
    r"(?:doi tuong|don vi|co quan|dia phuong)(?:, (?:don vi|dia phuong))* (?:duoc |duoc tien hanh )?kiem tra|^dia diem kiem tra"
)
INSPECTED_INLINE = re.compile(
    r"(?:tiến hành\s+)?[Kk]iểm tra\s+(?:trực tiếp\s+)?(?:thực tế\s+)?tại\s+(?:\d{1,3}\s+)?(?:(?:cơ quan|đơn vị)[^:.;]{0,40}:\s*)?(?P<who>[^.;]{3,400})"
)
WHEN = re.compile(r"^thoi gian(?: va dia diem| du kien| tien hanh| to chuc| thuc hien)*(?: kiem tra)?\b")
WHEN_INLINE = re.compile(
    r"(?:kiểm tra|hoàn thành)[^.;:]{0,80}?\s(?P<due>(?:từ|trong|trước|vào|quý|tháng)\s+(?:ngày|tháng|quý|năm|nay|đầu|\d|[IVX])[^.;]{0,60})",
    re.IGNORECASE,
)
OWN_DAY = re.compile(
    r"\s*[:(–-]\s*(?P<due>(?:[Dd]ự kiến|[Tt]rong|[Vv]ào|[Tt]ừ|[Nn]gày|[Tt]háng|[Qq]uý|[Tt]rước)\b[^()]{2,60})\)?(?:\s*\([^()]*\))?\s*[.;]?$"
)
AT_MANY = re.compile(r"\btại\s+(?P<who>các\s+(?:sở|cơ quan|phòng|đơn vị)[^.;]{3,160}?)(?=[.;]|\s+trên địa bàn|$)")
TEAM = "Đoàn kiểm tra"
NO_DUE = Due()
MOST_LISTED = 60
OPENING = 20


@dataclass(frozen=True)
class Member:
    """One person or group of the team: "Trưởng đoàn", "Ông Trần Văn Minh, Phó Giám đốc Sở Nội vụ"."""

    function: str
    who: str
    start: int
    end: int


@dataclass(frozen=True)
class Window:
    words: str
    due: Due


def read_inspection(text: Text, lines: tuple[Line, ...], title: str, year: int | None) -> tuple[TaskReading, ...]:
    """The team as one task, then each agency to be inspected within the window of time."""
    members = tuple(_members(text, lines))
    window = _window(lines, year)
    chief = next((one for one in members if fold(one.function).startswith("truong doan")), None)
    inspected = list(_inspected(text, lines, year))
    tasks = [_team_task(members, window, chief)] if members else []
    tasks += [_task(place, subject(title), window, chief, members) for place in inspected]
    return tuple(tasks)


def subject(title: str) -> str:
    """What is inspected: "công tác cải cách hành chính" of "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026"."""
    found = re.search(
        r"kiểm tra\s+(?P<what>.+?)(?=\s+(?:năm \d{4}|tại|trên địa bàn|của|đối với|tháng|quý)\b|$)", title, re.IGNORECASE
    )
    return found["what"] if found else "công tác cải cách hành chính"


# --- the team -------------------------------------------------------------------------------------------------------------


def _members(text: Text, lines: tuple[Line, ...]) -> Iterator[Member]:
    """From a table of names, else from lines of functions, else from a sentence."""
    tabled = [member for block in text.blocks if isinstance(block, Table) for member in _tabled(block)]
    listed = [member for line in lines if not line.in_table for member in _listed(line)]
    yield from tabled or listed


def _tabled(table: Table) -> Iterator[Member]:
    columns = columns_of(table.rows)
    if columns is None or not columns.is_of_members:
        return
    for row in table.rows[columns.body_at :]:
        told = {
            kind: row.cells[place].text for place, kind in enumerate(columns.kinds) if not row.cells[place].is_repeated
        }
        name = told.get(Column.MEMBER, "")
        if name and not row.is_section:
            office = next((told[kind] for kind in (Column.OFFICE, Column.LEAD) if told.get(kind)), "")
            who = ", ".join(part for part in (name, office) if part)
            yield Member(told.get(Column.ROLE) or "Thành viên", who, row.cells[0].start, _end(row))


def _end(row: Row) -> int:
    return max(cell.end for cell in row.cells)


def _listed(line: Line) -> Iterator[Member]:
    words = line.words
    named = BEFORE_NAME.match(words) or AFTER_NAME.fullmatch(words)
    if named:
        yield _member(line, named)
        return
    for pattern in (LED_BY, MEMBERS):
        told = pattern.search(words)
        if told:
            yield _member(line, told)


def _member(line: Line, named: re.Match) -> Member:
    function = named.groupdict().get("function") or "Thành viên"
    start = line.words_start + named.start()
    return Member(_capital(function), _name_first(named["who"].strip(" .;,")), start, line.words_start + named.end())


def _name_first(who: str) -> str:
    """ "Phó Giám đốc Sở Nội vụ Trần Văn Minh" as lists write it: the name, then the office."""
    told = OFFICE_THEN_NAME.fullmatch(who)
    return f"{told['name']}, {told['office']}" if told else who


def _capital(function: str) -> str:
    words = " ".join(function.split())
    return words[:1].upper() + words[1:].replace("Đoàn", "đoàn")


def _agencies(members: tuple[Member, ...]) -> tuple[str, ...]:
    """The agencies whose people are in the team."""
    found: list[str] = []
    for member in members:
        bare = OF_LEADERS.sub("", re.sub(r"\s*\([^()]*\)", "", member.who))
        if BEGINS.match(bare):
            found += split_parties(bare.replace("các sở, ngành:", "các sở:"))
        else:
            found += [one[0].strip(" ,") for one in AGENCY_OF.finditer(member.who)]
    return tuple(dict.fromkeys(found))


# --- agencies and time ----------------------------------------------------------------------------------------------------


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


def _inspected(text: Text, lines: tuple[Line, ...], year: int | None) -> Iterator[Inspected]:
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
                yield Inspected(name, row.cells[0].start, _end(row), spot, due_text, due, person)


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
        told = None if line.in_table else INSPECTED_INLINE.search(line.text, 0, 4_000)
        for name in split_parties(told["who"]) if told else ():
            if BEGINS.match(name):
                yield Inspected(name, line.start + told.start(), line.start + told.end(), _place(line))


def _inspected_at_many(lines: tuple[Line, ...]) -> Iterator[Inspected]:
    """Where no agency is named: "tại các sở, ban, ngành"."""
    for line in lines[:OPENING]:
        told = None if line.in_table else AT_MANY.search(line.text, 0, 4_000)
        if told and "kiểm tra" in line.text.lower():
            yield Inspected(
                told["who"].strip(), line.start + told.start("who"), line.start + told.end("who"), _place(line)
            )


def _place(line: Line) -> str:
    return f"mục {line.marker.rstrip('.)-–')}" if line.marker and line.marker[0].isalnum() else ""


def _window(lines: tuple[Line, ...], year: int | None) -> Window:
    """When the team goes: behind "Thời gian kiểm tra", below it, or in a sentence; not the period looked into ("thời kỳ")."""
    for at, line in enumerate(lines):
        if line.in_table or not WHEN.match(fold(line.words[:60])):
            continue
        behind = line.words.partition(":")[2].strip() or (lines[at + 1].words if at + 1 < len(lines) else "")
        due = read_due(behind, year)
        if due.day:
            return Window(behind.strip(" .;"), due)
    for line in lines:
        told = None if line.in_table else WHEN_INLINE.search(line.text, 0, 4_000)
        if told and read_due(told["due"], year).day:
            return Window(told["due"].strip(), read_due(told["due"], year))
    return Window("", Due())


# --- tasks ----------------------------------------------------------------------------------------------------------------


def _team_task(members: tuple[Member, ...], window: Window, chief: Member | None) -> TaskReading:
    told = "; ".join(f"{one.function}: {one.who}" for one in members)
    return TaskReading(
        content=f"Thành lập {TEAM}: {told}",
        start=members[0].start,
        end=members[-1].end,
        section="Thành phần Đoàn kiểm tra",
        lead=_leading(members, chief),
        supporting=_helping(members, chief),
        due_text=window.words,
        due=window.due.day,
        starts_on=window.due.starts_on,
        person=_person(chief),
    )


def _task(one: Inspected, what: str, window: Window, chief: Member | None, members: tuple[Member, ...]) -> TaskReading:
    own = bool(one.due_text)
    return TaskReading(
        content=f"Kiểm tra {what} tại {one.name}",
        start=one.start,
        end=one.end,
        place=one.place,
        section="Đơn vị được kiểm tra",
        lead=_leading(members, chief) or TEAM,
        supporting=_helping(members, chief),
        due_text=one.due_text if own else window.words,
        due=one.due.day if own else window.due.day,
        starts_on=one.due.starts_on if own else window.due.starts_on,
        person=one.person or _person(chief),
    )


def _leading(members: tuple[Member, ...], chief: Member | None) -> str:
    """The chief's agency."""
    return next(iter(_agencies((chief,) if chief else members)), "")


def _helping(members: tuple[Member, ...], chief: Member | None) -> tuple[str, ...]:
    """The agencies of the team but the chief's own."""
    return _agencies(tuple(one for one in members if one is not chief))


def _person(chief: Member | None) -> str:
    return f"{chief.function}: {chief.who}" if chief else ""
