"""The main navigation shows what exists and marks where one is."""

import pytest

from ui.navigation import entries

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
