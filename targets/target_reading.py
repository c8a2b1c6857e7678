"""A target as read from a sentence or a table row: what `targets/wording.py` finds and a person then decides on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ReadKind(StrEnum):
    """What a sentence sets; DESIGN §3–4 says as what it is stored."""

    RATIO = "ratio"
    SATISFACTION = "satisfaction"
    SHARE_OF_UNITS = "share_of_units"
    RANK = "rank"
    GRADE = "grade"
    COUNT_PER_PERIOD = "count_per_period"
    COUNT = "count"
    DURATION = "duration"
    CHANGE = "change"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class InnerCondition:
    """What each unit of a share must meet, in words; comparator and value only where a number is set."""

    words: str
    comparator: str = ""
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True)
class TargetReading:
    """One target. `comparator` is one of >= <= = > <; `value` is None for a grade or a deadline.

    `start` and `end` hold the number with its comparator and unit, `sentence_start` the sentence, all counted in the text
    that was read, so that `text[sentence_start:][:len(sentence)] == sentence`. `value_max` ends a range; `stretch` is
    what "hướng tới" adds; for a change `value` is its size, `direction` "up" or "down", `relative` one of percent,
    points, times, places; `window` is "half" or "quarter" for "mỗi 6 tháng", "mỗi quý". `due` keeps the plan's words or
    year, `due_on` the day where one is named. `doubts` say in Vietnamese what a person should look at.
    """

    sentence: str
    sentence_start: int
    start: int
    end: int
    indicator: str
    comparator: str
    value: Decimal | None
    unit: str
    kind: ReadKind
    value_max: Decimal | None = None
    stretch: Decimal | None = None
    grade: str = ""
    inner: InnerCondition | None = None
    scope: str = ""
    due: str = ""
    due_on: date | None = None
    window: str = ""
    direction: str = ""
    relative: str = ""
    baseline: str = ""
    area: str = ""
    section: str = ""
    place: str = ""
    watching: str = ""
    doubts: tuple[str, ...] = ()
