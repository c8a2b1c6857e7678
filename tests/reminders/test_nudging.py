"""One click to remind: once a report and day, seen by the late agency, gone when the report is sent."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from accounts.roles import Role
from periods.models import PeriodDates
from reminders.actions.nudging import nudge, nudge_late
from reminders.desk import duties_of
from reminders.duty import DutyKind
from reminders.models import Enquiry
from targets.models import Submission
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(), owner=province, code="01")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


def test_a_late_report_is_urged_in_words_that_name_it_and_its_day(province, form, commune):
    report = make.submission(commune, form)
    (made,) = nudge(by=make.user(province), submission=report, today=TODAY).new
    assert (made.kind, made.agency, made.asked_from, made.submission) == ("remind", commune, province, report)
    assert "hạn gửi 17/03/2026, đã quá hạn 3 ngày" in made.words
    assert made.due_on == date(2026, 3, 22)


def test_a_report_not_yet_late_keeps_its_own_day(province, form, commune):
    (made,) = nudge(by=make.user(province), submission=make.submission(commune, form), today=date(2026, 3, 12)).new
    assert "trước hạn 17/03/2026" in made.words
    assert made.due_on == date(2026, 3, 17)


def test_at_most_one_nudge_a_report_and_day_whoever_presses(province, form, commune):
    report = make.submission(commune, form)
    nudge(by=make.user(province), submission=report, today=TODAY)
    assert nudge(by=make.user(province), submission=report, today=TODAY).new == []
    assert len(nudge(by=make.user(province), submission=report, today=TODAY + timedelta(days=1)).new) == 1
    assert Enquiry.objects.count() == 2


def test_what_was_sent_or_cannot_be_sent_is_not_urged(province, form, commune):
    office = make.user(province)
    sent = make.submission(
        commune, form, state="submitted", submitted_by=office, submitted_at=now(), first_submitted_at=now()
    )
    with pytest.raises(ValidationError, match="đã gửi báo cáo này"):
        nudge(by=office, submission=sent, today=TODAY)
    closed = make.submission(commune, form, make.period(order=2))
    PeriodDates.objects.create(period=closed.period, office=province, closed_at=now(), closed_by=office)
    with pytest.raises(ValidationError, match="đã khoá"):
        nudge(by=office, submission=closed, today=date(2026, 8, 1))
    assert nudge_late(by=office, submissions=[sent, closed], today=date(2026, 8, 1)).new == []


def test_who_sends_the_report_reads_the_nudge_on_it_and_the_leader_as_a_line_of_its_own(province, form, commune):
    reporter, leader = make.user(commune, Role.REPORTER), make.user(commune, Role.LEADER)
    report = make.submission(commune, form)
    nudge(by=make.user(province), submission=report, today=TODAY)
    (duty,) = duties_of(reporter, TODAY)
    assert duty.kind == DutyKind.SEND
    assert "UBND tỉnh Lam Giang đôn đốc ngày 20/03/2026" in duty.note
    assert [duty.kind for duty in duties_of(leader, TODAY)] == [DutyKind.ANSWER]


def test_a_nudge_is_settled_by_sending_and_bothers_nobody_any_more(province, form, commune):
    office, leader = make.user(province), make.user(commune, Role.LEADER)
    report = make.submission(commune, form)
    nudge(by=office, submission=report, today=TODAY)
    report.state, report.submitted_by, report.submitted_at, report.first_submitted_at = (
        "submitted",
        office,
        now(),
        now(),
    )
    report.save()
    made = Enquiry.objects.get()
    assert made.look(TODAY).label == "Đã gửi báo cáo"
    assert not Enquiry.objects.waiting().exists()
    assert duties_of(leader, TODAY) == duties_of(office, TODAY) == []


def test_a_nudge_presses_a_report_into_todays_mail_before_its_last_days(province, form, commune):
    reporter = make.user(commune, Role.REPORTER)
    report = make.submission(commune, form)
    day = date(2026, 3, 1)
    assert not duties_of(reporter, day)[0].is_pressing(day, 5)
    nudge(by=make.user(province), submission=report, today=day)
    assert duties_of(reporter, day)[0].is_pressing(day, 5)


def test_one_click_urges_every_late_agency_below_and_a_second_none(client, province, form, commune):
    on_time, stranger = make.agency("UBND xã Bình", parent=province), make.agency("UBND tỉnh Sông Đà")
    for agency in (commune, on_time, stranger):
        make.submission(agency, form)
    Submission.objects.update(due_on=localdate() - timedelta(days=2))
    Submission.objects.filter(agency=on_time).update(due_on=localdate())
    client.force_login(make.user(province, Role.LEADER))
    sent = {"form": form.pk, "period": "2026-q1", "next": "/so-lieu/"}
    for _ in range(2):
        assert client.post("/don-doc/nhac-don-vi-cham/", sent).url == "/so-lieu/"
    assert [made.agency for made in Enquiry.objects.all()] == [commune]


def test_the_checking_office_urges_reports_of_agencies_that_do_not_stand_below_it(client, province, commune):
    department = make.agency("Sở Tư pháp", parent=province)
    form = make.report_form(make.indicator(), owner=province, checker=department)
    report = make.submission(commune, form)
    client.force_login(make.user(department))
    assert client.post(f"/don-doc/nhac-bao-cao/{report.pk}/").status_code == 302
    made = Enquiry.objects.get()
    assert made.asked_from == department
    assert client.get(f"/don-doc/{made.pk}/").status_code == 200


def test_the_way_back_stays_on_this_site(client, province, form, commune):
    report = make.submission(commune, form)
    client.force_login(make.user(province))
    answer = client.post(f"/don-doc/nhac-bao-cao/{report.pk}/", {"next": "https://example.com/"})
    assert answer.url == "/don-doc/"


@pytest.mark.parametrize("sent", [{}, {"form": "x", "period": "2026-q1"}, {"form": "1", "period": "xx"}])
def test_a_click_that_names_no_form_or_period_is_not_found(client, province, sent):
    client.force_login(make.user(province))
    assert client.post("/don-doc/nhac-don-vi-cham/", sent).status_code == 404


def test_reading_the_address_of_a_nudge_does_nothing(client, province, form, commune):
    client.force_login(make.user(province))
    assert client.get(f"/don-doc/nhac-bao-cao/{make.submission(commune, form).pk}/").status_code == 405


def test_a_form_with_a_key_of_thousands_of_digits_is_not_found(client, province):
    client.force_login(make.user(province))
    answer = client.post(reverse("reminders:nudge_late"), {"form": "9" * 5000, "period": "2026-q1"})
    assert answer.status_code == 404
