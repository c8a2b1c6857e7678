"""What keeps agencies from typing in a period today: its closing, unless it was opened again for just this agency."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from agencies.models import Agency
from periods.dates import DateBook, line_of_offices
from periods.models import PeriodDates, PeriodOpening, ReportingPeriod


class Locks:
    """The closings of some periods, less the openings in force today; two queries, asked for any agency.

    Judging never asks here: a period stays closed for it, whoever may still type (`DateBook.closing`).
    """

    def __init__(self, book: DateBook, openings: Iterable[PeriodOpening]):
        self.book = book
        self._openings = {(row.period_id, row.agency_id): row for row in openings}

    @classmethod
    def load(cls, periods: Iterable[ReportingPeriod], today: date) -> Self:
        periods = list(periods)
        openings = PeriodOpening.objects.in_force(today).filter(period__in=periods).select_related("office", "by")
        return cls(DateBook.load(periods), openings)

    def closing(self, period: ReportingPeriod, agency: Agency) -> PeriodDates | None:
        """What keeps this agency from typing; None while the period is not closed, or is opened for the agency.

        An opening undoes the closings of its own office and of those below it, never that of an office above. Named is the
        highest closing: only who holds that one can help.
        """
        closing = self.book.highest_closing(period, agency)
        opening = self._openings.get((period.pk, agency.pk))
        if closing is None or opening is None:
            return closing
        offices = line_of_offices(agency)
        is_from_above = (
            opening.office_id in offices and closing.office_id in offices[: offices.index(opening.office_id) + 1]
        )
        return None if is_from_above else closing

    def opening(self, period: ReportingPeriod, agency: Agency) -> PeriodOpening | None:
        """The opening by which this agency types in a period that is closed for the others."""
        if self.closing(period, agency) or not self.book.closing(period, agency):
            return None
        return self._openings.get((period.pk, agency.pk))
