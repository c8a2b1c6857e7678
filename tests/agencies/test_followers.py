"""Upper floors are told, inside the transaction, which agencies, groups and periods a change concerns."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from agencies import actions, followers
from agencies.changes import NewAgency
from periods import actions as period_actions
from periods.period import PeriodKind
from tests import make

pytestmark = pytest.mark.django_db

DAY, TODAY = date(2025, 7, 1), date(2026, 4, 1)
SAID: list[tuple[str, dict]] = []


def hear_agencies(**words):
    SAID.append(("agencies", words))


def hear_groups(**words):
    SAID.append(("groups", words))


def hear_periods(**words):
    SAID.append(("periods", words))


@pytest.fixture(autouse=True)
def said(settings):
    """What followers were told since the test began to listen."""
    settings.FOLLOWERS = {
        f"{event}_changed": [f"{__name__}.hear_{event}"] for event in ("agencies", "groups", "periods")
    }
    SAID.clear()
    return SAID


@pytest.fixture
def province():
    return make.agency("Tỉnh")


def test_a_move_concerns_whoever_ever_stood_below_and_whose_work_came_there(province, said):
    department, other = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    office, old = make.agency("Phòng", parent=department), make.agency("Phòng cũ", parent=province)
    actions.merge(by=None, predecessors=[old], successor=office, day=date(2024, 1, 1), today=TODAY)
    said.clear()
    actions.place(by=None, agency=department, parent=other, day=DAY, today=TODAY)
    assert said == [("agencies", {"touched": {department.pk, office.pk, old.pk}, "since": DAY})]


def test_a_merger_concerns_both_sides_and_their_groups(province, said):
    first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
    school, group = make.agency("Trường", parent=first), make.group(first, second)
    one = NewAgency(code="PM", name="Phường Mới", kind="commune", parent=province)
    made = actions.merge(by=None, predecessors=[first, second], successor=one, day=DAY, today=TODAY)
    assert said == [
        ("agencies", {"touched": {first.pk, second.pk, school.pk, made.pk}, "since": DAY}),
        ("groups", {"groups": {group}, "members": set(), "since": DAY}),
    ]


def test_a_slip_in_a_name_concerns_nobody_below(province, said):
    make.agency(parent=province)
    actions.correct_agency(by=None, agency=province, name="Tỉnh Mới", today=TODAY)
    assert said == [("agencies", {"touched": {province.pk}, "since": TODAY})]


def test_another_founding_day_concerns_all_days_where_it_was_not_known(province, said):
    unit = make.agency(parent=province)
    actions.correct_agency(by=None, agency=unit, founded_on=DAY, today=TODAY)
    assert said == [("agencies", {"touched": {unit.pk}, "since": None})]


def test_what_was_dated_ahead_is_told_again_on_its_day(province, said):
    first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
    ahead = date(2026, 7, 1)
    actions.merge(by=None, predecessors=[first], successor=second, day=ahead, today=TODAY)
    actions.refresh_tree(today=date(2026, 6, 30))
    said.clear()
    actions.refresh_tree(today=date(2026, 7, 2))
    assert said == [("agencies", {"touched": {first.pk, second.pk}, "since": ahead})]
    actions.refresh_tree(today=date(2026, 7, 2))
    assert len(said) == 1


def test_who_is_founded_or_leaves_a_group_is_told(province, said):
    made = actions.create_agency(
        by=None, code="S", name="Sở", kind="department", parent=province, founded_on=DAY, today=TODAY
    )
    group = make.group(made)
    actions.set_group_members(by=None, group=group, joining=[], leaving=[made], day=TODAY, today=TODAY)
    assert said == [
        ("agencies", {"touched": {made.pk}, "since": DAY}),
        ("groups", {"groups": {group}, "members": {made.pk}, "since": TODAY}),
    ]


def test_closing_and_opening_a_period_is_told_with_those_inside_it(province, said):
    by, half, quarter = make.user(), make.period(PeriodKind.HALF, 2025), make.period(year=2025)
    period_actions.close(by=by, office=province, period=half, today=TODAY)
    period_actions.reopen(by=by, office=province, period=half, reason="Nhập bổ sung")
    period_actions.set_dates(by=by, office=province, period=half, days={"data_to": date(2025, 6, 16)}, reason="Bão")
    [(_, closed), (_, opened), (_, moved)] = said
    assert (closed["office"], set(closed["periods"])) == (province, {half, quarter})
    assert opened["periods"] == moved["periods"] == [half]


def test_a_change_is_undone_when_a_follower_fails(province, settings):
    settings.FOLLOWERS = {"agencies_changed": [f"{__name__}.refuse"]}
    with pytest.raises(ValidationError), transaction.atomic():
        actions.create_agency(by=None, code="S", name="Sở", kind="department", parent=province, today=TODAY)
    assert not province.children.exists()


def refuse(**words):
    raise ValidationError("Không cộng được.")


def test_settings_that_name_nothing_are_found_by_the_system_check(settings):
    settings.FOLLOWERS = {"agencies_changed": ["targets.khong_co.follow"], "trees_changed": [], "groups_changed": []}
    assert [fault.id for fault in followers.check_followers()] == ["agencies.E001", "agencies.E001", "agencies.E002"]
