"""One report with all that its pages ask of it: who may what, its history, why it came back, why it is locked."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Action
from agencies import scope
from documents.models import EvidenceFile
from periods.locks import Locks
from periods.models import PeriodDates, PeriodOpening
from targets.actions.submissions import approved_words, moment, sent_words
from targets.checking import figures_of
from targets.models import Correction, Figure, Submission, SubmissionEvent
from targets.permissions import (
    can_approve,
    can_ask_for_corrections,
    can_enter,
    can_fill,
    can_open_for_agency,
    can_return,
    can_send_signed_paper,
    can_sign,
    can_withdraw,
    reads_whole,
)
from targets.rounds import reasons_to_mend, rounds_of, times_returned
from targets.sheet import Section
from targets.signing import leaders_of
from targets.task_rows import TaskRow, task_rows
from targets.terms import SourceKind
from ui.days import write_day
from ui.numbers import write_number
from ui.permissions import Permission, granted_if

NAMES = ("agency", "form__checker", "period", "handed_by", "submitted_by", "approved_by", "changed_by")
State = Submission.State
ONLY_CORRECTED = "Từ nay số liệu chỉ thay đổi bằng đính chính: bấm “Đề nghị đính chính” ở dòng cần sửa."
WITHOUT_OPENING = " Kỳ đã khoá, nhưng đính chính không cần mở lại kỳ."


@dataclass
class ReportPage:
    """One report with all that its page asks of it.

    `closing`: what closes its period for the agency today; `opening`: by what it types although the period is closed.
    """

    request: HttpRequest
    submission: Submission
    closing: PeriodDates | None
    opening: PeriodOpening | None = None

    @classmethod
    def find(cls, request: HttpRequest, pk: int) -> "ReportPage":
        seen = Submission.objects.seen_by(request.user).select_related(*NAMES)
        submission = get_object_or_404(seen, pk=pk)
        period, agency = submission.period, submission.agency
        locks = Locks.load([period], timezone.localdate())
        return cls(request, submission, locks.closing(period, agency), locks.opening(period, agency))

    @property
    def may_read_all(self) -> bool:
        """Whether the person reads the whole report, not only what it says about agencies they look after."""
        return reads_whole(self.request.user, self.submission)

    def figures(self) -> list[Figure]:
        """The figures that this person may read: all, or only those about agencies they look after."""
        figures = figures_of(self.submission)
        if self.may_read_all:
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
            "sign": can_sign(user, submission, self.closing),
            "send_paper": can_send_signed_paper(user, submission, self.closing),
            "withdraw": can_withdraw(user, submission, self.closing),
            "approve": can_approve(user, submission),
            "send_back": can_return(user, submission, self.closing),
            "open_for": can_open_for_agency(user, submission.agency, self.closing),
            "urge": self._can_urge(),
        }

    def _can_urge(self) -> Permission:
        """Whether the page offers to urge the agency: it is another's report and not sent yet."""
        agency = self.submission.agency
        others = agency.pk not in scope.own_agencies(self.request.user)
        return granted_if(
            others and self.submission.is_open and scope.may(self.request.user, Action.ASK, agency),
            "Chỉ đôn đốc đơn vị cấp dưới chưa gửi báo cáo.",
        )

    @cached_property
    def task_rows(self) -> list[TaskRow]:
        """The tasks of the report, for whoever may read all of it."""
        return task_rows(self.submission) if self.may_read_all else []

    @cached_property
    def events(self) -> list[SubmissionEvent]:
        """Every step, the first one first. Who reads only what the report says of their own agencies reads no reasons and
        no corrections: these name figures of other agencies."""
        steps = self.submission.events.select_related("by").order_by("at", "pk")
        if self.may_read_all:
            return list(steps)
        steps = list(steps.exclude(kind=SubmissionEvent.Kind.CORRECTED))
        for step in steps:
            step.reason = ""
        return steps

    def context(self, sections: list[Section], **more) -> dict:
        rows = [row for section in sections for row in section.rows]
        today, rights = timezone.localdate(), self.rights()
        self._mark_corrections([row.figure for row in rows])
        return {
            "submission": self.submission,
            "sections": sections,
            "rows": rows,
            "given_count": sum(row.figure.is_given for row in rows),
            "nothing_count": sum(row.figure.nothing_occurred for row in rows),
            "flagged": [row for row in rows if row.flags],
            "closing": self.closing,
            "opening": self.opening,
            "rights": rights,
            "lock": lock_words(self, rights),
            "history": told(self.events),
            "rounds": rounds_of(self.events),
            "milestones": milestones(self.submission, self.events, today),
            "to_mend": reasons_to_mend(self.events) if self.submission.is_open else [],
            "signed_papers": self._signed_papers(),
            "task_rows": self.task_rows,
            "badge": self.submission.shown_state(today),
            "deadline": self.submission.deadline_words(today),
            "has_sample_data": self.submission.agency.is_sample,
            "has_units_below": any(row.units_below for row in rows),
            "crumbs": [("Số liệu", reverse("targets:submissions"))],
            **more,
        }

    def _signed_papers(self) -> list[EvidenceFile]:
        """The papers that a leader has signed, for those who read the whole report."""
        was_signed = any(event.kind == SubmissionEvent.Kind.SIGNED for event in self.events)
        return list(self.submission.signed_papers.all()) if was_signed and self.may_read_all else []

    def _mark_corrections(self, figures: list[Figure]) -> None:
        """On each figure: the correction that waits for a decision, and whether this person may ask for one."""
        is_confirmed = self.submission.state == State.APPROVED
        may_ask = is_confirmed and bool(can_ask_for_corrections(self.request.user, self.submission))
        asked = Correction.objects.waiting().filter(figure__in=figures) if is_confirmed else ()
        waiting = {correction.figure_id: correction for correction in asked}
        for figure in figures:
            figure.waiting_correction = waiting.get(figure.pk)
            is_typed = figure.indicator.source_kind != SourceKind.COMPUTED
            figure.may_be_corrected = may_ask and is_typed and figure.pk not in waiting


def told(events: list[SubmissionEvent]) -> list[SubmissionEvent]:
    """Each step with who and when, newest first; returns with their reasons."""
    for event in events:
        event.verb, event.note = event.get_kind_display(), event.reason
    return list(reversed(events))


def milestones(report: Submission, events: list[SubmissionEvent], today) -> list[tuple[str, str]]:
    """The facts from which lateness is known for ever."""
    late = report.days_late(today)
    late_words = f"{write_number(late)} ngày" if late else "không chậm"
    return [
        ("Hạn gửi", write_day(report.due_on)),
        ("Bắt đầu nhập", _moment_or(report.prepared_at, "chưa nhập")),
        *([("Trình lãnh đạo đơn vị", moment(report.handed_at))] if report.handed_at else []),
        ("Gửi lần đầu", _moment_or(report.first_submitted_at, "chưa gửi")),
        ("Số ngày chậm", late_words if report.first_submitted_at or not late else f"{late_words}, chưa gửi"),
        ("Số lần bị trả lại", write_number(times_returned(events))),
        ("Xác nhận lần đầu", _moment_or(report.first_approved_at, "chưa xác nhận")),
    ]


def _moment_or(at, otherwise: str) -> str:
    return moment(at) if at else otherwise


def lock_words(page: ReportPage, rights: dict[str, Permission]) -> str:
    """Why those who give this report cannot type on it now, and what they do or whom they ask."""
    report = page.submission
    if report.is_open or not can_fill(page.request.user, report):
        return ""
    checker = report.form.checker
    match report.state:
        case State.APPROVED:
            return f"{approved_words(report)} {ONLY_CORRECTED}{WITHOUT_OPENING if page.closing else ''}"
        case _ if page.closing:
            return ""  # said with the closing itself
        case State.SUBMITTED if rights["withdraw"]:
            return f"{sent_words(report)} Cần sửa thì bấm “Rút lại để sửa” khi {checker} chưa xác nhận."
        case State.SUBMITTED:
            return f"{sent_words(report)} Cần sửa thì đề nghị {checker} trả lại."
    return _waiting_words(report)


def _waiting_words(report: Submission) -> str:
    """Who keeps a report that waits for the agency's leader, and how it goes on."""
    names = ", ".join(str(leader) for leader in leaders_of(report.agency))
    if names:
        return f"Báo cáo đang chờ lãnh đạo duyệt ({names}) nên chưa đến {report.form.checker}. Cần sửa thì rút lại."
    return (
        f"Báo cáo đang chờ lãnh đạo duyệt. {report.agency} chưa có tài khoản lãnh đạo: lãnh đạo ký bản giấy, "
        f"anh/chị đính kèm bản đã ký rồi gửi {report.form.checker}."
    )
