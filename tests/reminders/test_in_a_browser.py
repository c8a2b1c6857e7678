"""From a weak figure to the answer beside it, in a real browser: asked by a leader, answered by the agency, ended."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from accounts.roles import Role
from periods.period import reporting_year
from reminders.models import Enquiry
from tests import make
from tests.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    province = make.agency("UBND tỉnh Lam Giang")
    commune = make.agency("UBND xã An Bình", parent=province, kind="commune")
    year = reporting_year(localdate())
    measured = make.indicator()
    target = make.target(
        None,
        measured,
        within=make.plan(province, year=year),
        scope="each",
        judged_group=make.group(commune, owner=province),
    )
    make.figure(
        commune, measured, make.period("year", year), numerator=50, denominator=100, approved_by=make.user(province)
    )
    people = {"boss": make.user(province, Role.LEADER), "reporter": make.user(commune, Role.REPORTER)}
    return {"target": target, "year": year, **people}


@pytest.mark.parametrize("javascript", [True, False], ids=["có mã kịch bản", "không có mã kịch bản"])
def test_a_leader_asks_from_a_weak_figure_and_reads_the_answer_beside_it(visit, scene, axe_violations, javascript):
    leader = visit(javascript=javascript)
    leader.log_in(scene["boss"])
    home = f"/?nam={scene['year']}&ky={scene['year']}-nam"
    leader.open(home)
    leader.page.get_by_role("link", name="Yêu cầu báo cáo").first.click()
    box = leader.page.get_by_role("checkbox", name="UBND xã An Bình")
    box.check()
    if javascript:
        assert axe_violations(leader.page) == []
    leader.page.get_by_role("button", name="Gửi").click()
    expect(leader.page.get_by_text("Đã gửi đến UBND xã An Bình")).to_be_visible()

    officer = visit(PHONE, javascript=javascript)
    officer.log_in(scene["reporter"])
    officer.open("/viec-can-lam/")
    assert not officer.overflows()
    officer.page.get_by_role("link", name="Yêu cầu báo cáo nguyên nhân, giải pháp của UBND tỉnh Lam Giang").click()
    officer.page.get_by_label("Nguyên nhân").fill("Phần mềm ngừng ba ngày")
    officer.page.get_by_label("Giải pháp, thời gian thực hiện").fill("Thêm người trước ngày 10")
    assert not officer.overflows()
    if javascript:
        assert axe_violations(officer.page) == []
    officer.page.get_by_role("button", name="Gửi trả lời").click()
    expect(officer.page.get_by_text("Đã gửi trả lời đến UBND tỉnh Lam Giang")).to_be_visible()

    leader.open(home)
    expect(leader.page.get_by_text("Phần mềm ngừng ba ngày").first).to_be_visible()
    leader.page.get_by_role("link", name="Đã yêu cầu").first.click()
    leader.page.get_by_role("button", name="Kết thúc yêu cầu").click()
    expect(leader.page.get_by_text("Đã kết thúc").first).to_be_visible()
    assert Enquiry.objects.get().closed_at


def test_the_lists_are_accessible_and_fit_a_phone(visit, scene, axe_violations):
    for day in (-1, 3):
        make.enquiry(
            scene["reporter"].memberships.get().agency,
            by=scene["boss"],
            target=scene["target"],
            due_on=localdate() + timedelta(days=day),
        )
    for size in (None, PHONE):
        visitor = visit(size)
        visitor.log_in(scene["boss"])
        for path in ("/viec-can-lam/", "/don-doc/", "/don-doc/gui/", "/tai-khoan/thu-nhac-viec/"):
            visitor.open(path)
            assert not visitor.overflows(), path
            assert axe_violations(visitor.page) == [], path
