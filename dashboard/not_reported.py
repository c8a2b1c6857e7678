""" "Chưa báo cáo đủ số liệu": whom the office still waits for, page by page."""

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
from ui.filters import page_of

A_PAGE = 100
GIVEN = (Submission.State.APPROVED, Submission.State.SUBMITTED)


@require_safe
def not_reported(request):
    boards = boards_asked(request.user, request.GET, localdate())
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
        "agencies": [(agency, reverse("dashboard:agency", args=[agency.pk])) for agency in page.object_list],
        "crumbs": [("Tổng quan", f"{reverse('dashboard:home')}?{kept.urlencode()}")],
        "has_sample_data": boards.selection.office.is_sample,
    }
    return render(request, "dashboard/not_reported.html", context)


def waited_for(board: Board) -> AgencyQuerySet:
    """Who has not sent a report with one of the targets' figures for a period that is over: those whom
    targets.reporting.coverage_below counts as missing. Few rows are read, however large the tree."""
    due = {version.due_on for result in board.results for version in board.versions_of(result.target)}
    years = {reporting_year(day) if day else board.year for day in due}
    periods = ReportingPeriod.objects.filter(year__in=years)
    over = [period.pk for period in periods if board.clock.is_over(period.key)]
    indicators = {result.indicator.pk for result in board.results}
    forms = FormLine.objects.filter(indicator__in=indicators).values("form")
    late = Submission.objects.filter(period__in=over, form__in=forms).exclude(state__in=GIVEN)
    return Agency.objects.filter(pk__in=late.values("agency"), path__startswith=board.office.path).order_by(
        "sort_key", "pk"
    )
