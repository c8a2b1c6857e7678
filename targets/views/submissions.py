"""The steps of a report's life: confirm, return, withdraw; and its papers."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.models import EvidenceFile
from documents.serving import serve
from targets.actions import submissions as actions
from targets.actions.submissions import AlreadyDone
from targets.forms.figures import ReasonForm, RevisionForm
from targets.models import Submission
from targets.permissions import can_approve, can_check, can_fill, can_return, can_withdraw
from targets.views.report_page import ReportPage
from ui.permissions import Permission, require


@require_http_methods(["GET", "POST"])
def approve(request, pk):
    page = ReportPage.find(request, pk)
    if not is_repeated(page, Submission.State.APPROVED, can_check(request.user, page.submission)):
        require(can_approve(request.user, page.submission))
    effects = [
        f"{page.submission.figures.count()} số liệu của {page.submission.agency}, {page.submission.period} được tính vào kết quả.",
        "Sau khi xác nhận, số liệu chỉ thay đổi bằng đính chính.",
    ]
    if own := page.submission.figures.filter(recorded_by=request.user).count():
        effects.append(f"Trong đó {own} số liệu do chính anh/chị nhập, {page.submission.submitted_by} gửi.")
    words = {"title": "Xác nhận số liệu", "effects": effects, "action": "Xác nhận số liệu", "danger": False}
    return decide(page, RevisionForm, actions.approve, words, f"Đã xác nhận {page.submission}.")


@require_http_methods(["GET", "POST"])
def return_for_revision(request, pk):
    page = ReportPage.find(request, pk)
    if not is_repeated(page, Submission.State.RETURNED, can_check(request.user, page.submission)):
        require(can_return(request.user, page.submission, page.closing))
    effects = [f"{page.submission.agency} được sửa và gửi lại.", "Lần trả lại này và lý do được giữ trong diễn biến."]
    words = {"title": "Trả lại để hoàn thiện", "effects": effects, "action": "Trả lại", "danger": True}
    return decide(page, ReasonForm, actions.return_for_revision, words, f"Đã trả lại {page.submission} để hoàn thiện.")


@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    page = ReportPage.find(request, pk)
    if not is_repeated(page, Submission.State.DRAFT, can_fill(request.user, page.submission)):
        require(can_withdraw(request.user, page.submission, page.closing))
    effects = effects_of_withdrawing(page.submission, timezone.localdate())
    words = {"title": "Rút lại báo cáo", "effects": effects, "action": "Rút lại báo cáo", "danger": True}
    return decide(
        page, RevisionForm, actions.withdraw, words, f"Đã rút lại {page.submission}; báo cáo đang là bản nháp."
    )


def effects_of_withdrawing(submission: Submission, today: date) -> list[str]:
    again = "trình lại lãnh đạo" if submission.state == Submission.State.LEADER else "gửi lại"
    until = "; nay đã quá hạn gửi" if submission.due_on < today else f" trước hết ngày {submission.due_on:%d/%m/%Y}"
    effects = [f"Báo cáo trở lại bản nháp để sửa; sửa xong cần {again}{until}."]
    if submission.first_submitted_at:
        effects.append("Lần gửi đầu tiên vẫn được ghi nhận.")
    return effects


def is_repeated(page: ReportPage, state: str, side: Permission) -> bool:
    """A second press of a button whose step is taken: the action answers that it is done instead of a refusal."""
    return bool(side) and page.request.method == "POST" and page.submission.state == state


def decide(page: ReportPage, form_class, act, words: dict, success: str):
    """Show what a step will do; carry it out; a step already taken only says so."""
    report = page.submission
    data = page.request.POST if page.request.method == "POST" else None
    form = form_class(data, initial={"revision": report.revision})
    back = redirect("targets:submission", report.pk)
    if form.is_valid():
        with form.refusals():
            try:
                act(by=page.request.user, submission=report, **form.cleaned_data)
            except AlreadyDone as done:
                messages.info(page.request, done.messages[0])
                return back
            messages.success(page.request, success)
            return back
    crumbs = [("Số liệu", reverse("targets:submissions")), (str(report), back.url)]
    return render(
        page.request,
        "targets/submission_step.html",
        {"submission": report, "form": form, "crumbs": crumbs, "back_url": back.url, **words},
    )


@require_safe
def evidence(request, pk, figure_pk, file_pk):
    """A paper of a figure, for whoever may read that figure."""
    page = ReportPage.find(request, pk)
    if figure_pk not in {figure.pk for figure in page.figures()}:
        require(Permission(False, "Số liệu này không thuộc phạm vi của anh/chị."))
    return serve(get_object_or_404(EvidenceFile, pk=file_pk, figures=figure_pk, figures__submission=pk))
