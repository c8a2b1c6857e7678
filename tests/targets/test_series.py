"""One agency's year: flows, cumulative figures, gaps, longer periods, the latest, the weighted."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods.period import Span
from targets.amount import Amount, exact
from targets.series import flows, over
from targets.terms import AcrossPeriods, Kind, Typed
from tests.targets.cases import NO, NONE_OCCURRED, count, number, of, rule, series, yes

Q2, HALF, NINE, YEAR = Span(3, 6), Span(0, 6), Span(0, 9), Span(0, 12)
CUMULATIVE = Typed.CUMULATIVE


# fmt: off
MONTHS_ASKED = [
    pytest.param({"Q1": 10, "6T": 25, "Q3": 7}, Typed.FLOW, NINE, 32, "", id="kỳ: 9 tháng = 6 tháng + Quý III"),
    pytest.param({"Q1": 10, "6T": 25, "Q3": 32}, CUMULATIVE, NINE, 32, "", id="lũy kế: 9 tháng là chính số lũy kế"),
    pytest.param({"Q1": 10, "6T": 25, "Q3": 7, "N": 40}, Typed.FLOW, YEAR, 40, "", id="kỳ: báo cáo năm thay tất cả"),
    pytest.param({"Q1": 10, "6T": 25, "Q3": 32, "N": 40}, CUMULATIVE, YEAR, 40, "", id="lũy kế: báo cáo năm thay tất cả"),
    pytest.param({"Q1": 10, "6T": 25}, Typed.FLOW, Q2, 15, "", id="kỳ: Quý II suy ra"),
    pytest.param({"Q1": 10, "6T": 25}, CUMULATIVE, Q2, 15, "", id="lũy kế: phát sinh Quý II"),
    pytest.param({"Q1": 10, "Q3": 7}, Typed.FLOW, NINE, 17, "thiếu Quý II", id="kỳ: thiếu 6 tháng thì cộng Quý I và Quý III, nói rõ thiếu"),
    pytest.param({"Q1": 10, "Q3": 32}, CUMULATIVE, NINE, 32, "", id="lũy kế: thiếu 6 tháng không làm thiếu số"),
    pytest.param({"Q1": 30, "6T": 25}, Typed.FLOW, Q2, -5, "", id="số âm sau đính chính được hiện, không cắt về 0"),
    pytest.param({"6T": 0}, Typed.FLOW, HALF, 0, "", id="số 0 là số 0"),
]
# fmt: on


@pytest.mark.parametrize(("figures", "typed", "span", "value", "missing"), MONTHS_ASKED)
def test_the_figure_of_any_months(figures, typed, span, value, missing):
    given_figures = {name: number(amount) for name, amount in figures.items()}
    piece = over(series(given_figures, count(1), typed=typed), span)
    assert (piece.amount.value, piece.missing_words) == (value, missing)


def test_what_was_never_reported_is_neither_zero_nor_nothing():
    piece = over(series({}, count(1)), HALF)
    assert piece.amount is None
    assert piece.missing == (HALF,)


def test_months_that_nobody_owes_are_not_missing():
    """A predecessor that ended in July owes no report of the year; what it reported stands."""
    piece = over(series({"6T": number(5)}, count(1), owed=["Q1", "6T"]), YEAR)
    assert (piece.amount.value, piece.missing) == (5, ())


def test_nothing_occurred_stays_apart_from_zero():
    nothing = over(series({"Q1": NONE_OCCURRED}, rule()), Span(0, 3)).amount
    zero = over(series({"Q1": of(0, 20)}, rule()), Span(0, 3)).amount
    assert (nothing.is_nothing, exact(Kind.RATIO, nothing)) == (True, None)
    assert (zero.is_nothing, exact(Kind.RATIO, zero)) == (False, 0)


def test_a_derived_figure_is_marked_and_a_cumulative_flow_is_not():
    figures = {"Q1": number(10), "6T": number(25)}
    assert over(series(figures, count(1)), Q2).derived == "Quý II = 6 tháng − Quý I"
    assert over(series(figures, count(1), typed=CUMULATIVE), Q2).derived == ""


def test_the_flow_of_a_cumulative_figure_over_a_gap_says_what_it_includes():
    reported = flows(series({"Q1": number(10), "Q3": number(32)}, count(1), typed=CUMULATIVE))
    assert [(flow.period.slug, flow.amount.value, flow.also) for flow in reported] == [
        ("2026-q1", 10, ""),
        ("2026-q3", 22, "gồm cả Quý II"),
    ]


def test_a_corrected_cumulative_figure_changes_the_next_flow_and_may_make_it_negative():
    reported = flows(series({"Q1": number(40), "6T": number(25)}, count(1), typed=CUMULATIVE))
    assert [flow.amount.value for flow in reported] == [40, -15]


def test_stocks_take_the_latest_and_carry_nothing_into_a_window():
    stocks = series({"Q1": number(40), "6T": number(45)}, rule(Kind.STOCK))
    assert over(stocks, NINE).amount.value == 45
    assert over(stocks, Span(6, 9)).amount is None


def test_a_level_is_weighted_by_sample_where_all_samples_are_known():
    weighted = rule(Kind.LEVEL, across_periods=AcrossPeriods.WEIGHTED)
    known = over(series({"6T": number(80, 100), "Q3": number(90, 300)}, weighted), NINE).amount
    unknown = over(series({"6T": number(80), "Q3": number(90, 300)}, weighted), NINE).amount
    assert exact(Kind.LEVEL, known) == Decimal("87.5")
    assert exact(Kind.LEVEL, unknown) == 90


def test_done_once_is_done_and_keeps_its_first_day():
    held = rule(Kind.YES_NO, value=None)
    done = over(series({"Q1": yes(date(2026, 2, 3)), "6T": yes(date(2026, 5, 1)), "Q3": NO}, held), NINE).amount
    assert (done.value, done.on) == (1, date(2026, 2, 3))


def test_a_yes_without_its_day_counts_by_the_last_day_of_its_period():
    held = rule(Kind.YES_NO, value=None)
    assert over(series({"6T": yes()}, held), HALF).amount.on == date(2026, 6, 14)


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=4))
def test_both_ways_of_typing_give_the_same_year_to_date(quarters):
    """Typed by period the cycle is Quý I, 6 tháng, Quý III, năm; typed cumulatively each since 15/12."""
    a, b, c, d = quarters
    by_period = {"Q1": number(a), "6T": number(a + b), "Q3": number(c), "N": number(a + b + c + d)}
    cumulative = {"Q1": number(a), "6T": number(a + b), "Q3": number(a + b + c), "N": number(a + b + c + d)}
    for start in range(0, 12, 3):
        for end in range(start + 3, 13, 3):
            span = Span(start, end)
            one = over(series(by_period, count(1)), span).amount
            two = over(series(cumulative, count(1), typed=CUMULATIVE), span).amount
            assert one.value == two.value == sum(quarters[start // 3 : end // 3])


@given(st.permutations(["Q1", "6T", "Q3", "N"]))
def test_the_order_in_which_figures_come_never_matters(order):
    amounts = {"Q1": of(9, 10), "6T": of(28, 30), "Q3": of(9, 12), "N": of(50, 60)}
    straight = series(amounts, rule())
    mixed = series({name: amounts[name] for name in order}, rule())
    for span in (Q2, HALF, NINE, YEAR, Span(9, 12)):
        assert over(mixed, span).amount == over(straight, span).amount


def test_amounts_add_part_by_part():
    assert of(1, 2) + of(3, 4) == Amount(Decimal(4), Decimal(6))
    assert of(3, 4) - of(1, 2) == Amount(Decimal(2), Decimal(2))


@given(st.permutations(["Q1", "6T", "Q3", "N"]), st.integers(0, 9), st.sampled_from(list(AcrossPeriods)))
def test_the_order_in_which_figures_come_never_matters_to_any_way_of_combining(order, level, across):
    """Also where the latest stands, where a yes is the first one, where a level is weighted by its sample."""
    kind = Kind.YES_NO if across == AcrossPeriods.ONCE else Kind.LEVEL
    amounts = {name: number(level + place, 30 + place) for place, name in enumerate(("Q1", "6T", "Q3", "N"))}
    if kind == Kind.YES_NO:
        amounts = {"Q1": NO, "6T": yes(date(2026, 5, 1)), "Q3": yes(date(2026, 4, 1)), "N": NO}
    held = rule(kind, value=None if kind == Kind.YES_NO else 5, across_periods=across)
    straight, mixed = series(amounts, held), series({name: amounts[name] for name in order}, held)
    for span in (HALF, NINE, YEAR):
        assert over(mixed, span).amount == over(straight, span).amount
