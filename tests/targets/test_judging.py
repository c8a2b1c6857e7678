"""From stored rows to verdicts: whose figures count, by which tree, on which day."""

from datetime import date
from fractions import Fraction

import pytest

from agencies.models import Placement, Succession
from periods.models import PeriodDates
from targets.models import Exemption, Publication, TargetVersion
from targets.terms import (
    AcrossAgencies,
    Comparator,
    Kind,
    Path,
    RelativeKind,
    SourceKind,
    Verdict,
)
from tests import make
from tests.targets.boards import (
    AFTER_Q3,
    AFTER_YEAR,
    HALF,
    MERGED_ON,
    Q1,
    Q3,
    WHOLE,
    WHOLE_BEFORE,
    board_of,
    count_indicator,
    merged,
    only_result,
    share_of,
    stock_indicator,
)

pytestmark = pytest.mark.django_db


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


def test_who_has_few_dossiers_does_not_pull_the_whole_down(report, province):
    """2 of 3 late is 66,7%, and says nothing; 1 of 200 is named instead, or nobody."""
    few, many = make.agency("Xã Ít", parent=province), make.agency("Xã Nhiều", parent=province)
    indicator = make.indicator(failed_noun="hồ sơ quá hạn")
    report(few, indicator, HALF, 1, 3)
    report(many, indicator, HALF, 199, 200)
    make.target(province, indicator)
    result = only_result(province)
    assert [c.agency.name for c in result.contributions] == ["Xã Ít", "Xã Nhiều"]
    assert result.pull_words == "Xã Nhiều chiếm 33% số hồ sơ quá hạn"


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
    assert (board.coverage.owing, board.coverage.approved, board.coverage.missing_count) == (2, 1, 1)
    assert [agency.name for agency in board_of(province, stored=False).coverage.missing] == ["Sở B"]
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
    final = only_result(province, AFTER_YEAR).in_detail.attainment
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


def test_who_is_exempt_is_not_missing_from_the_whole(report, province, checker):
    """Marked after its report was opened: the empty line is owed by nobody, and the whole becomes final without it."""
    one, island = make.agency("Xã A", parent=province), make.agency("Đặc khu", parent=province)
    indicator = make.indicator()
    report(one, indicator, WHOLE, 96, 100)
    report(island, indicator, WHOLE)
    make.target(province, indicator)
    waiting = only_result(province, AFTER_YEAR).in_detail.attainment
    assert [agency.name for agency in waiting.coverage.missing] == ["Đặc khu"]
    Exemption.objects.create(agency=island, indicator=indicator, reason="không có thủ tục", by=checker)
    settled = only_result(province, AFTER_YEAR).attainment
    assert (settled.coverage.words, settled.is_final) == ("1/1 đơn vị đã xác nhận", True)
    assert settled.verdict == Verdict.MET


def test_an_exemption_that_has_ended_leaves_later_periods_owed(report, province, checker):
    one, island = make.agency("Xã A", parent=province), make.agency("Đặc khu", parent=province)
    indicator = make.indicator()
    report(one, indicator, HALF, 96, 100)
    report(island, indicator, Q1)
    report(island, indicator, HALF)
    make.target(province, indicator)
    marks = {"agency": island, "indicator": indicator, "reason": "đang sắp xếp", "by": checker}
    Exemption.objects.create(until=date(2026, 4, 1), **marks)
    seen = {cutoff: only_result(province, cutoff=cutoff).attainment.coverage.missing for cutoff in (Q1, HALF)}
    assert {cutoff: len(missing) for cutoff, missing in seen.items()} == {Q1: 0, HALF: 1}
