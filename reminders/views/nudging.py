"""One click to remind: one report, or every late one of a form and period. `next` in the POST says where to go back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from periods.period import parse_slug
from reminders.actions import nudging as actions
from reminders.actions.nudging import Nudged
from reminders.matter import DIGITS_OF_A_KEY
from reminders.permissions import can_ask_somewhere, can_nudge
from targets.models import ReportForm, Submission
from targets.models.submission import overdue_on
from ui.permissions import require


@require_POST
def nudge(request, submission_pk):
    submission = get_object_or_404(Submission.objects.seen_by(request.user).with_names(), pk=submission_pk)
    require(can_nudge(request.user, submission))
    try:
        nudged = actions.nudge(by=request.user, submission=submission, today=localdate())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        _tell(request, nudged, f"Đã đôn đốc {submission.agency}.", f"Hôm nay {submission.agency} đã được đôn đốc.")
    return redirect(_back(request))


@require_POST
def nudge_late(request):
    """POST form (key) and period (slug, 2026-q1): every late agency that the person may remind."""
    today = localdate()
    require(can_ask_somewhere(request.user))
    late = _late(request, today)
    nudged = actions.nudge_late(by=request.user, submissions=late, today=today)
    new = f"Đã đôn đốc {len(nudged.new)} đơn vị quá hạn" + (
        f"; {nudged.before} đơn vị đã được đôn đốc trước đó trong hôm nay." if nudged.before else "."
    )
    none = "Hôm nay mọi đơn vị quá hạn đã được đôn đốc." if nudged.before else "Không có đơn vị nào quá hạn."
    _tell(request, nudged, new, none)
    return redirect(_back(request))


def _late(request, today) -> list[Submission]:
    key = request.POST.get("form", "")
    try:
        period = parse_slug(request.POST.get("period", ""))
    except ValueError:
        raise Http404 from None
    form = get_object_or_404(ReportForm, pk=key if key.isdecimal() and len(key) <= DIGITS_OF_A_KEY else 0)
    seen = Submission.objects.seen_by(request.user).filter(overdue_on(today), form=form)
    of_period = seen.filter(period__kind=period.kind, period__year=period.year, period__order=period.order)
    return [one for one in of_period.select_related("agency", "form__checker") if can_nudge(request.user, one)]


def _tell(request, nudged: Nudged, new: str, none: str) -> None:
    if nudged.new:
        messages.success(request, new)
    else:
        messages.info(request, none)


def _back(request) -> str:
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("reminders:enquiries")
