"""A read plan and its read tasks as their forms ask them, with what a person should look at; which group is meant."""

from datetime import date

import pytest

from intake.group_names import group_of
from intake.plan_fields import Finder, plan_doubts, plan_fields
from intake.task_fields import parties_of, task_doubts, task_fields, with_lead
from plans.reading import Found, PlanReading, ReadKind, TaskReading

AGENCIES = {"Sở Nội vụ": "5", "Văn phòng": "6"}
FINDER = Finder(
    issuer_of=lambda words: AGENCIES.get(words, ""), plan_of=lambda words: "", own_issuer="9", this_year=2026
)


def found(value, doubt: str = "") -> Found:
    return Found(value, str(value), 0, 1, doubt)


READ = PlanReading(
    number=found("12/KH-SNV"),
    issued_on=found(date(2026, 1, 15)),
    issuer=found("Sở Nội vụ"),
    title=found("Kế hoạch cải cách hành chính năm 2026"),
    kind=ReadKind.ANNUAL,
    year_from=found(2026),
    signer=found("Trần Văn Ký"),
    signer_title=found("Giám đốc"),
)


def test_a_read_plan_fills_its_form():
    typed = plan_fields(READ, FINDER)
    assert typed == {
        "number": "12/KH-SNV",
        "summary": "Cải cách hành chính năm 2026",
        "kind": "annual",
        "state": "issued",
        "issuer": "5",
        "signer": "Trần Văn Ký",
        "signer_title": "Giám đốc",
        "issued_on": "15/01/2026",
        "year_from": "2026",
        "year_to": "2026",
    }
    assert plan_doubts(READ, FINDER) == []


def test_without_a_year_that_of_the_day_is_taken_and_then_this_one():
    assert plan_fields(PlanReading(issued_on=found(date(2024, 2, 1))), FINDER)["year_from"] == "2024"
    assert plan_fields(PlanReading(), FINDER)["year_from"] == "2026"


def test_an_unknown_issuer_gives_way_to_the_own_office_and_is_told():
    read = PlanReading(
        issuer=found("Sở Lạ"), number=found("1/KH"), issued_on=found(date(2026, 1, 1)), title=found("Tên")
    )
    assert plan_fields(read, FINDER)["issuer"] == "9"
    assert plan_doubts(read, FINDER) == [
        "Cơ quan ban hành “Sở Lạ” không có trong các đơn vị anh/chị được nhập kế hoạch: chọn lại cơ quan."
    ]


def test_what_is_missing_and_what_was_guessed_is_told():
    said = plan_doubts(PlanReading(title=found("Tên", doubt="suy từ tên trang")), FINDER)
    assert "Trích yếu: suy từ tên trang" in said
    assert "Không đọc thấy số, ký hiệu, ngày ban hành: điền nếu văn bản có." in said


def test_a_replaced_plan_on_file_is_named_from_the_day_of_issue():
    knows = Finder(issuer_of=FINDER.issuer_of, plan_of=lambda words: "3", this_year=2026)
    typed = plan_fields(PlanReading(replaces=found("1/KH"), issued_on=found(date(2026, 5, 4))), knows)
    assert (typed["earlier_plan"], typed["effect"], typed["effective_from"]) == ("3", "replaces", "04/05/2026")


def task(**said) -> TaskReading:
    return TaskReading("Rà soát thủ tục", 0, 10, **said)


@pytest.mark.parametrize(
    "reading, expected",
    [
        pytest.param(task(due=date(2026, 6, 30)), {"timing": "deadline", "due_on": "30/06/2026"}, id="có hạn"),
        pytest.param(
            task(starts_on=date(2026, 6, 1), due=date(2026, 11, 30), person="Trưởng đoàn: ông Lê Văn An"),
            {
                "timing": "window",
                "starts_on": "01/06/2026",
                "due_on": "30/11/2026",
                "responsible_person": "Trưởng đoàn: ông Lê Văn An",
            },
            id="có ngày bắt đầu, có người phụ trách",
        ),
        pytest.param(
            task(starts_on=date(2026, 6, 1)), {"timing": "unknown", "starts_on": "", "due_on": ""}, id="chỉ có ngày bắt đầu"
        ),
        pytest.param(task(is_regular=True, due_text="Hằng năm"), {"timing": "ongoing", "timing_text": "Hằng năm"}, id="thường xuyên"),
        pytest.param(task(due_text="Sau khi có hướng dẫn"), {"timing": "unknown", "due_on": ""}, id="chỉ có lời"),
        pytest.param(
            task(lead="Sở Nội vụ", supporting=("Văn phòng", "các phường", "Sở Nội vụ")),
            {"lead_agency": "5", "supporting_agencies": ["6"], "parties_text": "các phường"},
            id="nhóm để thành chữ, chủ trì không phối hợp với mình",
        ),
        pytest.param(
            task(lead="Đoàn kiểm tra"), {"lead_agency": "", "parties_text": "chủ trì: Đoàn kiểm tra"}, id="chủ trì lạ thành chữ"
        ),
    ],
)  # fmt: skip
def test_a_read_task_fills_its_form(reading, expected):
    parties = parties_of(reading, lambda words: AGENCIES.get(words, ""))
    typed = task_fields(reading, parties, quote="1 Rà soát thủ tục")
    assert {name: typed[name] for name in expected} == expected


def test_a_task_due_before_the_plan_was_issued_is_doubtful():
    reading = task(due=date(2025, 6, 30), lead="Sở Lạ")
    parties = parties_of(reading, lambda words: "")
    said = task_doubts(reading, parties, may_be_led=False, issued_on=date(2026, 1, 15))
    assert said == ["Hạn 30/06/2025 trước ngày ban hành kế hoạch 15/01/2026: xem lại năm."]


def test_a_lead_that_may_be_several_agencies_is_asked_and_an_unknown_one_stays_in_words():
    reading = task(lead="Văn phòng")
    parties = parties_of(reading, lambda words: "")
    asked = task_doubts(reading, parties, may_be_led=True, issued_on=None)
    assert asked == ["Cơ quan chủ trì “Văn phòng” có thể là nhiều đơn vị: chọn đơn vị, hoặc để lại thành chữ."]
    assert task_doubts(reading, parties, may_be_led=False, issued_on=None) == []


def test_a_chosen_lead_takes_the_place_of_its_words():
    typed = {"lead_agency": "", "parties_text": "chủ trì: Văn phòng; các phường"}
    assert with_lead(typed, "6") == {"lead_agency": "6", "parties_text": "các phường"}
    assert with_lead(typed, "") == typed


GROUPS = [
    (1, "UBND xã, phường, đặc khu tỉnh Lam Giang", "xã, phường, đặc khu"),
    (2, "Sở, ban, ngành tỉnh Lam Giang", "sở, ban, ngành"),
    (3, "Chi nhánh Văn phòng đăng ký đất đai", "chi nhánh"),
    (4, "Sở, ban, ngành và UBND xã, phường, đặc khu tỉnh Lam Giang", "cơ quan, đơn vị"),
    (5, "UBND tỉnh Lam Giang (số liệu chung toàn tỉnh)", "tỉnh"),
]


@pytest.mark.parametrize(
    "words, key",
    [
        pytest.param("UBND các xã, phường", "1", id="xã, phường"),
        pytest.param("Ủy ban nhân dân cấp xã", "1", id="viết đầy đủ, cấp xã"),
        pytest.param("các sở, ban, ngành", "2", id="sở, ban, ngành"),
        pytest.param("sở, ngành", "2", id="sở, ngành"),
        pytest.param("chi nhánh văn phòng đăng ký đất đai", "3", id="chi nhánh"),
        pytest.param("phòng chuyên môn", "", id="nhóm chưa có"),
        pytest.param("số liệu", "", id="chữ trong ngoặc không phải tên nhóm"),
        pytest.param("đơn vị", "", id="chữ chung chung"),
        pytest.param("", "", id="không nói"),
    ],
)
def test_a_group_is_found_by_the_words_it_shares(words, key):
    assert group_of(words, GROUPS) == key
