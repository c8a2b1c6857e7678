""" "Kết quả theo cơ quan, đơn vị", through its address: whom it shows, level by level, and to whom."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Agency
from dashboard.kept import empty_shelves
from targets.terms import Kind
from tests import make
from tests.dashboard.conftest import HALF
from tests.dashboard.test_home import words_of

pytestmark = pytest.mark.django_db
PAGE = reverse("dashboard:by_agency")


@pytest.fixture
def leader(client, province):
    person = make.user(province, Role.LEADER)
    client.force_login(person)
    return person


def heat(client, **query):
    return client.get(PAGE, query).context["heat"]


def test_each_unit_has_a_cell_for_each_target_that_concerns_it(client, scene, leader):
    found = heat(client)
    assert [row.label for row in found.rows] == ["UBND xã An Bình", "UBND xã Bình Minh"]
    assert [[cell.shown for cell in row.cells] for row in found.rows] == [["92", "92"], ["99", "99"]]
    assert [row.total for row in found.rows] == ["0/2", "2/2"]


def test_a_cell_opens_to_the_figures_behind_it(client, scene, leader):
    cell = heat(client).rows[0].cells[0]
    assert "1.380 ÷ 1.500 × 100 = 92%" in words_of(client.get(cell.url))


def test_only_who_stands_directly_below_is_shown_and_opens_to_those_below_in_turn(client, scene, leader, report):
    room = make.agency("Phòng Kinh tế", parent=scene.first)
    report(room, scene.indicator, HALF, 5, 10)
    first, second = heat(client).rows
    assert (bool(first.units_url), second.units_url) == (True, "")
    below = client.get(first.units_url)
    assert [row.label for row in below.context["heat"].rows] == ["Phòng Kinh tế"]
    assert below.context["crumbs"][-1][0] == str(scene.province)


def test_the_units_of_another_office_are_not_found(client, scene, leader):
    stranger = make.agency("UBND tỉnh khác")
    assert client.get(PAGE, {"duoi": stranger.pk}).status_code == 404
    client.force_login(make.user(scene.first, Role.LEADER))
    assert client.get(PAGE, {"don_vi": scene.province.pk}).status_code == 404
    assert client.get(PAGE, {"duoi": scene.second.pk}).status_code == 404


def test_kinds_of_units_are_shown_side_by_side_and_the_largest_first(client, scene, leader, report):
    department = make.agency("Sở Nội vụ", parent=scene.province, kind=Agency.Kind.DEPARTMENT)
    report(department, scene.indicator, HALF, 8, 10)
    response = client.get(PAGE)
    tabs = [(label, is_current) for label, _, is_current in response.context["heat_tabs"]]
    assert tabs == [("Sở, ban, ngành (1)", False), ("UBND xã, phường, đặc khu (2)", True)]
    other = client.get(response.context["heat_tabs"][0][1])
    assert [row.label for row in other.context["heat"].rows] == ["Sở Nội vụ"]


def test_tabs_count_the_units_of_the_day_that_is_looked_at(client, scene, leader, report):
    make.agency("UBND huyện Cũ", parent=scene.province, kind=Agency.Kind.DISTRICT, dissolved_on=date(2026, 7, 1))
    scene.second.dissolved_on = date(2026, 7, 1)
    scene.second.save()
    department = make.agency("Sở Nội vụ", parent=scene.province, kind=Agency.Kind.DEPARTMENT)
    report(department, scene.indicator, HALF, 8, 10)

    def words(**query):
        return [label for label, _, _ in client.get(PAGE, query).context["heat_tabs"]]

    assert words() == ["Sở, ban, ngành (1)", "UBND xã, phường, đặc khu (1)"]
    then = ["Sở, ban, ngành (1)", "UBND quận, huyện (trước 01/7/2025) (1)", "UBND xã, phường, đặc khu (2)"]
    assert sorted(words(ky="2026-6t")) == then


def test_filters_leave_only_the_columns_that_are_looked_at(client, scene, leader):
    make.target(scene.province, make.indicator("Xếp hạng", Kind.RANK), within=scene.plan, order=3)
    assert len(heat(client, danh_gia="attention").columns) == 2
    assert heat(client, danh_gia="failed") is None
    assert heat(client, linh_vuc=scene.indicator.area_id) is not None


def test_the_leaders_page_takes_the_matrix_in_without_a_page_around_it(client, scene, leader):
    answer = client.get(PAGE, headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer.text.count("<table") == 1
    assert "HX-Request" in answer["Vary"]


def test_who_ended_before_the_year_has_no_row(client, scene, leader):
    scene.second.dissolved_on = date(2025, 12, 1)
    scene.second.save()
    assert [row.label for row in heat(client).rows] == ["UBND xã An Bình"]


def test_twenty_units_take_as_many_queries_as_three(client, scene, leader, report):
    def queries() -> int:
        empty_shelves()
        with CaptureQueriesContext(connection) as seen:
            client.get(PAGE)
        return len(seen)

    make.agency("UBND xã thứ ba", parent=scene.province, kind=Agency.Kind.COMMUNE)
    few = queries()
    for number in range(17):
        commune = make.agency(f"UBND xã số {number}", parent=scene.province, kind=Agency.Kind.COMMUNE)
        report(commune, scene.indicator, HALF, 95, 100)
    assert queries() == few
