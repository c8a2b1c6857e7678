"""How agencies stand with their reports: the matrix of a year, and the league of timeliness."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Action
from agencies import scope
from targets.forms.overview import OverviewFilter, YearFilter
from targets.models import Submission
from targets.overview import matrix
from targets.permissions import can_check
from targets.timeliness import league, least_to_compare, total
from ui.filters import chips, page_of

ROWS = 200  # agencies on one page of the matrix


@require_safe
def overview(request):
    today = timezone.localdate()
    filters = OverviewFilter(request.GET, seen=_seen(request), today=today)
    table = matrix(
        filters.narrowed(),
        filters.chosen_forms(),
        filters.year,
        today,
        may_nudge=lambda report: bool(
            scope.may(request.user, Action.ASK, report.agency) or can_check(request.user, report)
        ),
    )
    rows = table.late_rows if filters.only_late else table.rows
    page = page_of(rows, request.GET, size=ROWS)
    context = {
        "table": table,
        "page": page,
        "today": today,
        "waiting": [row for row in page.object_list if row.waiting],
        "next": request.get_full_path(),
        "has_sample_data": any(row.agency.is_sample for row in page.object_list),
        **_of_filters(request, filters, "targets:overview"),
    }
    return render(request, "targets/overview.html", context)


@require_safe
def timeliness(request):
    today = timezone.localdate()
    filters = YearFilter(request.GET, seen=_seen(request), today=today)
    rows = league(filters.narrowed(), today)
    context = {
        "rows": rows,
        "total": total(rows),
        "today": today,
        "least": least_to_compare(row.owed for row in rows),
        "compares": len(rows) > 1,
        "has_sample_data": any(row.agency.is_sample for row in rows),
        **_of_filters(request, filters, "targets:timeliness"),
    }
    return render(request, "targets/timeliness.html", context)


def _seen(request):
    return Submission.objects.given_or_checked_by(request.user)


def _of_filters(request, filters: YearFilter, name: str) -> dict:
    return {
        "filters": filters,
        "year": filters.year,
        "chips": chips(filters, request.GET),
        "clear_url": reverse(name),
        "may_open": scope.may_somewhere(request.user, Action.MANAGE_FORMS),
    }
