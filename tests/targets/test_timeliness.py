"""The league of timeliness: counted from what happened, ranked so that few reports and equal ones are treated fairly."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.period import PeriodKind
from targets.models import Submission, SubmissionEvent
from targets.timeliness import Standing, league, least_to_compare, placed
from tests import make
from tests.targets.test_overview import LAST_YEAR, first_quarter, sent

TODAY = date(2026, 11, 23)


def standing(owed, in_time, days_late=0):
    return Standing(None, owed, in_time, owed - in_time, 0, days_late, 0, 0, 0)


@pytest.mark.parametrize(
    "rows, places",
    [
        pytest.param([(4, 4), (4, 3, 2), (4, 4)], [1, 1, 3], id="bằng nhau thì đồng hạng, hạng sau bỏ trống"),
        pytest.param([(4, 3, 9), (4, 3, 2)], [1, 2], id="bằng tỷ lệ thì ai chậm ít ngày hơn đứng trên"),
        pytest.param(
            [(12, 11, 1), (1, 1), (12, 12)], [1, 2, None], id="một báo cáo đúng hạn không hơn mười một trên mười hai"
        ),
        pytest.param([(1, 1), (1, 0, 3)], [1, 2], id="đầu năm ai cũng có một báo cáo thì vẫn xếp hạng"),
        pytest.param([(2, 1, 2), (4, 2, 4)], [1, 1], id="một nửa bằng một nửa, số ngày chậm tính trên mỗi báo cáo"),
    ],
)
def test_places(rows, places):
    assert [one.place for one in placed([standing(*row) for row in rows])] == places


def test_half_of_what_the_middle_one_owes_is_enough_to_compare():
    assert [least_to_compare(owed) for owed in ([], [4, 4, 12], [3, 3], [1])] == [0, 2, 2, 1]


def test_only_who_was_always_in_time_reads_a_hundred_percent():
    assert standing(2000, 1999, 1).in_time_pct == Decimal("99.9")
    assert standing(3, 2, 1).in_time_pct == Decimal("66.7")
    assert standing(3, 3).in_time_pct == 100


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Minh Hoạ")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def form(province):
    return make.report_form(owner=province)


def quarter(order, kind=PeriodKind.QUARTER):
    return make.period(kind, LAST_YEAR, order)


def came_back(report):
    SubmissionEvent.objects.create(
        submission=report, kind=SubmissionEvent.Kind.RETURNED, by=make.user(), reason="Sai tổng"
    )


@pytest.mark.django_db
def test_an_agency_is_counted_by_its_due_days_first_sendings_and_returns(commune, form):
    sent(make.submission(commune, form, quarter(1)), 0, "approved")
    late = sent(make.submission(commune, form, make.period(PeriodKind.HALF, LAST_YEAR, 1)), 3, "approved")
    came_back(late)
    came_back(late)
    missing = make.submission(commune, form, quarter(3))
    make.submission(commune, form, make.period(PeriodKind.YEAR, LAST_YEAR, 1))  # not due yet: not counted
    (row,) = league(Submission.objects.all(), missing.due_on + timedelta(days=5))
    assert (row.owed, row.in_time, row.late, row.missing) == (3, 1, 1, 1)
    assert (row.days_late, row.days_per_late) == (3 + 5, Decimal("4.0"))
    assert (row.returns, row.decided, row.first_right) == (2, 2, 1)


@pytest.mark.django_db
def test_a_report_sent_before_its_due_day_counts_as_in_time_at_once(commune, form):
    report = sent(make.submission(commune, form, quarter(1)), -3)
    (row,) = league(Submission.objects.all(), report.due_on - timedelta(days=2))
    assert (row.owed, row.in_time, row.late) == (1, 1, 0)


@pytest.mark.django_db
def test_the_last_minutes_of_the_due_day_in_vietnam_are_in_time(commune, form):
    report = make.submission(commune, form, quarter(1))
    tz = timezone.get_current_timezone()
    last_minute = datetime(report.due_on.year, report.due_on.month, report.due_on.day, 23, 59, tzinfo=tz)
    for minutes, late in ((0, 0), (2, 1)):
        Submission.objects.filter(pk=report.pk).update(first_submitted_at=last_minute + timedelta(minutes=minutes))
        (row,) = league(Submission.objects.all(), TODAY)
        assert row.late == late


@pytest.mark.django_db
def test_sending_again_after_a_return_changes_nothing_of_the_lateness(commune, form):
    report = sent(make.submission(commune, form, quarter(1)), 0)
    came_back(report)
    Submission.objects.filter(pk=report.pk).update(submitted_at=timezone.now())
    (row,) = league(Submission.objects.all(), TODAY)
    assert (row.in_time, row.late, row.returns, row.first_right, row.decided) == (1, 0, 1, 0, 1)


@pytest.mark.django_db
def test_the_page_ranks_and_says_how(client, commune, form, province):
    sent(make.submission(commune, form, first_quarter()), 2)
    sent(make.submission(make.agency("UBND xã Bình Minh", parent=province), form, first_quarter()), 0)
    client.force_login(make.user(province))
    page = client.get(reverse("targets:timeliness"), {"nam": LAST_YEAR}).content.decode()
    assert page.index("UBND xã Bình Minh") < page.index("UBND xã An Bình")
    assert "2,0 ngày" in page
    assert "đồng hạng" in page
    assert "Tất cả đơn vị" in page


@pytest.mark.django_db
def test_a_reporter_reads_their_own_counts_without_a_place(client, commune, form, province):
    sent(make.submission(commune, form, first_quarter()), 2)
    sent(make.submission(make.agency("UBND xã Bình Minh", parent=province), form, first_quarter()), 0)
    client.force_login(make.user(commune, Role.REPORTER))
    page = client.get(reverse("targets:timeliness")).content.decode()
    assert "UBND xã An Bình" in page
    assert "Bình Minh" not in page
    assert "Hạng</th>" not in page
