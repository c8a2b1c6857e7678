"""Opening at once every form that has reached its opening day: by an office's button and by the morning's command."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.actions import close, make_periods, set_dates
from periods.models import ReportingPeriod
from periods.period import Calendar, PeriodKind, reporting_year
from targets.actions.opening import open_all_due, to_open
from targets.models import ReportForm, Submission
from tests import make
from tests.targets.test_at_once import at_once

pytestmark = pytest.mark.django_db
OPENS, DUE = date(2026, 9, 7), date(2026, 9, 17)  # of Quý III/2026 by law


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def office(province):
    make_periods(by=None, year=2026)
    return make.user(province)


@pytest.fixture
def forms(province):
    commune = make.agency("UBND xã", parent=province)
    made = [make.report_form(make.indicator(), owner=province, calendar=Calendar.CCHC) for _ in range(2)]
    for form in made:
        form.agencies.set([commune])
    return ReportForm.objects.filter(owner=province).select_related("owner")


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 9, 6), []),
        (OPENS, ["Quý III/2026"]),
        (DUE, ["Quý III/2026"]),
        (date(2026, 9, 18), []),
        (date(2026, 12, 10), ["Năm 2026"]),
        (date(2026, 12, 16), ["Năm 2026"]),  # the reporting year 2027 has begun
    ],
)
def test_a_form_is_opened_from_its_opening_day_to_its_due_day(office, forms, today, names):
    assert [str(period) for _, period in to_open(forms[:1], today)] == names


def test_an_offices_own_days_decide(province, office, forms):
    period = ReportingPeriod.objects.get(kind=PeriodKind.QUARTER, year=2026, order=3)
    days = {"data_from": None, "data_to": None, "opens_on": date(2026, 9, 1), "due_on": date(2026, 9, 30)}
    set_dates(by=office, office=province, period=period, days=days, reason="Công văn số 12")
    assert {row.key for _, row in to_open(forms, date(2026, 9, 1))} == {period.key}
    assert to_open(forms, date(2026, 9, 30))


def test_all_forms_are_opened_once_and_only_in_their_days(office, forms):
    first = open_all_due(by=office, forms=forms, today=OPENS)
    assert (first.forms, first.reports, first.refused) == (2, 2, [])
    again = open_all_due(by=office, forms=forms, today=OPENS)
    assert (again.forms, again.reports) == (0, 0)
    assert Submission.objects.count() == 2


def test_who_joins_later_owes_nothing_unasked(province, office, forms):
    open_all_due(by=office, forms=forms, today=OPENS)
    forms[0].agencies.add(make.agency("UBND xã mới", parent=province))
    open_all_due(by=office, forms=forms, today=OPENS)
    assert Submission.objects.count() == 2


def test_a_closed_period_is_left_alone(province, office, forms):
    period = ReportingPeriod.objects.get(kind=PeriodKind.QUARTER, year=2026, order=3)
    close(by=office, office=province, period=period, today=date(2026, 9, 15))
    assert to_open(forms, date(2026, 9, 15)) == []


def test_what_is_to_open_takes_three_queries_however_many_forms(province, office, forms, django_assert_num_queries):
    for _ in range(18):
        make.report_form(make.indicator(), owner=province, calendar=Calendar.MONTHS)
    rows = list(ReportForm.objects.filter(owner=province).select_related("owner"))
    with django_assert_num_queries(3):
        assert len(to_open(rows, OPENS)) == 20


@pytest.mark.django_db(transaction=True)
def test_two_pressing_at_once_open_each_form_once(province, office, forms):
    other = make.user(province)
    at_once(*[lambda by=by: open_all_due(by=by, forms=forms, today=OPENS) for by in (office, other)])
    assert Submission.objects.count() == 2
    assert all(report.events.count() == 1 for report in Submission.objects.all())


def test_the_command_makes_the_year_and_opens_in_the_name_of_an_officer(province, forms, capsys):
    make.user(province, username="vanphong")
    call_command("open_periods", by="vanphong", today="2026-09-07")
    assert capsys.readouterr().out == "Mở 2 biểu, 2 báo cáo.\n"
    assert ReportingPeriod.objects.filter(year=2026).count() == 19
    call_command("open_periods", by="vanphong", today="2026-09-08")
    assert capsys.readouterr().out == "Mở 0 biểu, 0 báo cáo.\n"


def test_the_command_opens_only_what_the_officer_manages(forms, capsys):
    make.user(make.agency("UBND tỉnh khác"), username="tinhkhac")
    call_command("open_periods", by="tinhkhac", today="2026-09-07")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("by", "today", "words"),
    [
        ("khongco", "2026-09-07", "Không có tài khoản"),
        ("baocao", "2026-09-07", "không được mở kỳ"),
        ("vanphong", "7/9/2026", "Không đọc được ngày"),
    ],
)
def test_the_command_says_whom_and_which_day_it_does_not_take(province, by, today, words):
    make.user(province, username="vanphong")
    make.user(province, Role.REPORTER, username="baocao")
    with pytest.raises(CommandError, match=words):
        call_command("open_periods", by=by, today=today)


def test_the_page_offers_one_button_for_what_has_reached_its_day(client, province, forms):
    today = timezone.localdate()
    office = make.user(province)
    make_periods(by=None, year=reporting_year(today))
    period = ReportingPeriod.objects.get(kind=PeriodKind.YEAR, year=reporting_year(today))
    days = {"data_from": None, "data_to": None, "opens_on": today, "due_on": None}
    client.force_login(office)
    button, path = "Mở tất cả biểu đã đến ngày mở", reverse("targets:open_all_periods", args=[province.pk])
    set_dates(by=office, office=province, period=period, days=days, reason="Mở sớm")
    assert button in client.get(reverse("targets:periods")).content.decode()
    said = client.post(path, follow=True).content.decode()
    assert "Đã mở" in said
    assert button not in said
    assert Submission.objects.filter(period=period).count() == 2
