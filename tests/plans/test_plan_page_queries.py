"""A plan's pages cost as many queries however much stands on them."""

import pytest
from django.urls import reverse

from dashboard.kept import empty_shelves
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency("Thanh tra Thành phố")


@pytest.fixture
def officer(client, office):
    """Somebody of the issuer's office, logged in."""
    person = make.user(office)
    client.force_login(person)
    return person


@pytest.mark.parametrize("name", ["dashboard:plan", "dashboard:plan_tasks", "dashboard:plan_document"])
def test_a_plans_pages_take_as_many_queries_for_twenty_as_for_two(
    client, officer, office, django_assert_max_num_queries, name
):
    plan = make.plan(office)

    def fill(count: int) -> None:
        for _ in range(count):
            task = make.task(plan, lead_agency=make.agency(parent=office), area=make.area())
            task.supporting_agencies.add(make.agency(parent=office), make.agency(parent=office))
            group = make.group(make.agency(parent=office), make.agency(parent=office), owner=office)
            outside = make.indicator(source_kind="outside")
            make.target(within=plan, of=outside, scope="each", judged_group=group)
            make.plan(office, higher_plan=plan)

    fill(2)
    client.get(reverse(name, args=[plan.pk]))  # what a process reads once
    empty_shelves()
    with django_assert_max_num_queries(40) as two_unread:
        client.get(reverse(name, args=[plan.pk]))
    with django_assert_max_num_queries(15) as two:
        client.get(reverse(name, args=[plan.pk]))
    fill(18)
    for most in (two_unread, two):
        with django_assert_max_num_queries(len(most)):
            assert client.get(reverse(name, args=[plan.pk])).status_code == 200


def test_looking_from_below_takes_two_queries_more_however_many_targets(client, office, django_assert_max_num_queries):
    below = make.agency("Phòng Tổng hợp", parent=office)
    plan = make.plan(office)
    group = make.group(below, owner=office)
    for _ in range(20):
        make.target(within=plan, scope="each", judged_group=group)
        make.target(office, of=make.indicator(source_kind="outside"), within=plan)
    client.force_login(make.user(below))
    address = reverse("dashboard:plan", args=[plan.pk])
    client.get(address)  # what a process reads once
    with django_assert_max_num_queries(17):  # which office, and what it sees
        assert len(client.get(address).context["targets"]) == 20
