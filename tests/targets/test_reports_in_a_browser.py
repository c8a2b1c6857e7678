"""Reports, forms and periods in a real browser: keyboard, phone, no script, axe."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from periods.period import PeriodKind
from targets.models import Submission
from targets.terms import Kind, SourceKind, Typed
from tests import make
from tests.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Đồng Vân", parent=province)


@pytest.fixture
def form(province):
    whole = make.indicator(code="TT01", case_noun="hồ sơ")
    form = make.report_form(
        whole,
        make.indicator("Hồ sơ đất đai đúng hạn", part_of=whole),
        make.indicator("Hội nghị đối thoại", Kind.COUNT, unit="hội nghị"),
        make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        make.indicator("Đã ban hành quy chế", Kind.YES_NO),
        owner=province,
        name="Số liệu CCHC của xã, phường, đặc khu",
    )
    form.lines.update(section="Cải cách thủ tục hành chính")
    return form


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


def box(page, report, place: int, name: str):
    figure = report.figures.order_by("line__order")[place]
    return page.locator(f"#id_f{figure.pk}-{name}")


def fill_all(page, report):
    for place, top in ((0, "1.234"), (1, "200")):
        box(page, report, place, "numerator").fill(top)
        box(page, report, place, "denominator").fill("1.300")
    box(page, report, 2, "value").fill("2")
    box(page, report, 3, "value").fill("95,5")
    box(page, report, 4, "done").select_option("no")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
@pytest.mark.parametrize("javascript", [True, False], ids=["có script", "không script"])
def test_a_report_is_filled_sent_and_confirmed(visit, report, commune, province, viewport, javascript):
    reporter = visit(viewport, javascript=javascript)
    reporter.log_in(make.user(commune, Role.REPORTER))
    reporter.open(reverse("targets:submission", args=[report.pk]))
    fill_all(reporter.page, report)
    reporter.page.get_by_role("button", name=re.compile("Lưu và gửi")).click()
    reporter.page.get_by_text("Đã gửi, chờ xác nhận").first.wait_for()
    officer = visit(viewport, javascript=javascript)
    officer.log_in(make.user(province, Role.OFFICE))
    officer.open(reverse("targets:submissions"))
    officer.page.get_by_role("link", name="UBND xã Đồng Vân").click()
    officer.page.get_by_role("link", name="Xác nhận số liệu").click()
    officer.page.get_by_role("button", name="Xác nhận số liệu").click()
    officer.page.get_by_text("Đã xác nhận").first.wait_for()
    report.refresh_from_db()
    assert report.state == "approved"
    assert report.figures.order_by("line__order")[0].numerator == 1234


def test_enter_saves_a_draft_and_never_sends(visit, report, commune):
    reporter = visit(javascript=False)  # with script, Enter goes to the next row
    reporter.log_in(make.user(commune, Role.REPORTER))
    reporter.open(reverse("targets:submission", args=[report.pk]))
    first = box(reporter.page, report, 0, "numerator")
    first.focus()
    reporter.page.keyboard.type("5")
    reporter.page.keyboard.press("Tab")
    reporter.page.keyboard.type("9")
    reporter.page.keyboard.press("Enter")
    reporter.page.get_by_text("Đã lưu bản nháp").wait_for()
    report.refresh_from_db()
    figure = report.figures.order_by("line__order")[0]
    assert (report.state, figure.numerator, figure.denominator) == ("draft", 5, 9)


def test_a_refused_number_is_one_key_away_from_its_box(visit, report, commune):
    reporter = visit()
    reporter.log_in(make.user(commune, Role.REPORTER))
    reporter.open(reverse("targets:submission", args=[report.pk]))
    box(reporter.page, report, 0, "numerator").fill("95,5.3")
    reporter.page.get_by_role("button", name="Lưu bản nháp").click()
    summary = reporter.page.get_by_role("alert")
    expect(summary).to_contain_text("95,5.3")
    summary.get_by_role("link").first.press("Enter")
    expect(box(reporter.page, report, 0, "numerator")).to_have_value("95,5.3")
    assert box(reporter.page, report, 0, "numerator").evaluate("box => box === document.activeElement")


@pytest.fixture
def pages(province, commune, form, report):
    """Every page of reports, forms and periods, each with something to show; and who opens it."""
    officer, reporter = make.user(province, Role.OFFICE), make.user(commune, Role.REPORTER)
    sent = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 1))
    now = timezone.now()
    Submission.objects.filter(pk=sent.pk).update(
        state="submitted", submitted_by=reporter, submitted_at=now, first_submitted_at=now
    )
    form.groups.add(make.group(commune, owner=province))
    rank = make.indicator("Xếp hạng PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE)
    year = make.period(PeriodKind.YEAR, 2025, 1)
    outside = make.figure(province, rank, year, value=12, out_of=34, recorded_by=reporter, typed=Typed.AS_OF)
    office, key = province.pk, make.period(PeriodKind.QUARTER, 2025, 3).key
    return [
        (reporter, reverse("targets:submission", args=[report.pk])),
        (officer, reverse("targets:submission", args=[sent.pk])),
        (officer, reverse("targets:return_submission", args=[sent.pk])),
        (officer, reverse("targets:submissions")),
        (officer, f"{reverse('targets:periods')}?nam=2025"),
        (officer, f"{reverse('targets:periods')}?nam=2031"),
        (officer, reverse("targets:period_dates", args=[key, office])),
        (officer, reverse("targets:close_period", args=[key, office])),
        (officer, reverse("targets:forms")),
        (officer, reverse("targets:form", args=[form.pk])),
        (officer, reverse("targets:change_form", args=[form.pk])),
        (officer, reverse("targets:create_form")),
        (officer, reverse("targets:outside_figures")),
        (officer, reverse("targets:outside_figure", args=[outside.pk])),
        (officer, reverse("targets:record_outside")),
        (officer, reverse("targets:change_outside", args=[outside.pk])),
    ]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(visit, pages, axe_violations, viewport):
    visitors = {}
    for person, path in pages:
        if person not in visitors:
            visitors[person] = visit(viewport)
            visitors[person].log_in(person)
        visitor = visitors[person]
        assert visitor.open(path).status == 200, path
        assert not visitor.overflows(), path
        assert axe_violations(visitor.page) == [], path
