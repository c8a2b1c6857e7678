"""The whole history of one figure on one page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from targets.content import parts_to_json
from targets.figure_history import deeds_of, words_of
from targets.models import Figure
from targets.permissions import can_request_correction, reads_whole

NAMES = (
    "indicator",
    "agency",
    "period",
    "reported_by",
    "recorded_by",
    "approved_by",
    "submission__agency",
    "submission__period",
    "submission__form__checker",
)


@require_safe
def figure_history(request, figure_pk):
    figure = get_object_or_404(Figure.objects.seen_by(request.user).select_related(*NAMES), pk=figure_pk)
    waiting = figure.corrections.waiting().first()
    figure.waiting_correction = waiting
    report = figure.submission
    context = {
        "figure": figure,
        "shown": words_of(figure, parts_to_json(figure.parts)),
        "deeds": deeds_of(figure, with_reasons=report is None or reads_whole(request.user, report)),
        "report": report,
        "may_ask": waiting is None and can_request_correction(request.user, figure),
        "crumbs": [("Số liệu", reverse("targets:submissions")), _above(figure)],
        "has_sample_data": figure.is_sample,
    }
    return render(request, "targets/figure_history.html", context)


def _above(figure: Figure) -> tuple[str, str]:
    """Where the figure stands: its report, or the page of an outside figure."""
    if figure.submission:
        return str(figure.submission), reverse("targets:submission", args=[figure.submission_id])
    return "Số liệu do bên ngoài công bố", reverse("targets:outside_figure", args=[figure.pk])
