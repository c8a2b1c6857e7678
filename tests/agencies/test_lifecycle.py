"""What was so on a day: trees, members, names, who carries on whose work."""

from datetime import date

import pytest

from agencies import actions, lifecycle
from tests import make

pytestmark = pytest.mark.django_db

BEFORE, DAY, TODAY = date(2025, 6, 30), date(2025, 7, 1), date(2026, 4, 1)


@pytest.fixture
def merged():
    """Province, the commune that ended on 01/07/2025, the one that carries on, and a school that moved."""
    province = make.agency("Tỉnh")
    old, heir = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
    school = make.agency("Trường", parent=old)
    actions.merge(by=None, predecessors=[old], successor=heir, day=DAY, today=TODAY)
    return province, old, heir, school


def test_the_tree_of_each_day(merged):
    province, old, heir, school = merged
    history = lifecycle.History()
    assert history.tree_on(BEFORE).line(school.pk) == [province.pk, old.pk, school.pk]
    assert history.tree_on(DAY).line(school.pk) == [province.pk, heir.pk, school.pk]
    assert old.pk not in history.tree_on(DAY).parents
    assert set(lifecycle.at_or_below_on(old, BEFORE)) == {old, school}
    assert set(lifecycle.at_or_below_on(province, DAY)) == {province, heir, school}


def test_a_member_that_has_ended_is_no_member_even_where_the_group_was_not_told():
    alive, ended = make.agency("Xã A"), make.agency("Xã B", dissolved_on=DAY)
    group = make.group(alive, ended)
    history = lifecycle.History()
    assert history.members_on(group.pk, BEFORE) == [alive.pk, ended.pk]
    assert history.members_on(group.pk, DAY) == [alive.pk]
    assert list(lifecycle.members_on(group, DAY)) == [alive]


def test_many_days_cost_no_more_queries_than_one(merged, django_assert_num_queries):
    group = make.group(merged[2])
    history = lifecycle.History()
    with django_assert_num_queries(4):
        for day in (BEFORE, DAY, TODAY):
            history.tree_on(day)
            history.members_on(group.pk, day)
            history.predecessors(merged[2].pk, on=day)


def test_names_of_many_agencies_in_one_query(merged, django_assert_num_queries):
    _, old, heir, _ = merged
    actions.rename(by=None, agency=heir, new_name="Phường B", day=date(2025, 9, 1), today=TODAY)
    heir.refresh_from_db()
    with django_assert_num_queries(1):
        names = lifecycle.names_on([old, heir], DAY)
    assert names == {old.pk: "Xã A", heir.pk: "Xã B"}
