"""Founding an agency, mending what was written wrongly, and the index of today's tree."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from accounts.models import ActionRecord
from agencies import actions, lifecycle
from agencies.locks import tree_lock
from agencies.models import Agency
from tests import make

TODAY = date(2026, 4, 1)
DAY = date(2025, 7, 1)


@pytest.mark.django_db
class TestFounding:
    def found(self, **given):
        fields = {"code": "A", "name": "Sở Nội vụ", "kind": "department", "parent": None, **given}
        return actions.create_agency(by=None, today=TODAY, **fields)

    def test_it_is_in_the_tree_at_once_and_found_without_accents(self):
        province = make.agency("Tỉnh")
        made = self.found(parent=province, short_name="SNV", founded_on=DAY)
        assert (made.path, made.depth, made.parent) == (f"{province.path}{made.pk}/", 1, province)
        assert list(Agency.objects.matching("snv so noi")) == [made]
        assert lifecycle.parent_on(made, DAY) == province
        assert ActionRecord.objects.get().verb == "lập đơn vị"

    def test_names_arrive_in_one_spelling(self):
        assert self.found(name=" So\u031b\u0309 No\u0323\u0302i vu\u0323 ").name == "Sở Nội vụ"

    def test_without_a_day_its_place_begins_with_the_parent(self):
        made = self.found(parent=make.agency("Tỉnh", founded_on=DAY, since=DAY))
        assert made.placements.get().from_day == DAY

    def test_never_before_its_parent(self):
        with pytest.raises(ValidationError, match="thành lập từ ngày 01/07/2025"):
            self.found(parent=make.agency("Tỉnh", founded_on=DAY), founded_on=date(2025, 1, 1))
        assert not Agency.objects.filter(code="A").exists()

    def test_one_yet_to_come_stands_where_it_will(self):
        province = make.agency("Tỉnh")
        made = self.found(parent=province, founded_on=date(2027, 1, 1))
        assert made.parent == province
        assert not made.is_alive_on(TODAY)


@pytest.mark.django_db
class TestMending:
    def test_a_later_founding_day_moves_the_first_place_with_it(self):
        agency = make.agency("Sở", parent=make.agency("Tỉnh"))
        actions.correct_agency(by=None, agency=agency, founded_on=DAY, today=TODAY)
        assert agency.placements.get().from_day == DAY

    def test_not_past_a_unit_that_stood_below_it_before(self):
        agency = make.agency("Sở", parent=make.agency("Tỉnh"))
        make.agency("Phòng", parent=agency, since=date(2020, 1, 1))
        with pytest.raises(ValidationError, match="Phòng đã trực thuộc Sở từ ngày 01/01/2020"):
            actions.correct_agency(by=None, agency=agency, founded_on=DAY, today=TODAY)

    def test_not_past_a_step_on_file(self):
        agency = make.agency("Sở")
        actions.rename(by=None, agency=agency, new_name="Sở khác", day=date(2020, 1, 1), today=TODAY)
        with pytest.raises(ValidationError, match="đổi tên từ ngày 01/01/2020"):
            actions.correct_agency(by=None, agency=agency, founded_on=DAY, today=TODAY)

    def test_not_before_the_parent(self):
        agency = make.agency("Sở", parent=make.agency("Tỉnh", founded_on=DAY), since=DAY)
        with pytest.raises(ValidationError) as refusal:
            actions.correct_agency(by=None, agency=agency, founded_on=date(2020, 1, 1), today=TODAY)
        assert list(refusal.value.message_dict) == ["founded_on"]

    def test_a_short_name_that_came_with_a_rename_is_mended_for_good(self):
        agency = make.agency("Sở A")
        actions.rename(by=None, agency=agency, new_name="Sở B", new_short_name="SBB", day=DAY, today=TODAY)
        actions.correct_agency(by=None, agency=agency, short_name="SB", today=TODAY)
        actions.refresh_tree(today=TODAY)
        agency.refresh_from_db()
        assert agency.short_name == "SB"


@pytest.mark.django_db
class TestIndex:
    def test_nothing_to_do_is_told(self, capsys):
        actions.create_agency(by=None, today=TODAY, code="A", name="Sở", kind="department", parent=None)
        call_command("refresh_tree")
        assert "Đã cập nhật 0 đơn vị." in capsys.readouterr().out

    def test_a_few_statements_whatever_the_size(self, django_assert_max_num_queries):
        province = make.agency("Tỉnh")
        for _ in range(30):
            make.agency(parent=province)
        Agency.objects.update(path="", sort_key="")
        with django_assert_max_num_queries(12):
            assert actions.refresh_tree(today=TODAY) == 31

    def test_the_dead_stay_where_they_last_stood(self):
        province = make.agency("Tỉnh")
        agency = make.agency("Sở", parent=province)
        actions.dissolve(by=None, agency=agency, taker=None, day=DAY, today=TODAY)
        agency.refresh_from_db()
        assert agency.path == f"{province.path}{agency.pk}/"


@pytest.mark.django_db(transaction=True)
def test_the_tree_lock_needs_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        tree_lock()
    with transaction.atomic():
        tree_lock(shared=True)
        tree_lock()
