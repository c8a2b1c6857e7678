"""Where an export's headings stand and what its columns are called, whatever stands around them."""

import pytest

from dossiers.headings import Place, columns_at, find, guess, is_numbering, is_total, letter_of, words_at

GROUPED = [
    ["UBND TỈNH LAM GIANG", "", "", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["", "", "", ""],
    ["TÌNH HÌNH GIẢI QUYẾT HỒ SƠ QUÝ I"],
    ["STT", "Đơn vị", "Đã giải quyết", "", "", "Đang giải quyết", ""],
    ["", "", "Tổng số", "Trước hạn", "Quá hạn", "Tổng số", "Quá hạn"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
    ["I", "Khối xã, phường"],
    ["1", "Xã An Bình", "125", "120", "5", "10", "1"],
]


def test_grouped_headings_are_found_below_titles_and_joined_with_their_group():
    place = guess(GROUPED)
    assert place == Place(3, 2)
    assert [column.heading for column in columns_at(GROUPED, place)] == [
        "STT",
        "Đơn vị",
        "Đã giải quyết – Tổng số",
        "Đã giải quyết – Trước hạn",
        "Đã giải quyết – Quá hạn",
        "Đang giải quyết – Tổng số",
        "Đang giải quyết – Quá hạn",
    ]
    assert columns_at(GROUPED, place)[2].samples == ["125"]


def test_a_heading_written_in_both_its_rows_is_said_once():
    rows = [["Đơn vị", "Đã giải quyết", ""], ["ĐƠN VỊ", "Tổng số", "Quá hạn"]]
    assert words_at(rows, Place(0, 2)) == ["Đơn vị", "Đã giải quyết – Tổng số", "Đã giải quyết – Quá hạn"]


def test_equal_headings_are_told_apart_by_their_number():
    assert words_at([["Đơn vị", "Quá hạn", "QUÁ HẠN"]], Place(0, 1)) == ["Đơn vị", "Quá hạn", "QUÁ HẠN (2)"]


def test_headings_are_found_again_wherever_they_stand():
    moved = [["Ghi chú"], ["Quá hạn", "don vi", "Trước  hạn"], ["5", "Xã An Bình", "120"]]
    place, found, missing = find(moved, ["Đơn vị", "Trước hạn", "Đúng hạn"], 1)
    assert (place, found, missing) == (Place(1, 1), {"don vi": 1, "truoc han": 2}, ["Đúng hạn"])


def test_a_file_without_numbers_has_no_headings():
    assert guess([["a", "b"], ["c", "d"]]) is None
    assert guess([]) is None


@pytest.mark.parametrize("place, letter", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_a_sheet_names_them(place, letter):
    assert letter_of(place) == letter


@pytest.mark.parametrize(
    "row, counts",
    [
        (["(1)", "(2)", "(3)"], True),
        (["A", "B", "1", "2", "3=1+2"], True),
        (["1", "5", "12"], False),
        (["1", "Xã An Bình", "2", "3"], False),
        (["1", "2"], False),
    ],
)
def test_a_line_that_counts_the_columns_is_known(row, counts):
    assert is_numbering(row) is counts


@pytest.mark.parametrize(
    "name, total",
    [
        ("Tổng cộng", True),
        ("TỔNG SỐ:", True),
        ("Cộng (I+II)", True),
        ("Toàn tỉnh", True),
        ("Tổng công ty Cấp nước", False),
        ("Xã Cộng Hoà", False),
    ],
)
def test_a_line_that_adds_up_others_is_known_by_its_name(name, total):
    assert is_total(name) is total
