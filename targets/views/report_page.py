"""One report with all that its pages ask of it: who may what, its history, why it came back."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Action
from agencies import scope
from periods.models import PeriodDates
from targets.actions.submissions import closing_of
from targets.checking import figures_of
from targets.models import Figure, Submission
from targets.permissions import can_approve, can_check, can_enter, can_return, can_withdraw
from targets.sheet import Section
from ui.permissions import Permission

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
