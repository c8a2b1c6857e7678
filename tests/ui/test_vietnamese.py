"""Folding for search and the Vietnamese order of names."""

import random
import unicodedata

import pytest

from ui.vietnamese import fold, nfc, sort_key


@pytest.mark.parametrize("text, folded", [
    ("Hai Bà Trưng", "hai ba trung"),
    ("Đống Đa", "dong da"),
    ("ĐẮK LẮK", "dak lak"),
    ("  Sở   Nội vụ ", "so noi vu"),
    ("UBND Phường 10", "ubnd phuong 10"),
    ("Ưu tiên, đường", "uu tien, duong"),
    (unicodedata.normalize("NFD", "Nguyễn Thị Mỹ"), "nguyen thi my"),
    ("", ""),
])  # fmt: skip
def test_folded_text_has_no_marks_and_no_capitals(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("names", [
    pytest.param(["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "i", "n", "o", "ô", "ơ", "t", "u", "ư", "v", "y"], id="bảng chữ cái"),
    pytest.param(["a", "à", "ả", "ã", "á", "ạ"], id="thanh điệu: không huyền hỏi ngã sắc nặng"),
    pytest.param(["ân", "ần", "ẩn", "ẫn", "ấn", "ận"], id="thanh điệu trên chữ có mũ"),
    pytest.param(["Xã An", "Xã Án", "Xã An Bình", "Xã Anh", "Xã Ăn", "Xã Ân"], id="chữ trước, thanh điệu sau, tên ngắn trước"),
    pytest.param(["Phường 1", "Phường 2", "Phường 2A", "Phường 10", "Phường 100"], id="số theo giá trị"),
    pytest.param(["Phường 2", "Phường An Hải"], id="số trước chữ"),
    pytest.param(["Da", "Dã", "Đa", "Đà", "Ea Kao"], id="d trước đ"),
    pytest.param(["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Xây dựng", "Sở Y tế"], id="tên sở"),
    pytest.param(["hoà", "hoá", "hoạ"], id="dấu trên chữ sau"),
    pytest.param(["Ung Văn Khiêm", "Ưng Hoà"], id="u trước ư"),
    pytest.param(["", "a"], id="rỗng trước hết"),
])  # fmt: skip
def test_names_stand_in_vietnamese_order(names):
    shuffled = random.Random(2026).sample(names, len(names))
    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.parametrize("one, other", [
    ("Sở Nội vụ", "sở nội vụ"),
    ("Sở Nội vụ", unicodedata.normalize("NFD", "Sở Nội vụ")),
    ("Sở Giáo dục - Đào tạo", "Sở Giáo dục – Đào tạo"),
    ("Phường 07", "Phường 7"),
])  # fmt: skip
def test_spelling_variants_share_a_place(one, other):
    assert sort_key(one) == sort_key(other)


def test_the_key_is_digits_only_so_that_every_database_sorts_alike():
    key = sort_key("UBND phường Nguyễn Trãi – khu 12, (tạm) ∆")
    assert key.isascii()
    assert key.isdigit()


def test_the_key_of_the_longest_name_fits_its_column():
    assert len(sort_key("ắ" * 200)) <= 800
    assert len(sort_key("1a" * 100)) <= 800


def test_text_comes_in_one_spelling():
    assert nfc(unicodedata.normalize("NFD", "Trưởng phòng")) == "Trưởng phòng"


def test_a_nul_in_what_is_searched_for_is_left_out():
    assert fold("Hai\0 Bà") == "hai ba"
