"""How Vietnamese dates and numbers are typed and shown (STYLE §7)."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats


class DayForm(forms.Form):
    day = forms.DateField()


class AmountForm(forms.Form):
    amount = forms.DecimalField(localize=True)


def render(text: str, **values) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    "typed, meant",
    [
        pytest.param("03/04/2026", date(2026, 4, 3), id="ngày trước tháng sau"),
        pytest.param("3/4/2026", date(2026, 4, 3), id="không cần số 0"),
        pytest.param("2026-04-03", date(2026, 4, 3), id="ô chọn ngày của trình duyệt"),
    ],
)
def test_a_day_is_read_as_day_month_year(typed, meant):
    form = DayForm({"day": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == meant


def test_a_day_that_is_not_in_the_calendar_is_refused():
    assert not DayForm({"day": "31/02/2026"}).is_valid()


def test_a_day_is_shown_as_day_month_year():
    assert render("{{ day }}", day=date(2026, 1, 5)) == "05/01/2026"
    assert render("{{ at }}", at=datetime(2026, 1, 5, 14, 30)) == "14:30 05/01/2026"


def test_a_form_shows_a_day_in_the_form_in_which_it_is_typed():
    assert 'value="05/01/2026"' in str(DayForm(initial={"day": date(2026, 1, 5)})["day"])


@pytest.mark.parametrize("typed, meant", [("95,5", "95.5"), ("1.234,5", "1234.5"), ("1234,5", "1234.5")])
def test_a_number_is_typed_with_a_decimal_comma(typed, meant):
    form = AmountForm({"amount": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["amount"] == Decimal(meant)


def test_a_number_is_shown_with_thousand_dots_and_a_decimal_comma():
    assert render("{{ amount }}", amount=Decimal("1234.5")) == "1.234,5"
    assert render("{{ count }}", count=1234567) == "1.234.567"


def test_in_an_attribute_a_number_stays_plain():
    assert render("{% load l10n %}{{ width|unlocalize }}", width=Decimal("82.5")) == "82.5"


def test_the_week_starts_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
