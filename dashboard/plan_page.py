"""The page of one plan: its facts, its tasks with their states, its targets, its place among other plans, its history."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from plans.history import history_of
from plans.models import Plan, Task
from plans.permissions import can_edit_plan
from plans.progress import Progress, TaskState
from plans.tallies import Tally
from targets.models import Target
from targets.restating import sentence_of
from ui import charts, states

TASK_ORDER = list(TaskState)  # the bar shows the states in the order of their table


@dataclass(frozen=True)
class TaskRow:
    task: Task
    progress: Progress
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class TargetRow:
    target: Target
    sentence: str


@dataclass(frozen=True)
class Relation:
    """Another plan beside this one. `url` is empty where the reader may not open it."""

    words: str
    plan: Plan
    url: str


@require_safe
def plan_page(request, plan_id):
    today = localdate()
    plan = get_object_or_404(_plans(request.user), pk=plan_id)
    tasks = _task_rows(plan, today)
    tally = _tally(tasks)
    context = {
        "plan": plan,
        "standing": plan.standing_on(today),
        "crumbs": [("Kế hoạch", reverse("plans:list"))],
        "facts": _facts(plan),
        "relations": _relations(plan, request.user),
        "tasks": tasks,
        "tally": tally,
        "task_bar": charts.stack(_segments(tally)),
        "targets": _target_rows(plan),
        "can_edit": can_edit_plan(request.user, plan),
        "records": history_of(plan),
        "has_sample_data": plan.is_sample,
    }
    return render(request, "dashboard/plan.html", context)


def _plans(user: User):
    plans = Plan.objects.seen_by(user).with_standing()
    return plans.select_related("issuer", "signed_file", "higher_plan", "earlier_plan", "copied_from")


def _facts(plan: Plan) -> list[tuple[str, object]]:
    signer = ", ".join(filter(None, [plan.signer, plan.signer_title]))
    issued_on = f"{plan.issued_on:%d/%m/%Y}" if plan.issued_on else ""
    return [
        ("Số, ký hiệu", plan.number),
        ("Ngày ban hành", issued_on),
        ("Cơ quan ban hành", plan.issuer),
        ("Người ký", signer),
        ("Loại", plan.get_kind_display()),
        ("Năm thực hiện", plan.years),
    ]


def _relations(plan: Plan, user: User) -> list[Relation]:
    """Plans above, before, after and below; named to every reader, linked where the reader may open them."""
    related = []
    if plan.higher_plan:
        related.append(("Thực hiện", plan.higher_plan))
    if plan.earlier_plan:
        related.append(
            (f"{plan.get_effect_display().capitalize()} từ ngày {plan.effective_from:%d/%m/%Y}", plan.earlier_plan)
        )
    for later in plan.later_plans.filter(state=Plan.State.ISSUED).order_by("effective_from"):
        words = "Đã được thay thế" if later.effect == Plan.Effect.REPLACES else "Đã được sửa đổi, bổ sung"
        related.append((f"{words} từ ngày {later.effective_from:%d/%m/%Y} bởi", later))
    related += [("Được cụ thể hoá bởi", lower) for lower in plan.implementing.filter(state=Plan.State.ISSUED)]
    if plan.copied_from:
        related.append(("Sao chép từ", plan.copied_from))
    readable = set(
        Plan.objects.seen_by(user).filter(pk__in=[other.pk for _, other in related]).values_list("pk", flat=True)
    )
    return [
        Relation(words, other, reverse("dashboard:plan", args=[other.pk]) if other.pk in readable else "")
        for words, other in related
    ]


def _task_rows(plan: Plan, today) -> list[TaskRow]:
    tasks = (
        plan.tasks.with_latest_report().select_related("lead_agency", "area").prefetch_related("supporting_agencies")
    )
    tasks = list(tasks.order_by("order", "pk"))
    return [
        TaskRow(task, task.progress_on(today), place == 0, place == len(tasks) - 1) for place, task in enumerate(tasks)
    ]


def _tally(rows: list[TaskRow]) -> Tally:
    tally = Tally()
    for row in rows:
        tally.add(row.progress.state)
    return tally


def _segments(tally: Tally) -> list[tuple[str, str, str, int]]:
    looks = [(states.state("task", state.value), tally.by_state.get(state, 0)) for state in TASK_ORDER]
    return [(look.label, look.sign, look.tone, count) for look, count in looks if count]


def _target_rows(plan: Plan) -> list[TargetRow]:
    targets = Target.objects.filter(plan=plan).with_rules().order_by("order", "pk")
    return [TargetRow(target, sentence_of(target.last_version)) for target in targets if target.last_version]
