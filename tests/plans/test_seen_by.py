"""Who reads a plan: downward everything, upward what names the agency, drafts only those who may edit."""

from datetime import date

import pytest

from accounts.roles import Role
from plans.models import Plan, Task
from plans.permissions import can_edit_plan, can_read_reports, can_report_progress
from targets.terms import Scope
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A province with two departments, one of which has a branch."""
    province = make.agency("UBND tỉnh")
    first = make.agency("Sở Nội vụ", parent=province)
    second = make.agency("Sở Tư pháp", parent=province)
    return {"province": province, "first": first, "second": second, "branch": make.agency("Chi nhánh", parent=first)}


def sees(person, plan) -> bool:
    return Plan.objects.seen_by(person).filter(pk=plan.pk).exists()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADER, Role.APPRAISER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_whoever_looks_down_on_the_issuer_reads_its_plans(tree, role):
    plan = make.plan(tree["first"])
    assert sees(make.user(tree["province"], role), plan)
    assert sees(make.user(tree["first"], role), plan)
    assert not sees(make.user(tree["second"], role), plan)


def test_a_plan_from_above_is_read_by_whom_a_task_names(tree):
    plan = make.plan(tree["province"])
    leader = make.user(tree["second"], Role.REPORTER)
    helper = make.user(tree["branch"], Role.REPORTER)
    assert not sees(leader, plan)
    task = make.task(plan, lead_agency=tree["second"])
    assert sees(leader, plan)
    assert not sees(helper, plan)
    task.supporting_agencies.add(tree["branch"])
    assert sees(helper, plan)
    assert Task.objects.seen_by(helper).get() == task


@pytest.mark.parametrize("role", ["judged_agency", "lead_agency", "watching_agency", "group"])
def test_a_plan_from_above_is_read_by_whom_a_target_names(tree, role):
    plan = make.plan(tree["province"])
    person = make.user(tree["second"], Role.LEADER)
    named = {role: tree["second"]}
    if role == "group":
        named = {"scope": Scope.EACH, "judged_group": make.group(tree["second"], owner=tree["province"])}
    assert not sees(person, plan)
    make.version(make.target(within=plan), **named, from_day=date(2026, 1, 1), until=date(2026, 7, 1))
    assert sees(person, plan)
    assert not sees(make.user(tree["first"], Role.LEADER), plan)


def test_the_office_above_the_named_branch_reads_the_plan_too(tree):
    plan = make.plan(tree["province"])
    make.task(plan, lead_agency=tree["branch"])
    assert sees(make.user(tree["first"], Role.OFFICE), plan)


def test_a_draft_is_read_by_those_who_may_edit_it_only(tree):
    plan = make.plan(tree["first"], state=Plan.State.DRAFT)
    make.task(plan, lead_agency=tree["second"])
    assert sees(make.user(tree["first"], Role.OFFICE), plan)
    assert sees(make.user(tree["province"], Role.OFFICE), plan)
    assert not sees(make.user(tree["province"], Role.LEADER), plan)
    assert not sees(make.user(tree["second"], Role.OFFICE), plan)


def test_a_stranger_reads_nothing_and_a_superuser_everything(tree):
    plan = make.plan(tree["first"])
    assert not sees(make.user(), plan)
    assert sees(make.user(is_superuser=True), plan)


def test_each_plan_is_found_once_however_often_it_names_an_agency(tree):
    plan = make.plan(tree["province"])
    for _ in range(3):
        make.task(plan, lead_agency=tree["second"]).supporting_agencies.add(tree["branch"])
    assert Plan.objects.seen_by(make.user(tree["province"])).count() == 1


@pytest.mark.parametrize(
    ("where", "role", "edits", "reports"),
    [
        ("province", Role.OFFICE, True, True),
        ("province", Role.LEADER, False, False),
        ("province", Role.ADMINISTRATOR, False, False),
        ("first", Role.OFFICE, True, True),
        ("first", Role.REPORTER, False, False),
        ("second", Role.OFFICE, False, True),
        ("second", Role.REPORTER, False, True),
        ("second", Role.LEADER, False, False),
        ("branch", Role.REPORTER, False, False),
    ],
)
def test_the_issuers_side_edits_and_the_lead_agency_reports(tree, where, role, edits, reports):
    task = make.task(make.plan(tree["first"]), lead_agency=tree["second"])
    person = make.user(tree[where], role)
    assert bool(can_edit_plan(person, task.plan)) == edits
    assert bool(can_report_progress(person, task)) == reports


def test_refusals_name_whom_to_ask(tree):
    task = make.task(make.plan(tree["first"]), lead_agency=tree["second"])
    stranger = make.user(tree["branch"], Role.REPORTER)
    assert "Sở Nội vụ" in can_edit_plan(stranger, task.plan).reason
    assert "Sở Tư pháp (chủ trì)" in can_report_progress(stranger, task).reason
    nobody_leads = make.task(task.plan)
    assert "chưa có cơ quan chủ trì" in can_report_progress(stranger, nobody_leads).reason
    draft = make.task(make.plan(tree["first"], state=Plan.State.DRAFT))
    assert "bản thảo" in can_report_progress(make.user(tree["first"]), draft).reason


def test_reports_are_read_by_the_issuers_side_and_those_who_carry_the_task_out(tree):
    task = make.task(make.plan(tree["province"]), lead_agency=tree["second"])
    task.supporting_agencies.add(tree["branch"])
    readers = {name: bool(can_read_reports(make.user(at, Role.REPORTER), task)) for name, at in tree.items()}
    assert readers == {"province": True, "first": False, "second": True, "branch": True}
