"""A draft made by mistake is taken back whole; what was issued or is leaned on stays."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import ActionRecord
from plans.models import Plan, Task
from targets.actions.copying import copy_to_next_year
from targets.actions.drafts import delete_draft
from targets.models import Target, TargetVersion
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def draft(province):
    plan = make.plan(province)
    make.task(plan)
    make.target(province, within=plan)
    return copy_to_next_year(by=make.user(province), plan=plan, year=2027)


def test_a_draft_goes_with_its_tasks_and_targets_and_its_source_stays(draft, province):
    source = draft.copied_from
    by = make.user(province)
    delete_draft(by=by, plan=draft)
    assert list(Plan.objects.all()) == [source]
    assert (source.tasks.count(), source.targets.count()) == (1, 1)
    assert (Task.objects.count(), Target.objects.count(), TargetVersion.objects.count()) == (1, 1, 1)
    assert ActionRecord.objects.filter(by=by, verb="xoá bản thảo kế hoạch").count() == 1


def test_an_issued_plan_is_never_deleted(province):
    with pytest.raises(ValidationError, match="đã ban hành"):
        delete_draft(by=make.user(province), plan=make.plan(province))


def test_a_draft_that_has_amended_another_plan_stays(draft, province):
    TargetVersion.objects.filter(target__plan=draft.copied_from).update(set_by_plan=draft)
    with pytest.raises(ValidationError, match="điều chỉnh chỉ tiêu của kế hoạch khác"):
        delete_draft(by=make.user(province), plan=draft)


def test_a_draft_that_another_plan_implements_stays(draft, province):
    make.plan(province, higher_plan=draft)
    with pytest.raises(ValidationError, match="Có kế hoạch khác"):
        delete_draft(by=make.user(province), plan=draft)


def test_the_office_finds_the_way_on_the_drafts_page(client, draft, province):
    client.force_login(make.user(province))
    address = reverse("targets:delete_draft", args=[draft.pk])
    assert address in client.get(reverse("dashboard:plan", args=[draft.pk])).content.decode()
    assert "Xoá 1 nhiệm vụ và 1 chỉ tiêu" in client.get(address).content.decode()
    answer = client.post(address, follow=True).content.decode()
    assert "Đã xoá bản thảo" in answer
    assert client.post(address).status_code == 404  # pressed twice


def test_a_refusal_is_told_on_the_page(client, draft, province):
    make.plan(province, higher_plan=draft)
    client.force_login(make.user(province))
    answer = client.post(reverse("targets:delete_draft", args=[draft.pk])).content.decode()
    assert "Chưa xoá được" in answer
    assert Plan.objects.filter(pk=draft.pk).exists()
