"""What an agency reports of a year in which it moved, or ended: every number stands once, under one office (DESIGN §4, §8)."""

from datetime import date

import pytest

from targets.models import MapView
from tests import make
from tests.targets.boards import (
    AFTER_Q3,
    AFTER_YEAR,
    HALF,
    Q1,
    Q3,
    WHOLE,
    board_of,
    count_indicator,
    merged,
    moved,
    only_result,
    stock_indicator,
)

pytestmark = pytest.mark.django_db

BOTH = pytest.mark.parametrize("stored", [True, False], ids=["số đã cộng", "cộng từ từng số"])
EACH, RUNNING = None, "cumulative"


@BOTH
@pytest.mark.parametrize(
    ("moved_on", "given", "typed", "before", "after"),
    [
        pytest.param((7, 1), {Q1: 2, HALF: 5, Q3: 2, WHOLE: 10}, EACH, 5, 5, id="năm trừ 6 tháng"),
        pytest.param((4, 1), {Q1: 2, HALF: 5, Q3: 2, WHOLE: 10}, EACH, 2, 8, id="Quý II suy ra, theo nơi mới"),
        pytest.param((11, 1), {Q1: 2, HALF: 5, Q3: 2, WHOLE: 10}, EACH, 7, 3, id="Quý IV suy ra, theo nơi mới"),
        pytest.param(
            (11, 1), {Q1: 2, HALF: 5, WHOLE: 10}, EACH, 5, 5, id="thiếu Quý III: cả nửa cuối năm theo nơi mới"
        ),
        pytest.param((8, 1), {Q1: 2, Q3: 2, WHOLE: 10}, EACH, 2, 8, id="thiếu 6 tháng"),
        pytest.param((7, 1), {WHOLE: 10}, EACH, None, 10, id="chỉ có báo cáo năm"),
        pytest.param((7, 1), {Q1: 2, HALF: 5, Q3: 7, WHOLE: 10}, RUNNING, 5, 5, id="lũy kế"),
        pytest.param((11, 1), {Q1: 2, HALF: 5, WHOLE: 10}, RUNNING, 5, 5, id="lũy kế, thiếu Quý III"),
    ],
)
def test_the_offices_before_and_after_a_move_have_together_what_was_reported(
    report, province, moved_on, given, typed, before, after, stored
):
    """What no report tells apart stands where its own last data day puts it; nothing is lost between two offices."""
    old, new = (make.agency(name, parent=province) for name in ("Sở A", "Sở B"))
    centre = make.agency("Trung tâm", parent=old)
    moved(centre, new, date(2026, *moved_on))
    indicator = count_indicator()
    for period, value in given.items():
        report(centre, indicator, period, value, typed=typed)
    for office in (old, new, province):
        make.target(office, indicator, value=1)
    results = board_of(province, AFTER_YEAR, stored=stored).results
    assert [result.attainment.value for result in results] == [before, after, 10]


@BOTH
@pytest.mark.parametrize("view", MapView)
def test_what_was_handed_on_within_a_period_is_not_counted_at_its_end_again(report, province, view, stored):
    """5 dossiers on 30/06 are among the successor's 6 on 14/09."""
    new, (old,) = merged(province, "Xã cũ")
    indicator = stock_indicator()
    report(old, indicator, HALF, 7)
    report(old, indicator, Q3, 5)
    report(new, indicator, Q3, 6)
    make.target(province, indicator, value=1)
    assert only_result(province, AFTER_Q3, stored=stored, view=view).attainment.value == 6
