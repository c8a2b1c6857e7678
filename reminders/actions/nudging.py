"""Reminding of reports with one click: at most once a report and day, however often it is pressed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from agencies.models import Agency
from periods.locks import Locks
from reminders.actions.enquiries import Offices
from reminders.models import Enquiry
from targets.models import Submission
from ui.days import write_day

DAYS_TO_SEND = 2  # what a late agency is given
LATE = "Đề nghị đơn vị gửi ngay báo cáo {report}; hạn gửi {due}, đã quá hạn {late} ngày."
SOON = "Đề nghị đơn vị hoàn thiện và gửi báo cáo {report} trước hạn {due}."
BACK = "Đề nghị đơn vị hoàn thiện và gửi lại báo cáo {report} đã được trả lại; hạn gửi {due}."
SENDABLE = (*Submission.OPEN_STATES, Submission.State.LEADER)


@dataclass(frozen=True)
class Nudged:
    """Whom a click has reminded now, and how many were reminded earlier today."""

    new: list[Enquiry]
    before: int


@transaction.atomic
def nudge(*, by: User, submission: Submission, today: date) -> Nudged:
    """Remind one agency of one report."""
    reports = _held([submission.pk])
    if not reports:
        raise ValidationError(f"{submission.agency} đã gửi báo cáo này, không cần đôn đốc.")
    if Locks.load([reports[0].period], today).closing(reports[0].period, reports[0].agency):
        raise ValidationError(
            f"{reports[0].period} đã khoá đối với {reports[0].agency}: đơn vị không gửi được nữa. Mở riêng kỳ cho đơn vị trước khi đôn đốc."
        )
    return _remind(by, reports, today)


@transaction.atomic
def nudge_late(*, by: User, submissions: Iterable[Submission], today: date) -> Nudged:
    """Remind every agency among these that is late and can still send."""
    reports = [report for report in _held([one.pk for one in submissions]) if report.is_overdue(today)]
    locks = Locks.load({report.period for report in reports}, today)
    return _remind(by, [one for one in reports if not locks.closing(one.period, one.agency)], today)


def _held(keys: list[int]) -> list[Submission]:
    """Those of the reports that can still be sent, held until the end of the transaction."""
    tree_lock(shared=True)
    held = Submission.objects.select_for_update(of=("self",)).filter(pk__in=keys, state__in=SENDABLE)
    return list(held.select_related("agency", "form__checker", "period").order_by("pk"))


def _remind(by: User, reports: list[Submission], today: date) -> Nudged:
    done = set(Enquiry.objects.filter(submission__in=reports, nudged_on=today).values_list("submission_id", flat=True))
    left = [report for report in reports if report.pk not in done]
    offices = Offices(by)
    made = Enquiry.objects.bulk_create(
        [_enquiry(by, report, offices.of(report.agency, otherwise=report.form.checker), today) for report in left]
    )
    for enquiry in made:
        ActionRecord.note(by, "đôn đốc gửi báo cáo số liệu", enquiry, submission=enquiry.submission_id)
    return Nudged(made, len(done))


def _enquiry(by: User, report: Submission, office: Agency, today: date) -> Enquiry:
    opening = BACK if report.first_submitted_at else LATE if report.is_overdue(today) else SOON
    words = opening.format(
        report=f"{report.form}, {report.period}", due=write_day(report.due_on), late=report.days_late(today)
    )
    return Enquiry(
        kind=Enquiry.Kind.REMIND,
        agency=report.agency,
        asked_from=office,
        by=by,
        words=words,
        due_on=report.due_on if report.due_on >= today else today + timedelta(days=DAYS_TO_SEND),
        submission=report,
        period=report.period,
        nudged_on=today,
    )
