"""Changing a confirmed figure: somebody asks with a reason, another person decides; old and new are kept for ever."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from documents.actions import files_follow_transaction, store
from targets import rollup
from targets.actions import submissions
from targets.actions.submissions import AlreadyDone, Event, moment, require_reason
from targets.checking import Checker, asked_of, figures_of
from targets.checks import Parts, Problem, check_alone
from targets.content import content_of, differences, parts_from_json, parts_to_json
from targets.figure_history import words_of
from targets.models import Correction, Figure, FigureChange
from targets.terms import SourceKind, Way
from ui.revisions import require_revision

State = Correction.State
NAMES = ("indicator__part_of", "agency", "period", "recorded_by", "submission__form__checker", "submission__period")


def request_correction(
    *,
    by: User,
    figure: Figure,
    revision: int,
    parts: Parts,
    reason: str,
    uploads: Iterable[UploadedFile] = (),
    today: date,
) -> Correction:
    """Ask that a confirmed figure be changed; nothing changes before another person has agreed."""
    reason = reason.strip()
    with files_follow_transaction():
        figure = _held(figure)
        require_revision(figure.revision, revision, "số liệu này")
        _require_open_to_correction(figure)
        require_reason(reason, "Ghi lý do đính chính để người duyệt biết vì sao số đã xác nhận chưa đúng.")
        require_lawful(figure, parts, today)
        correction = Correction.objects.create(
            figure=figure, old=parts_to_json(figure.parts), new=parts_to_json(parts), reason=reason, requested_by=by
        )
        giver = figure.reported_by
        correction.evidence.add(*[store(by=by, agency=giver, upload=upload) for upload in uploads])
        ActionRecord.note(by, "đề nghị đính chính số liệu", correction, **_told(correction))
    return correction


@transaction.atomic
def approve_correction(*, by: User, correction: Correction, answer: str = "", today: date) -> None:
    """Another person agrees: from here on the figure is the new one, everywhere and also in a closed period."""
    figure = _held(correction.figure)
    correction = _waiting(by, correction)
    if parts_to_json(figure.parts) != correction.old:
        raise ValidationError(
            "Số liệu đã đổi từ khi có đề nghị này. Không chấp nhận đề nghị, nêu lý do, để người đề nghị lập lại theo số mới."
        )
    new = parts_from_json(correction.new)
    require_lawful(figure, new, today)
    _decide(correction, State.APPROVED, by, answer)
    _take_over(figure, new, correction)
    if figure.submission:
        reason = f"{figure.indicator.name}, {figure.agency}: {_change_words(correction)}. {correction.reason}"
        submissions.put_down(figure.submission, Event.CORRECTED, by=by, reason=reason[: submissions.LONGEST_REASON])
    ActionRecord.note(by, "duyệt đính chính số liệu", correction, **_told(correction))
    rollup.recount_figures([figure])


@transaction.atomic
def refuse_correction(*, by: User, correction: Correction, answer: str) -> None:
    """The figure stays; the answer tells the one who asked why."""
    _held(correction.figure)
    correction = _waiting(by, correction)
    if not answer.strip():
        raise ValidationError({"answer": "Ghi lý do không chấp nhận để người đề nghị biết."})
    _decide(correction, State.REFUSED, by, answer)
    ActionRecord.note(by, "không chấp nhận đính chính số liệu", correction, **_told(correction))


@transaction.atomic
def withdraw_correction(*, by: User, correction: Correction) -> None:
    """Who asked takes the request back before anybody has decided."""
    _held(correction.figure)
    correction = _on_file(correction)
    if correction.requested_by_id != by.pk:
        raise ValidationError("Chỉ người đề nghị được rút đề nghị đính chính của mình.")
    _decide(correction, State.WITHDRAWN, by, "")
    ActionRecord.note(by, "rút đề nghị đính chính số liệu", correction, **_told(correction))


def require_lawful(figure: Figure, parts: Parts, today: date) -> None:
    """The new figure differs from the old one and passes the hard checks; only "lũy kế không giảm" is left out."""
    if parts == figure.parts:
        raise ValidationError("Số đề nghị giống số đã xác nhận. Sửa số cần đính chính rồi gửi.")
    problems = _problems_in_report(figure, parts, today) if figure.submission else _problems_alone(figure, parts, today)
    if problems:
        raise ValidationError({problem.field: problem.message for problem in reversed(problems)})


def _problems_in_report(figure: Figure, parts: Parts, today: date) -> list[Problem]:
    """Of the figure itself, and of those that are "trong đó" of it."""
    figures = figures_of(figure.submission)
    changed = next(row for row in figures if row.pk == figure.pk)
    changed.take(parts)
    checker = Checker(figure.submission, figures, today=today, is_correction=True)
    inside = [
        row
        for row in figures
        if row.indicator.part_of_id == changed.indicator_id and row.agency_id == changed.agency_id and row.is_given
    ]
    of_parts = [
        Problem("__all__", f"“{row.indicator.name}”: {problem.message}")
        for row in inside
        for problem in checker.problems_of(row)
    ]
    return checker.problems_of(changed) + of_parts


def _problems_alone(figure: Figure, parts: Parts, today: date) -> list[Problem]:
    days = (figure.period.data_from, figure.period.data_to)
    return check_alone(asked_of(figure.indicator, figure.typed), parts, days=days, today=today)


def _held(figure: Figure) -> Figure:
    """The figure as on file, held until the end of the transaction: first the tree, then its report, then itself."""
    if figure.submission_id:
        report = submissions.locked(figure.submission)
    else:
        tree_lock(shared=True)
        report = None
    row = Figure.objects.select_for_update(of=("self",)).select_related("reported_by", *NAMES).get(pk=figure.pk)
    row.submission = report
    return row


def _require_open_to_correction(figure: Figure) -> None:
    if figure.indicator.source_kind == SourceKind.COMPUTED:
        raise ValidationError(
            "Số này do hệ thống tính và đã chốt cùng báo cáo nên không đính chính. Tiến độ nhiệm vụ ghi sau đó được tính "
            "vào báo cáo của kỳ sau."
        )
    if figure.approved_at is None:
        raise ValidationError("Số liệu này chưa được xác nhận: sửa trên báo cáo, không cần đính chính.")
    if waiting := figure.corrections.waiting().select_related("requested_by").first():
        raise ValidationError(
            f"{waiting.requested_by} đã đề nghị đính chính số liệu này lúc {moment(waiting.requested_at)}, đang chờ duyệt. "
            "Chờ đề nghị đó được duyệt hoặc rút lại rồi hãy đề nghị tiếp."
        )


def _on_file(correction: Correction) -> Correction:
    """The request as on file, locked; refused where it was decided already."""
    rows = Correction.objects.select_for_update(of=("self",))
    names = ("requested_by", "decided_by", "figure__indicator", "figure__agency", "figure__period")
    correction = rows.select_related(*names).get(pk=correction.pk)
    if correction.state != State.REQUESTED:
        words = correction.get_state_display().lower()
        raise AlreadyDone(f"Đề nghị này {words}: {correction.decided_by}, {moment(correction.decided_at)}.")
    return correction


def _waiting(by: User, correction: Correction) -> Correction:
    correction = _on_file(correction)
    if correction.requested_by_id == by.pk:
        raise ValidationError("Người đề nghị không tự duyệt đính chính: cần một người khác duyệt.")
    return correction


def _decide(correction: Correction, state: State, by: User, answer: str) -> None:
    correction.state, correction.decided_by, correction.decided_at = state, by, timezone.now()
    correction.answer = answer.strip()
    correction.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _take_over(figure: Figure, new: Parts, correction: Correction) -> None:
    """The figure becomes the new one; who confirmed it first and when stays."""
    before = content_of(figure)
    figure.take(new)
    figure.revision += 1
    figure.corrected_at = figure.changed_at = correction.decided_at
    figure.save(update_fields=[*Parts.__dataclass_fields__, "revision", "corrected_at", "changed_at"])
    figure.evidence.add(*correction.evidence.all())
    old, changed = differences(before, content_of(figure))
    FigureChange.objects.create(
        figure=figure,
        at=correction.decided_at,
        by=correction.requested_by,
        way=Way.CORRECTION,
        old=old,
        new=changed,
        revision=figure.revision,
    )


def _change_words(correction: Correction) -> str:
    """ "97,3% (973 / 1.000) → 96,1% (961 / 1.000)"."""
    figure = correction.figure
    return f"{words_of(figure, correction.old)} → {words_of(figure, correction.new)}"


def _told(correction: Correction) -> dict:
    return {"old": correction.old, "new": correction.new, "reason": correction.reason, "answer": correction.answer}
