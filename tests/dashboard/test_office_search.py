"""Choosing the office to look from: suggestions while typing, a plain page without script, never one out of reach."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from dashboard.office_search import MOST_SUGGESTED
from tests import make
from tests.dashboard.test_home import words_of

pytestmark = pytest.mark.django_db
FIND, SUGGEST = reverse("dashboard:find_office"), reverse("dashboard:suggest_offices")


@pytest.fixture
def leader(client, scene):
    client.force_login(make.user(scene.province, Role.LEADER))


def suggested(client, words) -> list[str]:
    return [option["words"] for option in client.get(SUGGEST, {"tim": words}).json()["options"]]


def test_names_are_found_without_accents(client, scene, leader):
    assert suggested(client, "binh minh") == ["UBND xã Bình Minh"]


def test_the_highest_in_the_tree_stands_first(client, scene, leader):
    assert suggested(client, "")[0] == str(scene.province)


def test_agencies_out_of_reach_are_never_suggested(client, scene):
    client.force_login(make.user(scene.first, Role.LEADER))
    assert suggested(client, "") == ["UBND xã An Bình"]
    assert "Bình Minh" not in words_of(client.get(FIND))


def test_only_so_many_are_suggested_and_the_rest_is_said_to_exist(client, scene, leader):
    for number in range(MOST_SUGGESTED):
        make.agency(f"Phường {number}", parent=scene.province)
    answer = client.get(SUGGEST, {"tim": ""}).json()
    assert (len(answer["options"]), answer["has_more"]) == (MOST_SUGGESTED, True)


def test_the_page_leads_back_to_where_one_was_seen_from_the_office_chosen(client, scene, leader):
    answer = client.get(FIND, {"tim": "an binh", "nam": "2026", "ky": "2026-q1", "ve": "theo-don-vi"})
    [(agency, url)] = answer.context["offices"]
    assert agency == scene.first
    landed = client.get(url)
    assert landed.wsgi_request.path == reverse("dashboard:by_agency")
    assert (landed.context["office"], landed.context["year"]) == (scene.first, "2026")


def test_the_leaders_page_offers_one_office_and_not_thousands(client, scene, leader):
    form = client.get(reverse("dashboard:home")).context["form"]
    assert [words for _, words in form.fields["don_vi"].choices] == [str(scene.province)]
