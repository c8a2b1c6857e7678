"""Numbers as Vietnamese officers type and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.numbers import read_number, round_half_up, write_number


@pytest.mark.parametrize("typed, meant", [
    ("95,5", "95.5"),
    ("1.234,5", "1234.5"),
    ("1234,5", "1234.5"),
    ("1.234", "1234"),
    ("12.345.678", "12345678"),
    ("1234", "1234"),
    ("0,5", "0.5"),
    ("007", "7"),
    (" 95,5 ", "95.5"),
    ("1 234,5", "1234.5"),
    ("1\u00a0234\u202f567", "1234567"),
    ("-3,2", "-3.2"),
    ("\u22123,2", "-3.2"),
    ("+4", "4"),
    ("0", "0"),
])  # fmt: skip
def test_a_number_is_read_the_vietnamese_way(typed, meant):
    assert read_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed, said", [
    ("95,5.3", "Không đọc được số “95,5.3”. Dấu chấm ngăn cách hàng nghìn, dấu phẩy đứng trước phần thập phân"),
    ("95.5", "dùng dấu phẩy cho phần thập phân: 95,5"),
    ("0.125", "dùng dấu phẩy cho phần thập phân: 0,125"),
    ("1234.567", "dùng dấu phẩy cho phần thập phân: 1234,567"),
    ("1,234.5", "Viết theo kiểu Việt Nam: 1.234,5"),
    ("1,234,567", "Viết theo kiểu Việt Nam: 1.234.567"),
    ("12.34.567", "Không đọc được số"),
    ("95,", "Không đọc được số"),
    (",5", "Không đọc được số"),
    ("1,2,3", "Không đọc được số"),
    ("95,5%", "không gõ đơn vị tính"),
    ("chín mươi", "không phải là số"),
    ("1e5", "không phải là số"),
    ("NaN", "không phải là số"),
    ("Infinity", "không phải là số"),
    ("٣", "không phải là số"),
    ("--3", "không phải là số"),
    ("9" * 31, "dài quá 30 ký tự"),
])  # fmt: skip
def test_what_is_unclear_is_refused_with_the_right_way_to_write_it(typed, said):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the table says what it says
        read_number(typed)
    assert said in str(refusal.value)


@pytest.mark.parametrize("value, places, written", [
    ("1234.50", None, "1.234,5"),
    ("1234", None, "1.234"),
    ("100", None, "100"),
    ("0.700", None, "0,7"),
    ("-1234.5", None, "−1.234,5"),
    ("97.25", 1, "97,3"),
    ("97", 1, "97,0"),
    ("0.05", 1, "0,1"),
    ("-0.04", 1, "0,0"),
    ("1E+3", None, "1.000"),
    ("0", None, "0"),
    ("1234567.891", 0, "1.234.568"),
])  # fmt: skip
def test_a_number_is_written_the_vietnamese_way(value, places, written):
    assert write_number(Decimal(value), places) == written


def test_a_year_is_written_without_grouping():
    assert write_number(2026, grouped=False) == "2026"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_what_was_written_is_read_as_the_same_number(number):
    assert read_number(write_number(number)) == number


def test_a_half_is_rounded_away_from_zero():
    assert [str(round_half_up(Decimal(value), 0)) for value in ("0.5", "1.5", "2.5", "-2.5")] == ["1", "2", "3", "-3"]
