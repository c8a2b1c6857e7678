"""The page of one agency."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies import scope


@require_safe
def agency(request, agency_id):
    found = get_object_or_404(scope.sees(request.user).select_related("parent"), pk=agency_id)
    return render(request, "dashboard/agency.html", {"agency": found, "has_sample_data": found.is_sample})
