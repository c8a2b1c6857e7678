"""Periods of a year, an office's own dates, closing and opening again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActionRecord
from periods.actions import close, make_periods, reopen, set_dates
from periods.dates import DateBook
from periods.models import PeriodDates, ReportingPeriod
from periods.period import PeriodKind
from tests import make

pytestmark = pytest.mark.django_db
NO_DAYS = dict.fromkeys(("data_from", "data_to", "opens_on", "due_on"))


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def department(province):
    return make.agency("Sở Nội vụ", parent=province)


@pytest.fixture
def half():
    return make.period(PeriodKind.HALF, 2026, 1)


def test_a_year_has_nineteen_periods_made_once():
    by = make.user()
    assert make_periods(by=by, year=2026) == 19
    assert make_periods(by=by, year=2026) == 0
    year = ReportingPeriod.objects.get(kind="year", year=2026)
    assert (year.data_from, year.data_to) == (date(2025, 12, 15), date(2026, 12, 14))
    assert (year.opens_on, year.due_on) == (date(2026, 12, 7), date(2026, 12, 17))


def test_only_missing_periods_are_made(half):
    assert make_periods(by=make.user(), year=2026) == 18


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_far_away_is_refused(year):
    with pytest.raises(ValidationError, match="nằm ngoài khoảng"):
        make_periods(by=make.user(), year=year)


def set_days(office, period, reason="Công văn số 12", **days):
    set_dates(by=make.user(office), office=office, period=period, days=NO_DAYS | days, reason=reason)


def test_each_day_comes_from_the_nearest_office_that_set_it(province, department, half):
    set_days(province, half, due_on=date(2026, 6, 22), opens_on=date(2026, 6, 1))
    set_days(department, half, due_on=date(2026, 6, 19))
    days = DateBook.load([half]).days(half, department)
    assert (days.due_on, days.opens_on, days.ends_on) == (date(2026, 6, 19), date(2026, 6, 1), date(2026, 6, 14))
    assert DateBook.load([half]).days(half, province).due_on == date(2026, 6, 22)


def test_an_office_beside_is_not_bound(province, department, half):
    set_days(make.agency("UBND tỉnh khác"), half, due_on=date(2026, 6, 30))
    assert DateBook.load([half]).days(half, department).due_on == date(2026, 6, 17)


def test_own_dates_need_a_reason(province, half):
    with pytest.raises(ValidationError, match="Ghi lý do"):
        set_days(province, half, reason="  ", due_on=date(2026, 6, 22))
    assert not PeriodDates.objects.exists()


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"due_on": date(2026, 6, 13)}, "due_on"),
        ({"data_to": date(2025, 12, 14)}, "data_to"),
        ({"opens_on": date(2026, 6, 18)}, "opens_on"),
    ],
)
def test_days_out_of_order_are_refused_at_their_field(province, half, days, field):
    with pytest.raises(ValidationError) as refusal:
        set_days(province, half, **days)
    assert field in refusal.value.message_dict


def closed(office, period, today=date(2026, 6, 20)):
    close(by=make.user(office), office=office, period=period, today=today)


def test_closing_binds_the_office_and_all_below_and_the_periods_inside(province, department, half):
    quarter = make.period(PeriodKind.QUARTER, 2026, 1)
    year = make.period(PeriodKind.YEAR, 2026, 1)
    closed(province, half)
    book = DateBook.load([half, quarter, year])
    assert book.closing(half, department).office == province
    assert book.closing(quarter, department)
    assert book.closing(year, department) is None


def test_a_department_does_not_close_for_the_province(province, department, half):
    closed(department, half)
    assert DateBook.load([half]).closing(half, province) is None


def test_a_period_is_not_closed_before_its_data_days_are_over(province, half):
    with pytest.raises(ValidationError, match="chưa khoá được"):
        closed(province, half, today=date(2026, 6, 14))
    closed(province, half, today=date(2026, 6, 15))


def test_closing_twice_keeps_the_first_moment(province, half):
    closed(province, half)
    first = PeriodDates.objects.get().closed_at
    closed(province, half)
    assert PeriodDates.objects.get().closed_at == first


def test_a_closed_period_is_opened_again_with_a_reason(province, half):
    closed(province, half)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        reopen(by=make.user(province), office=province, period=half, reason="")
    reopen(by=make.user(province), office=province, period=half, reason="Sửa số liệu xã A")
    assert DateBook.load([half]).closing(half, province) is None
    assert ActionRecord.objects.filter(verb="mở lại kỳ báo cáo").exists()


def test_the_longer_period_must_be_opened_first(province, half):
    quarter = make.period(PeriodKind.QUARTER, 2026, 1)
    closed(province, half)
    with pytest.raises(ValidationError, match="Mở lại 6 tháng đầu năm 2026 trước"):
        reopen(by=make.user(province), office=province, period=quarter, reason="Sửa")


def test_only_the_office_that_closed_opens_again(province, department, half):
    closed(province, half)
    with pytest.raises(ValidationError, match="không do cơ quan này khoá"):
        reopen(by=make.user(province), office=department, period=half, reason="Sửa")


def test_a_closed_period_keeps_its_dates(province, half):
    closed(province, half)
    with pytest.raises(ValidationError, match="đã khoá"):
        set_days(province, half, due_on=date(2026, 6, 22))


def refused_by_database(make_row):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_row()


def test_the_database_holds_periods_together(half, province):
    refused_by_database(
        lambda: ReportingPeriod.objects.create(
            kind=half.kind,
            year=half.year,
            order=half.order,
            data_from=half.data_from,
            data_to=half.data_to,
            opens_on=half.opens_on,
            due_on=half.due_on,
        )
    )
    refused_by_database(
        lambda: ReportingPeriod.objects.create(
            kind="year",
            year=2030,
            order=1,
            data_from=date(2030, 2, 1),
            data_to=date(2030, 1, 31),
            opens_on=date(2030, 1, 1),
            due_on=date(2030, 3, 1),
        )
    )
    PeriodDates.objects.create(period=half, office=province)
    refused_by_database(lambda: PeriodDates.objects.create(period=half, office=province))
    refused_by_database(lambda: PeriodDates.objects.update(closed_at=timezone.now()))
