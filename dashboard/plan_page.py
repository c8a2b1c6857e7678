"""The pages of one plan: its targets with their verdicts, its tasks with their states, the document with its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from dashboard import rows
from dashboard.asking import beside, marks_of
from dashboard.reorganised import changes_below, maps_of
from dashboard.selection import MAP, TODAYS_MAP, Selection, look_from, periods_on_offer, select
from dashboard.viewing import viewer_of
from periods.period import reporting_year
from plans.history import history_of
from plans.models import Plan, Task
from plans.permissions import can_edit_plan
from plans.progress import Progress, TaskState
from plans.tallies import tally_of
from targets.judging import Board
from targets.models import MapView, Target
from targets.restating import sentence_of
from targets.terms import VerdictGroup
from ui import charts, states
from ui.filters import FilterForm

NO_TASKS = {"tasks": [], "task_bar": []}  # the tab of the targets leaves them to their own


@dataclass(frozen=True)
class TaskRow:
    task: Task
    progress: Progress
    helpers: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class UnjudgedTarget:
    """A target shown by its rule alone."""

    target: Target
    sentence: str


@dataclass(frozen=True)
class Relation:
    """Another plan beside this one. `url` is empty where the reader may not open it."""

    words: str
    plan: Plan
    url: str


# --- targets ------------------------------------------------------------------------------------------------------


@require_safe
def plan_page(request, plan_id):
    """The targets as judged for the year and period in the address; a plan without targets shows its tasks below."""
    today = localdate()
    plan = _plan(request.user, plan_id)
    selection = _selection(plan, request, today)
    looks_down = scope.may(request.user, Action.SEE, plan.issuer)
    board = Board(
        _targets(plan, selection.office),
        office=selection.office,
        year=selection.year,
        cutoff=selection.cutoff,
        viewer=viewer_of(request.user, selection.office, plan.issuer),
        view=selection.view,
        today=today,
    )
    changes = changes_below(selection.office, selection.year, today) if looks_down else ()
    judged = [rows.kept_row_of(result, changes) for result in board.results]
    shown = [row for row in judged if looks_down or row.target.names_office]
    asked_of = None if looks_down else selection.office
    targets = beside(shown, marks_of(request.user, board), board, request.user, asked_of)
    context = {
        "targets": targets,
        "target_bar": charts.stack(_groups(targets)),
        "others": _others(board.targets, targets),
        "looks_down": looks_down,
        "cut_off_line": rows.cut_off_line(board, judged) if targets else "",
        "period_form": PeriodForm(plan, selection, today),
        "maps": maps_of(selection, changes, request.GET),
        "changes": changes,
        **(NO_TASKS if plan.target_count else _tasks(plan, today)),
        **_frame(request.user, plan, "dashboard:plan", today),
    }
    return render(request, "dashboard/plan.html", context)


def _targets(plan: Plan, office: Agency) -> QuerySet:
    """The plan's targets in its order, each with whether it names the office."""
    naming = Target.objects.naming(office).filter(pk=OuterRef("pk"))
    targets = Target.objects.filter(plan=plan).with_rules().annotate(names_office=Exists(naming))
    return targets.order_by("order", "pk")


def _others(targets: Iterable[Target], judged: list[rows.TargetRow]) -> list[UnjudgedTarget]:
    """Targets without a verdict here: no rule for the year; looking from below also those that do not name the office."""
    shown = {row.target.pk for row in judged}
    left = [target for target in targets if target.pk not in shown and target.last_version]
    return [UnjudgedTarget(target, sentence_of(target.last_version)) for target in left]


def _groups(targets: list[rows.TargetRow]) -> list[tuple[str, str, str, int]]:
    """Counts by group of verdicts, as on the leader's page."""
    looks = [(states.state("group", group.value), group) for group in VerdictGroup]
    return [
        (look.label, look.sign, look.tone, sum(row.attainment.group == group for row in targets))
        for look, group in looks
    ]


def _selection(plan: Plan, request, today: date) -> Selection:
    """From where one looks: the issuer's own view for those above it, else the reader's own agency."""
    asked = request.GET.copy()
    if not asked.get("nam"):
        asked["nam"] = str(min(max(reporting_year(today), plan.year_from), plan.year_to))
    if scope.may(request.user, Action.SEE, plan.issuer):
        return look_from(plan.issuer, asked, today)
    asked.pop("don_vi", None)
    return select(request.user, asked, today)


class PeriodForm(FilterForm):
    """Until when the targets of a plan are looked at."""

    nam = forms.ChoiceField(label="Năm")
    ky = forms.ChoiceField(label="Tính đến kỳ")
    ban_do = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, selection: Selection, today: date):
        cutoff = selection.cutoff.slug if selection.cutoff else ""
        todays_map = TODAYS_MAP if selection.view == MapView.TODAY else ""
        super().__init__({"nam": str(selection.year), "ky": cutoff, MAP: todays_map})
        years = sorted({*range(plan.year_from, plan.year_to + 1), selection.year})
        self.fields["nam"].choices = [(str(year), str(year)) for year in years]
        self.fields["ky"].choices = periods_on_offer(selection.year, today, selection.cutoff) or [("", "–")]


# --- tasks --------------------------------------------------------------------------------------------------------


@require_safe
def plan_tasks(request, plan_id):
    today = localdate()
    plan = _plan(request.user, plan_id)
    context = _tasks(plan, today) | _frame(request.user, plan, "dashboard:plan_tasks", today)
    return render(request, "dashboard/plan_tasks.html", context)


def _tasks(plan: Plan, today: date) -> dict:
    """The plan's tasks in its order, and their counts by state."""
    tasks = plan.tasks.with_latest_report().select_related("area", "lead_agency")
    tasks = list(tasks.prefetch_related("supporting_agencies").order_by("order", "pk"))
    last = len(tasks) - 1
    return {
        "tasks": [
            TaskRow(task, task.progress_on(today), _helpers(task), at == 0, at == last) for at, task in enumerate(tasks)
        ],
        "task_bar": charts.stack(_segments(tasks, today)),
    }


def _helpers(task: Task) -> str:
    """Who supports a task: the agencies by name, and what the plan says besides."""
    named = ", ".join(agency.name for agency in task.supporting_agencies.all())
    return "; ".join(filter(None, [named, task.parties_text]))


def _segments(tasks: list[Task], today: date) -> list[tuple[str, str, str, int]]:
    """Counts by state, in the order of their table."""
    counts = tally_of(tasks, today).by_state
    looks = [(states.state("task", state.value), counts[state]) for state in TaskState if state in counts]
    return [(look.label, look.sign, look.tone, count) for look, count in looks]


# --- the document -------------------------------------------------------------------------------------------------


@require_safe
def plan_document(request, plan_id):
    plan = _plan(request.user, plan_id)
    context = {
        "facts": _facts(plan),
        "relations": _relations(plan, request.user),
        "records": history_of(plan),
        **_frame(request.user, plan, "dashboard:plan_document", localdate()),
    }
    return render(request, "dashboard/plan_document.html", context)


def _facts(plan: Plan) -> list[tuple[str, object]]:
    return [
        ("Số, ký hiệu", plan.number),
        ("Ngày ban hành", f"{plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""),
        ("Cơ quan ban hành", plan.issuer),
        ("Người ký", ", ".join(filter(None, [plan.signer, plan.signer_title]))),
        ("Loại", plan.get_kind_display()),
        ("Năm thực hiện", plan.years),
    ]


def _relations(plan: Plan, user: User) -> list[Relation]:
    """Plans above, before, after, below; named to every reader, linked where the reader may open them."""
    kept = [pk for pk in (plan.higher_plan_id, plan.earlier_plan_id, plan.copied_from_id) if pk]
    issued = Q(state=Plan.State.ISSUED) & (Q(earlier_plan=plan) | Q(higher_plan=plan))
    found = Plan.objects.filter(Q(pk__in=kept) | issued).annotate(may_read=_may_read(user))
    related = [(words, other) for other in found.order_by("year_from", "pk") for words in _bonds(plan, other)]
    return [
        Relation(words, other, reverse("dashboard:plan", args=[other.pk]) if other.may_read else "")
        for words, other in related
    ]


def _may_read(user: User):
    if user.is_superuser:
        return Value(True, output_field=BooleanField())
    return Exists(Plan.objects.seen_by(user).filter(pk=OuterRef("pk")))


def _bonds(plan: Plan, other: Plan) -> list[str]:
    """What binds two plans, in words that stand before the other's name."""
    bonds = []
    if other.pk == plan.higher_plan_id:
        bonds.append("Thực hiện")
    if other.pk == plan.earlier_plan_id:
        bonds.append(f"{plan.get_effect_display().capitalize()} từ ngày {plan.effective_from:%d/%m/%Y}")
    if other.earlier_plan_id == plan.pk:
        effect = "thay thế" if other.effect == Plan.Effect.REPLACES else "sửa đổi, bổ sung"
        bonds.append(f"Đã được {effect} từ ngày {other.effective_from:%d/%m/%Y} bởi")
    if other.higher_plan_id == plan.pk:
        bonds.append("Được cụ thể hoá bởi")
    if other.pk == plan.copied_from_id:
        bonds.append("Sao chép từ")
    return bonds


# --- what the three pages share -----------------------------------------------------------------------------------


def _plan(user: User, plan_id: int) -> Plan:
    """The plan with its standing, what replaces it (where the reader may open that), and how much it holds: one query."""
    replaces = {"earlier_plan": OuterRef("pk"), "effect": Plan.Effect.REPLACES, "state": Plan.State.ISSUED}
    replacing = Plan.objects.seen_by(user).filter(**replaces)
    plans = Plan.objects.seen_by(user).with_standing().select_related("issuer", "signed_file")
    plans = plans.annotate(
        replaced_by=Subquery(replacing.order_by("effective_from", "pk").values("pk")[:1]),
        target_count=_count(Target.objects.all()),
        task_count=_count(Task.objects.all()),
    )
    return get_object_or_404(plans, pk=plan_id)


def _count(parts: QuerySet) -> Coalesce:
    """How many of these the plan has."""
    counted = parts.filter(plan=OuterRef("pk")).order_by().values("plan").annotate(count=Count("pk"))
    return Coalesce(Subquery(counted.values("count")), 0)


def _frame(user: User, plan: Plan, current: str, today: date) -> dict:
    """The head of the page and the tabs."""
    tabs = [
        (f"Chỉ tiêu ({plan.target_count})", "dashboard:plan"),
        (f"Nhiệm vụ ({plan.task_count})", "dashboard:plan_tasks"),
        ("Văn bản, liên quan", "dashboard:plan_document"),
    ]
    replaced_by = plan.replaced_by and reverse("dashboard:plan", args=[plan.replaced_by])
    return {
        "plan": plan,
        "standing": plan.standing_on(today),
        "replaced_by_url": replaced_by,
        "crumbs": [("Kế hoạch", reverse("plans:list"))],
        "tabs": [(words, reverse(name, args=[plan.pk]), name == current) for words, name in tabs],
        "can_edit": can_edit_plan(user, plan),
        "has_sample_data": plan.is_sample,
    }
