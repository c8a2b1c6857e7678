"""The page where a person looks through what was read: the document beside the proposals, and what one presses there."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from documents.serving import serve
from intake.actions import intakes as actions
from intake.deciding import Item, Sort, State, count, in_reading_order
from intake.forms.cards import Card, asks_groups, card_of, quick_typed
from intake.forms.describing import as_kept, described, plan_of
from intake.marking import marks_of, shown
from intake.models import PlanIntake
from intake.permissions import can_decide
from intake.reading import Surroundings, within_plan
from plans import numbering
from plans.models import Plan
from ui.permissions import require
from ui.revisions import StaleRevision, revision_in


def found(request: HttpRequest, intake_id: int) -> PlanIntake:
    intakes = PlanIntake.objects.edited_by(request.user).select_related("agency", "plan__issuer", "file", "changed_by")
    return get_object_or_404(intakes, pk=intake_id)


def around(request: HttpRequest, intake: PlanIntake) -> Surroundings:
    return Surroundings(request.user, localdate(), intake.plan)


def item_in(intake: PlanIntake, key: str) -> Item:
    item = next((item for item in intake.items if item.key == key), None)
    if item is None:
        raise Http404("Không có đề xuất này trong văn bản.")
    return item


def address_of(intake: PlanIntake, key: str = "") -> str:
    return reverse("intake:review", args=[intake.pk]) + (f"#{key}" if key else "")


def address_after(intake: PlanIntake, item: Item) -> str:
    """Where a person goes on after a decision: the next that waits; at one that was opened again, there."""
    waiting = (one.key for one in in_reading_order(intake.items) if one.is_open)
    return address_of(intake, item.key if item.is_open else next(waiting, "tinh-hinh"))


@require_safe
def review(request, intake_id):
    intake = found(request, intake_id)
    if intake.state == PlanIntake.State.WRITTEN and intake.plan:
        return redirect("dashboard:plan", intake.plan.pk)
    require(can_decide(request.user, intake))
    return review_page(request, intake)


def review_page(request, intake: PlanIntake, *, changed: Card | None = None, faults: dict | None = None, taken=None):
    """`changed`: a card that could not be saved, as it was sent. `faults`: by key, what refused writing. `taken`: the plan
    that has the number already.
    """
    items = intake.items
    cards = _cards(request, intake, in_reading_order(items), changed)
    context = {
        "intake": intake,
        "blocks": shown(intake.read_text, marks_of(items)),
        "cards": cards,
        "tally": count(items),
        "taken": taken or _same_number(request, intake, items),
        "faults": [(card, (faults or {}).get(card.item.key, [])) for card in cards if card.item.key in (faults or {})],
        "crumbs": crumbs(),
    }
    return render(request, "intake/review.html", context)


def crumbs() -> list[tuple[str, str]]:
    return [("Kế hoạch", reverse("plans:list")), ("Nhập từ văn bản", reverse("intake:begin"))]


def _cards(request, intake: PlanIntake, items: list[Item], changed: Card | None = None) -> list[Card]:
    groups = group_choices(request, intake) if any(map(asks_groups, items)) else []
    cards = [card_of(item, groups) for item in items]
    return [changed if changed and card.item.key == changed.item.key else card for card in cards]


def group_choices(request, intake: PlanIntake) -> list[tuple[int, str]]:
    place = around(request, intake)
    return [(key, name) for key, name, _ in within_plan(plan_of(intake, place), place).groups]


def _same_number(request, intake: PlanIntake, items: list[Item]) -> Plan | None:
    """A plan on file that bears the number that was read."""
    read = next((item for item in items if item.sort == Sort.PLAN and item.state != State.DROPPED), None)
    key = numbering.key(read.typed.get("number", "")) if read else ""
    issuer = read.typed.get("issuer", "") if read else ""
    if not key or not issuer.isdecimal():
        return None
    return Plan.objects.edited_by(request.user).filter(issuer=issuer, number_key=key).first()


@require_POST
def decide(request, intake_id, item_key):
    """Accept, drop or open again one proposal, with what its card asks. Without a decision: only the card, told anew."""
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    item = item_in(intake, item_key)
    typed = quick_typed(item, request.POST)
    place = around(request, intake)
    told = as_kept(described(item.sort, typed, plan_of(intake, place), place))
    if request.POST.get("decision") not in State.__members__.values():
        return _answer(request, intake, replace(item, typed=typed, **told))
    state = State(request.POST["decision"])
    refused = state == State.ACCEPTED and bool(told["faults"])
    kept = {"state": State.OPEN if refused else state, "typed": typed, **told}
    try:
        intake = actions.decide(by=request.user, intake=intake, key=item_key, revision=revision_in(request), **kept)
    except ValidationError as refusal:
        return _refused(request, intake, item_key, typed, refusal)
    words = "Chưa nhận được: sửa những chỗ nêu dưới đây." if refused else ""
    return _answer(request, intake, item_in(intake, item_key), words)


def _answer(request, intake: PlanIntake, item: Item, refusal: str = ""):
    """The card as it stands now, and how many are left; without script the page again, at this card."""
    if not request.htmx and not refusal:
        return redirect(address_after(intake, item))
    card = card_of(item, group_choices(request, intake), refusal)
    if not request.htmx:
        return review_page(request, intake, changed=card)
    return render(request, "intake/_decided.html", {"card": card, "intake": intake, "tally": intake.count})


def _refused(request, intake: PlanIntake, key: str, typed: dict, refusal: ValidationError):
    """Somebody decided in between, or the document is done: what was chosen stays on the card, unsaved."""
    intake = found(request, intake.pk)
    words = " ".join(refusal.messages)
    if not intake.is_open:
        messages.error(request, words)
        return _go(request, address_of(intake))
    item = item_in(intake, key)
    if isinstance(refusal, StaleRevision):
        item = replace(item, typed=item.typed | typed, state=State.OPEN)
    return _answer(request, intake, item, words)


def _go(request, address: str):
    """To another page, also from a press that expected a part of this one."""
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


@require_POST
def accept_settled(request, intake_id):
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    try:
        accepted = actions.accept_settled(by=request.user, intake=intake)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"Đã nhận {accepted} đề xuất không còn nghi vấn.")
    return redirect(address_of(intake))


@require_http_methods(["GET", "POST"])
def drop(request, intake_id):
    """Ask, then set the document aside."""
    intake = found(request, intake_id)
    require(can_decide(request.user, intake))
    if request.method == "POST":
        try:
            actions.drop(by=request.user, intake=intake)
            messages.success(request, f"Đã bỏ văn bản “{intake}”. Không có gì được ghi vào kế hoạch.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("plans:list")
    return render(request, "intake/drop.html", {"intake": intake, "crumbs": crumbs()})


@require_safe
def file(request, intake_id):
    intake = found(request, intake_id)
    if intake.file is None:
        raise Http404("Văn bản này được dán vào, không có tệp.")
    return serve(intake.file)
