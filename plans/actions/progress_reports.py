"""What the lead agency says of a task."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from plans.models import Plan, ProgressReport, Task, replacement_day
from plans.telling import Before, Told, done_faults, unexplained_faults
from ui.days import write_day


@files_follow_transaction()
def report_progress(
    *, by: User, report: ProgressReport, papers: Iterable[UploadedFile] = (), today: date
) -> ProgressReport:
    """Add a report with its evidence. `report` is not saved yet; reports are never changed, a newer one corrects."""
    task = (
        Task.objects.select_for_update(of=["self"]).select_related("plan__issuer", "lead_agency").get(pk=report.task_id)
    )
    _check_plan(task.plan, report)
    _check_days(task, report, today)
    _check_told(task, report)
    report.by = by
    report.full_clean()
    report.save()
    owner = task.lead_agency or task.plan.issuer
    report.evidence.set([store(by=by, agency=owner, upload=paper) for paper in papers])
    ActionRecord.note(by, "báo cáo tiến độ", task, percent=report.percent, done=report.done_on and f"{report.done_on}")
    return report


def _check_plan(plan: Plan, report: ProgressReport) -> None:
    if plan.state != Plan.State.ISSUED:
        raise ValidationError("Kế hoạch còn là bản thảo nên chưa báo cáo tiến độ.")
    replaced_on = Plan.objects.filter(pk=plan.pk).values_list(replacement_day(), flat=True).get()
    if replaced_on and report.reported_on >= replaced_on:
        raise ValidationError(
            {"reported_on": f"Kế hoạch đã được thay thế từ ngày {write_day(replaced_on)}. Báo cáo vào kế hoạch mới."}
        )


def _check_days(task: Task, report: ProgressReport, today: date) -> None:
    if report.reported_on > today:
        raise ValidationError({"reported_on": "Ngày tính đến ở sau hôm nay."})
    newest = task.reports.first()
    if newest and report.reported_on < newest.reported_on:
        raise ValidationError(
            {
                "reported_on": f"Đã có báo cáo tính đến ngày {write_day(newest.reported_on)}; báo cáo mới phải từ ngày đó trở đi."
            }
        )
    if report.done_on and report.done_on > today:
        raise ValidationError({"done_on": "Ngày hoàn thành ở sau hôm nay."})
    if report.done_on and report.done_on > report.reported_on:
        raise ValidationError({"done_on": "Ngày hoàn thành ở sau ngày tính đến của báo cáo này."})


def _check_told(task: Task, report: ProgressReport) -> None:
    """What is said must hold together, and what is late or went back must be explained; the first fault is told."""
    told = Told(report.reported_on, report.percent, report.done_on, report.difficulty)
    newest, unfinished = task.reports.first(), task.reports.filter(percent__lt=100).first()
    faults = [
        *done_faults(task.timing, told),
        *unexplained_faults(task.timing, task.starts_on, task.due_on, told, _before(newest), _before(unfinished)),
    ]
    if faults:
        field, message = faults[0]
        raise ValidationError({field: message})


def _before(report: ProgressReport | None) -> Before | None:
    return Before(report.reported_on, report.percent) if report else None
