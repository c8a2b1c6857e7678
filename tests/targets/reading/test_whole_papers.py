"""A whole paper: headings and lead-ins over a sentence, tables of indicators, repeats in an annex, places."""

from targets.reading import document
from targets.target_reading import ReadKind
from targets.wording import read_targets
from tests.targets.reading.papers import paper

TABLE = [
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Cơ quan theo dõi, đánh giá"],
    ["1", "Tỷ lệ hồ sơ nộp trực tuyến", "%", "≥ 70", "Văn phòng UBND tỉnh"],
    ["2", "Tỷ lệ xã có tổ công nghệ số", "%", "100%", "Sở Khoa học và Công nghệ"],
    ["3", "Xếp hạng PAR Index", "hạng", "Nhóm 15", "Sở Nội vụ"],
    ["4", "Số hội nghị đối thoại", "hội nghị/năm", "2", "Sở Nội vụ"],
    ["5", "Thời gian chờ tại quầy", "phút", "Không quá 10", "Trung tâm Phục vụ hành chính công"],
]


def rules(text, year=2026):
    return [(one.comparator, one.value, one.unit) for one in read_targets(text, year=year)]


def test_a_lead_in_gives_its_comparator_and_year_to_the_list_below_it():
    text = paper(
        "II. MỤC TIÊU",
        "Phấn đấu đến hết năm 2027 đạt tối thiểu:",
        "- Hồ sơ nộp trực tuyến: 70%.",
        "- Văn bản được ký số: 95%.",
    )
    readings = read_targets(text, year=2026)
    assert [(one.comparator, one.value, one.due) for one in readings] == [(">=", 70, "2027"), (">=", 95, "2027")]


def test_a_headings_year_ends_with_the_next_heading():
    text = paper("1. Đến năm 2026", "- Tỷ lệ ký số đạt 90%.", "2. Đến năm 2030", "- Tỷ lệ ký số đạt 99%.")
    assert [one.due for one in read_targets(text, year=2025)] == ["2026", "2030"]


def test_the_plans_own_year_stands_where_nothing_names_one():
    (reading,) = read_targets(paper("Tỷ lệ ký số đạt tối thiểu 90%."), year=2026)
    assert reading.due == "2026"


def test_a_plan_for_a_span_of_years_sets_its_targets_for_the_span():
    text = paper(
        "KẾ HOẠCH", "CẢI CÁCH HÀNH CHÍNH GIAI ĐOẠN 2026 - 2030", "II. MỤC TIÊU", "1. Tỷ lệ ký số đạt tối thiểu 90%."
    )
    (reading,) = read_targets(text, year=2025)
    assert reading.due == "2026-2030"


def test_a_chapter_of_results_sets_nothing():
    text = paper("I. KẾT QUẢ THỰC HIỆN", "1. Tỷ lệ ký số đạt 97,2%.", "II. MỤC TIÊU", "1. Tỷ lệ ký số đạt 99%.")
    assert rules(text) == [("=", 99, "%")]


def test_a_number_of_a_year_before_the_plans_is_a_result():
    text = paper("Năm 2025, 96% hồ sơ được trả đúng hạn.", "Năm 2026, 98% hồ sơ được trả đúng hạn.")
    assert rules(text) == [("=", 98, "%")]


def test_a_table_of_indicators_is_read_by_its_headings():
    readings = read_targets(paper("PHỤ LỤC", TABLE), year=2026)
    assert [(one.comparator, one.value, one.unit, one.kind) for one in readings] == [
        (">=", 70, "%", ReadKind.RATIO),
        ("=", 100, "%", ReadKind.SHARE_OF_UNITS),
        ("<=", 15, "hạng", ReadKind.RANK),
        ("=", 2, "hội nghị/năm", ReadKind.COUNT_PER_PERIOD),
        ("<=", 10, "phút", ReadKind.DURATION),
    ]
    assert readings[0].watching == "Văn phòng UBND tỉnh"
    assert readings[0].place == "bảng 1, dòng 1"


def test_headings_may_stand_in_any_order():
    turned = [list(reversed(row)) for row in TABLE]
    assert rules(paper(turned)) == rules(paper(TABLE))


def test_each_year_column_is_a_target_of_its_own():
    table = [
        ["TT", "Chỉ tiêu", "ĐVT", "Mục tiêu", "^"],
        ["", "", "", "Năm 2026", "Năm 2030"],
        ["1", "Tỷ lệ ký số", "%", "90", "99"],
    ]
    assert [(one.value, one.due) for one in read_targets(paper(table), year=2026)] == [(90, "2026"), (99, "2030")]


def test_a_column_headed_by_a_year_alone_is_due_in_it():
    table = [["TT", "Tên chỉ tiêu", "2026", "2027"], ["1", "Tỷ lệ ký số", "91%", "96%"]]
    assert [(one.value, one.due) for one in read_targets(paper(table), year=2026)] == [(91, "2026"), (96, "2027")]


GRID = [
    ["TT", "Đơn vị", "Chỉ tiêu hồ sơ nộp từ xa năm 2027 (%)", "Số sáng kiến", "Ghi chú"],
    ["1", "Sở Nội vụ", "Trên 83", "02", "12 thủ tục"],
    ["2", "UBND xã Mây", "64,5", "", ""],
]


def test_a_grid_of_bodies_and_indicators_sets_a_target_for_each_body():
    readings = read_targets(paper("PHỤ LỤC GIAO CHỈ TIÊU NĂM 2026", GRID), year=2026)
    assert [(one.indicator, one.scope, one.comparator, one.value, one.unit, one.due) for one in readings] == [
        ("Tỷ lệ hồ sơ nộp từ xa", "Sở Nội vụ", ">", 83, "%", "2027"),
        ("Số sáng kiến", "Sở Nội vụ", "=", 2, "", "2026"),
        ("Tỷ lệ hồ sơ nộp từ xa", "UBND xã Mây", "=", 64.5, "%", "2027"),
    ]


def test_a_grid_of_bodies_below_no_heading_of_targets_sets_nothing():
    assert rules(paper("TÌNH HÌNH TIẾP NHẬN HỒ SƠ QUÝ I", GRID[:1] + GRID[2:])) == []


def test_a_column_of_what_was_reached_is_the_baseline():
    table = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Kế hoạch năm 2026"],
        ["1", "Tỷ lệ ký số", "%", "93,5", "98"],
    ]
    (reading,) = read_targets(paper(table), year=2026)
    assert (reading.value, reading.baseline) == (98, "93,5")


def test_a_section_row_names_the_section_and_its_years():
    table = [
        ["TT", "Chỉ tiêu", "Đơn vị", "Kết quả"],
        ["I", "Giai đoạn 2026-2027", "", ""],
        ["1", "Tỷ lệ ký số", "%", "90%"],
    ]
    (reading,) = read_targets(paper(table), year=None)
    assert (reading.section, reading.due) == ("Giai đoạn 2026-2027", "2026-2027")


def test_a_table_of_tasks_sets_no_counts():
    table = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Tổ chức 02 lớp bồi dưỡng cho công chức", "Sở Nội vụ", "Trước ngày 30/6/2026"],
    ]
    assert rules(paper(table)) == []


def test_what_an_annex_repeats_is_given_once():
    body = "1. Tối thiểu 70% hồ sơ được nộp trực tuyến."
    table = [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Cơ quan theo dõi"],
        ["1", "Tỷ lệ hồ sơ được nộp trực tuyến", "%", "70", "Sở Nội vụ"],
    ]
    (reading,) = read_targets(paper(body, table), year=2026)
    assert reading.comparator == ">="
    assert reading.watching == "Sở Nội vụ"


def test_two_targets_of_one_number_are_both_kept():
    text = paper("1. 100% văn bản được ký số.", "2. 100% cuộc họp dùng phòng họp không giấy.")
    assert len(rules(text)) == 2


def test_every_reading_points_at_its_words():
    text = paper("II. MỤC TIÊU", "1. Phấn đấu tối thiểu 70% hồ sơ nộp trực tuyến; tỷ lệ ký số đạt 95%.", TABLE)
    readings = read_targets(text, year=2026)
    for one in readings:
        assert text.content[one.sentence_start : one.sentence_start + len(one.sentence)] == one.sentence
    assert text.content[readings[0].start : readings[0].end] == "tối thiểu 70%"
    assert text.content[readings[-1].start : readings[-1].end] == "Không quá 10"


def test_rows_that_differ_in_their_field_alone_are_all_kept():
    rows = [
        [str(place), f"Tỷ lệ hồ sơ lĩnh vực {field} nộp trực tuyến", "%", "70", ""]
        for place, field in enumerate(["đất đai", "xây dựng", "hộ tịch"])
    ]
    assert len(rules(paper([TABLE[0], *rows]))) == 3
    assert len(rules(paper(*[f"{place}. {row[1]} đạt tối thiểu 70%." for place, row in enumerate(rows, start=1)]))) == 3


def test_a_heading_names_the_field_of_reform():
    text = paper(
        "II. MỤC TIÊU",
        "1. Về cải cách thủ tục hành chính",
        "a) Tỷ lệ trả đúng hạn đạt tối thiểu 98%.",
        "2. Xây dựng chính quyền số",
        "a) Tỷ lệ ký số đạt tối thiểu 95%.",
    )
    assert [one.area for one in read_targets(text, year=2026)] == [
        "Cải cách thủ tục hành chính",
        "Chính quyền điện tử, chính quyền số",
    ]


def test_a_heading_in_capitals_ends_the_chapter_of_results_before_it():
    text = paper(
        "I. KẾT QUẢ NĂM TRƯỚC",
        "- Tỷ lệ hồ sơ được ký số đạt 81%.",
        "MỤC TIÊU, CHỈ TIÊU NĂM TỚI",
        "- Tỷ lệ hồ sơ được ký số đạt 92%.",
    )
    assert [one.value for one in read_targets(text, year=2026)] == [92]


def test_other_news_below_a_page_set_nothing():
    assert rules(paper("Các tin khác: Kết quả trồng rừng tháng 01 đạt 9,4%")) == []


def test_a_paper_that_is_not_read_to_its_end_says_so(monkeypatch):
    monkeypatch.setattr(document, "MOST_TARGETS", 2)
    lines = [f"- Tối thiểu {60 + place}% hồ sơ lĩnh vực {name}." for place, name in enumerate(("A", "B", "C", "D"))]
    found = read_targets(paper(*lines), year=2026)
    assert len(found) == 3
    assert document.CUT_SHORT in found[-1].doubts


def test_two_items_of_a_list_that_differ_in_one_word_are_two_targets():
    text = paper(
        "- Tỷ lệ hồ sơ cấp tỉnh đúng hạn đạt tối thiểu 90%.",
        "- Tỷ lệ hồ sơ cấp xã đúng hạn đạt tối thiểu 90%.",
        "- Tỷ lệ xã loại I được kiểm tra đạt tối thiểu 90%.",
    )
    assert len(rules(text)) == 3
