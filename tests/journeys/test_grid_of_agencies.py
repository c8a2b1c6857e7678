"""The grid in which a named office types for many agencies at once: columns a line, sums as one types, a pasted block, a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from periods.period import PeriodKind
from targets.terms import Kind, SourceKind
from tests import make
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("UBND xã An", "UBND xã Bắc", "UBND xã Cao")


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def justice(province):
    return make.agency("Sở Tư pháp", parent=province)


@pytest.fixture
def report(province, justice):
    """Two lines typed for each of three communes, side by side; one more line below."""
    members = [make.agency(name, parent=province) for name in NAMES]
    group = make.group(*members, owner=province)
    form = make.report_form(owner=province)
    report = make.submission(justice, form, make.period(PeriodKind.QUARTER, 2025, 3))
    about = {"source_kind": SourceKind.NAMED, "source_agency": justice}
    asked = (
        ("Văn bản", make.indicator(code="VB1", **about)),
        ("Văn bản", make.indicator("Văn bản xử lý", Kind.COUNT, code="VB2", unit="văn bản", **about)),
        ("Hoà giải", make.indicator("Vụ hoà giải thành", Kind.COUNT, code="HG1", unit="vụ", **about)),
    )
    for order, (section, indicator) in enumerate(asked, start=1):
        line = make.line(form, indicator, order=order, about_group=group, section=section)
        for member in members:
            told = {"submission": report, "line": line, "reported_by": justice, "typed": line.typed}
            make.figure(member, indicator, report.period, **told)
    return report


@pytest.fixture
def sit_down(visit, justice, report):
    def begin(viewport=None):
        visitor = visit(viewport)
        visitor.log_in(make.user(justice, Role.REPORTER))
        visitor.open(reverse("targets:submission", args=[report.pk]))
        return visitor

    return begin


def figure(report, agency: str, code: str):
    return report.figures.get(agency__name=agency, indicator__code=code)


def box(page, report, agency, code, name):
    return page.locator(f"#id_f{figure(report, agency, code).pk}-{name}")


def paste(locator, text: str) -> None:
    locator.focus()
    locator.evaluate(
        """(box, text) => {
            const carried = new DataTransfer();
            carried.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def total(page, report, code: str, name: str) -> str:
    line = figure(report, NAMES[0], code).line_id
    return page.locator(
        f'[data-total="{line}"][data-sum="{name}"], [data-total="{line}"] [data-sum="{name}"]'
    ).inner_text()


def saved(page):
    page.locator("[data-grid-state]").filter(has_text=re.compile(r"Đã lưu lúc")).wait_for()


def test_a_block_for_all_communes_is_pasted_and_summed(sit_down, report):
    page = sit_down().page
    block = "18\t20\t90%\t3\n9\t10\t90%\t\n1\t10\t10%\t5"
    paste(box(page, report, NAMES[0], "VB1", "numerator"), block)
    assert [total(page, report, "VB1", name) for name in ("numerator", "denominator", "result")] == ["28", "40", "70%"]
    assert total(page, report, "VB2", "value") == "8"
    saved(page)
    stored = report.figures.filter(indicator__code="VB2").order_by("agency__sort_key").values_list("value", flat=True)
    assert list(stored) == [3, None, 5]
    assert figure(report, NAMES[2], "VB1").denominator == 10


def test_keys_go_down_a_column_of_communes_and_the_order_can_be_turned(sit_down, report):
    page = sit_down().page
    box(page, report, NAMES[0], "VB2", "value").focus()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(box(page, report, NAMES[2], "VB2", "value")).to_be_focused()
    saved(page)
    assert figure(report, NAMES[1], "VB2").value == 6
    page.get_by_role("button", name="Đảo thứ tự").click()
    expect(page.locator(".is-table tbody th")).to_have_text(list(reversed(NAMES)))


def test_one_line_for_many_communes_is_summed_as_one_types(sit_down, report):
    page = sit_down().page
    box(page, report, NAMES[0], "HG1", "value").fill("1.234,5")
    box(page, report, NAMES[2], "HG1", "value").fill("0,5")
    assert total(page, report, "HG1", "value") == "1.235"
    expect(page.get_by_text("2/3 đơn vị đã nhập")).to_have_count(1)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_the_table_is_readable_by_all_and_never_moves_the_page_sideways(sit_down, axe_violations, viewport):
    visitor = sit_down(viewport)
    visitor.page.get_by_role("button", name=re.compile("^Thêm")).first.click()
    assert not visitor.overflows()
    assert axe_violations(visitor.page) == []
