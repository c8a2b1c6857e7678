"""Reports of one form and period with their figures, read for all of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from periods.locks import Locks
from periods.models import ReportingPeriod
from targets.models import Figure, ReportForm, Submission
from targets.permissions import can_enter
from ui.permissions import Permission

NAMES = ("agency", "form__checker", "form__owner", "period", "submitted_by", "approved_by", "changed_by", "handed_by")


@dataclass
class ReportStanding:
    """One report, its figures in the order of its form, and whether the person may fill it in now."""

    report: Submission
    figures: list[Figure]
    may_enter: Permission


def reports_to_fill(user: User, form: ReportForm, period: ReportingPeriod):
    """The reports of a form and period that the person may fill in for their agencies, in the agencies' order."""
    theirs = scope.acts_for(user, Action.ENTER_FIGURES)
    found = Submission.objects.filter(form=form, period=period, agency__in=theirs)
    return found.select_related(*NAMES).order_by("agency__sort_key", "pk")


def figures_by_report(reports: Sequence[Submission]) -> dict[int, list[Figure]]:
    """The figures of each report in the order of its form; one query however many."""
    rows = Figure.objects.filter(submission__in=[report.pk for report in reports])
    rows = rows.select_related("indicator__part_of", "line", "agency", "recorded_by")
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in rows.order_by("line__order", "line_id", "agency__sort_key", "pk"):
        found[figure.submission_id].append(figure)
    return found


def standings(user: User, reports: Sequence[Submission]) -> list[ReportStanding]:
    """Each report with its figures and whether the person may fill it in now."""
    figures = figures_by_report(reports)
    locks = Locks.load({report.period for report in reports}, timezone.localdate())
    return [
        ReportStanding(report, figures[report.pk], can_enter(user, report, locks.closing(report.period, report.agency)))
        for report in reports
    ]
