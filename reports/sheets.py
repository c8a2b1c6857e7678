"""A consolidated table as a spreadsheet: numbers stay numbers, words stay words, whatever they begin with."""

import io
from collections.abc import Sequence
from math import ceil

import xlsxwriter

from reports import paper_format
from reports.table import COUNTED, Column, Line, Table, Value, decimal_of, parts_of_text, percent_of_text

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MM_A_CHARACTER = 2.1
PERCENT = "%"
TABLE_NAME, CHANGES_NAME, PARTS_NAME = "Biểu tổng hợp", "Thay đổi", "Từng đơn vị"
PARTS_HEADS = ("TT", "Chỉ tiêu", "Đơn vị", "Số liệu", "Tử số hoặc số lượng", "Mẫu số hoặc số phiếu", "Tỷ lệ (%)")
PAPER_A4 = 9
ROOM_AROUND_A_NUMBER = 2
LINE_POINTS = 16
ROOM_FOR_BREAKS = 0.95  # letters are narrower than the measure of a column, but a line ends at a word
QUANTITY, NOT_GIVEN = "#,##0.##", "chưa báo cáo"


class Workbook:
    """One book in the making: its sheets and its few formats."""

    def __init__(self, kept: io.BytesIO):
        self.book = xlsxwriter.Workbook(kept, OPTIONS)
        self._formats: dict[tuple, object] = {}

    def format(self, **looks):
        """A format by its looks, made once."""
        looks = {"font_name": paper_format.FONT, "font_size": 12, "valign": "vcenter", **looks}
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(looks)
        return self._formats[key]

    def cell(self, **looks):
        return self.format(border=1, text_wrap=True, **looks)

    def sheet(self, name: str, widths: Sequence[float]):
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.fit_to_pages(1, 0)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet


def workbook_of(table: Table, changes: Sequence[tuple[str, list[str]]] = ()) -> bytes:
    """The book: the table; what changed, under its headings; and each agency's own numbers behind the totals."""
    kept = io.BytesIO()
    work = Workbook(kept)
    _write_table(work, table)
    if changes:
        _write_changes(work, changes)
    if len(table.names) > 1:
        _write_parts(work, table)
    work.book.close()
    return kept.getvalue()


# --- the table --------------------------------------------------------------------------------------------------------


def _write_table(work: Workbook, table: Table) -> None:
    columns = table.shown_columns
    widths = _widths(table, columns)
    sheet = work.sheet(TABLE_NAME, widths)
    row = _write_head(work, sheet, table, len(columns) + 1)
    heads = ["TT", "Chỉ tiêu", *(column.label for column in columns)]
    for place, words in enumerate(heads):
        sheet.write_string(row, place, words, work.cell(bold=True, align="center"))
    sheet.set_row(row, _height(widths, heads))
    sheet.freeze_panes(row + 1, 2)
    sheet.repeat_rows(row)
    for section in table.sections:
        if section.name:
            row += 1
            _write_section(work, sheet, row, section.number, section.name, len(columns) + 1)
        for line in section.lines:
            row += 1
            _write_line(work, sheet, row, line, columns)
            sheet.set_row(row, _height(widths, [line.number, line.name, *(line.cell(one).shown for one in columns)]))
    for place, words in enumerate(table.foot, start=row + 2):
        sheet.merge_range(place, 0, place, len(columns) + 1, "", work.format(italic=True, text_wrap=True))
        sheet.write_string(place, 0, words, work.format(italic=True, text_wrap=True))
        sheet.set_row(place, _height([sum(widths)], [words]))


def _height(widths: Sequence[float], words: Sequence[str]) -> float:
    """High enough for the longest cell: not every program makes room for wrapped words by itself."""
    lines = max(ceil(len(said) * ROOM_FOR_BREAKS / width) for said, width in zip(words, widths, strict=True))
    return LINE_POINTS * max(lines, 1) + 4


def _widths(table: Table, columns: Sequence[Column]) -> list[float]:
    """In characters; no column narrower than its longest number, which would show as ####."""
    widths = [width / MM_A_CHARACTER for width in paper_format.wanted_widths(columns)]
    for place, column in enumerate(columns, start=2):
        if column.is_number:
            longest = max((len(line.cell(column).shown) for line in table.lines), default=0)
            widths[place] = max(widths[place], longest + ROOM_AROUND_A_NUMBER)
    return widths


def _write_head(work: Workbook, sheet, table: Table, last: int) -> int:
    """Title and facts above the table; the row of its heads is returned."""
    title = work.format(bold=True, font_size=14, align="center")
    plain = work.format(align="center", italic=True, text_wrap=True)
    for row, words in enumerate(head_of(table)):
        look = title if row < 2 else plain
        sheet.merge_range(row, 0, row, last, "", look)
        sheet.write_string(row, 0, words, look)
    return len(head_of(table)) + 1


def head_of(table: Table) -> list[str]:
    """The lines above the table, on the screen's paper and in the book alike."""
    words = [
        "BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU CẢI CÁCH HÀNH CHÍNH",
        f"{table.period} ({table.days})",
        f"{table.agency}: {table.extent_words}",
        f"Theo Biểu {table.form} {table.form_name}",
        table.first_line,
    ]
    return [*words, "Số liệu minh hoạ"] if table.is_sample else words


def _write_section(work: Workbook, sheet, row: int, number: str, name: str, last: int) -> None:
    look = work.cell(bold=True, bg_color="#E8EDF3")
    sheet.write_string(row, 0, number, work.cell(bold=True, align="center", bg_color="#E8EDF3"))
    sheet.merge_range(row, 1, row, last, "", look)
    sheet.write_string(row, 1, name, look)


def _write_line(work: Workbook, sheet, row: int, line: Line, columns: Sequence[Column]) -> None:
    sheet.write_string(row, 0, line.number, work.cell(align="center"))
    sheet.write_string(row, 1, line.name, work.cell(align="left", indent=int(line.is_part)))
    for place, column in enumerate(columns, start=2):
        _write_value(work, sheet, row, place, line.cell(column), paper_format.COLUMNS[column].align)


def _write_value(work: Workbook, sheet, row: int, place: int, value: Value, align: str) -> None:
    """A number as a number with the decimals that are shown; anything else as words."""
    if value.number is None:
        sheet.write_string(row, place, value.shown, work.cell(align=align))
    else:
        sheet.write_number(row, place, value.number, work.cell(align=align, num_format=number_format(value)))


def number_format(value: Value) -> str:
    """#,##0.0 with as many decimals as are shown; a difference with its sign and unit."""
    plain = f"#,##0.{'0' * value.places}" if value.places else "#,##0"
    if not value.signed:
        return plain
    suffix = f'"{value.suffix}"' if value.suffix else ""
    return f'"+"{plain}{suffix};"−"{plain}{suffix};{plain}{suffix}'


# --- what changed -----------------------------------------------------------------------------------------------------


def _write_changes(work: Workbook, changes: Sequence[tuple[str, list[str]]]) -> None:
    """Under each heading one sentence a row."""
    sheet = work.sheet(CHANGES_NAME, [140])
    looks = {True: work.format(bold=True, text_wrap=True), False: work.format(text_wrap=True)}
    rows = [(words, place == 0) for heading, sentences in changes for place, words in enumerate([heading, *sentences])]
    for row, (words, is_heading) in enumerate(rows):
        sheet.write_string(row, 0, words, looks[is_heading])


# --- whom the totals were made of -------------------------------------------------------------------------------------


def _write_parts(work: Workbook, table: Table) -> None:
    """Every agency's amount of each line, so that a total can be added up again by hand."""
    sheet = work.sheet(PARTS_NAME, [6, 50, 34, 16, 18, 18, 12])
    for place, words in enumerate(PARTS_HEADS):
        sheet.write_string(0, place, words, work.cell(bold=True, align="center"))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    row = 0
    for line in table.lines:
        for place, counted in enumerate(COUNTED[:2]):
            for agency, amounts in line.parts.items():
                if amounts[place] is not None:
                    row += 1
                    words = (line.number, line.name, table.names[agency], counted.label)
                    _write_part(work, sheet, row, words, amounts[place], line.unit)
    sheet.autofilter(0, 0, max(row, 1), len(PARTS_HEADS) - 1)


def _write_part(work: Workbook, sheet, row: int, words: tuple[str, ...], amount: str, unit: str) -> None:
    for place, said in enumerate(words):
        sheet.write_string(row, place, said, work.cell())
    value, base = parts_of_text(amount)
    percent = percent_of_text(amount) if unit == PERCENT else None
    numbers = ((value, QUANTITY), (base, QUANTITY), (decimal_of(percent), "0.0"))
    for place, (number, shown) in enumerate(numbers, start=len(words)):
        if number is not None:
            sheet.write_number(row, place, number, work.cell(num_format=shown))
        else:
            sheet.write_string(row, place, NOT_GIVEN if value is None and place == len(words) else "", work.cell())
