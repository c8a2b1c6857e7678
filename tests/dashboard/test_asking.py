"""What was asked and answered stands beside the figure, for whom it concerns; who may ask finds the way."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from accounts.roles import Role
from dashboard.kept import empty_shelves
from reminders.beside import Marks
from reminders.models import Enquiry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province, kind="commune")


@pytest.fixture
def target(province, commune):
    """The commune's own 50% against 95% of the province."""
    measured = make.indicator()
    checker = make.user(province)
    make.figure(commune, measured, make.period(), numerator=50, denominator=100, approved_by=checker)
    return make.target(province, measured)


@pytest.fixture
def boss(province):
    return make.user(province, Role.LEADER)


@pytest.fixture
def asked(commune, target, boss):
    return make.enquiry(commune, by=boss, target=target, kind=Enquiry.Kind.EXPLAIN, due_on=date(2026, 12, 5))


def answer(asked, by):
    asked.answers.create(cause="Phần mềm ngừng ba ngày", remedy="Thêm người", by=by)
    asked.answered_at = now()
    asked.save()


ASK = "/don-doc/gui/"
PLACES = ["/?nam=2026&ky=2026-q1", "/ke-hoach/{plan}/?nam=2026&ky=2026-q1", "/can-cu/{target}/?nam=2026&ky=2026-q1"]


@pytest.mark.parametrize("place", PLACES)
def test_a_leader_finds_the_way_to_ask_and_later_the_answer(client, place, commune, target, boss):
    client.force_login(boss)
    address = place.format(plan=target.plan_id, target=target.pk)
    assert f"{ASK}?target={target.pk}" in client.get(address).content.decode()
    asked = make.enquiry(commune, by=boss, target=target, kind=Enquiry.Kind.EXPLAIN, due_on=date(2026, 12, 5))
    page = client.get(address).content.decode()
    assert "Đã yêu cầu UBND xã An Bình, hạn 05/12/2026" in page
    answer(asked, make.user(commune, Role.REPORTER))
    page = client.get(address).content.decode()
    assert "đã trả lời" in page
    assert "Phần mềm ngừng ba ngày" in page


def test_an_agencys_own_page_shows_what_was_asked_of_it_alone(client, province, commune, target, boss):
    neighbour = make.agency("UBND xã Bình Minh", parent=province)
    make.enquiry(commune, by=boss, target=target, words="Việc của An Bình")
    make.enquiry(neighbour, by=boss, target=target, words="Việc của Bình Minh")
    client.force_login(make.user(commune, Role.REPORTER))
    page = client.get(f"/don-vi/{commune.pk}/?nam=2026").content.decode()
    assert "Việc của An Bình" in page
    assert "Việc của Bình Minh" not in page
    assert ASK not in page
    client.force_login(boss)
    assert (
        f"{ASK}?agency={commune.pk}&amp;loai=remind" in client.get(f"/don-vi/{commune.pk}/?nam=2026").content.decode()
    )


def test_who_may_not_ask_finds_no_way_to(client, province, target):
    client.force_login(make.user(province, Role.INSPECTOR))
    assert ASK not in client.get("/?nam=2026&ky=2026-q1").content.decode()


def test_the_heat_map_marks_the_cell_that_was_asked_about(client, commune, target, asked, boss):
    client.force_login(boss)
    page = client.get("/theo-don-vi/?nam=2026&ky=2026-q1").content.decode()
    assert "50 ✉" in page or "50% ✉" in page


def test_of_several_agencies_the_mark_counts_and_leads_to_their_list(province, commune, target, boss, asked):
    other = make.agency(parent=province)
    late = make.enquiry(other, by=boss, target=target, due_on=date(2020, 1, 1))
    answer(asked, boss)
    marks = Marks.load(boss, [target.pk], year=2026, today=localdate())
    mark = marks.of(target.pk)
    assert mark.words == "Đã yêu cầu 2 đơn vị: 1 đã trả lời, 1 quá hạn"
    assert mark.url == f"/don-doc/?chi_tieu={target.pk}"
    assert "chưa trả lời" in marks.of(target.pk, late.agency_id).words
    assert marks.of(target.pk, province.pk) is None


def test_a_reader_without_the_right_to_it_sees_no_mark(province, target, asked):
    stranger = make.user(make.agency(parent=province), Role.REPORTER)
    assert Marks.load(stranger, [target.pk], year=2026, today=localdate()).of(target.pk) is None


def test_twenty_enquiries_cost_a_page_no_more_queries_than_two(client, province, commune, target, boss):
    client.force_login(boss)

    def queries():
        empty_shelves()
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/?nam=2026&ky=2026-q1").status_code == 200
        return len(counted)

    for _ in range(2):
        make.enquiry(commune, by=boss, target=target)
    few = queries()
    for _ in range(20):
        make.enquiry(make.agency(parent=province), by=boss, target=target)
    assert queries() == few
