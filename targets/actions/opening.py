"""Opening at once every form that has reached its opening day: by an office's button, or each morning by a timer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import User
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, periods_of, reporting_year
from targets.actions.periods import open_period
from targets.models import ReportForm, Submission


@dataclass
class OpenedMany:
    """What was opened, and which forms were refused and why."""

    forms: int = 0
    reports: int = 0
    refused: list[str] = field(default_factory=list)


def open_all_due(*, by: User, forms: Iterable[ReportForm], today: date) -> OpenedMany:
    """Opens what is to be opened today, each form and period for itself: one that is refused keeps no other from opening.

    Safe to run twice. A period that was opened before is left alone, so that nobody new owes it unasked.
    """
    found = OpenedMany()
    for form, period in to_open(forms, today):
        try:
            opened = open_period(by=by, form=form, period=period, today=today)
        except ValidationError as refusal:
            found.refused.append(f"{form}: {refusal.messages[0]}")
        else:
            found.forms += bool(opened.reports)
            found.reports += opened.reports
    return found


def to_open(forms: Iterable[ReportForm], today: date) -> list[tuple[ReportForm, ReportingPeriod]]:
    """The periods of each form that entry is open for today and that were not opened yet; three queries.

    Those whose due day has passed are left out: opened now, everybody would be late at once. An office opens them one
    by one, with its own dates.
    """
    forms = list(forms)
    rows = {row.key: row for row in ReportingPeriod.objects.filter(year__in=_years(today))}
    book = DateBook.load(rows.values())
    known = set(Submission.objects.filter(form__in=forms, period__in=rows.values()).values_list("form", "period"))
    return [
        (form, rows[key])
        for form in forms
        for key in _keys(form, today)
        if key in rows and (form.pk, rows[key].pk) not in known and _is_open(book, rows[key], form, today)
    ]


def _years(today: date) -> tuple[int, int]:
    """An office may have moved a due day past the end of the reporting year."""
    return reporting_year(today) - 1, reporting_year(today)


def _keys(form: ReportForm, today: date) -> list[Period]:
    return [key for year in _years(today) for key in periods_of(Calendar(form.calendar), year)]


def _is_open(book: DateBook, period: ReportingPeriod, form: ReportForm, today: date) -> bool:
    days = book.days(period, form.owner)
    return days.opens_on <= today <= days.due_on and not book.closing(period, form.owner)
