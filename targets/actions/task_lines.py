"""The progress of tasks within the reporting cycle: asked when a period opens, kept with the draft, written to the tasks'
own history when the report is confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.timezone import localtime

from accounts.models import ActionRecord, User
from documents.actions import store
from periods.models import ReportingPeriod
from plans.models import ProgressReport
from targets.actions.drafting import begin
from targets.checks import Problem
from targets.led_tasks import lines_asked
from targets.models import ReportForm, Submission, TaskLine
from targets.task_rows import TaskRow, task_rows
from ui.revisions import StaleRevision

CONTENT = ("percent", "done_on", "result", "difficulty")


@dataclass(frozen=True)
class TaskEntry:
    """What was given for one task, the papers added and the ids of the papers taken away. `seen`: as in Entry."""

    percent: int | None = None
    done_on: date | None = None
    result: str = ""
    difficulty: str = ""
    uploads: tuple[UploadedFile, ...] = ()
    removed: frozenset[int] = field(default_factory=frozenset)
    seen: int | None = None

    @property
    def content(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in CONTENT}


NO_ENTRIES: Mapping[int, TaskEntry] = {}


class TasksFaulty(ValidationError):
    """Progress that cannot be kept as it is: problems by line, each with its field."""

    def __init__(self, problems: Mapping[int, Iterable[Problem]]):
        self.problems = problems
        super().__init__("Tiến độ nhiệm vụ có chỗ không ghi được nên chưa lưu. Sửa các chỗ đánh dấu rồi lưu lại.")


class TasksOvertaken(StaleRevision):
    """Somebody saved the same tasks since this person's page was opened; carries those lines as on file."""

    def __init__(self, submission: Submission, lines: Mapping[int, TaskLine]):
        self.revision, self.lines = submission.revision, lines
        last = max(lines.values(), key=lambda line: line.changed_at)
        ValidationError.__init__(
            self,
            f"{last.recorded_by} đã lưu tiến độ của {len(lines)} nhiệm vụ mà anh/chị cũng sửa, lúc "
            f"{localtime(last.changed_at):%H:%M ngày %d/%m/%Y}. Nội dung của anh/chị còn nguyên bên dưới, chưa được lưu. "
            "Xem lại rồi bấm lưu lần nữa để ghi nội dung của anh/chị.",
            code="overtaken",
        )


def content_of(line: TaskLine | ProgressReport) -> dict[str, object]:
    return {name: getattr(line, name) for name in CONTENT}


def write_task_lines(*, form: ReportForm, period: ReportingPeriod) -> int:
    """Write the lines that reports still being filled in lack; says how many. Nothing where the form asks for no tasks."""
    if not form.with_tasks:
        return 0
    reports = Submission.objects.filter(form=form, period=period, state__in=Submission.OPEN_STATES)
    asked = lines_asked(reports.select_related("agency", "period"))
    written = set(TaskLine.objects.filter(submission__in=reports).values_list("submission_id", "task_id"))
    lines = [line for line in asked if (line.submission_id, line.task_id) not in written]
    TaskLine.objects.bulk_create(lines, batch_size=500)
    return len(lines)


def keep_tasks(*, by: User, submission: Submission, entries: Mapping[int, TaskEntry]) -> int:
    """Keep what was given on a locked report, all of it or nothing; says how many tasks changed."""
    if not entries:
        return 0
    lines = submission.task_lines.select_for_update(of=["self"]).filter(pk__in=entries).select_related("recorded_by")
    touched = [line for line in lines if _is_change(line, entries[line.pk])]
    overtaken = {line.pk: line for line in touched if entries[line.pk].seen not in (None, line.revision)}
    if overtaken:
        raise TasksOvertaken(submission, overtaken)
    faulty = {line.pk: faults for line in touched if (faults := _not_even_a_draft(entries[line.pk]))}
    if faulty:
        raise TasksFaulty(faulty)
    if touched:
        _write(by, submission, touched, entries)
    return len(touched)


def _is_change(line: TaskLine, entry: TaskEntry) -> bool:
    return bool(entry.uploads or entry.removed) or content_of(line) != entry.content


def _not_even_a_draft(entry: TaskEntry) -> list[Problem]:
    if entry.done_on and entry.percent != 100:
        text = "Có ngày hoàn thành thì tiến độ phải là 100%; nếu chưa xong, bỏ ngày hoàn thành."
        return [Problem("percent", text, blocks_saving=True)]
    return []


def _write(by: User, submission: Submission, touched: list[TaskLine], entries: Mapping[int, TaskEntry]) -> None:
    now = timezone.now()
    for line in touched:
        entry = entries[line.pk]
        for name, value in entry.content.items():
            setattr(line, name, value)
        line.recorded_by, line.recorded_at, line.changed_at = by, now, now
        line.revision += 1
        line.evidence.remove(*entry.removed)
        line.evidence.add(*[store(by=by, agency=submission.agency, upload=upload) for upload in entry.uploads])
    fields = [*CONTENT, "recorded_by", "recorded_at", "changed_at", "revision"]
    TaskLine.objects.bulk_update(touched, fields)
    begin(by, submission, is_given=any(line.is_given for line in touched), now=now)
    ActionRecord.note(by, "lưu nháp tiến độ nhiệm vụ", submission, tasks=len(touched))


def record_progress(*, by: User, submission: Submission, today: date) -> None:
    """A confirmed report is written to the history of its tasks, once: as of its last data day, in the words of whoever
    gave it. A task of which something newer is known keeps that as its newest word."""
    as_of = min(submission.data_to, today)
    for row in task_rows(submission) if submission.task_lines.exists() else ():
        line = row.line
        if not line.is_given or line.report_id or row.is_replaced:
            continue
        line.report = _said_already(row, as_of) or _told(line, as_of, by)
        line.report.evidence.add(*line.evidence.all())
        line.save(update_fields=["report"])
        ActionRecord.note(by, "ghi tiến độ nhiệm vụ từ báo cáo đã xác nhận", line.task, percent=line.percent)


def _told(line: TaskLine, as_of: date, by: User) -> ProgressReport:
    return ProgressReport.objects.create(
        task=line.task, reported_on=as_of, by=line.recorded_by or by, at=timezone.now(), **content_of(line)
    )


def _said_already(row: TaskRow, as_of: date) -> ProgressReport | None:
    """The same words of the same day, told on the task's own page: they stand in its history once."""
    last = row.last
    is_same = last is not None and last.reported_on == as_of and content_of(last) == content_of(row.line)
    return last if is_same and not TaskLine.objects.filter(report=last).exists() else None
