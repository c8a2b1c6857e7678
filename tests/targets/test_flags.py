"""What is worth a second look."""

from decimal import Decimal

import pytest

from targets.checks import Asked, Parts
from targets.flags import worth_a_look
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


@pytest.mark.parametrize(("asked", "now", "before", "year_before", "words"), CASES)
def test_a_figure_far_from_earlier_ones_is_flagged(asked, now, before, year_before, words):
    reasons = worth_a_look(asked, now, before, year_before)
    assert len(reasons) == len(words)
    assert all(word in reason for word, reason in zip(words, reasons, strict=True))


def test_a_cumulative_figure_is_expected_to_grow_from_one_period_to_the_next():
    trained = Asked(Kind.RATIO, typed=Typed.CUMULATIVE)
    assert worth_a_look(trained, ratio(60, 100), ratio(25, 100), None) == []
    assert worth_a_look(trained, ratio(60, 100), None, ratio(25, 100)) != []


def test_a_quarter_after_a_half_year_is_expected_to_be_smaller():
    assert worth_a_look(RATIO, ratio(95, 100), ratio(190, 200), None, as_long=False) == []
    assert worth_a_look(RATIO, ratio(85, 100), ratio(190, 200), None, as_long=False) != []
