"""The main job by hand, in a real browser: a plan, its targets, a form, figures sent and confirmed, verdicts read.

The database holds agencies, people and indicators only. The plan is Kế hoạch số 495/KH-TTTP of 15/02/2022, with what its
page gives (sources: the plan's announcement of 01/07/2022); the figures are invented for the test.
"""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User
from plans.models import Plan
from targets.models import Target

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office_at_work(visit):
    """Opens a browser for one of the sample people of Thanh tra Thành phố."""
    call_command("load_demo", without_plans=True, verbosity=0)

    def begin(username: str):
        visitor = visit()
        visitor.log_in(User.objects.get(username=username))
        return visitor

    return begin


def choose(page, label: str, words: str) -> None:
    """Pick from a long list as a person does: type a few words without accents, then Enter takes the nearest."""
    box = page.get_by_role("combobox", name=label, exact=True).and_(page.locator("input"))
    box.click()
    box.fill(words)
    page.get_by_role("option").first.wait_for()
    box.press("Enter")


def settled(page) -> None:
    """The form was drawn anew and the sentence brought up to date."""
    expect(page.locator(".htmx-request")).to_have_count(0)


def enter_plan(page) -> None:
    page.get_by_role("link", name="Nhập kế hoạch").first.click()
    page.get_by_label("Số, ký hiệu").fill("495/KH-TTTP")
    page.get_by_label("Ngày ban hành").fill("15/02/2022")
    page.get_by_label("Trích yếu").fill("Công tác cải cách hành chính năm 2022")
    page.get_by_label("Người ký", exact=True).fill("Nguyễn An Huy")
    page.get_by_label("Chức vụ người ký").fill("Chánh Thanh tra Thành phố")
    page.get_by_label(re.compile("^Từ năm")).fill("2022")
    page.get_by_role("button", name="Lưu kế hoạch").click()
    page.get_by_text("Đã lưu Kế hoạch số 495/KH-TTTP").wait_for()


def add_target(page, indicator: str, comparator: str, value: str, path: str, sentence: str) -> None:
    """Fill in one target and check what the page says it understood before saving."""
    page.get_by_role("link", name="Thêm chỉ tiêu").first.click()
    choose(page, "Chỉ tiêu thống kê", indicator)
    page.get_by_label(re.compile(r"^Giá trị \(%\)")).wait_for()
    settled(page)
    page.locator("[name=comparator]").select_option(label=comparator)
    page.get_by_label(re.compile(r"^Giá trị \(%\)")).fill(value)
    page.get_by_role("radio", name=re.compile(f"^{path}")).check()
    page.get_by_text(sentence).wait_for()
    settled(page)
    page.get_by_role("button", name="Lưu chỉ tiêu").click()
    page.get_by_role("link", name="Kế hoạch số 495/KH-TTTP").first.click()


def open_year(page, base: str) -> None:
    """A form made from the plan's targets, and the year's period opened for it."""
    page.goto(f"{base}/bieu-mau/them/")
    choose(page, "Kế hoạch", "495")
    page.get_by_role("button", name="Điền từ kế hoạch").click()
    page.get_by_role("button", name="Lưu biểu mẫu").click()
    page.goto(f"{base}/ky-bao-cao/?nam=2022")
    page.get_by_role("button", name="Tạo kỳ của năm 2022").click()
    page.get_by_role("button", name=re.compile("^Mở kỳ Năm 2022")).click()
    page.get_by_text("thêm 1 báo cáo, 4 ô số liệu").first.wait_for()


def send_figures(page, base: str) -> None:
    """A wrong number is named and nothing typed is lost; then the right ones go out."""
    page.goto(f"{base}/so-lieu/")
    page.locator("main").get_by_role("link", name="Thanh tra thành phố Hà Nội").first.click()
    page.get_by_label("Hồ sơ trước hạn, đúng hạn").fill("1.080")
    page.get_by_label("Tổng hồ sơ đã giải quyết").fill("1.200")
    page.get_by_label("Giá trị (%)").fill("84,5.3")
    page.get_by_label("Phản ánh, kiến nghị xử lý đúng hạn").fill("35")
    page.get_by_label("Phản ánh, kiến nghị đến hạn xử lý trong kỳ").fill("35")
    page.get_by_label("Người đã bồi dưỡng").fill("158")
    page.get_by_label("Người phải bồi dưỡng trong năm").fill("160")
    page.get_by_role("button", name="Lưu và gửi").click()
    page.get_by_text("Không đọc được số “84,5.3”").first.wait_for()
    expect(page.get_by_label("Tổng hồ sơ đã giải quyết")).to_have_value("1.200")
    page.get_by_label("Giá trị (%)").fill("84,5")
    page.get_by_label("Số phiếu").fill("300")
    page.get_by_role("button", name="Lưu và gửi").click()
    page.get_by_role("alert").get_by_text("Ghi nguyên nhân, giải pháp").first.wait_for()  # what is below its target
    for box in page.locator("textarea[name$=cause_and_remedy][aria-invalid=true]").all():
        box.fill("Còn hồ sơ tồn từ năm trước; đã tăng cường kiểm tra hằng tuần.")
    page.get_by_role("button", name="Lưu và gửi").click()
    page.get_by_text("Đã gửi, chờ xác nhận").first.wait_for()


def confirm_figures(page, base: str) -> None:
    page.goto(f"{base}/so-lieu/")
    page.locator("main").get_by_role("link", name="Thanh tra thành phố Hà Nội").first.click()
    page.get_by_role("link", name="Xác nhận số liệu").first.click()
    page.get_by_role("button", name="Xác nhận số liệu").click()
    page.get_by_text("Đã xác nhận").first.wait_for()


def row(page, name: str) -> str:
    """What the leader's table says of one target."""
    return page.get_by_role("row", name=re.compile(name)).first.inner_text()


def test_from_an_empty_office_to_verdicts(office_at_work, live_server):
    base = live_server.url
    office = office_at_work("tttp.vanphong").page
    office.goto(f"{base}/ke-hoach/")
    enter_plan(office)
    add_target(office, "muc do hai long", "tối thiểu", "85", "Giữ", "phải đạt tối thiểu 85%")
    add_target(office, "truoc han va dung han", "tối thiểu", "89", "Giữ", "phải đạt tối thiểu 89%")
    add_target(office, "da boi duong", "bằng", "100", "Phấn đấu", "phải đạt 100% vào cuối năm 2022")
    add_target(office, "phan anh, kien nghi", "bằng", "100", "Giữ", "phải đạt 100% trong suốt năm 2022")
    assert Target.objects.filter(plan=Plan.objects.get(number="495/KH-TTTP")).count() == 4
    open_year(office, base)

    send_figures(office_at_work("tttp.baocao").page, base)
    confirm_figures(office, base)

    leader = office_at_work("tttp.lanhdao").page
    leader.goto(f"{base}/?nam=2022")
    leader.get_by_text("Số liệu chốt ngày 14/12/2022 · 1/1 đơn vị đã gửi · 1 đã xác nhận").wait_for()
    assert "84,5%" in row(leader, "Mức độ hài lòng")
    assert "Không đạt" in row(leader, "Mức độ hài lòng")
    assert "90%" in row(leader, "trước hạn và đúng hạn")
    assert "Vượt" in row(leader, "trước hạn và đúng hạn")
    assert "98,8%" in row(leader, "đã bồi dưỡng")
    assert "Không đạt" in row(leader, "đã bồi dưỡng")
    assert "100%" in row(leader, "phản ánh, kiến nghị")
    assert "Đạt" in row(leader, "phản ánh, kiến nghị")

    leader.get_by_role("row", name=re.compile("trước hạn và đúng hạn")).get_by_role("link", name="90%").click()
    leader.get_by_role("heading", name="Căn cứ và cách tính").wait_for()
    expect(leader.locator("main")).to_contain_text("1.080 ÷ 1.200 × 100 = 90%")
