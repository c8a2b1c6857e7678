"""Figures that somebody else publishes: the list, recording one, changing it, a second person confirming it."""

from django.contrib import messages
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from documents.models import EvidenceFile
from documents.serving import serve
from targets.actions import outside as actions
from targets.actions.submissions import AlreadyDone
from targets.checking import asked_of
from targets.forms.outside import NewOutsidePartsForm, OutsideChoiceForm, OutsidePartsForm, SeenForm
from targets.models import Figure
from targets.permissions import can_confirm_outside, can_record_outside, can_record_outside_somewhere
from targets.sheet import figure_words
from ui.filters import page_of
from ui.permissions import require

NAMES = ("indicator", "agency", "period", "recorded_by", "approved_by")


def crumbs(*more):
    head = [
        ("Số liệu", reverse("targets:submissions")),
        ("Số liệu do bên ngoài công bố", reverse("targets:outside_figures")),
    ]
    return [*head, *more]


def posted(request):
    """What was sent; None on a page that is only opened."""
    return request.POST if request.method == "POST" else None


def typed_and_files(request):
    """What a form with papers is bound to; nothing on a page that is only opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def seen_by(user):
    return Figure.objects.from_outside().seen_by(user).select_related(*NAMES)


def shown(row: Figure) -> tuple[str, str]:
    return figure_words(asked_of(row.indicator, row.typed), row.parts, tuple(row.indicator.grade_steps))


@require_safe
def figures(request):
    waiting_first = Case(When(approved_at__isnull=True, then=0), default=1)
    rows = seen_by(request.user).order_by(waiting_first, "-period__data_to", "indicator__code", "agency__sort_key")
    page = page_of(rows, request.GET)
    for row in page.object_list:
        row.shown = shown(row)
    context = {"page": page, "may_record": can_record_outside_somewhere(request.user), "crumbs": crumbs()[:1]}
    return render(request, "targets/outside_list.html", context)


@require_http_methods(["GET", "POST"])
def record(request):
    """First which figure, then its parts; both on one address, so that what was chosen is never lost."""
    require(can_record_outside_somewhere(request.user))
    choice = OutsideChoiceForm(posted(request) or (request.GET or None), user=request.user)
    if not choice.is_valid():
        return render(request, "targets/outside_choose.html", {"form": choice, "crumbs": crumbs()})
    chosen = choice.cleaned_data
    typed = NewOutsidePartsForm(*typed_and_files(request), indicator=chosen["indicator"])
    if typed.is_valid():

        def act() -> str:
            made = actions.record_outside(
                by=request.user,
                **chosen,
                parts=typed.parts,
                source=typed.cleaned_data["source"],
                uploads=typed.cleaned_data["papers"],
                today=timezone.localdate(),
            )
            return reverse("targets:outside_figure", args=[made.pk])

        with typed.refusals():
            address = do_once(typed, by=request.user, act=act)
            messages.success(request, "Đã ghi số liệu; cần một người khác xác nhận thì số liệu mới được tính.")
            return redirect(address)
    context = {
        "form": typed,
        "choice": choice,
        "chosen": chosen,
        "crumbs": crumbs(),
        "back_url": reverse("targets:outside_figures"),
    }
    return render(request, "targets/outside_edit.html", context)


@require_safe
def figure(request, pk):
    row = get_object_or_404(seen_by(request.user).prefetch_related("evidence"), pk=pk)
    row.shown = shown(row)
    rights = {"confirm": can_confirm_outside(request.user, row), "record": can_record_outside(request.user, row.agency)}
    context = {
        "figure": row,
        "rights": rights,
        "seen": actions.stamp(row),
        "crumbs": crumbs(),
        "has_sample_data": row.is_sample,
    }
    return render(request, "targets/outside_figure.html", context)


@require_http_methods(["GET", "POST"])
def change(request, pk):
    row = get_object_or_404(seen_by(request.user), pk=pk)
    require(can_record_outside(request.user, row.agency))
    back_url = reverse("targets:outside_figure", args=[pk])
    typed = OutsidePartsForm(*typed_and_files(request), indicator=row.indicator, figure=row)
    stamp = SeenForm(posted(request), initial={"seen": actions.stamp(row)})
    if typed.is_valid() & stamp.is_valid():
        with typed.refusals():
            try:
                actions.change_outside(
                    by=request.user,
                    figure=row,
                    seen=stamp.cleaned_data["seen"],
                    parts=typed.parts,
                    source=typed.cleaned_data["source"],
                    uploads=typed.cleaned_data["papers"],
                    today=timezone.localdate(),
                )
                messages.success(request, "Đã lưu; cần một người khác xác nhận.")
            except AlreadyDone as done:
                messages.info(request, done.messages[0])
            return redirect(back_url)
    chosen = {"indicator": row.indicator, "agency": row.agency, "period": row.period}
    context = {
        "form": typed,
        "stamp": stamp,
        "chosen": chosen,
        "back_url": back_url,
        "crumbs": crumbs((str(row), back_url)),
    }
    return render(request, "targets/outside_edit.html", context)


@require_http_methods(["GET", "POST"])
def confirm(request, pk):
    row = get_object_or_404(seen_by(request.user), pk=pk)
    repeated = request.method == "POST" and row.approved_at and can_record_outside(request.user, row.agency)
    if not repeated:
        require(can_confirm_outside(request.user, row))
    back_url = reverse("targets:outside_figure", args=[pk])
    form = SeenForm(posted(request), initial={"seen": actions.stamp(row)})
    if form.is_valid():
        with form.refusals():
            try:
                actions.confirm_outside(by=request.user, figure=row, seen=form.cleaned_data["seen"])
                messages.success(request, "Đã xác nhận; số liệu được tính từ bây giờ.")
            except AlreadyDone as done:
                messages.info(request, done.messages[0])
            return redirect(back_url)
    line, beside = shown(row)
    said = f"{row.indicator.name}, {row.agency}, {row.period}: {line}{f' ({beside})' if beside else ''}."
    context = {
        "form": form,
        "title": "Xác nhận số liệu công bố",
        "effects": [said, f"Nguồn: {row.source}.", "Số liệu được tính vào kết quả từ khi xác nhận."],
        "action": "Xác nhận số liệu",
        "danger": False,
        "back_url": back_url,
        "crumbs": crumbs((str(row), back_url)),
    }
    return render(request, "targets/submission_step.html", context)


@require_safe
def evidence(request, pk, file_pk):
    """A published paper, for whoever may read the figure."""
    row = get_object_or_404(seen_by(request.user), pk=pk)
    return serve(get_object_or_404(EvidenceFile, pk=file_pk, figures=row))
