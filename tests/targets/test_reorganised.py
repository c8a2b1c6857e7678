"""Mergers, moves and dissolutions in mid-year, from stored rows to the verdict (DESIGN §4, §8)."""

from fractions import Fraction

import pytest

from periods.models import PeriodDates
from targets.models import TargetVersion
from targets.terms import Comparator, RelativeKind, Scope, Verdict
from tests import make
from tests.targets.boards import (
    AFTER_HALF,
    AFTER_Q3,
    AFTER_YEAR,
    HALF,
    Q3,
    WHOLE,
    WHOLE_BEFORE,
    board_of,
    count_indicator,
    merged,
    moved,
    only_result,
    stock_indicator,
)

pytestmark = pytest.mark.django_db


def close(office, checker, *periods):
    for period in periods:
        row = make.period(period.kind, period.year, period.order)
        PeriodDates.objects.create(period=row, office=office, closed_at=make.NOON, closed_by=checker)


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
    final = only_result(province, AFTER_YEAR).in_detail.attainment
    assert (final.is_final, final.verdict, final.value) == (True, Verdict.MISSED, Fraction(93))
    assert [agency.name for agency in final.coverage.missing] == ["Xã Một"]


@pytest.mark.parametrize(
    ("today", "cutoff", "verdicts", "counted"),
    [
        pytest.param(AFTER_HALF, HALF, [Verdict.ON_TRACK, Verdict.BEHIND, Verdict.NOT_APPLICABLE], 2, id="6 tháng"),
        pytest.param(AFTER_Q3, Q3, [Verdict.ON_TRACK, Verdict.NOT_APPLICABLE, Verdict.ON_TRACK], 2, id="Quý III"),
        pytest.param(
            AFTER_Q3, HALF, [Verdict.ON_TRACK, Verdict.BEHIND, Verdict.NOT_APPLICABLE], 2, id="xem lại 6 tháng"
        ),
    ],
)
@pytest.mark.parametrize("scope", [Scope.EACH, Scope.SHARE])
def test_a_member_counts_while_it_lives(report, province, scope, today, cutoff, verdicts, counted):
    """Xã B ended and Xã C began on 01/07; nobody has changed the group itself."""
    new, (old,) = merged(province, "Xã B", into="Xã C")
    lasting = make.agency("Xã A", parent=province)
    group = make.group(lasting, old, new, owner=province)
    dialogues = count_indicator()
    report(lasting, dialogues, HALF, 2)
    report(lasting, dialogues, Q3, 1)
    report(old, dialogues, HALF, 0)
    report(new, dialogues, Q3, 3)
    asked = {"inner_comparator": "gte", "inner_value": 4} if scope == Scope.SHARE else {}
    make.target(
        None,
        dialogues,
        within=make.plan(province),
        scope=scope,
        judged_group=group,
        value=100 if scope == Scope.SHARE else 4,
        tolerance=0,
        **asked,
    )
    result = only_result(province, today, cutoff=cutoff)
    assert [attainment.verdict for _, attainment in result.members] == verdicts
    judged = [attainment for _, attainment in result.members if attainment.is_judged]
    assert len(judged) == counted
    if scope == Scope.SHARE:
        assert result.attainment.total.amount.base == counted
    assert result.attainment.verdict == (Verdict.BEHIND if Verdict.BEHIND in verdicts else Verdict.ON_TRACK)


def test_a_relative_target_of_each_compares_a_new_commune_with_its_predecessors_together(report, province):
    """60% of 100 and 90% of 200 last year make 80% for the commune that follows; a third commune has its own 70%."""
    new, (one, two) = merged(province, "Xã Một", "Xã Hai")
    third = make.agency("Xã Ba", parent=province)
    paid = make.indicator("Thanh toán trực tuyến")
    report(one, paid, WHOLE_BEFORE, 60, 100)
    report(two, paid, WHOLE_BEFORE, 180, 200)
    report(third, paid, WHOLE_BEFORE, 70, 100)
    report(new, paid, Q3, 83, 100)
    report(third, paid, Q3, 72, 100)
    rise = {"relative_kind": RelativeKind.POINTS, "direction": TargetVersion.Direction.UP, "baseline_year": 2025}
    group = make.group(new, third, owner=province)
    make.target(None, paid, within=make.plan(province), scope=Scope.EACH, judged_group=group, value=3, **rise)
    members = {agency.name: attainment.asked.low for agency, attainment in only_result(province, AFTER_Q3).members}
    assert members == {"Xã Mới": 83, "Xã Ba": 73}


def test_the_report_of_its_first_year_counts_whole_for_an_agency_founded_within_it(report, province):
    """30 in the half year of the old commune; the new one says 20 of Quý III, then 50 of all its days: 80, not 50."""
    new, (old,) = merged(province, "Xã Một")
    indicator = count_indicator()
    report(old, indicator, HALF, 30)
    report(new, indicator, Q3, 20)
    report(new, indicator, WHOLE, 50)
    make.target(province, indicator, value=80)
    assert only_result(province, AFTER_YEAR).attainment.value == 80
