""" "Căn cứ và cách tính", through its address: every kind of target opens to the figures that make it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Agency
from targets.models import Publication
from targets.terms import AcrossPeriods, Comparator, Kind, RelativeKind, Scope, SourceKind, Window
from tests import make
from tests.dashboard.conftest import HALF, Q1, Q3

pytestmark = pytest.mark.django_db


def address(target) -> str:
    return reverse("dashboard:basis", args=[target.pk])


def read(client, person, target, **query) -> str:
    client.force_login(person)
    response = client.get(address(target), query)
    assert response.status_code == 200
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


@pytest.fixture
def leader(province):
    return make.user(province, Role.LEADER)


# --- what stands behind one number --------------------------------------------------------------------------------------


def test_a_whole_opens_to_the_parts_of_every_agency(client, scene, leader):
    page = read(client, leader, scene.whole)
    assert "2.370 ÷ 2.500 × 100 = 94,8% · 130 hồ sơ quá hạn" in page
    assert "Hồ sơ trước hạn, đúng hạn Tổng hồ sơ đã giải quyết" in page
    for shown in ("900 1.000 90%", "480 500 96%", "990 1.000 99%"):
        assert shown in page


def test_the_sum_is_that_of_the_rows_shown(client, scene, leader):
    client.force_login(leader)
    context = client.get(address(scene.whole)).context
    parts = [(row.value, row.base) for row in context["inputs"].rows]
    numbers = [[int(text.replace(".", "")) for text in column] for column in zip(*parts, strict=True)]
    assert [sum(column) for column in numbers] == [2370, 2500]
    assert (context["totals"].value, context["totals"].base) == ("2.370", "2.500")


def test_it_names_the_rule_the_plan_its_words_and_who_answers(client, scene, leader, checker):
    scene.whole.versions.update(quote="Phấn đấu trên 95% hồ sơ đúng hạn", quote_place="Mục II.1")
    page = read(client, leader, scene.whole)
    for shown in (
        "phải đạt tối thiểu 95% trong suốt năm 2026",
        "15/KH-UBND",
        "Phấn đấu trên 95% hồ sơ đúng hạn",
        "Mục II.1",
        f"Xác nhận: {checker}",
        "không lấy trung bình các tỷ lệ",
    ):
        assert shown in page


def test_who_has_not_reported_is_named(client, scene, leader):
    assert "Chưa báo cáo đủ: UBND xã Bình Minh." in read(client, leader, scene.whole)


def test_a_group_lists_its_members_and_each_opens_to_its_own_figures(client, scene, leader):
    page = read(client, leader, scene.each)
    assert "Từng đơn vị (2)" in page
    member = read(client, leader, scene.each, cua=scene.first.pk)
    assert "1.380 ÷ 1.500 × 100 = 92%" in member
    assert "Bình Minh" not in member
    assert "Xem cả nhóm" in member


def test_an_agency_of_a_whole_stands_beside_the_same_condition(client, scene, leader):
    page = read(client, leader, scene.whole, cua=scene.first.pk)
    assert "Chỉ tiêu này đánh giá toàn cơ quan." in page
    assert "Xem toàn cơ quan" in page


def test_windows_are_shown_one_by_one(client, scene, leader, report):
    count = make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    report(scene.first, count, HALF, 2)
    report(scene.first, count, Q3, 0)
    target = make.target(scene.province, count, within=scene.plan, value=1, window=Window.HALF, order=5)
    page = read(client, leader, target)
    parts = page[page.index("Từng phần của thời gian đánh giá") : page.index("Số liệu đã dùng")]
    assert "6 tháng đầu năm 2 hội nghị" in parts
    assert "6 tháng cuối năm 0 hội nghị" in parts


def test_a_derived_number_says_so_and_how(client, scene, leader, report):
    """Quý II is reported by nobody: it is 6 tháng less Quý I (DESIGN §3)."""
    count = make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    report(scene.first, count, Q1, 2)
    report(scene.first, count, HALF, 5)
    target = make.target(scene.province, count, within=scene.plan, value=1, due_kind="quarter", due_order=2, order=5)
    page = read(client, leader, target)
    assert "suy ra: Quý II = 6 tháng − Quý I" in page
    assert "3 hội nghị" in page


def test_without_a_year_the_target_is_shown_in_its_own(client, province, leader, day):
    target = make.target(province, within=make.plan(province, year=2024))
    assert "năm 2024" in read(client, leader, target)


# --- who reads it -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.OFFICE])
def test_from_below_only_the_own_figures_are_shown(client, scene, role):
    page = read(client, make.user(scene.second, role), scene.each)
    assert "UBND xã Bình Minh" in page
    for others in ("An Bình", "92%", "94,8%", "1.380"):
        assert others not in page


def test_whoever_leads_it_sees_the_total_without_others_names_and_figures(client, scene, province):
    department = make.agency("Sở Nội vụ", parent=province)
    scene.whole.versions.update(lead_agency=department)
    page = read(client, make.user(department, Role.LEADER), scene.whole)
    assert "94,8%" in page
    assert "Số liệu của 2 đơn vị khác không hiện ở đây" in page
    for others in ("An Bình", "Bình Minh", "990 1.000", "480 500"):
        assert others not in page


def test_another_agency_cannot_be_opened_from_below(client, scene):
    client.force_login(make.user(scene.second, Role.LEADER))
    assert client.get(address(scene.each), {"cua": scene.first.pk}).status_code == 404


def test_a_target_of_a_stranger_is_not_found(client, scene):
    client.force_login(make.user(make.agency("UBND tỉnh khác")))
    assert client.get(address(scene.whole)).status_code == 404


# --- every kind and scope -----------------------------------------------------------------------------------------------

KINDS = [
    pytest.param(Kind.RATIO, (97, 100), "97%", id="tỷ lệ"),
    pytest.param(Kind.RATIO_OF_STOCKS, (97, 100), "97%", id="tỷ lệ theo thời điểm"),
    pytest.param(Kind.COUNT, (12,), "12 việc", id="số lượng"),
    pytest.param(Kind.STOCK, (12,), "12 việc", id="thời điểm"),
    pytest.param(Kind.LEVEL, (91,), "91 việc", id="mức"),
    pytest.param(Kind.GRADE, (2,), "Khá", id="xếp loại"),
    pytest.param(Kind.RANK, (4,), "hạng 4", id="xếp hạng"),
]


def measured(kind: Kind, **fields):
    steps = ["Yếu", "Khá", "Tốt"] if kind == Kind.GRADE else []
    unit = "%" if kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS) else "việc"
    if kind == Kind.RANK:
        fields.setdefault("better", "lower")
    return make.indicator("Chỉ tiêu đo thử", kind, unit=unit, grade_steps=steps, **fields)


@pytest.mark.parametrize("scope", [Scope.WHOLE, Scope.EACH, Scope.SHARE])
@pytest.mark.parametrize("kind, parts, shown", KINDS)
def test_every_kind_shows_its_figure_in_every_scope(client, day, province, leader, report, kind, parts, shown, scope):
    commune = make.agency("UBND xã An Bình", parent=province, kind=Agency.Kind.COMMUNE)
    indicator = measured(kind)
    stands_alone = kind in (Kind.GRADE, Kind.RANK) and scope == Scope.WHOLE
    report(province if stands_alone else commune, indicator, HALF, *parts)
    condition = {"comparator": Comparator.AT_MOST if kind == Kind.RANK else Comparator.AT_LEAST, "value": 2}
    rule = {"scope": scope, **condition}
    if scope == Scope.SHARE:
        inner = {"inner_comparator": condition["comparator"], "inner_value": condition["value"]}
        rule |= {"comparator": Comparator.AT_LEAST, "value": 100, **inner}
    if scope != Scope.WHOLE:
        rule["judged_group"] = make.group(commune, owner=province)
    within = make.plan(province)
    target = make.target(province if scope == Scope.WHOLE else None, indicator, within=within, **rule)
    page = read(client, leader, target, **({} if scope == Scope.WHOLE else {"cua": commune.pk}))
    assert shown in page[page.index("Số liệu đã dùng") :]
    assert client.get(address(target)).status_code == 200


def test_a_deed_shows_its_day(client, day, province, leader, report):
    done = make.indicator("Đã ban hành quy chế", Kind.YES_NO)
    report(province, done, HALF, done=True, done_on=date(2026, 3, 12))
    target = make.target(province, done, value=None)
    assert "đã thực hiện ngày 12/03/2026" in read(client, leader, target)


def test_a_level_shows_the_samples_it_was_weighted_by(client, scene, leader, report):
    """(90 × 100 + 96 × 300) ÷ 400 = 94,5."""
    level = make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%")
    report(scene.first, level, HALF, 90, sample=100)
    report(scene.second, level, HALF, 96, sample=300)
    page = read(client, leader, make.target(scene.province, level, within=scene.plan, order=6))
    assert "94,5% · bình quân theo 400 phiếu" in page
    assert "Số phiếu" in page


def test_a_level_without_all_samples_says_how_it_was_averaged(client, scene, leader, report):
    level = make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%")
    report(scene.first, level, HALF, 90, sample=100)
    report(scene.second, level, HALF, 96)
    page = read(client, leader, make.target(scene.province, level, within=scene.plan, order=6))
    assert "trung bình cộng của 2/2 đơn vị" in page


def test_cumulative_figures_say_so(client, scene, leader, report):
    count = make.indicator("Số văn bản", Kind.COUNT, unit="văn bản", across_periods=AcrossPeriods.SUM)
    report(scene.first, count, Q1, 5, typed="cumulative")
    report(scene.first, count, HALF, 9, typed="cumulative")
    page = read(client, leader, make.target(scene.province, count, within=scene.plan, value=10, order=7))
    assert "(lũy kế)" in page


def test_a_relative_target_without_its_baseline_says_what_is_missing(client, scene, leader):
    target = make.target(
        scene.province,
        scene.indicator,
        within=scene.plan,
        value=2,
        relative_kind=RelativeKind.POINTS,
        direction="up",
        baseline_year=2025,
        order=8,
    )
    assert "thiếu giá trị gốc" in read(client, leader, target)


def test_an_outside_figure_that_is_awaited_says_until_when(client, day, province, leader):
    rank = make.indicator("Xếp hạng PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE, better="lower")
    Publication.objects.create(indicator=rank, year=2025, expected_on=date(2026, 10, 1))
    rule = {"comparator": Comparator.AT_MOST, "value": 15}
    target = make.target(province, rank, within=make.plan(province, year=2025), **rule)
    assert "Chờ công bố, dự kiến ngày 01/10/2026" in read(client, leader, target)


def test_nothing_known_is_said_and_breaks_nothing(client, day, province, leader):
    target = make.target(province)
    page = read(client, leader, target)
    assert "Đánh giá" in page
    assert "Số liệu đã dùng" not in page
