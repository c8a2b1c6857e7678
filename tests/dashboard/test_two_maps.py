"""Both maps of agencies on the pages: which one is on, how it is changed, and where a reorganisation is marked."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Agency, Succession
from dashboard.reorganised import changes_below
from dashboard.rows import place_of
from tests import make
from tests.dashboard.conftest import DAY, HALF
from tests.dashboard.test_home import words_of

pytestmark = pytest.mark.django_db
HOME, BY_AGENCY = reverse("dashboard:home"), reverse("dashboard:by_agency")
TODAY = {"ban_do": "hom-nay"}
MERGED_ON = date(2026, 7, 1)


@pytest.fixture
def leader(client, province):
    client.force_login(make.user(province, Role.LEADER))


@pytest.fixture
def merged(scene, report):
    """A third commune, merged into the first on 01/07/2026."""
    old = make.agency("UBND xã Chiềng Cũ", parent=scene.province, kind=Agency.Kind.COMMUNE)
    report(old, scene.indicator, HALF, 50, 100)
    old.dissolved_on = MERGED_ON
    old.save()
    Succession.objects.create(kind="merge", predecessor=old, successor=scene.first, day=MERGED_ON)
    return old


def test_without_a_reorganisation_there_is_nothing_to_choose(client, scene, leader):
    assert client.get(HOME).context["maps"] == []


@pytest.mark.parametrize(
    "asked, current", [({}, "Theo tổ chức tại thời điểm báo cáo"), (TODAY, "Theo tổ chức hiện nay")]
)
def test_every_page_says_which_map_is_on(client, scene, leader, merged, asked, current):
    pages = [HOME, BY_AGENCY, reverse("dashboard:plan", args=[scene.plan.pk])]
    pages += [reverse("dashboard:basis", args=[scene.whole.pk]), reverse("dashboard:agency", args=[scene.province.pk])]
    for page in pages:
        context = client.get(page, {"nam": "2026", **asked}).context
        assert [label for label, _, is_current in context["maps"] if is_current] == [current], page


def test_what_was_merged_has_a_row_of_its_own_only_by_the_map_of_the_time(client, scene, leader, merged):
    labels = [[row.label for row in client.get(BY_AGENCY, map_).context["heat"].rows] for map_ in ({}, TODAY)]
    assert [str(merged) in found for found in labels] == [True, False]


@pytest.mark.parametrize("map_", [{}, TODAY])
def test_who_pulls_down_is_named_also_in_the_year_of_a_merger_and_nothing_counts_twice(
    client, scene, leader, merged, map_
):
    """Of 180 dossiers that are late 120 are the first commune's, 50 those of the one merged into it."""
    assert "UBND xã An Bình chiếm 94% số hồ sơ quá hạn" in words_of(client.get(HOME, map_))


def test_an_agency_that_has_ended_is_not_asked_any_more(client, scene, leader, merged):
    pages = [client.get(reverse("dashboard:agency", args=[one.pk])) for one in (scene.first, merged)]
    assert [len(page.context["ask_buttons"]) for page in pages] == [2, 0]


def test_the_map_stays_on_along_the_links(client, scene, leader, merged):
    context = client.get(HOME, TODAY).context
    row = context["areas"][0].rows[0]
    for url in (row.basis_url, context["by_agency_url"], context["find_url"], context["tiles"][0].url):
        assert "ban_do=hom-nay" in url
    assert client.get(row.basis_url).context["maps"][1][2]
    assert "ban_do" not in context["maps"][0][1]


def test_the_day_is_said_and_marked_in_the_charts(client, scene, leader, merged):
    response = client.get(HOME)
    assert "Có sắp xếp tổ chức: 01/07/2026: sáp nhập đơn vị" in words_of(response)
    row = response.context["areas"][0].rows[0]
    assert len(row.spark.changes) == 1
    assert "01/07/2026: sáp nhập đơn vị" in row.spark.label
    trend = client.get(row.basis_url).context["trend"]
    assert [line.name for line in trend if line.changes] == ["Quý III"]


@pytest.mark.parametrize(
    "day, place", [(date(2026, 1, 20), "0.0"), (date(2026, 7, 30), "1.5"), (date(2026, 12, 14), "3.0")]
)
def test_a_day_stands_between_the_reports_around_it(day, place):
    assert round(place_of(day, [3, 6, 9, 12]) * 3, 1) == pytest.approx(float(place), abs=0.1)


def test_only_changes_below_the_office_within_two_years_are_told(scene, merged):
    stranger = make.agency("UBND tỉnh khác")
    assert changes_below(stranger, 2026, DAY) == ()
    assert [change.day for change in changes_below(scene.province, 2027, date(2027, 3, 1))] == [MERGED_ON]
    assert changes_below(scene.province, 2028, date(2028, 3, 1)) == ()
    assert changes_below(scene.province, 2026, date(2026, 6, 30)) == ()


def test_a_split_says_that_older_figures_are_not_divided(client, scene, leader):
    half = make.agency("UBND xã Bình Minh Đông", parent=scene.province, kind=Agency.Kind.COMMUNE, founded_on=MERGED_ON)
    Succession.objects.create(kind="split", predecessor=scene.second, successor=half, day=MERGED_ON)
    page = words_of(client.get(reverse("dashboard:agency", args=[half.pk]), {"nam": "2026"}))
    assert "Đơn vị được chia, tách: số liệu trước ngày 01/07/2026 không chia." in page
