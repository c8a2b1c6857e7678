"""Corrections of confirmed figures: asking, deciding, taking back, and the list of them."""

from django.contrib import messages
from django.db.models import Case, Exists, OuterRef, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import do_once
from documents.models import EvidenceFile
from documents.serving import serve
from targets.actions import corrections as actions
from targets.actions.submissions import AlreadyDone, closing_of
from targets.content import parts_to_json
from targets.figure_history import words_of
from targets.forms.corrections import MINE, CorrectionFilter, CorrectionForm, DecisionForm
from targets.models import Correction, Figure
from targets.permissions import (
    can_check_correction,
    can_decide_correction,
    can_request_correction,
    can_withdraw_correction,
)
from targets.terms import Typed
from ui.filters import chips, page_of
from ui.permissions import require

OF_FIGURE = ("indicator", "agency", "period", "reported_by", "submission__agency", "submission__form__checker")
OF_CORRECTION = ("requested_by", "decided_by", *(f"figure__{name}" for name in OF_FIGURE), "figure__submission__period")
LIST_URL = "targets:corrections"


@require_safe
def corrections(request):
    """What waits for this person first, then the latest."""
    seen = Correction.objects.seen_by(request.user)
    filters = CorrectionFilter(request.GET, seen=seen)
    mine = Correction.objects.waiting_for(request.user).filter(pk=OuterRef("pk"))
    rows = filters.narrowed(seen).annotate(waits_for_me=Exists(mine))
    if filters.chosen("trang_thai") == MINE:
        rows = rows.filter(waits_for_me=True)
    page = page_of(
        rows.select_related(*OF_CORRECTION).order_by("-waits_for_me", _waiting_first(), "-requested_at", "-pk"),
        request.GET,
    )
    for row in page.object_list:
        row.before, row.after = words_of(row.figure, row.old), words_of(row.figure, row.new)
    context = {
        "page": page,
        "filters": filters,
        "chips": chips(filters, request.GET),
        "clear_url": reverse(LIST_URL),
        "crumbs": crumbs()[:1],
        "has_sample_data": any(row.figure.is_sample for row in page.object_list),
    }
    return render(request, "targets/correction_list.html", context)


def _waiting_first() -> Case:
    return Case(When(state=Correction.State.REQUESTED, then=Value(0)), default=Value(1))


@require_http_methods(["GET", "POST"])
def request_correction(request, figure_pk):
    """The parts as they should be; first seen beside those confirmed, then sent to whoever decides."""
    figure = get_object_or_404(Figure.objects.seen_by(request.user).select_related(*OF_FIGURE), pk=figure_pk)
    require(can_request_correction(request.user, figure))
    if waiting := figure.corrections.waiting().first():
        messages.info(request, "Số liệu này đã có một đề nghị đính chính đang chờ duyệt.")
        return redirect("targets:decide_correction", waiting.pk)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CorrectionForm(*bound, figure=figure)
    preview = None
    if form.is_valid():
        with form.refusals():
            if "send" in request.POST:
                return redirect(do_once(form, by=request.user, act=lambda: _ask(request, figure, form)))
            actions.require_lawful(figure, form.parts, timezone.localdate())
            preview = words_of(figure, parts_to_json(form.parts))
    context = {
        "figure": figure,
        "form": form,
        "before": words_of(figure, parts_to_json(figure.parts)),
        "after": preview,
        "effects": effects_of(figure),
        "back_url": reverse("targets:figure_history", args=[figure.pk]),
        "crumbs": crumbs(*of_figure(figure)),
        "has_sample_data": figure.is_sample,
    }
    return render(request, "targets/correction_request.html", context)


def _ask(request, figure: Figure, form: CorrectionForm) -> str:
    typed = form.cleaned_data
    made = actions.request_correction(
        by=request.user,
        figure=figure,
        revision=typed["revision"],
        parts=form.parts,
        reason=typed["reason"],
        uploads=typed["papers"],
        today=timezone.localdate(),
    )
    messages.success(request, "Đã gửi đề nghị đính chính. Số đã xác nhận còn nguyên đến khi một người khác duyệt.")
    return reverse("targets:decide_correction", args=[made.pk])


def effects_of(figure: Figure) -> list[str]:
    """What a correction changes and what it leaves, said before it is asked for or decided."""
    said = ["Khi được duyệt, kết quả và các bảng tính theo số mới; số cũ, số mới, lý do, người duyệt được giữ lại."]
    if figure.typed == Typed.CUMULATIVE:
        said.append("Đây là số lũy kế: số phát sinh của kỳ sau trong năm cũng thay đổi theo.")
    if figure.submission and (closing := closing_of(figure.submission)):
        said.append(f"Kỳ đã được {closing.office} khoá; đính chính không cần mở lại kỳ.")
    checker = figure.submission.form.checker if figure.submission else figure.agency
    return [*said, f"Người duyệt là một cán bộ khác của {checker} hoặc cấp trên, không phải người đề nghị."]


@require_http_methods(["GET", "POST"])
def decide_correction(request, pk):
    """One correction with old and new; those who may decide it do so here."""
    correction = found(request, pk)
    figure = correction.figure
    decides = can_decide_correction(request.user, correction)
    if request.method == "POST":
        is_late = bool(can_check_correction(request.user, correction)) and correction.decided_at is not None
        if not is_late:
            require(decides)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with form.refusals():
            try:
                messages.success(request, _decided(request, correction, form.cleaned_data["answer"]))
            except AlreadyDone as done:
                messages.info(request, done.messages[0])
            return redirect("targets:decide_correction", pk)
    context = {
        "correction": correction,
        "figure": figure,
        "before": words_of(figure, correction.old),
        "after": words_of(figure, correction.new),
        "form": form,
        "rights": {"decide": decides, "withdraw": can_withdraw_correction(request.user, correction)},
        "effects": effects_of(figure),
        "crumbs": crumbs(*of_figure(figure)),
        "has_sample_data": figure.is_sample,
    }
    return render(request, "targets/correction.html", context)


def _decided(request, correction: Correction, answer: str) -> str:
    """Carry the decision out; what is said of it."""
    if request.POST.get("decision") == "approve":
        actions.approve_correction(by=request.user, correction=correction, answer=answer, today=timezone.localdate())
        return "Đã duyệt đính chính; kết quả tính theo số mới từ bây giờ."
    actions.refuse_correction(by=request.user, correction=correction, answer=answer)
    return "Đã trả lời không chấp nhận; số đã xác nhận giữ nguyên."


@require_POST
def withdraw_correction(request, pk):
    correction = found(request, pk)
    if correction.requested_by != request.user or correction.state == Correction.State.REQUESTED:
        require(can_withdraw_correction(request.user, correction))
    try:
        actions.withdraw_correction(by=request.user, correction=correction)
        messages.success(request, "Đã rút đề nghị đính chính; số đã xác nhận giữ nguyên.")
    except AlreadyDone as done:
        messages.info(request, done.messages[0])
    return redirect("targets:decide_correction", pk)


@require_safe
def evidence(request, pk, file_pk):
    """A paper of a correction, for whoever may read the figure."""
    return serve(get_object_or_404(EvidenceFile, pk=file_pk, corrections=found(request, pk)))


def found(request, pk: int) -> Correction:
    seen = Correction.objects.seen_by(request.user).select_related(*OF_CORRECTION).prefetch_related("evidence")
    return get_object_or_404(seen, pk=pk)


def crumbs(*more) -> list[tuple[str, str]]:
    return [("Số liệu", reverse("targets:submissions")), ("Đính chính", reverse(LIST_URL)), *more]


def of_figure(figure: Figure) -> list[tuple[str, str]]:
    return [(figure.indicator.name, reverse("targets:figure_history", args=[figure.pk]))]
