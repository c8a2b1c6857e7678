"""Mergers, moves and dissolutions in mid-year, from stored rows to the verdict (DESIGN §4, §8)."""

from fractions import Fraction

import pytest

from agencies.models import Placement
from periods.models import PeriodDates
from targets.models import TargetVersion
from targets.terms import Comparator, RelativeKind, Verdict
from tests import make
from tests.targets.boards import (
    AFTER_Q3,
    AFTER_YEAR,
    HALF,
    MERGED_ON,
    Q3,
    WHOLE,
    WHOLE_BEFORE,
    board_of,
    count_indicator,
    merged,
    only_result,
    stock_indicator,
)

pytestmark = pytest.mark.django_db


def close(office, checker, *periods):
    for period in periods:
        row = make.period(period.kind, period.year, period.order)
        PeriodDates.objects.create(period=row, office=office, closed_at=make.NOON, closed_by=checker)


def moved(agency, to, day=MERGED_ON):
    Placement.objects.filter(agency=agency).update(until=day)
    Placement.objects.create(agency=agency, parent=to, from_day=day)


def test_a_centre_that_came_over_with_its_commune_brings_its_work_of_the_months_before(report, province):
    """5 in the half year under the old commune, 2 more in Quý III under the new one: 7 for the new one, once."""
    new, (old,) = merged(province, "Xã Một")
    centre = make.agency("Trung tâm", parent=old)
    moved(centre, new)
    indicator = count_indicator()
    report(centre, indicator, HALF, 5)
    report(centre, indicator, Q3, 2)
    for agency in (new, province):
        make.target(agency, indicator, value=50)
    assert [result.attainment.value for result in board_of(province, AFTER_Q3).results] == [7, 7]


def test_the_baseline_of_a_merged_agency_counts_a_unit_that_moved_before_the_merger(report, province):
    new, (old,) = merged(province, "Xã Một")
    centre = make.agency("Trung tâm", parent=old)
    moved(centre, new)
    indicator = stock_indicator()
    report(old, indicator, WHOLE_BEFORE, 60)
    report(centre, indicator, WHOLE_BEFORE, 40)
    report(new, indicator, Q3, 30)
    report(centre, indicator, Q3, 15)
    half = {"value": 50, "relative_kind": RelativeKind.PERCENT, "direction": TargetVersion.Direction.DOWN}
    make.target(new, indicator, comparator=Comparator.AT_LEAST, **half)
    attainment = only_result(province, AFTER_Q3).attainment
    assert (attainment.asked.high, attainment.value) == (50, 45)


def test_a_closing_also_settles_the_last_report_of_an_agency_that_has_ended(report, province, checker):
    """The old commune owes Quý III up to 30/06; the province closes Quý III on its own last day, when it is gone."""
    new, (old,) = merged(province, "Xã Một")
    indicator = make.indicator()
    report(old, indicator, HALF, 90, 100)
    report(old, indicator, Q3)
    report(new, indicator, Q3, 96, 100)
    report(new, indicator, WHOLE, 96, 100)
    make.target(province, indicator)
    assert not only_result(province, AFTER_YEAR).attainment.is_final
    close(province, checker, WHOLE)
    final = only_result(province, AFTER_YEAR).attainment
    assert (final.is_final, final.verdict, final.value) == (True, Verdict.MISSED, Fraction(93))
    assert [agency.name for agency in final.coverage.missing] == ["Xã Một"]
