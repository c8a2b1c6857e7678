"""The person of a request: read with their roles at once, refused where the account is closed."""

import pytest

from accounts.models import User
from accounts.roles import Role
from agencies import scope
from agencies.backends import WithMemberships
from tests import make

pytestmark = pytest.mark.django_db


def test_a_person_and_all_their_roles_are_one_query(django_assert_num_queries):
    own, other = make.agency("UBND xã An Bình"), make.agency("Sở Nội vụ")
    person = make.user(own, Role.REPORTER)
    make.membership(person, other, Role.LEADER)
    with django_assert_num_queries(1):
        found = WithMemberships().get_user(person.pk)
        assert scope.own_agencies(found) == sorted([own.pk, other.pk])
        assert scope.highest_own(found) in (own, other)
    assert vars(found).keys() - {"_memberships"} == vars(User.objects.get(pk=person.pk)).keys()


def test_a_person_without_any_role_is_found_all_the_same():
    person = User.objects.create_user("moi")
    found = WithMemberships().get_user(person.pk)
    assert (found, scope.own_agencies(found)) == (person, [])


def test_a_closed_account_and_one_that_is_gone_are_nobody():
    closed = make.user(make.agency(), Role.LEADER, is_active=False)
    without_role = User.objects.create_user("nghi", is_active=False)
    assert [WithMemberships().get_user(key) for key in (closed.pk, without_role.pk, 0)] == [None, None, None]


def test_whose_account_is_closed_is_logged_out_at_the_next_page(client):
    person = make.user(make.agency(), Role.LEADER)
    client.force_login(person, backend="agencies.backends.WithMemberships")
    assert client.get("/don-vi/").status_code == 200
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.get("/don-vi/").status_code == 302
