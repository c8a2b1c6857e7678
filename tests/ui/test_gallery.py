"""The gallery in a real browser: every component, no fault of accessibility, no sideways scrolling, usable by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import make
from tests.conftest import PHONE

ADDRESS = "/thu-vien-giao-dien/"


@pytest.fixture
def shown(settings):
    settings.DEBUG = True


@pytest.mark.django_db
def test_the_gallery_is_for_development_only(client, settings):
    client.force_login(make.user())
    settings.DEBUG = False
    assert client.get(reverse("ui:gallery")).status_code == 404
    settings.DEBUG = True
    assert client.get(reverse("ui:gallery")).status_code == 200


@pytest.mark.django_db
def test_the_form_of_the_gallery_answers_what_is_typed(client, shown):
    client.force_login(make.user())
    page = client.post(reverse("ui:gallery"), {"issued_on": "31/02/2026"}).content.decode()
    assert page.count("Ngày 31/02/2026 không có trong lịch.") == 4  # at the field and in the summary, twice


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("javascript", [True, False], ids=["có kịch bản", "không kịch bản"])
def test_the_gallery_is_clean_and_fits(visit, axe_violations, shown, viewport, javascript):
    visitor = visit(viewport, javascript=javascript)
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    assert not visitor.overflows()
    if javascript:  # axe itself is a script
        assert axe_violations(visitor.page) == []


def test_the_open_menu_is_clean_on_a_phone_and_escape_closes_it(visit, axe_violations, shown):
    visitor = visit(PHONE)
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    visitor.page.get_by_text("Danh mục").first.click()
    expect(visitor.page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    assert axe_violations(visitor.page) == []
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("button", name="Đăng xuất")).to_be_hidden()


def test_the_first_press_of_tab_offers_the_way_past_the_navigation(visit):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(reverse("accounts:profile"))
    page = visitor.page
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Bỏ qua đến nội dung chính")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_long_list_is_searched_without_accents_by_keyboard(visit, shown):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    page = visitor.page
    box = page.get_by_role("combobox", name="Cơ quan ban hành").first
    box.focus()
    page.keyboard.type("an dien")
    found = page.locator(".search-select").first.get_by_role("option")
    expect(found).to_have_text(["Phường Ân Điền"])
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", found.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(box).to_have_value("Phường Ân Điền")
    expect(page.locator("select[name=issuer]")).to_have_value("Phường Ân Điền")
    expect(found).to_be_hidden()


def test_what_was_half_typed_into_a_long_list_falls_back_to_what_was_chosen(visit, shown):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    page = visitor.page
    box = page.get_by_role("combobox", name="Cơ quan ban hành").first
    box.fill("phuong 12")
    page.keyboard.press("Enter")
    expect(page.locator("select[name=issuer]")).to_have_value("12")
    box.fill("không có nơi này")
    expect(page.locator(".search-select").first).to_contain_text("Không tìm thấy.")
    page.keyboard.press("Tab")
    expect(box).to_have_value("Phường 12")
    box.fill("")
    page.keyboard.press("Tab")
    expect(page.locator("select[name=issuer]")).to_have_value("")


def test_without_script_a_long_list_is_a_plain_one(visit, shown):
    visitor = visit(javascript=False)
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    chosen = visitor.page.get_by_label("Cơ quan ban hành").first
    chosen.select_option(label="Sở Tài chính")
    expect(chosen.locator("option:checked")).to_have_text("Sở Tài chính")


def test_a_second_press_on_a_button_sends_nothing(visit, shown):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    page = visitor.page
    page.evaluate("""() => {
        window.stopped = [];
        window.addEventListener("submit", (event) => {
            window.stopped.push(event.defaultPrevented);
            event.preventDefault();  // the page stays, as while the server takes its time
        });
    }""")
    button = page.locator("#bieu-mau button").first
    button.click()
    expect(button).to_have_text("Đang gửi…")
    button.click()
    assert page.evaluate("window.stopped") == [False, True]


def test_a_wrong_form_brings_its_summary_into_focus_and_links_to_the_field(visit, shown):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    page = visitor.page
    summary = page.get_by_role("alert").first
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Ngày ban hành").click()
    expect(page.locator("#id_sai-issued_on")).to_be_focused()


def test_on_paper_there_is_neither_menu_nor_button(visit, shown):
    visitor = visit()
    visitor.log_in(make.user())
    visitor.open(ADDRESS)
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".site-nav, .menu, .btn, .crumbs").filter(visible=True).count() == 0
    expect(visitor.page.get_by_text("Theo dõi cải cách hành chính").first).to_be_visible()
