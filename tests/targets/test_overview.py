"""The matrix of agencies and periods: what each cell says, whom one click reminds, and what it costs."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.models import PeriodDates
from periods.period import Calendar, PeriodKind
from targets.models import Submission
from targets.overview import matrix
from tests import make

pytestmark = pytest.mark.django_db
URL = "targets:overview"
LAST_YEAR = timezone.localdate().year - 1


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Minh Hoạ")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def form(province):
    return make.report_form(owner=province, code="CCHC")


def first_quarter(year=LAST_YEAR):
    return make.period(PeriodKind.QUARTER, year, 1)


def sent(report, days_after_due, state="submitted", **fields):
    """The report as if first sent at noon so many days after its due day (before it: negative)."""
    due = report.due_on
    at = datetime(due.year, due.month, due.day, 5, tzinfo=UTC) + timedelta(days=days_after_due)
    by = make.user(report.agency, Role.REPORTER)
    if state in ("submitted", "approved"):
        fields |= {"submitted_at": at, "submitted_by": by}
    if state == "approved":
        fields |= {"approved_at": at, "approved_by": make.user(), "first_approved_at": at}
    Submission.objects.filter(pk=report.pk).update(state=state, first_submitted_at=at, **fields)
    report.refresh_from_db()
    return report


def table_of(*forms, year=LAST_YEAR, today=None, reports=None):
    seen = Submission.objects.all() if reports is None else reports
    return matrix(seen, forms, year, today or timezone.localdate(), may_nudge=lambda agency: True)


def cells_of(table, agency):
    row = next(row for row in table.rows if row.agency == agency)
    return {column.key.name: cell for column, cell in zip(table.columns, row.cells, strict=True)}


@pytest.mark.parametrize(
    "days, state, word, note",
    [
        pytest.param(0, "submitted", "Đã gửi", "", id="gửi đúng ngày hạn là không chậm"),
        pytest.param(3, "submitted", "Đã gửi", "chậm 3 ngày", id="gửi chậm thì nói chậm mấy ngày"),
        pytest.param(2, "approved", "Xác nhận", "chậm 2 ngày", id="đã xác nhận vẫn còn dấu chậm"),
        pytest.param(-1, "returned", "Trả lại", "", id="bị trả lại không thành chậm"),
    ],
)
def test_a_cell_says_the_state_and_the_days_late(commune, form, days, state, word, note):
    sent(make.submission(commune, form, first_quarter()), days, state)
    cell = cells_of(table_of(form), commune)["Quý I"]
    assert (cell.word, cell.note) == (word, note)


def test_what_was_never_sent_after_its_due_day_is_overdue_by_so_many_days(commune, form):
    report = make.submission(commune, form, first_quarter())
    cell = cells_of(table_of(form, today=report.due_on + timedelta(days=5)), commune)["Quý I"]
    assert (cell.look.label, cell.note) == ("Quá hạn, chưa gửi", "5 ngày")
    on_the_day = cells_of(table_of(form, today=report.due_on), commune)["Quý I"]
    assert (on_the_day.look.label, on_the_day.note) == ("Chưa nhập", "")


def test_an_empty_cell_says_whether_nothing_is_owed_nothing_is_due_or_nothing_was_opened(province, commune, form):
    other = make.agency("UBND xã Bình Minh", parent=province)
    make.submission(commune, form, first_quarter())
    make.submission(other, form, half := make.period(PeriodKind.HALF, LAST_YEAR, 1))
    third = make.period(PeriodKind.QUARTER, LAST_YEAR, 3)
    day = third.opens_on - timedelta(days=1)
    labels = {name: cell.look.label for name, cell in cells_of(table_of(form, today=day), commune).items()}
    assert half.due_on < day
    assert labels["6 tháng"] == "Không phải báo cáo"
    assert labels["Quý III"] == labels["năm"] == "Chưa đến kỳ"
    then = cells_of(table_of(form, today=third.opens_on), commune)
    assert then["Quý III"].look.label == "Đã đến kỳ, chưa mở"


def test_of_several_forms_a_cell_shows_the_worst_and_how_many_came(commune, form, province):
    other = make.report_form(owner=province, calendar=Calendar.QUARTERS)
    sent(make.submission(commune, form, first_quarter()), 0, "approved")
    make.submission(commune, other, first_quarter())
    cell = cells_of(table_of(form, other), commune)["Quý I"]
    assert (cell.word, cell.note, cell.item) == ("Quá hạn", "1/2 đã gửi", None)


def test_the_foot_counts_each_period_once_a_report(commune, form, province):
    sent(make.submission(commune, form, first_quarter()), 4, "approved")
    sent(make.submission(make.agency(parent=province), form, first_quarter()), 0)
    make.submission(make.agency(parent=province), form, first_quarter())
    first = table_of(form).columns[0]
    assert (first.owed, first.sent, first.approved, first.sent_late, first.overdue) == (3, 2, 1, 1, 1)


def test_nobody_is_reminded_of_a_period_that_is_closed_for_them(commune, form, province):
    report = make.submission(commune, form, first_quarter())
    assert [late.count for late in table_of(form).late] == [1]
    by = make.user(province)
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=by)
    assert table_of(form).late == []


def test_the_page_begins_with_the_form_of_most_reports_not_with_a_yearly_one_of_everybody(
    client, commune, form, province
):
    yearly = make.report_form(owner=province, calendar=Calendar.YEAR)
    for agency in (commune, make.agency(parent=province)):
        make.submission(agency, yearly, make.period(PeriodKind.YEAR, LAST_YEAR))
    for period in (
        first_quarter(),
        make.period(PeriodKind.HALF, LAST_YEAR),
        make.period(PeriodKind.QUARTER, LAST_YEAR, 3),
    ):
        make.submission(commune, form, period)
    client.force_login(make.user(province))
    assert client.get(reverse(URL)).context["filters"].form == form


def test_the_office_that_checks_a_form_reminds_those_it_is_not_above(client, commune, province):
    checker = make.agency("Sở Nội vụ", parent=province)
    report = make.submission(commune, make.report_form(owner=province, checker=checker), first_quarter())
    client.force_login(make.user(checker))
    page = client.get(reverse(URL), {"nam": LAST_YEAR}).content.decode()
    assert reverse("reminders:nudge", args=[report.pk]) in page


def test_an_office_reminds_from_the_page_and_comes_back_to_it(client, commune, form, province):
    report = make.submission(commune, form, first_quarter())
    client.force_login(make.user(province))
    page = client.get(reverse(URL), {"nam": LAST_YEAR}).content.decode()
    assert reverse("reminders:nudge", args=[report.pk]) in page
    back = f"{reverse(URL)}?nam={LAST_YEAR}"
    fields = {"form": form.pk, "period": report.period.key.slug, "next": back}
    answer = client.post(reverse("reminders:nudge_late"), fields, follow=True)
    assert answer.redirect_chain[-1][0] == back
    assert "Đã đôn đốc 1 đơn vị quá hạn" in answer.content.decode()


def test_a_reporter_sees_the_row_of_their_own_agency_and_reminds_nobody(client, commune, form, province):
    make.submission(commune, form, first_quarter())
    make.submission(make.agency("UBND xã Bình Minh", parent=province), form, first_quarter())
    client.force_login(make.user(commune, Role.REPORTER))
    page = client.get(reverse(URL)).content.decode()
    assert "UBND xã An Bình" in page
    assert "Bình Minh" not in page
    assert "Đôn đốc</button>" not in page
    assert "nhac-bao-cao" not in page
    assert "<tfoot>" not in page


def test_form_group_and_lateness_narrow_the_matrix(client, commune, form, province):
    late = make.agency("UBND xã Bình Minh", parent=province)
    sent(make.submission(commune, form, first_quarter()), 0)
    make.submission(late, form, first_quarter())
    group = make.group(commune, owner=province)
    form.groups.add(group)
    client.force_login(make.user(province))

    def rows(**query):
        page = client.get(reverse(URL), {"nam": LAST_YEAR, **query}).context["page"]
        return [str(row.agency) for row in page.object_list]

    assert rows() == ["UBND xã An Bình", "UBND xã Bình Minh"]
    assert rows(nhom=group.pk) == ["UBND xã An Bình"]
    assert rows(cham="1") == ["UBND xã Bình Minh"]
    assert rows(bieu=form.pk) == rows()


@pytest.mark.parametrize(
    "query", [{"nam": "x"}, {"nam": "1900"}, {"bieu": "x"}, {"nhom": "0"}, {"cham": "x"}, {"trang": "x"}]
)
@pytest.mark.parametrize("name", ["targets:overview", "targets:timeliness"])
def test_a_filter_that_makes_no_sense_never_breaks_the_page(client, commune, form, province, name, query):
    make.submission(commune, form, first_quarter())
    client.force_login(make.user(province))
    assert client.get(reverse(name), query).status_code == 200


@pytest.mark.parametrize("name", ["targets:overview", "targets:timeliness"])
def test_the_pages_take_as_many_queries_for_twenty_agencies_as_for_two(client, form, province, name):
    client.force_login(make.user(province))
    counts = []
    for more in (2, 18):
        for _ in range(more):
            agency = make.agency(parent=province)
            make.submission(agency, form, first_quarter())
            make.submission(agency, form, make.period(PeriodKind.HALF, LAST_YEAR, 1))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1] <= 16


def test_what_lies_with_the_leader_after_the_due_day_says_that_it_is_overdue(commune, form):
    by = make.user(commune, Role.REPORTER)
    report = make.submission(commune, form, first_quarter(), state="leader", handed_by=by, handed_at=timezone.now())
    cell = cells_of(table_of(form, today=report.due_on + timedelta(days=2)), commune)["Quý I"]
    assert (cell.word, cell.note) == ("Chờ duyệt", "quá hạn 2 ngày")


def test_until_somebody_chooses_the_matrix_is_that_of_the_form_given_by_most(client, commune, form, province):
    other = make.report_form(owner=province, code="THANG")
    make.submission(province, other, first_quarter())
    for agency in (commune, make.agency(parent=province)):
        make.submission(agency, form, first_quarter())
    client.force_login(make.user(province))
    assert client.get(reverse(URL)).context["filters"].form == form
    assert client.get(reverse(URL), {"bieu": ""}).context["filters"].form is None


@pytest.mark.parametrize("name", [URL, "targets:timeliness"])
def test_invented_agencies_are_said_to_be_invented(client, form, province, name):
    sample = make.agency(parent=province, is_sample=True)
    make.submission(sample, form, first_quarter())
    client.force_login(make.user(province))
    assert "Số liệu minh hoạ" in client.get(reverse(name)).content.decode()
