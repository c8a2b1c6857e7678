"""The first page: upload or paste a document, or go on with one that waits."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from accounts.once import do_once
from documents.actions import files_follow_transaction
from intake.actions import intakes as actions
from intake.deciding import PLAN_KEY
from intake.forms.describing import with_descriptions
from intake.forms.starting import DocumentForm
from intake.models import PlanIntake
from intake.permissions import can_begin
from intake.reading import Surroundings, proposals_of
from plans.models import Plan
from plans.permissions import can_edit_plan
from ui.permissions import require

MOST_WAITING = 20  # the newest; older ones are found once these are done


@require_http_methods(["GET", "POST"])
def begin(request):
    """A document of a plan that the system does not have yet."""
    require(can_begin(request.user))
    return _begin(request, plan=None, back_url=reverse("plans:list"))


@require_http_methods(["GET", "POST"])
def begin_for_plan(request, plan_id):
    """A document that adds targets and tasks to a plan on file."""
    plan = get_object_or_404(Plan.objects.seen_by(request.user).select_related("issuer"), pk=plan_id)
    require(can_edit_plan(request.user, plan))
    return _begin(request, plan=plan, back_url=reverse("dashboard:plan", args=[plan.pk]))


def _begin(request, plan: Plan | None, back_url: str):
    form = DocumentForm(request.POST or None, request.FILES or None)
    around = Surroundings(request.user, localdate(), plan)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            return redirect(_keep(request, form, around))
    waiting = PlanIntake.objects.edited_by(request.user).waiting()
    waiting = (waiting.filter(plan=plan) if plan else waiting)[:MOST_WAITING]
    context = {"form": form, "plan": plan, "back_url": back_url, "waiting": waiting}
    return render(request, "intake/begin.html", context)


def _keep(request, form: DocumentForm, around: Surroundings) -> str:
    """Read the document and keep it, once however often the button was pressed; the address of its page."""
    plan = around.plan
    if around.own_office is None:
        raise ValidationError("Đơn vị của anh/chị không còn hoạt động nên chưa nhập được kế hoạch. Nhờ người quản trị.")
    proposals = with_descriptions(proposals_of(form.text, around), around)

    def act() -> str:
        intake = actions.begin(
            by=request.user,
            agency=plan.issuer if plan else around.own_office,
            title=form.title(f"Thêm vào {plan.named}" if plan else _said_of_plan(proposals)),
            text=form.text,
            proposals=proposals,
            plan=plan,
            upload=form.cleaned_data["upload"],
        )
        return reverse("intake:review", args=[intake.pk])

    with files_follow_transaction():
        return do_once(form, by=request.user, act=act)


def _said_of_plan(proposals: list[dict]) -> str:
    """Its number, else its title, as they were read."""
    typed = next((one["typed"] for one in proposals if one["key"] == PLAN_KEY), {})
    return f"Kế hoạch số {typed['number']}" if typed.get("number") else typed.get("summary", "")
