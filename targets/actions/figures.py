"""Typing the figures of a report: saved all or none, and sent once every hard check has passed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from targets.actions import submissions
from targets.checking import Checker, blocking, figures_of
from targets.checks import Parts, Problem
from targets.models import Figure, Submission, SubmissionEvent

TYPED = (*Parts.__dataclass_fields__, "note", "cause_and_remedy")


@dataclass(frozen=True)
class Entry:
    """What was typed for one figure, the papers added and the ids of the papers taken away."""

    parts: Parts
    note: str = ""
    cause_and_remedy: str = ""
    uploads: tuple[UploadedFile, ...] = ()
    removed: frozenset[int] = field(default_factory=frozenset)


class Faulty(ValidationError):
    """Figures that cannot be kept as they are: problems by figure, each with its field."""

    def __init__(self, problems: Mapping[int, Iterable[Problem]]):
        self.problems = problems
        super().__init__("Số liệu chưa được lưu vì có chỗ không ghi được. Sửa các chỗ đánh dấu rồi lưu lại.")


def save_figures(
    *, by: User, submission: Submission, revision: int, entries: Mapping[int, Entry], today: date
) -> Submission:
    """Keep what was typed as a draft. What is wrong but can be kept stays; only sending asks for all of it to be right."""
    with files_follow_transaction():
        submission = _opened_for_entry(submission, revision)
        _write(by, submission, figures_of(submission), entries, today)
        ActionRecord.note(by, "lưu nháp số liệu", submission)
    return submission


def save_and_send(
    *, by: User, submission: Submission, revision: int, entries: Mapping[int, Entry], today: date
) -> dict[int, list[Problem]]:
    """Keep what was typed and, where every hard check passes, send it. Answers with what keeps it from being sent."""
    with files_follow_transaction():
        submission = _opened_for_entry(submission, revision)
        figures = figures_of(submission)
        _write(by, submission, figures, entries, today)
        problems = Checker(submission, figures, today=today).problems()
        if problems:
            ActionRecord.note(by, "lưu nháp số liệu", submission)
        else:
            submissions.send(by=by, submission=submission)
    return problems


def _opened_for_entry(submission: Submission, revision: int) -> Submission:
    submission = submissions.locked(submission)
    if submission.state == Submission.State.SUBMITTED:
        raise submissions.AlreadyDone(submissions.sent_words(submission))
    if submission.state == Submission.State.APPROVED:
        raise submissions.AlreadyDone(submissions.approved_words(submission))
    submissions.require_not_closed(submission)
    submissions.require_unchanged(submission, revision)
    return submission


def _write(by: User, submission: Submission, figures: list[Figure], entries: Mapping[int, Entry], today: date) -> None:
    """Take over what differs, all or none; papers come and go with it."""
    changed = [figure for figure in figures if figure.pk in entries and _take(figure, entries[figure.pk])]
    refused = {figure.pk: problems for figure in changed if (problems := blocking(submission, figure, today))}
    if refused:
        raise Faulty(refused)
    now = timezone.now()
    for figure in changed:
        figure.recorded_by, figure.recorded_at, figure.changed_at = by, now, now
    Figure.objects.bulk_update(changed, [*TYPED, "recorded_by", "recorded_at", "changed_at"])
    _keep_papers(by, submission, figures, entries)
    _begin(by, submission, figures, now)


def _take(figure: Figure, entry: Entry) -> bool:
    """Set what was typed on the figure; whether anything differs from what is on file."""
    before = [getattr(figure, name) for name in TYPED]
    figure.take(entry.parts)
    figure.note, figure.cause_and_remedy = entry.note, entry.cause_and_remedy
    return before != [getattr(figure, name) for name in TYPED]


def _keep_papers(by: User, submission: Submission, figures: list[Figure], entries: Mapping[int, Entry]) -> None:
    for figure in figures:
        entry = entries.get(figure.pk)
        if entry and entry.removed:
            figure.evidence.remove(*entry.removed)
        if entry and entry.uploads:
            papers = [store(by=by, agency=submission.agency, upload=upload) for upload in entry.uploads]
            figure.evidence.add(*papers)


def _begin(by: User, submission: Submission, figures: list[Figure], now) -> None:
    """A report of which something was typed is a draft from then on; one that came back stays so until it is sent."""
    submission.changed_by, submission.changed_at = by, now
    submission.revision += 1
    if submission.state == Submission.State.EMPTY and any(figure.is_given for figure in figures):
        submission.state = Submission.State.DRAFT
        if submission.prepared_at is None:
            submission.prepared_at = now
            SubmissionEvent.objects.create(submission=submission, kind=SubmissionEvent.Kind.PREPARED, at=now, by=by)
    submission.save()
