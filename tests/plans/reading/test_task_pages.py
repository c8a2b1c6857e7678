"""Tasks as further plans and pages word them: who leads in one label, unmarked duties, tables pasted cell by cell."""

from datetime import date

import pytest

from tests.plans.reading.test_task_words import plan_with, tasks_of

CONTENT = "1. Rà soát thủ tục nội bộ của các phòng."


@pytest.mark.parametrize(
    ("labels", "lead", "supporting", "person"),
    [
        (
            ["a) Đơn vị chủ trì: Văn phòng.", "b) Đơn vị phối hợp: Các phòng.", "c) Thời gian: Quý II."],
            "Văn phòng",
            ("Các phòng",),
            "",
        ),
        (
            ["Phân công thực hiện: Văn phòng chủ trì; các phòng phối hợp.", "Thời hạn: Quý II."],
            "Văn phòng",
            ("các phòng",),
            "",
        ),
        (
            ["+ Chịu trách nhiệm chính: Văn phòng;", "+ Phối hợp: các phòng;", "+ Thời gian: Quý II."],
            "Văn phòng",
            ("các phòng",),
            "",
        ),
        (
            ["- Người phụ trách: Ông Trần Văn Minh.", "- Đơn vị thực hiện: Văn phòng.", "- Thời gian: Quý II."],
            "Văn phòng",
            (),
            "Ông Trần Văn Minh",
        ),
        (
            ["- Người phụ trách: Công chức Tư pháp - Hộ tịch.", "- Thời gian: Quý II."],
            "Công chức Tư pháp - Hộ tịch",
            (),
            "",
        ),
    ],
)
def test_one_label_may_name_who_leads_and_who_helps_another_the_person(labels, lead, supporting, person):
    (task,) = tasks_of(plan_with(CONTENT, *labels))
    assert (task.lead, task.supporting, task.person) == (lead, supporting, person)
    assert (task.content, task.due) == ("Rà soát thủ tục nội bộ của các phòng.", date(2026, 6, 30))


def test_brackets_may_give_the_work_and_label_the_time():
    line = "- Rà soát thủ tục nội bộ (Giao Văn phòng chủ trì, phối hợp với các phòng; thời gian: quý II/2026)."
    (task,) = tasks_of(plan_with(line))
    assert (task.lead, task.supporting, task.due_text) == ("Văn phòng", ("các phòng",), "quý II/2026")


def test_duties_below_an_agency_need_no_bullet_but_must_say_who_leads():
    paper = plan_with(
        "IV. TỔ CHỨC THỰC HIỆN",
        "1. Văn phòng",
        "Chủ trì rà soát thủ tục nội bộ, báo cáo Chủ tịch.",
        "Phối hợp với các phòng khi có yêu cầu.",
        "2. Phòng Kinh tế",
        "Thực hiện nghiêm Kế hoạch này.",
        "3. Yêu cầu các phòng báo cáo kết quả về Văn phòng trước ngày 15/11/2026.",
        "Yêu cầu các phòng nghiêm túc thực hiện trước ngày 30/12/2026.",
    )
    assert [(task.lead, task.content) for task in tasks_of(paper)] == [
        ("Văn phòng", "Rà soát thủ tục nội bộ, báo cáo Chủ tịch"),
        ("các phòng", "Báo cáo kết quả về Văn phòng trước ngày 15/11/2026"),
    ]


def test_a_news_page_gives_work_within_a_sentence():
    page = (
        "Đẩy mạnh chuyển đổi số\nTheo đó, UBND tỉnh yêu cầu Sở Khoa học và Công nghệ chủ trì, phối hợp với các cơ quan liên quan rà soát"
        " hạ tầng số đúng tiến độ. Các nhiệm vụ khác hoàn thành trong năm 2026."
    )
    (task,) = tasks_of(page)
    assert (task.lead, task.content, task.due) == (
        "Sở Khoa học và Công nghệ",
        "Rà soát hạ tầng số đúng tiến độ",
        None,
    )


def test_an_annex_pasted_cell_by_cell_gives_its_tasks():
    cells = ["TT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"]
    cells += ["I", "Cải cách thể chế", "1", "Rà soát văn bản", "Phòng Tư pháp", "Các phòng", "Quý II/2026"]
    cells += [
        "2",
        "Sơ kết sáu tháng",
        "Văn phòng",
        "Tháng 7/2026",
        "3",
        "Báo cáo năm",
        "Văn phòng",
        "Các phòng",
        "Thường xuyên",
    ]
    tasks = tasks_of(plan_with("PHỤ LỤC", *cells))
    assert [(task.content, task.lead, task.supporting, task.due) for task in tasks] == [
        ("Rà soát văn bản", "Phòng Tư pháp", ("Các phòng",), date(2026, 6, 30)),
        ("Sơ kết sáu tháng", "Văn phòng", (), date(2026, 7, 31)),
        ("Báo cáo năm", "Văn phòng", ("Các phòng",), None),
    ]
    assert tasks[0].section == "Cải cách thể chế"


def test_an_inspection_elsewhere_in_a_sentence_names_no_place_to_inspect():
    page = "Kế hoạch kiểm tra công tác cải cách hành chính năm 2026\nĐể đánh giá kết quả tại các cơ quan, đơn vị; UBND tỉnh sẽ kiểm tra đột xuất."
    assert tasks_of(page) == ()


def test_what_a_page_says_was_done_is_no_duty():
    assert (
        tasks_of(
            "CHỈ THỊ\nTăng cường kỷ luật\nChủ tịch UBND tỉnh vừa ban hành Chỉ thị số 26/CT-UBND về tăng cường kỷ luật hành chính."
        )
        == ()
    )


def test_the_head_of_an_office_brings_the_office_into_the_team():
    paper = plan_with(
        "IV. THÀNH PHẦN ĐOÀN KIỂM TRA",
        "- Ông Lê Văn Tám - Trưởng phòng Nội vụ: Trưởng đoàn;",
        "- Bà Trần Thị Lan - Phó Trưởng phòng Tư pháp: Phó Trưởng đoàn.",
        "V. ĐỐI TƯỢNG KIỂM TRA: UBND các xã: Đồng Vân, Đồng Vinh.",
        "VI. TỔ CHỨC THỰC HIỆN",
        "1. Đoàn kiểm tra báo cáo kết quả trước ngày 15/9/2026.",
    ).replace("Tuyên truyền", "Kiểm tra", 1)
    told = [(task.lead, task.supporting) for task in tasks_of(paper)]
    assert ("Phòng Nội vụ", ("Phòng Tư pháp",)) in told
    assert ("Đoàn kiểm tra", ()) in told


def test_duties_may_label_their_time_and_requests_have_an_agency_of_their_own():
    paper = plan_with(
        "IV. PHÂN CÔNG THỰC HIỆN",
        "1. Giao Phòng Nội vụ:",
        "- Tham mưu kiểm tra công tác cải cách hành chính.",
        "2. Văn phòng chủ trì, phối hợp Phòng Nội vụ khảo sát mức độ hài lòng. Thời gian hoàn thành: Tháng 11/2026.",
        "3. Đề nghị UBMTTQ phường giám sát việc thực hiện Kế hoạch.",
    )
    assert [(task.lead, task.content, task.due) for task in tasks_of(paper)] == [
        ("Phòng Nội vụ", "Tham mưu kiểm tra công tác cải cách hành chính", None),
        ("Văn phòng", "Khảo sát mức độ hài lòng", date(2026, 11, 30)),
        ("UBMTTQ phường", "Giám sát việc thực hiện Kế hoạch", None),
    ]
