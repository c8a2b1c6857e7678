"""The reporting periods of the made-up nation: the years before are closed, the last year's report was opened early."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from accounts.models import User
from agencies.models import Agency
from dashboard.nation import codes
from periods.actions import keys_of, row_of
from periods.models import PeriodDates, ReportingPeriod
from periods.period import Period, PeriodKind, whole_year

CLOSED_AFTER = timedelta(days=30)
OPENED_EARLY_ON = date(codes.LAST_YEAR, 11, 16)
REASON = "Mở sớm để các đơn vị rà soát số liệu trước khi kết thúc năm."


def write_periods(years: range, root: Agency, by: User) -> dict[Period, ReportingPeriod]:
    """The rows of all periods, and what the root has decided about them."""
    rows = [row_of(key) for year in years for key in keys_of(year)]
    for pk, row in enumerate(rows, start=1):
        row.pk = pk
    ReportingPeriod.objects.bulk_create(rows)
    number = count(1)
    closed = [_closed(next(number), row, root, by) for row in rows if _is_closed(row.key)]
    early = next(row for row in rows if row.key == whole_year(codes.LAST_YEAR))
    opened = PeriodDates(pk=next(number), period=early, office=root, opens_on=OPENED_EARLY_ON, reason=REASON)
    PeriodDates.objects.bulk_create([*closed, opened])
    return {row.key: row for row in rows}


def _is_closed(key: Period) -> bool:
    """The years before, and the first half of the last one."""
    return key.year < codes.LAST_YEAR or Period(PeriodKind.HALF, codes.LAST_YEAR).contains(key)


def _closed(pk: int, row: ReportingPeriod, root: Agency, by: User) -> PeriodDates:
    at = datetime.combine(row.due_on + CLOSED_AFTER, time(9), tzinfo=UTC)
    return PeriodDates(pk=pk, period=row, office=root, closed_at=at, closed_by=by)
