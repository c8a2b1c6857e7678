"""Units in order of their results: places, ties, small samples, who sees whom, and what the lists cost."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from agencies.models import Agency
from periods.period import Calendar, periods_of
from targets import rollup
from targets.models import Target
from targets.terms import Better, Kind, Scope
from tests import make
from tests.targets.conftest import checker, province, report  # noqa: F401, fixtures

pytestmark = pytest.mark.django_db
Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
HALF_BEFORE = periods_of(Calendar.CCHC, 2025)[1]
DAY = date(2026, 7, 1)
LIST, BY_PLAN = reverse("dashboard:ranking"), reverse("dashboard:ranking_by_plan")
FILES = (reverse("dashboard:ranking_file"), reverse("dashboard:ranking_by_plan_file"))


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("dashboard.ranking.localdate", lambda: DAY)


@pytest.fixture
def communes(province):  # noqa: F811
    names = ("An Bình", "Bình Minh", "Cẩm Sơn", "Đông Hà", "Êa Tu")
    return [make.agency(f"Xã {name}", parent=province, kind=Agency.Kind.COMMUNE) for name in names]


@pytest.fixture
def measured():
    return make.indicator(denominator_label="Hồ sơ đã giải quyết")


@pytest.fixture
def target(province, communes, measured, report) -> Target:  # noqa: F811
    """By the half year: 96% twice, 90%, 10 of 10 dossiers, and one that has not reported."""
    for commune, done, of in zip(communes, (96, 192, 90, 10), (100, 200, 100, 10), strict=False):
        report(commune, measured, HALF, done, of)
    report(communes[4], measured, HALF)
    report(communes[2], measured, HALF_BEFORE, 88, 100)
    plan = make.plan(province, state="issued", number="15/KH-UBND", number_key="15/KH-UBND", number_year=2026)
    made = make.target(None, measured, within=plan, scope=Scope.EACH, judged_group=make.group(*communes))
    rollup.rebuild()
    return made


@pytest.fixture
def leader(province):  # noqa: F811
    return make.user(province, Role.LEADER)


def rows(client, person, query="", page=LIST):
    client.force_login(person)
    response = client.get(page + query)
    assert response.status_code == 200
    return response.context["rows"]


def listed(found):
    return [(row.place, row.name.removeprefix("Xã "), row.state.label) for row in found]


# --- by one target ------------------------------------------------------------------------------------------------------


def test_the_better_stand_first_equals_share_a_place_and_small_samples_and_silent_units_have_none(
    client, target, leader
):
    assert listed(rows(client, leader)) == [
        (1, "An Bình", "Đạt mức"),
        (1, "Bình Minh", "Đạt mức"),
        (3, "Cẩm Sơn", "Chưa đạt mức"),
        (None, "Đông Hà", "Đạt mức"),
        (None, "Êa Tu", "Chưa báo cáo đủ"),
    ]


def test_each_row_says_its_value_what_it_was_counted_from_and_the_change_since_last_year(client, target, leader):
    first, _, third, small, silent = rows(client, leader)
    assert (first.shown, first.base, first.before) == ("96%", Decimal(100), "")
    assert (third.shown, third.before, third.change) == ("90%", "88%", "+2 điểm %")
    assert (small.is_small, silent.shown) == (True, "")
    page = client.get(LIST).content.decode()
    assert "mẫu nhỏ" in page
    assert "Hồ sơ đã giải quyết" in page


def test_where_less_is_better_the_smallest_stands_first(client, province, communes, leader, report):  # noqa: F811
    late = make.indicator("Hồ sơ quá hạn", Kind.COUNT, unit="hồ sơ", better=Better.LOWER)
    for commune, number in zip(communes, (7, 0, 3), strict=False):
        report(commune, late, HALF, number)
    plan = make.plan(province, state="issued")
    rule = {"comparator": "lte", "value": 3, "scope": Scope.EACH, "judged_group": make.group(*communes)}
    make.target(None, late, within=plan, **rule)
    rollup.rebuild()
    found = rows(client, leader)
    assert [(row.place, row.shown, row.state.label) for row in found] == [
        (1, "0 hồ sơ", "Đạt mức"),
        (2, "3 hồ sơ", "Đạt mức"),
        (3, "7 hồ sơ", "Chưa đạt mức"),
    ]


def test_a_search_or_a_standing_leaves_places_as_they_are_among_all(client, target, leader):
    assert listed(rows(client, leader, "?tim=cam son")) == [(3, "Cẩm Sơn", "Chưa đạt mức")]
    assert listed(rows(client, leader, "?ket_qua=chua-bao-cao")) == [(None, "Êa Tu", "Chưa báo cáo đủ")]
    assert not rows(client, leader, "?tim=100%25_")


def test_units_of_another_kind_are_ranked_apart_unless_all_are_asked_for(
    client,
    province,  # noqa: F811
    communes,
    measured,
    target,
    leader,
    report,  # noqa: F811
):
    department = make.agency("Sở Nội vụ", parent=province)
    report(department, measured, HALF, 99, 100)
    target.versions.get().judged_group.memberships.create(agency=department)
    rollup.rebuild()
    assert len(rows(client, leader)) == 5
    assert listed(rows(client, leader, "?khoi=department")) == [(None, "Sở Nội vụ", "Đạt mức")]
    assert listed(rows(client, leader, "?khoi=tat-ca"))[:2] == [(1, "Sở Nội vụ", "Đạt mức"), (2, "An Bình", "Đạt mức")]


def test_the_list_is_read_page_by_page(client, target, leader, monkeypatch):
    monkeypatch.setattr("dashboard.ranking.A_PAGE", 2)
    assert listed(rows(client, leader, "?trang=2"))[0] == (3, "Cẩm Sơn", "Chưa đạt mức")
    assert len(rows(client, leader, "?trang=99")) == 1


def test_a_unit_directly_below_is_ranked_also_by_a_target_of_the_whole(client, province, target, leader):  # noqa: F811
    whole = make.target(province, target.indicator, within=target.plan, order=2)
    rollup.rebuild()
    assert rows(client, leader, f"?chi_tieu={whole.pk}")[0].shown == "96%"
    assert "giao cho toàn cơ quan" in client.get(f"{LIST}?chi_tieu={whole.pk}").content.decode()


def test_a_cut_off_before_a_report_knows_nothing_of_it(client, target, leader):
    assert {row.state.label for row in rows(client, leader, "?ky=2026-q1")} == {"Chưa báo cáo đủ"}


def test_a_period_that_is_not_over_is_no_measure(client, target, leader):
    client.force_login(leader)
    page = client.get(f"{LIST}?ky=2026-nam").content.decode()
    assert "Tính đến hết 6 tháng đầu năm 2026" in page


def test_an_office_without_such_targets_is_told_so(client, leader):
    client.force_login(leader)
    assert "Chưa có chỉ tiêu nào để xếp hạng" in client.get(LIST).content.decode()


def test_a_target_that_is_not_on_the_list_is_not_there(client, target, leader):
    client.force_login(leader)
    assert client.get(f"{LIST}?chi_tieu={target.pk + 1}").status_code == 404
    assert client.get(f"{LIST}?chi_tieu=abc").status_code == 404


def test_another_year_shows_the_same_indicator_there_and_says_so(client, target, communes, leader):
    plan = make.plan(target.plan.issuer, year=2025, state="issued")
    before = {"judged_group": make.group(*communes), "scope": Scope.EACH}
    make.target(None, make.indicator(), within=plan, **before)
    alike = make.target(None, target.indicator, within=plan, **before)
    client.force_login(leader)
    page = client.get(f"{LIST}?chi_tieu={target.pk}&nam=2025")
    assert page.context["target"] == alike
    assert "chỉ tiêu khác" in page.context["notice"]
    assert page.context["form"].words.startswith("Tính đến hết năm 2025 · ")
    assert client.get(f"{LIST}?chi_tieu={alike.pk}&nam=2025").context["notice"] == ""
    assert client.get(f"{BY_PLAN}?ke_hoach={target.plan_id}&nam=2025").context["plan"] == plan


def test_targets_on_one_indicator_are_told_apart_where_one_is_chosen(client, target, leader):
    group = target.versions.get().judged_group
    other = make.target(
        None, target.indicator, within=target.plan, scope=Scope.EACH, order=2, judged_group=group, value=80
    )
    client.force_login(leader)
    choices = dict(client.get(LIST).context["form"].fields["chi_tieu"].choices[0][1])
    assert [choices[one.pk].split(": ")[1].split(" ≥ ")[1] for one in (target, other)] == ["95%", "80%"]


def test_without_a_choice_the_first_target_that_gives_places_is_shown(client, target, communes, leader, report):  # noqa: F811
    small = make.indicator()
    report(communes[0], small, HALF, 1, 2)
    report(communes[1], small, HALF, 1, 2)
    first = make.target(
        None, small, within=target.plan, scope=Scope.EACH, order=0, judged_group=target.versions.get().judged_group
    )
    rollup.rebuild()
    client.force_login(leader)
    page = client.get(LIST)
    assert page.context["target"] == target
    assert [key for key, _ in page.context["form"].fields["chi_tieu"].choices[0][1]] == [first.pk, target.pk]


# --- by a plan ----------------------------------------------------------------------------------------------------------


def test_units_stand_by_the_share_of_the_plans_targets_that_hold(client, target, communes, leader, report):  # noqa: F811
    second = make.indicator("Số hội nghị", Kind.COUNT, unit="hội nghị")
    report(communes[0], second, HALF, 1)
    report(communes[1], second, HALF, 3)
    group = make.group(*communes[:2])
    make.target(None, second, within=target.plan, value=2, scope=Scope.EACH, judged_group=group, order=2)
    rollup.rebuild()
    found = rows(client, leader, page=BY_PLAN)
    assert [(row.place, row.name.removeprefix("Xã "), row.held, row.short, row.missing) for row in found] == [
        (1, "Bình Minh", 2, 0, 0),
        (2, "Đông Hà", 1, 0, 0),
        (3, "An Bình", 1, 1, 0),
        (4, "Cẩm Sơn", 0, 1, 0),
        (4, "Êa Tu", 0, 0, 1),
    ]


# --- who sees whom ------------------------------------------------------------------------------------------------------


def test_a_unit_sees_itself_alone_and_no_place(client, target, communes):
    reporter = make.user(communes[2], Role.REPORTER)
    assert listed(rows(client, reporter)) == [(None, "Cẩm Sơn", "Chưa đạt mức")]
    assert [(row.place, row.name) for row in rows(client, reporter, page=BY_PLAN)] == [(None, "Xã Cẩm Sơn")]
    for file in FILES:
        assert "Bình Minh" not in str(cells_of(client.get(file)))


def test_an_office_out_of_reach_is_not_there(client, target, communes, province):  # noqa: F811
    client.force_login(make.user(communes[2], Role.LEADER))
    for page in (LIST, BY_PLAN, *FILES):
        assert client.get(f"{page}?don_vi={province.pk}").status_code == 404


def test_an_office_between_ranks_those_below_it_among_themselves(client, report):  # noqa: F811
    nation = make.agency("Cả nước")
    provinces = [make.agency(f"Tỉnh {name}", parent=nation, kind=Agency.Kind.PROVINCE) for name in "AB"]
    communes = [make.agency(parent=above) for above in (*provinces, provinces[0])]
    measured = make.indicator()
    for commune, done in zip(communes, (90, 99, 95), strict=True):
        report(commune, measured, HALF, done, 100)
    plan = make.plan(nation, state="issued")
    rule = {"scope": Scope.EACH, "judged_group": make.group(*communes), "lead_agency": provinces[0]}
    make.target(None, measured, within=plan, **rule)
    rollup.rebuild()
    found = rows(client, make.user(provinces[0], Role.LEADER))
    assert [(row.place, row.name) for row in found] == [(1, communes[2].name), (2, communes[0].name)]
    assert [row.place for row in rows(client, make.user(nation, Role.LEADER))] == [1, 2, 3]


def test_an_office_between_begins_with_a_target_that_ranks_those_below_it(client, report):  # noqa: F811
    nation = make.agency("Cả nước")
    provinces = [make.agency(name, parent=nation) for name in ("Tỉnh Một", "Tỉnh Hai")]
    communes = [make.agency(parent=provinces[0]) for _ in range(2)]
    measured = make.indicator()
    for agency in (*provinces, *communes):
        report(agency, measured, HALF, 90, 100)
    above, own = make.plan(nation, state="issued"), make.plan(provinces[0], state="issued")
    for plan, members in ((above, provinces), (own, communes)):
        make.target(
            None, measured, within=plan, scope=Scope.EACH, judged_group=make.group(*members), lead_agency=nation
        )
    rollup.rebuild()
    client.force_login(make.user(provinces[0], Role.LEADER))
    assert client.get(LIST).context["target"].plan == own


def test_an_issuer_does_not_see_members_of_a_wider_group_beside_it(client, province, target, communes):  # noqa: F811
    nation, stranger = make.agency("Cả nước"), make.agency("Xã Lạ", kind=Agency.Kind.COMMUNE)
    Agency.objects.filter(pk=province.pk).update(depth=1, parent=nation, path=f"{nation.path}{province.pk}/")
    for commune in communes:
        Agency.objects.filter(pk=commune.pk).update(depth=2, path=f"{nation.path}{province.pk}/{commune.pk}/")
    target.versions.get().judged_group.memberships.create(agency=stranger)
    make.figure(stranger, target.indicator, make.period("half"), numerator=1, denominator=1, approved_by=make.user())
    rollup.rebuild()
    assert "Xã Lạ" not in {row.name for row in rows(client, make.user(province, Role.LEADER))}


# --- files and cost -----------------------------------------------------------------------------------------------------


def cells_of(response):
    assert response.status_code == 200
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(response.streaming_content)))
    return [[cell for cell in row if cell != ""] for row in book.get_sheet_by_index(0).to_python()]


def test_the_file_holds_all_rows_as_numbers_and_words(client, target, leader):
    client.force_login(leader)
    cells = cells_of(client.get(FILES[0]))
    assert [1, "Xã An Bình", 96, 100, "Đạt mức"] in cells
    assert [3, "Xã Cẩm Sơn", 90, 100, "Chưa đạt mức", 88, "+2 điểm %"] in cells
    assert ["Xã Đông Hà", 100, 10, "Đạt mức", "mẫu nhỏ"] in cells


def test_a_name_that_looks_like_a_formula_stays_a_name(client, target, communes, leader):
    Agency.objects.filter(pk=communes[0].pk).update(name="=1+1")
    client.force_login(leader)
    assert [1, "=1+1"] in [cells[:2] for cells in cells_of(client.get(FILES[1]))]


@pytest.mark.parametrize("page", [LIST, BY_PLAN])
def test_a_page_takes_as_many_queries_for_many_units_as_for_few(
    client,
    page,
    province,  # noqa: F811
    target,
    leader,
    report,  # noqa: F811
    django_assert_max_num_queries,
):
    more = [make.agency(parent=province, kind=Agency.Kind.COMMUNE) for _ in range(10)]
    for agency in more:
        report(agency, target.indicator, HALF, 97, 100)
        target.versions.get().judged_group.memberships.create(agency=agency)
    rollup.rebuild()
    client.force_login(leader)
    with django_assert_max_num_queries(12):
        assert len(client.get(page).context["rows"]) == 15
