"""The team of an inspection: its people, their functions, and the agencies they come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text import Table, Text
from plans.paper.columns import Column, columns_of
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.people import OFFICE_THEN_NAME
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
HEAD_OF_OFFICE = re.compile(
    r"\b(?:Phó )?Trưởng [Pp]hòng(?= (?:Nội vụ|Tư pháp|Văn hóa|Kinh tế|Tài chính|Y tế|Giáo dục|Thanh tra)\b)"
)
BULLET = re.compile(r"[-–+•*]|[a-zđ][.)]")
FUNCTION_ALONE = re.compile(rf"(?P<function>{FUNCTION})(?:\s+kiểm tra)?(?:\s+gồm(?: có)?)?\s*:?")


@dataclass(frozen=True)
class Member:
    """One person or group of the team: "Trưởng đoàn", "Ông Trần Văn Minh, Phó Giám đốc Sở Nội vụ"."""

    function: str
    who: str
    start: int
    end: int


@dataclass(frozen=True)
class Team:
    members: tuple[Member, ...]

    @property
    def chief(self) -> Member | None:
        return next((one for one in self.members if fold(one.function).startswith("truong doan")), None)

    @property
    def leading(self) -> str:
        """The chief's agency."""
        return next(iter(_agencies((self.chief,) if self.chief else self.members)), "")

    @property
    def helping(self) -> tuple[str, ...]:
        """The agencies of the others."""
        return _agencies(tuple(one for one in self.members if one is not self.chief))

    @property
    def answering(self) -> str:
        """Who answers for it: "Trưởng đoàn: Ông Trần Văn Minh, Phó Giám đốc Sở Nội vụ"."""
        return f"{self.chief.function}: {self.chief.who}" if self.chief else ""


def read_team(text: Text, lines: tuple[Line, ...]) -> Team:
    """From a table of names, else from lines of functions and from sentences."""
    tabled = [member for block in text.blocks if isinstance(block, Table) for member in _tabled(block)]
    return Team(tuple(tabled or _listed(lines)))


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
            yield Member(
                told.get(Column.ROLE) or "Thành viên", who, row.cells[0].start, max(cell.end for cell in row.cells)
            )


def _listed(lines: tuple[Line, ...]) -> Iterator[Member]:
    """Lines that name a function; below "Thành viên:" each bullet is one."""
    function = ""
    for line in (line for line in lines if not line.in_table):
        told = list(_told(line))
        alone = FUNCTION_ALONE.fullmatch(line.words)
        if told:
            yield from told
        elif function and BULLET.match(line.marker):
            yield Member(function, line.words.strip(" .;,"), line.words_start, line.end)
        else:
            function = _capital(alone["function"]) if alone else ""


def _told(line: Line) -> Iterator[Member]:
    named = BEFORE_NAME.match(line.words) or AFTER_NAME.fullmatch(line.words)
    if named:
        yield _member(line, named)
        return
    for pattern in (LED_BY, MEMBERS):
        told = pattern.search(line.words)
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
            who = HEAD_OF_OFFICE.sub("Phòng", member.who)
            found += [one[0].strip(" ,") for one in AGENCY_OF.finditer(who)]
    return tuple(dict.fromkeys(found))
