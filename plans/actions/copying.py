"""A plan copied for a later year, as a draft for review."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from plans.models import Plan, Task
from plans.shifting import YEAR_IN_TIME, shift_day, shift_years
from ui.vietnamese import fold

COPIED_AS_IS = ("order", "label", "area", "deliverable", "responsible_person", "authority", "timing")


@transaction.atomic
def copy_plan(*, by: User, plan: Plan, year: int) -> Plan:
    """A draft for `year` with the plan's own words and tasks, days and years moved along.

    What the next year must decide anew stays empty: number, day, signer, signed file, the higher plan, budgets, quotes.
    """
    years = year - plan.year_from
    if years <= 0:
        raise ValidationError({"year": f"Năm của bản sao phải sau năm {plan.year_from}."})
    within = range(plan.year_from, plan.year_to + 1)
    copy = Plan(
        issuer=plan.issuer,
        kind=plan.kind,
        state=Plan.State.DRAFT,
        summary=shift_years(plan.summary, years, within),
        purposes=shift_years(plan.purposes, years, within),
        requirements=shift_years(plan.requirements, years, within),
        year_from=year,
        year_to=plan.year_to + years,
        copied_from=plan,
        is_sample=plan.is_sample,
        created_by=by,
        changed_by=by,
    )
    copy.search_text = fold(copy.summary)
    copy.full_clean(validate_unique=False)
    copy.save()
    for task in plan.tasks.select_related("lead_agency").prefetch_related("supporting_agencies"):
        _copy_task(by, task, copy, years, within)
    ActionRecord.note(by, "sao chép kế hoạch", copy, copied_from=plan.pk)
    return copy


def _copy_task(by: User, task: Task, plan: Plan, years: int, within: range) -> None:
    """Agencies that have ended by the end of the new year are not named again; the words say who led it before."""
    last_day = date(plan.year_from, 12, 31)
    lead_lives = task.lead_agency and task.lead_agency.is_alive_on(last_day)
    ended = [] if lead_lives or not task.lead_agency else [f"trước đây: {task.lead_agency}"]
    copy = Task(
        plan=plan,
        content=shift_years(task.content, years, within),
        lead_agency=task.lead_agency if lead_lives else None,
        parties_text="; ".join([*filter(None, [task.parties_text]), *ended])[:300],
        starts_on=shift_day(task.starts_on, years),
        due_on=shift_day(task.due_on, years),
        timing_text=shift_years(task.timing_text, years, within, YEAR_IN_TIME),
        changed_by=by,
        **{name: getattr(task, name) for name in COPIED_AS_IS},
    )
    copy.search_text = fold(f"{copy.label} {copy.content} {copy.deliverable} {copy.responsible_person}")
    copy.save()
    copy.supporting_agencies.set(agency for agency in task.supporting_agencies.all() if agency.is_alive_on(last_day))
