"""Who may change a plan, its tasks, and report on them; each answer carries the reason of a refusal."""

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from plans.models import Plan, Task
from ui.permissions import GRANTED, Permission, granted_if, refused


def can_create_plan(user: User) -> Permission:
    return granted_if(
        scope.may_somewhere(user, Action.EDIT_PLANS), "Chỉ cán bộ cải cách hành chính mới nhập được kế hoạch."
    )


def can_edit_plan(user: User, plan: Plan) -> Permission:
    """The issuer's office, or one above it."""
    return granted_if(
        scope.may(user, Action.EDIT_PLANS, plan.issuer),
        f"Chỉ cán bộ cải cách hành chính của {plan.issuer} hoặc của cơ quan cấp trên mới sửa được kế hoạch này.",
    )


def can_report_progress(user: User, task: Task) -> Permission:
    """The lead agency's reporter or office; or whoever edits the plan, for an agency that cannot."""
    if task.plan.state != Plan.State.ISSUED:
        return refused("Kế hoạch còn là bản thảo nên chưa báo cáo tiến độ.")
    if can_edit_plan(user, task.plan):
        return GRANTED
    if task.lead_agency is None:
        return refused("Nhiệm vụ chưa có cơ quan chủ trì; cơ quan ban hành kế hoạch báo cáo thay.")
    return granted_if(
        scope.may(user, Action.REPORT_PROGRESS, task.lead_agency),
        f"Chỉ {task.lead_agency} (chủ trì) hoặc cơ quan ban hành kế hoạch mới báo cáo tiến độ nhiệm vụ này.",
    )


def can_read_reports(user: User, task: Task) -> Permission:
    """What the lead agency reported, with its papers: the issuer's side and those who carry the task out."""
    visible = scope.sees(user)
    at_work = [task.plan.issuer_id, task.lead_agency_id, *(agency.pk for agency in task.supporting_agencies.all())]
    return granted_if(
        visible.filter(pk__in=[pk for pk in at_work if pk]).exists(),
        "Chỉ cơ quan ban hành, chủ trì và phối hợp xem được báo cáo tiến độ và tài liệu kiểm chứng.",
    )
