"""The main navigation shows what exists and marks where one is."""

import pytest

from ui.navigation import entries, side_by_side

TABLE = [
    ("ui:gallery", "Tổng quan", "/"),
    ("admin:index", "Kế hoạch", "/ke-hoach/ /nhiem-vu/"),
    ("nowhere:list", "Chỉ số CCHC", "/chi-so/"),
]


def test_an_entry_whose_page_does_not_exist_yet_is_left_out():
    assert [entry.label for entry in entries(TABLE, "/")] == ["Tổng quan", "Kế hoạch"]


@pytest.mark.parametrize("path, current", [
    ("/", ["Tổng quan"]),
    ("/ke-hoach/", ["Kế hoạch"]),
    ("/ke-hoach/12/sua/", ["Kế hoạch"]),
    ("/nhiem-vu/3/", ["Kế hoạch"]),
    ("/tai-khoan/", []),
])  # fmt: skip
def test_the_entry_of_the_path_is_the_current_one(path, current):
    assert [entry.label for entry in entries(TABLE, path) if entry.is_current] == current


SECTION = [
    [("admin:index", "Báo cáo", ""), ("ui:gallery", "Kỳ báo cáo", "manage_forms"), ("nowhere:list", "Chưa có", "")]
]
LIST = "/quan-tri/"


@pytest.mark.parametrize("path, may, shown", [
    pytest.param(LIST, True, [("Báo cáo", True), ("Kỳ báo cáo", False)], id="trang danh sách hiện các trang cùng mục"),
    pytest.param(LIST, False, [("Báo cáo", True)], id="không được làm thì không thấy"),
    pytest.param("/quan-tri/12/", True, [], id="trang chi tiết không mang dải này"),
])  # fmt: skip
def test_lists_of_one_section_stand_side_by_side(path, may, shown):
    found = side_by_side(SECTION, path, lambda action: may)
    assert [(entry.label, entry.is_current) for entry in found] == shown
