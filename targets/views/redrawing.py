"""Forms whose fields depend on a choice: the page comes back drawn anew with all that was typed, and nothing is written."""

from django.http import HttpRequest

REDRAW = "ve_lai"  # sent along by a choice that changes what the form asks, and by the button for those without script


def is_sent(request: HttpRequest) -> bool:
    """Whether the page was sent to be saved."""
    return request.method == "POST" and REDRAW not in request.POST


def typed_so_far(request: HttpRequest) -> dict[str, str] | None:
    """What stands on a page that is to be drawn anew; None for a page opened afresh."""
    return request.POST.dict() if request.method == "POST" else None
