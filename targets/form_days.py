"""From which day, and which period, a change of a report form holds; what was opened before keeps its own rows."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from periods.models import ReportingPeriod
from periods.period import Calendar, Period, before_in, first_ending_from, next_in, periods_of
from targets.models import Figure, FormLine, ReportForm
from targets.terms import Typed

YEARS_AHEAD = 2


def first_day_in(calendar: Calendar, period: Period) -> date:
    """The day from which a line holds that begins with this period: the one after the last data day before it, by law.

    A period's lines are those that hold on its last data day, so that overlapping periods (6 tháng, năm) are told apart.
    """
    return before_in(calendar, period).ends_on + timedelta(days=1)


def first_day_after(calendar: Calendar, period: Period) -> date:
    """The day before which something holds whose last period is this one."""
    return first_day_in(calendar, next_in(calendar, period))


def opened_periods(form: ReportForm) -> list[ReportingPeriod]:
    """The periods of which the form has reports, by their last day."""
    return list(ReportingPeriod.objects.filter(submissions__form=form).distinct())


def last_opened(form: ReportForm) -> Period | None:
    return max((row.key for row in opened_periods(form)), default=None)


def periods_to_begin(form: ReportForm) -> list[Period]:
    """The periods from which a change may hold: the last one opened and those after it; none while nothing was opened.

    Not before a change that is laid already: the lines of a form follow one another.
    """
    opened = last_opened(form)
    if opened is None:
        return []
    calendar = Calendar(form.calendar)
    floor = max([opened, *(first_ending_from(calendar, day) for day in _turns(form))])
    years = range(floor.year, floor.year + YEARS_AHEAD + 1)
    return [period for year in years for period in periods_of(calendar, year) if not period < floor]


def usual_beginning(form: ReportForm, periods: list[Period]) -> Period | None:
    """The next period that was not opened yet."""
    opened = last_opened(form)
    return next((period for period in periods if opened < period), None) if opened else None


def _turns(form: ReportForm) -> list[date]:
    """The days on which lines of the form begin or end."""
    days = form.lines.values_list("from_day", "until")
    return [day for pair in days for day in pair if day]


@dataclass(frozen=True)
class LineGround:
    """What a change of lines must respect.

    start: the day from which it holds; None while nothing was opened: then it always held. used: the lines on which
    figures stand. typed: how each indicator was typed in the year in which the change begins.
    """

    start: date | None
    used: frozenset[int]
    typed: dict[int, Typed]

    @classmethod
    def of(cls, form: ReportForm, begins: Period | None) -> Self:
        if begins is None:
            return cls(None, frozenset(), {})
        figures = Figure.objects.filter(line__form=form)
        this_year = figures.filter(period__year=begins.year).values_list("indicator_id", "typed").distinct()
        return cls(
            start=first_day_in(Calendar(form.calendar), begins),
            used=frozenset(figures.values_list("line_id", flat=True).distinct()),
            typed={indicator: Typed(typed) for indicator, typed in this_year},
        )

    def held_before(self, line: FormLine) -> bool:
        """Whether the line holds in periods before the change, or figures stand on it: it ends, and another begins."""
        return line.pk in self.used or bool(self.start and line.from_day and line.from_day < self.start)
