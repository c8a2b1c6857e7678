"""The page of an office's periods."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from periods.dates import DateBook
from periods.models import PeriodDates, ReportingPeriod
from periods.period import PeriodDays, PeriodKind
from targets.models import Submission
from targets.standing import period_state
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE)


@pytest.fixture
def communes(province):
    return [make.agency(f"UBND xã {n}", parent=province) for n in (1, 2)]


@pytest.fixture
def form(province, communes):
    made = make.report_form(make.indicator(), owner=province)
    made.groups.add(make.group(*communes))
    return made


def text(response) -> str:
    return response.content.decode()


DAYS = PeriodDays(date(2026, 6, 15), date(2026, 9, 14), date(2026, 9, 7), date(2026, 9, 17))


@pytest.mark.parametrize(
    ("today", "closed", "missing", "state"),
    [
        (date(2026, 9, 6), False, 0, "upcoming"),
        (date(2026, 9, 7), False, 2, "open"),
        (date(2026, 9, 16), False, 0, "open"),
        (date(2026, 9, 17), False, 2, "due"),
        (date(2026, 9, 18), False, 2, "late"),
        (date(2026, 9, 18), False, 0, "complete"),
        (date(2026, 9, 18), True, 2, "closed"),
    ],
)
def test_the_state_of_a_period(today, closed, missing, state):
    assert period_state(DAYS, is_closed=closed, missing=missing, today=today) == state


def test_an_office_makes_a_year_opens_a_form_and_sees_who_sent(client, officer, province, form):
    client.force_login(officer)
    page = reverse("targets:periods")
    assert "Năm 2025 chưa có kỳ báo cáo" in text(client.get(page, {"nam": 2025}))
    client.post(reverse("targets:make_periods"), {"nam": "2025"})
    assert ReportingPeriod.objects.filter(year=2025).count() == 19
    assert "Mở kỳ" in text(client.get(page, {"nam": 2025}))
    open_url = reverse("targets:open_period", args=[make.period(PeriodKind.QUARTER, 2025, 1).key, form.pk])
    assert open_url == f"/ky-bao-cao/2025-q1/bieu/{form.pk}/mo/"
    answer = client.post(open_url, follow=True)
    assert "thêm 2 báo cáo, 2 ô số liệu" in text(answer)
    assert "0/2 đã gửi" in text(answer)
    again = client.post(open_url, follow=True)
    assert "mọi đơn vị phải báo cáo đã có đủ" in text(again)
    assert Submission.objects.count() == 2


def test_opening_too_early_says_when(client, officer, form):
    client.force_login(officer)
    period = make.period(PeriodKind.YEAR, 2099, 1)
    answer = client.post(reverse("targets:open_period", args=[period.key, form.pk]), follow=True)
    assert "mở nhập từ ngày 07/12/2099" in text(answer)


@pytest.fixture
def quarter():
    return make.period(PeriodKind.QUARTER, 2025, 1)


def step(name, period, office):
    return reverse(f"targets:{name}", args=[period.key, office.pk])


def test_own_dates_are_typed_with_a_reason(client, officer, province, quarter):
    client.force_login(officer)
    url = step("period_dates", quarter, province)
    assert "Mục này bắt buộc" in text(client.post(url, {"due_on": "25/03/2025", "reason": ""}))
    assert "Ngày 31/02/2025 không có trong lịch" in text(client.post(url, {"due_on": "31/02/2025", "reason": "CV 12"}))
    wrong = text(client.post(url, {"due_on": "01/03/2025", "reason": "CV 12"}))
    assert "Hạn gửi phải từ ngày cuối của số liệu trở đi" in wrong
    assert 'value="01/03/2025"' in wrong
    client.post(url, {"due_on": "25/03/2025", "reason": "CV 12"})
    assert DateBook.load([quarter]).days(quarter, province).due_on == date(2025, 3, 25)


def test_closing_names_who_is_missing_first(client, officer, province, form, communes, quarter):
    make.submission(communes[0], form, quarter)
    client.force_login(officer)
    url = step("close_period", quarter, province)
    page = text(client.get(url))
    assert "Chưa gửi, 1 báo cáo: UBND xã 1" in page
    assert not PeriodDates.objects.exists()
    for _ in range(2):
        client.post(url)
    assert DateBook.load([quarter]).closing(quarter, communes[0]).office == province
    assert "Mở lại" in text(client.get(reverse("targets:periods"), {"nam": 2025}))
    client.post(step("reopen_period", quarter, province), {"reason": "Xã 1 gửi chậm vì mưa lũ"})
    assert DateBook.load([quarter]).closing(quarter, communes[0]) is None


def test_a_running_period_is_not_closed(client, officer, province):
    client.force_login(officer)
    period = make.period(PeriodKind.YEAR, 2099, 1)
    assert "chưa khoá được" in text(client.post(step("close_period", period, province)))


@pytest.mark.parametrize(
    ("role", "at_province", "status"),
    [
        (Role.OFFICE, True, 200),
        (Role.LEADER, True, 403),
        (Role.REPORTER, True, 403),
        (Role.ADMINISTRATOR, True, 403),
        (Role.OFFICE, False, 404),
    ],
)
@pytest.mark.parametrize("name", ["period_dates", "close_period", "reopen_period"])
def test_who_may_date_and_close(client, province, communes, quarter, role, at_province, status, name):
    client.force_login(make.user(province if at_province else communes[0], role))
    assert client.get(step(name, quarter, province)).status_code == status
    assert client.post(step(name, quarter, province)).status_code in (status, 302)


@pytest.mark.parametrize(("role", "status"), [(Role.OFFICE, 200), (Role.LEADER, 403), (Role.REPORTER, 403)])
def test_who_may_see_the_page_and_make_a_year(client, province, role, status):
    client.force_login(make.user(province, role))
    assert client.get(reverse("targets:periods")).status_code == status
    made = client.post(reverse("targets:make_periods"), {"nam": "2031"})
    assert made.status_code == (302 if status == 200 else 403)


def test_a_commune_does_not_open_the_form_of_its_province(client, form, communes, quarter):
    make.submission(communes[0], form, quarter)
    client.force_login(make.user(communes[0], Role.OFFICE))
    assert client.post(reverse("targets:open_period", args=[quarter.key, form.pk])).status_code == 403


@pytest.mark.parametrize("query", [{"nam": "x"}, {"nam": "1"}, {"co_quan": "x"}, {"co_quan": "999999"}])
def test_an_address_that_makes_no_sense_never_breaks_the_page(client, officer, query):
    client.force_login(officer)
    assert client.get(reverse("targets:periods"), query).status_code == 200


def test_the_page_takes_as_many_queries_for_twenty_forms_as_for_two(client, officer, province, communes):
    client.force_login(officer)
    for order in (1, 3):
        make.period(PeriodKind.QUARTER, 2025, order)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            made = make.report_form(make.indicator(), owner=province)
            make.submission(communes[0], made, make.period(PeriodKind.QUARTER, 2025, 1))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse("targets:periods"), {"nam": 2025}).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 16
