"""Which agency a paper's wording means."""

import pytest

from agencies.naming import match

KNOWN = [
    (name, name, short)
    for name, short in [
        ("UBND tỉnh Lam Giang", "tỉnh Lam Giang"),
        ("Văn phòng UBND tỉnh", ""),
        ("Sở Nội vụ", ""),
        ("Sở Ngoại vụ", ""),
        ("Sở Tư pháp", ""),
        ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
        ("Sở Giáo dục và Đào tạo", ""),
        ("Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
        ("Sở Văn hóa, Thể thao và Du lịch", ""),
        ("Thanh tra tỉnh", ""),
        ("Trung tâm Phục vụ hành chính công tỉnh", ""),
        ("Ban Quản lý các khu công nghiệp tỉnh", "BQL các KCN"),
        ("UBND xã Đồng Vân", "xã Đồng Vân"),
        ("UBND xã Đồng Vinh", "xã Đồng Vinh"),
        ("UBND phường Đồng Vân", ""),
        ("Phòng Văn hóa - Xã hội xã Đồng Vân", ""),
    ]
]
GROUPS = [
    ("sở", "Sở, ban, ngành tỉnh Lam Giang", "sở"),
    ("xã", "UBND xã, phường, đặc khu tỉnh Lam Giang", "xã, phường"),
]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Sở Nội vụ", "Sở Nội vụ", id="đúng tên"),
        pytest.param("SỞ NỘI VỤ.", "Sở Nội vụ", id="chữ hoa"),
        pytest.param("so noi vu", "Sở Nội vụ", id="không dấu"),
        pytest.param("Sở Nội vụ (cơ quan thường trực)", "Sở Nội vụ", id="phần trong ngoặc"),
        pytest.param("Giám đốc Sở Nội vụ", "Sở Nội vụ", id="người đứng đầu"),
        pytest.param("Sở Nội vụ tỉnh Lam Giang", "Sở Nội vụ", id="kèm tên tỉnh"),
        pytest.param("Sở Khoa học và công nghệ tỉnh", "Sở Khoa học và Công nghệ", id="của tỉnh"),
        pytest.param("Sở KHCN", "Sở Khoa học và Công nghệ", id="viết tắt"),
        pytest.param("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", id="viết tắt có dấu"),
        pytest.param("Sở VH, TT&DL", "Sở Văn hóa, Thể thao và Du lịch", id="viết tắt có phẩy"),
        pytest.param("Sở Giáo dục - Đào tạo", "Sở Giáo dục và Đào tạo", id="gạch thay và"),
        pytest.param("VP UBND tỉnh", "Văn phòng UBND tỉnh", id="văn phòng"),
        pytest.param("Văn phòng Ủy ban nhân dân tỉnh", "Văn phòng UBND tỉnh", id="Ủy ban nhân dân"),
        pytest.param("UBND tỉnh", "UBND tỉnh Lam Giang", id="tỉnh không nêu tên"),
        pytest.param("Uỷ ban nhân dân xã Đồng Vân", "UBND xã Đồng Vân", id="dấu đặt chỗ khác"),
        pytest.param("xã Đồng Vân", "UBND xã Đồng Vân", id="chỉ tên xã"),
        pytest.param("Trung tâm PVHCC tỉnh", "Trung tâm Phục vụ hành chính công tỉnh", id="trung tâm viết tắt"),
        pytest.param("Phòng VH-XH xã", "Phòng Văn hóa - Xã hội xã Đồng Vân", id="xã hội không phải tên xã"),
        pytest.param("Phòng Văn hóa và Xã hội", "Phòng Văn hóa - Xã hội xã Đồng Vân", id="phòng không nêu xã"),
        pytest.param("BQL các KCN tỉnh", "Ban Quản lý các khu công nghiệp tỉnh", id="quản lý không phải tên quận"),
        pytest.param("Ban quản lý các KCN", "Ban Quản lý các khu công nghiệp tỉnh", id="khu công nghiệp"),
    ],
)
def test_one_agency_is_surely_meant(words, name):
    best = match(words, KNOWN)[0]
    assert (best.key, best.is_sure) == (name, True)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("Sở NV", {"Sở Nội vụ", "Sở Ngoại vụ"}, id="hai sở cùng chữ tắt"),
        pytest.param("UBND xã", {"UBND xã Đồng Vân", "UBND xã Đồng Vinh"}, id="xã không nêu tên"),
        pytest.param("Sở Nông nghiệp", {"Sở Nông nghiệp và Môi trường"}, id="tên cũ, thiếu phần"),
        pytest.param("Sở Nội vụ tỉnh Bắc Hà", {"Sở Nội vụ"}, id="tỉnh khác"),
    ],
)
def test_where_it_is_not_sure_the_candidates_are_offered(words, names):
    found = match(words, KNOWN)
    assert names <= {one.key for one in found}
    assert not any(one.is_sure for one in found)


@pytest.mark.parametrize("words", ["", "UBND tỉnh Bắc Hà", "Công an tỉnh", "Thanh tra thành phố", "Các sở, ban, ngành"])
def test_an_agency_that_is_not_known_is_none_of_the_known(words):
    assert not [one for one in match(words, KNOWN) if one.is_sure]


def test_another_level_of_the_same_name_is_another_agency():
    assert [one.key for one in match("UBND phường Đồng Vân", KNOWN) if one.is_sure] == ["UBND phường Đồng Vân"]


@pytest.mark.parametrize(("words", "group"), [("Các sở, ban, ngành tỉnh", "sở"), ("các xã, phường, đặc khu", "xã")])
def test_words_of_many_mean_a_group(words, group):
    best = match(words, KNOWN, GROUPS)[0]
    assert (best.key, best.is_group) == (group, True)


@pytest.mark.parametrize(
    "words", ["UBND các xã, phường", "UBND cấp xã, phường", "Chủ tịch UBND các xã, phường, đặc khu"]
)
def test_committees_of_many_places_mean_a_group(words):
    assert match(words, KNOWN, GROUPS)[0].key == "xã"
