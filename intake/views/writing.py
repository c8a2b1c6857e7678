"""From what was accepted to the plan itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from intake.actions import intakes as actions
from intake.deciding import PLAN_KEY
from intake.forms.writing import gathered
from intake.models import PlanIntake
from intake.permissions import can_decide
from intake.reading import remarked
from intake.views.review import address_of, around, found, review_page
from plans.models import Plan
from plans.permissions import can_edit_plan
from plans.refusals import NumberTaken
from targets.actions.taking_in import PartsRefused
from ui.permissions import require
from ui.revisions import revision_in


@require_POST
def write(request, intake_id):
    """Everything accepted, at once; whatever refuses is named at its proposal, and nothing is written."""
    intake = found(request, intake_id)
    if intake.state == PlanIntake.State.WRITTEN:  # pressed twice: the second press finds it done
        return redirect("dashboard:plan", intake.plan_id)
    require(can_decide(request.user, intake))
    parts = gathered(intake, around(request, intake))
    if parts.faults:
        messages.error(request, f"Chưa ghi: có {len(parts.faults)} đề xuất cần sửa.")
        return review_page(request, intake, faults=parts.faults)
    try:
        plan = actions.write(
            by=request.user,
            intake=intake,
            revision=revision_in(request),
            plan=parts.plan,
            tasks=parts.tasks,
            targets=parts.targets,
            today=localdate(),
        )
    except ValidationError as refusal:
        return _refused(request, intake, refusal)
    counted = [f"{len(parts.targets)} chỉ tiêu"] if parts.targets or not parts.tasks else []
    counted += [f"{len(parts.tasks)} nhiệm vụ"] if parts.tasks else []
    messages.success(request, f"Đã ghi {plan.named} với {' và '.join(counted)}.")
    return redirect("dashboard:plan", plan.pk)


def _refused(request, intake: PlanIntake, refusal: ValidationError):
    """Back at the page: faults by proposal; a number that is taken leads to its plan; what another did is told."""
    intake = found(request, intake.pk)
    if not intake.is_open:
        messages.info(request, " ".join(refusal.messages))
        return redirect(address_of(intake))
    messages.error(request, " ".join(refusal.messages))
    if isinstance(refusal, PartsRefused):
        return review_page(request, intake, faults=refusal.refusals)
    if isinstance(refusal, NumberTaken):
        return review_page(request, intake, taken=refusal.on_file)
    if hasattr(refusal, "error_dict"):
        return review_page(request, intake, faults={PLAN_KEY: refusal.messages})
    return review_page(request, intake)


@require_POST
def add_to_plan(request, intake_id, plan_id):
    """The plan is on file already: the document adds its targets and tasks to it."""
    intake = found(request, intake_id)
    plan = get_object_or_404(Plan.objects.edited_by(request.user).select_related("issuer"), pk=plan_id)
    require(can_decide(request.user, intake))
    require(can_edit_plan(request.user, plan))
    try:
        actions.add_to_plan(by=request.user, intake=intake, plan=plan, remark=remarked)
        messages.success(request, f"Các chỉ tiêu, nhiệm vụ của văn bản này sẽ được ghi thêm vào {plan.named}.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(address_of(intake))
