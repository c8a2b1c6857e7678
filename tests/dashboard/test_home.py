"""The leader's page, through its address: what it counts, what it says first, what it shows to whom."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from agencies.models import Agency
from dashboard.kept import empty_shelves
from targets.models import Submission
from targets.terms import Kind, Scope
from tests import make
from tests.dashboard.conftest import HALF, Q3, Q3_BEFORE

pytestmark = pytest.mark.django_db
HOME = reverse("dashboard:home")
DUTIES = reverse("dashboard:duties")


def read(client, person, page=HOME, **query) -> str:
    """The words of the page as a person reads them."""
    client.force_login(person)
    response = client.get(page, query)
    assert response.status_code == 200
    return words_of(response)


def words_of(response) -> str:
    main = response.content.decode().split("<main")[-1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def leader(province):
    return make.user(province, Role.LEADER)


# --- numbers of a case worked out by hand -------------------------------------------------------------------------------


def test_the_first_line_says_the_cut_off_day_and_who_has_sent(client, scene, leader):
    assert "Số liệu chốt ngày 14/09/2026 · 1/2 đơn vị đã gửi · 1 đã xác nhận" in read(client, leader)


def test_a_whole_is_the_sum_of_its_communes(client, scene, leader):
    """(1.380 + 990) ÷ (1.500 + 1.000) = 94,8%, asked 95%, within one point: near; 130 dossiers are late so far."""
    page = read(client, leader)
    assert "94,8%" in page
    assert "Gần đạt (tạm tính) thiếu 0,2 điểm %" in page
    assert "đã có 130" in page


def test_the_targets_are_counted_by_group(client, scene, leader):
    client.force_login(leader)
    response = client.get(HOME)
    assert [(tile.label, tile.count) for tile in response.context["tiles"]] == [
        ("Đạt và vượt, đang đạt", 0),
        ("Cần chú ý", 2),
        ("Không đạt", 0),
        ("Chưa đánh giá", 0),
    ]


def test_what_needs_attention_first_says_who_pulls_it_down_and_who_leads(client, scene, leader):
    page = read(client, leader)
    first = page[page.index("Cần chú ý trước") :]
    assert "UBND xã An Bình chiếm 92% số hồ sơ quá hạn" in first
    assert "Chủ trì: Tỉnh Minh Hoạ" in first


def test_how_many_have_not_reported_is_said_with_the_way_to_their_names_and_reports(client, scene, leader):
    client.force_login(leader)
    response = client.get(HOME)
    assert "Chưa báo cáo đủ số liệu: 1 đơn vị" in words_of(response)
    page = client.get(response.context["missing_url"])
    assert "UBND xã Bình Minh" in words_of(page)
    [row] = page.context["rows"]
    missing = Submission.objects.get(agency=scene.second, submitted_at=None)
    assert [(report.words, report.standing) for report in row.reports] == [
        (f"Quý III/2026, biểu {missing.form.code}", "quá hạn 3 ngày")
    ]
    assert "An Bình" not in words_of(page)


def test_two_targets_on_one_indicator_are_told_apart(client, scene, leader):
    page = read(client, leader)
    assert "Toàn cơ quan, trong suốt năm 2026" in page
    assert "Từng đơn vị, trong suốt năm 2026" in page


def test_a_certain_result_is_not_called_provisional(client, day, province, leader, report):
    commune = make.agency("UBND xã An Bình", parent=province)
    indicator = make.indicator()
    report(commune, indicator, HALF, 99, 100)
    report(make.agency("UBND xã Bình Minh", parent=province), indicator, HALF)
    make.target(province, indicator, value=100)
    page = read(client, leader)
    assert "Không thể đạt" in page
    assert "1/2 đơn vị đã xác nhận" in page
    assert "tạm tính" not in page[: page.index("vùng đạt")]


def test_where_nothing_can_be_judged_no_fraction_is_made_up(client, day, province, leader):
    make.target(province)
    page = read(client, leader)
    assert "Chưa có chỉ tiêu nào đánh giá được" in page
    assert "0/0" not in page


# --- who reads it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.OFFICE])
def test_from_below_only_the_own_verdict_is_seen(client, scene, role):
    page = read(client, make.user(scene.second, role))
    assert "Chỉ tiêu cấp trên giao" in page
    assert "99%" in page
    for others in ("An Bình", "92%", "94,8%", "1/2"):
        assert others not in page


def test_from_below_last_years_figure_is_the_agencys_own(client, scene, report):
    report(scene.second, scene.indicator, Q3_BEFORE, 930, 1000)
    report(scene.first, scene.indicator, Q3_BEFORE, 500, 1000)
    client.force_login(make.user(scene.second, Role.LEADER))
    [row] = client.get(HOME).context["from_above"]
    assert (row.shown, row.same_period) == ("99%", "93%")
    assert row.bullet is not None


def test_whoever_leads_a_target_sees_its_total_without_the_names_of_others(client, scene, province):
    department = make.agency("Sở Nội vụ", parent=province)
    scene.whole.versions.update(lead_agency=department)
    page = read(client, make.user(department, Role.LEADER))
    assert "94,8%" in page
    assert "An Bình" not in page
    assert "Bình Minh" not in page


def test_a_person_without_a_role_is_told_to_ask_for_one(client, db):
    assert "Tài khoản chưa gắn với đơn vị" in read(client, make.user())


# --- what the person has to do ------------------------------------------------------------------------------------------


def test_a_reporter_is_told_what_is_still_to_send(client, scene):
    page = read(client, make.user(scene.second, Role.REPORTER), DUTIES)
    assert "1 báo cáo phải gửi, 1 quá hạn" in page


def test_an_office_is_told_what_waits_for_it_unless_it_sent_that_itself(client, scene, province):
    officer = make.user(province, Role.OFFICE)
    waiting = Submission.objects.get(agency=scene.second, period__order=Q3.order, state=Submission.State.EMPTY)
    waiting.state = Submission.State.SUBMITTED
    waiting.submitted_by = make.user(scene.second, Role.REPORTER)
    waiting.submitted_at = waiting.first_submitted_at = timezone.now()
    waiting.save()
    assert "1 báo cáo chờ xác nhận" in read(client, officer, DUTIES)
    waiting.submitted_by = officer
    waiting.save()
    assert "báo cáo chờ xác nhận" not in read(client, officer, DUTIES)


def test_a_leader_is_not_told_of_work_that_others_do(client, scene, leader):
    assert "báo cáo phải gửi" not in read(client, leader, DUTIES)


# --- filters ------------------------------------------------------------------------------------------------------------


def test_filters_narrow_counts_and_attention_alike(client, scene, leader):
    other = make.target(scene.province, make.indicator("Xếp hạng", Kind.RANK), within=scene.plan, order=3)
    client.force_login(leader)
    everything = client.get(HOME).context
    assert everything["total"] == 3
    narrowed = client.get(HOME, {"danh_gia": "attention"}).context
    assert narrowed["total"] == 2
    assert other not in [row.target for row in narrowed["attention"]]
    assert "Đánh giá" in [chip.label for chip in narrowed["chips"]]


def test_a_filter_that_leaves_nothing_shows_the_way_back(client, scene, leader):
    page = read(client, leader, danh_gia="failed")
    assert "Không có chỉ tiêu nào khớp bộ lọc" in page
    assert "Xem mọi chỉ tiêu" in page


def test_the_links_of_a_page_show_a_colleague_the_same(client, scene, leader):
    client.force_login(leader)
    tile = client.get(HOME).context["tiles"][1]
    colleague = make.user(role=Role.ADMINISTRATOR, is_superuser=True, is_staff=True)
    client.force_login(colleague)
    shared = client.get(HOME + tile.url).context
    assert (shared["office"], shared["total"]) == (scene.province, 2)


# --- queries ------------------------------------------------------------------------------------------------------------


def queries(client, person) -> int:
    """Of a page for which nothing is kept yet."""
    client.force_login(person)
    empty_shelves()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(HOME).status_code == 200
    return len(seen)


def test_twenty_targets_take_as_many_queries_as_three(client, scene, leader):
    make.target(scene.province, make.indicator("Chỉ tiêu 3"), within=scene.plan, order=3)
    few = queries(client, leader)
    for order in range(4, 21):
        make.target(scene.province, make.indicator(f"Chỉ tiêu {order}"), within=scene.plan, order=order)
    assert queries(client, leader) == few


def test_twenty_agencies_take_as_many_queries_as_two(client, scene, leader, report):
    few = queries(client, leader)
    for number in range(18):
        commune = make.agency(f"UBND xã số {number}", parent=scene.province, kind=Agency.Kind.COMMUNE)
        report(commune, scene.indicator, HALF, 95, 100)
    group = make.group(*Agency.objects.filter(parent=scene.province), owner=scene.province)
    scene.each.versions.update(scope=Scope.EACH, judged_group=group)
    assert queries(client, leader) == few
