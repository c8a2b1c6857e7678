"""What must hold of every verdict, whatever the figures."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from periods.period import Calendar, periods_of
from targets.attainment import WORST_FIRST
from targets.rule import Relative, threshold
from targets.showing import places_beside, rounded
from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Verdict, Window
from tests.targets.cases import (
    AFTER_HALF,
    AFTER_Q3,
    AFTER_YEAR,
    attainment,
    count,
    number,
    of,
    reach,
    rule,
    several,
    verdict_on,
)

JUDGED = (
    Verdict.MISSED,
    Verdict.OUT_OF_REACH,
    Verdict.UNLIKELY,
    Verdict.BEHIND,
    Verdict.NEAR,
    Verdict.ON_TRACK,
    Verdict.MET,
)
LEVELS = {Verdict.OUT_OF_REACH: 0, **{verdict: place for place, verdict in enumerate(JUDGED) if place != 1}}
days = st.sampled_from([AFTER_Q3, AFTER_YEAR])
percents = st.decimals(min_value=1, max_value=100, places=1)
at_least_rules = st.builds(
    lambda value, comparator, path, window: rule(value=value, comparator=comparator, path=path, window=window),
    percents,
    st.sampled_from([Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.EQUAL]),
    st.sampled_from(list(Path)),
    st.sampled_from([Window.FULL, Window.HALF]),
)


@given(at_least_rules, st.integers(1, 400), st.integers(0, 400), st.integers(0, 400), days)
def test_more_numerator_never_worsens_where_higher_is_better(held, base, one, two, today):
    low, high = sorted((min(one, base), min(two, base)))
    figures = [{"6T": of(n, base), "Q3": of(n, base)} for n in (low, high)]
    worse, better = (attainment(held, figure, today, owed=["6T", "Q3", "N"], closed=["N"]) for figure in figures)
    assert LEVELS[better.verdict] >= LEVELS[worse.verdict], (worse.sentence, better.sentence)


@given(percents, st.integers(1, 400), st.integers(0, 400), st.integers(0, 400), days)
def test_fewer_cases_never_worsen_where_lower_is_better(percent, base, one, two, today):
    held = rule(comparator=Comparator.AT_MOST, value=percent, better=Better.LOWER)
    low, high = sorted((min(one, base), min(two, base)))
    worse = attainment(held, {"6T": of(high, base)}, today, owed=["6T"])
    better = attainment(held, {"6T": of(low, base)}, today, owed=["6T"])
    assert LEVELS[better.verdict] >= LEVELS[worse.verdict]


@given(st.integers(0, 40), st.integers(0, 30), st.integers(0, 30), st.sampled_from(list(Window)), days)
def test_one_more_meeting_never_worsens_a_count(asked, one, two, window, today):
    held = count(asked, window=window)
    low, high = sorted((one, two))
    figures = [{"Q1": number(n), "6T": number(2 * n), "Q3": number(n), "N": number(4 * n)} for n in (low, high)]
    worse, better = (attainment(held, figure, today) for figure in figures)
    assert LEVELS[better.verdict] >= LEVELS[worse.verdict]


@given(st.lists(st.integers(0, 3), min_size=2, max_size=2), st.integers(0, 3), st.sampled_from([0, 1]))
def test_one_more_meeting_in_either_half_never_worsens_a_window(halves, more, place):
    """Whatever the better half has, the worse one decides; adding to any half never makes it worse."""
    held = count(2, window=Window.HALF)
    richer = [held + more if at == place else held for at, held in enumerate(halves)]
    worse, better = (
        attainment(held, {"Q1": number(0), "6T": number(a), "Q3": number(0), "N": number(a + b)}, AFTER_YEAR)
        for a, b in (halves, richer)
    )
    assert LEVELS[better.verdict] >= LEVELS[worse.verdict]
    assert (worse.verdict == Verdict.MET) == (min(halves) >= 2)


@given(
    st.dictionaries(st.sampled_from(["Q1", "6T", "Q3"]), st.integers(0, 50), min_size=1),
    st.randoms(use_true_random=False),
)
def test_the_order_of_figures_never_matters(values, random):
    figures = {name: of(value, 50) for name, value in values.items()}
    mixed = {name: figures[name] for name in random.sample(list(figures), len(figures))}
    assert attainment(rule(), mixed, AFTER_Q3).sentence == attainment(rule(), figures, AFTER_Q3).sentence


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_agencies_never_matters(values, random):
    by_agency = {f"Sở {place}": {"6T": of(value, 100)} for place, value in enumerate(values)}
    mixed = {name: by_agency[name] for name in random.sample(list(by_agency), len(by_agency))}
    held = rule()
    assert (
        verdict_on(several(mixed, held), held, AFTER_HALF).verdict
        == verdict_on(several(by_agency, held), held, AFTER_HALF).verdict
    )


@given(st.integers(0, 3000), st.integers(1, 3000), st.decimals(min_value=1, max_value=100, places=2))
def test_the_shown_value_is_on_the_same_side_of_the_target_as_the_exact_one(numerator, base, percent):
    numerator = min(numerator, base)
    held = rule(value=percent)
    result = attainment(held, {"N": of(numerator, base)}, AFTER_YEAR, owed=["N"])
    shown = rounded(result.value, places_beside(result.value, (Fraction(percent),)))
    assert threshold(held).holds(shown) == (result.verdict == Verdict.MET)
    assert threshold(held).is_exceeded(shown) == result.is_exceeded


@given(st.integers(0, 364), st.sampled_from([rule(), count(4), reach(), rule(Kind.STOCK, Comparator.AT_MOST, 5)]))
def test_before_the_year_ends_nothing_is_finally_missed(offset, held):
    today = date(2025, 12, 15) + timedelta(days=offset)
    figures = {"Q1": of(1, 2)} if held.is_ratio else {"Q1": number(1)}
    assert attainment(held, figures, today).verdict != Verdict.MISSED


@given(st.integers(0, 400), st.sampled_from([rule(), rule(window=Window.QUARTER), count(4, window=Window.HALF)]))
def test_with_no_figures_at_all_nobody_is_judged(offset, held):
    result = attainment(held, {}, date(2025, 12, 15) + timedelta(days=offset))
    assert result.verdict in (Verdict.NOT_DUE, Verdict.NO_DATA)
    assert not result.is_judged


@given(st.fractions(1, 500), st.decimals(min_value=1, max_value=99, places=1), st.booleans())
def test_a_decrease_asks_for_at_most_and_an_increase_for_at_least(baseline, percent, is_down):
    asked = threshold(rule(Kind.STOCK, value=percent, relative=Relative(RelativeKind.PERCENT, is_down)), baseline)
    assert asked.is_at_most == is_down
    assert asked.bound == baseline * (1 + (-1 if is_down else 1) * Fraction(percent) / 100)


@given(st.sampled_from(periods_of(Calendar.CCHC, 2026)), st.integers(1, 12))
def test_what_is_expected_grows_with_the_year_and_never_passes_the_target(cutoff, asked):
    held = replace(count(asked), tolerance=Decimal(0))
    result = attainment(held, {"Q1": number(0), "6T": number(0), "Q3": number(0)}, AFTER_YEAR, cutoff=cutoff)
    passed = cutoff.span.end
    if result.expected is not None:
        assert result.expected.low == asked * passed // 12
        assert result.expected.low <= asked


def test_every_verdict_has_a_place_in_the_order_of_severity():
    assert sorted(WORST_FIRST) == sorted(Verdict)
