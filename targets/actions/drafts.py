"""Taking back a draft plan that was made by mistake, with everything in it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from plans.models import Plan, ProgressReport
from targets.models import TargetVersion


@transaction.atomic
def delete_draft(*, by: User, plan: Plan) -> None:
    """A draft goes with its tasks and targets; a plan that was issued, or that anything leans on, stays."""
    plan = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if plan is None:
        raise ValidationError("Bản thảo này đã được xoá trước đó.")
    if plan.state != Plan.State.DRAFT:
        raise ValidationError("Kế hoạch đã ban hành thì không xoá được. Nhập kế hoạch thay thế nếu nội dung đã đổi.")
    _refuse_if_leaned_on(plan)
    ActionRecord.note(by, "xoá bản thảo kế hoạch", plan, tasks=plan.tasks.count(), targets=plan.targets.count())
    plan.targets.all().delete()
    plan.delete()


def _refuse_if_leaned_on(plan: Plan) -> None:
    if TargetVersion.objects.filter(set_by_plan=plan).exclude(target__plan=plan).exists():
        raise ValidationError("Bản thảo này đã điều chỉnh chỉ tiêu của kế hoạch khác nên không xoá được.")
    if plan.implementing.exists() or plan.later_plans.exists():
        raise ValidationError(
            "Có kế hoạch khác ghi là thực hiện, thay thế hoặc sửa đổi bản thảo này nên không xoá được."
        )
    if ProgressReport.objects.filter(task__plan=plan).exists():
        raise ValidationError("Nhiệm vụ của bản thảo đã có báo cáo tiến độ nên không xoá được.")
