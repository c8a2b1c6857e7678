"""Whether a page says what hand-written SQL finds in the raw figures: two times are compared only for one answer."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from agencies.models import Agency
from dashboard.benching import bare
from dashboard.measuring import rows_of
from targets.models import TargetVersion
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, Scope
from ui.numbers import round_half_up, write_number

FULL = 100
SHOWN = r'href="/can-cu/{target}/[^"]*">([0-9.,−]+)%</a>'  # the column "Thực hiện" of a row


class Unlike(Exception):
    """A page and the SQL beside it do not say the same."""


def require_same_sums(office: Agency, year: int, until: date, page: bytes) -> None:
    """The percentages of an office's own whole targets, year to date, as the page shows them."""
    ((sql, params),) = bare.raw_sums(office, year, until)
    sums = {indicator: (part, whole) for indicator, part, whole, *_ in rows_of(sql, params)}
    content, compared = page.decode(), 0
    for version in _comparable(office, year):
        found = re.search(SHOWN.format(target=version.target_id), content)
        part, whole = sums.get(version.target.indicator_id) or (None, None)
        if found and whole:
            compared += 1
            _require_same(version, found[1], Decimal(str(part)) * FULL / Decimal(str(whole)))
    if not compared:
        raise Unlike(f"Trang của {office} không có tỷ lệ nào để so với SQL.")


def _require_same(version: TargetVersion, shown: str, exact: Decimal) -> None:
    places = len(shown.partition(",")[2])
    expected = write_number(round_half_up(exact, places))
    if shown != expected:
        raise Unlike(f"{version.target.indicator.code}: trang ghi {shown}%, SQL tính {expected}%.")


def _comparable(office: Agency, year: int) -> Iterable[TargetVersion]:
    """Ratios of flows over the whole year, judged for the office with all below it."""
    return TargetVersion.objects.filter(
        target__plan__issuer=office,
        scope=Scope.WHOLE,
        due_on__isnull=True,
        due_kind="year",
        first_year__lte=year,
        last_year__gte=year,
        target__indicator__kind=Kind.RATIO,
        target__indicator__across_periods=AcrossPeriods.SUM,
        target__indicator__across_agencies=AcrossAgencies.SUM,
    ).select_related("target__indicator")
