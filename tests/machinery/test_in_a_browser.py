"""The pages that nobody wants to see, in a real browser: readable, accessible, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from plans.models import Plan
from tests import make
from tests.conftest import DESKTOP, PHONE

WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
SUMMARY = "Cải cách hành chính năm 2026 của tỉnh An Bình"


@pytest.fixture
def officer(transactional_db):
    return make.user(make.agency("UBND tỉnh An Bình"), username="canbo")


def type_a_plan_until_the_session_ends(visitor, officer):
    visitor.log_in(officer)
    visitor.open("/ke-hoach/them/")
    visitor.page.get_by_label("Trích yếu").fill(SUMMARY)
    visitor.page.get_by_label("Từ năm").fill("2026")
    visitor.context.clear_cookies(name="sessionid")
    visitor.page.get_by_role("button", name="Lưu kế hoạch").click()
    visitor.page.get_by_role("heading", name="Phiên làm việc đã hết").wait_for()
    visitor.forgive("403")


@WIDTHS
@pytest.mark.parametrize("javascript", [True, False], ids=["có script", "không script"])
def test_a_session_that_ends_while_typing_costs_one_log_in_and_one_click(visit, officer, viewport, javascript):
    visitor = visit(viewport, javascript=javascript)
    page = visitor.page
    type_a_plan_until_the_session_ends(visitor, officer)
    page.get_by_label("Tên đăng nhập").fill("canbo")
    page.get_by_label("Mật khẩu").fill(make.PASSWORD)
    page.get_by_role("button", name="Đăng nhập lại").click()
    page.get_by_role("heading", name="Gửi lại nội dung đã gõ").wait_for()
    page.get_by_role("button", name="Gửi lại").click()
    page.get_by_text(SUMMARY).first.wait_for()
    saved = Plan.objects.get()
    assert (saved.summary, saved.created_by) == (SUMMARY, officer)


@WIDTHS
def test_the_pages_of_an_ended_session_are_accessible(visit, axe_violations, officer, viewport):
    visitor = visit(viewport)
    type_a_plan_until_the_session_ends(visitor, officer)
    assert axe_violations(visitor.page) == []
    assert not visitor.overflows()
    visitor.page.get_by_text("Xem nội dung đã giữ").click()
    expect(visitor.page.get_by_role("listitem").filter(has_text=SUMMARY)).to_be_visible()


@WIDTHS
def test_an_unknown_address_reads_well(visit, axe_violations, officer, viewport):
    visitor = visit(viewport)
    visitor.log_in(officer)
    visitor.open("/khong-co-trang-nay/")
    visitor.forgive("404")
    assert axe_violations(visitor.page) == []
    assert not visitor.overflows()
