"""Tasks from the tables of an annex, whatever the order and wording of their headings."""

from datetime import date

import pytest

from documents.text import Cell, Row, Table, Text
from plans.paper.task_tables import NO_LEAD, read_tables


def table(*rows, number=1):
    """Rows of words; None repeats the cell on the left, "^" the cell above."""
    made, above = [], None
    for row in rows:
        cells = []
        for place, words in enumerate(row):
            if words is None:
                cells.append(Cell(cells[-1].text, cells[-1].start, True))
            elif words == "^":
                cells.append(Cell(above[place].text, above[place].start, True))
            else:
                cells.append(Cell(words, 100 * len(made) + place))
        above = cells
        made.append(Row(tuple(cells)))
    return Table(tuple(made), number)


def tasks_of(*tables, year=2026):
    return read_tables(Text(tables, ""), year)


HEADING = ("TT", "Nhiệm vụ", "Sản phẩm", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Kinh phí")
ROW = ("1", "Sửa quy chế một cửa", "Quyết định", "Sở Nội vụ", "Sở Tư pháp", "Quý II/2026", "Chi thường xuyên")


def test_a_row_is_a_task_with_all_its_columns():
    (task,) = tasks_of(table(HEADING, ROW))
    assert (task.content, task.deliverable, task.lead, task.supporting) == (
        "Sửa quy chế một cửa",
        "Quyết định",
        "Sở Nội vụ",
        ("Sở Tư pháp",),
    )
    assert (task.due_text, task.due, task.budget_text) == ("Quý II/2026", date(2026, 6, 30), "Chi thường xuyên")
    assert (task.place, task.doubts) == ("Bảng 1, dòng 1", ())


@pytest.mark.parametrize(
    "heading",
    [
        ("STT", "Nội dung công việc", "Kết quả đầu ra", "Đơn vị thực hiện", "Đơn vị phối hợp", "Tiến độ", "Nguồn"),
        ("Số TT", "Hoạt động", "Kết quả/Sản phẩm", "Đầu mối", "Phối hợp", "Thời hạn hoàn thành", "Dự toán"),
        (
            "TT",
            "Tên nhiệm vụ, giải pháp",
            "Sản phẩm, kết quả dự kiến",
            "Phân công thực hiện",
            "Cơ quan, đơn vị phối hợp",
            "Hoàn thành trước",
            "Kinh phí thực hiện",
        ),
        ("STT", "NHIỆM VỤ CỤ THỂ", "SẢN PHẨM", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN HOÀN THÀNH", "KINH PHÍ (NẾU CÓ)"),
    ],
)
def test_headings_are_known_in_many_wordings(heading):
    (task,) = tasks_of(table(heading, ROW))
    assert (task.content, task.deliverable, task.lead, task.supporting) == (
        "Sửa quy chế một cửa",
        "Quyết định",
        "Sở Nội vụ",
        ("Sở Tư pháp",),
    )
    assert (task.due_text, task.budget_text) == ("Quý II/2026", "Chi thường xuyên")


def test_columns_may_stand_in_any_order():
    order = [5, 3, 0, 6, 1, 4, 2]
    (task,) = tasks_of(table([HEADING[place] for place in order], [ROW[place] for place in order]))
    assert (task.content, task.lead, task.due_text) == ("Sửa quy chế một cửa", "Sở Nội vụ", "Quý II/2026")


def test_a_heading_may_have_two_rows_and_numbers_below():
    (task,) = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Cơ quan thực hiện", None, "Thời gian"),
            ("^", "^", "Chủ trì", "Phối hợp", "^"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("1", "Rà soát thủ tục", "Sở Tư pháp", "Các sở", "Tháng 3/2026"),
        )
    )
    assert (task.content, task.lead, task.supporting) == ("Rà soát thủ tục", "Sở Tư pháp", ("Các sở",))


def test_a_heading_pasted_without_merged_cells_may_have_two_rows():
    (task,) = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Đơn vị thực hiện", "", "Thời gian"),
            ("", "", "Chủ trì", "Phối hợp", ""),
            ("1", "Rà soát thủ tục", "Sở Tư pháp", "Các sở", "Tháng 3/2026"),
        )
    )
    assert (task.lead, task.supporting) == ("Sở Tư pháp", ("Các sở",))


def test_section_rows_name_the_tasks_below_them():
    found = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
            ("I. CẢI CÁCH THỂ CHẾ", None, None, None),
            ("1", "Rà soát văn bản", "Sở Tư pháp", "Thường xuyên"),
            ("II", "Cải cách thủ tục hành chính", "", ""),
            ("2", "Rà soát thủ tục", "Văn phòng", "Quý I"),
        )
    )
    assert [(task.section, task.content) for task in found] == [
        ("CẢI CÁCH THỂ CHẾ", "Rà soát văn bản"),
        ("Cải cách thủ tục hành chính", "Rà soát thủ tục"),
    ]


def test_cells_merged_over_a_section_row_leave_it_a_section():
    found = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
            ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I"),
            ("II", "Cải cách thủ tục", "^", ""),
            ("2", "Rà soát thủ tục", "^", "^"),
        )
    )
    assert [(task.section, task.content, task.lead) for task in found] == [
        ("", "Rà soát văn bản", "Sở Tư pháp"),
        ("Cải cách thủ tục", "Rà soát thủ tục", "Sở Tư pháp"),
    ]


def test_a_general_task_merged_over_rows_is_the_section_of_each():
    found = tasks_of(
        table(
            ("TT", "Nhiệm vụ chung", "Nhiệm vụ cụ thể", "Chủ trì", "Thời gian"),
            ("1", "Cải cách thể chế", "Rà soát văn bản", "Sở Tư pháp", "Quý I"),
            ("^", "^", "Theo dõi thi hành pháp luật", "^", "Quý II"),
        )
    )
    assert [(task.section, task.content, task.lead) for task in found] == [
        ("Cải cách thể chế", "Rà soát văn bản", "Sở Tư pháp"),
        ("Cải cách thể chế", "Theo dõi thi hành pháp luật", "Sở Tư pháp"),
    ]


def test_a_table_without_heading_goes_on_with_the_one_before():
    found = tasks_of(
        table(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát văn bản", "Sở Tư pháp")),
        table(("2", "Rà soát thủ tục", "Văn phòng UBND tỉnh"), number=2),
    )
    assert [task.lead for task in found] == ["Sở Tư pháp", "Văn phòng UBND tỉnh"]


def test_a_row_broken_by_a_page_is_one_task():
    (task,) = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"),
            ("1", "Rà soát các văn bản quy phạm", "Sở", "Sở Nội vụ, Sở Tài"),
            ("", "pháp luật đã hết hiệu lực", "Tư pháp", "chính"),
        )
    )
    assert (task.content, task.lead) == ("Rà soát các văn bản quy phạm pháp luật đã hết hiệu lực", "Sở Tư pháp")
    assert task.supporting == ("Sở Nội vụ", "Sở Tài chính")


def test_as_above_means_the_row_above():
    found = tasks_of(
        table(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát văn bản", "Sở Tư pháp"), ("2", "Rà soát thủ tục", "-nt-"))
    )
    assert found[1].lead == "Sở Tư pháp"


def test_a_task_that_nobody_leads_is_doubted():
    (task,) = tasks_of(table(("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"), ("1", "Rà soát văn bản", "-", "Quý I")))
    assert (task.lead, task.doubts) == ("", (NO_LEAD,))


def test_crosses_below_quarters_tell_the_time():
    (task,) = tasks_of(
        table(
            ("TT", "Nội dung", "Thời gian thực hiện", None, None, None, "Chủ trì"),
            ("^", "^", "Quý I", "Quý II", "Quý III", "Quý IV", "^"),
            ("1", "Rà soát văn bản", "", "x", "x", "", "Sở Tư pháp"),
        )
    )
    assert (task.due_text, task.due) == ("Quý II, Quý III", date(2026, 9, 30))


@pytest.mark.parametrize(
    "words",
    [
        "Chủ trì: Sở Nội vụ; phối hợp: Sở Tư pháp, Thanh tra tỉnh",
        "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp, Thanh tra tỉnh",
        "- Cơ quan chủ trì: Sở Nội vụ\n- Cơ quan phối hợp: Sở Tư pháp, Thanh tra tỉnh",
    ],
)
def test_one_cell_may_name_who_leads_and_who_helps(words):
    (task,) = tasks_of(table(("TT", "Nhiệm vụ", "Cơ quan thực hiện"), ("1", "Rà soát văn bản", words)))
    assert (task.lead, task.supporting) == ("Sở Nội vụ", ("Sở Tư pháp", "Thanh tra tỉnh"))


def test_names_on_lines_of_their_own_are_several_and_a_broken_name_is_one():
    (task,) = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp"),
            (
                "1",
                "Rà soát văn bản",
                "Sở Khoa học\nvà Công nghệ",
                "Sở Nội vụ\nSở Giáo dục và\nĐào tạo\nVăn phòng\nUBND tỉnh",
            ),
        )
    )
    assert (task.lead, task.supporting) == (
        "Sở Khoa học và Công nghệ",
        ("Sở Nội vụ", "Sở Giáo dục và Đào tạo", "Văn phòng UBND tỉnh"),
    )


def test_the_leader_in_charge_is_a_person_not_the_leading_agency():
    heading = ("TT", "Nhiệm vụ", "Lãnh đạo phụ trách", "Phòng chủ trì", "Bắt đầu", "Kết thúc")
    (task,) = tasks_of(table(heading, ("1", "Rà soát văn bản", "Đ/c Phó Giám đốc", "Phòng Pháp chế", "01/3", "30/4")))
    assert (task.person, task.lead, task.due) == ("Đ/c Phó Giám đốc", "Phòng Pháp chế", date(2026, 4, 30))


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param(("TT", "Chỉ tiêu", "Đơn vị tính", "Giá trị", "Cơ quan theo dõi, đánh giá"), id="bảng chỉ tiêu"),
        pytest.param(
            ("TT", "Chỉ tiêu", "Kế hoạch 2026", "Kế hoạch 2027", "Cơ quan chủ trì"), id="chỉ tiêu có cơ quan chủ trì"
        ),
        pytest.param(
            ("TT", "Họ và tên", "Chức vụ, đơn vị", "Nhiệm vụ trong Đoàn", "Ghi chú"), id="danh sách thành viên"
        ),
        pytest.param(("TT", "Tên văn bản", "Số, ký hiệu", "Ngày ban hành", "Ghi chú"), id="danh mục văn bản"),
        pytest.param(("", "", "", "", ""), id="không có tiêu đề"),
    ],
)
def test_other_tables_hold_no_tasks(heading):
    assert tasks_of(table(heading, ("1", "Tỷ lệ hồ sơ đúng hạn", "%", "98", "Sở Nội vụ"))) == ()


def test_the_foot_of_the_paper_below_a_pasted_table_is_no_task():
    found = tasks_of(
        table(
            ("TT", "Nhiệm vụ", "Chủ trì"),
            ("1", "Rà soát văn bản", "Sở Tư pháp"),
            ("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        )
    )
    assert len(found) == 1
