"""The life of an agency says at each step what becomes of its figures, by the map of the time and by today's."""

from datetime import date

import pytest

from agencies import actions, biography
from agencies.changes import NewAgency
from tests import make

pytestmark = pytest.mark.django_db

DAY, TODAY = date(2025, 7, 1), date(2026, 4, 1)


@pytest.fixture
def province():
    return make.agency("Tỉnh")


def told(agency) -> dict[str, str]:
    return {event.words: event.figures for event in biography.events_of(agency)}


def new(province, code, name):
    return NewAgency(code=code, name=name, kind="commune", parent=province)


def test_a_merger_counts_on_with_the_successor_and_stays_readable_with_the_old(province):
    old = [make.agency(f"Xã {name}", parent=province) for name in "AB"]
    heir = actions.merge(by=None, predecessors=old, successor=new(province, "P", "Phường"), day=DAY, today=TODAY)
    assert told(heir) == {"Thành lập do sáp nhập": biography.TOOK_OVER}
    assert told(old[0]) == {"Kết thúc hoạt động, sáp nhập vào": biography.HANDED_OVER}


def test_a_split_says_that_older_figures_are_not_divided(province):
    old, heirs = make.agency("Xã A", parent=province), [new(province, code, f"Phường {code}") for code in "12"]
    made = actions.split(by=None, predecessor=old, successors=heirs, day=DAY, today=TODAY)
    old.refresh_from_db()
    assert told(old) == {"Kết thúc hoạt động, chia thành": biography.DIVIDED}
    assert told(made[0]) == {"Thành lập do tách từ": biography.CAME_OF_A_SPLIT}


def test_who_ends_without_a_successor_leaves_its_figures_with_its_parent(province):
    board = make.agency("Ban", parent=province)
    actions.dissolve(by=None, agency=board, taker=None, day=DAY, today=TODAY)
    assert told(board) == {"Giải thể": biography.ENDED_ALONE}


def test_a_move_changes_the_parents_from_its_day_and_a_rename_nothing(province):
    unit, other = make.agency("Phòng", parent=province), make.agency("Sở", parent=province)
    actions.place(by=None, agency=unit, parent=other, day=DAY, today=TODAY)
    actions.rename(by=None, agency=unit, new_name="Phòng Một", day=DAY, today=TODAY)
    assert set(told(unit).values()) == {biography.MOVED, biography.RENAMED}
