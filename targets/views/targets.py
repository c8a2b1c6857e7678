"""The list of targets, the page of one, and what is done to it at a press: withdraw, restore, delete, move."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import ActionRecord
from accounts.roles import Action
from agencies import scope
from periods.period import reporting_year
from plans.models import Plan
from targets.actions import targets as actions
from targets.forms.filters import TargetFilter
from targets.forms.targets import WithdrawForm
from targets.judged import has_figures, is_judged
from targets.models import Target, TargetVersion
from targets.permissions import can_set_targets
from targets.restating import condition_of, differences, facts_of, judged_name, life_of, sentence_of
from ui.filters import chips, page_of
from ui.permissions import require
from ui.revisions import refused_press, revision_in


@dataclass(frozen=True)
class TargetRow:
    target: Target
    version: TargetVersion
    sentence: str
    condition: str
    judged: str


@dataclass(frozen=True)
class VersionRow:
    """One version of a rule, and what it changed of the one before."""

    version: TargetVersion
    sentence: str
    life: str
    changes: list[tuple[str, str, str]]


@require_safe
def target_list(request):
    form = TargetFilter(request.GET, user=request.user)
    page = page_of(form.found.with_rules().order_by("-plan__year_from", "plan", "order", "pk"), request.GET)
    today = localdate()
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "page": page,
        "rows": [_row(target, today) for target in page],
        "has_sample_data": any(target.plan.is_sample for target in page),
    }
    return render(request, "targets/target_list.html", context)


def _row(target: Target, today) -> TargetRow:
    version = target.version_on(today) or target.last_version
    return TargetRow(target, version, sentence_of(version), condition_of(version), judged_name(version))


@require_safe
def target_page(request, target_id):
    target = get_object_or_404(_seen(request), pk=target_id)
    today = localdate()
    version = target.version_on(today) or target.last_version
    context = {
        "target": target,
        "version": version,
        "sentence": sentence_of(version),
        "facts": facts_of(version),
        "versions": _version_rows(target),
        "can_edit": can_set_targets(request.user, target.plan),
        "can_delete": can_set_targets(request.user, target.plan) and _may_go(target),
        "is_judged": is_judged(target),
        "replaced_on": Plan.objects.filter(pk=target.plan_id).with_standing().get().replaced_on,
        "basis_query": _basis_query(request, target, version),
        "records": ActionRecord.objects.about(target).select_related("by")[:50],
        "crumbs": crumbs(target.plan),
        "has_sample_data": target.plan.is_sample,
    }
    return render(request, "targets/target.html", context)


def _basis_query(request, target: Target, version: TargetVersion) -> str:
    """The year of the rule nearest to now, seen from the issuer or else from the reader's agency that the target names.

    Empty where the reader has neither: then the rule is all that they may read.
    """
    year = min(max(reporting_year(localdate()), version.first_year), version.last_year)
    seen = scope.may(request.user, Action.SEE, target.plan.issuer)
    office = target.plan.issuer if seen else _named_by(target, scope.sees(request.user))
    return urlencode({"nam": year, "don_vi": office.pk}) if office else ""


def _named_by(target: Target, agencies):
    """The highest of these agencies that the target names; None where it names none of them."""
    named = Q(judged_versions__target=target) | Q(led_targets__target=target) | Q(watched_targets__target=target)
    named |= Q(group_memberships__group__judged_versions__target=target)
    return agencies.filter(named).order_by("depth", "sort_key").first()


def _may_go(target: Target) -> bool:
    return target.plan.state == Plan.State.DRAFT or not has_figures(target)


def _version_rows(target: Target) -> list[VersionRow]:
    """Newest first."""
    versions = list(target.versions.all())
    before = [None, *versions]
    rows = [
        VersionRow(version, sentence_of(version), life_of(version), differences(old, version) if old else [])
        for old, version in zip(before, versions, strict=False)
    ]
    return rows[::-1]


@require_http_methods(["GET", "POST"])
def withdraw_target(request, target_id):
    target = get_object_or_404(_seen(request), pk=target_id)
    require(can_set_targets(request.user, target.plan))
    form = WithdrawForm(request.POST or None, initial={"revision": target.revision, "day": localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.withdraw_target(by=request.user, target=target, **form.cleaned_data)
            messages.success(request, "Đã bãi bỏ chỉ tiêu. Các đánh giá trước ngày bãi bỏ vẫn giữ nguyên.")
            return redirect("targets:detail", target.pk)
    context = {
        "form": form,
        "target": target,
        "sentence": sentence_of(target.last_version),
        "crumbs": _crumbs_to(target),
    }
    return render(request, "targets/target_withdraw.html", context)


@require_POST
def restore_target(request, target_id):
    target = get_object_or_404(_seen(request), pk=target_id)
    require(can_set_targets(request.user, target.plan))
    try:
        actions.restore_target(by=request.user, target=target, revision=revision_in(request))
        messages.success(request, "Chỉ tiêu được áp dụng trở lại.")
    except ValidationError as refusal:
        messages.error(request, refused_press(refusal))
    return redirect("targets:detail", target.pk)


@require_http_methods(["GET", "POST"])
def delete_target(request, target_id):
    target = get_object_or_404(_seen(request), pk=target_id)
    require(can_set_targets(request.user, target.plan))
    context = {"target": target, "sentence": sentence_of(target.last_version), "crumbs": _crumbs_to(target)}
    if request.method == "POST":
        try:
            actions.delete_target(by=request.user, target=target, revision=revision_in(request))
            messages.success(request, "Đã xoá chỉ tiêu.")
            return redirect("dashboard:plan", target.plan_id)
        except ValidationError as refusal:
            context["refusal"] = refused_press(refusal)
    return render(request, "targets/target_delete.html", context)


@require_POST
def move_target(request, target_id):
    target = get_object_or_404(_seen(request), pk=target_id)
    require(can_set_targets(request.user, target.plan))
    actions.move_target(by=request.user, target=target, up=request.POST.get("huong") == "len")
    return redirect(reverse("dashboard:plan", args=[target.plan_id]) + f"#chi-tieu-{target.pk}")


def crumbs(plan) -> list[tuple[str, str]]:
    return [("Kế hoạch", reverse("plans:list")), (str(plan), reverse("dashboard:plan", args=[plan.pk]))]


def _crumbs_to(target: Target) -> list[tuple[str, str]]:
    return [*crumbs(target.plan), (target.indicator.name, reverse("targets:detail", args=[target.pk]))]


def _seen(request):
    return Target.objects.seen_by(request.user).with_rules()
