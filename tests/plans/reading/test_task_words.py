"""Tasks from paragraphs: labels below what is to be done, duties of agencies, inspections."""

from datetime import date

import pytest

from documents.text import from_pasted
from plans.reading import read_plan
from tests.plans.reading import papers


def tasks_of(paper: str):
    return read_plan(from_pasted(paper)).tasks


def plan_with(*lines: str) -> str:
    """A plan of 2026 whose only section holds these lines."""
    return "\n".join(
        [papers.UNNUMBERED.split("TM.")[0], "III. NHIỆM VỤ", *lines, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Công Sơn"]
    )


def test_labels_tell_of_the_words_above_them():
    first, second, third = tasks_of(papers.PROVINCE_ON_LINES_OF_BARS)
    assert (first.content, first.section) == (
        "Rà soát, đơn giản hóa thủ tục hành chính nội bộ.",
        "Cải cách thủ tục hành chính",
    )
    assert (first.lead, first.supporting) == ("Văn phòng UBND tỉnh", ("Sở Tư pháp", "các cơ quan, đơn vị liên quan"))
    assert (first.place, third.place) == ("mục 1", "mục 2")
    assert (first.due_text, first.due) == ("Quý III/2026", date(2026, 9, 30))
    assert (second.content, second.lead, second.is_regular) == (
        "Công khai thủ tục hành chính",
        "các sở, ban, ngành",
        True,
    )
    assert (third.content, third.lead) == ("Xây dựng kho dữ liệu dùng chung.", "Sở Khoa học và Công nghệ")
    assert (third.deliverable, third.budget_text) == ("Kho dữ liệu", "Ngân sách tỉnh")


@pytest.mark.parametrize(
    "labels",
    [
        pytest.param(
            ("Đơn vị chủ trì: Phòng Kinh tế. Đơn vị phối hợp: Công an phường. Thời gian: Tháng 5.",), id="một dòng"
        ),
        pytest.param(
            ("- Chủ trì: Phòng Kinh tế", "- Phối hợp: Công an phường", "- Thời hạn: Tháng 5"), id="nhiều dòng"
        ),
        pytest.param(
            (
                "+ Cơ quan, đơn vị thực hiện: Phòng Kinh tế;",
                "+ Cơ quan phối hợp: Công an phường;",
                "+ Thời gian hoàn thành: Tháng 5.",
            ),
            id="dấu cộng",
        ),
        pytest.param(
            ("Thực hiện: Phòng Kinh tế", "Phối hợp: Công an phường", "Hoàn thành: tháng 5/2026"), id="lời ngắn"
        ),
        pytest.param(
            (
                "Đơn vị chịu trách nhiệm tham mưu: Phòng Kinh tế",
                "Bộ phận phối hợp thực hiện: Công an phường",
                "Tiến độ thực hiện: Tháng 5",
            ),
            id="lời khác",
        ),
    ],
)
def test_labels_are_known_in_many_wordings(labels):
    (task,) = tasks_of(plan_with("1. Cải cách thủ tục", "- Khảo sát ý kiến của người dân.", *labels))
    assert (task.content, task.lead, task.supporting) == (
        "Khảo sát ý kiến của người dân.",
        "Phòng Kinh tế",
        ("Công an phường",),
    )
    assert task.due == date(2026, 5, 31)


def test_the_content_may_have_a_label_too():
    (task,) = tasks_of(
        plan_with("1. Rà soát văn bản", "- Nội dung: Rà soát văn bản của phường.", "- Đơn vị thực hiện: Văn phòng.")
    )
    assert (task.content, task.section) == ("Rà soát văn bản của phường.", "Rà soát văn bản")


def test_labels_of_a_whole_section_do_not_swallow_the_tasks_above_them():
    sentence, own, rest = tasks_of(
        plan_with(
            "2. Cải cách thủ tục",
            "Phòng Nội vụ chủ trì kiện toàn Bộ phận Một cửa (hoàn thành trong tháng 3/2026).",
            "Xây dựng phần mềm theo dõi hồ sơ; chủ trì: Văn phòng; thời gian: 6 tháng đầu năm.",
            "* Cơ quan chủ trì: Phòng Nội vụ. Cơ quan phối hợp: các phòng. Thời gian thực hiện: Thường xuyên.",
        )
    )
    assert (sentence.lead, sentence.due) == ("Phòng Nội vụ", date(2026, 3, 31))
    assert (own.content, own.lead) == ("Xây dựng phần mềm theo dõi hồ sơ", "Văn phòng")
    assert (rest.content, rest.section, rest.is_regular) == ("Cải cách thủ tục", "NHIỆM VỤ", True)


def test_one_group_of_labels_below_several_points_is_one_task_to_look_at():
    (task,) = tasks_of(
        plan_with(
            "1. Truyền thông",
            "- Đăng tin, bài.",
            "- Treo băng rôn.",
            "Đơn vị chủ trì: Phòng Văn hóa.",
            "Thời gian: Quý I.",
        )
    )
    assert task.content == "Đăng tin, bài. Treo băng rôn."
    assert task.doubts


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Kinh phí thực hiện: 20 triệu đồng.", id="kinh phí của cả kế hoạch"),
        pytest.param("Thời gian thực hiện: trong năm 2026.", id="thời gian của cả kế hoạch"),
        pytest.param("Cơ quan phối hợp: các phòng.", id="chỉ có phối hợp"),
    ],
)
def test_a_label_alone_makes_no_task(line):
    assert tasks_of(plan_with("1. Yêu cầu", "Bảo đảm thiết thực, hiệu quả.", line)) == ()


def test_a_directives_duties_are_tasks_of_their_agency():
    first, second = tasks_of(papers.DIRECTIVE)
    assert (first.content, first.lead) == ("Rà soát các văn bản đã hết hiệu lực và công bố theo quy định", "Sở Tư pháp")
    assert (second.lead, second.supporting) == ("Sở Nội vụ", ("Thanh tra tỉnh", "Văn phòng UBND tỉnh"))
    assert (second.due, second.due_text) == (date(2023, 12, 15), "trước ngày 15/12/2023")
    assert first.doubts


def test_an_inspection_is_a_task_at_each_agency_with_its_own_day_or_the_plans():
    inspected = [task for task in tasks_of(papers.DEPARTMENT) if task.section == "Đơn vị được kiểm tra"]
    assert [(task.content.rpartition(" tại ")[2], task.due) for task in inspected] == [
        ("Sở Tài chính", date(2025, 5, 14)),
        ("UBND phường Bến Ngự", date(2025, 6, 30)),
        ("UBND xã Đồng Vân", date(2025, 6, 30)),
        ("Sở Y tế", date(2025, 6, 30)),
    ]
    assert {task.person for task in inspected} == {"Trưởng đoàn: Ông Trần Văn Minh, Phó Giám đốc Sở Nội vụ"}


def test_the_team_of_an_inspection_is_a_task_with_peoples_functions():
    team = tasks_of(papers.DEPARTMENT)[0]
    assert "Phó Trưởng đoàn: Bà Lê Thị Hoa" in team.content
    assert (team.lead, team.supporting) == ("Sở Nội vụ", ("Văn phòng UBND tỉnh", "Sở Tư pháp"))


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param(
            "- Thành viên gồm:\n+ Đại diện Văn phòng UBND tỉnh;\n+ Đại diện Sở Tư pháp.", id="danh sách dưới chức danh"
        ),
        pytest.param(
            "- Đại diện lãnh đạo Văn phòng UBND tỉnh - Thành viên;\n- Lãnh đạo Sở Tư pháp (Thành viên);",
            id="chức danh sau tên",
        ),
    ],
)
def test_members_are_known_in_many_wordings(listed):
    paper = papers.DEPARTMENT.replace("- Thành viên: đại diện Văn phòng UBND tỉnh, Sở Tư pháp.", listed)
    assert tasks_of(paper)[0].supporting == ("Văn phòng UBND tỉnh", "Sở Tư pháp")


def test_members_may_stand_in_a_table():
    rows = (
        "TT\tHọ và tên\tChức vụ, đơn vị công tác\tNhiệm vụ trong Đoàn",
        "1\tTrần Văn Minh\tPhó Giám đốc Sở Nội vụ\tTrưởng đoàn",
        "2\tLê Thị Hoa\tChánh Văn phòng Sở Tư pháp\tThành viên",
    )
    found = tasks_of(papers.DEPARTMENT.partition("2. Thành phần")[0] + "\n".join(rows) + "\n")
    (team,) = (task for task in found if task.section == "Thành phần Đoàn kiểm tra")
    assert team.person == "Trưởng đoàn: Trần Văn Minh, Phó Giám đốc Sở Nội vụ"
    assert "Thành viên: Lê Thị Hoa, Chánh Văn phòng Sở Tư pháp" in team.content


def test_duties_with_a_day_are_tasks_beside_others():
    report, website = tasks_of(papers.DEPARTMENT)[-2:]
    assert (report.lead, report.due) == ("Phòng Cải cách hành chính", date(2025, 7, 30))
    assert (website.lead, website.supporting) == ("Văn phòng Sở", ("Phòng Tài chính", "Thanh tra Sở"))
    assert (website.content, website.due) == ("Nâng cấp trang tin, hoàn thành trong quý II/2025", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("line", "lead", "supporting", "due"),
    [
        pytest.param(
            "- Rà soát thủ tục hành chính (Phòng Tư pháp chủ trì; các phòng phối hợp; hoàn thành trong quý III/2026).",
            "Phòng Tư pháp",
            ("các phòng",),
            date(2026, 9, 30),
            id="chủ trì, phối hợp, thời hạn",
        ),
        pytest.param(
            "- Rà soát thủ tục hành chính (do Văn phòng thực hiện, xong trước ngày 20/5).",
            "Văn phòng",
            (),
            date(2026, 5, 20),
            id="do ai thực hiện",
        ),
    ],
)
def test_brackets_at_the_end_may_name_who_and_when(line, lead, supporting, due):
    (task,) = tasks_of(plan_with("1. Cải cách thủ tục", line))
    assert (task.content, task.lead, task.supporting, task.due) == ("Rà soát thủ tục hành chính", lead, supporting, due)


def test_brackets_that_explain_something_make_no_task():
    assert tasks_of(plan_with("1. Cán bộ", "- Bố trí cán bộ (bao gồm cả người không chuyên trách thực hiện).")) == ()


def test_work_assigned_by_name_is_a_task_each():
    first, second = tasks_of(
        plan_with(
            "IV. PHÂN CÔNG",
            "1. Phòng Kinh tế: chuẩn bị tài liệu, xong trước ngày 10/4/2026.",
            "2. Văn phòng: chuẩn bị hội trường, kinh phí 45 triệu đồng.",
        )
    )
    assert (first.content, first.lead) == ("Chuẩn bị tài liệu, xong trước ngày 10/4/2026", "Phòng Kinh tế")
    assert (second.lead, second.due) == ("Văn phòng", None)


def test_numbers_with_a_dash_are_numbers_too():
    first, second = tasks_of(
        plan_with(
            "IV- TỔ CHỨC THỰC HIỆN",
            "1- Ban Tổ chức lãnh đạo việc sắp xếp; ban hành văn bản trước ngày 30/6/2026.",
            "2- Giao Văn phòng theo dõi, báo cáo trước ngày 15/11/2026.",
        )
    )
    assert (first.lead, first.due) == ("Ban Tổ chức", date(2026, 6, 30))
    assert (second.lead, second.due, second.place) == ("Văn phòng", date(2026, 11, 15), "mục 2")


def test_what_is_said_in_closing_is_no_task():
    paper = plan_with(
        "IV. TỔ CHỨC THỰC HIỆN",
        "Trên đây là Kế hoạch năm 2026. Đề nghị các cơ quan triển khai, báo cáo trước ngày 15/11/2026.",
        "Trong quá trình thực hiện, các cơ quan báo cáo Văn phòng trước ngày 15/11/2026.",
    )
    assert tasks_of(paper) == ()


def test_a_page_about_an_inspection_tells_team_and_window():
    inspected, team = sorted(
        tasks_of(papers.PAGE_WITHOUT_A_NUMBER), key=lambda task: task.section != "Đơn vị được kiểm tra"
    )
    assert (inspected.starts_on, inspected.due) == (date(2022, 6, 1), date(2022, 11, 30))
    assert inspected.person == "Trưởng đoàn: Lê Quốc Cường, Phó Chủ tịch UBND thành phố"
    assert inspected.supporting == ("Sở Tư pháp", "Sở Khoa học và Công nghệ", "Thanh tra thành phố")
    assert team.lead == "UBND thành phố"


def test_an_inspection_by_table_leaves_out_the_rows_that_part_it():
    paper = papers.DEPARTMENT.partition("2. Thành phần")[0] + (
        "STT\tĐơn vị được kiểm tra\tThời gian\tThành viên phụ trách\n"
        "I\tCác sở, ban, ngành\t\t\n1\tSở Y tế\tTháng 5/2025\tLê Thị Hoa\n2\tSở Tài chính\tTháng 6/2025\tTrần Minh\n"
    )
    assert [(task.content.rpartition(" tại ")[2], task.due, task.person) for task in tasks_of(paper)] == [
        ("Sở Y tế", date(2025, 5, 31), "Lê Thị Hoa"),
        ("Sở Tài chính", date(2025, 6, 30), "Trần Minh"),
    ]
