"""Tasks whose sentence ends with who and when in brackets: "… (Phòng Nội vụ chủ trì; các phòng phối hợp; xong trong quý III)."."""

import re

from plans.paper.due import read_due
from plans.paper.lines import Line
from plans.paper.parties import BEGINS, split_parties
from plans.paper.shapes import TaskReading

BRACKETS = re.compile(r"\s*\((?P<inside>[^()]{8,400})\)\s*[.;]?$")
LEADS = re.compile(
    r"^(?:do\s+|giao\s+)?(?P<who>.+?)\s+(?:chủ\s+trì|thực\s+hiện|làm\s+đầu\s+mối|tham\s+mưu|chịu\s+trách\s+nhiệm)(?:\s+thực\s+hiện)?$",
    re.IGNORECASE,
)
HELPS = re.compile(r"^(?:(?P<who>.+?)\s+phối\s+hợp|phối\s+hợp\s+(?:với\s+)?(?P<with>.+))$", re.IGNORECASE)
BEFORE_DUE = re.compile(
    r"^(?:(?:hoàn thành|xong)\s+|(?:thời gian|thời hạn)(?:\s+(?:thực hiện|hoàn thành))?\s*:?\s*)", re.IGNORECASE
)
BUDGET = re.compile(r"^(?:dự\s+kiến\s+)?kinh\s+phí\s*:?\s*(?P<words>.+)$", re.IGNORECASE)
MOST_LINE = 4_000


def read_bracketed(lines: tuple[Line, ...], year: int | None) -> tuple[TaskReading, ...]:
    found = (_task(line, year) for line in lines if not line.in_table and len(line.text) <= MOST_LINE)
    return tuple(task for task in found if task)


def _task(line: Line, year: int | None) -> TaskReading | None:
    """A task where the brackets name who leads; brackets that explain something else make none."""
    brackets = BRACKETS.search(line.words)
    parts = (
        [
            part.strip(" .")
            for part in re.split(r";|,\s+(?=hoàn thành|xong|trước|trong|kinh phí|phối hợp)", brackets["inside"])
        ]
        if brackets
        else []
    )
    lead = next((told["who"] for part in parts if (told := LEADS.match(part)) and BEGINS.match(told["who"])), "")
    content = line.words[: brackets.start()].strip(" .;,") if brackets else ""
    if not lead or not content:
        return None
    due_text, due = _due(parts, year)
    return TaskReading(
        content=content,
        start=line.start,
        end=line.end,
        place=f"mục {line.marker.rstrip('.)-')}" if line.marker[:1].isalnum() else "",
        lead=lead,
        supporting=_helping(parts),
        due_text=due_text,
        due=due.day,
        is_regular=due.is_regular,
        starts_on=due.starts_on,
        budget_text=next((told["words"] for part in parts if (told := BUDGET.match(part))), ""),
    )


def _due(parts: list[str], year: int | None):
    """The part that names a time; without one, no time."""
    for part in parts:
        due = read_due(part, year)
        if due.day or due.is_regular:
            return BEFORE_DUE.sub("", part), due
    return "", read_due("", year)


def _helping(parts: list[str]) -> tuple[str, ...]:
    helping = (HELPS.match(part) for part in parts)
    return tuple(name for told in helping if told for name in split_parties(told["who"] or told["with"]))
