"""The leader's page and the page behind a number in a real browser: two widths, paper, keyboard, without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from tests import make
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
HOME = reverse("dashboard:home")
MOST_SHEETS = 3


@pytest.fixture
def leader(scene):
    return make.user(scene.province, Role.LEADER, full_name="Nguyễn Thị Lãnh Đạo")


@pytest.fixture
def opened(visit, leader):
    """A browser with the leader's page open."""

    def opening(viewport=DESKTOP, **options):
        visitor = visit(viewport, **options)
        visitor.log_in(leader)
        visitor.open(HOME)
        return visitor

    return opening


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_pages_are_accessible_and_fit_the_screen(opened, axe_violations, scene, screen):
    visitor = opened(screen)
    basis = [reverse("dashboard:basis", args=[target.pk]) for target in (scene.whole, scene.each)]
    others = [reverse(f"dashboard:{name}") for name in ("by_agency", "not_reported", "find_office")]
    for path in (HOME, HOME + "?danh_gia=attention", HOME + "?danh_gia=failed", HOME + "?nam=2025", *basis, *others):
        visitor.open(path)
        assert axe_violations(visitor.page) == [], path
        assert not visitor.overflows(), path


def test_long_names_stay_within_a_phone(opened, scene):
    scene.province.name = "Ủy ban nhân dân tỉnh có tên gọi " + "rất dài " * 12
    scene.province.save()
    scene.indicator.name = "Tỷ lệ hồ sơ " + "giải quyết đúng hạn và trước hạn " * 6
    scene.indicator.save()
    assert not opened(PHONE).overflows()


def test_a_phone_shows_the_answers_in_the_order_they_are_asked(opened):
    """DESIGN §7: cut-off and coverage, counts, the worst, then the list by agency; no matrix."""
    page = opened(PHONE).page
    marks = (
        page.get_by_text("Số liệu chốt ngày 14/09/2026"),
        page.get_by_role("heading", name="2 chỉ tiêu"),
        page.get_by_role("heading", name="Cần chú ý trước"),
        page.get_by_role("heading", name="Kết quả theo cơ quan, đơn vị").first,
        page.get_by_role("heading", name="Cải cách thủ tục hành chính"),
    )
    places = [mark.bounding_box()["y"] for mark in marks]
    assert places == sorted(places)
    expect(page.locator("table.heat")).to_be_hidden()


def test_on_a_phone_the_verdict_stands_right_below_the_name(opened):
    row = opened(PHONE).page.locator("table.targets tbody tr").first
    places = [row.locator(part).bounding_box()["y"] for part in (".target-name", ".target-verdict", ".target-asked")]
    assert places == sorted(places)


def test_every_number_is_reached_by_keyboard(opened, scene):
    page = opened().page
    number = page.locator("table.targets td.value a").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if number.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Căn cứ và cách tính").wait_for()
    expect(page.get_by_text("2.370 ÷ 2.500 × 100")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_filters_work_with_and_without_script(opened, javascript):
    page = opened(javascript=javascript).page
    page.locator(".filters-fold > summary").click()
    page.get_by_label("Đánh giá", exact=True).select_option("attention")
    page.get_by_role("button", name="Lọc").click()
    page.get_by_role("link", name=re.compile("Bỏ lọc Đánh giá")).wait_for()
    assert "danh_gia=attention" in page.url
    expect(page.locator(".filters-fold > summary", has_text="đánh giá: cần chú ý")).to_be_visible()


def test_an_office_is_found_while_one_types(opened, scene):
    page = opened().page
    page.locator(".filters-fold > summary").click()
    box = page.get_by_role("combobox", name="Cơ quan, đơn vị")
    box.fill("an binh")
    page.get_by_role("option", name="UBND xã An Bình").wait_for()
    box.press("Enter")
    page.get_by_role("button", name="Lọc").click()
    page.locator(".lede", has_text="UBND xã An Bình").wait_for()
    assert f"don_vi={scene.first.pk}" in page.url


@pytest.mark.parametrize("name", ["home", "basis"])
def test_printed_it_takes_few_sheets_of_a4(opened, scene, name):
    visitor = opened()
    if name == "basis":
        visitor.open(reverse("dashboard:basis", args=[scene.whole.pk]))
    paper = visitor.page.pdf(prefer_css_page_size=True, print_background=True)
    sizes = {
        tuple(round(float(side)) for side in box) for box in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    }
    assert sizes <= {(595, 842), (842, 595)}
    assert sizes
    assert len(re.findall(rb"/Type /Page\b", paper)) <= MOST_SHEETS


def test_on_paper_stand_what_was_looked_at_and_no_buttons(opened):
    page = opened().page
    page.emulate_media(media="print")
    expect(page.locator("p.print-only", has_text="Năm 2026 · tính đến Quý III/2026")).to_be_visible()
    expect(page.get_by_role("button", name="In")).to_be_hidden()
    expect(page.locator(".filters-fold")).to_be_hidden()
