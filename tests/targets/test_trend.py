"""Diễn biến and cùng kỳ: what each point of a trend says, and against which months of last year a figure is held."""

from datetime import date
from decimal import Decimal

import pytest

from targets.models import Exemption
from targets.terms import Kind, Scope, Verdict, Window
from tests import make
from tests.targets.boards import (
    AFTER_HALF,
    AFTER_Q3,
    HALF,
    HALF_BEFORE,
    MERGED_ON,
    Q1,
    Q1_BEFORE,
    Q3,
    Q3_BEFORE,
    WHOLE,
    WHOLE_BEFORE,
    board_of,
    count_indicator,
    only_result,
    share_of,
    stock_indicator,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(province):
    return [make.agency(f"Xã {name}", parent=province) for name in "ABC"]


def points(trend):
    return [(point.period.name, point.value) for point in trend]


def test_a_point_is_empty_where_a_latest_figure_stands_earlier_and_same_period_is_of_that_month(
    report, province, communes
):
    """Xã B is late with Quý III: the stock stands at 14/06, so Quý III has no point, and cùng kỳ is last June's."""
    one, two, _ = communes
    overdue = stock_indicator()
    for period, amount in ((Q1_BEFORE, 9), (HALF_BEFORE, 8), (Q3_BEFORE, 7), (WHOLE_BEFORE, 6)):
        report(one, overdue, period, amount)
        report(two, overdue, period, 1)
    report(one, overdue, HALF, 5)
    report(one, overdue, Q3, 50)
    report(two, overdue, HALF, 2)
    report(two, overdue, Q3)
    make.target(province, overdue, comparator="lte", value=10)
    result = only_result(province, AFTER_Q3, cutoff=Q3)
    assert (result.attainment.value, result.attainment.total.as_of) == (7, 6)
    assert points(result.trend) == [("Quý I", None), ("6 tháng", 7), ("Quý III", None)]
    assert (result.same_period.period, result.same_period.value) == (HALF_BEFORE, 9)


def test_the_same_period_of_a_flow_is_of_the_months_counted(report, province):
    indicator = make.indicator()
    for period, good in ((Q1_BEFORE, 80), (HALF_BEFORE, 85), (Q3_BEFORE, 90), (WHOLE_BEFORE, 99)):
        report(province, indicator, period, good, 100)
    report(province, indicator, HALF, 95, 100)
    report(province, indicator, Q3, 95, 100)
    make.target(province, indicator)
    shown = {cutoff: only_result(province, AFTER_Q3, cutoff=cutoff).same_period for cutoff in (HALF, Q3)}
    assert (shown[HALF].period, shown[HALF].value) == (HALF_BEFORE, 85)
    assert (shown[Q3].period, shown[Q3].value) == (Q3_BEFORE, Decimal("87.5"))


def test_the_same_period_of_a_half_year_window_is_last_years_half(report, province):
    """3 meetings in the second half of last year up to September, whatever the first half had."""
    meetings = count_indicator()
    for period, held in ((HALF_BEFORE, 20), (Q3_BEFORE, 3), (HALF, 5), (Q3, 0)):
        report(province, meetings, period, held)
    make.target(province, meetings, value=4, window=Window.HALF, tolerance=0)
    result = only_result(province, AFTER_Q3)
    assert (result.attainment.verdict, result.attainment.value) == (Verdict.BEHIND, 0)
    assert result.same_period.value == 3


def test_the_last_point_of_a_share_is_what_the_screen_says(report, province, communes, checker):
    """Xã C owes and has not reported: it stays in the denominator of the share, and of its trend."""
    one, two, three = communes
    exempt = make.agency("Đặc khu", parent=province)
    group = make.group(*communes, exempt, owner=province)
    indicator = make.indicator()
    Exemption.objects.create(agency=exempt, indicator=indicator, reason="không có thủ tục", by=checker)
    for period in (Q1, HALF):
        report(one, indicator, period, 99, 100)
        report(two, indicator, period, 99, 100)
        report(exempt, indicator, period, 1, 100)
    report(three, indicator, Q1, 99, 100)
    report(three, indicator, HALF)
    report(three, indicator, HALF_BEFORE)
    report(one, indicator, HALF_BEFORE, 99, 100)
    share_of(group, indicator, make.plan(province))
    result = only_result(province, AFTER_HALF)
    assert result.shown == "100%"  # Quý I of Xã C still holds; nothing is carried over where all months are missing
    assert [point.shown for point in result.trend] == ["100%", "100%"]
    assert [point.shown for point in result.last_year_trend] == ["", "50%", "50%", "50%"]


def test_a_windowed_share_counts_a_member_in_its_trend_when_each_half_has_met(report, province, communes):
    group = make.group(*communes[:2], owner=province)
    meetings = count_indicator()
    for commune, late in zip(communes, (1, 0), strict=False):
        report(commune, meetings, HALF, 2)
        report(commune, meetings, Q3, late)
    share_of(group, meetings, make.plan(province), inner=1, window=Window.HALF)
    result = only_result(province, AFTER_Q3)
    assert result.shown == "50%"
    assert [point.shown for point in result.trend] == ["", "0%", "50%"]


def test_a_past_year_is_judged_by_the_rule_and_the_members_of_its_own_end(report, province, communes):
    """Seen in 2027 without a cut-off: an amendment of March 2027 and a member that left in 2027 change nothing of 2026."""
    group = make.group(*communes, owner=province)
    group.memberships.filter(agency=communes[2]).update(until=date(2027, 2, 1))
    indicator = make.indicator()
    for commune in communes:
        report(commune, indicator, WHOLE, 96, 100)
    plan = make.plan(province, year_to=2027)
    target = make.target(
        None, indicator, within=plan, scope=Scope.EACH, judged_group=group, value=95, last_year=2027, tolerance=0
    )
    target.versions.update(until=date(2027, 3, 1))
    make.version(
        target, scope=Scope.EACH, judged_group=group, value=99, from_day=date(2027, 3, 1), last_year=2027, tolerance=0
    )
    result = only_result(province, date(2027, 4, 1))
    assert len(result.members) == 3
    assert (result.version.value, result.rule.condition.value) == (95, 95)
    assert result.attainment.verdict == Verdict.MET


def test_windows_and_due_period_are_those_of_the_last_data_day(report, province):
    """From July on the year is judged as one; in August the last figures are of June, when each half was judged."""
    meetings = count_indicator()
    report(province, meetings, Q1, 0)
    report(province, meetings, HALF, 0)
    target = make.target(province, meetings, value=1, window=Window.HALF)
    target.versions.update(until=MERGED_ON)
    make.version(target, judged_agency=province, value=2, window=Window.FULL, from_day=MERGED_ON)
    assert only_result(province, date(2026, 8, 1)).attainment.verdict == Verdict.OUT_OF_REACH


def test_a_later_figure_without_a_sample_does_not_change_how_it_stood_before(report, province):
    satisfied = make.indicator("Mức độ hài lòng", Kind.LEVEL, across_periods="weighted", unit="%")
    report(province, satisfied, HALF, 80, sample=100)
    report(province, satisfied, Q3, 90, sample=300)
    report(province, satisfied, WHOLE, 95)
    make.target(province, satisfied, value=85)
    late = date(2026, 12, 20)
    assert only_result(province, late, cutoff=Q3).attainment.value == Decimal("87.5")
    assert only_result(province, late).attainment.value == 95
    assert len(board_of(province, late).results) == 1
