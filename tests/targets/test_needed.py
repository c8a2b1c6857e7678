"""What is still needed, in cases; the worked checks of DESIGN §4."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from targets.needed import EstimateSource, estimate, of_ratio
from targets.rule import threshold
from targets.terms import Comparator, Kind, Verdict
from tests.targets.cases import AFTER_HALF, AFTER_Q1, AFTER_Q3, attainment, count, number, of, rule

AT_MOST = Comparator.AT_MOST
HOLD = rule(value=98)
LAST_YEAR = {"last_year": {"N": of(15500, 16000)}, "owed": ["6T", "Q3"]}


def to_september(numerator):
    """So many of 10.000 in nine months, against last year's 16.000: the pace alone would give 13.333."""
    return attainment(HOLD, {"6T": of(6000, 6000), "Q3": of(numerator - 6000, 4000)}, AFTER_Q3, **LAST_YEAR)


def test_9600_of_10000_against_98_percent_of_16000_is_unlikely():
    result = to_september(9600)
    needed = result.needed
    assert result.verdict == Verdict.UNLIKELY
    assert needed.rate == Fraction(15680 - 9600, 6000) * 100
    assert needed.rate_words == "101,4%"
    assert (needed.allowed, needed.spent, needed.left) == (320, 400, -80)
    assert needed.words == (
        "Đã có 400 hồ sơ quá hạn, vượt 80 so với mức cho phép 320 của cả năm (ước 16.000 hồ sơ theo số của năm trước)"
    )
    assert needed.words in result.sentence


def test_9750_of_10000_against_98_percent_of_16000_leaves_70():
    result = to_september(9750)
    needed = result.needed
    assert result.verdict == Verdict.NEAR
    assert needed.rate == Fraction(5930, 6000) * 100
    assert needed.rate_words == "98,9%"
    assert (needed.allowed, needed.spent, needed.left) == (320, 250, 70)
    assert needed.words == (
        "Cả năm được phép tối đa 320 hồ sơ quá hạn (ước 16.000 hồ sơ theo số của năm trước); đã có 250; còn 70"
    )


def test_the_estimate_is_the_greater_of_last_year_and_todays_pace_and_says_which():
    so_far = of(9000, 10000)
    assert estimate(so_far, 9, 12, of(1, 16000)) == estimate(so_far, 9, 12, of(15000, 16000))
    assert estimate(so_far, 9, 12, of(1, 16000)).source == EstimateSource.LAST_YEAR
    by_pace = estimate(so_far, 9, 12, of(1, 13000))
    assert (by_pace.whole, by_pace.source) == (Fraction(40000, 3), EstimateSource.PACE)
    assert estimate(so_far, 9, 12, None).source == EstimateSource.PACE


def test_there_is_no_estimate_once_as_much_was_done_as_was_expected():
    assert estimate(of(9000, 16000), 12, 12, of(15000, 16000)) is None


def test_pace_counts_the_months_that_are_covered_not_those_that_passed():
    """Quý I and Quý III reported, Quý II missing: 200 in six months is 400 a year."""
    result = attainment(rule(), {"Q1": of(90, 100), "Q3": of(95, 100)}, AFTER_Q3)
    assert result.needed.estimate.whole == 400


# fmt: off
AT_MOST_CASES = [
    pytest.param(5, of(100, 10000), 16000, "11,6%", 800, 700, False, id="tối đa 5%: còn được trả 700 hồ sơ"),
    pytest.param(5, of(900, 10000), 16000, "−1,7%", 800, -100, True, id="tối đa 5%: đã quá mức cả năm"),
    pytest.param(5, of(800, 10000), 16000, "0%", 800, 0, False, id="tối đa 5%: đã hết mức, phần còn lại phải là 0"),
]
# fmt: on


@pytest.mark.parametrize(("percent", "so_far", "whole", "rate", "allowed", "left", "impossible"), AT_MOST_CASES)
def test_at_most_says_what_is_still_allowed(percent, so_far, whole, rate, allowed, left, impossible):
    held = rule(comparator=AT_MOST, value=percent)
    needed = of_ratio(held, threshold(held), so_far, estimate(so_far, 12, 12, of(0, whole)))
    assert (needed.rate_words, needed.allowed, needed.left) == (rate, allowed, left)
    assert needed.is_impossible == impossible


def test_secured_is_when_the_rest_may_fail_altogether():
    held = rule(value=50)
    so_far = of(9000, 10000)
    needed = of_ratio(held, threshold(held), so_far, estimate(so_far, 12, 12, of(0, 16000)))
    assert needed.is_secured
    assert needed.words == (
        "Đã chắc đạt cả năm nếu không phát sinh nhiều hơn ước tính (ước 16.000 hồ sơ theo số của năm trước)"
    )


def test_a_strict_bound_leaves_one_case_less():
    held = rule(comparator=Comparator.MORE_THAN, value=98)
    so_far = of(9750, 10000)
    needed = of_ratio(held, threshold(held), so_far, estimate(so_far, 12, 12, of(0, 16000)))
    assert (needed.allowed, needed.left) == (319, 69)


# fmt: off
OTHER_KINDS = [
    pytest.param(count(12), {"Q1": number(2)}, AFTER_Q1, "Còn cần thêm 10 hội nghị, bình quân 4 hội nghị mỗi kỳ trong 3 kỳ báo cáo còn lại", id="số lượng: còn bao nhiêu, mỗi kỳ bao nhiêu"),
    pytest.param(count(12), {"6T": number(4), "Q3": number(2)}, AFTER_Q3, "Còn cần thêm 6 hội nghị", id="số lượng: chỉ còn một kỳ"),
    pytest.param(count(10, AT_MOST), {"6T": number(4)}, AFTER_HALF, "Còn được phép 6 hội nghị", id="số lượng tối đa: còn được phép"),
    pytest.param(rule(Kind.RANK, AT_MOST, 15), {"6T": number(18, 34)}, AFTER_HALF, "Cần lên 3 bậc", id="hạng: cần lên mấy bậc"),
    pytest.param(rule(Kind.RATIO_OF_STOCKS, value=100), {"6T": of(46, 60)}, AFTER_HALF, "Cần thêm 14 hồ sơ (trên 60 hồ sơ)", id="tỷ lệ tại thời điểm: cần thêm bao nhiêu"),
    pytest.param(rule(Kind.RATIO_OF_STOCKS, value=98), {"6T": of(46, 60)}, AFTER_HALF, "Cần thêm 13 hồ sơ (trên 60 hồ sơ)", id="làm tròn lên: 58,8 là 59"),
    pytest.param(rule(Kind.RATIO_OF_STOCKS, AT_MOST, 100), {"6T": of(62, 60)}, AFTER_HALF, "Cần giảm 2 hồ sơ", id="biên chế vượt chỉ tiêu giao"),
    pytest.param(rule(Kind.STOCK, AT_MOST, 0), {"6T": number(40)}, AFTER_HALF, "Cần giảm 40 hồ sơ", id="tồn đọng"),
    pytest.param(rule(Kind.LEVEL, value=85), {"6T": number("84.62", 100)}, AFTER_HALF, "Cần tăng 0,4 điểm %", id="hài lòng, làm tròn phía khó"),
    pytest.param(rule(Kind.GRADE, value=3), {"6T": number(1)}, AFTER_HALF, "Cần lên 2 bậc xếp loại", id="cấp độ"),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "words"), OTHER_KINDS)
def test_every_kind_says_what_it_takes(held, figures, today, words):
    assert attainment(held, figures, today, owed=list(figures)).needed.words == words


def test_where_no_case_may_fail_it_says_just_that():
    held = rule(value=100)
    clean = attainment(held, {"6T": of(100, 100)}, AFTER_HALF, owed=["6T"]).needed.words
    failed = attainment(held, {"6T": of(97, 100)}, AFTER_HALF, owed=["6T"]).needed.words
    assert clean == "Không được để có hồ sơ quá hạn"
    assert failed == "Đã có 3 hồ sơ quá hạn, trong khi không được có trường hợp nào"


def test_nothing_is_needed_where_it_already_holds():
    assert attainment(rule(Kind.RANK, AT_MOST, 15), {"6T": number(12, 34)}, AFTER_HALF, owed=["6T"]).needed is None


@given(
    st.integers(1, 20000),
    st.integers(0, 20000),
    st.integers(1, 40000),
    st.integers(1, 99),
    st.sampled_from([Comparator.AT_LEAST, Comparator.MORE_THAN, AT_MOST, Comparator.LESS_THAN]),
)
def test_unlikely_is_exactly_more_failed_than_the_year_allows(d, n, rest, percent, comparator):
    """The rate of the rest and the cases left are two ways to say one thing and must never disagree."""
    n = min(n, d)
    held = rule(comparator=comparator, value=percent)
    asked, so_far = threshold(held), of(n, d)
    needed = of_ratio(held, asked, so_far, estimate(so_far, 12, 12, of(0, d + rest)))
    assert needed.is_impossible == (needed.left < 0)
    best = of(n + rest, d + rest) if asked.is_at_least else of(n, d + rest)
    assert needed.is_impossible == (not asked.holds(Fraction(best.value * 100) / Fraction(best.base)))


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(1, 5000), st.integers(50, 100))
def test_what_may_still_fail_is_just_enough(d, n, rest, percent):
    """With exactly `left` more failures the year holds; with one more it does not."""
    held = rule(value=percent)
    so_far = of(min(n, d), d)
    needed = of_ratio(held, threshold(held), so_far, estimate(so_far, 12, 12, of(0, d + rest)))
    whole = Decimal(d + rest)
    failing = Decimal(int(needed.spent + needed.left))
    assert threshold(held).holds(Fraction((whole - failing) * 100) / Fraction(whole))
    assert not threshold(held).holds(Fraction((whole - failing - 1) * 100) / Fraction(whole))
