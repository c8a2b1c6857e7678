"""Two writings of one plan number are recognised as the same."""

import pytest

from plans import numbering


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("495/KH-TTTP", "495/KH-TTTP"),
        ("Số: 495/KH-TTTP", "495/KH-TTTP"),
        ("Kế hoạch số 495/KH-TTTP.", "495/KH-TTTP"),
        ("495 / KH – TTTP", "495/KH-TTTP"),
        ("  05/KH‑UBND ", "05/KH-UBND"),
        ("12/KH-SLĐTBXH", "12/KH-SLĐTBXH"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_number_is_written_as_officials_write_it(typed, written):
    assert numbering.written(typed) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("495/KH-TTTP", "495/kh-tttp"),
        ("05/KH-UBND", "5/KH-UBND"),
        ("Số 23/KH-UBND", "23 / KH — UBND"),
        ("12/KH-SLĐ", "12/KH-SLĐ"),
    ],
)
def test_writings_of_one_number_share_a_key(one, other):
    assert numbering.key(one) == numbering.key(other)


@pytest.mark.parametrize(("one", "other"), [("5/KH-UBND", "50/KH-UBND"), ("5/KH-UBND", "5/QĐ-UBND"), ("10/KH", "1/KH")])
def test_different_numbers_keep_different_keys(one, other):
    assert numbering.key(one) != numbering.key(other)


def test_an_unknown_number_has_no_key():
    assert numbering.key("  ") == ""
