"""What the leader's page looks at: from the address, and without one from what there is."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from accounts.roles import Role
from dashboard.boards import boards_from
from dashboard.selection import BoardFilter, look_from, newest_year
from plans.models import Plan
from tests import make

pytestmark = pytest.mark.django_db
HOME = reverse("dashboard:home")
DAY = date(2026, 9, 20)


def target_of(office, year, **fields):
    plan = make.plan(office, year=year, **fields)
    return make.target(office, within=plan)


# --- the year -----------------------------------------------------------------------------------------------------------


def test_without_a_year_the_newest_one_with_targets_is_shown(province):
    target_of(province, 2022)
    target_of(province, 2020)
    assert newest_year(province, DAY) == 2022


def test_a_plan_of_several_years_shows_the_current_one(province):
    target_of(province, 2024, year_to=2030)
    assert newest_year(province, DAY) == 2026


def test_next_years_plan_and_drafts_do_not_count_yet(province):
    target_of(province, 2025)
    target_of(province, 2027)
    target_of(province, 2026, state=Plan.State.DRAFT)
    assert newest_year(province, DAY) == 2025


def test_an_agency_that_plans_nothing_is_shown_the_year_in_which_others_name_it(province):
    commune = make.agency(parent=province)
    make.target(commune, within=make.plan(province, year=2025))
    assert newest_year(commune, DAY) == 2025


def test_without_any_target_the_current_year_is_shown(province):
    assert newest_year(province, DAY) == look_from(province, {}, DAY).year == 2026
    assert newest_year(province, date(2026, 12, 15)) == look_from(province, {}, date(2026, 12, 15)).year == 2027


def test_the_page_says_that_it_shows_an_earlier_year(client, day, province):
    target_of(province, 2022)
    client.force_login(make.user(province, Role.LEADER))
    page = client.get(HOME).content.decode()
    assert "Năm 2026 chưa có chỉ tiêu nào; trang này hiện năm 2022, năm gần nhất có chỉ tiêu." in page
    page = client.get(HOME, {"nam": "2022"}).content.decode()
    assert "Đang xem năm 2022, không phải năm báo cáo hiện tại." in page
    assert "Xem năm 2026" in page


# --- the period ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, slug",
    [
        pytest.param({}, "2026-q3", id="mặc định là kỳ cuối đã kết thúc"),
        pytest.param({"nam": "2025"}, "2025-nam", id="năm đã qua thì tính cả năm"),
        pytest.param({"nam": "2026", "ky": "2026-q1"}, "2026-q1", id="kỳ được chọn"),
        pytest.param({"nam": "2025", "ky": "2026-q1"}, "2025-nam", id="kỳ của năm khác thì bỏ qua"),
        pytest.param({"ky": "không-có"}, "2026-q3", id="kỳ không hiểu được thì bỏ qua"),
    ],
)
def test_the_cut_off_is_a_period_of_the_year(province, query, slug):
    assert look_from(province, query, DAY).cutoff.slug == slug


# --- filters ------------------------------------------------------------------------------------------------------------


def form_for(province, words) -> BoardFilter:
    boards = boards_from(make.user(province), look_from(province, {}, DAY), {}, DAY)
    looked_at = {"selection": boards.selection, "plans": boards.plans, "areas": boards.areas}
    return BoardFilter(QueryDict(words), today=DAY, **looked_at)


def test_a_plan_of_another_year_neither_filters_nor_stands_in_the_form(province):
    target_of(province, 2026)
    old = target_of(province, 2025).plan
    form = form_for(province, f"ke_hoach={old.pk}")
    assert form.chosen("ke_hoach") is None
    assert not form.errors
    assert form["ke_hoach"].value() is None


def test_what_is_looked_at_is_said_in_one_line(province):
    plan = target_of(province, 2026, number="15/KH-UBND", number_key="15/KH-UBND", number_year=2026).plan
    assert form_for(province, "").words == "Năm 2026 · tính đến Quý III/2026 · mọi kế hoạch · mọi lĩnh vực"
    narrowed = form_for(province, f"ke_hoach={plan.pk}&danh_gia=failed").words
    assert narrowed == f"Năm 2026 · tính đến Quý III/2026 · {plan} · mọi lĩnh vực · đánh giá: không đạt"


ODD = ("", "abc", "-1", "0", "99999", "9" * 5000, "٣", "²", "1.5", "2026-q9", "\x00", "' OR 1")


def test_a_year_that_is_over_is_looked_at_as_a_whole(province):
    target_of(province, 2022)
    assert form_for(province, "").words == "Năm 2022 · cả năm · mọi kế hoạch · mọi lĩnh vực"


BOARDS, LISTS, FINDERS = ("home", "by_agency"), ("by_agency", "not_reported"), ("find_office", "suggest_offices")
EVERYWHERE = ("home", "by_agency", "not_reported", "basis", *FINDERS)
ASKED_BY = {  # what stands in an address, and the pages that ask for it
    **dict.fromkeys(("don_vi", "nam", "ky"), EVERYWHERE),
    **dict.fromkeys(("ke_hoach", "linh_vuc", "danh_gia"), BOARDS),
    **dict.fromkeys(("khoi", "duoi", "trang", "cua"), LISTS),
    **dict.fromkeys(("tim", "ve"), FINDERS),
}


@pytest.mark.parametrize("name", ASKED_BY)
def test_nothing_in_the_address_breaks_a_page(client, scene, name):
    client.force_login(make.user(scene.province, Role.LEADER))
    keys = {"basis": [scene.whole.pk]}
    pages = [reverse(f"dashboard:{page}", args=keys.get(page)) for page in ASKED_BY[name]]
    for value in ODD:
        for page in pages:
            assert client.get(page, {name: value}).status_code in (200, 404), (page, value)


def test_an_agency_out_of_reach_is_not_found(client, scene):
    client.force_login(make.user(scene.first, Role.LEADER))
    assert client.get(HOME, {"don_vi": scene.second.pk}).status_code == 404
    assert client.get(HOME, {"don_vi": scene.first.pk}).status_code == 200
