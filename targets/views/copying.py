"""Copying a plan with its tasks and targets to a later year, and looking through what was copied."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from plans.models import Plan
from targets.actions import drafts
from targets.actions.copying import copy_to_next_year
from targets.forms.copying import CopyPlanForm
from targets.models import TargetVersion
from targets.permissions import can_delete_draft, can_set_targets
from targets.restating import sentence_of
from targets.views.targets import crumbs
from ui.permissions import require


@require_http_methods(["GET", "POST"])
def copy_plan(request, plan_id):
    plan = _plan(request, plan_id)
    require(can_set_targets(request.user, plan))
    form = CopyPlanForm(request.POST or None, initial={"year": plan.year_to + 1})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            address = do_once(form, by=request.user, act=lambda: _copy(request, plan, form))
            messages.success(request, "Đã sao chép thành bản thảo. Soát từng chỉ tiêu bên dưới trước khi ban hành.")
            return redirect(address)
    context = {"form": form, "plan": plan, "effects": _effects(plan), "crumbs": crumbs(plan)}
    return render(
        request, "targets/target_copy.html", {**context, "back_url": reverse("dashboard:plan", args=[plan.pk])}
    )


def _copy(request, plan: Plan, form: CopyPlanForm) -> str:
    copy = copy_to_next_year(by=request.user, plan=plan, year=form.cleaned_data["year"])
    return reverse("targets:review_copy", args=[copy.pk])


def _effects(plan: Plan) -> list[str]:
    tasks, targets = plan.tasks.count(), plan.targets.filter(withdrawn_on=None).count()
    left_out = plan.targets.exclude(withdrawn_on=None).count()
    effects = [
        f"Lập một bản thảo mới với {tasks} nhiệm vụ và {targets} chỉ tiêu của kế hoạch này; kế hoạch này giữ nguyên.",
        "Năm, ngày đến hạn, thời hạn nhiệm vụ và năm gốc được chuyển theo số năm chênh lệch.",
        "Số, ngày ban hành, người ký, kinh phí, bản đã ký và nguyên văn để trống, vì kế hoạch mới sẽ có nội dung riêng.",
        "Chỉ người sửa được kế hoạch mới thấy bản thảo cho đến khi đổi trạng thái thành “Đã ban hành”.",
    ]
    if left_out:
        effects.append(f"{left_out} chỉ tiêu đã bãi bỏ không được sao chép.")
    return [*effects, *_already_there(plan)]


def _already_there(plan: Plan) -> list[str]:
    """A second copy is rarely meant: drafts have no number yet that would refuse it."""
    year = plan.year_to + 1
    there = Plan.objects.filter(issuer=plan.issuer, kind=plan.kind, year_from=year).count()
    return [f"Lưu ý: năm {year} đã có {there} {plan.get_kind_display().lower()} của {plan.issuer}."] if there else []


@require_http_methods(["GET", "POST"])
def delete_draft(request, plan_id):
    """Ask, then take back a draft made by mistake."""
    plan = _plan(request, plan_id)
    require(can_delete_draft(request.user, plan))
    context = {"plan": plan, "crumbs": crumbs(plan), "tasks": plan.tasks.count(), "targets": plan.targets.count()}
    if request.method == "POST":
        try:
            drafts.delete_draft(by=request.user, plan=plan)
            messages.success(request, f"Đã xoá bản thảo “{plan.summary}”.")
            return redirect("plans:list")
        except ValidationError as refusal:
            context["refusal"] = " ".join(refusal.messages)
    return render(request, "targets/draft_delete.html", context)


@require_safe
def review_copy(request, plan_id):
    """Each copied target with its sentence and what to look at."""
    plan = _plan(request, plan_id)
    require(can_set_targets(request.user, plan))
    targets = plan.targets.with_rules()
    rows = [(target, sentence_of(target.last_version), _to_check(target.last_version)) for target in targets]
    return render(request, "targets/target_review.html", {"plan": plan, "rows": rows, "crumbs": crumbs(plan)})


def _to_check(version: TargetVersion) -> list[str]:
    """What a person should look at in a copied target, beside its value."""
    asked = {
        f"Năm gốc nay là {version.baseline_year}.": version.baseline_year,
        "Ngày đến hạn đã chuyển theo năm.": version.due_on,
        "Các mốc phấn đấu giữ nguyên giá trị.": bool(version.milestones.all()),
        "Chưa ghi cơ quan được đánh giá: đang tính cho cơ quan ban hành.": not (
            version.judged_agency or version.judged_group
        ),
        "Chưa có cơ quan chủ trì.": not version.lead_agency,
    }
    return ["Giá trị phải đạt giữ nguyên của năm trước.", *[words for words, applies in asked.items() if applies]]


def _plan(request, plan_id) -> Plan:
    return get_object_or_404(Plan.objects.seen_by(request.user).select_related("issuer"), pk=plan_id)
