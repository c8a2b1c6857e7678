"""A latest figure of many agencies stands at the last period that all have reported, and is judged by that time.

A province trains 100 people of two departments: 30 by Quý I, 60 by the half year; one department is late with Quý III.
Half the year asks for 50 of 100 ("phấn đấu đạt vào cuối kỳ"), three quarters of it for 75.
"""

from targets.terms import Kind, Typed, Verdict
from tests.targets.cases import AFTER_Q3, Q3, number, of, reach, rule, several, verdict_on

TRAINED = {
    "Sở A": {"Q1": of(15, 50), "6T": of(30, 50), "Q3": of(45, 50)},
    "Sở B": {"Q1": of(15, 50), "6T": of(30, 50)},
}


def judged(by_agency, held, **fields):
    return verdict_on(several(by_agency, held, typed=Typed.CUMULATIVE, **fields), held, AFTER_Q3, cutoff=Q3)


def test_the_figure_is_held_against_what_was_expected_at_its_own_time():
    result = judged(TRAINED, reach(100))
    assert (result.shown, result.verdict) == ("60%", Verdict.ON_TRACK)
    assert result.expected.low == 50


def test_the_sentence_says_at_which_day_it_stands():
    assert judged(TRAINED, reach(100)).sentence.startswith("Đến ngày 14/06/2026, kỳ gần nhất đủ số liệu: 60%")


def test_once_the_office_has_closed_the_period_the_newest_figures_stand():
    result = judged(TRAINED, reach(100), closed=["Q1", "6T", "Q3"])
    assert (result.shown, result.verdict) == ("90%", Verdict.ON_TRACK)
    assert result.expected.low == 75
    assert result.sentence.startswith("Đến ngày 14/09/2026: 90%")


def test_a_stock_kept_all_year_is_judged_by_its_condition_and_names_its_day():
    overdue = {"Sở A": {"6T": number(3), "Q3": number(9)}, "Sở B": {"6T": number(4)}}
    held = rule(Kind.STOCK, "lte", 10)
    result = verdict_on(several(overdue, held), held, AFTER_Q3, cutoff=Q3)
    assert (result.shown_number, result.verdict) == ("7", Verdict.ON_TRACK)
    assert "14/06/2026" in result.sentence
