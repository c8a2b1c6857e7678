"""Report forms: the list, one form, making one by hand or from a plan's targets, changing it."""

from contextlib import contextmanager

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.once import do_once
from accounts.roles import Action
from agencies import scope
from periods.period import Calendar, span_words
from targets.actions import report_forms as actions
from targets.actions.report_forms import LineRefused, Proposal
from targets.forms.report_forms import (
    ChangedReportFormForm,
    FormFilter,
    LineChoices,
    LineFormSet,
    NewReportFormForm,
    PlanChoiceForm,
    line_initial,
)
from targets.models import ReportForm
from targets.permissions import can_create_form, can_manage_form
from ui.filters import chips, page_of
from ui.permissions import require
from ui.vietnamese import fold

CRUMBS = [("Số liệu", "targets:submissions"), ("Biểu mẫu", "targets:forms")]


def crumbs(*more) -> list[tuple[str, str]]:
    return [*((label, reverse(name)) for label, name in CRUMBS), *more]


def posted(request):
    """What was sent; None on a page that is only opened."""
    return request.POST if request.method == "POST" else None


@require_safe
def forms(request):
    seen = ReportForm.objects.seen_by(request.user)
    filters = FormFilter(request.GET, seen=seen)
    rows = seen.select_related("owner", "checker").prefetch_related("groups", "agencies")
    if owner := filters.chosen("co_quan"):
        rows = rows.filter(owner=owner)
    if calendar := filters.chosen("ky"):
        rows = rows.filter(calendar=calendar)
    rows = rows.annotate(line_count=Count("lines", filter=Q(lines__until__isnull=True), distinct=True)).order_by("code")
    if words := filters.chosen("tu_khoa"):
        rows = [row for row in rows if all(word in fold(f"{row.code} {row.name}") for word in fold(words).split())]
    page = page_of(rows, request.GET)
    context = {
        "page": page,
        "filters": filters,
        "chips": chips(filters, request.GET),
        "clear_url": reverse("targets:forms"),
        "may_create": can_create_form(request.user),
        "may_open": scope.may_somewhere(request.user, Action.MANAGE_FORMS),
        "crumbs": crumbs()[:1],
        "has_sample_data": any(row.owner.is_sample for row in page.object_list),
    }
    return render(request, "targets/form_list.html", context)


@require_safe
def form(request, pk):
    found = get_object_or_404(ReportForm.objects.seen_by(request.user).select_related("owner", "checker"), pk=pk)
    calendar, today = Calendar(found.calendar), timezone.localdate()
    lines = list(found.lines.select_related("indicator__part_of", "group", "about_group"))
    for line in lines:
        line.span = span_words(calendar, line.from_day, line.until)
    ended = [line for line in lines if line.until and line.until <= today]
    coming = [line for line in lines if line.from_day and line.from_day > today and line not in ended]
    context = {
        "form": found,
        "span": span_words(calendar, found.from_day, found.until),
        "sections": by_section([line for line in lines if line not in ended and line not in coming]),
        "changes": [*(line for line in lines if line.until and line not in ended), *coming],
        "ended": ended,
        "owing": [*found.groups.all(), *found.agencies.all()],
        "has_sample_data": found.owner.is_sample,
        "rights": {"manage": can_manage_form(request.user, found)},
        "crumbs": crumbs(),
    }
    return render(request, "targets/form_detail.html", context)


def by_section(lines) -> list[tuple[str, list]]:
    """The lines under their sections, in the order of the form."""
    sections: dict[str, list] = {}
    for line in lines:
        sections.setdefault(line.section, []).append(line)
    return list(sections.items())


@require_http_methods(["GET", "POST"])
def create(request):
    """A new form; with a plan in the address, everything that its targets suggest is filled in for review."""
    require(can_create_form(request.user))
    proposal, choice = proposed(request)
    choices = LineChoices(request.user, [line.indicator.pk for line in proposal.lines] if proposal else ())
    typed = NewReportFormForm(posted(request), user=request.user, initial=initial_of(proposal))
    rows = line_rows(request, proposal.lines if proposal else (), choices)
    if "add_rows" not in request.POST and typed.is_valid() & rows.is_valid():

        def act() -> str:
            made = actions.create_form(
                by=request.user,
                values=typed.values,
                lines=[row.values for row in rows.kept],
            )
            return reverse("targets:form", args=[made.pk])

        with refusals(typed, rows):
            address = do_once(typed, by=request.user, act=act)
            messages.success(request, "Đã lập biểu mẫu. Bước tiếp theo: mở kỳ báo cáo cho biểu này.")
            return redirect(address)
    context = {"form": typed, "rows": rows, "choice": choice, "proposal": proposal, "begins": None, "crumbs": crumbs()}
    return render(request, "targets/form_edit.html", context)


@require_http_methods(["GET", "POST"])
def change(request, pk):
    found = get_object_or_404(ReportForm.objects.seen_by(request.user).select_related("owner"), pk=pk)
    require(can_manage_form(request.user, found))
    lines = list(found.lines.filter(until__isnull=True).select_related("indicator", "group", "about_group"))
    name = str(found)  # what is typed but not saved does not rename it
    choices = LineChoices(request.user, [line.indicator_id for line in lines])
    typed = ChangedReportFormForm(posted(request), instance=found, user=request.user)
    rows = line_rows(request, lines, choices)
    if "add_rows" not in request.POST and typed.is_valid() & rows.is_valid():
        with refusals(typed, rows):
            actions.change_form(
                by=request.user,
                form=found,
                revision=typed.revision,
                values=typed.values,
                lines=[row.values for row in rows.kept],
                begins=typed.first_changed,
            )
            messages.success(
                request, "Đã lưu biểu mẫu. Báo cáo của các kỳ đã mở giữ nguyên các dòng và nhiệm vụ như khi mở."
            )
            return redirect("targets:form", found.pk)
    context = {
        "form": typed,
        "rows": rows,
        "begins": typed["begins"] if "begins" in typed.fields else None,
        "found": found,
        "name": name,
        "crumbs": crumbs((name, reverse("targets:form", args=[pk]))),
    }
    return render(request, "targets/form_edit.html", context)


def proposed(request) -> tuple[Proposal | None, PlanChoiceForm]:
    """What the plan named in the address suggests; None without one."""
    choice = PlanChoiceForm(request.GET or None, user=request.user)
    plan = choice.chosen("ke_hoach") if choice.is_bound else None
    if not plan:
        return None, choice
    number = ReportForm.objects.filter(owner=plan.issuer).count() + 1
    code = f"{plan.issuer.code}-{plan.year_from}-{number:02}"[:20]
    return actions.proposed_from(plan, code=code, calendar=choice.chosen("ky") or "cchc"), choice


def initial_of(proposal: Proposal | None) -> dict:
    if not proposal:
        return {}
    values = proposal.values
    return {**vars(values), "groups": list(values.groups), "agencies": list(values.agencies)}


def line_rows(request, lines, choices: LineChoices):
    """The rows of the page: as typed, with more blank ones where asked for, else as on file or proposed."""
    initial = [line_initial(line, place) for place, line in enumerate(lines, start=1)]
    data = posted(request)
    if data is not None and "add_rows" in data:
        data = data.copy()
        drawn = data.get("lines-TOTAL_FORMS", "")
        if drawn.isdecimal():
            data["lines-TOTAL_FORMS"] = str(int(drawn[:6]) + 5)
    return LineFormSet(data, prefix="lines", initial=initial, form_kwargs={"choices": choices})


@contextmanager
def refusals(form, rows):
    """A refusal of one line lands on its row, any other on the form."""
    with form.refusals():
        try:
            yield
        except LineRefused as refusal:
            rows.refuse(refusal)
