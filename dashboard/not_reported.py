""" "Chưa báo cáo đủ số liệu": whom the office still waits for, page by page."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from agencies.models import Agency, AgencyQuerySet
from dashboard import rows
from dashboard.boards import boards_asked
from dashboard.selection import WHERE
from periods.models import ReportingPeriod
from targets.judging import Board
from targets.models import Exemption, Figure, Submission
from targets.results import TargetResult
from ui.filters import page_of

A_PAGE = 100
LEVELS_BELOW_A_MEMBER = ("", "parent__", "parent__parent__")  # a unit reports for the member that it stands below


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
        "cut_off_line": rows.cut_off_line(boards.own),
        "page": page,
        "agencies": [(agency, reverse("dashboard:agency", args=[agency.pk])) for agency in page.object_list],
        "crumbs": [("Tổng quan", f"{reverse('dashboard:home')}?{kept.urlencode()}")],
        "has_sample_data": boards.selection.office.is_sample,
    }
    return render(request, "dashboard/not_reported.html", context)


def waited_for(board: Board) -> AgencyQuerySet:
    """Who owes a figure to one of the targets, by a period that is over, and has not sent it (targets.evidence.coverage).

    Asked of the reports that are not confirmed, which are few, so that a page of names costs the same in a large tree.
    """
    lacking = Q(pk__in=[])
    for (year, tops), indicators in _asked_of(board).items():
        over = [p.pk for p in ReportingPeriod.objects.filter(year=year) if board.clock.is_over(p.key)]
        owed = Figure.objects.filter(submission=OuterRef("pk"), indicator__in=indicators).filter(_is_missing())
        reports = Submission.objects.filter(period__in=over).exclude(state=Submission.State.APPROVED)
        lacking |= tops & Q(pk__in=reports.filter(Exists(owed)).values("agency"))
    return Agency.objects.filter(lacking, path__startswith=board.office.path).order_by("sort_key", "pk").distinct()


def _asked_of(board: Board) -> dict[tuple[int, Q], set[int]]:
    """The indicators that are asked of each judged agency or group, by year."""
    asked: dict[tuple[int, Q], set[int]] = defaultdict(set)
    for result in board.results:
        asked[result.year, _reporting_for(result)].add(result.indicator.pk)
    return asked


def _reporting_for(result: TargetResult) -> Q:
    """Who reports towards a target: everyone at or below whom it judges."""
    if not result.is_of_members:
        inside = Agency.objects.filter(pk=result.judged.pk).values("path")[:1]
        return Q(path__startswith=inside)
    inside = Q()
    for level in LEVELS_BELOW_A_MEMBER:
        inside |= Q(**{f"{level}group_memberships__group": result.judged.pk})
    return inside


def _is_missing() -> Q:
    """Neither confirmed nor sent, and not marked "không áp dụng" for the end of its period."""
    given = Q(numerator__isnull=False) | Q(value__isnull=False) | Q(done__isnull=False) | Q(nothing_occurred=True)
    sent = Q(submission__state=Submission.State.SUBMITTED) & given
    marks = Exemption.objects.filter(agency=OuterRef("agency"), indicator=OuterRef("indicator"))
    ended = Q(until__isnull=True) | Q(until__gt=OuterRef("period__data_to"))
    begun = Q(from_day__isnull=True) | Q(from_day__lte=OuterRef("period__data_to"))
    return Q(approved_at__isnull=True) & ~sent & (given | ~Exists(marks.filter(begun & ended)))
