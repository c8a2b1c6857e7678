"""Which days a period has for an agency: by rule, or as its office, or the nearest one above, has set them."""

from collections.abc import Iterable
from typing import Self

from agencies.models import Agency
from periods.models import PeriodDates, ReportingPeriod
from periods.period import PeriodDays


class DateBook:
    """The offices' own dates of some periods, read in one query and asked for any agency."""

    def __init__(self, rows: Iterable[PeriodDates]):
        self._rows = {(row.period_id, row.office_id): row for row in rows}

    @classmethod
    def load(cls, periods: Iterable[ReportingPeriod]) -> Self:
        return cls(PeriodDates.objects.filter(period__in=list(periods)).select_related("office", "closed_by"))

    def days(self, period: ReportingPeriod, agency: Agency) -> PeriodDays:
        """The period's days for this agency; each day from the nearest office that set it."""
        rows = self._from_nearest(period, agency)
        return PeriodDays(
            starts_on=next((row.data_from for row in rows if row.data_from), period.data_from),
            ends_on=next((row.data_to for row in rows if row.data_to), period.data_to),
            opens_on=next((row.opens_on for row in rows if row.opens_on), period.opens_on),
            due_on=next((row.due_on for row in rows if row.due_on), period.due_on),
        )

    def setting(self, period: ReportingPeriod, agency: Agency) -> PeriodDates | None:
        """The nearest office's own dates, with its reason; None where the rule stands."""
        return next((row for row in self._from_nearest(period, agency) if row.has_days), None)

    def closing(self, period: ReportingPeriod, agency: Agency) -> PeriodDates | None:
        """The nearest closing that binds this agency; None while the period is not closed for it."""
        return next((row for row in self._from_nearest(period, agency) if row.closed_at), None)

    def highest_closing(self, period: ReportingPeriod, agency: Agency) -> PeriodDates | None:
        """Of several closings the one that only the highest office takes back."""
        return next((row for row in reversed(self._from_nearest(period, agency)) if row.closed_at), None)

    def _from_nearest(self, period: ReportingPeriod, agency: Agency) -> list[PeriodDates]:
        found = (self._rows.get((period.pk, office_id)) for office_id in line_of_offices(agency))
        return [row for row in found if row]


def line_of_offices(agency: Agency) -> list[int]:
    """The ids of the agency and of everything above it in today's tree, nearest first."""
    above = [int(part) for part in agency.path.split("/") if part]
    return above[::-1] or [agency.pk]
