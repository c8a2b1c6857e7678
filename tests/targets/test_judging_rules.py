"""From stored rows to verdicts: groups, baselines, paths, versions, last year, and the number of queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from periods.period import Period, PeriodKind
from targets.ground import named
from targets.models import Baseline, Milestone, Target
from targets.terms import (
    Comparator,
    Kind,
    Path,
    Scope,
    SourceKind,
    Typed,
    Verdict,
    VerdictGroup,
)
from tests import make
from tests.targets.boards import (
    AFTER_HALF,
    AFTER_Q3,
    AFTER_YEAR,
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
    only_result,
    rising,
    share_of,
    stock_indicator,
)

pytestmark = pytest.mark.django_db


# --- members of a group ---------------------------------------------------------------------------------------------------


@pytest.fixture
def branches(province):
    return [make.agency(f"Chi nhánh {name}", parent=province) for name in "ABC"]


def test_a_share_names_who_does_not_meet_it(report, province, branches):
    group = make.group(*branches, owner=province, unit_noun="chi nhánh")
    indicator = make.indicator()
    for branch, numerator in zip(branches, (99, 98, 97), strict=True):
        report(branch, indicator, WHOLE, numerator, 100)
    share_of(group, indicator, make.plan(province))
    result = only_result(province, AFTER_YEAR)
    assert result.attainment.verdict == Verdict.MISSED
    assert (result.shown, result.judged) == ("66,7%", group)
    assert "2/3 chi nhánh" in result.attainment.sentence
    assert "Chưa đạt: Chi nhánh C" in result.attainment.sentence


def test_a_group_is_asked_for_its_members_of_the_day(report, province, branches):
    group = make.group(*branches, owner=province)
    indicator = make.indicator()
    for branch in branches:
        report(branch, indicator, HALF, 99, 100)
    group.memberships.filter(agency=branches[2]).update(until=MERGED_ON)
    group.memberships.filter(agency=branches[1]).update(from_day=date(2026, 8, 1))
    share_of(group, indicator, make.plan(province))
    assert [agency.name for agency, _ in only_result(province, AFTER_HALF).members] == ["Chi nhánh A"]
    assert len(only_result(province, date(2026, 6, 20)).members) == 2
    assert len(only_result(province, AFTER_Q3).members) == 2


def test_each_is_one_target_standing_with_its_worst_member(report, province, branches):
    group = make.group(*branches, owner=province)
    indicator = make.indicator()
    for branch, numerator in zip(branches, (99, 95, 90), strict=True):
        report(branch, indicator, WHOLE, numerator, 100)
    make.target(None, indicator, within=make.plan(province), scope=Scope.EACH, judged_group=group)
    board = board_of(province, AFTER_YEAR)
    assert board.counts == {**dict.fromkeys(VerdictGroup, 0), VerdictGroup.FAILED: 1}
    assert board.results[0].attainment.spread == {Verdict.MET: 2, Verdict.MISSED: 1}
    assert (board.met, board.judged) == (0, 1)


def test_a_reader_sees_only_the_verdict_of_their_own_agency(report, province, branches):
    group = make.group(*branches, owner=province)
    indicator = make.indicator()
    for branch, numerator in zip(branches, (99, 95, 90), strict=True):
        report(branch, indicator, WHOLE, numerator, 100)
    share_of(group, indicator, make.plan(province))
    result = only_result(province, AFTER_YEAR, viewer={branches[0].pk})
    assert [agency.name for agency, _ in result.members] == ["Chi nhánh A"]
    assert result.attainment.verdict == Verdict.MET
    assert "Chi nhánh C" not in result.attainment.sentence
    assert result.cell(branches[1].pk) is None


@pytest.mark.parametrize("scope", [Scope.EACH, Scope.SHARE])
def test_a_reader_outside_the_group_is_told_that_the_rule_judges_others(report, province, branches, scope):
    group = make.group(*branches, owner=province)
    indicator = make.indicator()
    report(branches[0], indicator, WHOLE, 99, 100)
    share = {"inner_comparator": "gte", "inner_value": 98} if scope == Scope.SHARE else {}
    make.target(None, indicator, within=make.plan(province), scope=scope, judged_group=group, **share)
    leader = make.agency("Sở dẫn dắt", parent=province)
    result = only_result(province, AFTER_YEAR, viewer={leader.pk}).attainment
    assert result.verdict == Verdict.NOT_APPLICABLE
    assert result.sentence == "Không áp dụng: đơn vị không thuộc nhóm được đánh giá."


def test_a_reader_without_the_units_sees_a_whole_without_contributions(report, province, branches):
    indicator = make.indicator()
    for branch in branches:
        report(branch, indicator, HALF, 99, 100)
    make.target(province, indicator)
    result = only_result(province, viewer={branches[0].pk})
    assert result.attainment.value == 99
    assert [c.agency.name for c in result.contributions] == ["Chi nhánh A"]
    assert (result.pull, result.pull_words) == (None, "")


# --- baselines, paths, versions -----------------------------------------------------------------------------------------


def test_the_baseline_is_the_agencys_own_figure_of_the_baseline_year(report, province):
    indicator = make.indicator()
    report(province, indicator, WHOLE_BEFORE, 83, 100)
    report(province, indicator, WHOLE, 85, 100)
    rising(indicator, province, baseline_year=2025)
    assert only_result(province, AFTER_YEAR).attainment.asked.low == 85


def test_a_typed_baseline_wins_over_a_figure(report, province):
    indicator = make.indicator()
    report(province, indicator, WHOLE_BEFORE, 83, 100)
    report(province, indicator, WHOLE, 85, 100)
    target = rising(indicator, province, baseline_year=2025)
    Baseline.objects.create(version=target.versions.get(), value=Decimal(90))
    assert only_result(province, AFTER_YEAR).attainment.asked.low == 92


def test_without_a_baseline_nothing_is_judged(report, province):
    indicator = make.indicator()
    report(province, indicator, WHOLE, 85, 100)
    rising(indicator, province)
    assert only_result(province, AFTER_YEAR).attainment.sentence == "Chưa đánh giá được: thiếu giá trị gốc."


def test_a_path_without_milestones_starts_at_last_years_result(report, province):
    indicator = make.indicator(kind=Kind.RATIO_OF_STOCKS)
    report(province, indicator, WHOLE_BEFORE, 40, 100)
    report(province, indicator, HALF, 60, 100)
    make.target(province, indicator, value=80, path=Path.REACH)
    attainment = only_result(province).attainment
    assert (attainment.expected.low, attainment.word) == (60, "Đúng tiến độ")


def test_a_cumulative_path_starts_anew_each_year(report, province):
    indicator = make.indicator(kind=Kind.RATIO_OF_STOCKS)
    report(province, indicator, WHOLE_BEFORE, 95, 100, typed=Typed.CUMULATIVE)
    report(province, indicator, HALF, 55, 100, typed=Typed.CUMULATIVE)
    make.target(province, indicator, value=100, path=Path.REACH)
    assert only_result(province).attainment.expected.low == 50


def test_typed_milestones_are_what_is_expected(report, province):
    indicator = make.indicator(kind=Kind.RATIO_OF_STOCKS)
    report(province, indicator, HALF, 25, 100)
    target = make.target(province, indicator, value=100, path=Path.REACH)
    Milestone.objects.create(version=target.versions.get(), kind=PeriodKind.HALF, order=1, value=25)
    assert only_result(province).attainment.verdict == Verdict.ON_TRACK


def test_an_amended_target_is_judged_by_the_version_of_the_last_data_day(report, province):
    indicator = make.indicator()
    report(province, indicator, HALF, 96, 100)
    target = make.target(province, indicator, value=95)
    target.versions.update(until=MERGED_ON)
    make.version(target, judged_agency=province, value=98, from_day=MERGED_ON)
    before, after = only_result(province, date(2026, 8, 1)), only_result(province, AFTER_Q3)
    assert (before.version.value, before.attainment.verdict) == (95, Verdict.ON_TRACK)
    assert (after.version.value, after.attainment.group) == (98, VerdictGroup.ATTENTION)


def test_a_withdrawn_target_says_so_from_the_next_data_day_on(report, province):
    indicator = make.indicator()
    report(province, indicator, HALF, 96, 100)
    report(province, indicator, Q3, 96, 100)
    target = make.target(province, indicator, until=MERGED_ON)
    Target.objects.update(withdrawn_on=MERGED_ON)
    assert target.versions.count() == 1
    assert only_result(province, AFTER_HALF).attainment.verdict == Verdict.ON_TRACK
    assert only_result(province, AFTER_Q3).attainment.sentence == "Không áp dụng: đã bãi bỏ."


def test_a_target_without_a_rule_for_the_year_is_left_out(report, province):
    make.target(province, make.indicator(), first_year=2027, last_year=2028)
    assert board_of(province).results == []


# --- last year, the trend, the heat map -----------------------------------------------------------------------------------


def test_a_result_shows_the_same_period_of_last_year_and_its_trend(report, province):
    indicator = make.indicator()
    for period, numerator in ((Q1_BEFORE, 80), (HALF_BEFORE, 85), (Q3_BEFORE, 90), (Q1, 90), (HALF, 95)):
        report(province, indicator, period, numerator, 100)
    make.target(province, indicator)
    result = only_result(province)
    assert [point.shown for point in result.trend] == ["90%", "95%"]
    assert [point.shown for point in result.last_year_trend] == ["80%", "85%", "87,5%", "87,5%"]
    assert result.same_period.shown == "85%"


def test_the_heat_map_has_a_row_for_every_agency_with_a_figure(report, province, branches):
    indicator = make.indicator()
    for branch, numerator in zip(branches, (99, 95, 80), strict=True):
        report(branch, indicator, WHOLE, numerator, 100)
    target = make.target(province, indicator)
    rows = board_of(province, AFTER_YEAR).rows()
    assert [agency.name for agency, _ in rows] == ["Chi nhánh A", "Chi nhánh B", "Chi nhánh C", "Tỉnh Minh Hoạ"]
    cells = [row[target.pk] for _, row in rows]
    assert [cell.attainment.verdict for cell in cells] == [Verdict.MET, Verdict.MET, Verdict.MISSED, Verdict.MISSED]
    assert [cell.is_member for cell in cells] == [False, False, False, True]


# --- queries ------------------------------------------------------------------------------------------------------------------


def look_at_everything(province, *, stored):
    with CaptureQueriesContext(connection) as queries:
        board = board_of(province, AFTER_Q3, stored=stored)
        for result in board.results:
            assert all(read is not None for read in (result.trend, result.last_year_trend))
            assert stored or result.pull_words is not None
            assert result.attainment.sentence
            assert board.fingerprint(result.target) or not stored
        board.ground.look_at(named(agency) for agency in Agency.objects.all())
        assert all(board.row_of(agency.pk) for agency in board.ground.looked_at)
        assert board.coverage.words
    return len(queries)


@pytest.mark.parametrize("stored", [True, False])
def test_twenty_targets_take_as_many_queries_as_two(report, province, branches, stored):
    group = make.group(*branches, owner=province)

    def add_targets():
        indicator, stock = make.indicator(), stock_indicator()
        outside = make.indicator("PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE)
        for branch in branches:
            report(branch, indicator, HALF, 98, 100)
            report(branch, stock, HALF, 5)
        make.target(province, indicator, path=Path.REACH)
        share_of(group, indicator, make.plan(province))
        rising(stock, province)
        make.target(province, outside, comparator=Comparator.AT_MOST, value=15)

    add_targets()
    few = look_at_everything(province, stored=stored)
    for _ in range(4):
        add_targets()
    assert Target.objects.count() == 20
    assert look_at_everything(province, stored=stored) == few <= 18


def test_the_order_of_periods_of_a_year_is_that_of_their_last_day():
    assert sorted([WHOLE, Q3, HALF, Q1]) == [Q1, HALF, Q3, WHOLE]
    assert Period(PeriodKind.HALF, 2026) == HALF
