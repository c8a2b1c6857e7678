"""The list of agencies and the page of one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from agencies import actions
from tests import make

pytestmark = pytest.mark.django_db

LIST = "/don-vi/"
DAY, TODAY = date(2025, 7, 1), date(2026, 4, 1)


def names(page) -> list[str]:
    return [row.name for row in page.context["rows"]]


@pytest.fixture
def province():
    return make.agency("Tỉnh Sông Lam")


@pytest.fixture
def reader(client, province):
    client.force_login(make.user(province, Role.LEADER))
    return client


class TestList:
    def test_parents_stand_before_their_own_in_vietnamese_order(self, reader, province):
        for name in ("Sở Đo lường", "Sở Dân tộc", "Ủy ban A", "Phường 10", "Phường 2", "Sở Ăn uống"):
            make.agency(name, parent=province)
        assert names(reader.get(LIST)) == [
            "Tỉnh Sông Lam",
            "Phường 2",
            "Phường 10",
            "Sở Ăn uống",
            "Sở Dân tộc",
            "Sở Đo lường",
            "Ủy ban A",
        ]

    @pytest.mark.parametrize("words", ["hai ba trung", "HAI BÀ", "trung hai", "bà trưng"])
    def test_search_ignores_accents_case_and_order(self, reader, province, words):
        make.agency("Phường Hai Bà Trưng", parent=province)
        make.agency("Phường Ba Đình", parent=province)
        assert names(reader.get(LIST, {"tim": words})) == ["Phường Hai Bà Trưng"]

    def test_only_what_the_person_may_see(self, reader):
        make.agency("Tỉnh Khác")
        assert names(reader.get(LIST)) == ["Tỉnh Sông Lam"]

    def test_the_tree_of_another_day_with_the_names_of_that_day(self, reader, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        school = make.agency("Trường Cũ", parent=first)
        actions.rename(by=None, agency=school, new_name="Trường Mới", day=DAY, today=TODAY)
        actions.merge(by=None, predecessors=[first], successor=second, day=DAY, today=TODAY)
        assert names(reader.get(LIST)) == ["Tỉnh Sông Lam", "Xã B", "Trường Mới"]
        assert names(reader.get(LIST, {"ngay": "30/06/2025"})) == ["Tỉnh Sông Lam", "Xã A", "Trường Cũ", "Xã B"]
        assert names(reader.get(LIST, {"tinh_trang": "het"})) == ["Xã A"]

    def test_filters_by_kind_and_group(self, reader, province):
        commune = make.agency("Xã A", parent=province, kind="commune")
        make.agency("Xã B", parent=province, kind="commune")
        group = make.group(commune, owner=province)
        assert names(reader.get(LIST, {"loai": "commune"})) == ["Xã A", "Xã B"]
        assert names(reader.get(LIST, {"nhom": group.pk})) == ["Xã A"]

    @pytest.mark.parametrize("query", [{"ngay": "31/02/2026"}, {"loai": "lạ"}, {"nhom": "999"}, {"trang": "x"}])
    def test_an_address_that_makes_no_sense_still_opens(self, reader, query):
        assert reader.get(LIST, query).status_code == 200

    def test_an_empty_result_says_what_to_do(self, reader):
        assert "Bỏ bớt điều kiện lọc" in reader.get(LIST, {"tim": "không có"}).text

    @pytest.mark.parametrize("query", [{}, {"ngay": "30/06/2025"}, {"tim": "don vi"}])
    def test_as_many_queries_for_twenty_as_for_two(self, reader, province, query):
        def queries():
            with CaptureQueriesContext(connection) as seen:
                reader.get(LIST, query)
            return len(seen)

        make.agency(parent=make.agency(parent=province))
        few = queries()
        for _ in range(9):
            make.agency(parent=make.agency(parent=province))
        assert queries() == few


class TestAgencyPage:
    def page(self, client, agency, **query):
        return client.get(reverse("dashboard:agency", args=[agency.pk]), query)

    def test_a_strangers_agency_is_not_there(self, reader):
        assert self.page(reader, make.agency("Tỉnh Khác")).status_code == 404

    def test_its_life_is_told_with_links_to_whom_it_came_from_and_went_to(self, reader, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        actions.rename(by=None, agency=first, new_name="Xã An", day=date(2020, 1, 1), today=TODAY)
        actions.merge(by=None, predecessors=[first], successor=second, day=DAY, today=TODAY, decision="12/NQ-HĐND")
        old, heir = self.page(reader, first).text, self.page(reader, second).text
        assert "Đổi tên từ “Xã A” thành “Xã An”" in old
        assert "Đơn vị đã kết thúc hoạt động từ ngày 01/07/2025" in old
        assert reverse("dashboard:agency", args=[second.pk]) in old
        assert "Tiếp nhận do sáp nhập" in heir
        assert "12/NQ-HĐND" in heir
        assert reverse("dashboard:agency", args=[first.pk]) in heir

    def test_an_earlier_place_is_told(self, reader, province):
        old, fresh = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
        office = make.agency("Chi cục", parent=old)
        actions.place(by=None, agency=office, parent=fresh, day=DAY, today=TODAY)
        assert "Chuyển về trực thuộc" in self.page(reader, office).text

    def test_people_and_units_and_groups(self, reader, province):
        agency = make.agency("Sở A", parent=province)
        make.agency("Phòng Một", parent=agency)
        make.group(agency, name="Các sở")
        make.user(agency, Role.REPORTER, full_name="Trần Thị Thuỷ")
        page = self.page(reader, agency).text
        for words in ("Phòng Một", "Các sở", "Trần Thị Thuỷ", "Cán bộ báo cáo số liệu"):
            assert words in page

    def test_a_successors_people_read_the_predecessor_but_not_its_people(self, client, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        make.user(first, Role.REPORTER, full_name="Người Cũ")
        actions.merge(by=None, predecessors=[first], successor=second, day=DAY, today=TODAY)
        client.force_login(make.user(second, Role.REPORTER))
        page = self.page(client, first)
        assert page.status_code == 200
        assert "Người Cũ" not in page.text

    def test_who_carries_on_its_work_reads_what_was_approved_and_no_more(self, client, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        actions.merge(by=None, predecessors=[first], successor=second, day=DAY, today=TODAY)
        approved, waiting = make.indicator("Hồ sơ đúng hạn"), make.indicator("Văn bản ký số")
        make.figure(first, approved, make.period(), numerator=9, denominator=10, approved_by=make.user())
        make.figure(first, waiting, make.period(), numerator=7, denominator=10)
        client.force_login(make.user(second, Role.REPORTER))
        page = self.page(client, first, nam="2026").text
        assert "Hồ sơ đúng hạn" in page
        assert "Văn bản ký số" not in page
        assert "/so-lieu/nguon-ngoai/" not in page

    def test_its_plans_targets_and_latest_figures(self, reader, province):
        agency = make.agency("Sở A", parent=province)
        measured = make.indicator("Tỷ lệ hồ sơ đúng hạn")
        plan = make.plan(province, year=2026, summary="Cải cách hành chính của tỉnh")
        make.target(agency, measured, within=plan)
        make.plan(agency, year=2026, summary="Kế hoạch riêng của sở")
        given = make.figure(agency, measured, make.period(), numerator=98, denominator=100)
        page = self.page(reader, agency, nam="2026").text
        assert "Kế hoạch riêng của sở" in page
        assert "Cải cách hành chính của tỉnh" in page
        assert "98%" in page
        assert given.period.key.label in page

    def test_as_many_queries_for_twenty_of_everything_as_for_two(self, reader, province):
        agency = make.agency("Sở A", parent=province)

        def grow(times):
            for _ in range(times):
                measured = make.indicator()
                make.target(agency, measured, within=make.plan(province))
                make.figure(agency, measured, make.period(), numerator=9, denominator=10)
                make.agency(parent=agency)
                make.user(agency, Role.LEADER)
                make.group(agency)
                make.plan(agency)

        def queries():
            with CaptureQueriesContext(connection) as seen:
                assert self.page(reader, agency, nam="2026").status_code == 200
            return len(seen)

        grow(2)
        few = queries()
        grow(18)
        assert queries() == few
