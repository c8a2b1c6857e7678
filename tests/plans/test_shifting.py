"""Days and words of a plan moved to a later year."""

from datetime import date

import pytest

from plans.shifting import YEAR_IN_TIME, shift_day, shift_years

ITS_YEARS = range(2025, 2026)


@pytest.mark.parametrize(
    ("day", "years", "moved"),
    [
        (date(2025, 6, 30), 1, date(2026, 6, 30)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (None, 1, None),
    ],
)
def test_a_day_moves_by_whole_years(day, years, moved):
    assert shift_day(day, years) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Cải cách hành chính năm 2025", "Cải cách hành chính năm 2026"),
        ("Báo cáo Năm 2025 của tỉnh", "Báo cáo Năm 2026 của tỉnh"),
        ("Nghị quyết 76/NQ-CP năm 2021", "Nghị quyết 76/NQ-CP năm 2021"),
        ("Quyết định ngày 12/05/2025", "Quyết định ngày 12/05/2025"),
        ("12025 hồ sơ", "12025 hồ sơ"),
    ],
)
def test_only_the_plans_own_year_moves_in_its_words(text, moved):
    assert shift_years(text, 1, ITS_YEARS) == moved


def test_in_words_of_time_every_own_year_moves():
    assert (
        shift_years("Quý II/2025, trước tháng 12/2025", 1, ITS_YEARS, YEAR_IN_TIME)
        == "Quý II/2026, trước tháng 12/2026"
    )
