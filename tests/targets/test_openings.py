"""A report of a closed period, opened for its agency: what may be done with it, who opens it, what its pages say."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.actions import close, end_opening, open_for_agency
from periods.models import PeriodOpening
from periods.period import PeriodKind
from targets.actions.figures import Entry, save_and_send
from targets.actions.submissions import approve, return_for_revision, withdraw
from targets.checks import Parts
from tests import make
from tests.targets.test_at_once import at_once

pytestmark = pytest.mark.django_db
TODAY = make.NOON.date()
PERIOD = (PeriodKind.QUARTER, 2025, 3)  # long over


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def office(province):
    return make.user(province)


@pytest.fixture
def report(province, commune, office):
    form = make.report_form(make.indicator(), owner=province)
    made = make.submission(commune, form, make.period(*PERIOD))
    close(by=office, office=province, period=made.period, today=TODAY)
    return made


def opened(report, by, days=5):
    return open_for_agency(
        by=by,
        agency=report.agency,
        period=report.period,
        last_day=TODAY + timedelta(days=days),
        reason="Thiếu hồ sơ của tháng 8",
        today=TODAY,
    )


def sent(report, by):
    report.refresh_from_db()
    figure = report.figures.get()
    entries = {figure.pk: Entry(Parts(numerator=Decimal(97), denominator=Decimal(100)))}
    save_and_send(by=by, submission=report, revision=report.revision, entries=entries, today=TODAY)
    report.refresh_from_db()
    return report.state


def test_a_report_of_a_closed_period_is_sent_only_while_it_is_opened_for_its_agency(report, commune, office):
    reporter = make.user(commune, Role.REPORTER)
    with pytest.raises(ValidationError, match="mở riêng kỳ cho đơn vị"):
        sent(report, reporter)
    opening = opened(report, office)
    assert sent(report, reporter) == "submitted"
    withdraw(by=reporter, submission=report, revision=report.revision)
    assert sent(report, reporter) == "submitted"
    return_for_revision(by=office, submission=report, revision=report.revision, reason="Thiếu trang 2")
    end_opening(by=office, opening=opening)
    with pytest.raises(ValidationError, match="khoá"):
        sent(report, reporter)


def test_what_came_by_an_opening_is_confirmed_after_it_ended_and_stays_late(report, commune, office):
    opening = opened(report, office)
    sent(report, make.user(commune, Role.REPORTER))
    end_opening(by=office, opening=opening)
    approve(by=office, submission=report, revision=report.revision)
    report.refresh_from_db()
    assert report.state == "approved"
    assert report.days_late(TODAY) == (TODAY - date(2025, 9, 17)).days


@pytest.mark.django_db(transaction=True)
def test_two_officers_opening_at_once_open_once(report, province):
    one, other = make.user(province), make.user(province)
    answers = at_once(lambda: opened(report, one), lambda: opened(report, other))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    assert PeriodOpening.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_officers_ending_at_once_end_once(report, province, office):
    opening = opened(report, office)
    one, other = make.user(province), make.user(province)
    answers = at_once(lambda: end_opening(by=one, opening=opening), lambda: end_opening(by=other, opening=opening))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1


# --- pages --------------------------------------------------------------------------------------------------------------


def page(client, person, name, *args):
    client.force_login(person)
    return client.get(reverse(name, args=args)).content.decode()


def address(report):
    return reverse("targets:open_for_agency", args=[report.period.key, report.agency_id])


def test_a_locked_report_says_who_locked_it_and_leads_the_office_to_the_opening(client, report, commune, office):
    reporter = make.user(commune, Role.REPORTER)
    said = page(client, reporter, "targets:submission", report.pk)
    assert "đề nghị UBND tỉnh mở riêng kỳ" in said
    assert address(report) not in said
    assert address(report) in page(client, office, "targets:submission", report.pk)


def test_the_agency_reads_until_when_it_may_type(client, report, commune, office):
    opening = opened(report, office)
    said = page(client, make.user(commune, Role.REPORTER), "targets:submission", report.pk)
    assert f"đến hết ngày {opening.last_day:%d/%m/%Y}" in said
    assert "Thiếu hồ sơ của tháng 8" in said


def test_an_office_opens_a_period_for_an_agency_once_however_often_it_presses(client, report, office):
    client.force_login(office)
    form = client.get(address(report)).context["form"]
    typed = {"last_day": f"{TODAY:%d/%m/%Y}", "reason": "Bổ sung", "once": form["once"].value()}
    for _ in range(2):
        answer = client.post(address(report), typed)
        assert answer.url == reverse("targets:openings")
    opening = PeriodOpening.objects.get()
    assert (opening.last_day, opening.by) == (TODAY, office)


def test_a_day_that_has_passed_is_refused_beside_its_field(client, report, office):
    client.force_login(office)
    once = client.get(address(report)).context["form"]["once"].value()
    yesterday = TODAY - timedelta(days=1)
    answer = client.post(address(report), {"last_day": f"{yesterday:%d/%m/%Y}", "reason": "Bổ sung", "once": once})
    assert "last_day" in answer.context["form"].errors
    assert not PeriodOpening.objects.exists()


def test_an_office_below_the_one_that_closed_does_not_open(client, report, commune):
    client.force_login(make.user(commune))
    assert client.get(address(report)).status_code == 403


def test_the_office_of_another_province_finds_nothing(client, report):
    client.force_login(make.user(make.agency("UBND tỉnh khác")))
    assert client.get(address(report)).status_code == 404


def test_openings_in_force_stand_first_and_only_they_can_be_ended(client, report, province, office):
    over = opened(report, office)
    PeriodOpening.objects.filter(pk=over.pk).update(last_day=TODAY - timedelta(days=1))
    other = make.submission(make.agency("UBND xã Bình Minh", parent=province), report.form, report.period)
    ended = opened(other, office)
    end_opening(by=office, opening=ended)
    live = opened(other, office)
    PeriodOpening.objects.filter(pk=live.pk).update(at=timezone.now() - timedelta(days=30))
    client.force_login(office)
    answer = client.get(reverse("targets:openings"))
    assert [row.pk for row in answer.context["page"].object_list] == [live.pk, ended.pk, over.pk]
    said = answer.content.decode()
    assert all(words in said for words in ("Đang mở riêng", "Đã kết thúc", "Đã hết ngày"))
    assert said.count("Kết thúc<span") == 1


def test_ending_asks_first_and_changes_nothing_by_looking(client, report, office):
    opening = opened(report, office)
    client.force_login(office)
    path = reverse("targets:end_opening", args=[opening.pk])
    assert "không nhập, gửi, rút lại được" in client.get(path).content.decode()
    assert not PeriodOpening.objects.get().ended_at
    client.post(path)
    assert PeriodOpening.objects.get().ended_by == office


def test_the_list_takes_as_many_queries_for_twenty_as_for_two(client, report, province, office):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("targets:openings"))
        return len(queries)

    def add(number):
        for place in range(number):
            agency = make.agency(f"Xã {number}.{place}", parent=province)
            opened(make.submission(agency, report.form, report.period), office)

    client.force_login(office)
    add(2)
    client.get(reverse("targets:openings"))
    few = count()
    add(18)
    assert count() == few


def test_an_office_that_closes_for_itself_does_not_open_what_the_office_above_has_closed(client, report, commune):
    below = make.user(commune)
    close(by=below, office=commune, period=report.period, today=TODAY)
    client.force_login(below)
    address = reverse("targets:open_for_agency", args=[report.period.key, commune.pk])
    assert client.get(address).status_code == 403
