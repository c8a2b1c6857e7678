"""Reports: the list, one agency's page to type or to read, and the steps of its life."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Action
from agencies import scope
from documents.models import EvidenceFile
from documents.serving import serve
from periods.models import PeriodDates
from targets.actions import figures as figure_actions
from targets.actions import submissions as actions
from targets.actions.figures import Faulty
from targets.actions.submissions import AlreadyDone, closing_of
from targets.checking import Checker, figures_of
from targets.forms.figures import ReasonForm, RevisionForm, SheetForm
from targets.models import Figure, Submission
from targets.permissions import can_approve, can_check, can_enter, can_fill, can_return, can_withdraw
from targets.sheet import Section, sections_of
from ui.permissions import Permission, require

NAMES = ("agency", "form__checker", "period", "submitted_by", "approved_by", "changed_by")


@dataclass
class ReportPage:
    """One report with all that its page asks of it."""

    request: HttpRequest
    submission: Submission
    closing: PeriodDates | None

    @classmethod
    def find(cls, request: HttpRequest, pk: int) -> "ReportPage":
        seen = Submission.objects.seen_by(request.user).select_related(*NAMES)
        submission = get_object_or_404(seen, pk=pk)
        return cls(request, submission, closing_of(submission))

    def figures(self) -> list[Figure]:
        """The figures that this person may read: all, or only those about agencies they look after."""
        figures = figures_of(self.submission)
        if scope.may(self.request.user, Action.SEE, self.submission.agency) or can_check(
            self.request.user, self.submission
        ):
            return figures
        theirs = set(
            Figure.objects.filter(submission=self.submission, agency__in=scope.sees(self.request.user)).values_list(
                "pk", flat=True
            )
        )
        return [figure for figure in figures if figure.pk in theirs]

    def rights(self) -> dict[str, Permission]:
        user, submission = self.request.user, self.submission
        return {
            "enter": can_enter(user, submission, self.closing),
            "withdraw": can_withdraw(user, submission, self.closing),
            "approve": can_approve(user, submission),
            "send_back": can_return(user, submission, self.closing),
        }

    def context(self, sections: list[Section], **more) -> dict:
        rows = [row for section in sections for row in section.rows]
        return {
            "submission": self.submission,
            "sections": sections,
            "rows": rows,
            "given_count": sum(row.figure.is_given for row in rows),
            "nothing_count": sum(row.figure.nothing_occurred for row in rows),
            "flagged": [row for row in rows if row.flags],
            "closing": self.closing,
            "rights": self.rights(),
            "history": history_of(self.submission),
            "return_reason": reason_to_mend(self.submission),
            "badge": self.submission.shown_state(timezone.localdate()),
            "deadline": self.submission.deadline_words(timezone.localdate()),
            "has_sample_data": self.submission.agency.is_sample,
            "has_units_below": any(row.units_below for row in rows),
            "crumbs": [("Số liệu", reverse("targets:submissions"))],
            **more,
        }


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
        "revision": sheet.cleaned_data["revision"],
        "entries": sheet.entries(),
        "today": timezone.localdate(),
    }
    problems = None
    with sheet.refusals():
        try:
            if "send" in request.POST:
                problems = figure_actions.save_and_send(**typed)
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


def history_of(report: Submission) -> list:
    """Each step with who and when, newest first; returns with their reasons."""
    events = list(report.events.select_related("by").order_by("-at", "-pk"))
    for event in events:
        event.verb, event.note = event.get_kind_display(), event.reason
    return events


def reason_to_mend(report: Submission) -> str:
    """Why the report came back last, while it has not been sent again."""
    if not report.is_open:
        return ""
    last = report.events.filter(kind__in=["returned", "submitted"]).order_by("at", "pk").last()
    return last.reason if last and last.kind == "returned" else ""


@require_http_methods(["GET", "POST"])
def approve(request, pk):
    page = ReportPage.find(request, pk)
    if not is_repeated(page, Submission.State.APPROVED, can_check(request.user, page.submission)):
        require(can_approve(request.user, page.submission))
    effects = [
        f"{page.submission.figures.count()} số liệu của {page.submission.agency}, {page.submission.period} được tính vào kết quả.",
        "Sau khi xác nhận, số liệu chỉ thay đổi bằng đính chính.",
    ]
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
    effects = ["Báo cáo trở lại bản nháp để sửa; cần gửi lại trước hạn.", "Lần gửi đầu tiên vẫn được ghi nhận."]
    words = {"title": "Rút lại báo cáo", "effects": effects, "action": "Rút lại báo cáo", "danger": True}
    return decide(
        page, RevisionForm, actions.withdraw, words, f"Đã rút lại {page.submission}; báo cáo đang là bản nháp."
    )


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
