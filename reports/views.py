"""The consolidated table on the screen, its files, the list of those handed out, and what became of their numbers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import do_once
from reports import actions, sheets, word
from reports.earlier import changes_after, changes_from, earlier_than, name_of, said_in_the_file
from reports.forms import ExportForm, IssuedForm, TableFilter, address_of
from reports.ground import Ground
from reports.models import ExportedReport
from reports.permissions import can_mark_issued, can_see_table
from reports.selection import Selection, select
from reports.summaries import table_from
from ui.filters import page_of
from ui.permissions import require
from ui.vietnamese import fold

Format = ExportedReport.Format
MAKERS = {Format.WORD: word.paper_of, Format.SHEET: sheets.workbook_of}
CONTENT_TYPES = {
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
RECENT = 5


@require_http_methods(["GET", "HEAD", "POST"])
def consolidated(request):
    """The table; a button keeps it as it is seen and hands out the file."""
    selection = select(request.user, request.GET, timezone.localdate())
    if selection is None:
        return render(request, "reports/nothing_yet.html", {})
    question = selection.question
    require(can_see_table(request.user, question.form, question.agency, question.extent))
    form = ExportForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        with form.refusals():
            return redirect(do_once(form, by=request.user, act=lambda: _export(request.user, selection, form)))
    return render(request, "reports/consolidated.html", _page(request.user, selection, form))


def _export(user, selection: Selection, form: ExportForm) -> str:
    kept = actions.export(
        by=user,
        question=selection.question,
        columns=selection.columns,
        format=form.cleaned_data["format"],
        seen=form.cleaned_data["seen"],
    )
    return _file_address(kept)


def _file_address(kept: ExportedReport) -> str:
    name = "reports:exported_word" if kept.format == Format.WORD else "reports:exported_sheet"
    return reverse(name, args=[kept.pk])


def _page(user, selection: Selection, refused: ExportForm | None) -> dict:
    question = selection.question
    ground = Ground(question)
    table = table_from(ground, selection.columns)
    earlier = earlier_than(question)
    seen, address = actions.print_of(table), address_of(selection)
    exports = ExportedReport.objects.seen_by(user).like(
        form=question.form, period=question.period, agency=question.agency, extent=question.extent
    )
    return {
        "table": table,
        "columns": table.shown_columns,
        "rows": rows_of(table),
        "filters": TableFilter(selection),
        "address": f"?{address.urlencode()}",
        "buttons": [(ExportForm(initial={"format": one, "seen": seen}), one) for one in Format],
        "refused": refused,
        "earlier": earlier,
        "earlier_name": name_of(earlier) if earlier else "",
        "changes": changes_from(earlier, table, ground),
        "exports": exports.with_names()[:RECENT],
        "has_sample_data": table.is_sample,
    }


def rows_of(table) -> list[tuple]:
    """(section, its lines as (line, cells)), cells as (column, value), ready to be drawn."""
    columns = table.shown_columns
    return [
        (section, [(line, [(column, line.cell(column)) for column in columns]) for line in section.lines])
        for section in table.sections
    ]


# --- what was handed out ----------------------------------------------------------------------------------------------


@require_safe
def exports(request):
    page = page_of(ExportedReport.objects.seen_by(request.user).with_names(), request.GET)
    context = {
        "page": page,
        "has_sample_data": any(kept.agency.is_sample for kept in page.object_list),
        "crumbs": [crumb()],
    }
    return render(request, "reports/exports.html", context)


def crumb() -> tuple[str, str]:
    return "Biểu tổng hợp", reverse("reports:consolidated")


def _found(request, pk: int) -> ExportedReport:
    names = ("form", "period", "agency", "by", "compared_with", "changed_by")
    return get_object_or_404(ExportedReport.objects.seen_by(request.user).select_related(*names), pk=pk)


@require_safe
def exported(request, pk):
    """A kept table beside what its numbers are today."""
    kept = _found(request, pk)
    table = kept.table
    context = {
        "kept": kept,
        "table": table,
        "columns": table.shown_columns,
        "rows": rows_of(table),
        "changes": changes_after(kept, timezone.localdate()),
        "earlier_name": name_of(kept.compared_with) if kept.compared_with else "",
        "can_mark": can_mark_issued(request.user, kept),
        "has_sample_data": table.is_sample,
        "crumbs": [crumb(), ("Các lần đã xuất", reverse("reports:exports"))],
    }
    return render(request, "reports/exported.html", context)


@require_safe
def exported_word(request, pk):
    return _file(_found(request, pk), Format.WORD)


@require_safe
def exported_sheet(request, pk):
    return _file(_found(request, pk), Format.SHEET)


def _file(kept: ExportedReport, format: str) -> HttpResponse:
    """The kept numbers as a file, made anew each time; what became of them since is said below, never in them."""
    after = changes_after(kept, timezone.localdate())
    content = MAKERS[format](kept.table, said_in_the_file(kept, after))
    response = HttpResponse(content, content_type=CONTENT_TYPES[format])
    response["Content-Disposition"] = f'attachment; filename="{file_name(kept, format)}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def file_name(kept: ExportedReport, format: str) -> str:
    """bieu-tong-hop-01-xa-2026-q3-ubnd-tinh-lam-giang.docx: plain letters, which every office's programs keep."""
    words = f"{kept.form.code.replace('/', '-')} {kept.period.key.slug} {kept.agency.name} {kept.pk}"
    return f"bieu-tong-hop-{slugify(fold(words))}.{format}"


@require_http_methods(["GET", "HEAD", "POST"])
def mark_issued(request, pk):
    kept = _found(request, pk)
    require(can_mark_issued(request.user, kept))
    form = IssuedForm(request.POST or None, instance=kept)
    if form.is_valid():
        with form.refusals():
            actions.mark_issued(
                by=request.user,
                export=kept,
                revision=form.revision,
                number=form.cleaned_data["issued_number"],
                issued_on=form.cleaned_data["issued_on"],
                today=timezone.localdate(),
            )
            messages.success(request, "Đã ghi số văn bản ban hành. Số liệu trong biểu này được giữ nguyên.")
            return redirect("reports:exported", kept.pk)
    crumbs = [crumb(), ("Các lần đã xuất", reverse("reports:exports"))]
    context = {"kept": kept, "form": form, "crumbs": crumbs, "back_url": reverse("reports:exported", args=[kept.pk])}
    return render(request, "reports/mark_issued.html", context)


@require_POST
def unmark_issued(request, pk):
    kept = _found(request, pk)
    require(can_mark_issued(request.user, kept))
    try:
        actions.unmark_issued(by=request.user, export=kept, revision=kept.revision)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Đã bỏ đánh dấu ban hành.")
    return redirect("reports:exported", kept.pk)
