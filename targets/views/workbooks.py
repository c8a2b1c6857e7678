"""Reports as Excel files: downloaded, handed in, previewed, and written into the drafts."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from documents.serving import serve
from targets.actions import workbooks as actions
from targets.actions.submissions import AlreadyDone
from targets.forms.workbooks import ConfirmForm, UploadForm, WhichForm
from targets.models import FigureUpload, Submission
from targets.permissions import can_enter, can_fill_somewhere
from targets.terms import Way
from targets.views.report_page import ReportPage
from targets.workbooks.comparing import Comparison, compare, reports_of
from targets.workbooks.reports import ReportStanding, reports_to_fill, standings
from targets.workbooks.stored import Stored
from targets.workbooks.writing import workbook_of
from ui.numbers import write_number
from ui.permissions import require
from ui.vietnamese import fold

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAMES = ("form", "period", "office", "file", "by")
MOST_FIGURES = 15_000


def crumbs(*more):
    return [("Số liệu", reverse("targets:submissions")), *more]


@require_safe
def download(request, pk):
    """One report as it stands; its cells are open as far as the person may fill it in."""
    page = ReportPage.find(request, pk)
    may_enter = can_enter(request.user, page.submission, page.closing)
    standing = ReportStanding(page.submission, page.figures(), may_enter)
    return answer(
        workbook_of([standing]), f"{page.submission.form.code} {page.submission.agency} {page.submission.period}"
    )


@require_safe
def download_many(request):
    """All reports of a form and period that the person may fill in, in one sheet."""
    require(can_fill_somewhere(request.user))
    which = WhichForm(request.GET, user=request.user)
    if not which.is_valid():
        return upload_page(request, UploadForm(), which)
    form, period = which.cleaned_data["bieu"], which.cleaned_data["ky"]
    open_ones = [
        row for row in standings(request.user, list(reports_to_fill(request.user, form, period))) if row.may_enter
    ]
    if not open_ones:
        which.add_error(None, "Không báo cáo nào của biểu và kỳ này còn nhận số liệu.")
    elif sum(len(row.figures) for row in open_ones) > MOST_FIGURES:
        which.add_error(
            None, f"Quá {write_number(MOST_FIGURES)} số liệu, một tệp không chứa hết. Hãy tải tệp của từng đơn vị."
        )
    else:
        return answer(workbook_of(open_ones), f"{form.code} {len(open_ones)} don vi {period}")
    return upload_page(request, UploadForm(), which)


def answer(content: bytes, name: str) -> HttpResponse:
    """A download with a name that every system keeps: "bieu-01-xa-ubnd-xa-dong-van-quy-iii-2026.xlsx"."""
    plain = "-".join(re.findall("[a-z0-9]+", fold(name)))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="bieu-{plain}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def upload_one(request, pk):
    """Hand in the file of one report; what it would change is shown next."""
    page = ReportPage.find(request, pk)
    require(can_enter(request.user, page.submission, page.closing))
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.refusals():
            return redirect(taken_in(request, form, page.submission))
    report_url = reverse("targets:submission", args=[pk])
    context = {
        "form": form,
        "report": page.submission,
        "crumbs": crumbs((str(page.submission), report_url)),
        "back_url": report_url,
    }
    return render(request, "targets/workbook_upload.html", context)


@require_http_methods(["GET", "POST"])
def upload_many(request):
    """Hand in a file of one or of many agencies; and download one first."""
    require(can_fill_somewhere(request.user))
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with form.refusals():
            return redirect(taken_in(request, form))
    return upload_page(request, form, WhichForm(user=request.user))


def upload_page(request, form: UploadForm, which: WhichForm):
    context = {"form": form, "which": which, "crumbs": crumbs(), "back_url": reverse("targets:submissions")}
    return render(request, "targets/workbook_upload_many.html", context)


def taken_in(request, form: UploadForm, report: Submission | None = None) -> str:
    """Where the preview of the handed-in file stands; sent twice, it is kept once."""

    def act() -> str:
        paper = form.cleaned_data["paper"]
        kept = actions.take_in(by=request.user, paper=paper, reading=form.reading, report=report)
        return reverse("targets:workbook_preview", args=[kept.pk])

    return do_once(form, by=request.user, act=act)


def find(request, pk: int) -> FigureUpload:
    """A file of one's own reports; for anybody else there is none."""
    upload = get_object_or_404(FigureUpload.objects.filter(way=Way.WORKBOOK).select_related(*NAMES), pk=pk)
    if not actions.may_open(request.user, upload):
        raise Http404
    return upload


@require_http_methods(["GET", "POST"])
def preview(request, pk):
    """What the file would change; confirmed, exactly this is written, and nothing before."""
    upload = find(request, pk)
    found = compare(upload, user=request.user, today=timezone.localdate())
    form = ConfirmForm(request.POST or None, stamp=found.stamp, overtaken=found.overtaken)
    if request.method == "POST" and form.is_valid():
        try:
            written = actions.apply_upload(
                by=request.user,
                upload=upload,
                stamp=form.cleaned_data["stamp"],
                mine=form.mine,
                today=timezone.localdate(),
            )
        except AlreadyDone as done:
            messages.info(request, done.messages[0])
            return redirect(after(upload))
        except ValidationError as refusal:
            found = compare(upload, user=request.user, today=timezone.localdate())
            form = ConfirmForm(request.POST, stamp=found.stamp, overtaken=found.overtaken)
            form.show_again(found.stamp)
            form.refuse(refusal)
        else:
            messages.success(
                request, f"Đã ghi {upload.changes.count()} số liệu từ tệp vào bản nháp của {len(written)} báo cáo."
            )
            return redirect(after(upload))
    return preview_page(request, upload, found, form)


def preview_page(request, upload: FigureUpload, found: Comparison, form: ConfirmForm):
    for row in found.overtaken:
        row.choice = form[form.name_of(row)]
    back_url = after(upload)
    context = {
        "upload": upload,
        "found": found,
        "form": form,
        "written_count": upload.changes.count() if upload.applied_at else 0,
        "report_count": len(found.reports),
        "back_url": back_url,
        "again_url": again(upload),
        "crumbs": crumbs(("Nạp tệp Excel", again(upload))),
    }
    return render(request, "targets/workbook_preview.html", context)


@require_safe
def kept_file(request, pk):
    """The file as it was handed in."""
    return serve(find(request, pk).file)


def after(upload: FigureUpload) -> str:
    """Where the reports of a file are found: the one, or their list."""
    reports = reports_of(Stored.from_json(upload.rows))
    if len(reports) == 1:
        return reverse("targets:submission", args=[reports[0].pk])
    return f"{reverse('targets:submissions')}?ky={upload.period.key.slug}&bieu={upload.form_id}"


def again(upload: FigureUpload) -> str:
    """Where a mended file is handed in."""
    reports = Stored.from_json(upload.rows).reports
    return (
        reverse("targets:upload_workbook", args=reports) if len(reports) == 1 else reverse("targets:upload_workbooks")
    )
