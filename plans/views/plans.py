"""The list of plans; entering and correcting one; its signed paper. A plan's own page is in dashboard/."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from documents.actions import files_follow_transaction
from documents.serving import serve
from plans import actions
from plans.forms.filters import PlanFilter
from plans.forms.plans import EditPlanForm, NewPlanForm
from plans.models import Plan
from plans.permissions import can_create_plan, can_edit_plan
from plans.standing import Standing
from plans.tallies import Tally, tallies_of
from ui.filters import chips, page_of
from ui.permissions import require


@dataclass(frozen=True)
class PlanRow:
    plan: Plan
    standing: Standing
    tally: Tally


@require_safe
def plan_list(request):
    today = localdate()
    form = PlanFilter(request.GET, user=request.user)
    page = page_of(form.found.select_related("issuer").with_standing(), request.GET)
    tallies = tallies_of(page.object_list, today)
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "page": page,
        "rows": [PlanRow(plan, plan.standing_on(today), tallies[plan.pk]) for plan in page],
        "can_create": can_create_plan(request.user),
        "has_sample_data": any(plan.is_sample for plan in page),
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def create_plan(request):
    require(can_create_plan(request.user))
    form = NewPlanForm(request.POST or None, request.FILES or None, user=request.user, today=localdate())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            address = _enter(request, form)
            messages.success(
                request, f"Đã lưu {form.instance.named}. Nhập tiếp nhiệm vụ và chỉ tiêu của kế hoạch bên dưới."
            )
            return redirect(address)
    return render(request, "plans/form.html", {"form": form, "back_url": reverse("plans:list")})


def _enter(request, form: NewPlanForm) -> str:
    """Enter the plan once, however often the button was pressed; the address of its page."""

    def act() -> str:
        plan = actions.create_plan(
            by=request.user, plan=form.instance, today=localdate(), signed=form.cleaned_data["signed"]
        )
        return reverse("dashboard:plan", args=[plan.pk])

    with files_follow_transaction():
        return do_once(form, by=request.user, act=act)


@require_http_methods(["GET", "POST"])
def edit_plan(request, plan_id):
    plan = get_object_or_404(_seen(request), pk=plan_id)
    require(can_edit_plan(request.user, plan))
    form = EditPlanForm(
        request.POST or None, request.FILES or None, instance=plan, user=request.user, today=localdate()
    )
    back_url = reverse("dashboard:plan", args=[plan.pk])
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.edit_plan(
                by=request.user,
                plan=form.instance,
                revision=form.revision,
                today=localdate(),
                signed=form.cleaned_data["signed"],
                drop_signed=form.cleaned_data.get("drop_signed", False),
            )
            messages.success(request, f"Đã lưu {form.instance.named}.")
            return redirect(back_url)
    return render(
        request,
        "plans/form.html",
        {"form": form, "plan": plan, "back_url": back_url, "has_sample_data": plan.is_sample},
    )


@require_safe
def signed_file(request, plan_id):
    plan = get_object_or_404(_seen(request).select_related("signed_file"), pk=plan_id)
    if plan.signed_file is None:
        raise Http404("Kế hoạch này chưa có bản đã ký trong hệ thống.")
    return serve(plan.signed_file)


def _seen(request):
    return Plan.objects.seen_by(request.user).select_related("issuer", "signed_file")
