"""The grid of a Word table: merged cells stand in every place they cover, deleted rows and cells in none."""

from collections.abc import Callable, Iterator

from lxml import etree

from documents.reading.blocks import Spot
from documents.reading.word_xml import attribute, child, kind, number

MOST_COLUMNS = 63  # what Word allows
WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}


def grid_of(table: etree._Element, words_of: Callable[[etree._Element], str]) -> list[list[Spot]]:
    """Rows of Spots; `words_of` reads one cell."""
    grid: list[list[Spot]] = []
    for row in _parts(table, "tr"):
        if child(row, "trPr", "del") is None:
            grid.append(_row(row, grid[-1] if grid else [], words_of))
    return grid


def only_cell(table: etree._Element) -> etree._Element | None:
    """The cell of a table that has just one: a frame around words."""
    cells = [cell for row in _parts(table, "tr") for cell in _parts(row, "tc")]
    return cells[0] if len(cells) == 1 else None


def _row(row: etree._Element, above: list[Spot], words_of: Callable[[etree._Element], str]) -> list[Spot]:
    spots = [Spot() for _ in range(min(number(child(row, "trPr", "gridBefore")), MOST_COLUMNS))]
    for cell in _parts(row, "tc"):
        shape = child(cell, "tcPr")
        if child(shape, "cellDel") is not None or len(spots) >= MOST_COLUMNS:
            continue
        if _goes_on(shape, "vMerge") and len(spots) < len(above):
            spot = above[len(spots)]
        elif _goes_on(shape, "hMerge") and spots:
            spot = spots[-1]
        else:
            spot = Spot(words_of(cell))
        spots += [spot] * max(1, min(number(child(shape, "gridSpan"), default=1), MOST_COLUMNS - len(spots)))
    return spots


def _goes_on(shape: etree._Element | None, name: str) -> bool:
    merge = child(shape, name)
    return merge is not None and attribute(merge) != "restart"


def _parts(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also inside content controls and inserted pieces."""
    for inner in element:
        if kind(inner) == name:
            yield inner
        elif kind(inner) in WRAPPERS:
            yield from _parts(inner, name)
