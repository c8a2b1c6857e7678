""" "Chưa báo cáo đủ số liệu": whom the office still waits for, and for which reports, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from agencies.models import Agency, AgencyQuerySet
from dashboard import rows
from dashboard.boards import boards_asked
from dashboard.selection import WHERE
from periods.models import ReportingPeriod
from periods.period import reporting_year
from targets.judging import Board
from targets.models import FormLine, Submission
from targets.models.submission import SubmissionQuerySet
from ui.filters import page_of

A_PAGE = 100
GIVEN = (Submission.State.APPROVED, Submission.State.SUBMITTED)


@dataclass(frozen=True)
class MissingReport:
    words: str
    standing: str
    url: str


@dataclass(frozen=True)
class WaitedFor:
    agency: Agency
    url: str
    reports: list[MissingReport]


@require_safe
def not_reported(request):
    today = localdate()
    boards = boards_asked(request.user, request.GET, today)
    if boards is None:
        return render(request, "dashboard/no_agency.html", {})
    page = page_of(waited_for(boards.own).select_related("parent"), request.GET, size=A_PAGE)
    kept = request.GET.copy()
    for name in set(kept) - set(WHERE):
        kept.pop(name)
    context = {
        "office": boards.selection.office,
        "year": str(boards.selection.year),
        "cut_off_line": rows.cut_off_line(boards.own, rows.rows_of(boards.own, boards.changes)),
        "page": page,
        "rows": _rows(page.object_list, boards.own, today),
        "crumbs": [("Tổng quan", f"{reverse('dashboard:home')}?{kept.urlencode()}")],
        "has_sample_data": boards.selection.office.is_sample,
    }
    return render(request, "dashboard/not_reported.html", context)


def waited_for(board: Board) -> AgencyQuerySet:
    """Who has not sent every report that is due: those whom targets.reporting.coverage_below counts as missing."""
    late = missing_reports(board).values("agency")
    return Agency.objects.filter(pk__in=late, path__startswith=board.office.path).order_by("sort_key", "pk")


def missing_reports(board: Board) -> SubmissionQuerySet:
    """Reports with one of the targets' figures that were not sent for a period that is over. Few rows are read, however
    large the tree."""
    due = {version.due_on for result in board.results for version in board.versions_of(result.target)}
    years = {reporting_year(day) if day else board.year for day in due}
    periods = ReportingPeriod.objects.filter(year__in=years)
    over = [period.pk for period in periods if board.clock.is_over(period.key)]
    indicators = {result.indicator.pk for result in board.results}
    forms = FormLine.objects.filter(indicator__in=indicators).values("form")
    return Submission.objects.filter(period__in=over, form__in=forms).exclude(state__in=GIVEN)


def _rows(agencies: Sequence[Agency], board: Board, today: date) -> list[WaitedFor]:
    """The agencies of a page with what each still owes, the oldest first."""
    owed: dict[int, list[Submission]] = {agency.pk: [] for agency in agencies}
    missing = missing_reports(board).filter(agency__in=list(owed)).select_related("form", "period")
    for report in missing.order_by("data_to", "due_on", "form__code"):
        owed[report.agency_id].append(report)
    return [
        WaitedFor(
            agency, reverse("dashboard:agency", args=[agency.pk]), [_missing(one, today) for one in owed[agency.pk]]
        )
        for agency in agencies
    ]


def _missing(report: Submission, today: date) -> MissingReport:
    """One report, by period and form. Of one that was sent before, or lies with its leader, that is said."""
    is_begun = report.first_submitted_at or report.state == Submission.State.LEADER
    standing = report.get_state_display().lower() if is_begun else report.deadline_words(today)
    address = reverse("targets:submission", args=[report.pk])
    return MissingReport(f"{report.period}, biểu {report.form.code}", standing, address)
