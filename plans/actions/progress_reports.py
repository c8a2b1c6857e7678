"""What the lead agency says of a task."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.models import ActionRecord, User
from documents.actions import files_follow_transaction, store
from plans.models import Plan, ProgressReport, Task, replacement_day
from plans.progress import TaskState, Timing, progress_of
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
    _check_done(task, report)
    _check_explained(task, report)
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


def _check_done(task: Task, report: ProgressReport) -> None:
    if task.timing == Timing.ONGOING and report.done_on:
        raise ValidationError({"done_on": "Nhiệm vụ thường xuyên không có ngày hoàn thành; để trống mục này."})
    if report.done_on and report.percent != 100:
        raise ValidationError({"percent": "Nhiệm vụ đã hoàn thành thì tiến độ phải là 100%."})
    if report.percent == 100 and not report.done_on and task.timing != Timing.ONGOING:
        raise ValidationError({"done_on": "Tiến độ 100% cần ngày hoàn thành."})


def _check_explained(task: Task, report: ProgressReport) -> None:
    """What was late on the day of the report, went back, or was done before a report that it was not, needs its cause."""
    if report.difficulty:
        return
    standing = progress_of(task.timing, task.starts_on, task.due_on, report.done_on, report.reported_on)
    if standing.state in (TaskState.OVERDUE, TaskState.DONE_LATE):
        raise ValidationError({"difficulty": f"Nhiệm vụ {standing.sentence}. Ghi khó khăn, nguyên nhân."})
    newest = task.reports.first()
    if newest and report.percent < newest.percent:
        raise ValidationError(
            {"difficulty": f"Tiến độ giảm so với báo cáo trước ({newest.percent}%). Ghi nguyên nhân."}
        )
    unfinished = task.reports.filter(percent__lt=100).first()
    if report.done_on and unfinished and report.done_on < unfinished.reported_on:
        told = f"{unfinished.percent}% đến ngày {write_day(unfinished.reported_on)}"
        raise ValidationError(
            {
                "difficulty": f"Báo cáo trước ghi mới làm được {told}, sau ngày hoàn thành này. Xem lại ngày hoàn thành, "
                "hoặc ghi rõ vì sao báo cáo trước chưa đúng."
            }
        )
