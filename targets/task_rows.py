"""The tasks of a report as a page shows them, and what keeps the report from being sent."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from plans.models import ProgressReport, replacement_day
from plans.progress import Progress, progress_of
from plans.telling import Before, Told, done_faults, unexplained_faults
from targets.checks import Problem
from targets.models import Submission, TaskLine
from ui.days import write_day
from ui.forms import BaseForm
from ui.numbers import write_number


@dataclass
class TaskRow:
    """One task of a report. `last`: its newest progress report by the report's last data day, this one's own left out."""

    line: TaskLine
    last: ProgressReport | None
    form: BaseForm | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def task(self):
        return self.line.task

    @property
    def progress(self) -> Progress:
        """Where the task stands at the end of the report's data days, by what the report says, else by what was said."""
        told = self.line if self.line.is_given else self.last
        done_on = told.done_on if told else None
        return progress_of(
            self.task.timing, self.task.starts_on, self.task.due_on, done_on, self.line.submission.data_to
        )

    @property
    def last_words(self) -> str:
        """ "40% đến 14/03/2026"."""
        return f"{write_number(self.last.percent)}% đến {write_day(self.last.reported_on)}" if self.last else "chưa có"

    @property
    def offer(self) -> ProgressReport | None:
        """What was said of the task within the report's own days, before anything was typed here: not to be typed twice."""
        is_untouched = self.line.revision == 1 and not self.line.is_given
        return (
            self.last
            if is_untouched and self.last and self.last.reported_on >= self.line.submission.data_from
            else None
        )

    @property
    def is_replaced(self) -> bool:
        """Whether its plan was replaced by then: nothing more is reported on it."""
        replaced_on = self.line.plan_replaced_on
        return replaced_on is not None and replaced_on <= self.line.submission.data_to


def task_rows(submission: Submission) -> list[TaskRow]:
    """The report's tasks in the order of their plans, as it was opened with, whatever its form asks for today.

    Three queries however many, one where there is none.
    """
    told = ProgressReport.objects.filter(reported_on__lte=submission.data_to)
    lines = (
        submission.task_lines.select_related("task__plan", "task__lead_agency", "recorded_by")
        .annotate(plan_replaced_on=replacement_day("task__plan"))
        .prefetch_related("evidence", Prefetch("task__reports", told, to_attr="told_by_then"))
    )
    rows = []
    for line in lines:
        line.submission = submission
        rows.append(TaskRow(line, next(iter(_earlier(line)), None)))
    return rows


def _earlier(line: TaskLine) -> list[ProgressReport]:
    return [report for report in line.task.told_by_then if report.pk != line.report_id]


def task_problems(submission: Submission, rows: list[TaskRow] | None = None) -> dict[str, list[Problem]]:
    """What keeps the tasks of a report from being sent, by the prefix of the line's boxes."""
    rows = task_rows(submission) if rows is None else rows
    found = {prefix_of(row.line): faults_of(row) for row in rows if not row.is_replaced}
    return {prefix: problems for prefix, problems in found.items() if problems}


def prefix_of(line: TaskLine) -> str:
    """What the names of a line's boxes begin with."""
    return f"t{line.pk}"


def faults_of(row: TaskRow) -> list[Problem]:
    line, task = row.line, row.task
    if not line.is_given:
        return [Problem("percent", "Chưa báo cáo tiến độ.")]
    told = Told(line.submission.data_to, line.percent, line.done_on, line.difficulty)
    earlier = _earlier(line)
    newest = next(iter(earlier), None)
    unfinished = next((report for report in earlier if report.percent < 100), None)
    faults = [*done_faults(task.timing, told)]
    faults += unexplained_faults(task.timing, task.starts_on, task.due_on, told, _before(newest), _before(unfinished))
    if line.done_on and line.done_on > line.submission.data_to:
        last_day = write_day(line.submission.data_to)
        faults.append(
            ("done_on", f"Kỳ này chỉ gồm việc làm đến ngày {last_day}; hoàn thành sau đó thì báo cáo kỳ sau.")
        )
    if not line.result:
        faults.append(("result", "Ghi kết quả đã làm được."))
    return [Problem(name, message) for name, message in faults]


def _before(report: ProgressReport | None) -> Before | None:
    return Before(report.reported_on, report.percent) if report else None
