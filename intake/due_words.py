"""When a read target falls due, as the target form asks it: which years, and a period of the year or a day."""

import re
from dataclasses import dataclass
from datetime import date

from ui.days import write_day
from ui.vietnamese import fold

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
YEAR = re.compile(r"\b(20[0-9]{2})\b")
YEARS = re.compile(r"\b(20[0-9]{2})\s*[-–]\s*(20[0-9]{2})\b")
QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])\b")
MONTH = re.compile(r"\bthang (1[0-2]|0?[1-9])\b")
FIRST_HALF = re.compile(r"\b(6|06|sau) thang dau nam\b")
SECOND_HALF = re.compile(r"\b(6|06|sau) thang cuoi nam\b")


@dataclass(frozen=True)
class DueWords:
    """`choice` is a key of the form's list ("year-1", "quarter-3", "day"); `day` only with "day"."""

    first_year: int
    last_year: int
    choice: str = "year-1"
    day: date | None = None

    @property
    def typed(self) -> dict[str, str]:
        typed = {"first_year": str(self.first_year), "last_year": str(self.last_year), "due": self.choice}
        return typed | ({"due_on": write_day(self.day)} if self.day else {})


def due_of(words: str, day: date | None, years: tuple[int, int]) -> DueWords:
    """From the plan's words ("2025", "Quý III/2026") and the named day; without either, the years of the plan.

    The last day of a year is said of what falls due with the year: judged by the year's own report.
    """
    if day:
        is_year_end = (day.month, day.day) == (12, 31)
        return DueWords(day.year, day.year) if is_year_end else DueWords(day.year, day.year, "day", day)
    return DueWords(*_years(words, years), _choice(words))


def _years(words: str, years: tuple[int, int]) -> tuple[int, int]:
    if spanned := YEARS.search(words):
        first, last = sorted(int(year) for year in spanned.groups())
        return first, last
    named = [int(year) for year in YEAR.findall(words)]
    return (named[-1], named[-1]) if named else years


def _choice(words: str) -> str:
    plain = fold(words)
    if quarter := QUARTER.search(plain):
        said = quarter.group(1)
        return f"quarter-{ROMAN.get(said) or int(said)}"
    if FIRST_HALF.search(plain):
        return "half-1"
    if SECOND_HALF.search(plain):
        return "half-2"
    if month := MONTH.search(plain):
        return f"month-{int(month.group(1))}"
    return "year-1"
