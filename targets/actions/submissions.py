"""What people do with a report: send, withdraw, confirm, return. Each step is kept as an event for ever."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from periods.locks import Locks
from periods.models import PeriodDates
from targets import rollup
from targets.actions import task_lines
from targets.models import Submission, SubmissionEvent
from targets.signing import leaders_of
from ui.revisions import require_revision

State, Event = Submission.State, SubmissionEvent.Kind
LONGEST_REASON = 1000
NOT_ONES_OWN = "Người gửi không tự xác nhận báo cáo của mình."


class AlreadyDone(ValidationError):
    """What was asked for has just happened: a double click, or a colleague was quicker. No harm, nothing to repair."""


def closing_of(submission: Submission) -> PeriodDates | None:
    """What keeps this report's agency from typing today: the period's closing, unless it is opened for the agency."""
    return Locks.load([submission.period], timezone.localdate()).closing(submission.period, submission.agency)


def locked(submission: Submission) -> Submission:
    """The report as it is on file now, held until the end of the transaction; first the tree, then the report."""
    tree_lock(shared=True)
    rows = Submission.objects.select_for_update(of=("self",)).select_related("agency", "form__checker", "period")
    return rows.get(pk=submission.pk)


def require_not_closed(submission: Submission) -> None:
    if closing := closing_of(submission):
        raise ValidationError(
            f"{submission.period} đã được {closing.office} khoá lúc {moment(closing.closed_at)}. "
            f"Cần sửa thì đề nghị {closing.office} mở riêng kỳ cho đơn vị."
        )


def require_unchanged(submission: Submission, opened: int) -> None:
    """Refuse when somebody saved, sent or decided since the page was opened with this revision."""
    require_revision(
        submission.revision, opened, "báo cáo này", saved_by=submission.changed_by, saved_at=submission.changed_at
    )


def put_down(submission: Submission, event: Event, *, by: User, reason: str = "", now=None) -> None:
    """Save the report and keep the step: who, when, why."""
    now = now or timezone.now()
    submission.changed_by, submission.changed_at = by, now
    submission.revision += 1
    submission.save()
    keep_event(submission, event, by=by, reason=reason, now=now)


def keep_event(submission: Submission, event: Event, *, by: User, reason: str = "", now=None) -> None:
    SubmissionEvent.objects.create(submission=submission, kind=event, at=now or timezone.now(), by=by, reason=reason)


def send(*, by: User, submission: Submission) -> None:
    """A locked report whose figures have passed the checks goes to its checker; where its form asks for that, first to
    the agency's leader. A leader who sends it has thereby signed it."""
    if not submission.form.needs_leader:
        submission.handed_at = submission.handed_by = None
        deliver(by=by, submission=submission)
    elif leaders_of(submission.agency).filter(pk=by.pk).exists():
        submission.handed_at = submission.handed_by = None
        keep_event(submission, Event.SIGNED, by=by)
        deliver(by=by, submission=submission)
    else:
        hand_over(by=by, submission=submission)


def hand_over(*, by: User, submission: Submission) -> None:
    """The report waits for the agency's leader; until it is signed it has not been sent, and its due day goes on running."""
    now = timezone.now()
    submission.state = State.LEADER
    submission.handed_at, submission.handed_by = now, by
    put_down(submission, Event.HANDED, by=by, now=now)
    ActionRecord.note(by, "trình lãnh đạo duyệt báo cáo số liệu", submission)


def deliver(*, by: User, submission: Submission) -> None:
    """The report reaches its checker."""
    now = timezone.now()
    submission.state = State.SUBMITTED
    submission.submitted_at, submission.submitted_by = now, by
    submission.first_submitted_at = submission.first_submitted_at or now
    put_down(submission, Event.SUBMITTED, by=by, now=now)
    ActionRecord.note(by, "gửi báo cáo số liệu", submission)
    rollup.recount_reports([submission.pk])


@transaction.atomic
def withdraw(*, by: User, submission: Submission, revision: int) -> None:
    """The agency takes its report back before its leader has signed it, or before it is confirmed."""
    submission = locked(submission)
    if submission.state in (State.DRAFT, State.RETURNED):
        raise AlreadyDone("Báo cáo này đã được rút lại hoặc trả lại, đang để sửa.")
    if submission.state == State.APPROVED:
        raise ValidationError(f"{approved_words(submission)} Không rút lại được nữa.")
    if submission.state not in (State.LEADER, State.SUBMITTED):
        raise ValidationError("Chỉ rút lại được báo cáo đang chờ lãnh đạo duyệt hoặc chờ xác nhận.")
    require_not_closed(submission)
    require_unchanged(submission, revision)
    submission.state = State.DRAFT
    put_down(submission, Event.WITHDRAWN, by=by)
    ActionRecord.note(by, "rút lại báo cáo số liệu", submission)
    rollup.recount_reports([submission.pk])


@transaction.atomic
def approve(*, by: User, submission: Submission, revision: int) -> None:
    """The checker accepts an agency's figures; from here on they count, and change only by correction."""
    submission = locked(submission)
    if submission.state == State.APPROVED:
        raise AlreadyDone(approved_words(submission))
    if submission.state != State.SUBMITTED:
        raise ValidationError(f"Báo cáo này không chờ xác nhận: {submission.get_state_display().lower()}.")
    if submission.is_from(by):
        raise ValidationError(NOT_ONES_OWN)
    require_unchanged(submission, revision)
    now = timezone.now()
    submission.state = State.APPROVED
    submission.approved_at, submission.approved_by = now, by
    submission.first_approved_at = submission.first_approved_at or now
    put_down(submission, Event.APPROVED, by=by, now=now)
    submission.figures.update(approved_at=now, approved_by=by)
    task_lines.record_progress(by=by, submission=submission, today=localtime(now).date())
    ActionRecord.note(by, "xác nhận số liệu", submission)
    rollup.recount_reports([submission.pk])


@transaction.atomic
def return_for_revision(*, by: User, submission: Submission, revision: int, reason: str) -> None:
    """The checker sends a report back; the reason is kept and shown to the agency."""
    reason = reason.strip()
    submission = locked(submission)
    if submission.state == State.RETURNED:
        raise AlreadyDone("Báo cáo này đã được trả lại để hoàn thiện.")
    if submission.state == State.APPROVED:
        raise ValidationError(f"{approved_words(submission)} Không trả lại được nữa.")
    if submission.state != State.SUBMITTED:
        raise ValidationError("Đơn vị đã rút báo cáo về để sửa; không cần trả lại.")
    if submission.is_from(by):
        raise ValidationError("Báo cáo do chính anh/chị gửi: dùng “Rút lại” thay cho trả lại.")
    require_reason(reason, "Ghi lý do trả lại để đơn vị biết cần hoàn thiện gì.")
    require_not_closed(submission)
    require_unchanged(submission, revision)
    submission.state = State.RETURNED
    put_down(submission, Event.RETURNED, by=by, reason=reason)
    ActionRecord.note(by, "trả lại báo cáo số liệu", submission, reason=reason)
    rollup.recount_reports([submission.pk])


def require_reason(reason: str, why: str) -> None:
    """Refuse an empty reason, saying `why` it is needed, and one that is too long to keep."""
    if not reason:
        raise ValidationError({"reason": why})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"Lý do dài quá {LONGEST_REASON} ký tự."})


def approved_words(submission: Submission) -> str:
    return f"Báo cáo này đã được {submission.approved_by} xác nhận lúc {moment(submission.approved_at)}."


def sent_words(submission: Submission) -> str:
    return f"Báo cáo này đã được {submission.submitted_by} gửi lúc {moment(submission.submitted_at)}."


def handed_words(submission: Submission) -> str:
    return f"Báo cáo này đã được {submission.handed_by} trình lãnh đạo đơn vị duyệt lúc {moment(submission.handed_at)}."


def moment(at) -> str:
    return f"{localtime(at):%H:%M ngày %d/%m/%Y}"
