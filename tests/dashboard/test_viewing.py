"""Nobody reads a neighbour's figures, or the totals of those above, by way of a plan (DESIGN §6)."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Placement
from dashboard.viewing import shows_verdict, viewer_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("Tỉnh Ví Dụ")


@pytest.fixture
def commune(province):
    return make.agency("Xã Mình", parent=province)


@pytest.fixture
def neighbour(province):
    return make.agency("Xã Bên", parent=province)


def test_a_plan_of_ones_own_opens_nobody_beside(commune, neighbour):
    leader = make.user(commune, Role.LEADER)
    assert neighbour.pk not in viewer_of(leader, commune, commune)
    assert commune.pk in viewer_of(leader, commune, commune)


def test_who_sees_the_whole_province_sees_every_figure_of_its_plans(province):
    assert viewer_of(make.user(province, Role.LEADER), province, province) is None


def test_a_unit_that_has_moved_away_is_still_seen_in_the_totals_that_it_was_part_of(province, neighbour):
    department = make.agency("Sở Xây dựng", parent=province)
    moved = make.agency("Trung tâm Kiểm định", parent=neighbour, since=date(2026, 7, 1))
    Placement.objects.create(agency=moved, parent=department, until=date(2026, 7, 1))
    assert moved.pk in viewer_of(make.user(department, Role.LEADER), department, department)


def test_a_total_above_is_read_only_by_whom_the_target_names(client, province, commune):
    plan = make.plan(province)
    make.task(plan, lead_agency=commune)  # the plan is seen, with the rules of all its targets
    target = make.target(province, within=plan)
    reporter = make.user(commune, Role.REPORTER)
    client.force_login(reporter)
    assert not shows_verdict(reporter, target, commune)
    assert client.get(reverse("dashboard:basis", args=[target.pk])).status_code == 404
    assert "Căn cứ và cách tính" not in client.get(reverse("targets:detail", args=[target.pk])).content.decode()


def test_who_leads_a_target_reads_its_verdict(client, province, commune):
    target = make.target(province, within=make.plan(province), lead_agency=commune)
    client.force_login(make.user(commune, Role.LEADER))
    page = client.get(reverse("targets:detail", args=[target.pk])).content.decode()
    assert f"don_vi={commune.pk}" in page
    address = reverse("dashboard:basis", args=[target.pk])
    assert client.get(address, {"don_vi": commune.pk, "nam": 2026}).status_code == 200
