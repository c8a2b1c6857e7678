"""The pages of agencies and of one's account in a real browser: at both widths, without script, and a merger by keyboard."""

from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from agencies import actions
from agencies.models import Agency, Membership, Succession
from tests import make
from tests.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def province():
    """A province with a merger behind it, and someone who administers it."""
    province = make.agency("Tỉnh Sông Lam")
    first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
    make.agency("Trường A", parent=first)
    actions.merge(by=None, predecessors=[first], successor=second, day=date(2025, 7, 1), today=date(2026, 4, 1))
    return province


@pytest.fixture
def administrator(province):
    person = make.user()
    actions.grant_role(by=None, membership=Membership(person=person, agency=province, role=Role.ADMINISTRATOR))
    return person


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["1440", "390"])
def test_nothing_is_wrong_with_the_pages_at_either_width(visit, province, administrator, axe_violations, viewport):
    visitor = visit(viewport)
    visitor.open("/dang-nhap/")
    assert axe_violations(visitor.page) == []
    visitor.faults.clear()  # axe itself tries inline styles
    visitor.log_in(administrator)
    ended = Agency.objects.get(name="Xã A")
    for path in ("/don-vi/", "/don-vi/?tim=khong-co", f"/don-vi/{province.pk}/", f"/don-vi/{ended.pk}/", "/tai-khoan/"):
        visitor.open(path)
        assert not visitor.overflows(), path
        assert axe_violations(visitor.page) == [], path
        visitor.faults.clear()


def test_logging_in_and_searching_need_no_script(visit, province, administrator):
    visitor = visit(javascript=False)
    visitor.open("/don-vi/?tim=truong")
    visitor.page.get_by_label("Tên đăng nhập").fill(administrator.username)
    visitor.page.get_by_label("Mật khẩu").fill(make.PASSWORD)
    visitor.page.get_by_role("button", name="Đăng nhập").click()
    expect(visitor.page.locator("table tbody th").first).to_contain_text("Trường A")


def test_a_merger_from_the_list_to_the_deed_by_keyboard(visit, province, administrator):
    make.agency("Xã C", parent=province)
    visitor = visit()
    visitor.log_in(administrator)
    visitor.open("/quan-tri/agencies/agency/sap-nhap/")
    page = visitor.page

    def choose(field: str, words: str, found: str) -> None:
        page.locator(f"#id_{field} + .select2 [role=combobox], #id_{field} + .select2 input").first.focus()
        page.keyboard.press("Enter")
        page.keyboard.type(words)
        page.locator(".select2-results__option--highlighted", has_text=found).wait_for()
        page.keyboard.press("Enter")

    choose("agencies", "xa b", "Xã B")
    choose("agencies", "xa c", "Xã C")
    choose("new_parent", "song lam", "Tỉnh Sông Lam")
    page.get_by_label("Mã đơn vị mới").fill("PM")
    page.get_by_label("Tên đơn vị mới").fill("Phường Mới")
    page.get_by_label("Loại").select_option("commune")
    page.get_by_label("Từ ngày").fill("01/01/2026")
    page.get_by_role("button", name="Xem trước").press("Enter")
    page.get_by_text("Sẽ chuyển: Trường A từ Xã B sang Phường Mới").wait_for()
    page.get_by_role("button", name="Xác nhận: Sáp nhập").press("Enter")
    page.get_by_text("Đã ghi việc sáp nhập.").wait_for()
    assert Succession.objects.filter(successor__code="PM").count() == 2
