"""The leader of the reporting agency reads a report, signs it or sends it back; or the signed paper goes with it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from documents.serving import serve
from targets.actions import signing as actions
from targets.actions.submissions import AlreadyDone
from targets.forms.signing import DeclineForm, SignedPaperForm, SignForm
from targets.models import Submission
from targets.permissions import can_fill, can_send_signed_paper, can_sign, leads
from targets.sheet import sections_of
from targets.views.report_page import ReportPage
from targets.views.submissions import decide, is_repeated
from ui.permissions import Permission, require

State = Submission.State


@require_http_methods(["GET", "POST"])
def sign(request, pk):
    """One tap from a link: the figures, what is unusual among them, and the button."""
    page = ReportPage.find(request, pk)
    if request.method != "POST" and page.submission.state != State.LEADER and _stands_at_it(page):
        return _waits_no_more(page)  # a link from yesterday's mail is no offence
    signs = can_sign(request.user, page.submission, page.closing)
    sends_paper = can_send_signed_paper(request.user, page.submission, page.closing)
    if not is_repeated(page, State.SUBMITTED, _stands_at_it(page)):
        require(sends_paper if sends_paper else signs)
    return _signed(page, on_paper=bool(sends_paper) and not signs)


def _stands_at_it(page: ReportPage) -> Permission:
    """Who may have pressed the button before: a leader of the agency, or those who give the report."""
    user, report = page.request.user, page.submission
    return leads(user, report) or can_fill(user, report)


def _waits_no_more(page: ReportPage):
    messages.info(page.request, "Báo cáo này không còn chờ lãnh đạo đơn vị duyệt. Tình trạng hiện nay ở ngay dưới đây.")
    return redirect("targets:submission", page.submission.pk)


def _signed(page: ReportPage, *, on_paper: bool):
    request, report = page.request, page.submission
    form_class, act = (SignedPaperForm, actions.send_signed_paper) if on_paper else (SignForm, actions.sign)
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_class(*bound, initial={"revision": report.revision})
    if form.is_valid():
        with form.refusals():
            try:
                act(by=request.user, submission=report, today=timezone.localdate(), **form.cleaned_data)
                messages.success(request, f"Đã gửi {report} đến {report.form.checker}.")
            except AlreadyDone as done:
                messages.info(request, done.messages[0])
            return redirect("targets:submission", report.pk)
    context = page.context(sections_of(report, page.figures()), form=form, on_paper=on_paper)
    context["crumbs"].append((str(report), reverse("targets:submission", args=[report.pk])))
    return render(request, "targets/submission_sign.html", context)


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    page = ReportPage.find(request, pk)
    if not is_repeated(page, State.DRAFT, leads(request.user, page.submission)):
        require(can_sign(request.user, page.submission, page.closing))
    effects = [
        f"Báo cáo trở lại bản nháp; {page.submission.handed_by} sửa rồi trình lại.",
        "Lần trả lại này và lý do được giữ trong diễn biến. Hạn gửi không đổi.",
    ]
    words = {"title": "Trả lại để sửa", "effects": effects, "action": "Trả lại", "danger": True}
    return decide(page, DeclineForm, actions.decline, words, f"Đã trả lại {page.submission} để sửa.")


@require_safe
def signed_paper(request, pk, file_pk):
    """A signed paper, for whoever may read the whole report."""
    page = ReportPage.find(request, pk)
    require(Permission(page.may_read_all, "Bản ký thuộc phạm vi của đơn vị báo cáo và cơ quan nhận báo cáo."))
    return serve(get_object_or_404(page.submission.signed_papers, pk=file_pk))
