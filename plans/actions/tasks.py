"""What people do with the tasks of a plan: add, correct, put in order, remove."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency
from plans.models import DeadlineChange, Plan, Task
from plans.progress import Timing
from ui.days import write_day
from ui.revisions import require_revision
from ui.vietnamese import fold

RECORDED = {  # what the record of a change names
    "label": "số thứ tự",
    "area_id": "lĩnh vực",
    "content": "nội dung",
    "deliverable": "sản phẩm",
    "lead_agency_id": "cơ quan chủ trì",
    "parties_text": "ghi thêm về cơ quan thực hiện",
    "responsible_person": "người phụ trách",
    "authority": "thẩm quyền",
    "time": "thời gian",
    "budget_million": "kinh phí",
    "budget_text": "nguồn kinh phí",
    "quote": "nguyên văn",
}


@transaction.atomic
def add_task(*, by: User, task: Task, supporting: Iterable[Agency] = ()) -> Task:
    """Add a task at the end of its plan. `task` is not saved yet."""
    Plan.objects.select_for_update().get(pk=task.plan_id)  # two people may add at once
    last = task.plan.tasks.order_by("order").last()
    task.order = last.order + 1 if last else 1
    supporting = list(supporting)
    _save(by, task, supporting)
    task.supporting_agencies.set(supporting)
    ActionRecord.note(by, "thêm nhiệm vụ", task.plan, task=task.pk, content=str(task))
    return task


@transaction.atomic
def edit_task(*, by: User, task: Task, revision: int, supporting: Iterable[Agency], reason: str = "") -> Task:
    """Correct a task. In an issued plan a changed time needs a reason and stays on record."""
    on_file = Task.objects.select_for_update(of=["self"]).select_related("changed_by").get(pk=task.pk)
    require_revision(
        on_file.revision, revision, "nhiệm vụ này", saved_by=on_file.changed_by, saved_at=on_file.changed_at
    )
    task.revision, task.order = on_file.revision + 1, on_file.order
    supporting = list(supporting)
    _save(by, task, supporting)
    _keep_deadline_change(by, on_file, task, reason)
    supporters_changed = {agency.pk for agency in supporting} != set(
        task.supporting_agencies.values_list("pk", flat=True)
    )
    task.supporting_agencies.set(supporting)
    changed = [words for name, words in RECORDED.items() if getattr(on_file, name) != getattr(task, name)]
    ActionRecord.note(by, "sửa nhiệm vụ", task, changed=changed + ["cơ quan phối hợp"] * supporters_changed)
    return task


def _save(by: User, task: Task, supporting: list[Agency]) -> None:
    _tidy_time(task)
    check_time(task)
    if task.lead_agency in supporting:
        raise ValidationError(
            {"supporting_agencies": f"{task.lead_agency} đã là cơ quan chủ trì, không chọn lại ở phối hợp."}
        )
    task.search_text = fold(f"{task.label} {task.content} {task.deliverable} {task.responsible_person}")
    task.changed_by, task.changed_at = by, timezone.now()
    task.full_clean(validate_unique=False)
    task.save()


def _tidy_time(task: Task) -> None:
    """Only the days that the chosen kind of time has."""
    if task.timing in (Timing.ONGOING, Timing.UNKNOWN):
        task.starts_on = task.due_on = None
    elif task.timing == Timing.DEADLINE:
        task.starts_on = None


def check_time(task: Task) -> None:
    if task.timing == Timing.DEADLINE and not task.due_on:
        raise ValidationError({"due_on": "Ghi hạn hoàn thành, hoặc chọn “Thường xuyên”, “Chưa rõ”."})
    if task.timing == Timing.WINDOW and not (task.starts_on and task.due_on):
        missing = "due_on" if task.starts_on else "starts_on"
        raise ValidationError({missing: "Khoảng thời gian cần cả ngày bắt đầu và ngày kết thúc."})
    if task.starts_on and task.due_on < task.starts_on:
        raise ValidationError({"due_on": f"Phải từ ngày bắt đầu ({write_day(task.starts_on)}) trở đi."})
    issued_on = task.plan.issued_on
    if task.due_on and issued_on and task.due_on < issued_on:
        raise ValidationError(
            {"due_on": f"Hạn hoàn thành ở trước ngày ban hành kế hoạch ({write_day(issued_on)}). Xem lại ngày hạn."}
        )


def _keep_deadline_change(by: User, on_file: Task, task: Task, reason: str) -> None:
    """Days count as the deadline, not the words beside them; a draft is still being written, so it keeps no history."""
    before = (on_file.timing, on_file.starts_on, on_file.due_on)
    if before == (task.timing, task.starts_on, task.due_on) or task.plan.state != Plan.State.ISSUED:
        return
    if not reason:
        raise ValidationError(
            {"reason": f"Thời hạn thay đổi (trước đây: {on_file.time}). Ghi lý do, ví dụ số văn bản cho phép gia hạn."}
        )
    DeadlineChange.objects.create(
        task=task,
        old_text=on_file.time[:150],
        new_text=task.time[:150],
        old_due_on=on_file.due_on,
        new_due_on=task.due_on,
        reason=reason,
        by=by,
    )


@transaction.atomic
def move_task(*, by: User, task: Task, up: bool) -> None:
    """Change places with the task before (or after) it; at either end nothing happens."""
    Plan.objects.select_for_update().get(pk=task.plan_id)
    tasks = list(task.plan.tasks.order_by("order", "pk"))
    place = tasks.index(task)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(tasks):
        return
    tasks[place], tasks[other] = tasks[other], tasks[place]
    for order, moved in enumerate(tasks, start=1):
        moved.order = order
    Task.objects.bulk_update(tasks, ["order"])
    ActionRecord.note(by, "đổi thứ tự nhiệm vụ", task.plan, task=task.pk, up=up)


@transaction.atomic
def delete_task(*, by: User, task: Task, revision: int) -> None:
    """Remove a task entered by mistake. One that was reported on stays: its history is evidence."""
    task = Task.objects.select_for_update(of=["self"]).select_related("plan", "changed_by").get(pk=task.pk)
    require_revision(task.revision, revision, "nhiệm vụ này", saved_by=task.changed_by, saved_at=task.changed_at)
    if task.reports.exists():
        raise ValidationError(
            "Nhiệm vụ đã có báo cáo tiến độ nên không xoá được. Nếu không làm nữa, hãy ghi điều đó ở báo cáo."
        )
    if task.deadline_changes.exists():
        raise ValidationError("Nhiệm vụ đã có lần gia hạn được ghi lại nên không xoá được.")
    plan, pk, content = task.plan, task.pk, str(task)
    task.delete()
    ActionRecord.note(by, "xoá nhiệm vụ", plan, task=pk, content=content)
