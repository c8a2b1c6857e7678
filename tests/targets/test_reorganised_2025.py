"""The merger of 01/07/2025 worked out on paper: every number of both views, before and after (DESIGN §4, §8).

Tỷ lệ đúng hạn, by quarter and together; what an old commune reported from 15/06 to 30/06 is its Quý III:

            Quý I     Quý II    Quý III   Quý IV    năm
    a1      40/50     45/50     9/10                94/110
    a2      30/50     50/50     10/10               90/110
    a3      20/20     18/20     2/5                 40/45
    H1      90/120    113/120   21/25               224/265
    b1      10/10     10/20     5/5                 25/35
    b2      không     8/10      không               8/10
    b3      15/20     20/20     4/5                 39/45
    H2      25/30     38/50     9/10                72/90
    c1      25/25     25/25     5/5                 55/55
    c2      12/15     15/15     3/5                 30/35
    c3      5/10      9/10      1/5                 15/25
    H3      42/50     49/50     9/15                100/115
    A       157/200   200/220   39/50               396/470
    K       10/10     9/10      10/10     8/10      37/40
    P1                          90/100    95/100    185/200 of its own days
    P2                          45/50     50/50     95/100
    P3                          30/40     38/40     68/80

B is K while it stood there: 19/20. With the predecessors P1 is 185 + 94 + 90 + 25 = 394 of 200 + 110 + 110 + 35 = 455, P2 is
95 + 40 + 8 = 143 of 155, P3 is 68 + 100 = 168 of 195; b3 was split, so its 39/45 go to neither. N is all of them:
394 + 143 + 168 + 39 + 37 = 781 of 455 + 155 + 195 + 45 + 40 = 890. On today's map H1, H2, H3, A, B and the old communes are
empty; b3, which ended without one successor, stands where its district's work went: at N itself.

Year to date of N: Quý I 157 + 10 = 167/210; with Quý II + 200 + 9 = 376/440; with Quý III + 39 + 10 + 165 = 590/690; 781/890.
Of P1: 40 + 30 + 10 = 80/110; + 45 + 50 + 10 = 185/230; + 9 + 10 + 5 + 90 = 299/355; + 95 = 394/455.

Đối thoại: a1 2, a2 3, a3 1: H1 6; b1 1, b2 0, b3 4: H2 5; c1 3, c2 2, c3 0: H3 5; T 1 + 2 + 3 + 4 = 10, of which 3 before
the day. A = 6 + 5 + 5 + 3 = 19; B = 1; K 2; own P1 3, P2 1, P3 3; with predecessors 3 + 2 + 3 + 1 = 9, 1 + 1 + 0 = 2,
3 + 5 = 8. N = 9 + 2 + 8 + 4 (b3) + 2 (K) + 10 (T) = 35. Sở Một has 1 + 2 + 3 = 6 of T by the time, Sở Hai 4; today Sở Hai has 10.

Quá hạn stands at the last day: A 17, 14 and (30/06) 11, H1 7, 5, 4. N at Quý III 6 + 2 + 1 + 0 = 9, at Quý IV 5 + 0 + 2 + 1 = 8, both
views alike: what an old commune had on 30/06 was handed on and is in its successor's number on 14/09. On today's map
also Quý I 17 + 1 = 18 and Quý II 14 + 1 = 15; P1 then 5 + 0 + 1 = 6 and 4 + 1 + 2 = 7, then its own 6 and 5.

Hài lòng, weighted by sample: H1 in Quý II (9000 + 4000 + 3500) / 200 = 82.5; A 31800/385; Quý IV N (18000 + 8400 + 9500 + 8500) / 500
= 88.8. On today's map in Quý II P1 14900/170, P2 5300/80, P3 8200/95, N 33400/405.

Đã công bố counts agencies that did: a1, b3, c1, c2 (A: 4), P1, K: N 6.
"""

from fractions import Fraction
from itertools import product

import pytest

from targets import rollup
from targets.models import MapView
from targets.terms import Scope
from tests import make
from tests.targets.merged_2025 import DISTRICTS, OLD, QUARTERS, Merged

pytestmark = [pytest.mark.django_db, pytest.mark.stored_totals]

THEN, NOW = MapView.REPORTED, MapView.TODAY
STORED = (True, False)  # added up by what actions stored, and from every figure
GONE = ("A", "B", *DISTRICTS, *OLD)


@pytest.fixture
def country():
    merged = Merged()
    merged.reorganise()
    for indicator in merged.indicators.values():
        make.target(merged["N"], indicator, within=make.plan(merged["N"], year=2025), value=1)
    return merged


def test_every_sum_of_the_year_in_both_views(country):
    on_time = {"N": (781, 890), "P1": (394, 455), "P2": (143, 155), "P3": (168, 195), "K": (37, 40)}
    gone = {"A": (396, 470), "B": (19, 20), "H1": (224, 265), "H2": (72, 90), "H3": (100, 115)}
    gone |= {"a1": (94, 110), "a2": (90, 110), "a3": (40, 45), "b1": (25, 35), "b2": (8, 10), "b3": (39, 45)}
    gone |= {"c1": (55, 55), "c2": (30, 35), "c3": (15, 25)}
    dialogues = {"N": 35, "P1": 9, "P2": 2, "P3": 8, "K": 2}
    dialogues_then = dialogues | {"A": 19, "B": 1, "H1": 6, "H2": 5, "H3": 5, "b3": 4, "S1": 6, "S2": 4}
    dialogues_now = dialogues | {"S2": 10, "S1": None, "A": None, "b3": None}
    for stored in STORED:
        then, now = (country.board(view, stored=stored) for view in (THEN, NOW))
        assert {code: country.value(then, "on_time", code) for code in (*on_time, *gone)} == {**on_time, **gone}
        assert {code: country.value(now, "on_time", code) for code in on_time} == on_time
        assert {country.value(now, "on_time", code) for code in GONE} == {None}
        assert {code: country.value(then, "dialogues", code) for code in dialogues_then} == dialogues_then
        assert {code: country.value(now, "dialogues", code) for code in dialogues_now} == dialogues_now
        assert [country.value(then, "published", code) for code in ("A", "N")] == [4, 6]
        assert [country.value(now, "published", code) for code in ("A", "N")] == [None, 6]


def test_what_stands_at_a_day_is_never_counted_twice(country):
    surveyed = {
        "P1": Fraction(14900, 170),
        "P2": Fraction(5300, 80),
        "P3": Fraction(8200, 95),
        "N": Fraction(33400, 405),
    }
    for stored in STORED:
        then, now = (country.board(view, stored=stored) for view in (THEN, NOW))
        assert country.course(then, "overdue", "A")[:3] == [17, 14, 11]
        assert country.course(then, "overdue", "H1")[:3] == [7, 5, 4]
        assert country.course(then, "overdue", "N")[2:] == [9, 8]
        assert country.course(now, "overdue", "N") == [18, 15, 9, 8]
        assert country.course(now, "overdue", "P1") == [6, 7, 6, 5]
        assert country.course(then, "content", "H1")[1] == Fraction(165, 2)
        assert country.course(then, "content", "A")[1] == Fraction(31800, 385)
        assert {code: country.course(now, "content", code)[1] for code in surveyed} == surveyed
        assert [country.course(board, "content", "N")[3] for board in (then, now)] == [Fraction(888, 10)] * 2


def test_the_year_to_date_runs_on_over_the_day(country):
    trend = {
        "N": [(167, 210), (376, 440), (590, 690), (781, 890)],
        "P1": [(80, 110), (185, 230), (299, 355), (394, 455)],
    }
    for view, stored in product(MapView, STORED):
        board = country.board(view, stored=stored)
        assert {code: country.course(board, "on_time", code) for code in trend} == trend
        points = board.results[0].trend
        assert [point.value for point in points] == [Fraction(100 * n, d) for n, d in trend["N"]]
        assert "gồm số liệu của đơn vị tiền thân" in board.results[0].attainment.total.notes


def test_the_share_of_communes_with_three_dialogues(country):
    """At the end of the year P1 9 ✓, P2 2, P3 8 ✓, K 2: two of four in both views. After Quý II, as reported, of the ten
    communes of that day only b3 has 3: one of ten; on today's map P1 5 ✓, P2 1, P3 4 ✓, K 1: two of four."""
    rule = {"scope": Scope.SHARE, "judged_group": country.group, "inner_comparator": "gte", "inner_value": 3}
    plan = make.plan(country["N"], year=2025)
    target = make.target(None, country.indicators["dialogues"], within=plan, value=100, tolerance=0, **rule)

    def share(view, stored, cutoff=None):
        amount = country.board(view, stored=stored, cutoff=cutoff).result_of(target.pk).attainment.total.amount
        return int(amount.value), int(amount.base)

    for stored in STORED:
        assert [share(view, stored) for view in (THEN, NOW)] == [(2, 4), (2, 4)]
        assert [share(view, stored, QUARTERS[1]) for view in (THEN, NOW)] == [(1, 10), (2, 4)]


def test_what_actions_stored_is_what_the_figures_give():
    """Also where each member of a group stands, which was worked out before the merger and again by it. A rename changes
    the name from its day and no number."""
    merged = Merged()
    within = make.plan(merged["A"], year=2025)
    for indicator in merged.indicators.values():
        make.target(None, indicator, within=within, value=1, scope=Scope.EACH, judged_group=merged.group)
    rollup.rebuild()
    merged.reorganise()
    assert list(rollup.differences()) == []
    assert merged["S1"].name == "Sở Một mới"
    assert merged.value(merged.board(THEN), "dialogues", "S1", 2) == 3
