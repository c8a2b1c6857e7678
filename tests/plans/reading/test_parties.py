"""Agencies named together are told apart; names with commas and "và" of their own stay whole."""

import pytest

from plans.paper.parties import split_lead, split_parties


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Sở Tư pháp", ["Sở Tư pháp"]),
        ("Sở Nội vụ, Sở Tư pháp và UBND cấp xã.", ["Sở Nội vụ", "Sở Tư pháp", "UBND cấp xã"]),
        ("- Sở Nội vụ;\n- Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        (
            "Sở Văn hóa, Thể thao và Du lịch và các cơ quan, đơn vị liên quan",
            ["Sở Văn hóa, Thể thao và Du lịch", "các cơ quan, đơn vị liên quan"],
        ),
        (
            "Sở Nông nghiệp và Môi trường, Sở Giáo dục và Đào tạo",
            ["Sở Nông nghiệp và Môi trường", "Sở Giáo dục và Đào tạo"],
        ),
        ("Các sở, ban, ngành; UBND các xã, phường, đặc khu", ["Các sở, ban, ngành", "UBND các xã, phường, đặc khu"]),
        ("Văn phòng HĐND và UBND xã, Phòng Kinh tế", ["Văn phòng HĐND và UBND xã", "Phòng Kinh tế"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị; Công an xã", ["Phòng Kinh tế, Hạ tầng và Đô thị", "Công an xã"]),
        ("Các sở: Tài chính, Nội vụ, Khoa học và Công nghệ", ["Sở Tài chính", "Sở Nội vụ", "Sở Khoa học và Công nghệ"]),
        ("Sở Tài chính, Nội vụ, Giáo dục và Đào tạo", ["Sở Tài chính", "Sở Nội vụ", "Sở Giáo dục và Đào tạo"]),
        (
            "Sở Nội vụ (cơ quan thường trực, đầu mối), Thanh tra tỉnh",
            ["Sở Nội vụ (cơ quan thường trực, đầu mối)", "Thanh tra tỉnh"],
        ),
        ("Báo và Phát thanh, Truyền hình tỉnh; Sở Tư pháp", ["Báo và Phát thanh, Truyền hình tỉnh", "Sở Tư pháp"]),
        ("Sở VH, TT&DL, Sở KH&CN", ["Sở VH, TT&DL", "Sở KH&CN"]),
        (
            "UBND các xã: Đồng Vân, Đồng Vinh và Hòa Bình; UBND thị trấn Vĩnh An",
            ["UBND xã Đồng Vân", "UBND xã Đồng Vinh", "UBND xã Hòa Bình", "UBND thị trấn Vĩnh An"],
        ),
        ("Sở Nội vụ, Sở Nội vụ", ["Sở Nội vụ"]),
        ("", []),
    ],
)
def test_each_agency_or_group_is_named_once(words, names):
    assert list(split_parties(words)) == names


@pytest.mark.parametrize(
    ("words", "lead", "helping"),
    [
        ("Văn phòng HĐND và UBND xã (chủ trì), Đoàn Thanh niên", "Văn phòng HĐND và UBND xã", "Đoàn Thanh niên"),
        ("Sở Nội vụ chủ trì; các sở phối hợp", "Sở Nội vụ", "các sở"),
        ("Sở Nội vụ chủ trì, phối hợp với các sở", "Sở Nội vụ", "các sở"),
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Y tế", "Sở Nội vụ", "Sở Y tế"),
        ("Sở Nội vụ, Sở Y tế", "Sở Nội vụ, Sở Y tế", ""),
    ],
)
def test_one_text_may_say_who_leads_and_who_helps(words, lead, helping):
    assert split_lead(words) == (lead, helping)
