"""The gallery: every component in every state, on one page, in development only."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ui import gallery as samples
from ui.filters import chips, page_of


@require_http_methods(["GET", "POST"])
def gallery(request):
    """What components look like; the form on it may be tried out, nothing is written."""
    if not settings.DEBUG:
        raise Http404("The gallery is shown in development only.")
    form = samples.PlanForm(request.POST or None, request.FILES or None)
    filters = samples.ListFilter(request.GET)
    context = samples.parts() | {
        "form": form,
        "wrong_form": samples.wrong_form(),
        "stale_form": samples.stale_form(),
        "formset": samples.TaskRows(initial=[{"content": "Rà soát thủ tục hành chính"}], prefix="viec"),
        "filters": filters,
        "chips": chips(filters, request.GET),
        "page": page_of(range(1, 1235), request.GET),
    }
    return render(request, "ui/gallery.html", context)
