"""The leader of the reporting agency: signs a report and thereby sends it, or declines it with a reason (DESIGN §5)."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from targets.actions import submissions
from targets.actions.submissions import AlreadyDone, Event, State
from targets.checking import Checker, figures_of
from targets.models import Submission
from targets.signing import has_leader


def sign(*, by: User, submission: Submission, revision: int, papers: Iterable[UploadedFile] = (), today: date) -> None:
    """The agency's leader approves the figures: they go to the checker, sent by the leader."""
    with files_follow_transaction():
        submission = _waiting(submission, revision)
        _require_in_order(submission, today)
        submissions.keep_event(submission, Event.SIGNED, by=by)
        _keep_papers(by, submission, papers)
        ActionRecord.note(by, "duyệt báo cáo số liệu của đơn vị", submission)
        submissions.deliver(by=by, submission=submission)


def send_signed_paper(
    *, by: User, submission: Submission, revision: int, papers: Iterable[UploadedFile], today: date
) -> None:
    """Where no leader of the agency has an account: the paper that the leader has signed stands for their approval."""
    papers = list(papers)
    with files_follow_transaction():
        submission = _waiting(submission, revision)
        if has_leader(submission.agency):
            raise ValidationError(f"Lãnh đạo của {submission.agency} nay đã có tài khoản và duyệt trên hệ thống.")
        if not papers:
            raise ValidationError({"papers": "Đính kèm bản đã được lãnh đạo đơn vị ký."})
        _require_in_order(submission, today)
        submissions.keep_event(submission, Event.SIGNED, by=by, reason="bản giấy đã ký, đính kèm")
        _keep_papers(by, submission, papers)
        ActionRecord.note(by, "gửi báo cáo số liệu kèm bản giấy đã ký", submission)
        submissions.deliver(by=by, submission=submission)


@transaction.atomic
def decline(*, by: User, submission: Submission, revision: int, reason: str) -> None:
    """The leader sends the report back to those who prepared it; the reason is kept and shown to them."""
    reason = reason.strip()
    submission = submissions.locked(submission)
    if submission.state == State.DRAFT:
        raise AlreadyDone("Báo cáo này đã được trả lại hoặc rút lại, đang để sửa.")
    submission = _waiting(submission, revision)
    submissions.require_reason(reason, "Ghi lý do để người nhập biết cần sửa gì.")
    submission.state = State.DRAFT
    submissions.put_down(submission, Event.DECLINED, by=by, reason=reason)
    ActionRecord.note(by, "trả lại báo cáo số liệu trong đơn vị", submission, reason=reason)


def _waiting(submission: Submission, revision: int) -> Submission:
    """The report as on file, locked; refused where it does not wait for the leader as the person has read it."""
    submission = submissions.locked(submission)
    if submission.state == State.SUBMITTED:
        raise AlreadyDone(submissions.sent_words(submission))
    if submission.state == State.APPROVED:
        raise AlreadyDone(submissions.approved_words(submission))
    if submission.state != State.LEADER:
        raise ValidationError("Báo cáo này không còn chờ lãnh đạo đơn vị duyệt: người nhập đã rút lại để sửa.")
    submissions.require_not_closed(submission)
    submissions.require_unchanged(submission, revision)
    return submission


def _require_in_order(submission: Submission, today: date) -> None:
    """Other reports may have been sent since this one was handed over: what they say is compared once more."""
    if faults := Checker(submission, figures_of(submission), today=today).faults:
        message = next(iter(faults.values()))[0].message
        raise ValidationError(f"Chưa gửi được, cần trả lại để sửa: {message}")


def _keep_papers(by: User, submission: Submission, papers: Iterable[UploadedFile]) -> None:
    submission.signed_papers.add(*[store(by=by, agency=submission.agency, upload=paper) for paper in papers])
