"""Asking agencies about a target, a report, a figure, a task, or anything."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from accounts.once import do_once
from agencies.models import Agency
from reminders.actions import enquiries as actions
from reminders.forms import AskForm
from reminders.matter import due_day, question_of
from reminders.models import Enquiry
from reminders.permissions import can_ask, can_ask_somewhere
from ui.permissions import require


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    """The address says about what and whom; the kind stands in it too, as two tabs."""
    today = localdate()
    require(can_ask_somewhere(request.user))
    question = question_of(request.user, request.GET, today)
    if not question.candidates and (named := request.GET.get("agency")):
        require(can_ask(request.user, Agency.objects.get(pk=named)))
    kind = _kind(request.GET.get("loai", ""))
    data = request.POST if request.method == "POST" else None
    initial = {"words": question.words(kind), "due_on": due_day(today)}
    form = AskForm(data, user=request.user, question=question, initial=initial)
    if form.is_valid():
        with form.refusals():
            return redirect(do_once(form, by=request.user, act=lambda: _ask(request, form, question, kind, today)))
    context = {
        "form": form,
        "question": question,
        "kind": kind,
        "tabs": [(one.label, _address(request.GET, one), one == kind) for one in Enquiry.Kind],
        "has_sample_data": any(one.agency.is_sample for one in question.candidates),
        "crumbs": [("Đôn đốc, yêu cầu", reverse("reminders:enquiries"))],
    }
    return render(request, "reminders/ask.html", context)


def _ask(request, form: AskForm, question, kind: str, today) -> str:
    made = actions.ask(
        by=request.user,
        kind=kind,
        asked=form.asked,
        words=form.cleaned_data["words"],
        due_on=form.cleaned_data["due_on"],
        about=question.matter,
        today=today,
    )
    if len(made) == 1:
        messages.success(request, f"Đã gửi đến {made[0].agency}.")
        return reverse("reminders:enquiry", args=[made[0].pk])
    messages.success(request, f"Đã gửi đến {len(made)} đơn vị.")
    return f"{reverse('reminders:enquiries')}?chieu=di"


def _kind(asked: str) -> Enquiry.Kind:
    return Enquiry.Kind(asked) if asked in Enquiry.Kind.values else Enquiry.Kind.EXPLAIN


def _address(query, kind: Enquiry.Kind) -> str:
    changed = query.copy()
    changed["loai"] = kind.value
    return f"?{changed.urlencode()}"
