"""Which reports fill a run of months: the fewest, the longest first; what none gives is derived by subtraction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods.period import Span
from periods.tiling import Tile, tile

Q1, Q2, Q3, Q4 = Span(0, 3), Span(3, 6), Span(6, 9), Span(9, 12)
HALF, SECOND_HALF, YEAR, NINE = Span(0, 6), Span(6, 12), Span(0, 12), Span(0, 9)


def added(*spans):
    return tuple(Tile(span) for span in spans)


# fmt: off
TILINGS = [
    pytest.param(NINE, {Q1, HALF, Q3}, added(HALF, Q3), (), id="đến 14/9 = 6 tháng + Quý III"),
    pytest.param(YEAR, {Q1, HALF, Q3, YEAR}, added(YEAR), (), id="đến 14/12 = năm, không cộng kỳ ngắn"),
    pytest.param(HALF, {Q1, HALF}, added(HALF), (), id="6 tháng thay Quý I"),
    pytest.param(Q2, {Q1, HALF}, (Tile(HALF), Tile(Q1, -1)), (), id="Quý II = 6 tháng − Quý I"),
    pytest.param(Q4, {Q1, HALF, Q3, YEAR}, (Tile(YEAR), Tile(HALF, -1), Tile(Q3, -1)), (), id="Quý IV = năm − 6 tháng − Quý III"),
    pytest.param(SECOND_HALF, {HALF, YEAR}, (Tile(YEAR), Tile(HALF, -1)), (), id="6 tháng cuối năm = năm − 6 tháng"),
    pytest.param(NINE, {Q1, Q3}, added(Q1, Q3), (Q2,), id="thiếu báo cáo 6 tháng: Quý I + Quý III, thiếu Quý II"),
    pytest.param(NINE, {HALF}, added(HALF), (Q3,), id="thiếu Quý III"),
    pytest.param(NINE, set(), (), (NINE,), id="chưa có gì"),
    pytest.param(Q2, {HALF}, (), (Q2,), id="không có Quý I thì không suy ra được Quý II"),
    pytest.param(HALF, {Q1, Q2}, added(Q1, Q2), (), id="theo quý thì cộng hai quý"),
    pytest.param(HALF, {Q1, Q2, HALF}, added(HALF), (), id="ít kỳ nhất, dài trước"),
    pytest.param(Q3, {NINE, HALF}, (Tile(NINE), Tile(HALF, -1)), (), id="lũy kế 9 tháng trừ lũy kế 6 tháng"),
    pytest.param(YEAR, {Q1, Q3}, added(Q1, Q3), (Q2, Q4), id="hai chỗ thiếu được gọi tên riêng"),
]
# fmt: on


@pytest.mark.parametrize(("span", "available", "tiles", "missing"), TILINGS)
def test_a_span_is_tiled(span, available, tiles, missing):
    tiling = tile(span, frozenset(available))
    assert (tiling.tiles, tiling.missing) == (tiles, missing)
    assert tiling.is_derived == any(one.sign < 0 for one in tiles)


@st.composite
def runs(draw):
    start = draw(st.integers(0, 11))
    return Span(start, draw(st.integers(start + 1, 12)))


@given(runs(), st.frozensets(runs(), max_size=8))
def test_the_pieces_and_the_gaps_make_up_exactly_the_span(span, available):
    """Each month of the span is counted once, in a piece or in a gap; months outside cancel out."""
    tiling = tile(span, available)
    for month in range(12):
        counted = sum(one.sign for one in tiling.tiles if one.span.start <= month < one.span.end)
        gaps = sum(gap.start <= month < gap.end for gap in tiling.missing)
        assert counted + gaps == (span.start <= month < span.end)


@given(runs(), st.frozensets(runs(), max_size=8))
def test_a_report_of_just_these_months_is_all_that_is_used(span, available):
    assert tile(span, available | {span}).tiles == (Tile(span),)
