"""Filters in the address: chips, and the address without each of them."""

import pytest
from django import forms
from django.http import QueryDict

from ui.filters import FilterForm, chips, page_of, without


class PlanFilter(FilterForm):
    tu_khoa = forms.CharField(label="Từ khoá")
    nam = forms.ChoiceField(label="Năm", choices=[("", "Tất cả"), ("2026", "Năm 2026")])


def test_each_filter_in_force_has_a_chip_that_takes_it_away():
    query = QueryDict("tu_khoa=thủ tục&nam=2026&trang=3")
    found = chips(PlanFilter(query), query)
    assert [(chip.label, chip.value) for chip in found] == [("Từ khoá", "thủ tục"), ("Năm", "Năm 2026")]
    assert found[0].url == "?nam=2026"


def test_an_empty_filter_has_no_chip():
    query = QueryDict("tu_khoa=&nam=")
    assert chips(PlanFilter(query), query) == []


def test_no_filter_is_required():
    assert PlanFilter(QueryDict("")).is_valid()


def test_what_cannot_be_understood_filters_nothing():
    form = PlanFilter(QueryDict("tu_khoa=đất+đai&nam=abc"))
    assert form.chosen("nam") is None
    assert form.chosen("tu_khoa") == "đất đai"


def test_taking_a_filter_away_goes_back_to_the_first_page():
    assert without(QueryDict("nam=2026&trang=7"), "nam") == "?"


@pytest.mark.parametrize("asked, given", [("", 1), ("2", 2), ("99", 3), ("abc", 1), ("-1", 3)])
def test_a_page_that_does_not_exist_gives_the_nearest_one(asked, given):
    assert page_of(list(range(25)), QueryDict(f"trang={asked}"), size=10).number == given


def test_a_page_without_a_query_filters_nothing():
    assert PlanFilter().chosen("nam") is None
