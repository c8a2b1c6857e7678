"""The forest as plain values: no database."""

from datetime import date

import pytest

from agencies.spans import Span
from agencies.tree import OutlineRow, Place, Tree, chain, first_loop, outline, tree_on

JAN, JUL = date(2025, 1, 1), date(2025, 7, 1)
ALWAYS = Span()


@pytest.mark.parametrize(
    ("day", "held"),
    [
        pytest.param(date(2024, 12, 31), False, id="trước ngày đầu"),
        pytest.param(JAN, True, id="ngày đầu"),
        pytest.param(date(2025, 6, 30), True, id="ngày cuối"),
        pytest.param(JUL, False, id="ngày kết thúc không còn tính"),
    ],
)
def test_a_span_holds_its_first_day_but_not_its_end(day, held):
    assert Span(JAN, JUL).holds(day) is held


def test_what_two_spans_have_in_common():
    assert Span(None, JUL).common(Span(JAN, None)) == Span(JAN, JUL)
    assert Span(None, JAN).common(Span(JAN, None)) is None


def test_a_tree_knows_everything_below_and_above():
    tree = Tree({1: None, 2: 1, 3: 2, 4: 1, 9: None})
    assert sorted(tree.at_or_below(1)) == [1, 2, 3, 4]
    assert tree.below(9) == []
    assert tree.above(3) == [2, 1]
    assert tree.line(3) == [1, 2, 3]


def test_the_tree_of_a_day_holds_only_the_places_of_that_day():
    places = [Place(2, 1, Span(None, JUL)), Place(2, 3, Span(JUL, None)), Place(4, 1, Span(JUL, None))]
    assert tree_on(places, date(2025, 6, 30)).parents == {2: 1}
    assert tree_on(places, JUL).parents == {2: 3, 4: 1}


@pytest.mark.parametrize(
    ("places", "agency", "parent", "span", "loop"),
    [
        pytest.param([], 1, 1, Span(JAN, None), JAN, id="dưới chính mình"),
        pytest.param([Place(2, 1, ALWAYS)], 1, 2, Span(JAN, None), JAN, id="dưới đơn vị con"),
        pytest.param([Place(2, 1, ALWAYS), Place(3, 2, ALWAYS)], 1, 3, Span(JAN, None), JAN, id="dưới đơn vị cháu"),
        pytest.param([Place(2, 1, Span(None, JAN))], 1, 2, Span(JAN, None), None, id="đã thôi là đơn vị con"),
        pytest.param([Place(2, 1, Span(JUL, None))], 1, 2, Span(JAN, None), JUL, id="sẽ là đơn vị con sau này"),
        pytest.param([Place(2, 1, Span(JUL, None))], 1, 2, Span(JAN, JUL), None, id="hết hạn trước khi quay vòng"),
        pytest.param(
            [Place(3, 2, Span(None, JAN)), Place(2, 1, Span(JAN, None))],
            1,
            3,
            Span(),
            None,
            id="hai mắt xích khác thời gian",
        ),
    ],
)
def test_the_first_day_on_which_a_place_would_close_a_loop(places, agency, parent, span, loop):
    by_agency = {key: [place for place in places if place.agency == key] for key in (2, 3)}
    assert first_loop(by_agency, agency, parent, span) == loop


def test_a_chain_ends_even_where_work_came_back():
    assert chain({1: [2], 2: [3], 3: [1, 4]}, 1) == [2, 3, 4]


def test_an_outline_puts_parents_before_their_own_and_siblings_in_order():
    names = {1: "b", 2: "a", 3: "c", 4: "a"}
    rows = outline({1: None, 2: 1, 3: 1, 4: None}, names.get)
    assert rows == [OutlineRow(4, 0), OutlineRow(1, 0), OutlineRow(2, 1), OutlineRow(3, 1)]
