"""Finding the office to look from, among thousands: suggestions while one types, and a plain page without script."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from agencies import scope
from agencies.models import AgencyQuerySet
from dashboard.addresses import address
from dashboard.selection import MAP
from ui.filters import page_of
from ui.vietnamese import nfc

MOST_SUGGESTED = 20
PAGES = {
    "": "dashboard:home",
    "theo-don-vi": "dashboard:by_agency",
    "xep-hang": "dashboard:ranking",
}  # where one was, by `ve` in the address


@require_safe
def find_office(request):
    """What fits the words, each leading back to the page that one came from, seen from there."""
    words = nfc(request.GET.get("tim", "")).strip()
    page = page_of(_fitting(request, words).select_related("parent"), request.GET)
    back = reverse(PAGES.get(request.GET.get("ve", ""), "dashboard:home"))
    kept = ("nam", "ky", MAP)
    context = {
        "words": words,
        "page": page,
        "offices": [
            (agency, back + address(request.GET, keep=kept, don_vi=str(agency.pk))) for agency in page.object_list
        ],
        "kept": [(name, request.GET[name]) for name in (*kept, "ve") if request.GET.get(name)],
        "crumbs": [("Tổng quan", reverse("dashboard:home"))],
    }
    return render(request, "dashboard/find_office.html", context)


@require_safe
def suggest_offices(request):
    """The first that fit, the highest in the tree first, for static/js/search_select.js."""
    found = list(_fitting(request, nfc(request.GET.get("tim", "")))[: MOST_SUGGESTED + 1])
    options = [{"value": str(agency.pk), "words": str(agency)} for agency in found[:MOST_SUGGESTED]]
    return JsonResponse({"options": options, "has_more": len(found) > MOST_SUGGESTED})


def _fitting(request, words: str) -> AgencyQuerySet:
    return scope.sees(request.user).alive_on(localdate()).matching(words).order_by("depth", "sort_key", "pk")
