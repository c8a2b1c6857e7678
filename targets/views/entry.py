"""The page where the figures of a report are typed, or read by those who may not type them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from targets.actions import figures as figure_actions
from targets.actions.figures import Faulty
from targets.actions.submissions import AlreadyDone
from targets.checking import Checker
from targets.forms.figures import SheetForm
from targets.models import Figure
from targets.permissions import can_fill
from targets.sheet import sections_of
from targets.views.report_page import ReportPage
from ui.permissions import require


@require_http_methods(["GET", "POST"])
def submission(request, pk):
    """The page where figures are typed, or read by those who may not type them."""
    page = ReportPage.find(request, pk)
    if request.method == "POST":
        return keep(page)
    if not page.rights()["enter"]:
        return render(
            request, "targets/submission_read.html", page.context(sections_of(page.submission, page.figures()))
        )
    figures = page.figures()
    return entry_page(page, figures, SheetForm(submission=page.submission, figures=figures))


def keep(page: ReportPage):
    """Save what was typed, and send it where the person asked for that."""
    request, report = page.request, page.submission
    require(can_fill(request.user, report))
    figures = page.figures()
    sheet = SheetForm(request.POST, request.FILES, submission=report, figures=figures)
    if not sheet.is_valid():
        return entry_page(page, figures, sheet)
    typed = {
        "by": request.user,
        "submission": report,
        "entries": sheet.entries(),
        "today": timezone.localdate(),
    }
    problems = None
    with sheet.refusals():
        try:
            if "send" in request.POST:
                problems = figure_actions.save_and_send(revision=sheet.cleaned_data["revision"], **typed)
            else:
                figure_actions.save_figures(**typed)
        except AlreadyDone as done:
            report.refresh_from_db()
            if report.submitted_by == request.user:  # a second press; a colleague's page keeps what was typed
                messages.info(request, done.messages[0])
                return redirect("targets:submission", report.pk)
            raise
        except Faulty as faulty:
            sheet.show(faulty.problems)
    if sheet.errors or any(row.errors for row in sheet.forms):
        return entry_page(page, figures, sheet)
    if problems:
        return still_to_mend(page, problems)
    messages.success(request, f"Đã gửi {report}." if "send" in request.POST else f"Đã lưu bản nháp {report}.")
    return redirect("targets:submission", report.pk)


def still_to_mend(page: ReportPage, problems):
    """What was typed is kept as a draft; the page says at each field what keeps it from being sent."""
    page.submission.refresh_from_db()
    figures = page.figures()
    sheet = SheetForm(page.request.POST, submission=page.submission, figures=figures)
    sheet.is_valid()
    sheet.take_revision(page.submission.revision)
    sheet.show(problems)
    messages.warning(page.request, "Đã lưu bản nháp, chưa gửi được: sửa các chỗ đánh dấu rồi gửi lại.")
    return entry_page(page, figures, sheet)


def entry_page(page: ReportPage, figures: list[Figure], sheet: SheetForm):
    """The page to type on: each row with its form and, on a draft, what is wrong so far."""
    sections = sections_of(page.submission, figures)
    rows = {row.figure.pk: row for section in sections for row in section.rows}
    for form in sheet.forms:
        rows[form.figure.pk].form = form
    if not sheet.is_bound:
        checker = Checker(page.submission, figures, today=timezone.localdate())
        for figure in figures:
            if figure.is_given:
                rows[figure.pk].warnings = checker.problems_of(figure)
    context = page.context(sections, sheet=sheet)
    return render(page.request, "targets/submission_entry.html", context)
