"""An inspection plan: its team and each agency that it goes to are tasks, within the window of time."""

import re
from dataclasses import dataclass

from documents.text import Text
from plans.paper.due import Due, read_due
from plans.paper.inspected import Inspected, read_inspected
from plans.paper.lines import Line
from plans.paper.shapes import TaskReading
from plans.paper.team import Team, read_team
from ui.vietnamese import fold

WHEN = re.compile(r"^thoi gian(?: va dia diem| du kien| tien hanh| to chuc| thuc hien)*(?: kiem tra)?\b")
WHEN_INLINE = re.compile(
    r"(?:kiểm tra|hoàn thành)[^.;:]{0,80}?\s(?P<due>(?:từ|trong|trước|vào|quý|tháng)\s+(?:ngày|tháng|quý|năm|nay|đầu|\d|[IVX])[^.;]{0,60})",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"kiểm tra\s+(?P<what>.+?)(?=\s+(?:năm \d{4}|tại|trên địa bàn|của|đối với|tháng|quý)\b|$)", re.IGNORECASE
)
USUAL_SUBJECT = "công tác cải cách hành chính"
TEAM = "Đoàn kiểm tra"
MOST_LINE = 4_000


@dataclass(frozen=True)
class Window:
    words: str
    due: Due


def read_inspection(text: Text, lines: tuple[Line, ...], title: str, year: int | None) -> tuple[TaskReading, ...]:
    """The team as one task, then each agency to be inspected."""
    team, window = read_team(text, lines), _window(lines, year)
    tasks = [_team_task(team, window)] if team.members else []
    tasks += [_task(one, _subject(title), window, team) for one in read_inspected(text, lines, year)]
    return tuple(tasks)


def _subject(title: str) -> str:
    """What is inspected: "công tác cải cách hành chính" of "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026"."""
    found = SUBJECT.search(title)
    return found["what"] if found else USUAL_SUBJECT


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
        told = None if line.in_table else WHEN_INLINE.search(line.text, 0, MOST_LINE)
        if told and read_due(told["due"], year).day:
            return Window(told["due"].strip(), read_due(told["due"], year))
    return Window("", Due())


def _team_task(team: Team, window: Window) -> TaskReading:
    told = "; ".join(f"{one.function}: {one.who}" for one in team.members)
    return TaskReading(
        content=f"Thành lập {TEAM}: {told}",
        start=team.members[0].start,
        end=team.members[-1].end,
        section="Thành phần Đoàn kiểm tra",
        lead=team.leading,
        supporting=team.helping,
        due_text=window.words,
        due=window.due.day,
        starts_on=window.due.starts_on,
        person=team.answering,
    )


def _task(one: Inspected, what: str, window: Window, team: Team) -> TaskReading:
    due_text, due = (one.due_text, one.due) if one.due_text else (window.words, window.due)
    return TaskReading(
        content=f"Kiểm tra {what} tại {one.name}",
        start=one.start,
        end=one.end,
        place=one.place,
        section="Đơn vị được kiểm tra",
        lead=team.leading or TEAM,
        supporting=team.helping,
        due_text=due_text,
        due=due.day,
        starts_on=due.starts_on,
        person=one.person or team.answering,
    )
