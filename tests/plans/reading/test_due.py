"""When a task is due, from the plan's words; the plan is of 2026 where no other year is told."""

from datetime import date

import pytest

from plans.paper.due import read_due


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Quý III/2026", date(2026, 9, 30)),
        ("Quý IV năm 2026", date(2026, 12, 31)),
        ("quý 2", date(2026, 6, 30)),
        ("Quý II, quý III", date(2026, 9, 30)),
        ("Quý I-II/2026", date(2026, 6, 30)),
        ("Quý I và Quý III/2027", date(2027, 9, 30)),
        ("Tháng 6/2026", date(2026, 6, 30)),
        ("Tháng 02 năm 2028", date(2028, 2, 29)),
        ("Tháng 3, 6, 9, 12", date(2026, 12, 31)),
        ("Tháng 5 - tháng 6/2026", date(2026, 6, 30)),
        ("trước ngày 30/6", date(2026, 6, 30)),
        ("Chậm nhất 31/3/2026", date(2026, 3, 31)),
        ("ngày 15 tháng 12 năm 2026", date(2026, 12, 15)),
        ("15.5.2026", date(2026, 5, 15)),
        ("Trước tháng 6/2026", date(2026, 5, 31)),
        ("trước quý IV", date(2026, 9, 30)),
        ("Năm 2026", date(2026, 12, 31)),
        ("Trong năm", date(2026, 12, 31)),
        ("6 tháng đầu năm", date(2026, 6, 30)),
        ("9 tháng đầu năm 2026", date(2026, 9, 30)),
        ("Năm 2026-2030", date(2030, 12, 31)),
        ("từ tháng 6/2022 - 11/2022", date(2022, 11, 30)),
        ("Từ ngày 01/3 đến ngày 30/6/2026", date(2026, 6, 30)),
        ("Trước ngày 15/12 hằng năm", date(2026, 12, 15)),
        ("Thường xuyên, hoàn thành trước 15/12/2026", date(2026, 12, 15)),
    ],
)
def test_words_that_name_a_day_or_a_span_are_due_on_its_last_day(words, day):
    assert read_due(words, 2026).day == day


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Thường xuyên",
        "Hằng năm",
        "Hằng quý, năm 2026",
        "Định kỳ hằng tháng",
        "Theo Kế hoạch năm 2026",
        "Sau 15 ngày kể từ ngày ban hành",
        "15 ngày làm việc",
        "Giai đoạn 2026-2030 và những năm tiếp theo",
        "Từ 01/7/2026",
        "31/02/2026",
        "Tháng 13/2026",
    ],
)
def test_words_that_name_none_give_no_day(words):
    assert read_due(words, 2026).day is None


@pytest.mark.parametrize(
    ("words", "regular"), [("Thường xuyên", True), ("thường xuyên trong năm", True), ("Hằng năm", False)]
)
def test_thuong_xuyen_is_regular(words, regular):
    assert read_due(words, 2026).is_regular is regular


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("từ tháng 6/2022 - 11/2022", date(2022, 6, 1)),
        ("Từ 01/7/2026", date(2026, 7, 1)),
        ("Quý II, quý III", None),
    ],
)
def test_a_window_has_a_first_day(words, first):
    assert read_due(words, 2026).starts_on == first


def test_a_plan_of_many_years_lends_no_year():
    assert read_due("Quý III", None).day is None
    assert read_due("Trước ngày 15/12 hằng năm", None).day is None
    assert read_due("Quý III/2027", None).day == date(2027, 9, 30)
