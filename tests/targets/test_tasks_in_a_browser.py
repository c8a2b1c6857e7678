"""The tasks of a report in a real browser: saved by themselves, kept through a cut connection, usable without script."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.roles import Role
from targets.actions.periods import open_period
from targets.actions.task_lines import TaskEntry, keep_tasks
from targets.models import Submission
from tests import make
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def department(province):
    return make.agency("Sở Nội vụ", parent=province)


@pytest.fixture
def report(province, department):
    make.task(make.plan(province), lead_agency=department, content="Ban hành kế hoạch", due_on=date(2026, 12, 31))
    form = make.report_form(make.indicator("Hội nghị", "count", unit="hội nghị"), owner=province, with_tasks=True)
    form.agencies.add(department)
    open_period(by=make.user(province), form=form, period=make.period(), today=date(2026, 3, 16))
    return Submission.objects.get()


@pytest.fixture
def officer(visit, department, report):
    someone = visit(DESKTOP)
    someone.log_in(make.user(department, Role.REPORTER))
    someone.open(reverse("targets:submission", args=[report.pk]))
    return someone


def said(report):
    line = report.task_lines.get()
    return line.percent, line.result


def type_into(page, percent, result):
    page.get_by_label("Tiến độ (%)").fill(percent)
    page.get_by_label("Kết quả đã làm được").fill(result)


def test_what_is_typed_about_a_task_is_saved_without_a_button(officer, report):
    type_into(officer.page, "40", "Đã có dự thảo")
    officer.page.get_by_text("Đã lưu lúc").wait_for()
    assert said(report) == (40, "Đã có dự thảo")


def test_a_cut_connection_loses_nothing(officer, report):
    officer.page.context.set_offline(True)
    type_into(officer.page, "40", "Đã có dự thảo")
    officer.page.get_by_text("Chưa gửi được, đang thử lại").wait_for()
    assert said(report) == (None, "")
    officer.page.context.set_offline(False)
    officer.page.get_by_text("Đã lưu lúc").wait_for()
    assert said(report) == (40, "Đã có dự thảo")
    assert report.task_lines.get().revision == 2
    officer.forgive("ERR_INTERNET_DISCONNECTED")


def test_a_colleague_is_not_overwritten_and_the_button_decides(officer, report, department):
    line = report.task_lines.get()
    colleague = make.user(department, Role.REPORTER, full_name="Lê Thị Bạn")
    with transaction.atomic():
        keep_tasks(by=colleague, submission=report, entries={line.pk: TaskEntry(percent=70, result="Đã trình")})
    type_into(officer.page, "40", "Đã có dự thảo")
    officer.page.get_by_text("Lê Thị Bạn đã ghi: 70%; Đã trình").wait_for()
    assert said(report) == (70, "Đã trình")
    save = officer.page.get_by_role("button", name="Lưu bản nháp").last
    save.click()
    officer.page.get_by_text("Xem lại rồi bấm lưu lần nữa").first.wait_for()
    officer.page.get_by_role("button", name="Lưu bản nháp").last.click()
    officer.page.get_by_text("Đã lưu bản nháp").first.wait_for()
    assert said(report) == (40, "Đã có dự thảo")


def test_figures_and_tasks_are_sent_by_one_press(officer, report):
    figure = report.figures.get()
    officer.page.locator(f"#id_f{figure.pk}-value").fill("3")
    type_into(officer.page, "40", "Đã có dự thảo")
    officer.page.get_by_role("button", name="Lưu và gửi").click()
    officer.page.get_by_text("Đã gửi, chờ xác nhận").first.wait_for()
    assert said(report) == (40, "Đã có dự thảo")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_tasks_fit_the_screen_and_read_well_aloud(visit, report, department, viewport, axe_violations):
    someone = visit(viewport)
    someone.log_in(make.user(department, Role.REPORTER))
    someone.open(reverse("targets:submission", args=[report.pk]))
    assert not someone.overflows()
    assert axe_violations(someone.page) == []


def test_without_script_the_form_keeps_tasks(visit, report, department):
    someone = visit(javascript=False)
    someone.log_in(make.user(department, Role.REPORTER))
    someone.open(reverse("targets:submission", args=[report.pk]))
    type_into(someone.page, "40", "Đã có dự thảo")
    someone.page.get_by_role("button", name="Lưu bản nháp").last.click()
    someone.page.get_by_text("Đã lưu bản nháp").first.wait_for()
    assert said(report) == (40, "Đã có dự thảo")
