"""Giving the figures of a report: cell by cell or the whole sheet; sent once every check has passed.

Whatever the way (page, Excel file, another system), a figure is written here only: under the lock of its report, against
the revision that the person had before them, with its change kept for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from targets.actions import submissions, task_lines
from targets.actions.drafting import begin
from targets.actions.task_lines import NO_ENTRIES, TaskEntry
from targets.checking import Checker, blocking, figures_of
from targets.checks import Parts, Problem
from targets.content import CONTENT, WORDS, Content, content_of, differences
from targets.led_tasks import task_completion
from targets.locking import locked_cells
from targets.models import Figure, FigureChange, FigureUpload, Submission
from targets.terms import SourceKind, Way

ONE_SITTING = timedelta(minutes=10)  # further changes of one cell by one person within it are one line of its history
ONE_RECORD = timedelta(minutes=15)  # a grid saves by itself; the record names the person once in so long


@dataclass(frozen=True)
class Entry:
    """What was given for one figure, the papers added and the ids of the papers taken away.

    `seen`: the figure's revision that the person had before them; None where nothing was shown to them before.
    """

    parts: Parts
    note: str = ""
    cause_and_remedy: str = ""
    explanation: str = ""
    uploads: tuple[UploadedFile, ...] = ()
    removed: frozenset[int] = field(default_factory=frozenset)
    seen: int | None = None

    @property
    def content(self) -> Content:
        parts = {name: getattr(self.parts, name) for name in Parts.__dataclass_fields__}
        return parts | {name: getattr(self, name) for name in WORDS}


@dataclass
class Kept:
    """What became of each cell: saved (its revision now), overtaken (as on file), or refused (what is wrong)."""

    submission: Submission
    saved: dict[int, int] = field(default_factory=dict)
    overtaken: dict[int, Figure] = field(default_factory=dict)
    refused: dict[int, list[Problem]] = field(default_factory=dict)


class Faulty(ValidationError):
    """Figures that cannot be kept as they are: problems by figure, each with its field."""

    def __init__(self, problems: Mapping[int, Iterable[Problem]]):
        self.problems = problems
        super().__init__("Số liệu chưa được lưu vì có chỗ không ghi được. Sửa các chỗ đánh dấu rồi lưu lại.")


class Overtaken(ValidationError):
    """Somebody saved the same cells since this person's page was opened; carries those figures as on file, and the
    revision of their report."""

    def __init__(self, submission: Submission, figures: Mapping[int, Figure]):
        self.revision, self.figures = submission.revision, figures
        last = max(figures.values(), key=lambda figure: figure.changed_at)
        super().__init__(
            f"{last.recorded_by} đã lưu {len(figures)} ô mà anh/chị cũng sửa, lúc {submissions.moment(last.changed_at)}. "
            "Số của anh/chị còn nguyên bên dưới, chưa được lưu. Xem các chỗ khác nhau rồi bấm lưu lần nữa để ghi số của "
            "anh/chị.",
            code="overtaken",
        )


def keep_cells(
    *, by: User, submission: Submission, entries: Mapping[int, Entry], today: date, way: Way = Way.TYPED
) -> Kept:
    """Keep every cell that can be kept and say of each other one why not. Sending the same again changes nothing."""
    with files_follow_transaction():
        submission = opened_for_entry(submission)
        kept, changes = _sorted_out(submission, figures_of(submission), entries, today, way)
        _write(by, kept, changes, entries, way)
    return kept


def save_figures(
    *,
    by: User,
    submission: Submission,
    entries: Mapping[int, Entry],
    today: date,
    way: Way = Way.TYPED,
    upload: FigureUpload | None = None,
    tasks: Mapping[int, TaskEntry] = NO_ENTRIES,
) -> Submission:
    """Keep all of it as a draft, or nothing. What is wrong but can be kept stays; only sending asks for it to be right."""
    with files_follow_transaction():
        submission = opened_for_entry(submission)
        figures = figures_of(submission)
        submission = _keep_all(by, submission, figures, entries, today, way, upload)
        if task_lines.keep_tasks(by=by, submission=submission, entries=tasks):
            _compute(by, submission, figures, today)
        return submission


def save_and_send(
    *,
    by: User,
    submission: Submission,
    revision: int,
    entries: Mapping[int, Entry],
    today: date,
    tasks: Mapping[int, TaskEntry] = NO_ENTRIES,
) -> dict[int | str, list[Problem]]:
    """Keep what was given and, where every check passes, send it. Answers with what keeps it from being sent: problems by
    figure, those of tasks by the prefix of their boxes.

    `revision`: of the report as the sender had it before them; nobody sends what a colleague has just typed unseen.
    """
    with files_follow_transaction():
        submission = opened_for_entry(submission)
        submissions.require_unchanged(submission, revision)
        figures = figures_of(submission)
        submission = _keep_all(by, submission, figures, entries, today, Way.TYPED, None)
        task_lines.keep_tasks(by=by, submission=submission, entries=tasks)
        _compute(by, submission, figures, today)
        problems = Checker(submission, figures, today=today).problems()
        if not problems:
            submissions.send(by=by, submission=submission)
    return problems


def opened_for_entry(submission: Submission) -> Submission:
    """The report as on file, held until the end of the transaction; refused where nothing may be typed any more."""
    submission = submissions.locked(submission)
    if submission.state == Submission.State.SUBMITTED:
        raise submissions.AlreadyDone(submissions.sent_words(submission))
    if submission.state == Submission.State.LEADER:
        raise submissions.AlreadyDone(submissions.handed_words(submission))
    if submission.state == Submission.State.APPROVED:
        raise submissions.AlreadyDone(submissions.approved_words(submission))
    submissions.require_not_closed(submission)
    return submission


def _keep_all(by, submission, figures, entries, today, way, upload) -> Submission:
    kept, changes = _sorted_out(submission, figures, entries, today, way)
    if kept.overtaken:
        raise Overtaken(submission, kept.overtaken)
    if kept.refused:
        raise Faulty(kept.refused)
    _write(by, kept, changes, entries, way, upload)
    return submission


def _compute(by: User, submission: Submission, figures: list[Figure], today: date) -> None:
    """The numbers that nobody types: how many of the agency's tasks are done, by what the report says of them."""
    computed = [
        figure
        for figure in figures
        if figure.indicator.source_kind == SourceKind.COMPUTED and figure.agency_id == submission.agency_id
    ]
    if not computed:
        return
    parts = task_completion(submission)
    words = {figure.pk: {name: getattr(figure, name) for name in WORDS} for figure in computed}
    entries = {figure.pk: Entry(parts, **words[figure.pk]) for figure in computed}
    kept, changes = _sorted_out(submission, computed, entries, today, Way.COMPUTED)
    _write(by, kept, changes, entries, Way.COMPUTED)


def _sorted_out(
    submission: Submission, figures: list[Figure], entries: Mapping[int, Entry], today: date, way: Way
) -> tuple[Kept, list["_Change"]]:
    """Which cells are saved already, may be written, were overtaken or cannot be kept; figures to write are changed."""
    kept, changes = Kept(submission), []
    locked = locked_cells(figures, way)
    for figure in figures:
        entry = entries.get(figure.pk)
        if entry is None:
            continue
        before, after = content_of(figure), entry.content
        if before == after:
            kept.saved[figure.pk] = figure.revision
        elif entry.seen is not None and entry.seen != figure.revision:
            kept.overtaken[figure.pk] = figure
        elif problems := _why_not(submission, figure, entry, locked, today):
            figure.take_content(before)
            kept.refused[figure.pk] = problems
        else:
            figure.revision += 1
            kept.saved[figure.pk] = figure.revision
            changes.append(_Change(figure, before, after))
    return kept, changes


def _why_not(submission, figure: Figure, entry: Entry, locked: Mapping[int, str], today: date) -> list[Problem]:
    """What keeps the cell from holding what was given; takes it over to ask the checks.

    Beside a number that nobody types, words (a cause, an explanation) may still be given.
    """
    if figure.pk in locked and entry.parts != figure.parts:
        return [Problem("", locked[figure.pk], blocks_saving=True)]
    figure.take_content(entry.content)
    return blocking(submission, figure, today)


@dataclass(frozen=True)
class _Change:
    figure: Figure
    before: Content
    after: Content


def _write(
    by: User,
    kept: Kept,
    changes: list[_Change],
    entries: Mapping[int, Entry],
    way: Way,
    upload: FigureUpload | None = None,
) -> None:
    now = timezone.now()
    papers = _keep_papers(by, kept.submission, entries)
    if not changes and not papers:
        return
    for change in changes:
        change.figure.recorded_by, change.figure.recorded_at, change.figure.changed_at = by, now, now
    written = [change.figure for change in changes]
    touched = [name for name in CONTENT if any(change.before[name] != change.after[name] for change in changes)]
    Figure.objects.bulk_update(written, [*touched, "revision"])  # each further name costs a long file a second
    Figure.objects.filter(pk__in=[figure.pk for figure in written]).update(
        recorded_by=by, recorded_at=now, changed_at=now
    )
    _remember(by, kept.submission, changes, way, upload, now)
    begin(by, kept.submission, is_given=any(figure.is_given for figure in written), now=now, way=way)
    _note(by, kept.submission, way, now)


def _keep_papers(by: User, submission: Submission, entries: Mapping[int, Entry]) -> int:
    """Papers come and go with what is saved; says how many."""
    asked = {pk: entry for pk, entry in entries.items() if entry.uploads or entry.removed}
    if not asked:
        return 0
    for figure in submission.figures.filter(pk__in=asked):
        entry = asked[figure.pk]
        figure.evidence.remove(*entry.removed)
        figure.evidence.add(*[store(by=by, agency=submission.agency, upload=upload) for upload in entry.uploads])
    return len(asked)


def _remember(by, submission, changes: list[_Change], way: Way, upload: FigureUpload | None, now) -> None:
    """One line of history for each changed figure; going on within one sitting continues its last line."""
    since = max(now - ONE_SITTING, submission.submitted_at or now - ONE_SITTING)
    figures = [change.figure for change in changes]
    going_on = {
        line.figure_id: line
        for line in FigureChange.objects.filter(figure__in=figures, by=by, way=way, at__gt=since, upload=upload)
    }
    new_lines, continued = [], []
    for change in changes:
        line = going_on.get(change.figure.pk)
        if line and line.revision == change.figure.revision - 1:
            continued.append(_continue(line, change))
        else:
            old, new = differences(change.before, change.after)
            new_lines.append(
                FigureChange(figure=change.figure, by=by, at=now, way=way, old=old, new=new, upload=upload)
            )
            new_lines[-1].revision = change.figure.revision
    FigureChange.objects.bulk_create(new_lines)
    FigureChange.objects.bulk_update(continued, ["old", "new", "revision"])


def _continue(line: FigureChange, change: _Change) -> FigureChange:
    old, new = differences(change.before, change.after)
    line.old = old | line.old  # what stood first stays
    line.new = line.new | new
    line.revision = change.figure.revision
    return line


def _note(by: User, submission: Submission, way: Way, now) -> None:
    """The record of who wrote, how and from where; a page that saves by itself is noted once in a while."""
    verb = "lưu nháp số liệu" if way == Way.TYPED else f"lưu nháp số liệu, {way.label}"
    if way != Way.TYPED or not ActionRecord.objects.lately(by, verb, submission, now - ONE_RECORD).exists():
        ActionRecord.note(by, verb, submission)
