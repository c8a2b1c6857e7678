"""The list of what was asked, one enquiry with its answers, and the steps of both sides."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.contrib import messages
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.once import do_once
from agencies import scope
from agencies.models import Agency
from documents.models import EvidenceFile
from documents.serving import serve
from plans.models import Plan
from reminders.actions import enquiries as actions
from reminders.duty import left_words
from reminders.forms import AnswerForm, CloseForm, EnquiryFilter, MoreForm, SeenForm
from reminders.matter import due_day
from reminders.models import REPORT_SENT, SETTLED, WAITING, Enquiry
from reminders.permissions import can_answer, can_ask_somewhere, can_decide
from reminders.thread import thread_of
from targets.models import Figure, Submission, Target
from ui.filters import chips, page_of
from ui.permissions import require

ANSWERED = Q(closed_at__isnull=True) & (Q(answered_at__isnull=False) | REPORT_SENT)


def in_state(key: str, today: date) -> Q:
    states = {
        "overdue": WAITING & Q(due_on__lt=today),
        "open": WAITING & Q(due_on__gte=today),
        "answered": ANSWERED,
        "closed": Q(closed_at__isnull=False),
    }
    return states[key]


@require_safe
def enquiries(request):
    today = localdate()
    form = EnquiryFilter(request.GET, user=request.user)
    found = in_order(narrowed(form, request.user, today))
    page = page_of(found.with_names(), request.GET)
    rows = [_row(enquiry, today) for enquiry in page.object_list]
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "clear_url": reverse("reminders:enquiries"),
        "page": page,
        "rows": rows,
        "can_ask": bool(can_ask_somewhere(request.user)),
        "has_sample_data": any(row["enquiry"].agency.is_sample for row in rows),
    }
    return render(request, "reminders/enquiries.html", context)


def narrowed(form: EnquiryFilter, user: User, today: date) -> QuerySet[Enquiry]:
    found = Enquiry.objects.seen_by(user)
    own = scope.own_agencies(user)
    if side := form.chosen("chieu"):
        found = found.filter(Q(agency__in=own) if side == "den" else Q(by=user) | Q(asked_from__in=own))
    if key := form.chosen("trang_thai"):
        found = found.filter(in_state(key, today))
    if kind := form.chosen("loai"):
        found = found.filter(kind=kind)
    if words := form.chosen("don_vi"):
        found = found.filter(agency__in=Agency.objects.matching(words))
    if target := form.chosen("chi_tieu"):
        found = found.filter(target=target)
    return found


def in_order(found: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """What waits for an answer first, the nearest day first; then what was answered; what has ended last."""
    rank = Case(When(WAITING, then=Value(0)), When(SETTLED, then=Value(2)), default=Value(1))
    return found.annotate(rank=rank, day=Case(When(WAITING, then=F("due_on")))).order_by("rank", "day", "-at", "-pk")


def _row(enquiry: Enquiry, today: date) -> dict:
    return {
        "enquiry": enquiry,
        "look": enquiry.look(today),
        "left": left_words(enquiry.due_on, today) if enquiry.is_waiting else "",
        "about": _subject(enquiry),
        "said": enquiry.last_cause or enquiry.last_text or "",
    }


def _subject(enquiry: Enquiry) -> str:
    """The target or the report, in a list."""
    if enquiry.target:
        return enquiry.target.indicator.name
    return f"{enquiry.submission.form}, {enquiry.submission.period}" if enquiry.submission else ""


def _found(user: User, pk: int) -> Enquiry:
    named = Enquiry.objects.seen_by(user).with_names().select_related("task", "figure__indicator", "figure__period")
    return get_object_or_404(named, pk=pk)


@require_safe
def enquiry(request, pk):
    return _page(request, _found(request.user, pk))


def _page(request, found: Enquiry, **bound):
    """The page with its forms; `bound`: the one that came back with something to mend."""
    today = localdate()
    turns = thread_of(found)
    seen = {"seen": sum(turn.is_answer for turn in turns)}
    answering, deciding = can_answer(request.user, found), can_decide(request.user, found)
    forms = {
        "answer_form": AnswerForm(kind=found.kind, auto_id="tra_loi_%s") if answering else None,
        "more_form": MoreForm(initial={**seen, "due_on": due_day(today)}, auto_id="them_%s") if deciding else None,
        "close_form": CloseForm(initial=seen, auto_id="ket_thuc_%s") if deciding and not found.closed_at else None,
        **bound,
    }
    context = {
        "enquiry": found,
        "look": found.look(today),
        "left": left_words(found.due_on, today) if found.is_waiting else "",
        "turns": turns,
        "about": _about(found, request.user),
        "crumbs": [("Đôn đốc, yêu cầu", reverse("reminders:enquiries"))],
        "has_sample_data": found.agency.is_sample,
        **forms,
    }
    return render(request, "reminders/enquiry.html", context)


def _about(found: Enquiry, user: User) -> list[tuple[str, str, str]]:
    """(term, words, address) of what it is about; without address where the reader may not open it."""
    about = []
    if found.target:
        is_seen = Target.objects.seen_by(user).filter(pk=found.target_id).exists()
        url = reverse("targets:detail", args=[found.target_id]) if is_seen else ""
        about.append(("Chỉ tiêu", found.target.indicator.name, url))
    if found.submission:
        is_seen = Submission.objects.seen_by(user).filter(pk=found.submission_id).exists()
        url = reverse("targets:submission", args=[found.submission_id]) if is_seen else ""
        about.append(("Báo cáo", f"{found.submission.form}, {found.submission.period}", url))
    if found.figure:
        is_seen = Figure.objects.seen_by(user).filter(pk=found.figure_id).exists()
        url = reverse("targets:figure_history", args=[found.figure_id]) if is_seen else ""
        about.append(("Số liệu", f"{found.figure.indicator.name}, {found.period or found.figure.period}", url))
    if found.task:
        is_seen = Plan.objects.seen_by(user).filter(pk=found.task.plan_id).exists()
        about.append(("Nhiệm vụ", str(found.task), reverse("plans:task", args=[found.task_id]) if is_seen else ""))
    return about


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    found = _found(request.user, pk)
    require(can_answer(request.user, found))
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, request.FILES or None, kind=found.kind, auto_id="tra_loi_%s")
    if form.is_valid():
        with form.refusals():
            return redirect(do_once(form, by=request.user, act=lambda: _answer(request, found, form)))
    return _page(request, found, answer_form=form)


def _answer(request, found: Enquiry, form: AnswerForm) -> str:
    actions.answer(by=request.user, enquiry=found, **_typed(form))
    messages.success(request, f"Đã gửi trả lời đến {found.asked_from}.")
    return reverse("reminders:enquiry", args=[found.pk])


@require_POST
def ask_more(request, pk):
    found = _found(request.user, pk)
    form = MoreForm(request.POST, auto_id="them_%s")
    done = f"Đã yêu cầu {found.agency} báo cáo thêm."
    return _decide(request, found, "more_form", form, partial(actions.ask_more, today=localdate()), done)


@require_POST
def close(request, pk):
    form = CloseForm(request.POST, auto_id="ket_thuc_%s")
    return _decide(request, _found(request.user, pk), "close_form", form, actions.close, "Đã kết thúc.")


def _decide(request, found: Enquiry, name: str, form: SeenForm, act: Callable, done: str):
    """A step of the asking side, once; a refusal stands on its form."""
    require(can_decide(request.user, found))

    def once() -> str:
        act(by=request.user, enquiry=found, **_typed(form))
        messages.success(request, done)
        return reverse("reminders:enquiry", args=[found.pk])

    if form.is_valid():
        with form.refusals():
            return redirect(do_once(form, by=request.user, act=once))
    return _page(request, found, **{name: form})


def _typed(form) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "once"}


@require_safe
def paper(request, pk, file_pk):
    """A paper of an answer, for whoever reads the enquiry."""
    found = _found(request.user, pk)
    return serve(get_object_or_404(EvidenceFile.objects.filter(answers__enquiry=found).distinct(), pk=file_pk))
