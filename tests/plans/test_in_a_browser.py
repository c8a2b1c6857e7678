"""Pages of plans and tasks in a real browser: accessible, within the screen, usable without script and by keyboard."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from plans.models import Plan, Task
from tests import make
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer():
    office = make.agency("Thanh tra Thành phố")
    make.agency("Phòng Tổng hợp", parent=office)
    return make.user(office, full_name="Trần Thị Bình")


@pytest.fixture
def plan(officer):
    plan = make.plan(officer.memberships.get().agency, number="495/KH-TTTP", issued_on=date(2026, 2, 15))
    make.plan(plan.issuer, higher_plan=plan)
    task = make.task(plan, label="1", lead_agency=plan.issuer, area=make.area())
    task.reports.create(
        reported_on=date(2026, 3, 1), percent=40, result="Đã rà soát", difficulty="Thiếu người", by=officer
    )
    task.deadline_changes.create(old_text="30/05/2026", new_text="30/06/2026", reason="Công văn 12", by=officer)
    make.target(plan.issuer, within=plan)
    return plan


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1440", "390"])
def test_pages_are_accessible_and_fit_the_screen(visit, axe_violations, officer, plan, screen):
    visitor = visit(screen)
    visitor.log_in(officer)
    task = Task.objects.get()
    for name, arguments in (
        ("plans:list", []),
        ("plans:create", []),
        ("plans:edit", [plan.pk]),
        ("plans:add_task", [plan.pk]),
        ("plans:tasks", []),
        ("plans:task", [task.pk]),
        ("plans:edit_task", [task.pk]),
        ("plans:delete_task", [task.pk]),
        ("plans:report_progress", [task.pk]),
        ("dashboard:plan", [plan.pk]),
        ("dashboard:plan_tasks", [plan.pk]),
        ("dashboard:plan_document", [plan.pk]),
    ):
        visitor.open(reverse(name, args=arguments))
        assert axe_violations(visitor.page) == [], name
        assert not visitor.overflows(), name


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_plan_and_its_task_are_entered_with_and_without_script(visit, officer, javascript):
    visitor = visit(javascript=javascript)
    visitor.log_in(officer)
    page = visitor.page
    visitor.open(reverse("plans:list"))
    page.get_by_role("link", name="Nhập kế hoạch").first.click()
    page.get_by_label("Số, ký hiệu").fill("495/KH-TTTP")
    page.get_by_label("Ngày ban hành").fill("15/02/2022")
    page.get_by_label("Trích yếu").fill("Công tác cải cách hành chính năm 2022")
    page.get_by_label("Từ năm").fill("2022")
    page.get_by_role("button", name="Lưu kế hoạch").click()
    page.get_by_role("link", name="Nhiệm vụ (0)").click()
    page.get_by_role("link", name="Thêm nhiệm vụ").first.click()
    page.get_by_label("Nội dung nhiệm vụ").fill("Phổ biến kế hoạch đến toàn thể công chức")
    page.get_by_label("Thường xuyên").check()
    page.get_by_role("button", name="Lưu nhiệm vụ").click()
    page.get_by_role("link", name="Phổ biến kế hoạch đến toàn thể công chức").click()
    expect(page.get_by_text("Thường xuyên").first).to_be_visible()
    plan = Plan.objects.get()
    assert (plan.number, plan.tasks.get().timing) == ("495/KH-TTTP", "ongoing")


def test_a_plan_is_entered_by_keyboard_alone(visit, officer):
    visitor = visit()
    visitor.log_in(officer)
    page = visitor.page
    visitor.open(reverse("plans:create"))
    page.get_by_label("Số, ký hiệu").focus()
    page.keyboard.type("1/KH")
    page.keyboard.press("Tab")  # ngày ban hành
    page.keyboard.press("Tab")
    page.keyboard.type("Kế hoạch gõ bằng bàn phím")
    page.get_by_role("button", name="Lưu kế hoạch").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Nhiệm vụ (0)").wait_for()
    assert Plan.objects.get().summary == "Kế hoạch gõ bằng bàn phím"


def test_a_second_press_while_sending_makes_no_second_plan(visit, officer):
    visitor = visit(javascript=False)
    visitor.log_in(officer)
    page = visitor.page
    visitor.open(reverse("plans:create"))
    page.get_by_label("Trích yếu").fill("Kế hoạch bấm hai lần")
    page.get_by_role("button", name="Lưu kế hoạch").dblclick()
    page.get_by_role("link", name="Nhiệm vụ (0)").wait_for()
    assert Plan.objects.count() == 1
