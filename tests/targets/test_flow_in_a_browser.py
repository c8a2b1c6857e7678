"""Signing, confirming many and corrections in a real browser: phone, no script, axe."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from targets.models import Correction, Figure, Submission
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
def officer(province):
    return make.user(province, Role.OFFICE)


@pytest.fixture
def leader(commune):
    return make.user(commune, Role.LEADER)


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER)


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(), make.indicator("Tỷ lệ trực tuyến"), owner=province, needs_leader=True)


def put(report, state, **fields):
    """The report in a state, with whoever brought it there."""
    now = timezone.now()
    moments = {name.removesuffix("_by") + "_at": now for name in fields}
    sent = {"first_submitted_at": now} if "submitted_by" in fields else {}
    report.figures.update(numerator=973, denominator=1000)
    Submission.objects.filter(pk=report.pk).update(state=state, **fields, **moments, **sent)
    if state == "approved":
        report.figures.update(approved_by=fields["approved_by"], approved_at=now)
    report.refresh_from_db()
    return report


@pytest.fixture
def handed(commune, form, reporter, leader):
    return put(make.submission(commune, form, make.period("quarter", 2026, 1)), "leader", handed_by=reporter)


@pytest.fixture
def waiting(province, form):
    """Two sent reports, one of them with odd figures."""
    reports = []
    for name, before in (("UBND xã Khác Thường", 500), ("UBND xã Bình Thường", 973)):
        agency = make.agency(name, parent=province)
        earlier = make.submission(agency, form, make.period("quarter", 2025, 1))
        put(earlier, "approved", submitted_by=make.user(), approved_by=make.user())
        earlier.figures.update(numerator=before)
        sent_by = make.user(agency, Role.REPORTER)
        reports.append(
            put(make.submission(agency, form, make.period("quarter", 2026, 1)), "submitted", submitted_by=sent_by)
        )
    return reports


@pytest.fixture
def figure(commune, form, officer, leader):
    report = make.submission(commune, form, make.period("quarter", 2025, 3))
    return put(report, "approved", submitted_by=leader, approved_by=officer).figures.order_by("pk").first()


def test_a_leader_signs_on_a_phone_by_one_tap(visit, handed, leader):
    visitor = visit(PHONE)
    visitor.log_in(leader)
    visitor.open(reverse("targets:sign_submission", args=[handed.pk]))
    button = visitor.page.get_by_role("button", name="Duyệt và gửi")
    assert button.bounding_box()["y"] < 2 * PHONE["height"]
    button.click()
    visitor.page.get_by_text("Đã gửi", exact=False).first.wait_for()
    handed.refresh_from_db()
    assert (handed.state, handed.submitted_by) == ("submitted", leader)


def test_many_are_confirmed_by_keyboard_without_script(visit, waiting, officer):
    visitor = visit(DESKTOP, javascript=False)
    visitor.log_in(officer)
    visitor.open(reverse("targets:approve_many"))
    page = visitor.page
    page.get_by_label("Chọn tất cả 1 báo cáo dưới đây").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Xác nhận các báo cáo đã chọn").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã xác nhận 1 báo cáo.").wait_for()
    odd, plain = waiting
    odd.refresh_from_db()
    plain.refresh_from_db()
    assert (odd.state, plain.state) == ("submitted", "approved")


def test_a_correction_is_asked_for_and_decided(visit, figure, reporter, officer):
    asking = visit(DESKTOP)
    asking.log_in(reporter)
    asking.open(reverse("targets:submission", args=[figure.submission_id]))
    page = asking.page
    page.get_by_role("link", name="Đề nghị đính chính").first.click()
    page.get_by_label("Hồ sơ trước hạn, đúng hạn").fill("961")
    page.get_by_label("Lý do đính chính").fill("Đếm trùng 12 hồ sơ")
    page.get_by_role("button", name="Xem thay đổi trước khi gửi").click()
    page.get_by_text("96,1% (961 / 1.000)").wait_for()
    page.get_by_role("button", name="Gửi đề nghị đính chính").click()
    page.get_by_text("Số đã xác nhận còn nguyên").wait_for()
    deciding = visit(PHONE)
    deciding.log_in(officer)
    deciding.open(reverse("targets:corrections"))
    deciding.page.get_by_role("link", name=figure.indicator.name).click()
    deciding.page.get_by_role("button", name="Duyệt đính chính").click()
    deciding.page.get_by_text("kết quả tính theo số mới").wait_for()
    assert Figure.objects.get(pk=figure.pk).numerator == 961


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1440", "390"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(
    visit, axe_violations, viewport, handed, waiting, figure, leader, reporter, officer
):
    correction = Correction.objects.create(
        figure=figure,
        old={"numerator": "973", "denominator": "1000"},
        new={"numerator": "961", "denominator": "1000"},
        reason="Đếm trùng",
        requested_by=reporter,
    )
    other = figure.submission.figures.exclude(pk=figure.pk).get()
    pages = [
        (leader, reverse("targets:sign_submission", args=[handed.pk])),
        (leader, reverse("targets:decline_submission", args=[handed.pk])),
        (leader, reverse("targets:submissions")),
        (reporter, reverse("targets:submission", args=[handed.pk])),
        (reporter, reverse("targets:submission", args=[figure.submission_id])),
        (reporter, reverse("targets:request_correction", args=[other.pk])),
        (reporter, reverse("targets:figure_history", args=[figure.pk])),
        (officer, reverse("targets:approve_many")),
        (officer, reverse("targets:corrections")),
        (officer, reverse("targets:decide_correction", args=[correction.pk])),
    ]
    visitors = {}
    for person, path in pages:
        if person not in visitors:
            visitors[person] = visit(viewport)
            visitors[person].log_in(person)
        visitor = visitors[person]
        assert visitor.open(path).status == 200, path
        assert not visitor.overflows(), path
        assert axe_violations(visitor.page) == [], path
