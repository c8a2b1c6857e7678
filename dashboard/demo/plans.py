"""The plans of the sample data with their tasks and progress, entered by the same actions as on the screens."""

from decimal import Decimal

from django.utils.timezone import localdate

from accounts.models import User
from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.people import reporter_of
from dashboard.demo.reading import read
from plans.actions.plans import create_plan
from plans.actions.progress_reports import report_progress
from plans.actions.tasks import add_task, edit_task
from plans.models import Area, Plan, ProgressReport, Task

PLAN_TEXTS = ("number", "kind", "signer", "signer_title", "effect", "purposes", "requirements")
TASK_FIELDS = (
    "label",
    "deliverable",
    "parties_text",
    "responsible_person",
    "authority",
    "starts_on",
    "due_on",
    "timing_text",
    "budget_text",
)


def plan_entries() -> list[dict]:
    """Every plan of the data files, an earlier or higher one before those that name it."""
    return [*read("public_plans")["plan"], *read("province_plans")["plan"]]


def is_sample(entry: dict) -> bool:
    return entry["issuer"].split(".")[0] == SAMPLE_PROVINCE


def enterer(entry: dict, people: dict[str, User]) -> User:
    """Who entered a plan: the office of the sample province, for the public ones the administrator."""
    return people["vanphong" if is_sample(entry) else "quantri"]


def write_plans(agencies: dict[str, Agency], areas: dict[str, Area], people: dict[str, User]) -> dict[str, Plan]:
    """All plans by key, with tasks and progress."""
    made: dict[str, Plan] = {}
    for entry in plan_entries():
        by = enterer(entry, people)
        plan = create_plan(by=by, plan=_unsaved(entry, agencies, made), today=entry.get("issued_on", localdate()))
        for task_entry in entry.get("task", []):
            _write_task(plan, task_entry, agencies, areas, people, by)
        made[entry["key"]] = plan
    return made


def _unsaved(entry: dict, agencies: dict[str, Agency], made: dict[str, Plan]) -> Plan:
    return Plan(
        **{name: entry[name].strip() for name in PLAN_TEXTS if name in entry},
        summary=entry["summary"],
        issuer=agencies[entry["issuer"]],
        issued_on=entry.get("issued_on"),
        year_from=entry["year"],
        year_to=entry["year"],
        higher_plan=made.get(entry.get("higher_plan")),
        earlier_plan=made.get(entry.get("earlier_plan")),
        effective_from=entry.get("effective_from"),
        is_sample=is_sample(entry),
    )


def _write_task(
    plan: Plan, entry: dict, agencies: dict[str, Agency], areas: dict[str, Area], people: dict[str, User], by: User
) -> None:
    task = Task(
        **{name: entry[name] for name in TASK_FIELDS if name in entry},
        plan=plan,
        area=areas[entry["area"]],
        content=entry["content"],
        lead_agency=agencies[entry["lead"]],
        timing=_timing(entry),
        budget_million=_budget(entry),
    )
    supporting = [agencies[code] for code in entry.get("supporting", [])]
    add_task(by=by, task=task, supporting=supporting)
    if "extended_to" in entry:
        task.due_on = entry["extended_to"]
        edit_task(by=by, task=task, revision=task.revision, supporting=supporting, reason=entry["extension_reason"])
    for report in entry.get("report", []):
        _write_progress(task, report, people.get(reporter_of(entry["lead"]), by))


def _timing(entry: dict) -> str:
    """As the entry says; a due day alone is a deadline, nothing at all is "chưa rõ"."""
    return entry.get("timing", Task.Timing.DEADLINE if "due_on" in entry else Task.Timing.UNKNOWN)


def _budget(entry: dict) -> Decimal | None:
    return Decimal(entry["budget_million"]) if entry.get("budget_million") else None


def _write_progress(task: Task, entry: dict, by: User) -> None:
    report = ProgressReport(
        task=task,
        reported_on=entry["on"],
        percent=entry["percent"],
        done_on=entry.get("done_on"),
        result=entry["result"],
        difficulty=entry.get("difficulty", ""),
    )
    report_progress(by=by, report=report, today=entry["on"])
