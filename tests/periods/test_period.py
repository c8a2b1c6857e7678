"""Periods: their names, data days by law, addresses, and which of them hold a day."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods.converter import PeriodConverter
from periods.period import (
    Calendar,
    Period,
    PeriodKind,
    Span,
    common_ends,
    last_ended,
    parse_slug,
    period_holding,
    periods_of,
    reporting_year,
    whole_year,
)

MONTH, QUARTER, HALF, YEAR = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR

# fmt: off
BY_LAW = [  # Nghị định 09/2019/NĐ-CP, Điều 12; chu kỳ báo cáo CCHC
    pytest.param(Period(MONTH, 2026, 1), date(2025, 12, 15), date(2026, 1, 14), "Tháng 1/2026", "2026-t01", id="tháng 1"),
    pytest.param(Period(MONTH, 2026, 5), date(2026, 4, 15), date(2026, 5, 14), "Tháng 5/2026", "2026-t05", id="tháng 5"),
    pytest.param(Period(MONTH, 2026, 12), date(2026, 11, 15), date(2026, 12, 14), "Tháng 12/2026", "2026-t12", id="tháng 12"),
    pytest.param(Period(QUARTER, 2026, 1), date(2025, 12, 15), date(2026, 3, 14), "Quý I/2026", "2026-q1", id="Quý I"),
    pytest.param(Period(QUARTER, 2026, 2), date(2026, 3, 15), date(2026, 6, 14), "Quý II/2026", "2026-q2", id="Quý II"),
    pytest.param(Period(QUARTER, 2026, 3), date(2026, 6, 15), date(2026, 9, 14), "Quý III/2026", "2026-q3", id="Quý III"),
    pytest.param(Period(QUARTER, 2026, 4), date(2026, 9, 15), date(2026, 12, 14), "Quý IV/2026", "2026-q4", id="Quý IV"),
    pytest.param(Period(HALF, 2026, 1), date(2025, 12, 15), date(2026, 6, 14), "6 tháng đầu năm 2026", "2026-6t", id="6 tháng đầu năm"),
    pytest.param(Period(HALF, 2026, 2), date(2026, 6, 15), date(2026, 12, 14), "6 tháng cuối năm 2026", "2026-6tc", id="6 tháng cuối năm"),
    pytest.param(Period(YEAR, 2026), date(2025, 12, 15), date(2026, 12, 14), "Năm 2026", "2026-nam", id="năm"),
]
# fmt: on


@pytest.mark.parametrize(("period", "starts_on", "ends_on", "label", "slug"), BY_LAW)
def test_a_period_has_the_days_and_the_name_of_the_law(period, starts_on, ends_on, label, slug):
    assert (period.starts_on, period.ends_on) == (starts_on, ends_on)
    assert (str(period), period.slug) == (label, slug)
    assert parse_slug(slug) == period


def test_entry_opens_seven_days_before_the_data_days_end_and_is_due_on_day_17():
    days = Period(QUARTER, 2026, 3).days()
    assert (days.opens_on, days.due_on) == (date(2026, 9, 7), date(2026, 9, 17))
    assert Period(QUARTER, 2026, 3).days(due_day=20).due_on == date(2026, 9, 20)


def test_the_last_data_day_belongs_to_the_period_and_the_due_day_is_in_time():
    days = Period(QUARTER, 2026, 1).days()
    assert days.hold(date(2026, 3, 14))
    assert not days.hold(date(2026, 3, 15))
    assert (days.are_over(date(2026, 3, 14)), days.are_over(date(2026, 3, 15))) == (False, True)
    assert (days.due_day_passed(date(2026, 3, 17)), days.due_day_passed(date(2026, 3, 18))) == (False, True)


@pytest.mark.parametrize(
    "slug", ["2026-q5", "2026-q0", "2026-t13", "2026-t5", "2026-6", "26-q1", "2026-nam2", "", "q1"]
)
def test_an_address_that_names_no_period_is_refused(slug):
    with pytest.raises(ValueError, match="không phải là một kỳ báo cáo"):
        parse_slug(slug)


def test_there_is_no_fifth_quarter():
    with pytest.raises(ValueError, match="Không có quý thứ 5"):
        Period(QUARTER, 2026, 5)


def test_an_address_carries_a_period():
    converter = PeriodConverter()
    assert converter.to_python("2026-6t") == Period(HALF, 2026)
    assert converter.to_url(Period(MONTH, 2026, 3)) == "2026-t03"


# fmt: off
CALENDARS = [
    pytest.param(Calendar.CCHC, ["2026-q1", "2026-6t", "2026-q3", "2026-nam"], id="chu kỳ CCHC không có Quý II, Quý IV"),
    pytest.param(Calendar.QUARTERS, ["2026-q1", "2026-q2", "2026-q3", "2026-q4"], id="bốn quý"),
    pytest.param(Calendar.HALVES, ["2026-6t", "2026-6tc"], id="hai lần 6 tháng"),
    pytest.param(Calendar.YEAR, ["2026-nam"], id="cả năm"),
]
# fmt: on


@pytest.mark.parametrize(("calendar", "slugs"), CALENDARS)
def test_a_calendar_reports_these_periods(calendar, slugs):
    assert [period.slug for period in periods_of(calendar, 2026)] == slugs


def test_months_are_reported_twelve_times():
    assert len(periods_of(Calendar.MONTHS, 2026)) == 12


# fmt: off
HOLDING = [
    pytest.param(date(2026, 3, 31), Calendar.CCHC, "2026-6t", id="31/3 chỉ có trong 6 tháng và năm: 6 tháng"),
    pytest.param(date(2026, 3, 14), Calendar.CCHC, "2026-q1", id="14/3 có trong Quý I, 6 tháng, năm: Quý I"),
    pytest.param(date(2026, 9, 10), Calendar.CCHC, "2026-q3", id="10/9 là Quý III"),
    pytest.param(date(2026, 11, 1), Calendar.CCHC, "2026-nam", id="1/11 chỉ có trong năm"),
    pytest.param(date(2025, 12, 15), Calendar.CCHC, "2026-q1", id="15/12 đã là Quý I năm sau"),
    pytest.param(date(2025, 12, 14), Calendar.CCHC, "2025-nam", id="14/12 còn là năm cũ"),
    pytest.param(date(2026, 1, 20), Calendar.MONTHS, "2026-t02", id="20/1 đã là tháng 2"),
]
# fmt: on


@pytest.mark.parametrize(("day", "calendar", "slug"), HOLDING)
def test_the_shortest_period_holds_a_day(day, calendar, slug):
    assert period_holding(day, calendar).slug == slug


# fmt: off
LAST_ENDED = [
    pytest.param(date(2026, 9, 14), "2026-6t", id="ngày cuối của số liệu chưa kết thúc"),
    pytest.param(date(2026, 9, 15), "2026-q3", id="hôm sau thì đã kết thúc"),
    pytest.param(date(2026, 1, 5), "2025-nam", id="đầu năm là kỳ năm trước"),
    pytest.param(date(2025, 12, 20), "2025-nam", id="sau 14/12 năm cũ đã xong"),
]
# fmt: on


@pytest.mark.parametrize(("today", "slug"), LAST_ENDED)
def test_the_last_ended_period(today, slug):
    assert last_ended(Calendar.CCHC, today).slug == slug


def test_same_period_of_the_year_before():
    assert Period(HALF, 2026).year_before == Period(HALF, 2025)


def test_a_year_contains_its_periods_and_not_those_of_another():
    assert whole_year(2026).contains(Period(MONTH, 2026, 7))
    assert not whole_year(2026).contains(Period(MONTH, 2027, 7))
    assert not Period(QUARTER, 2026, 1).overlaps(Period(QUARTER, 2026, 2))


# fmt: off
NAMES = [
    (Span(0, 12), "cả năm"), (Span(0, 6), "6 tháng đầu năm"), (Span(0, 9), "9 tháng đầu năm"), (Span(6, 12), "6 tháng cuối năm"),
    (Span(0, 3), "Quý I"), (Span(9, 12), "Quý IV"), (Span(3, 9), "Quý II, Quý III"), (Span(3, 5), "Tháng 4, Tháng 5"),
]
# fmt: on


@pytest.mark.parametrize(("span", "name"), NAMES)
def test_a_run_of_months_is_named_as_people_name_it(span, name):
    assert str(span) == name


def test_only_ends_that_every_calendar_has_are_common():
    assert common_ends(frozenset({Calendar.MONTHS, Calendar.CCHC})) == (3, 6, 9, 12)
    assert common_ends(frozenset({Calendar.CCHC, Calendar.HALVES})) == (6, 12)
    assert common_ends(frozenset()) == ()


@given(st.dates(date(2000, 1, 1), date(2100, 12, 1)), st.sampled_from(list(Calendar)))
def test_every_day_lies_in_a_period_of_every_calendar(day, calendar):
    period = period_holding(day, calendar)
    assert period.days().hold(day)
    assert period.year == reporting_year(day)


@given(st.sampled_from([Calendar.MONTHS, Calendar.QUARTERS, Calendar.HALVES]), st.integers(2000, 2100))
def test_periods_follow_each_other_without_gap_or_overlap(calendar, year):
    periods = periods_of(calendar, year)
    for before, after in pairwise(periods):
        assert (after.starts_on - before.ends_on).days == 1
    assert periods[0].starts_on == whole_year(year).starts_on
    assert periods[-1].ends_on == whole_year(year).ends_on
