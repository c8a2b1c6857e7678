"""Measures of an official paper, from Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I; a table may lie along the page."""

from dataclasses import dataclass

from reports.table import Column

PAGE_LONG_MM, PAGE_SHORT_MM = 297, 210  # A4 (mục I.1); "bảng, biểu … có thể được trình bày theo chiều rộng"
TOP_MM = BOTTOM_MM = 20  # 20–25
LEFT_MM, RIGHT_MM = 30, 15  # 30–35 and 15–20
FONT = "Times New Roman"  # Unicode, black (mục I.3)
TEXT_PT = 13  # 13–14
SMALL_PT = 11  # of a table with more columns than the page has room for; the decree leaves tables open
TITLE_PT = 14
CELL_MARGIN_MM = 1
PAGE_NUMBER_PT = 13  # 13–14, upright, centred above, not on the first page (mục I.4)
ROOM_MM = PAGE_LONG_MM - LEFT_MM - RIGHT_MM


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a column wants to be, and how its content stands."""

    width: int
    align: str = "left"


NUMBER = Measure(12, "center")
NAME = Measure(58)
COLUMNS = {
    Column.UNIT: Measure(20, "center"),
    Column.ASKED: Measure(25, "center"),
    Column.NUMERATOR: Measure(22, "right"),
    Column.DENOMINATOR: Measure(22, "right"),
    Column.PERIOD: Measure(20, "right"),
    Column.TO_DATE: Measure(20, "right"),
    Column.BEFORE: Measure(20, "right"),
    Column.BEFORE_TO_DATE: Measure(20, "right"),
    Column.VERSUS_BEFORE: Measure(27, "right"),
    Column.VERSUS_ASKED: Measure(32),
    Column.NOTE: Measure(38),
}


def wanted_widths(columns: list[Column]) -> list[int]:
    """Of "TT", "Chỉ tiêu" and the chosen columns, in millimetres, as wide as they want to be."""
    return [NUMBER.width, NAME.width, *(COLUMNS[column].width for column in columns)]


def widths_of(columns: list[Column]) -> list[int]:
    """The same, together as wide as the room between the margins."""
    wanted = wanted_widths(columns)
    widths = [width * ROOM_MM // sum(wanted) for width in wanted]
    widths[1] += ROOM_MM - sum(widths)
    return widths


def size_of(columns: list[Column]) -> int:
    """How large the letters of the table are: smaller where many columns leave too little room for a number."""
    return TEXT_PT if sum(wanted_widths(columns)) * 9 <= ROOM_MM * 10 else SMALL_PT
