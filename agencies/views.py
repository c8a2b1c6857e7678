"""The list of agencies; the page of one agency shows plans and figures too and is therefore in dashboard/."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from agencies import listing
from agencies.filters import AgencyFilter
from agencies.permissions import can_manage_somewhere
from ui.filters import chips, page_of


@require_safe
def agency_list(request):
    """The tree within the person's reach, as it stood on the chosen day."""
    today = localdate()
    form = AgencyFilter(request.GET, user=request.user)
    day = form.chosen("ngay") or today
    lines = listing.order(
        request.user,
        day=day,
        today=today,
        words=form.chosen("tim") or "",
        kind=form.chosen("loai") or "",
        group=form.chosen("nhom"),
        life=form.chosen("tinh_trang") or listing.ALIVE,
    )
    page = page_of(lines, request.GET, size=100)
    rows = listing.rows(page.object_list, day=day, today=today)
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "page": page,
        "rows": rows,
        "day": day,
        "is_today": day == today,
        "has_sample_data": any(row.agency.is_sample for row in rows),
        "manage_url": reverse("admin:agencies_agency_changelist") if can_manage_somewhere(request.user) else "",
    }
    return render(request, "agencies/list.html", context)
