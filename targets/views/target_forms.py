"""Filling in a target: a new one, a correction, an amendment; and the sentence that says what was understood so far."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from accounts.once import do_once
from plans.models import Plan
from targets.actions import indicators as indicator_actions
from targets.actions import targets as actions
from targets.forms.indicators import InPassingForm
from targets.forms.target_form import TargetForm
from targets.forms.targets import (
    AmendTargetForm,
    EditTargetForm,
    NewTargetForm,
    Understood,
    as_on_file,
    understood,
)
from targets.judged import is_judged
from targets.models import Target
from targets.permissions import can_set_targets
from targets.restating import rule_of, sentence_of
from targets.rule_checks import doubts
from targets.views.redrawing import is_sent, typed_so_far
from targets.views.targets import crumbs
from ui.permissions import require

IN_PASSING = "moi"  # the fields of an indicator typed beside the target


class Filling:
    """A form as it is being filled in: bound when it was sent to be saved, else drawn with all that was typed so far."""

    def __init__(self, request, kind: type[TargetForm], plan: Plan, *, first: dict | None = None, **kwargs):
        self.request, self.kind, self.plan = request, kind, plan
        self.target: Target | None = kwargs.get("target")
        self.kwargs = {"plan": plan, "today": localdate(), **kwargs}
        if self.target:
            self.kwargs["instance"] = self.target.last_version
        self.is_sent = is_sent(request)
        self.form = self._bound() if self.is_sent else kind(typed=typed_so_far(request), initial=first, **self.kwargs)

    @property
    def is_complete(self) -> bool:
        return self.is_sent and self.form.is_valid()

    def understood(self) -> Understood | None:
        if self.request.method == "POST":
            return understood(self.form if self.is_sent else self._bound())
        return as_on_file(self.target.last_version) if self.target else None

    def page(self, **context):
        redrawn = self.request.htmx and not self.is_sent
        template = "targets/_target_fields.html" if redrawn else "targets/target_form.html"
        context |= {"form": self.form, "plan": self.plan, "target": self.target, "understood": self.understood()}
        return render(self.request, template, {**context, "crumbs": crumbs(self.plan), "locked": self.form.locked})

    def saved(self, address: str):
        """After saving: the sentence as it was understood, and what may be odd about it."""
        asked = self.form.asked()
        messages.success(self.request, f"Đã lưu: {sentence_of(asked.version)}")
        for doubt in doubts(rule_of(asked.version), actions.around(asked)):
            messages.warning(self.request, doubt)
        return redirect(address)

    def _bound(self) -> TargetForm:
        return self.kind(self.request.POST, **self.kwargs)


@require_http_methods(["GET", "POST"])
def create_target(request, plan_id):
    plan = _plan(request, plan_id)
    require(can_set_targets(request.user, plan))
    new = _in_passing(request)
    filling = Filling(request, NewTargetForm, plan, first=_first_values(request), new_indicator=new.typed_indicator())
    form = filling.form
    if filling.is_complete and (form.cleaned_data["indicator"] or new.is_valid()):
        with form.refusals():
            return filling.saved(do_once(form, by=request.user, act=lambda: _add(request, form, new)))
    return filling.page(new=new, title="Thêm chỉ tiêu", action="Lưu chỉ tiêu")


def _add(request, form: NewTargetForm, new: InPassingForm) -> str:
    """Enter the target, and before it the indicator that was typed in passing."""
    indicator = form.cleaned_data["indicator"]
    if indicator is None:
        indicator = indicator_actions.create_indicator(by=request.user, indicator=new.entered(form.plan.issuer))
    target = actions.add_target(by=request.user, asked=form.asked(indicator))
    if "them_tiep" in request.POST:
        return reverse("targets:create", args=[form.plan.pk])
    return reverse("targets:detail", args=[target.pk])


@require_http_methods(["GET", "POST"])
def edit_target(request, target_id):
    target = _target(request, target_id)
    require(can_set_targets(request.user, target.plan))
    filling = Filling(request, EditTargetForm, target.plan, target=target, locked=is_judged(target))
    form = filling.form
    if filling.is_complete:
        with form.refusals():
            actions.correct_target(by=request.user, asked=form.asked(), revision=form.revision)
            return filling.saved(reverse("targets:detail", args=[target.pk]))
    return filling.page(title="Sửa chỉ tiêu", action="Lưu chỉ tiêu")


@require_http_methods(["GET", "POST"])
def amend_target(request, target_id):
    target = _target(request, target_id)
    require(can_set_targets(request.user, target.plan))
    by_plans = Plan.objects.edited_by(request.user).select_related("issuer")
    first = {"set_by_plan": target.plan_id}
    filling = Filling(request, AmendTargetForm, target.plan, target=target, by_plans=by_plans, first=first)
    form = filling.form
    if filling.is_complete:
        with form.refusals():
            actions.amend_target(by=request.user, asked=form.asked(), revision=form.revision, **form.amendment())
            return filling.saved(reverse("targets:detail", args=[target.pk]))
    return filling.page(title="Điều chỉnh chỉ tiêu từ ngày", action="Lưu điều chỉnh")


@require_POST
def restate(request, plan_id):
    """The sentence of what stands on the page now; writes nothing."""
    plan = _plan(request, plan_id)
    require(can_set_targets(request.user, plan))
    new = InPassingForm(request.POST, prefix=IN_PASSING)
    filling = Filling(
        request,
        NewTargetForm,
        plan,
        target=_of_plan(plan, request.POST.get("target", "")),
        new_indicator=new.typed_indicator(),
    )
    return render(request, "targets/_understood.html", {"understood": filling.understood()})


def _in_passing(request) -> InPassingForm:
    if is_sent(request):
        return InPassingForm(request.POST, prefix=IN_PASSING)
    start = f"{IN_PASSING}-"
    typed = {name.removeprefix(start): value for name, value in request.POST.items() if name.startswith(start)}
    return InPassingForm(initial=typed, prefix=IN_PASSING)


def _first_values(request) -> dict:
    """An indicator's page may lead here with the indicator already chosen."""
    chosen = request.GET.get("chi_tieu", "")
    return {"indicator": int(chosen)} if chosen.isdecimal() else {}


def _plan(request, plan_id) -> Plan:
    return get_object_or_404(Plan.objects.seen_by(request.user).select_related("issuer"), pk=plan_id)


def _target(request, target_id) -> Target:
    return get_object_or_404(Target.objects.seen_by(request.user).with_rules(), pk=target_id)


def _of_plan(plan: Plan, pk: str) -> Target | None:
    return plan.targets.with_rules().filter(pk=pk).first() if pk.isdecimal() else None
