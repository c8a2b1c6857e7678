"""How an office's periods stand: their days, their state, and how many reports of each form have come."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from agencies.models import Agency
from periods.dates import DateBook
from periods.models import PeriodDates, ReportingPeriod
from periods.period import Calendar, Period, PeriodDays, periods_of
from targets.models import ReportForm, Submission

State = Submission.State


@dataclass
class FormStanding:
    """One form in one period: how many reports are owed, sent and confirmed; none owed means not opened yet."""

    form: ReportForm
    owed: int = 0
    sent: int = 0
    approved: int = 0


@dataclass
class PeriodStanding:
    """One period for an office."""

    period: ReportingPeriod
    days: PeriodDays
    setting: PeriodDates | None
    closing: PeriodDates | None
    forms: list[FormStanding]
    state: str
    is_own_closing: bool


def period_state(days: PeriodDays, *, is_closed: bool, missing: int, today: date) -> str:
    """The key of the badge: closed, upcoming, open, due (today is the last day), late (somebody is missing) or complete."""
    if is_closed:
        return "closed"
    if today < days.opens_on:
        return "upcoming"
    if today < days.due_on:
        return "open"
    if today == days.due_on:
        return "due"
    return "late" if missing else "complete"


def standings(office: Agency, forms: Sequence[ReportForm], year: int, today: date) -> list[PeriodStanding]:
    """The periods of a year in which an office's forms are reported, by their last day; four queries."""
    keys = sorted({key for form in forms for key in periods_of(Calendar(form.calendar), year)})
    rows = {row.key: row for row in ReportingPeriod.objects.keyed(keys)} if keys else {}
    book = DateBook.load(rows.values())
    counts = _counts(forms, year)
    found = []
    for key in keys:
        if period := rows.get(key):
            found.append(_standing(office, period, book, _forms_of(forms, key, period, counts), today))
    return found


def _standing(
    office: Agency, period: ReportingPeriod, book: DateBook, forms: list[FormStanding], today: date
) -> PeriodStanding:
    closing, days = book.closing(period, office), book.days(period, office)
    missing = sum(form.owed - form.sent for form in forms)
    state = period_state(days, is_closed=bool(closing), missing=missing, today=today)
    own = bool(closing) and closing.office_id == office.pk
    return PeriodStanding(period, days, book.setting(period, office), closing, forms, state, own)


def _forms_of(forms: Sequence[ReportForm], key: Period, period: ReportingPeriod, counts) -> list[FormStanding]:
    asked = [form for form in forms if key in periods_of(Calendar(form.calendar), key.year)]
    return [FormStanding(form, *counts.get((form.pk, period.pk), (0, 0, 0))) for form in asked]


def _counts(forms: Sequence[ReportForm], year: int) -> dict[tuple[int, int], tuple[int, int, int]]:
    rows = (
        Submission.objects.filter(form__in=[form.pk for form in forms], period__year=year)
        .values_list("form", "period")
        .annotate(
            owed=Count("pk"),
            sent=Count("pk", filter=Q(state__in=[State.SUBMITTED, State.APPROVED])),
            approved=Count("pk", filter=Q(state=State.APPROVED)),
        )
        .order_by()
    )
    return {(form, period): (owed, sent, approved) for form, period, owed, sent, approved in rows}


@dataclass(frozen=True)
class Missing:
    """Who keeps a period from being complete, by what they have not done."""

    not_sent: list[Submission]
    not_approved: list[Submission]


def missing_at_closing(office: Agency, period: ReportingPeriod) -> Missing:
    """The reports below an office, in this period and those inside it, that are not confirmed."""
    inside = [row for row in ReportingPeriod.objects.filter(year=period.year) if period.key.contains(row.key)]
    rows = (
        Submission.objects.filter(period__in=inside, agency__path__startswith=office.path)
        .exclude(state=State.APPROVED)
        .with_names()
        .order_by("-data_to", "agency__sort_key", "form__code")
    )
    by_state = defaultdict(list)
    for row in rows:
        by_state[row.state == State.SUBMITTED].append(row)
    return Missing(by_state[False], by_state[True])
