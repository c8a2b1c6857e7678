"""Days as Vietnamese officers type and read them: day before month."""

from datetime import date

import pytest

from ui.days import read_day, write_day


@pytest.mark.parametrize("typed", ["03/04/2026", "3/4/2026", "3-4-2026", "3.4.2026", " 03 / 04 / 2026 ", "2026-04-03"])
def test_the_third_of_april_in_all_its_spellings(typed):
    assert read_day(typed) == date(2026, 4, 3)


@pytest.mark.parametrize("typed, said", [
    ("31/02/2026", "Ngày 31/02/2026 không có trong lịch."),
    ("29/2/2025", "Ngày 29/02/2025 không có trong lịch."),
    ("12/13/2026", "Ngày 12/13/2026 không có trong lịch."),
    ("0/1/2026", "Ngày 00/01/2026 không có trong lịch."),
    ("5/1/26", "Viết đủ bốn chữ số của năm trong “5/1/26”, ví dụ 05/01/2026."),
    ("05/01/0026", "Năm 26 nằm ngoài khoảng 1900–2199."),
    ("tháng 5", "Không đọc được ngày “tháng 5”. Viết ngày/tháng/năm, ví dụ 05/01/2026."),
    ("20260501", "Không đọc được ngày"),
])  # fmt: skip
def test_what_is_no_day_is_refused_with_the_reason(typed, said):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the table says what it says
        read_day(typed)
    assert said in str(refusal.value)


def test_a_leap_day_is_a_day():
    assert read_day("29/02/2028") == date(2028, 2, 29)


def test_a_day_is_written_with_two_digits_for_day_and_month():
    assert write_day(date(2026, 1, 5)) == "05/01/2026"
