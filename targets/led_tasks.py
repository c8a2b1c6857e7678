"""Which tasks an agency reports on and is counted by: those of the year's issued plans that it leads.

Asked by the tree of the report's last data day. A task led by a room (phòng, chi nhánh, trung tâm) that owes no report of
its own goes with the nearest agency above it that does; the task of an agency that was merged, with its successor.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from agencies.models import Agency
from periods.period import whole_year
from plans.models import Plan, Task, replacement_day
from plans.progress import Timing
from targets.checks import Parts
from targets.forest import Forest
from targets.models import Submission, TaskLine

COMPLETION_WORDS = (
    "Tử số: nhiệm vụ đã hoàn thành đến ngày chốt số liệu. Mẫu số: nhiệm vụ có thời hạn trong năm (và nhiệm vụ quá hạn từ "
    "năm trước chuyển sang) của các kế hoạch đang áp dụng do đơn vị chủ trì, gồm cả phòng, chi nhánh, trung tâm không báo "
    "cáo riêng. Không tính nhiệm vụ thường xuyên và nhiệm vụ chưa rõ thời hạn."
)
ROOMS = (Agency.Kind.OFFICE, Agency.Kind.BRANCH, Agency.Kind.CENTRE)
DATED = (Timing.DEADLINE, Timing.WINDOW)


def led_tasks(reports: Sequence[Submission]) -> dict[int, list[Task]]:
    """Reports of one form and period to the tasks that each of them is about, in the order of their plans."""
    if not reports:
        return {}
    day, year = max(report.data_to for report in reports), reports[0].period.year
    by_agency = {report.agency_id: report.pk for report in reports}
    owing = _owing(reports[0])
    forest = Forest(by_agency)
    heirs = {old: heir for heir in owing for old in forest.origins.get(heir, ())}
    found: dict[int, list[Task]] = defaultdict(list)
    for task in _tasks_of_year(year, day):
        agency = _answering(task.lead_agency, forest, day, owing, heirs)
        if agency in by_agency:
            found[by_agency[agency]].append(task)
    return found


def _owing(report: Submission) -> set[int]:
    """Every agency that gives this form for this period."""
    alike = Submission.objects.filter(form=report.form_id, period=report.period_id)
    return set(alike.values_list("agency_id", flat=True))


def _tasks_of_year(year: int, day: date) -> Iterable[Task]:
    """Tasks of plans that are issued, hold the year and are not replaced by that day."""
    plans = Plan.objects.filter(state=Plan.State.ISSUED).in_year(year).annotate(replaced_on=replacement_day())
    standing = [plan.pk for plan in plans.only("pk") if plan.replaced_on is None or plan.replaced_on > day]
    tasks = Task.objects.filter(plan__in=standing, lead_agency__isnull=False).select_related("lead_agency")
    return tasks.with_latest_report().order_by("plan_id", "order", "pk")


def _answering(lead: Agency, forest: Forest, day: date, owing: set[int], heirs: dict[int, int]) -> int | None:
    if lead.pk in owing:
        return lead.pk
    if lead.dissolved_on and lead.dissolved_on <= day and lead.pk in heirs:
        return heirs[lead.pk]
    if lead.kind in ROOMS:
        return next((agency for agency in forest.line(lead.pk, day) if agency in owing), None)
    return None


def is_reported_in(task: Task, report: Submission) -> bool:
    """Whether the report asks about the task: not done before its days, and its time has come by their end."""
    is_done_before = task.done_on is not None and task.done_on < report.data_from
    is_yet_to_begin = task.starts_on is not None and task.starts_on > report.data_to
    return not is_done_before and not is_yet_to_begin


def task_completion(report: Submission) -> Parts:
    """Tasks of the year done by the report's last data day, of all that the agency leads.

    Counted are tasks with a deadline in the year, or with an earlier one and not done before the year began. Left out
    are standing tasks and those without a deadline: they are never done. What the report itself says of a task counts
    before what was said earlier. No task: nothing occurred.
    """
    said = {line.task_id: line.done_on for line in report.task_lines.all() if line.is_given}
    tasks = [task for task in led_tasks([report])[report.pk] if _is_counted(task, report.period.year)]
    if not tasks:
        return Parts(nothing_occurred=True)
    days = [said.get(task.pk, task.done_on) for task in tasks]
    done = sum(day is not None and day <= report.data_to for day in days)
    return Parts(numerator=Decimal(done), denominator=Decimal(len(tasks)))


def _is_counted(task: Task, year: int) -> bool:
    if task.timing not in DATED or task.due_on.year > year:
        return False
    return task.due_on.year == year or task.done_on is None or task.done_on >= whole_year(year).starts_on


def lines_asked(reports: Sequence[Submission]) -> list[TaskLine]:
    """The lines that these reports must hold, not stored yet."""
    tasks = led_tasks(reports)
    return [
        TaskLine(submission=report, task=task)
        for report in reports
        for task in tasks.get(report.pk, ())
        if is_reported_in(task, report)
    ]
