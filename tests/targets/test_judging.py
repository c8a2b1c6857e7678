"""From stored rows to verdicts: whose figures, which tree, which day, in how many queries."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Placement, Succession
from periods.models import PeriodDates
from periods.period import Calendar, Period, PeriodKind, periods_of
from targets.judging import Board
from targets.models import Baseline, Exemption, Milestone, Publication, Submission, Target, TargetVersion
from targets.terms import (
    AcrossAgencies,
    Comparator,
    Kind,
    Path,
    RelativeKind,
    Scope,
    SourceKind,
    Typed,
    Verdict,
    VerdictGroup,
)
from tests import make

pytestmark = pytest.mark.django_db

Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
Q1_BEFORE, HALF_BEFORE, Q3_BEFORE, WHOLE_BEFORE = periods_of(Calendar.CCHC, 2025)
AFTER_HALF, AFTER_Q3, AFTER_YEAR = date(2026, 7, 1), date(2026, 9, 20), date(2026, 12, 20)
MERGED_ON = date(2026, 7, 1)


@pytest.fixture
def checker():
    return make.user()


@pytest.fixture
def province():
    return make.agency("Tỉnh Minh Hoạ")


@pytest.fixture
def report(checker, province):
    """Hand in one figure of an agency for a period: two numbers are a ratio's parts, one is a value."""
    forms = {}

    def hand_in(agency, indicator, period, *parts, approved=True, given_by=None, typed=None, **fields):
        form = forms.setdefault(indicator.pk, make.report_form(indicator, owner=province))
        row = make.period(period.kind, period.year, period.order)
        by = given_by or agency
        sent = Submission.objects.filter(agency=by, form=form, period=row).first()
        sent = sent or Submission.objects.create(
            agency=by, form=form, period=row, data_from=row.data_from, data_to=row.data_to, due_on=row.due_on
        )
        if len(parts) == 2 and indicator.is_ratio:
            fields |= {"numerator": parts[0], "denominator": parts[1]}
        elif parts:
            fields |= {"value": parts[0]}
        is_given = bool(fields)
        if is_given:
            sign(sent, checker, approved=approved)
        line = form.lines.get()
        make.figure(
            agency,
            indicator,
            row,
            submission=sent,
            line=line,
            reported_by=by,
            typed=typed or line.typed,
            approved_by=checker if approved and is_given else None,
            **fields,
        )
        return sent

    return hand_in


def sign(sent, checker, *, approved):
    sent.state = Submission.State.APPROVED if approved else Submission.State.SUBMITTED
    sent.submitted_at = sent.first_submitted_at = make.NOON
    sent.submitted_by = make.user(sent.agency)
    if approved:
        sent.approved_at, sent.approved_by = make.NOON, checker
    sent.save()


def board_of(province, today=AFTER_HALF, **fields):
    return Board(Target.objects.order_by("pk"), office=province, year=2026, today=today, **fields)


def only_result(province, today=AFTER_HALF, **fields):
    [result] = board_of(province, today, **fields).results
    return result


def share_of(group, indicator, within, inner=98, **fields):
    fields = {"value": 100, "inner_comparator": "gte", "inner_value": inner, "tolerance": 0, **fields}
    return make.target(None, indicator, within=within, scope=Scope.SHARE, judged_group=group, **fields)


def count_indicator(**fields):
    return make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị", **fields)


def stock_indicator(**fields):
    return make.indicator("Hồ sơ quá hạn chưa giải quyết", Kind.STOCK, unit="hồ sơ", better="lower", **fields)


# --- a whole and what belongs to it -------------------------------------------------------------------------------------


def test_a_province_is_judged_on_everything_below_it(report, province):
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    indicator = make.indicator(failed_noun="hồ sơ quá hạn", case_noun="hồ sơ")
    report(one, indicator, HALF, 90, 100)
    report(two, indicator, HALF, 199, 200)
    make.target(province, indicator)
    result = only_result(province)
    assert result.attainment.value == Fraction(28900, 300)
    assert result.attainment.verdict == Verdict.ON_TRACK
    assert [(c.agency.name, c.amount.rest) for c in result.contributions] == [("Sở A", 10), ("Sở B", 1)]
    assert result.pull_words == "Sở A chiếm 91% số hồ sơ quá hạn"


def test_what_stands_alone_is_never_added_up(report, province):
    child = make.agency("Sở A", parent=province)
    indicator = make.indicator(across_agencies=AcrossAgencies.OWN)
    report(province, indicator, HALF, 80, 100)
    report(child, indicator, HALF, 100, 100)
    make.target(province, indicator, value=75)
    assert only_result(province).attainment.value == 80


def test_each_period_is_added_by_its_own_tree(report, province):
    """A branch moved on 1 July: what it did before stays with the old department."""
    old, new = make.agency("Sở Cũ", parent=province), make.agency("Sở Mới", parent=province)
    branch = make.agency("Chi nhánh", parent=old)
    Placement.objects.filter(agency=branch).update(until=MERGED_ON)
    Placement.objects.create(agency=branch, parent=new, from_day=MERGED_ON)
    indicator = count_indicator()
    report(branch, indicator, Q1, 1)
    report(branch, indicator, HALF, 10)
    report(branch, indicator, Q3, 4)
    for agency in (old, new, province):
        make.target(agency, indicator, value=50)
    values = [result.attainment.value for result in board_of(province, AFTER_Q3).results]
    assert values == [10, 4, 14]


def merged(province, *names, into="Xã Mới"):
    """Communes merged on 1 July 2026 into one that is founded that day."""
    new = make.agency(into, parent=province, founded_on=MERGED_ON, since=MERGED_ON)
    old = [make.agency(name, parent=province, dissolved_on=MERGED_ON) for name in names]
    for one in old:
        Placement.objects.filter(agency=one).update(until=MERGED_ON)
        Succession.objects.create(kind=Succession.Kind.MERGE, predecessor=one, successor=new, day=MERGED_ON)
    return new, old


def test_a_merged_agency_carries_what_its_predecessors_did(report, province):
    new, (one, two) = merged(province, "Xã Một", "Xã Hai")
    indicator = count_indicator()
    report(one, indicator, HALF, 3)
    report(two, indicator, HALF, 4)
    report(one, indicator, Q3, 1)  # its last figure, to 30 June
    report(new, indicator, Q3, 5)
    make.target(new, indicator, value=50)
    make.target(province, indicator, value=50)
    own, whole = board_of(province, AFTER_Q3).results
    assert own.attainment.value == 13
    assert "gồm số liệu của đơn vị tiền thân" in own.attainment.sentence
    assert whole.attainment.value == 13
    assert "tiền thân" not in whole.attainment.sentence


def test_a_split_does_not_hand_old_figures_on(report, province):
    new, (old,) = merged(province, "Xã Một")
    Succession.objects.update(kind=Succession.Kind.SPLIT)
    indicator = count_indicator()
    report(old, indicator, HALF, 3)
    report(new, indicator, Q3, 5)
    make.target(new, indicator, value=50)
    assert only_result(province, AFTER_Q3).attainment.value == 5


def test_stocks_of_predecessors_are_not_added_but_make_the_baseline(report, province):
    new, (one, two) = merged(province, "Xã Một", "Xã Hai")
    indicator = stock_indicator()
    report(one, indicator, WHOLE_BEFORE, 60)
    report(two, indicator, WHOLE_BEFORE, 30)
    report(one, indicator, HALF, 55)
    report(new, indicator, Q3, 45)
    halved = {"comparator": Comparator.AT_LEAST, "value": 50, "relative_kind": RelativeKind.PERCENT}
    make.target(new, indicator, direction=TargetVersion.Direction.DOWN, **halved)
    attainment = only_result(province, AFTER_Q3).attainment
    assert attainment.value == 45
    assert attainment.asked.high == 45
    assert attainment.verdict == Verdict.ON_TRACK


def test_last_year_of_a_merged_agency_is_that_of_its_predecessors(report, province):
    new, (one, two) = merged(province, "Xã Một", "Xã Hai")
    indicator = stock_indicator()
    report(one, indicator, WHOLE_BEFORE, 60)
    report(two, indicator, WHOLE_BEFORE, 40)
    report(new, indicator, Q3, 70)
    make.target(new, indicator, comparator=Comparator.AT_MOST, value=20, path=Path.REACH)
    result = only_result(province, AFTER_Q3)
    assert result.attainment.expected.high == 40  # three quarters of the way from 100 down to 20
    assert result.last_year_trend[-1].value == 100


def test_who_owes_nothing_while_others_report_has_not_reported(report, province):
    one, two = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
    indicator = count_indicator()
    report(one, indicator, HALF, 2)
    share_of(make.group(one, two, owner=province), indicator, make.plan(province), inner=2)
    result = only_result(province)
    assert [attainment.verdict for _, attainment in result.members] == [Verdict.MET, Verdict.NO_DATA]
    assert result.attainment.verdict == Verdict.BEHIND


# --- what counts ----------------------------------------------------------------------------------------------------------


def test_only_approved_figures_count_and_a_provisional_view_says_so(report, province):
    indicator = make.indicator()
    report(province, indicator, HALF, 99, 100, approved=False)
    make.target(province, indicator)
    official, provisional = only_result(province).attainment, only_result(province, with_sent=True).attainment
    assert (official.verdict, official.word) == (Verdict.NO_DATA, "Đã gửi, chờ xác nhận")
    assert provisional.verdict == Verdict.ON_TRACK
    assert "gồm số liệu chưa xác nhận" in provisional.sentence


def test_an_empty_cell_is_owed_and_not_reported(report, province):
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    indicator = make.indicator()
    report(one, indicator, HALF, 96, 100)
    report(two, indicator, HALF)
    make.target(province, indicator)
    board = board_of(province)
    assert board.results[0].attainment.coverage.words == "1/2 đơn vị đã xác nhận"
    assert [agency.name for agency in board.coverage.missing] == ["Sở B"]
    assert board.data_until == HALF.ends_on


def close(office, checker, *periods):
    for period in periods:
        row = make.period(period.kind, period.year, period.order)
        PeriodDates.objects.create(period=row, office=office, closed_at=make.NOON, closed_by=checker)


def test_a_period_closed_by_the_office_makes_it_final_with_the_missing_named(report, province, checker):
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    indicator = make.indicator()
    report(one, indicator, WHOLE, 94, 100)
    report(two, indicator, Q3)
    report(two, indicator, WHOLE)
    make.target(province, indicator)
    assert only_result(province, AFTER_YEAR).attainment.verdict == Verdict.NEAR
    close(province, checker, WHOLE)  # closing the year closes Quý III inside it
    final = only_result(province, AFTER_YEAR).attainment
    assert (final.verdict, final.is_running) == (Verdict.MISSED, False)
    assert [agency.name for agency in final.coverage.missing] == ["Sở B"]


def test_a_closing_binds_only_those_below_the_office(report, province, checker):
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    indicator = make.indicator()
    for agency in (one, two):
        report(agency, indicator, Q3)
        report(agency, indicator, WHOLE, 94, 100)
        make.target(agency, indicator)
    close(one, checker, Q3)
    verdicts = [result.attainment.verdict for result in board_of(province, AFTER_YEAR).results]
    assert verdicts == [Verdict.MISSED, Verdict.NEAR]


def test_an_office_that_ends_its_data_days_later_is_not_late(report, province):
    indicator = make.indicator()
    make.target(province, indicator)
    report(province, indicator, HALF)
    row = make.period(HALF.kind, HALF.year, HALF.order)
    assert only_result(province, date(2026, 6, 20)).attainment.verdict == Verdict.NO_DATA
    PeriodDates.objects.create(period=row, office=province, data_to=date(2026, 6, 25), reason="chờ số liệu đất đai")
    early = make.period(Q1.kind, Q1.year, Q1.order)
    PeriodDates.objects.create(period=early, office=province, data_to=date(2026, 6, 25), reason="chờ số liệu đất đai")
    assert only_result(province, date(2026, 6, 20)).attainment.verdict == Verdict.NOT_DUE


def test_a_cut_off_shows_it_as_it_stood(report, province):
    indicator = make.indicator()
    report(province, indicator, HALF, 99, 100)
    report(province, indicator, Q3, 0, 100)
    make.target(province, indicator)
    assert only_result(province, AFTER_Q3, cutoff=HALF).attainment.value == 99
    assert only_result(province, AFTER_Q3).attainment.value == Fraction(99, 2)


def test_a_named_agency_gives_the_figures_of_each_unit(report, province):
    justice, commune = make.agency("Sở Tư pháp", parent=province), make.agency("Xã A", parent=province)
    indicator = make.indicator(source_kind=SourceKind.NAMED, source_agency=justice)
    report(commune, indicator, HALF, 96, 100, given_by=justice)
    make.target(commune, indicator)
    attainment = only_result(province).attainment
    assert (attainment.verdict, attainment.coverage.owing) == (Verdict.ON_TRACK, 1)


def test_what_others_publish_is_awaited_then_judged(report, province, checker):
    indicator = make.indicator("PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE, better="lower")
    Publication.objects.create(indicator=indicator, year=2026, expected_on=date(2027, 4, 30))
    make.target(province, indicator, comparator=Comparator.AT_MOST, value=15)
    assert only_result(province).attainment.verdict == Verdict.NOT_DUE
    waiting = only_result(province, date(2027, 1, 10)).attainment
    assert waiting.sentence == "Chờ công bố, dự kiến ngày 30/04/2027."
    row = make.period(WHOLE.kind, WHOLE.year, WHOLE.order)
    make.figure(province, indicator, row, value=12, out_of=34, approved_by=checker)
    known = only_result(province, date(2027, 1, 10)).attainment
    assert (known.verdict, known.word, known.shown) == (Verdict.MET, "Vượt", "hạng 12")


def test_nothing_occurred_is_read_as_such(report, province):
    indicator = make.indicator()
    report(province, indicator, Q1, nothing_occurred=True)
    make.target(province, indicator)
    assert only_result(province, date(2026, 3, 20)).attainment.verdict == Verdict.NOTHING_OCCURRED


def test_an_agency_marked_exempt_is_not_judged(report, province, checker):
    indicator = make.indicator()
    report(province, indicator, HALF, 1, 100)
    make.target(province, indicator)
    Exemption.objects.create(agency=province, indicator=indicator, reason="không có thủ tục", by=checker)
    attainment = only_result(province).attainment
    assert attainment.sentence == "Không áp dụng: không có thủ tục."


def test_a_yes_is_read_with_its_day(report, province):
    indicator = make.indicator("Ban hành quy chế làm việc", Kind.YES_NO)
    report(province, indicator, HALF, done=True, done_on=date(2026, 5, 4))
    make.target(province, indicator, value=None, comparator="", due_on=date(2026, 5, 1))
    attainment = only_result(province).attainment
    assert (attainment.verdict, attainment.is_late) == (Verdict.MISSED, True)


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


def rising(indicator, agency, **fields):
    rule = {"value": 2, "relative_kind": RelativeKind.POINTS, "direction": TargetVersion.Direction.UP, **fields}
    return make.target(agency, indicator, **rule)


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


def look_at_everything(province):
    with CaptureQueriesContext(connection) as queries:
        board = board_of(province, AFTER_Q3)
        for result in board.results:
            assert all(read is not None for read in (result.trend, result.last_year_trend, result.pull_words))
            assert result.attainment.sentence
        assert board.rows()
        assert board.coverage.words
    return len(queries)


def test_twenty_targets_take_as_many_queries_as_two(report, province, branches):
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
    few = look_at_everything(province)
    for _ in range(4):
        add_targets()
    assert Target.objects.count() == 20
    assert look_at_everything(province) == few <= 10


def test_the_order_of_periods_of_a_year_is_that_of_their_last_day():
    assert sorted([WHOLE, Q3, HALF, Q1]) == [Q1, HALF, Q3, WHOLE]
    assert Period(PeriodKind.HALF, 2026) == HALF
