"""Across agencies: added and divided once, weighted, standing alone, never mixing periods; and who pulls it down."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from periods.period import Calendar, Span
from targets.terms import AcrossPeriods, Kind, Typed
from targets.totals import Belonging, pull, reached, total
from tests.targets.cases import NO, NONE_OCCURRED, count, number, of, rule, series, yes

HALF, NINE, YEAR = Span(0, 6), Span(0, 9), Span(0, 12)


def together(held, **by_agency):
    return [Belonging(series(figures, held, agency=name)) for name, figures in by_agency.items()]


def test_a_ratio_adds_both_parts_then_divides():
    whole = total(together(rule(), A={"6T": of(1, 1)}, B={"6T": of(90, 100)}), HALF)
    assert (whole.amount, whole.value) == (of(91, 101), Fraction(9100, 101))


def test_an_agency_where_nothing_occurred_adds_nothing():
    whole = total(together(rule(), A={"6T": NONE_OCCURRED}, B={"6T": of(90, 100)}), HALF)
    assert whole.value == 90


def test_nobody_gave_anything_and_nothing_occurred_are_two_things():
    nobody = total(together(rule(), A={}, B={}), HALF)
    nothing = total(together(rule(), A={"6T": NONE_OCCURRED}, B={"6T": NONE_OCCURRED}), HALF)
    assert (nobody.is_given, nobody.value) == (False, None)
    assert (nothing.is_given, nothing.amount.is_nothing, nothing.value) == (True, True, None)


def test_levels_are_weighted_by_sample():
    whole = total(together(rule(Kind.LEVEL), A={"6T": number(80, 100)}, B={"6T": number(90, 300)}), HALF)
    assert (whole.value, whole.plain_mean, whole.notes) == (Fraction(175, 2), False, ())


def test_a_missing_sample_makes_a_plain_mean_that_says_so():
    whole = total(together(rule(Kind.LEVEL), A={"6T": number(80)}, B={"6T": number(90, 300)}, C={}), HALF)
    assert whole.value == 85
    assert whole.notes == ("trung bình cộng của 2/3 đơn vị",)


def test_a_total_says_what_was_derived_and_of_how_many():
    quarter = Span(3, 6)
    parts = {"A": {"Q1": number(10), "6T": number(25)}, "B": {"Q1": number(1), "6T": number(4)}, "C": {"6T": number(9)}}
    whole = total(together(count(1), **parts), quarter)
    assert "suy ra: Quý II = 6 tháng − Quý I (2 đơn vị)" in whole.notes
    alone = total(together(count(1), A=parts["A"]), quarter)
    assert (alone.value, alone.notes) == (15, ("suy ra: Quý II = 6 tháng − Quý I",))


def test_a_level_over_several_periods_pools_all_samples():
    held = rule(Kind.LEVEL, across_periods=AcrossPeriods.WEIGHTED)
    whole = total(
        together(
            held, A={"6T": number(80, 100), "Q3": number(90, 100)}, B={"6T": number(70, 200), "Q3": number(60, 100)}
        ),
        NINE,
    )
    assert whole.value == Fraction(80 * 100 + 90 * 100 + 70 * 200 + 60 * 100, 500)


def test_a_yes_counts_who_did_of_who_owe():
    whole = total(together(rule(Kind.YES_NO, value=None), A={"6T": yes()}, B={"6T": NO}, C={}), HALF)
    assert (whole.amount.value, whole.amount.base) == (1, 3)


def test_stocks_stand_at_the_last_period_that_all_have_reported():
    whole = total(together(rule(Kind.STOCK), A={"6T": number(40), "Q3": number(50)}, B={"6T": number(10)}), NINE)
    assert (whole.value, whole.as_of) == (50, 6)
    assert [contribution.amount.value for contribution in whole.contributions] == [40, 10]


def test_where_no_period_is_complete_the_last_with_any_stands_and_shows_who_is_missing():
    whole = total(together(rule(Kind.STOCK), A={"6T": number(40)}, B={}), NINE)
    assert (whole.value, whole.as_of, whole.given) == (40, 6, 1)
    assert whole.has_gaps


def test_a_period_that_the_office_has_closed_is_complete_without_those_missing():
    held = rule(Kind.STOCK)
    there = Belonging(series({"6T": number(40), "Q3": number(50)}, held, agency="A"))
    missing = Belonging(series({"6T": number(10)}, held, agency="B", closed=["6T", "Q3"]))
    whole = total([there, missing], NINE)
    assert (whole.value, whole.as_of, whole.given) == (50, 9, 1)
    assert whole.has_gaps


def test_once_final_the_latest_is_the_last_period_whoever_is_missing():
    stocks = together(rule(Kind.STOCK), A={"Q3": number(40), "N": number(30)}, B={"Q3": number(9)})
    assert total(stocks, YEAR).as_of == 9
    final = total(stocks, YEAR, is_final=True)
    assert (final.as_of, final.value, final.given) == (12, 30, 1)


def test_agencies_that_report_monthly_and_by_the_cycle_meet_where_both_have_a_report():
    held = rule(Kind.STOCK)
    monthly = series({"Q1": number(7)}, held, agency="Tháng", owed=["Q1", "6T"], calendar=Calendar.MONTHS)
    cycle = series({"Q1": number(1), "6T": number(3)}, held, agency="Chu kỳ", owed=["Q1", "6T"])
    whole = total([Belonging(monthly), Belonging(cycle)], NINE)
    assert (whole.as_of, whole.value) == (3, 8)


def test_predecessors_are_added_to_what_is_summed_and_marked():
    old = Belonging(series({"6T": number(5)}, count(1), agency="Xã cũ", owed=["Q1", "6T"]), is_predecessor=True)
    new = Belonging(series({"Q3": number(2)}, count(1), agency="Xã mới", owed=["Q3", "N"]))
    whole = total([new, old], NINE)
    assert (whole.value, whole.notes) == (7, ("gồm số liệu của đơn vị tiền thân",))
    assert not whole.has_gaps


def test_predecessors_are_never_added_to_stocks_levels_ranks_or_grades():
    for kind in (Kind.STOCK, Kind.LEVEL, Kind.RANK, Kind.GRADE, Kind.RATIO_OF_STOCKS):
        amount = of(1, 2) if kind == Kind.RATIO_OF_STOCKS else number(5, 10)
        old = Belonging(series({"6T": amount}, rule(kind), agency="Xã cũ"), is_predecessor=True)
        assert not total([old], NINE).is_given


def test_what_a_unit_has_done_is_its_own_deed_whatever_its_predecessors_did():
    asked = rule(Kind.YES_NO, value=None)
    own = Belonging(series({"6T": yes()}, asked, agency="Xã mới"), is_unit=True)
    before = Belonging(series({"6T": NO}, asked, agency="Xã cũ"), is_predecessor=True)
    moved = Belonging(series({"6T": yes()}, asked, agency="Xã khác"), is_moved_here=True)
    for belongings in ((own, before), (own, moved), (own, before, moved)):
        assert total(belongings, HALF).value == reached(belongings, HALF)[1] == 1
        assert total(belongings, HALF).units == 1
    above = [replace(belonging, is_unit=False) for belonging in (own, before, moved)]
    assert total(above, HALF).units == 3


def test_a_unit_that_moved_counts_for_each_parent_in_its_own_months():
    """Typed by period, moved on 1 July: 6 tháng for the old parent, Quý III and what follows for the new one."""
    moved = series({"Q1": number(1), "6T": number(10), "Q3": number(4), "N": number(20)}, count(1))
    before = total([Belonging(moved, (HALF,))], YEAR)
    after = total([Belonging(moved, (Span(6, 12),))], YEAR)
    assert (before.value, after.value) == (10, 10)


def test_it_knows_that_an_agency_lacks_a_period():
    whole = total(together(rule(), A={"Q1": of(1, 1), "Q3": of(1, 1)}, B={"6T": of(2, 2), "Q3": of(1, 1)}), NINE)
    assert whole.has_gaps


# --- who pulls it down --------------------------------------------------------------------------------------------------


def named(**cases):
    return pull({name: Decimal(number_of) for name, number_of in cases.items()})


def test_the_fewest_agencies_with_most_of_the_failed_cases_are_named():
    found = named(A=50, B=21, C=9, D=10, E=10)
    assert (found.agencies, found.share, found.cases) == (("A", "B"), Fraction(71, 100), 71)


def test_at_most_three_are_named_however_little_they_have():
    found = named(A=10, B=10, C=10, D=10, E=10, F=10)
    assert (found.agencies, found.share) == (("A", "B", "C"), Fraction(1, 2))


def test_nobody_is_named_where_nothing_failed_or_all_would_be_named():
    assert named(A=0, B=0) is None
    assert named(A=5) is None
    assert named(A=5, B=5) is None


def test_nobody_is_named_for_less_than_a_quarter():
    assert named(**{f"Xã {place}": 10 for place in range(13)}) is None


def test_an_agency_with_a_small_sample_is_not_pointed_at_though_its_cases_count():
    cases = {"A": Decimal(60), "B": Decimal(20), "C": Decimal(20)}
    assert pull(cases, unnamed={"A"}).agencies == ("B", "C")
    assert pull(cases, unnamed={"A"}).share == Fraction(2, 5)
    assert pull(cases, unnamed={"A", "B", "C"}) is None


# --- properties -----------------------------------------------------------------------------------------------------------

ratios = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: of(min(pair), max(pair)))


@given(st.lists(ratios, min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_a_whole_is_the_sum_of_its_parts_however_the_tree_is_cut(amounts, random):
    units = [Belonging(series({"6T": amount}, rule(), agency=f"Xã {i}")) for i, amount in enumerate(amounts)]
    whole = total(units, HALF).amount
    shuffled = random.sample(units, len(units))
    cut = random.randint(0, len(shuffled))
    parts = [total(part, HALF).amount for part in (shuffled[:cut], shuffled[cut:]) if part]
    assert whole.value == sum(part.value for part in parts)
    assert whole.base == sum(part.base for part in parts)


@given(st.lists(st.integers(0, 50), min_size=4, max_size=4), st.sampled_from([3, 6, 9]), st.booleans())
def test_a_year_is_the_sum_of_what_each_parent_had_of_a_moving_unit(quarters, moved_after, is_cumulative):
    a, b, c, d = quarters
    third = a + b + c if is_cumulative else c
    figures = {"Q1": number(a), "6T": number(a + b), "Q3": number(third), "N": number(a + b + c + d)}
    moving = series(figures, count(1), typed=Typed.CUMULATIVE if is_cumulative else Typed.FLOW)
    old = total([Belonging(moving, (Span(0, moved_after),))], YEAR).amount.value
    new = total([Belonging(moving, (Span(moved_after, 12),))], YEAR).amount.value
    assert old + new == sum(quarters)


@given(st.lists(ratios.filter(lambda amount: amount.base > 0), min_size=2, max_size=8))
def test_a_percentage_of_the_whole_is_never_the_mean_of_percentages(amounts):
    units = [Belonging(series({"6T": amount}, rule(), agency=f"Xã {i}")) for i, amount in enumerate(amounts)]
    expected = Fraction(sum(a.value for a in amounts) * 100) / Fraction(sum(a.base for a in amounts))
    assert total(units, HALF).value == expected


@given(
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 50)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_agencies_never_matters(levels, random):
    units = [
        Belonging(series({"6T": number(v, n)}, rule(Kind.LEVEL), agency=f"Xã {i}")) for i, (v, n) in enumerate(levels)
    ]
    assert total(units, HALF).value == total(random.sample(units, len(units)), HALF).value
