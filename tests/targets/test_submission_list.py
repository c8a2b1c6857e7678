"""The list of reports, through its address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.period import PeriodKind
from targets.models import Submission
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(case_noun="hồ sơ"), owner=province)


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def text(response) -> str:
    return response.content.decode()


def listed(client, **query) -> str:
    return text(client.get(reverse("targets:submissions"), query))


def test_a_reporter_sees_what_came_back_first_an_office_what_waits(client, commune, province, reporter, officer):
    names = {}
    for order, state in ((1, "returned"), (3, "submitted")):
        form = make.report_form(make.indicator(), owner=province, name=f"Biểu {state}")
        report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, order))
        now = timezone.now()
        Submission.objects.filter(pk=report.pk).update(
            state=state, submitted_by=reporter, submitted_at=now, first_submitted_at=now
        )
        names[state] = form.name
    client.force_login(reporter)
    page = listed(client)
    assert page.index(names["returned"] + "</span>") < page.index(names["submitted"] + "</span>")
    client.force_login(officer)
    page = listed(client)
    assert page.index(names["submitted"] + "</span>") < page.index(names["returned"] + "</span>")


def test_the_list_is_narrowed_by_period_form_state_and_name(client, officer, province, form):
    here = make.agency("UBND phường Đống Đa", parent=province)
    there = make.agency("UBND xã Hoà Bình", parent=province)
    make.submission(here, form, make.period(PeriodKind.QUARTER, 2025, 1))
    make.submission(there, form, make.period(PeriodKind.QUARTER, 2025, 3))
    client.force_login(officer)
    assert "Hoà Bình" not in listed(client, don_vi="dong da")
    assert "Đống Đa" not in listed(client, ky="2025-q3").split("<tbody>")[1]
    assert "Không có báo cáo nào như vậy" in listed(client, trang_thai="approved")
    assert "Đống Đa" in listed(client, trang_thai="overdue", bieu=form.pk)


@pytest.mark.parametrize("query", [{"ky": "2025-q9"}, {"ky": "x"}, {"bieu": "x"}, {"trang_thai": "x"}, {"trang": "x"}])
def test_a_filter_that_makes_no_sense_never_breaks_the_list(client, officer, report, query):
    client.force_login(officer)
    assert client.get(reverse("targets:submissions"), query).status_code == 200


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_list_takes_as_many_queries_for_twenty_reports_as_for_two(client, officer, province, form):
    client.force_login(officer)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            make.submission(make.agency(parent=province), form, make.period(PeriodKind.QUARTER, 2025, 3))
        counts.append(queries_of(client, reverse("targets:submissions")))
    assert counts[0] == counts[1] < 15


def test_reports_that_another_office_gives_about_an_agency_stand_apart(client, commune, province, reporter):
    justice = make.agency("Sở Tư pháp", parent=province)
    indicator = make.indicator()
    report = make.submission(justice, make.report_form(owner=province), make.period(PeriodKind.QUARTER, 2025, 3))
    make.figure(commune, indicator, report.period, submission=report, reported_by=justice)
    client.force_login(reporter)
    assert "Sở Tư pháp" not in listed(client)
    assert "Sở Tư pháp" in listed(client, nguon="khac")
