"""Numbers of a source before the agency that answers for them: compare, confirm, dispute; the office answers."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from dossiers.actions import settling as actions
from dossiers.forms import AnswerForm, DisputeFilter, DisputeForm, SeenForm, disputed_for
from dossiers.models import DisputeAnswer
from dossiers.permissions import can_answer, can_load_somewhere, can_settle
from dossiers.showing import Comparison
from dossiers.views.sources import crumbs
from targets.actions.submissions import AlreadyDone, closing_of
from targets.content import print_of
from targets.models import Figure, SourcedCell, Submission
from ui.filters import chips, page_of
from ui.permissions import require

State = SourcedCell.State
WITH = (
    "figure__agency",
    "figure__indicator",
    "figure__period",
    "figure__submission__agency",
    "figure__submission__form__checker",
    "figure__submission__period",
    "upload__file",
    "upload__office",
    "upload__by",
    "upload__loading__source",
    "by",
)


def cells():
    """Numbers of sources with all that a page says of them."""
    answers = Prefetch("dispute_answers", DisputeAnswer.objects.select_related("by").order_by("at", "pk"))
    return SourcedCell.objects.select_related(*WITH).defer("upload__rows").prefetch_related(answers)


def found_cell(request, pk: int) -> SourcedCell:
    seen = Figure.objects.seen_by(request.user).values("pk")
    return get_object_or_404(cells().filter(figure__submission__isnull=False), figure__pk=pk, figure__in=seen)


@require_http_methods(["GET", "POST"])
def settle(request, pk):
    """Confirm a number, dispute it with a reason, or take the dispute back."""
    cell = found_cell(request, pk)
    submission = cell.figure.submission
    right = can_settle(request.user, submission, closing_of(submission), {cell.upload.by_id})
    seen = {"seen": print_of(cell.given)}
    form = DisputeForm(request.POST if "dispute" in request.POST else None, initial=seen)
    short = SeenForm(request.POST if request.method == "POST" else None, initial=seen)
    if request.method == "POST":
        require(right)
        if done := carry_out(request, cell.figure, form, short):
            return done
    context = {
        "comparison": Comparison(cell),
        "cell": cell,
        "figure": cell.figure,
        "submission": submission,
        "form": form,
        "short": SeenForm(initial=seen),
        "refusals": short.non_field_errors(),
        "right": right,
        "may_answer": cell.state == State.DISPUTED and can_answer(request.user, cell),
        "has_sample_data": submission.agency.is_sample,
        "crumbs": report_crumbs(submission),
    }
    return render(request, "dossiers/settle.html", context)


def carry_out(request, figure: Figure, form: DisputeForm, short: SeenForm):
    """What the pressed button asks for; None where the page has to come back."""
    used = form if "dispute" in request.POST else short
    if not used.is_valid():
        return None
    given = {"by": request.user, "figure": figure, **used.cleaned_data}
    with used.refusals():
        try:
            if "dispute" in request.POST:
                actions.dispute(**given)
                words = "Đã ghi ý kiến. Từ giờ ô này nhập được trên báo cáo: nhập số của đơn vị."
            elif "withdraw" in request.POST:
                actions.withdraw_dispute(today=timezone.localdate(), **given)
                words = "Đã rút ý kiến; báo cáo dùng lại số của nguồn."
            else:
                actions.confirm(**given)
                words = "Đã xác nhận số lấy từ nguồn."
            messages.success(request, words)
        except AlreadyDone as done:
            messages.info(request, done.messages[0])
        return redirect("dossiers:report", figure.submission_id)
    return None


def report_crumbs(submission: Submission) -> list[tuple[str, str]]:
    return [
        ("Số liệu", reverse("targets:submissions")),
        (str(submission), reverse("targets:submission", args=[submission.pk])),
        ("Đối chiếu số lấy từ nguồn", reverse("dossiers:report", args=[submission.pk])),
    ]


@require_http_methods(["GET", "POST"])
def report(request, pk):
    """All numbers of a report that came from a source; those not yet compared can be confirmed together."""
    seen = Submission.objects.seen_by(request.user).select_related("agency", "form__checker", "period")
    submission = get_object_or_404(seen, pk=pk)
    figures = Figure.objects.seen_by(request.user).filter(submission=submission).values("pk")
    rows = list(cells().filter(figure__in=figures).order_by("figure__line__order", "figure__line_id", "figure__pk"))
    waiting = sorted((cell for cell in rows if cell.state == State.GIVEN), key=lambda cell: cell.pk)
    right = can_settle(request.user, submission, closing_of(submission), {cell.upload.by_id for cell in waiting})
    form = SeenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(right)
        if form.is_valid():
            with form.refusals():
                return confirmed_all(request, submission, form)
    context = {
        "submission": submission,
        "rows": [Comparison(cell) for cell in rows],
        "waiting_count": len(waiting),
        "right": right,
        "form": SeenForm(initial={"seen": actions.print_of_all(waiting)}),
        "refusals": form.non_field_errors(),
        "has_sample_data": submission.agency.is_sample,
        "crumbs": report_crumbs(submission)[:2],
    }
    return render(request, "dossiers/report.html", context)


def confirmed_all(request, submission: Submission, form: SeenForm):
    try:
        count = actions.confirm_all(by=request.user, submission=submission, **form.cleaned_data)
        messages.success(request, f"Đã xác nhận {count} số lấy từ nguồn.")
    except AlreadyDone as done:
        messages.info(request, done.messages[0])
    return redirect("targets:submission", submission.pk)


@require_safe
def disputes(request):
    require(can_load_somewhere(request.user))
    seen = disputed_for(request.user)
    filters = DisputeFilter(request.GET, cells=seen)
    rows = cells().filter(pk__in=filters.narrowed(seen).values("pk")).order_by("-at", "-pk")
    page = page_of(rows, request.GET)
    page.object_list = [Comparison(cell) for cell in page.object_list]
    context = {
        "page": page,
        "filters": filters,
        "chips": chips(filters, request.GET),
        "clear_url": reverse("dossiers:disputes"),
        "has_sample_data": any(row.figure.agency.is_sample for row in page.object_list),
        "crumbs": crumbs(),
    }
    return render(request, "dossiers/disputes.html", context)


@require_http_methods(["GET", "POST"])
def answer(request, pk):
    cell = found_cell(request, pk)
    require(can_answer(request.user, cell))
    form = AnswerForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            actions.answer(by=request.user, figure=cell.figure, **form.answer)
            return reverse("dossiers:disputes")

        with form.refusals():
            address = do_once(form, by=request.user, act=act)
            messages.success(request, "Đã trả lời; đơn vị và người xác nhận đọc được.")
            return redirect(address)
    context = {
        "comparison": Comparison(cell),
        "cell": cell,
        "figure": cell.figure,
        "form": form,
        "has_sample_data": cell.figure.agency.is_sample,
        "crumbs": crumbs(("Ý kiến khác của đơn vị", reverse("dossiers:disputes"))),
    }
    return render(request, "dossiers/answer.html", context)
