"""The list of tasks across plans; a task's page; adding, correcting, putting in order, removing one."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, F, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.once import do_once
from plans import actions
from plans.forms.filters import TaskFilter
from plans.forms.tasks import EditTaskForm, NewTaskForm
from plans.history import history_of
from plans.models import Plan, ProgressReport, Task
from plans.permissions import can_edit_plan, can_read_reports, can_report_progress
from plans.progress import Progress
from ui.filters import chips, page_of
from ui.permissions import require
from ui.revisions import refused_press, revision_in

OPEN_FIRST = Case(When(done_on__isnull=True, then=0), default=1)
BY_DEADLINE = [OPEN_FIRST, F("due_on").asc(nulls_last=True), "plan_id", "order", "pk"]
BY_PLAN = ["-plan__year_from", "plan_id", "order", "pk"]


@dataclass(frozen=True)
class TaskRow:
    task: Task
    progress: Progress


@require_safe
def task_list(request):
    today = localdate()
    form = TaskFilter(request.GET, user=request.user, today=today)
    order = BY_PLAN if form.chosen("xep") else BY_DEADLINE
    page = page_of(form.found.select_related("plan", "area", "lead_agency").order_by(*order), request.GET)
    context = {
        "form": form,
        "chips": chips(form, request.GET),
        "page": page,
        "rows": [TaskRow(task, task.progress_on(today)) for task in page],
        "has_sample_data": any(task.plan.is_sample for task in page),
    }
    return render(request, "plans/tasks.html", context)


@require_safe
def task_page(request, task_id):
    today = localdate()
    task = get_object_or_404(_seen(request).with_latest_report(), pk=task_id)
    readable = can_read_reports(request.user, task)
    reports = ProgressReport.objects.filter(task=task).select_related("by").prefetch_related("evidence")
    context = {
        "task": task,
        "progress": task.progress_on(today),
        "facts": _facts(task),
        "reports": reports if readable else [],
        "reports_hidden": readable.reason,
        "changes": task.deadline_changes.select_related("by"),
        "can_report": can_report_progress(request.user, task),
        "can_edit": can_edit_plan(request.user, task.plan),
        "records": history_of(task),
        **_frame(task.plan),
    }
    return render(request, "plans/task.html", context)


def _facts(task: Task) -> list[tuple[str, object]]:
    """The six clear things, as terms and values."""
    supporting = ", ".join(agency.name for agency in task.supporting_agencies.all())
    return [
        ("Lĩnh vực", task.area),
        ("Cơ quan chủ trì", task.lead_agency),
        ("Cơ quan phối hợp", "; ".join(filter(None, [supporting, task.parties_text]))),
        ("Người phụ trách", task.responsible_person),
        ("Thẩm quyền quyết định", task.authority),
        ("Thời gian", task.time),
        ("Sản phẩm, kết quả", task.deliverable),
    ]


@require_http_methods(["GET", "POST"])
def add_task(request, plan_id):
    plan = get_object_or_404(Plan.objects.seen_by(request.user).select_related("issuer"), pk=plan_id)
    require(can_edit_plan(request.user, plan))
    form = NewTaskForm(request.POST or None, instance=Task(plan=plan), today=localdate())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            address = do_once(form, by=request.user, act=lambda: _add(request, form))
            messages.success(request, "Đã thêm nhiệm vụ.")
            return redirect(address)
    return render(request, "plans/task_form.html", {"form": form, **_frame(plan)})


def _add(request, form: NewTaskForm) -> str:
    """Add the task; the address is the plan's page, or an empty form for the next task."""
    supporting = form.cleaned_data["supporting_agencies"]
    task = actions.add_task(by=request.user, task=form.instance, supporting=supporting)
    if "then_next" in request.POST:
        return reverse("plans:add_task", args=[task.plan_id])
    return reverse("dashboard:plan_tasks", args=[task.plan_id]) + f"#nhiem-vu-{task.pk}"


@require_http_methods(["GET", "POST"])
def edit_task(request, task_id):
    task = get_object_or_404(_seen(request), pk=task_id)
    require(can_edit_plan(request.user, task.plan))
    form = EditTaskForm(request.POST or None, instance=task, today=localdate())
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.edit_task(
                by=request.user,
                task=form.instance,
                revision=form.revision,
                supporting=form.cleaned_data["supporting_agencies"],
                reason=form.cleaned_data.get("reason", ""),
            )
            messages.success(request, "Đã lưu nhiệm vụ.")
            return redirect("plans:task", task.pk)
    return render(request, "plans/task_form.html", {"form": form, "task": task, **_frame(task.plan)})


@require_POST
def move_task(request, task_id):
    task = get_object_or_404(_seen(request), pk=task_id)
    require(can_edit_plan(request.user, task.plan))
    actions.move_task(by=request.user, task=task, up=request.POST.get("huong") == "len")
    return redirect(reverse("dashboard:plan_tasks", args=[task.plan_id]) + f"#nhiem-vu-{task.pk}")


@require_http_methods(["GET", "POST"])
def delete_task(request, task_id):
    task = get_object_or_404(_seen(request), pk=task_id)
    require(can_edit_plan(request.user, task.plan))
    if request.method == "POST":
        try:
            actions.delete_task(by=request.user, task=task, revision=revision_in(request))
        except ValidationError as refusal:
            messages.error(request, refused_press(refusal))
            return redirect("plans:task", task.pk)
        messages.success(request, "Đã xoá nhiệm vụ.")
        return redirect("dashboard:plan_tasks", task.plan_id)
    return render(request, "plans/delete_task.html", {"task": task, **_frame(task.plan)})


def _seen(request):
    tasks = Task.objects.seen_by(request.user).prefetch_related("supporting_agencies")
    return tasks.select_related("plan__issuer", "area", "lead_agency")


def _frame(plan: Plan) -> dict:
    """What every page below a plan shows of it."""
    crumbs = [("Kế hoạch", reverse("plans:list")), (str(plan), reverse("dashboard:plan_tasks", args=[plan.pk]))]
    return {"plan": plan, "crumbs": crumbs, "has_sample_data": plan.is_sample}
