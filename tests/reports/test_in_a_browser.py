"""The consolidated table as an officer meets it: readable at both widths, by keyboard, handed out with and without script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from tests import make
from tests.conftest import DESKTOP, PHONE
from tests.reports.conftest import HALF

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(scene):
    for order, name in enumerate(("Tỷ lệ hồ sơ giải quyết trước hạn, đúng hạn", "Tỷ lệ hồ sơ nộp trực tuyến"), start=1):
        indicator = make.indicator(name)
        make.line(scene.form, indicator, order=order, section="Thủ tục hành chính")
        make.target(scene.province, indicator, value=98, tolerance=3)
    asked = [line.indicator for line in scene.form.lines.select_related("indicator")]
    for agency in scene.communes:
        scene.hand_in(agency, HALF, dict.fromkeys(asked, (960, 1000)))
    return make.user(scene.province, Role.OFFICE)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_table_fits_the_screen_and_every_reader(visit, axe_violations, office, viewport):
    visitor = visit(viewport)
    visitor.log_in(office)
    visitor.open(reverse("reports:consolidated"))
    assert not visitor.overflows()
    assert axe_violations(visitor.page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_button_gives_the_file_and_the_kept_table_opens(visit, axe_violations, office, javascript):
    visitor = visit(javascript=javascript)
    visitor.log_in(office)
    visitor.open(reverse("reports:consolidated"))
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("button", name="Xuất Word").press("Enter")
    assert waiting.value.suggested_filename.endswith(".docx")
    visitor.open(reverse("reports:exports"))
    visitor.page.get_by_role("rowheader").get_by_role("link").click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Biểu đã xuất, 6 tháng đầu năm 2026")
    if javascript:
        assert axe_violations(visitor.page) == []


def test_the_columns_are_chosen_by_keyboard(visit, office):
    visitor = visit()
    visitor.log_in(office)
    visitor.open(reverse("reports:consolidated"))
    visitor.page.locator(".consolidated-columns > summary").press("Enter")
    visitor.page.get_by_label("Tử số").press("Space")
    visitor.page.get_by_role("button", name="Xem biểu").press("Enter")
    visitor.page.get_by_role("columnheader", name="Tử số").wait_for()
    expect(visitor.page.get_by_role("cell", name="1.920")).to_have_count(2)
