"""One proposal with all its fields: read it, change it, add one that was not found."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from intake.actions import intakes as actions
from intake.deciding import Item, Sort, State
from intake.forms.adding import AddForm
from intake.forms.describing import as_kept, filled, plan_of, retelling
from intake.forms.filled import FilledTarget, typed_in, with_new_at_hand
from intake.models import PlanIntake
from intake.permissions import can_decide
from intake.proposing import NEW
from intake.reading import targets_in, within_plan
from intake.views.review import address_after, address_of, around, crumbs, found, item_in
from plans.forms.plans import PlanForm
from plans.forms.tasks import TaskForm
from plans.models import Task
from targets.forms.indicators import InPassingForm
from targets.forms.target_form import TargetForm
from targets.forms.targets import understood
from targets.views.redrawing import is_sent
from ui.permissions import require
from ui.revisions import revision_in

TEMPLATES = {
    Sort.PLAN: "intake/change_plan.html",
    Sort.TASK: "intake/change_task.html",
    Sort.TARGET: "intake/change_target.html",
}
CONTEXT_BEFORE, CONTEXT_AFTER = (
    120,
    300,
)  # characters of the document; few before, so that a phone shows the words at once


@require_http_methods(["GET", "POST"])
def change(request, intake_id, item_key):
    """The house's own form of a plan, a task or a target, filled with the proposal; saving it accepts it."""
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    item = item_in(intake, item_key)
    if is_sent(request):
        return _save(request, intake, item)
    typed = item.typed | typed_in(request.POST) if request.method == "POST" else item.typed
    return _page(request, intake, item, **_unchecked(request, intake, item, typed), revision=item.revision)


def _save(request, intake: PlanIntake, item: Item):
    typed, place = with_new_at_hand(typed_in(request.POST), item.typed), around(request, intake)
    part = filled(item.sort, typed, plan_of(intake, place), place)
    told = part.described()
    revision = revision_in(request)
    if not told.faults:
        try:
            decided = _accept(request, intake, item, revision, typed, as_kept(told))
            return redirect(address_after(decided, item_in(decided, item.key)))
        except ValidationError as refusal:
            part.form.refuse(refusal)
            revision = getattr(refusal, "revision", revision)  # after a stale page, saving once more is a decision
    new = getattr(part, "new", None)
    return _page(request, intake, item, form=part.form, new=new, faults=told.faults, revision=revision)


def _accept(request, intake: PlanIntake, item: Item, revision: int, typed: dict, told: dict) -> PlanIntake:
    by = request.user
    if item.sort == Sort.PLAN:
        retell = retelling(typed, around(request, intake))
        return actions.decide_on_plan(by=by, intake=intake, revision=revision, typed=typed, retell=retell, **told)
    return actions.decide(
        by=by, intake=intake, key=item.key, revision=revision, state=State.ACCEPTED, typed=typed, **told
    )


def _unchecked(request, intake: PlanIntake, item: Item, typed: dict) -> dict:
    """The forms drawn with what was proposed or typed so far; nothing is checked yet."""
    plan, today = plan_of(intake, around(request, intake)), localdate()
    if item.sort == Sort.PLAN:
        form = PlanForm(initial=typed, user=request.user, today=today)
        del form.fields["signed"]
        return {"form": form}
    if item.sort == Sort.TASK:
        return {"form": TaskForm(initial=typed, instance=Task(plan=plan), today=today)}
    is_known = bool(typed.get("indicator"))
    start = f"{NEW}-"
    fresh = {} if is_known else {name.removeprefix(start): typed[name] for name in typed if name.startswith(start)}
    new = InPassingForm(initial=fresh, prefix=NEW)
    form = TargetForm(typed=typed, plan=plan, today=today, new_indicator=new.typed_indicator())
    return {"form": form, "new": new}


def _page(request, intake: PlanIntake, item: Item, *, form, revision: int, new=None, faults=()):
    context = {"intake": intake, "item": item, "form": form, "new": new, "faults": faults, "revision": revision}
    context |= {"excerpt": _excerpt(intake, item), "crumbs": [*crumbs(), (str(intake), address_of(intake, item.key))]}
    if item.sort == Sort.TARGET:
        context["understood"] = understood(form if form.is_bound else _bound(request, intake, item).form)
        if request.htmx and not is_sent(request):
            return render(request, "targets/_target_fields.html", context)
    return render(request, TEMPLATES[item.sort], context)


def _bound(request, intake: PlanIntake, item: Item) -> FilledTarget:
    """The target as it stands on the page, checked."""
    typed = typed_in(request.POST) if request.method == "POST" else item.typed
    return filled(item.sort, typed, plan_of(intake, around(request, intake)), around(request, intake))


def _excerpt(intake: PlanIntake, item: Item) -> tuple[str, str, str] | None:
    """The words of the document, with some before and after."""
    if item.start is None:
        return None
    content = intake.text["content"]
    start, end = item.start, item.end
    if item.quote and (place := content.find(item.quote, max(0, start - len(item.quote)))) != -1 and place <= start:
        start, end = place, max(end, place + len(item.quote))
    before = content[max(0, start - CONTEXT_BEFORE) : start]
    return before, content[start:end], content[end : end + CONTEXT_AFTER]


@require_POST
def restate(request, intake_id, item_key):
    """The sentence of what stands on the page now; writes nothing."""
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    item = item_in(intake, item_key)
    told = understood(_bound(request, intake, item).form) if item.sort == Sort.TARGET else None
    return render(request, "targets/_understood.html", {"understood": told})


@require_http_methods(["GET", "POST"])
def add(request, intake_id):
    """A target or a task that was not found: from words of the document, marked with the mouse or copied here."""
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    form = AddForm(request.POST or None, text=intake.read_text, initial={"quote": request.GET.get("quote", "")})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            keys = actions.add_proposals(by=request.user, intake=intake, proposals=_added(request, intake, form))
            messages.success(request, f"Đã thêm {len(keys)} đề xuất. Xem lại rồi nhận.")
            return redirect(address_of(intake, keys[0]))
    return render(
        request,
        "intake/add.html",
        {"form": form, "intake": intake, "crumbs": [*crumbs(), (str(intake), address_of(intake))]},
    )


def _added(request, intake: PlanIntake, form: AddForm) -> list[dict]:
    place = around(request, intake)
    plan = plan_of(intake, place)
    read = targets_in(form.words, form.start, form.place, within_plan(plan, place)) if form.is_target else []
    return [
        one | as_kept(filled(one["sort"], one["typed"], plan, place).described()) for one in read or [form.blank(plan)]
    ]
