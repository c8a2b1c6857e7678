"""A reporting period: its key, name and data days by law.

Data days: Nghị định 09/2019/NĐ-CP, Điều 12: from day 15 of the month before the period to day 14 of its last month.
So the year 2026 runs from 15/12/2025 to 14/12/2026, and every period is a run of its twelve months.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextChoices

FIRST_DAY, LAST_DAY = 15, 14
DUE_DAY = 17  # of the last month; the ministry has asked provinces for theirs by day 20
OPEN_DAYS_BEFORE_END = 7
MONTHS_OF_YEAR = 12
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class PeriodKind(TextChoices):
    """The length of a period. Its key is (kind, year, order)."""

    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF = "half", "6 tháng"
    YEAR = "year", "năm"


class Calendar(TextChoices):
    """Which periods of a year a form is reported for."""

    MONTHS = "months", "hằng tháng"
    QUARTERS = "quarters", "hằng quý"
    CCHC = "cchc", "báo cáo CCHC (Quý I, 6 tháng, Quý III, năm)"
    HALVES = "halves", "6 tháng một lần"
    YEAR = "year", "hằng năm"


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
KEYS = {
    Calendar.MONTHS: tuple((PeriodKind.MONTH, order) for order in range(1, 13)),
    Calendar.QUARTERS: tuple((PeriodKind.QUARTER, order) for order in range(1, 5)),
    Calendar.CCHC: (
        (PeriodKind.QUARTER, 1),
        (PeriodKind.HALF, 1),
        (PeriodKind.QUARTER, 3),
        (PeriodKind.YEAR, 1),
    ),
    Calendar.HALVES: ((PeriodKind.HALF, 1), (PeriodKind.HALF, 2)),
    Calendar.YEAR: ((PeriodKind.YEAR, 1),),
}
SLUG = r"[0-9]{4}-(?:t(?:0[1-9]|1[0-2])|q[1-4]|6tc|6t|nam)"


class Span(NamedTuple):
    """A run of months of one year, counted in months passed: (0, 12) is the year, (3, 6) is Quý II."""

    start: int
    end: int

    @property
    def months(self) -> int:
        return self.end - self.start

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def shared_with(self, other: "Span") -> "Span | None":
        """The months that lie in both, or None."""
        return Span(max(self.start, other.start), min(self.end, other.end)) if self.overlaps(other) else None

    def __str__(self) -> str:
        """Its Vietnamese name without the year: "Quý II", "9 tháng đầu năm", "Quý II, Quý III"."""
        if self == Span(0, MONTHS_OF_YEAR):
            return "cả năm"
        if self.start % 3 or self.end % 3:
            return ", ".join(f"Tháng {month + 1}" for month in range(self.start, self.end))
        if self.months == 3:
            return f"Quý {ROMAN[self.end // 3]}"
        if self.start == 0:
            return f"{self.end} tháng đầu năm"
        if self == Span(6, MONTHS_OF_YEAR):
            return "6 tháng cuối năm"
        return ", ".join(f"Quý {ROMAN[end // 3]}" for end in range(self.start + 3, self.end + 1, 3))


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """The days of a period: by law, or an office's own where it set them. Every day is included."""

    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date

    def hold(self, day: date) -> bool:
        """Whether work of this day is reported in the period."""
        return self.starts_on <= day <= self.ends_on

    def are_over(self, today: date) -> bool:
        return self.ends_on < today

    def due_day_passed(self, today: date) -> bool:
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class Period:
    """The shared key of a period: kind, year, order in the year (from 1). Periods sort by their last day.

    span: the months that it covers, worked out from the key.
    """

    kind: PeriodKind
    year: int
    order: int = 1
    span: Span = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        months = MONTHS[self.kind]
        if not 1 <= self.order <= MONTHS_OF_YEAR // months:
            raise ValueError(f"Không có {PeriodKind(self.kind).label} thứ {self.order} trong một năm.")
        object.__setattr__(self, "span", Span((self.order - 1) * months, self.order * months))

    def __hash__(self) -> int:
        return hash((self.year, self.span))

    def __lt__(self, other: "Period") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        return self.label

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """By last day, then the shorter first: Quý I, 6 tháng, Quý III, năm."""
        return self.year, self.span.end, self.months

    @property
    def months(self) -> int:
        return self.span.months

    @property
    def starts_on(self) -> date:
        month = self.span.start  # the month before its first one; 0 is December of the year before
        return date(self.year, month, FIRST_DAY) if month else date(self.year - 1, 12, FIRST_DAY)

    @property
    def ends_on(self) -> date:
        return date(self.year, self.span.end, LAST_DAY)

    def days(self, due_day: int = DUE_DAY) -> PeriodDays:
        """The days by law, due on `due_day` of the last month."""
        return _days_by_law(self, due_day)

    def contains(self, other: "Period") -> bool:
        """Whether every day of the other lies in this one (itself included)."""
        return self.year == other.year and self.span.contains(other.span)

    def overlaps(self, other: "Period") -> bool:
        return self.year == other.year and self.span.overlaps(other.span)

    @property
    def year_before(self) -> "Period":
        """The same period a year earlier: cùng kỳ."""
        return Period(self.kind, self.year - 1, self.order)

    @property
    def name(self) -> str:
        """The name without the year: "Quý I", "6 tháng", "năm"."""
        return {
            PeriodKind.MONTH: f"Tháng {self.order}",
            PeriodKind.QUARTER: f"Quý {ROMAN.get(self.order)}",
            PeriodKind.HALF: "6 tháng" if self.order == 1 else "6 tháng cuối năm",
            PeriodKind.YEAR: "năm",
        }[self.kind]

    @property
    def label(self) -> str:
        match self.kind:
            case PeriodKind.MONTH | PeriodKind.QUARTER:
                return f"{self.name}/{self.year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.order == 1 else 'cuối'} năm {self.year}"
            case _:
                return f"Năm {self.year}"

    @property
    def slug(self) -> str:
        """Its place in an address: 2026-t05, 2026-q1, 2026-6t, 2026-6tc, 2026-nam."""
        ending = {
            PeriodKind.MONTH: f"t{self.order:02}",
            PeriodKind.QUARTER: f"q{self.order}",
            PeriodKind.HALF: "6t" if self.order == 1 else "6tc",
            PeriodKind.YEAR: "nam",
        }
        return f"{self.year}-{ending[self.kind]}"


@lru_cache(maxsize=1024)
def _days_by_law(period: Period, due_day: int) -> PeriodDays:
    return PeriodDays(
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        opens_on=period.ends_on - timedelta(days=OPEN_DAYS_BEFORE_END),
        due_on=period.ends_on.replace(day=due_day),
    )


def parse_slug(slug: str) -> Period:
    """The period that an address names; ValueError where it names none."""
    if not re.fullmatch(SLUG, slug):
        raise ValueError(f"“{slug}” không phải là một kỳ báo cáo.")
    year, ending = int(slug[:4]), slug[5:]
    if ending == "nam":
        return Period(PeriodKind.YEAR, year)
    if ending.startswith("6t"):
        return Period(PeriodKind.HALF, year, 2 if ending == "6tc" else 1)
    kind = PeriodKind.MONTH if ending.startswith("t") else PeriodKind.QUARTER
    return Period(kind, year, int(ending[1:]))


@lru_cache(maxsize=512)
def periods_of(calendar: Calendar, year: int) -> tuple[Period, ...]:
    """The periods that a calendar reports in a year, by their last day."""
    return tuple(Period(kind, year, order) for kind, order in KEYS[calendar])


def next_in(calendar: Calendar, period: Period) -> Period:
    """The period of a calendar that ends next after this one."""
    both_years = (*periods_of(calendar, period.year), *periods_of(calendar, period.year + 1))
    return min(later for later in both_years if period < later)


def before_in(calendar: Calendar, period: Period) -> Period:
    """The period of a calendar that ended last before this one."""
    both_years = (*periods_of(calendar, period.year - 1), *periods_of(calendar, period.year))
    return max(earlier for earlier in both_years if earlier < period)


def first_ending_from(calendar: Calendar, day: date) -> Period:
    """The first period of a calendar whose last data day is this day or later: what begins on a day holds from here."""
    years = (day.year, day.year + 1)
    return min(period for year in years for period in periods_of(calendar, year) if period.ends_on >= day)


def span_words(calendar: Calendar, from_day: date | None, until: date | None) -> str:
    """Of what holds in [from_day, until): "từ Quý III/2026", "đến hết Năm 2026", both, or nothing where it always holds."""
    begins = f"từ {first_ending_from(calendar, from_day)}" if from_day else ""
    ends = f"đến hết {before_in(calendar, first_ending_from(calendar, until))}" if until else ""
    return " ".join(filter(None, (begins, ends)))


def whole_year(year: int) -> Period:
    return Period(PeriodKind.YEAR, year)


def reporting_year(day: date) -> int:
    """The year in whose reports work of this day appears: 15/12/2025 belongs to 2026."""
    return day.year + 1 if (day.month, day.day) >= (12, FIRST_DAY) else day.year


def period_holding(day: date, calendar: Calendar) -> Period:
    """The period of a calendar whose data days hold a day; the shortest where several overlap."""
    holding = [period for period in periods_of(calendar, reporting_year(day)) if period.days().hold(day)]
    return min(holding, key=lambda period: period.months)


def last_ended(calendar: Calendar, today: date) -> Period:
    """The last period of a calendar whose data days are over."""
    year = reporting_year(today)
    both_years = (*periods_of(calendar, year - 1), *periods_of(calendar, year))
    return max(period for period in both_years if period.days().are_over(today))


@lru_cache(maxsize=64)
def common_ends(calendars: frozenset[Calendar]) -> tuple[int, ...]:
    """The months at whose end every one of these calendars has a report: months and CCHC share 3, 6, 9, 12."""
    ends = [{period.span.end for period in periods_of(calendar, 2000)} for calendar in calendars]
    return tuple(sorted(set.intersection(*ends))) if ends else ()
