"""Confirming many reports after a look at what is odd in each."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from targets.actions import submissions as actions
from targets.actions.submissions import AlreadyDone
from targets.forms.approving import ApproveManyForm
from targets.models import Submission
from targets.permissions import can_check_somewhere
from targets.views.submission_list import SubmissionFilter
from targets.waiting import looked_at, waiting_for
from ui.filters import chips, page_of
from ui.permissions import require
from ui.revisions import StaleRevision

REPORTS_A_PAGE = 30
NAMES = ("agency", "form", "period", "submitted_by", "handed_by")
CHANGED = "đã thay đổi sau khi anh/chị mở trang"
GONE = "không còn chờ anh/chị xác nhận"
ODD_NOW = "có số liệu cần xem kỹ, cần đánh dấu riêng"


class WaitingFilter(SubmissionFilter):
    """Which of the waiting reports are shown."""

    def __init__(self, data, *, seen):
        super().__init__(data, seen=seen)
        for name in ("trang_thai", "nguon"):
            del self.fields[name]


@require_http_methods(["GET", "POST"])
def approve_many(request):
    require(can_check_somewhere(request.user))
    form = ApproveManyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        confirm(request, form)
        return redirect(f"{reverse('targets:approve_many')}?{request.GET.urlencode()}".rstrip("?"))
    seen = waiting_for(request.user)
    filters = WaitingFilter(request.GET, seen=seen)
    rows = filters.narrowed(seen).select_related(*NAMES).order_by("due_on", "agency__sort_key", "form__code", "pk")
    page = page_of(rows, request.GET, size=REPORTS_A_PAGE)
    found = looked_at(list(page.object_list))
    today = timezone.localdate()
    for waiting in found:
        waiting.deadline = waiting.submission.deadline_words(today)
    context = {
        "page": page,
        "form": form,
        "plain": [waiting for waiting in found if not waiting.odd],
        "odd": [waiting for waiting in found if waiting.odd],
        "filters": filters,
        "chips": chips(filters, request.GET),
        "clear_url": reverse("targets:approve_many"),
        "crumbs": [("Số liệu", reverse("targets:submissions"))],
        "has_sample_data": any(waiting.submission.agency.is_sample for waiting in found),
    }
    return render(request, "targets/approve_many.html", context)


def confirm(request, form: ApproveManyForm) -> None:
    """Each report by itself and as the person has seen it; those that cannot be confirmed are left out and named."""
    asked = {**form.unlooked, **form.cleaned_data["chosen"]}
    rows = waiting_for(request.user).filter(pk__in=asked).select_related(*NAMES).order_by("agency__sort_key", "pk")
    odd = {waiting.submission.pk for waiting in looked_at(list(rows)) if waiting.odd}
    left_out = {} if len(rows) == len(asked) else _no_longer_there(request.user, asked, rows)
    done = 0
    for report in rows:
        why = ODD_NOW if report.pk in odd and report.pk in form.unlooked else _approved(request.user, report, asked)
        if why:
            left_out[str(report)] = why
        else:
            done += 1
    if done:
        messages.success(request, f"Đã xác nhận {done} báo cáo.")
    for name, why in left_out.items():
        messages.warning(request, f"Chưa xác nhận {name}: {why}.")


def _approved(user, report: Submission, asked: Mapping[int, int]) -> str:
    """Confirm one; why not, where it could not be done."""
    try:
        actions.approve(by=user, submission=report, revision=asked[report.pk])
    except AlreadyDone:
        return "người khác vừa xác nhận"
    except StaleRevision:
        return CHANGED
    except ValidationError as refusal:
        return refusal.messages[0].rstrip(".")
    return ""


def _no_longer_there(user, asked: Mapping[int, int], rows) -> dict[str, str]:
    """Reports that were on the page and wait no longer, by name; of what the person may not see nothing is said."""
    here = {report.pk for report in rows}
    gone = Submission.objects.seen_by(user).filter(pk__in=set(asked) - here).select_related("agency", "form", "period")
    return {str(report): GONE for report in gone}
