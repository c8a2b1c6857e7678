"""Targets that speak of a group's members: each of them, and the share that meets an inner condition."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from targets.evidence import Absence
from targets.members import failing, judge_each, judge_share
from targets.rule import Relative
from targets.terms import Comparator, Kind, RelativeKind, Verdict, Window
from tests.targets.cases import (
    AFTER_HALF,
    AFTER_Q1,
    AFTER_Q3,
    AFTER_YEAR,
    DISSOLVED_IN_JULY,
    DURING_Q1,
    EXEMPT,
    NONE_OCCURRED,
    attainment,
    count,
    number,
    of,
    rule,
)

V = Verdict
ON_TIME = rule(value=98)
DIALOGUES = count(2, tolerance=Decimal(0))


def members(held, today, by_agency, **fields):
    """Each agency's own verdict; a pair (figures, more) adds what is special about one of them."""
    judged = []
    for name, known in by_agency.items():
        figures, own = known if isinstance(known, tuple) else (known, {})
        judged.append((name, attainment(held, figures, today, agency=name, **{**fields, **own})))
    return judged


def share(value=100, comparator=Comparator.AT_LEAST, **fields):
    return rule(Kind.RATIO_OF_STOCKS, comparator, value, **fields)


def year(numerator, base=100):
    return {"N": of(numerator, base)}


def half(numerator, base=100):
    return {"6T": of(numerator, base)}


ONLY_N, ONLY_HALF = {"owed": ["N"]}, {"owed": ["6T"]}
EXEMPT_MEMBER = {"absences": EXEMPT}
GONE = {"absences": DISSOLVED_IN_JULY}

# fmt: off
FINAL_SHARES = [
    pytest.param({"A": year(98), "B": year(99)}, 100, V.MET, 2, 2, id="cả hai chi nhánh đạt 98% là đạt"),
    pytest.param({"A": year(97), "B": year(100)}, 100, V.MISSED, 1, 2, id="một chi nhánh 97% kéo cả chỉ tiêu không đạt, dù cộng lại trên 98%"),
    pytest.param({"A": year(97), "B": year(100)}, 50, V.MET, 1, 2, id="yêu cầu một nửa số đơn vị"),
    pytest.param({"A": year(98), "B": (year(10), EXEMPT_MEMBER)}, 100, V.MET, 1, 1, id="đơn vị không áp dụng ra khỏi mẫu số"),
    pytest.param({"A": year(98), "B": {"N": NONE_OCCURRED}}, 100, V.MET, 1, 1, id="đơn vị không phát sinh ra khỏi mẫu số"),
    pytest.param({"A": year(98), "B": ({}, {"closed": ["N"]})}, 100, V.MISSED, 1, 2, id="đơn vị không báo cáo vẫn ở trong mẫu số, tính là chưa đạt"),
    pytest.param({"A": year(98), "B": (half(10), GONE)}, 100, V.MET, 1, 1, id="đơn vị giải thể giữa năm ra khỏi mẫu số cuối năm"),
    pytest.param({"A": {"N": NONE_OCCURRED}, "B": (year(1), EXEMPT_MEMBER)}, 100, V.NOTHING_OCCURRED, None, None, id="không còn đơn vị nào để tính"),
    pytest.param({"A": ({}, {"closed": ["N"]}), "B": ({}, {"closed": ["N"]})}, 100, V.NO_DATA, None, None, id="không đơn vị nào báo cáo"),
]
# fmt: on


@pytest.mark.parametrize(("by_agency", "asked", "verdict", "meeting", "counted"), FINAL_SHARES)
def test_a_final_share_counts_the_members_that_meet_the_inner_condition(by_agency, asked, verdict, meeting, counted):
    result = judge_share(members(ON_TIME, AFTER_YEAR, by_agency, owed=["N"]), share(asked))
    assert result.verdict == verdict, result.sentence
    if meeting is not None:
        assert (result.total.amount.value, result.total.amount.base) == (meeting, counted)


# fmt: off
RUNNING_SHARES = [
    pytest.param(DIALOGUES, {"A": {"6T": number(1)}, "B": {"6T": number(1)}}, V.ON_TRACK, "Đúng tiến độ", id="mỗi phường 1 hội nghị giữa năm: đúng tiến độ"),
    pytest.param(DIALOGUES, {"A": {"6T": number(2)}, "B": {"6T": number(2)}}, V.MET, "Đạt", id="đủ 2 hội nghị ở mọi phường là đạt sớm"),
    pytest.param(DIALOGUES, {"A": {"6T": number(2)}, "B": {"6T": number(0)}}, V.BEHIND, "Chậm tiến độ", id="một phường chưa có hội nghị nào là chậm tiến độ"),
    pytest.param(DIALOGUES, {"A": {"6T": number(2)}, "B": {}}, V.BEHIND, "Chậm tiến độ", id="một phường chưa báo cáo không được coi là đúng tiến độ"),
    pytest.param(ON_TIME, {"A": half(98), "B": half(99)}, V.ON_TRACK, "Đang đạt", id="tỷ lệ giữ trong suốt kỳ: đang đạt"),
    pytest.param(rule(value=100), {"A": half(100), "B": half(99)}, V.OUT_OF_REACH, "Không thể đạt", id="một đơn vị chắc chắn không đạt thì 100% là không thể"),
    pytest.param(DIALOGUES, {"A": {}, "B": {}}, V.NO_DATA, "Chưa báo cáo", id="chưa phường nào báo cáo"),
]
# fmt: on


@pytest.mark.parametrize(("held", "by_agency", "verdict", "word"), RUNNING_SHARES)
def test_a_running_share_counts_members_on_their_path(held, by_agency, verdict, word):
    result = judge_share(members(held, AFTER_HALF, by_agency, owed=["6T"]), share())
    assert (result.verdict, result.word) == (verdict, word), result.sentence


def test_a_running_share_shows_who_already_meets_and_names_who_does_not():
    known = {"Phường A": {"6T": number(2)}, "Phường B": {"6T": number(1)}, "Phường C": {"6T": number(0)}}
    result = judge_share(members(DIALOGUES, AFTER_HALF, known, **ONLY_HALF), share())
    assert result.sentence == (
        "Đến ngày 14/06/2026: 1/3 phường, xã (33,3%) đã đạt tối thiểu 2 hội nghị, yêu cầu tối thiểu 100%. "
        "Chưa đạt: Phường C. Cần thêm 1 phường, xã; gần nhất: Phường C."
    )
    assert failing(result) == ["Phường C"]
    assert result.gap == "cần thêm 1 phường, xã"


def test_before_the_first_report_a_share_is_not_due():
    assert judge_share(members(DIALOGUES, DURING_Q1, {"A": {}, "B": {}}), share()).verdict == V.NOT_DUE


def test_a_group_without_members_is_not_applicable():
    for judge in (judge_each, judge_share):
        assert judge([], share()).sentence == "Không áp dụng: nhóm không có thành viên."


def test_a_member_dissolved_in_mid_year_counts_while_it_lives():
    known = {"A": half(99), "B": (half(90), GONE)}
    in_june = judge_share(members(ON_TIME, AFTER_HALF, known, owed=["6T", "N"]), share())
    assert (in_june.total.amount.value, in_june.total.amount.base) == (1, 2)
    in_september = judge_share(members(ON_TIME, AFTER_Q3, known, owed=["6T"]), share())
    assert (in_september.total.amount.value, in_september.total.amount.base) == (1, 1)


def test_members_without_a_baseline_leave_the_share_and_are_named():
    held = rule(Kind.STOCK, value=50, relative=Relative(RelativeKind.PERCENT, is_down=True))
    known = {"A": ({"N": number(4)}, {"baseline": Fraction(10)}), "B": ({"N": number(4)}, {})}
    result = judge_share(members(held, AFTER_YEAR, known, owed=["N"]), share())
    assert (result.verdict, result.total.amount.base) == (V.MET, 1)
    assert "Thiếu giá trị gốc: B" in result.sentence


def test_a_share_where_nobody_has_a_baseline_has_no_verdict():
    held = rule(Kind.STOCK, value=50, relative=Relative(RelativeKind.PERCENT, is_down=True))
    result = judge_share(members(held, AFTER_YEAR, {"B": {"N": number(4)}}, owed=["N"]), share())
    assert (result.verdict, result.reason) == (V.NO_DATA, "thiếu giá trị gốc")


def test_a_member_that_lacks_a_closed_period_counts_as_not_reported():
    known = {"A": ({"Q1": of(98, 100), "6T": of(196, 200), "Q3": of(98, 100), "N": of(392, 400)}, {})}
    lacking = {"A": ({"Q1": of(98, 100), "6T": of(196, 200)}, {"closed": ["Q3", "N"]})}
    assert judge_each(members(ON_TIME, AFTER_YEAR, known), ON_TIME).verdict == V.MET
    assert judge_each(members(ON_TIME, AFTER_YEAR, lacking), ON_TIME).verdict == V.NO_DATA


def test_a_half_year_that_failed_by_its_own_reports_fails_whatever_is_missing_of_the_other():
    held = count(1, window=Window.HALF, tolerance=Decimal(0))
    failed = {"A": ({"Q1": number(0), "6T": number(0)}, {"closed": ["Q3", "N"]})}
    unknown = {"A": ({"Q1": number(1), "6T": number(1)}, {"closed": ["Q3", "N"]})}
    assert judge_each(members(held, AFTER_YEAR, failed), held).verdict == V.MISSED
    assert judge_each(members(held, AFTER_YEAR, unknown), held).verdict == V.NO_DATA


def test_a_member_whose_report_was_closed_without_it_can_no_longer_meet():
    """One of two is lost for good: 100% cannot be reached, half of them can."""
    known = {"A": year(99), "B": ({}, {"closed": ["N"]}), "C": {}}
    judged = members(ON_TIME, AFTER_YEAR, known, owed=["N"])
    assert judge_share(judged, share(100)).verdict == V.OUT_OF_REACH
    assert judge_share(judged, share(50)).verdict == V.BEHIND


def test_a_count_already_reached_does_not_lapse_for_a_missing_period():
    lacking = {"A": ({"Q1": number(2), "6T": number(3)}, {"closed": ["Q3", "N"]})}
    assert judge_each(members(DIALOGUES, AFTER_YEAR, lacking), DIALOGUES).verdict == V.MET


# fmt: off
EACH = [
    pytest.param({"A": year(99), "B": year(98)}, V.MET, {V.MET: 2}, id="tất cả đạt"),
    pytest.param({"A": year(99), "B": year(97)}, V.MISSED, {V.MET: 1, V.MISSED: 1}, id="một đơn vị không đạt"),
    pytest.param({"A": year(99), "B": ({}, {"closed": ["N"]})}, V.NO_DATA, {V.MET: 1, V.NO_DATA: 1}, id="một đơn vị không báo cáo"),
    pytest.param({"A": year(97), "B": ({}, {"closed": ["N"]})}, V.MISSED, {V.MISSED: 1, V.NO_DATA: 1}, id="không đạt đứng trước chưa báo cáo"),
    pytest.param({"A": year(99), "B": (year(1), EXEMPT_MEMBER)}, V.MET, {V.MET: 1, V.NOT_APPLICABLE: 1}, id="đơn vị không áp dụng không kéo xuống"),
    pytest.param({"A": year(99), "B": {"N": NONE_OCCURRED}}, V.MET, {V.MET: 1, V.NOTHING_OCCURRED: 1}, id="đơn vị không phát sinh không kéo xuống"),
    pytest.param({"A": {"N": NONE_OCCURRED}}, V.NOTHING_OCCURRED, {V.NOTHING_OCCURRED: 1}, id="không ai phát sinh"),
    pytest.param({"A": year(97), "B": {}}, V.OUT_OF_REACH, {V.MISSED: 1, V.NO_DATA: 1}, id="một đơn vị đã không đạt, đơn vị khác chưa xong: không thể đạt"),
]
# fmt: on


@pytest.mark.parametrize(("by_agency", "verdict", "spread"), EACH)
def test_each_stands_with_its_worst_member_and_shows_the_spread(by_agency, verdict, spread):
    result = judge_each(members(ON_TIME, AFTER_YEAR, by_agency, owed=["N"]), ON_TIME)
    assert (result.verdict, result.spread) == (verdict, spread), result.sentence


def test_attention_stands_before_what_is_not_reported_and_failure_before_both():
    known = {"A": half(97), "B": {}, "C": half(99)}
    near = judge_each(members(rule(value=98, tolerance=Decimal(3)), AFTER_HALF, known, owed=["6T"]), ON_TIME)
    assert near.verdict in (V.NEAR, V.UNLIKELY)
    assert near.spread[V.NO_DATA] == 1


def test_each_is_final_when_all_its_members_are():
    known = {"A": year(99), "B": ({}, {"sent": ["N"]})}
    waiting = judge_each(members(ON_TIME, AFTER_YEAR, known, owed=["N"]), ON_TIME)
    assert not waiting.is_final
    assert waiting.coverage.sent == ("B",)
    done = judge_each(members(ON_TIME, AFTER_YEAR, {"A": year(99), "B": year(99)}, owed=["N"]), ON_TIME)
    assert done.is_final


def test_the_sentence_of_each_tells_the_spread_and_the_names():
    known = {f"Phường {name}": year(99) for name in "ABC"} | {f"Xã {name}": year(90) for name in "DEFGH"}
    result = judge_each(members(ON_TIME, AFTER_YEAR, known, owed=["N"]), ON_TIME)
    assert result.sentence == (
        "Năm 2026: 8 phường, xã: 3 đạt, 5 không đạt. Chưa đạt: Xã D, Xã E, Xã F và 2 phường, xã khác."
    )


def test_a_group_that_is_not_due_says_when_its_first_figures_end():
    not_due = members(DIALOGUES, DURING_Q1, {"A": {}, "B": {}})
    said = "Chưa đến kỳ; số liệu kỳ đầu tính đến hết ngày 14/03/2026."
    assert [judge(not_due, share()).sentence for judge in (judge_each, judge_share)] == [said, said]


def test_a_member_is_exempt_only_on_the_days_of_its_mark():
    until_june = {"absences": (Absence("đang sắp xếp", until=date(2026, 5, 1)),)}
    known = {"A": ({"Q1": of(1, 100), "6T": of(99, 100)}, until_june)}
    assert judge_each(members(ON_TIME, AFTER_Q1, known), ON_TIME).verdict == V.NOT_APPLICABLE
    assert judge_each(members(ON_TIME, AFTER_HALF, known), ON_TIME).verdict == V.ON_TRACK


def test_at_most_a_share_of_units_fails_for_good_when_too_many_meet():
    """ "Không quá 50% đơn vị có hồ sơ quá hạn trên mức" is a share that must stay small."""
    met_early = {"A": {"6T": number(2)}, "B": {"6T": number(2)}, "C": {"6T": number(0)}}
    result = judge_share(members(DIALOGUES, AFTER_HALF, met_early, **ONLY_HALF), share(50, Comparator.AT_MOST))
    assert result.verdict == V.OUT_OF_REACH
