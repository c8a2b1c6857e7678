"""A closed period opened again for one agency: until a day, with a reason, one at a time, ended by hand or by its day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActionRecord
from periods.actions import close, end_opening, open_for_agency, reopen
from periods.dates import DateBook
from periods.locks import Locks
from periods.models import PeriodOpening
from periods.period import PeriodKind
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 25)
LAST = date(2026, 6, 30)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def half(province):
    period = make.period(PeriodKind.HALF, 2026, 1)
    close(by=make.user(province), office=province, period=period, today=TODAY)
    return period


def opened(agency, period, *, last_day=LAST, reason="Thiếu hồ sơ của tháng 5", today=TODAY):
    by = make.user()
    return open_for_agency(by=by, agency=agency, period=period, last_day=last_day, reason=reason, today=today)


def may_type(agency, period, today=TODAY) -> bool:
    return Locks.load([period], today).closing(period, agency) is None


def test_only_the_agency_itself_may_type_again(province, commune, half):
    neighbour, below = make.agency("UBND xã Bình Minh", parent=province), make.agency("Thôn", parent=commune)
    opening = opened(commune, half)
    assert opening.office == province
    assert may_type(commune, half)
    assert not any(may_type(other, half) for other in (province, neighbour, below))
    assert ActionRecord.objects.about(opening).get().verb == "mở riêng kỳ báo cáo cho đơn vị"


def test_judging_still_finds_the_period_closed(commune, half, province):
    opened(commune, half)
    assert DateBook.load([half]).closing(half, commune).office == province


@pytest.mark.parametrize(("today", "may"), [(date(2026, 6, 30), True), (date(2026, 7, 1), False)])
def test_the_last_day_is_included_and_nothing_after_it(commune, half, today, may):
    opened(commune, half)
    assert may_type(commune, half, today) is may


def test_another_period_stays_closed(province, commune, half):
    quarter = make.period(PeriodKind.QUARTER, 2026, 1)
    close(by=make.user(province), office=province, period=quarter, today=TODAY)
    opened(commune, half)
    assert not may_type(commune, quarter)


def test_the_page_of_a_report_can_say_who_opened_it(commune, half, province):
    opening = opened(commune, half)
    locks = Locks.load([half], TODAY)
    assert locks.opening(half, commune) == opening
    assert locks.opening(half, province) is None


def test_a_period_that_is_not_closed_needs_no_opening(commune):
    with pytest.raises(ValidationError, match="không cần mở riêng"):
        opened(commune, make.period(PeriodKind.QUARTER, 2026, 2))
    assert not PeriodOpening.objects.exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": "  "}, "reason"), ({"reason": "a" * 301}, "reason"), ({"last_day": date(2026, 6, 24)}, "last_day")],
)
def test_an_opening_needs_a_reason_and_a_day_to_come(commune, half, typed, field):
    with pytest.raises(ValidationError) as refusal:
        opened(commune, half, **typed)
    assert field in refusal.value.message_dict
    assert not PeriodOpening.objects.exists()


def test_an_agency_has_one_opening_in_force_at_a_time(commune, half):
    opened(commune, half)
    with pytest.raises(ValidationError, match="đến hết ngày 30/06/2026"):
        opened(commune, half, last_day=date(2026, 7, 10))


def test_the_table_itself_holds_one_opening_that_nobody_ended(commune, half):
    first = opened(commune, half)
    fields = {
        "period": half,
        "agency": commune,
        "office": first.office,
        "last_day": LAST,
        "reason": "x",
        "by": first.by,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodOpening.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        PeriodOpening.objects.create(**fields, ended_at=timezone.now())


def test_after_its_last_day_the_agency_can_be_given_another(commune, half):
    first = opened(commune, half)
    second = opened(commune, half, last_day=date(2026, 7, 10), today=date(2026, 7, 2))
    first.refresh_from_db()
    assert first.ended_at
    assert not second.ended_at
    assert may_type(commune, half, date(2026, 7, 3))


def test_an_opening_is_ended_once(commune, half):
    opening, by = opened(commune, half), make.user()
    end_opening(by=by, opening=opening)
    assert not may_type(commune, half)
    opening.refresh_from_db()
    assert opening.ended_by == by
    with pytest.raises(ValidationError, match="đã kết thúc lúc"):
        end_opening(by=make.user(), opening=opening)


def test_opening_the_whole_period_again_ends_what_it_makes_needless(province, commune, half):
    opened(commune, half)
    reopen(by=make.user(province), office=province, period=half, reason="Sửa số liệu cả tỉnh")
    assert PeriodOpening.objects.get().ended_at
    close(by=make.user(province), office=province, period=half, today=TODAY)
    assert not may_type(commune, half)


def test_an_opening_outlives_a_reopening_that_leaves_the_agency_closed(province, commune, half):
    close(by=make.user(commune), office=commune, period=half, today=TODAY)
    opened(commune, half)
    reopen(by=make.user(commune), office=commune, period=half, reason="Sửa")
    assert not PeriodOpening.objects.get().ended_at
    assert may_type(commune, half)


def test_locks_of_many_agencies_take_two_queries(province, commune, half, django_assert_num_queries):
    for number in range(20):
        opened(make.agency(f"Xã {number}", parent=province), half)
    agencies = list(type(commune).objects.all())
    with django_assert_num_queries(2):
        locks = Locks.load([half], TODAY)
        assert sum(locks.closing(half, agency) is None for agency in agencies) == 20


def test_an_office_below_opens_its_own_closing_and_never_that_of_the_office_above(province, commune, half):
    close(by=make.user(commune), office=commune, period=half, today=TODAY)
    assert Locks.load([half], TODAY).closing(half, commune).office == province
    assert opened(commune, half).office == province


def test_a_later_closing_from_above_outlives_an_opening_from_below(province, commune):
    period = make.period(PeriodKind.HALF, 2026, 1)
    close(by=make.user(commune), office=commune, period=period, today=TODAY)
    assert opened(commune, period).office == commune
    assert may_type(commune, period)
    close(by=make.user(province), office=province, period=period, today=TODAY)
    locks = Locks.load([period], TODAY)
    assert locks.closing(period, commune).office == province
    assert locks.opening(period, commune) is None
