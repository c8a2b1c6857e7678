"""Who sees what: every role at every reach."""

import pytest

from accounts.roles import MAY, Action, Reach, Role
from agencies import lifecycle, scope
from agencies.models import Agency
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def places():
    province = make.agency("Tỉnh")
    department = make.agency("Sở", parent=province)
    return {
        "trên": province,
        "mình": department,
        "dưới": make.agency("Phòng", parent=department),
        "bên": make.agency("Sở khác", parent=province),
    }


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_a_role_reaches_as_far_as_the_table_says_and_no_further(places, role, action):
    person = make.user(places["mình"], role)
    reach = MAY[action].get(role)
    expected = {None: [], Reach.OWN: ["mình"], Reach.BELOW: ["mình", "dưới"]}[reach]
    reached = set(scope.acts_for(person, action))
    assert reached == {places[name] for name in expected}
    for name, agency in places.items():
        assert scope.may(person, action, agency) is (name in expected)
    assert scope.may_somewhere(person, action) is bool(expected)


def test_several_roles_add_up(places):
    person = make.user(places["dưới"], Role.REPORTER)
    make.membership(person, places["bên"], Role.LEADER)
    assert set(scope.sees(person)) == {places["dưới"], places["bên"]}
    assert not scope.may(person, Action.ENTER_FIGURES, places["bên"])


@pytest.mark.parametrize("fields", [{"is_active": False}, {}])
def test_who_left_and_who_has_no_role_sees_nothing(places, fields):
    person = make.user(places["trên"], Role.OFFICE, **fields) if fields else make.user()
    assert not scope.sees(person).exists()
    assert not scope.may(person, Action.SEE, places["trên"])


def test_who_manages_everything_sees_everything(places):
    assert scope.sees(make.user(is_superuser=True)).count() == len(places)


def test_an_agency_not_yet_in_the_tree_opens_nothing(places):
    """Every path begins with the empty one."""
    loose = Agency.objects.create(code="X", name="Chưa xếp", kind="other")
    person = make.user(loose, Role.OFFICE)
    assert not scope.sees(person).exclude(pk=loose.pk).exists()
    assert not scope.may(person, Action.SEE, places["trên"])
    assert scope.sees_below(person) == []


def test_predecessors_are_seen_by_those_who_carry_on_their_work(places):
    from datetime import date

    from agencies import actions

    old, heir = make.agency("Xã cũ", parent=places["trên"]), places["bên"]
    actions.merge(by=None, predecessors=[old], successor=heir, day=date(2025, 7, 1), today=date(2026, 4, 1))
    assert set(lifecycle.seen_with_history(make.user(heir, Role.REPORTER))) == {heir, old}
    assert old not in lifecycle.seen_with_history(make.user(places["mình"], Role.OFFICE))
