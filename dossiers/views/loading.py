"""One file for all agencies: chosen, previewed, confirmed."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import do_once
from agencies.models import Agency
from documents.serving import serve
from dossiers.actions import loading as actions
from dossiers.actions.sources import name_agency
from dossiers.forms import ConfirmForm, NamesForm, UploadForm
from dossiers.models import Loading
from dossiers.permissions import can_load
from dossiers.takeover import Brought, Takeover, takeover_of
from dossiers.views.sources import crumbs, found_source
from targets.actions.submissions import AlreadyDone
from targets.models import Indicator, SourcedCell, Submission
from ui.filters import page_of
from ui.permissions import require

SHOWN = 100
NAMES_AT_ONCE = 40
NAMES = ("source__office", "source__form", "upload__file", "upload__period", "upload__by")
State = SourcedCell.State


@dataclass
class AgencyRow:
    """One agency of the file: its row there, and what changes under each indicator."""

    agency: Agency
    row: int
    cells: list[Brought | None]


@require_http_methods(["GET", "POST"])
def upload(request, pk):
    source = found_source(request, pk)
    form = UploadForm(request.POST or None, request.FILES or None, source=source)
    if form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            made = actions.read_file(by=request.user, source=source, period=given["period"], upload=given["file"])
            return reverse("dossiers:review", args=[made.pk])

        with form.refusals():
            return redirect(do_once(form, by=request.user, act=act))
    context = {
        "form": form,
        "source": source,
        "is_mapped": source.mapped.exists(),
        "loadings": source.loadings.select_related("source", "upload__file", "upload__period", "upload__by")
        .defer("upload__rows")
        .order_by("-upload__at", "-pk")[:10],
        "has_sample_data": source.office.is_sample,
        "crumbs": crumbs((str(source), reverse("dossiers:edit", args=[source.pk]))),
    }
    return render(request, "dossiers/upload.html", context)


def found_loading(request, pk: int) -> Loading:
    loading = get_object_or_404(Loading.objects.seen_by(request.user).select_related(*NAMES), pk=pk)
    require(can_load(request.user, loading.source))
    return loading


@require_http_methods(["GET", "POST"])
def review(request, pk):
    """What the file would do; confirmed, it does exactly that."""
    loading, today = found_loading(request, pk), timezone.localdate()
    form = ConfirmForm(request.POST or None)
    if form.is_valid():
        with form.refusals():
            try:
                done = actions.take_over(
                    by=request.user, loading=loading, digest=form.cleaned_data["digest"], today=today
                )
                words = f"Đã ghi {done.written_count} ô vào {done.report_count} báo cáo (bản nháp). Đơn vị đối chiếu rồi gửi."
                messages.success(request, words)
            except AlreadyDone as already:
                messages.info(request, already.messages[0])
            return redirect("dossiers:review", loading.pk)
    if loading.upload.applied_at:
        return render(request, "dossiers/loaded.html", loaded_context(loading))
    found = takeover_of(loading, today)
    return render(request, "dossiers/review.html", review_context(request, loading, found, form.errors))


def review_context(request, loading: Loading, found: Takeover, errors) -> dict:
    page, indicators = board_of(found.changes, request.GET)
    unknown = list(found.unknown.values())
    return {
        "loading": loading,
        "source": loading.source,
        "found": found,
        "page": page,
        "indicators": indicators,
        "tiles": tiles_of(found),
        "refused": found.refused[:SHOWN],
        "left_out": found.left_out[:SHOWN],
        "disputed": found.disputed[:SHOWN],
        "unknown": unknown,
        "names": NamesForm(unknown=unknown[:NAMES_AT_ONCE], agencies=agencies_of(loading)) if unknown else None,
        "form": ConfirmForm(initial={"digest": found.digest}),
        "refusals": [message for messages_ in errors.values() for message in messages_],
        "has_sample_data": loading.source.office.is_sample,
        "crumbs": crumbs((str(loading.source), reverse("dossiers:upload", args=[loading.source_id]))),
    }


def board_of(changes: list[Brought], query) -> tuple[Page, list[Indicator]]:
    """A page of agencies with, for each of the indicators that change, what changes there."""
    indicators = list({one.figure.indicator_id: one.figure.indicator for one in changes}.values())
    places = {indicator.pk: place for place, indicator in enumerate(indicators)}
    rows: dict[int, AgencyRow] = {}
    for one in changes:
        row = rows.setdefault(one.figure.agency_id, AgencyRow(one.figure.agency, one.row, [None] * len(indicators)))
        row.cells[places[one.figure.indicator_id]] = one
    return page_of(list(rows.values()), query), indicators


def tiles_of(found: Takeover) -> list[dict]:
    return [
        {"count": len(found.changes), "label": "ô sẽ ghi số mới", "sign": "●", "tone": "running"},
        {"count": found.same_count + len(found.marked), "label": "ô đã đúng số", "sign": "✓", "tone": "good"},
        {"count": len(found.refused), "label": "ô không nhận được", "sign": "✕", "tone": "bad"},
        {"count": len(found.unknown), "label": "tên chưa nhận ra đơn vị", "sign": "△", "tone": "near"},
        {"count": len(found.left_out), "label": "đơn vị để ngoài", "sign": "–", "tone": "empty"},
    ]


def agencies_of(loading: Loading):
    """The agencies that report on the source's form in the period, or are reported about."""
    reports = Submission.objects.filter(form=loading.source.form_id, period=loading.upload.period_id)
    about = Q(figures__submission__in=reports) | Q(submissions__in=reports)
    return Agency.objects.at_or_below(loading.source.office).filter(about).distinct()


def loaded_context(loading: Loading) -> dict:
    """What became of a file that was written: how many of its cells were confirmed or disputed since."""
    counts = dict(loading.upload.cells.values_list("state").annotate(Count("pk")).order_by())
    return {
        "loading": loading,
        "source": loading.source,
        "states": [(state, counts.get(state, 0)) for state in State.values],
        "disputed_count": counts.get(State.DISPUTED, 0),
        "has_sample_data": loading.source.office.is_sample,
        "crumbs": crumbs((str(loading.source), reverse("dossiers:upload", args=[loading.source_id]))),
    }


@require_POST
def name_agencies(request, pk):
    """Remember what the file calls our agencies, and look again."""
    loading = found_loading(request, pk)
    back = redirect("dossiers:review", loading.pk)
    if loading.upload.applied_at:
        return back
    unknown = list(takeover_of(loading, timezone.localdate()).unknown.values())
    agencies = {agency.pk: agency for agency in agencies_of(loading)}
    form = NamesForm(request.POST, unknown=unknown, agencies=agencies.values())
    if not form.is_valid():
        messages.error(request, "Chưa lưu: có đơn vị được chọn không nằm trong danh sách. Chọn lại.")
        return back
    chosen = form.chosen()
    try:
        for text, agency in chosen:
            name_agency(by=request.user, source=loading.source, text=text, agency=agencies.get(agency))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return back
    if chosen:
        messages.success(request, f"Đã nhớ {len(chosen)} tên cho các lần nạp sau.")
    return back


@require_safe
def file(request, pk):
    return serve(found_loading(request, pk).upload.file)
