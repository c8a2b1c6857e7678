"""Who sees a target, who may change it, and the list of targets."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from plans.models import Plan
from targets.models import Target
from targets.terms import Comparator, Kind, Scope
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency("Quận Hai Bà Trưng")


@pytest.fixture
def ward(office):
    return make.agency("Phường Bạch Mai", parent=office)


@pytest.fixture
def wards(office, ward):
    return make.group(ward, make.agency("Phường Quỳnh Mai", parent=office), owner=office, unit_noun="phường, xã")


@pytest.fixture
def plan(office):
    return make.plan(office, number="23/KH-UBND", issued_on=date(2026, 1, 20))


@pytest.fixture
def staff(office, client):
    person = make.user(office)
    client.force_login(person)
    return person


@pytest.fixture
def dialogues():
    return make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")


def url(name, *args):
    return reverse(f"targets:{name}", args=args)


def text(response) -> str:
    return response.content.decode()


def test_a_member_of_a_judged_group_sees_the_target_that_binds_it(client, plan, wards, ward, dialogues):
    target = make.target(None, dialogues, within=plan, scope=Scope.EACH, judged_group=wards, value=Decimal(2))
    client.force_login(make.user(ward, Role.REPORTER))
    shown = client.get(url("detail", target.pk))
    assert "Mỗi phường, xã phải có ít nhất 2 hội nghị đối thoại" in text(shown)
    assert "Sửa" not in text(shown)


def test_a_stranger_does_not_find_the_target(client, plan, office):
    target = make.target(office, within=plan)
    client.force_login(make.user(make.agency("Tỉnh khác")))
    for name in ("detail", "edit", "amend", "withdraw", "delete"):
        assert client.get(url(name, target.pk)).status_code == 404
    assert client.get(url("create", plan.pk)).status_code == 404


def test_targets_of_a_draft_are_for_its_editors(client, plan, office, ward, wards):
    target = make.target(None, within=plan, scope=Scope.EACH, judged_group=wards)
    Plan.objects.update(state=Plan.State.DRAFT)
    client.force_login(make.user(ward, Role.REPORTER))
    assert client.get(url("detail", target.pk)).status_code == 404
    client.force_login(make.user(office))
    assert client.get(url("detail", target.pk)).status_code == 200


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.APPRAISER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_only_the_office_of_the_issuer_changes_targets(client, plan, office, role):
    target = make.target(office, within=plan)
    client.force_login(make.user(office, role))
    assert client.get(url("detail", target.pk)).status_code == 200
    for name in ("edit", "amend", "withdraw", "delete"):
        assert client.get(url(name, target.pk)).status_code == 403
        assert client.post(url(name, target.pk)).status_code == 403
    for name in ("restore", "move"):
        assert client.post(url(name, target.pk)).status_code == 403
    for name in ("create", "copy_plan", "review_copy"):
        assert client.get(url(name, plan.pk)).status_code == 403
    assert client.post(url("restate", plan.pk)).status_code == 403


def test_an_office_above_changes_targets_below(client, office, ward):
    below = make.plan(ward)
    target = make.target(ward, within=below)
    client.force_login(make.user(office))
    assert client.get(url("edit", target.pk)).status_code == 200


# --- the list -------------------------------------------------------------------------------------------------------------


def listed(client, **query) -> str:
    return text(client.get(reverse("targets:list", query=query)))


def test_the_list_filters_by_what_its_address_says(client, staff, plan, office, ward, dialogues):
    area = make.area("Cải cách thể chế")
    on_time = make.target(office, make.indicator("Tỷ lệ đúng hạn"), within=plan)
    Target.objects.filter(pk=on_time.pk).update(area=area, search_text="ty le dung han")
    make.target(ward, dialogues, within=make.plan(office, year=2025), comparator=Comparator.AT_LEAST, value=Decimal(2))
    both = listed(client)
    assert "Tỷ lệ đúng hạn" in both
    assert "Số hội nghị đối thoại" in both
    for query in (
        {"tim": "dung han"},
        {"nam": "2026"},
        {"linh_vuc": area.pk},
        {"loai": "ratio"},
        {"ke_hoach": plan.pk},
    ):
        found = listed(client, **query)
        assert "Tỷ lệ đúng hạn" in found, query
        assert "≥ 2 hội nghị" not in found, query
    assert "≥ 2 hội nghị" in listed(client, don_vi=ward.pk)
    assert "Không có chỉ tiêu nào khớp" in listed(client, tim="không có gì")


def test_the_list_takes_as_many_queries_for_20_as_for_2(client, staff, plan, office, wards):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            listed(client)
        return len(captured)

    for _ in range(2):
        make.target(None, within=plan, scope=Scope.EACH, judged_group=wards)
    listed(client)
    before = count()
    for _ in range(18):
        part = make.indicator(part_of=make.indicator(), area=make.area())
        make.target(office, part, within=make.plan(office), lead_agency=make.agency(parent=office))
    assert count() == before
