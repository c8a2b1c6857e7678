"""What is worth a second look."""

from decimal import Decimal
from fractions import Fraction

import pytest

from targets.checks import Asked, Parts
from targets.flags import JUST_ODD, USUAL, Around, Watch, oddities, shown_value
from targets.terms import Kind, Typed

RATIO, COUNT, LEVEL = Asked(Kind.RATIO), Asked(Kind.COUNT), Asked(Kind.LEVEL, unit="%")


def ratio(numerator, denominator):
    return Parts(numerator=Decimal(numerator), denominator=Decimal(denominator))


def value(number):
    return Parts(value=Decimal(number))


NOTHING = Parts(nothing_occurred=True)

CASES = [
    pytest.param(RATIO, ratio(95, 100), ratio(96, 100), None, [], id="gần như kỳ trước"),
    pytest.param(RATIO, ratio(85, 100), ratio(95, 100), None, ["10 điểm % trở lên so với kỳ trước"], id="giảm 10 điểm"),
    pytest.param(RATIO, ratio(86, 100), ratio(95, 100), None, [], id="giảm 9 điểm"),
    pytest.param(RATIO, ratio(190, 200), None, ratio(95, 100), ["mẫu số gấp từ 2 lần"], id="gấp đôi cùng kỳ"),
    pytest.param(RATIO, ratio(8, 8), ratio(4, 4), None, [], id="số nhỏ thì không nhắc"),
    pytest.param(COUNT, value(4), value(40), None, ["số lượng chưa bằng 1/2"], id="còn một phần mười"),
    pytest.param(RATIO, NOTHING, ratio(95, 100), None, ["không phát sinh, kỳ trước có số liệu"], id="bỗng không"),
    pytest.param(RATIO, ratio(1, 2), NOTHING, None, ["có số liệu, kỳ trước không phát sinh"], id="bỗng có"),
    pytest.param(LEVEL, value(80), value(95), None, ["10 đơn vị"], id="hài lòng giảm mạnh"),
    pytest.param(RATIO, Parts(), ratio(95, 100), None, [], id="chưa nhập thì không nhắc"),
    pytest.param(RATIO, ratio(1, 2), Parts(), None, [], id="kỳ trước chưa báo cáo"),
]


def words_of(asked, now, around, watch=USUAL):
    return [odd.words for odd in oddities(asked, now, around, watch)]


@pytest.mark.parametrize(("asked", "now", "before", "year_before", "words"), CASES)
def test_a_figure_far_from_earlier_ones_is_flagged(asked, now, before, year_before, words):
    reasons = words_of(asked, now, Around(before, year_before))
    assert len(reasons) == len(words)
    assert all(word in reason for word, reason in zip(words, reasons, strict=True))


def test_a_cumulative_figure_is_expected_to_grow_from_one_period_to_the_next():
    trained = Asked(Kind.RATIO, typed=Typed.CUMULATIVE)
    assert words_of(trained, ratio(60, 100), Around(before=ratio(25, 100))) == []
    assert words_of(trained, ratio(60, 100), Around(year_before=ratio(25, 100))) != []


def test_a_quarter_after_a_half_year_is_expected_to_be_smaller():
    assert words_of(RATIO, ratio(95, 100), Around(ratio(190, 200), is_as_long=False)) == []
    assert words_of(RATIO, ratio(85, 100), Around(ratio(190, 200), is_as_long=False)) != []


TUNED = [
    pytest.param(Watch(points=Decimal(5)), ratio(89, 100), Around(ratio(95, 100)), True, id="5 điểm thay vì 10"),
    pytest.param(Watch(points=Decimal(20)), ratio(80, 100), Around(ratio(95, 100)), False, id="20 điểm thay vì 10"),
    pytest.param(Watch(times=Decimal("1.5")), ratio(150, 150), Around(ratio(95, 100)), True, id="gấp rưỡi"),
    pytest.param(Watch(fewest=3), ratio(8, 8), Around(ratio(4, 4)), True, id="xét cả số nhỏ"),
    pytest.param(Watch(last_period=False), ratio(50, 100), Around(ratio(95, 100)), False, id="không so kỳ trước"),
    pytest.param(Watch(last_year=False), ratio(50, 100), Around(None, ratio(95, 100)), False, id="không so năm trước"),
    pytest.param(Watch(lowest=Decimal(60)), ratio(55, 100), Around(), True, id="thấp hơn mức hợp lý"),
    pytest.param(Watch(lowest=Decimal(60)), ratio(60, 100), Around(), False, id="đúng bằng mức thấp nhất"),
    pytest.param(Watch(highest=Decimal(99)), ratio(100, 100), Around(), True, id="cao hơn mức hợp lý"),
]


@pytest.mark.parametrize(("watch", "now", "around", "is_odd"), TUNED)
def test_an_office_tunes_what_counts_as_odd(watch, now, around, is_odd):
    assert bool(words_of(RATIO, now, around, watch)) is is_odd


def test_the_more_surprising_figure_is_the_larger_oddity():
    near, far = (oddities(RATIO, now, Around(ratio(95, 100)))[0].size for now in (ratio(85, 100), ratio(45, 100)))
    assert (near, far) == (1, 5)
    assert oddities(COUNT, value(400), Around(value(40)))[0].size == 5
    implausible = oddities(RATIO, ratio(5, 100), Around(), Watch(lowest=Decimal(60)))[0]
    assert implausible.size > far


def test_a_few_cases_beside_none_are_marked_and_nobody_is_asked():
    few, many = (oddities(RATIO, ratio(1, cases), Around(NOTHING))[0].size for cases in (2, 50))
    assert few < JUST_ODD <= many


def test_a_plan_of_capital_that_was_cut_is_asked_about_and_never_refused():
    disbursed = Asked(
        Kind.RATIO,
        typed=Typed.CUMULATIVE,
        may_exceed=True,
        numerator_label="Vốn giải ngân",
        denominator_label="Kế hoạch vốn",
    )
    assert words_of(disbursed, ratio(110, 100), Around()) == ["vốn giải ngân lớn hơn kế hoạch vốn"]
    cut = Around(before=ratio(40, 120))
    assert words_of(disbursed, ratio(50, 100), cut) == ["kế hoạch vốn giảm so với kỳ trước, từ 120 còn 100"]
    assert words_of(disbursed, ratio(50, 100), Around(before=ratio(40, 120), is_same_year=False)) == []


def test_what_bounds_are_held_against_is_the_percentage_or_the_value():
    assert shown_value(RATIO, ratio(1, 3)) == Fraction(100, 3)
    assert shown_value(COUNT, value(7)) == 7
    assert shown_value(RATIO, Parts(numerator=Decimal(1))) is None
    assert shown_value(Asked(Kind.YES_NO), Parts(done=True)) is None
