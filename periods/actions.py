"""What people do with periods: make those of a year, set an office's own dates, close and open again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.followers import tell
from agencies.locks import tree_lock
from agencies.models import Agency
from periods.dates import DateBook
from periods.models import PeriodDates, PeriodOpening, ReportingPeriod
from periods.period import MONTHS, MONTHS_OF_YEAR, Period, PeriodDays, PeriodKind

FIRST_YEAR, LAST_YEAR = 2000, 2100


@transaction.atomic
def make_periods(*, by: User | None, year: int) -> int:
    """Write the months, quarters, halves and the year that are not there yet; says how many were made."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")
    known = set(ReportingPeriod.objects.filter(year=year).values_list("kind", "order"))
    missing = [key for key in keys_of(year) if (key.kind, key.order) not in known]
    ReportingPeriod.objects.bulk_create([row_of(key) for key in missing], ignore_conflicts=True)
    if missing:
        ActionRecord.note(by, "tạo kỳ báo cáo của năm", year=year, made=len(missing))
    return len(missing)


def keys_of(year: int) -> list[Period]:
    """Every period of a year, of all kinds."""
    return [Period(kind, year, order) for kind in PeriodKind for order in range(1, MONTHS_OF_YEAR // MONTHS[kind] + 1)]


def row_of(key: Period) -> ReportingPeriod:
    """An unsaved row for a pure period, with its days by law."""
    days = key.days()
    return ReportingPeriod(
        kind=key.kind,
        year=key.year,
        order=key.order,
        data_from=days.starts_on,
        data_to=days.ends_on,
        opens_on=days.opens_on,
        due_on=days.due_on,
    )


@transaction.atomic
def set_dates(*, by: User, office: Agency, period: ReportingPeriod, days: dict[str, date | None], reason: str) -> None:
    """An office's own days for a period; an empty one falls back to what stands above. Needs a reason."""
    tree_lock(shared=True)
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    own, _ = PeriodDates.objects.get_or_create(period=period, office=office)
    if own.closed_at:
        raise ValidationError(f"{period} đã khoá. Mở lại kỳ trước khi đổi ngày.")
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do đổi ngày; lý do hiện cho mọi đơn vị."})
    require_order(in_force(period, days))
    old = {name: str(getattr(own, name) or "") for name in days}
    for name, day in days.items():
        setattr(own, name, day)
    own.reason = reason.strip()
    own.save()
    tell("periods_changed", office=office, periods=[period])
    ActionRecord.note(by, "đặt ngày riêng của kỳ báo cáo", own, old=old, reason=own.reason)


def in_force(period: ReportingPeriod, days: dict[str, date | None]) -> PeriodDays:
    """The days as they would stand, each one left empty taken from the rule."""
    names = ("data_from", "data_to", "opens_on", "due_on")
    return PeriodDays(*(days.get(name) or getattr(period, name) for name in names))


def require_order(days: PeriodDays) -> None:
    """First day ≤ last day ≤ due day, and entry opens by the due day; else refused beside the field."""
    if days.ends_on < days.starts_on:
        raise ValidationError({"data_to": "Ngày cuối của số liệu phải từ ngày đầu trở đi."})
    if days.due_on < days.ends_on:
        raise ValidationError({"due_on": "Hạn gửi phải từ ngày cuối của số liệu trở đi."})
    if days.opens_on > days.due_on:
        raise ValidationError({"opens_on": "Ngày mở nhập phải trước hoặc đúng hạn gửi."})


@transaction.atomic
def close(*, by: User, office: Agency, period: ReportingPeriod, today: date) -> None:
    """Close a period and every shorter one inside it, for the office and all below it (DESIGN §8)."""
    tree_lock()  # alone: what is confirmed meanwhile would not know of it
    tree_lock(shared=True)
    inside = [key for key in keys_of(period.year) if period.key.contains(key)]
    rows = list(ReportingPeriod.objects.select_for_update().keyed(inside).order_by("pk"))
    ends_on = DateBook.load([period]).days(period, office).ends_on
    if today <= ends_on:
        raise ValidationError(f"{period} còn đến hết ngày {ends_on:%d/%m/%Y}; chưa khoá được.")
    now = timezone.now()
    for row in rows:
        own, _ = PeriodDates.objects.get_or_create(period=row, office=office)
        if not own.closed_at:
            own.closed_at, own.closed_by = now, by
            own.save(update_fields=["closed_at", "closed_by"])
            ActionRecord.note(by, "khoá kỳ báo cáo", own)
    tell("periods_changed", office=office, periods=rows)


@transaction.atomic
def reopen(*, by: User, office: Agency, period: ReportingPeriod, reason: str) -> None:
    """Take back the office's own closing of this one period; a period that holds it must be opened first."""
    tree_lock()  # alone: what is confirmed meanwhile would not know of it
    tree_lock(shared=True)
    ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do mở lại kỳ đã khoá."})
    longer = [key for key in keys_of(period.year) if key.contains(period.key) and key != period.key]
    still = PeriodDates.objects.filter(
        office=office, closed_at__isnull=False, period__in=ReportingPeriod.objects.keyed(longer)
    )
    if holder := still.select_related("period").first():
        raise ValidationError(f"{holder.period} đang khoá và bao trùm kỳ này. Mở lại {holder.period} trước.")
    own = PeriodDates.objects.filter(period=period, office=office, closed_at__isnull=False).first()
    if own is None:
        raise ValidationError(f"{period} không do cơ quan này khoá.")
    own.closed_at = own.closed_by = None
    own.save(update_fields=["closed_at", "closed_by"])
    _end_openings_not_needed(by, office, period)
    tell("periods_changed", office=office, periods=[period])
    ActionRecord.note(by, "mở lại kỳ báo cáo", own, reason=reason.strip())


def _end_openings_not_needed(by: User, office: Agency, period: ReportingPeriod) -> None:
    """Opened again for everybody, a period need not stay opened for one agency; else it would outlive the next closing."""
    book = DateBook.load([period])
    below = PeriodOpening.objects.filter(
        period=period, agency__path__startswith=office.path, ended_at__isnull=True
    ).select_related("agency")
    for opening in below:
        if not book.closing(period, opening.agency):
            _end(by, opening)


@transaction.atomic
def open_for_agency(
    *, by: User, agency: Agency, period: ReportingPeriod, last_day: date, reason: str, today: date
) -> PeriodOpening:
    """A closed period takes one agency's figures again, until a day; for everybody else it stays closed."""
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)  # openings of a period queue up here
    closing = DateBook.load([period]).highest_closing(period, agency)
    if closing is None:
        raise ValidationError(f"{period} không khoá đối với {agency}: đơn vị đang nhập, gửi được, không cần mở riêng.")
    if last_day < today:
        raise ValidationError({"last_day": "Ngày cuối được nhập phải từ hôm nay trở đi."})
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do mở riêng; lý do hiện trong danh sách và cho đơn vị."})
    _make_room(by, agency, period, today)
    opening = PeriodOpening(
        period=period, agency=agency, office=closing.office, last_day=last_day, reason=reason.strip(), by=by
    )
    opening.full_clean()
    opening.save()
    note = {"reason": opening.reason, "last_day": str(last_day), "period": period.key.slug}
    ActionRecord.note(by, "mở riêng kỳ báo cáo cho đơn vị", opening, **note)
    return opening


def _make_room(by: User, agency: Agency, period: ReportingPeriod, today: date) -> None:
    """Refuse while the agency has an opening in force; one whose last day has passed gives way."""
    earlier = PeriodOpening.objects.filter(period=period, agency=agency, ended_at__isnull=True).first()
    if earlier and earlier.is_in_force(today):
        raise ValidationError(
            f"{period} đang được mở riêng cho {agency} đến hết ngày {earlier.last_day:%d/%m/%Y}. "
            "Muốn đổi ngày thì kết thúc lần mở này trước."
        )
    if earlier:
        _end(by, earlier)


@transaction.atomic
def end_opening(*, by: User, opening: PeriodOpening) -> None:
    """Take an opening back; the agency's period is closed again from this moment."""
    ReportingPeriod.objects.select_for_update().get(pk=opening.period_id)
    opening = PeriodOpening.objects.select_related("agency", "period").get(pk=opening.pk)
    if opening.ended_at:
        raise ValidationError(
            f"Lần mở riêng này đã kết thúc lúc {timezone.localtime(opening.ended_at):%H:%M %d/%m/%Y}."
        )
    _end(by, opening)


def _end(by: User, opening: PeriodOpening) -> None:
    opening.ended_at, opening.ended_by = timezone.now(), by
    opening.save(update_fields=["ended_at", "ended_by"])
    ActionRecord.note(by, "kết thúc mở riêng kỳ báo cáo", opening)
