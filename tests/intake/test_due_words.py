"""When a read target falls due, as the target form asks it."""

from datetime import date

import pytest

from intake.due_words import due_of

YEARS = (2026, 2030)


@pytest.mark.parametrize(
    "words, day, typed",
    [
        pytest.param(
            "", None, {"first_year": "2026", "last_year": "2030", "due": "year-1"}, id="không nói thì cả kế hoạch"
        ),
        pytest.param("2027", None, {"first_year": "2027", "last_year": "2027", "due": "year-1"}, id="một năm"),
        pytest.param("2026-2028", None, {"first_year": "2026", "last_year": "2028", "due": "year-1"}, id="nhiều năm"),
        pytest.param("Quý III/2026", None, {"first_year": "2026", "last_year": "2026", "due": "quarter-3"}, id="quý"),
        pytest.param(
            "quý IV năm 2026", None, {"first_year": "2026", "last_year": "2026", "due": "quarter-4"}, id="quý IV"
        ),
        pytest.param(
            "6 tháng đầu năm", None, {"first_year": "2026", "last_year": "2030", "due": "half-1"}, id="nửa năm"
        ),
        pytest.param("tháng 09/2026", None, {"first_year": "2026", "last_year": "2026", "due": "month-9"}, id="tháng"),
        pytest.param(
            "",
            date(2026, 6, 30),
            {"first_year": "2026", "last_year": "2026", "due": "day", "due_on": "30/06/2026"},
            id="ngày",
        ),
        pytest.param(
            "",
            date(2026, 12, 31),
            {"first_year": "2026", "last_year": "2026", "due": "year-1"},
            id="ngày cuối năm là cả năm",
        ),
    ],
)
def test_words_and_days_become_a_choice_of_the_form(words, day, typed):
    assert due_of(words, day, YEARS).typed == typed
