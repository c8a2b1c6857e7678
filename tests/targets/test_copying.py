"""A plan with its tasks and targets copied for the next year."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from plans.models import Plan
from targets.actions.copying import copy_to_next_year
from targets.models import Baseline, Milestone
from targets.terms import Path, RelativeKind
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency("UBND tỉnh Sông Lam")


@pytest.fixture
def plan(office):
    plan = make.plan(office, number="15/KH-UBND", issued_on=date(2026, 1, 10))
    make.task(plan, content="Kiểm tra cải cách hành chính năm 2026", due_on=date(2026, 6, 30))
    return plan


def copied(plan, year=2027):
    copy = copy_to_next_year(by=make.user(plan.issuer), plan=plan, year=year)
    return copy, [target.last_version for target in copy.targets.with_rules()]


def test_a_copy_is_a_draft_with_tasks_and_targets_of_the_next_year(plan, office):
    make.target(office, within=plan, path=Path.REACH, due_on=date(2026, 6, 30), quote="Nguyên văn")
    copy, (version,) = copied(plan)
    assert (copy.state, copy.year_from, copy.number, copy.copied_from) == (Plan.State.DRAFT, 2027, "", plan)
    assert copy.tasks.get().due_on == date(2027, 6, 30)
    assert (version.first_year, version.last_year, version.due_on) == (2027, 2027, date(2027, 6, 30))
    assert (version.value, version.judged_agency, version.set_by_plan) == (Decimal(95), office, copy)
    assert version.quote == ""


def test_milestones_come_along_and_typed_baselines_stay_with_their_year(plan, office):
    relative = make.target(
        office, within=plan, relative_kind=RelativeKind.POINTS, direction="up", baseline_year=2025, value=Decimal(2)
    )
    Baseline.objects.create(version=relative.last_version, value=Decimal(90))
    reach = make.target(office, within=plan, path=Path.REACH, order=2)
    Milestone.objects.create(version=reach.last_version, kind="half", order=1, value=Decimal(40))
    _, (leaning, climbing) = copied(plan)
    assert leaning.baseline_year == 2026
    assert not leaning.baselines.exists()
    assert [row.value for row in climbing.milestones.all()] == [Decimal(40)]


def test_only_the_rule_in_force_is_copied(plan, office):
    target = make.target(office, within=plan, until=date(2026, 7, 1))
    make.version(target, judged_agency=office, from_day=date(2026, 7, 1), value=Decimal(90))
    withdrawn = make.target(office, within=plan, until=date(2026, 7, 1))
    withdrawn.withdrawn_on = date(2026, 7, 1)
    withdrawn.save()
    _, (version,) = copied(plan)
    assert (version.value, version.from_day, version.until) == (Decimal(90), None, None)


def test_agencies_that_have_ended_are_not_named_again(plan, office):
    ended = make.agency("Phòng đã giải thể", parent=office, dissolved_on=date(2026, 7, 1))
    make.target(office, within=plan, lead_agency=ended, watching_agency=office)
    _, (version,) = copied(plan)
    assert version.lead_agency is None
    assert version.watching_agency == office


def test_a_copy_is_for_a_later_year(plan):
    with pytest.raises(ValidationError) as refusal:
        copied(plan, 2026)
    assert "phải sau năm 2026" in refusal.value.message_dict["year"][0]


def test_the_page_says_what_will_happen_copies_once_and_leads_to_the_review(plan, office, client):
    make.target(office, within=plan, relative_kind=RelativeKind.POINTS, direction="up", baseline_year=2025)
    client.force_login(make.user(office))
    address = reverse("targets:copy_plan", args=[plan.pk])
    page = client.get(address)
    assert "1 nhiệm vụ và 1 chỉ tiêu" in page.content.decode()
    sent = {"year": "2027", "once": page.context["form"]["once"].value()}
    first, second = client.post(address, sent), client.post(address, sent)
    assert first.url == second.url
    copy = Plan.objects.get(copied_from=plan)
    assert first.url == reverse("targets:review_copy", args=[copy.pk])
    review = client.get(first.url).content.decode()
    assert "so với năm 2026" in review
    assert "Năm gốc nay là 2026." in review


def test_the_copy_page_names_the_wrong_year_at_its_field(plan, office, client):
    client.force_login(make.user(office))
    address = reverse("targets:copy_plan", args=[plan.pk])
    once = client.get(address).context["form"]["once"].value()
    page = client.post(address, {"year": "2026", "once": once})
    assert "phải sau năm 2026" in page.content.decode()
    assert Plan.objects.count() == 1


def test_the_page_says_when_the_next_year_already_has_its_plan(plan, office, client):
    client.force_login(make.user(office))
    address = reverse("targets:copy_plan", args=[plan.pk])
    assert "Lưu ý" not in client.get(address).content.decode()
    copied(plan)
    assert "năm 2027 đã có 1 kế hoạch năm của UBND tỉnh Sông Lam" in client.get(address).content.decode()
