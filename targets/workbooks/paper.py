"""How a sheet looks: an official form on A4, labels locked, entry cells open, what may be typed held in lists and limits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from targets.amount import Amount, exact
from targets.checks import Asked
from targets.content import WORDS
from targets.models import Submission
from targets.terms import Kind
from targets.workbooks.cells import DIGITS_OF_A_CELL, tidy, words_of
from targets.workbooks.layout import (
    DONE_WORDS,
    FILLED_BY_HAND,
    KEYS_SHEET,
    LONGEST,
    MARK,
    column_letters,
    columns_of,
    sheet_name,
)
from targets.workbooks.lines import Line
from targets.workbooks.seal import Seal
from ui.days import write_day

FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
BORDER = {"border": 1, "border_color": "#7F7F7F"}
OPEN = {"locked": False, "bg_color": "#FFFBE6"}
SENSELESS = {"bg_color": "#E3E3E3"}
WHOLE, BROKEN, DAY, PERCENT = "#,##0", "#,##0.0###", "dd/mm/yyyy", '0.00"%"'
EARLIEST = date(2000, 1, 1)
A4, MOST_CELLS_OF_A_RULE = 9, 200
LABEL_LETTERS, NOTE_LETTERS, WORDS_LETTERS, BEFORE_LETTERS = 54, 60, 18, 14  # that stand in one line of a cell
LABEL_HEIGHT, NOTE_HEIGHT, MOST_HEIGHT = 15, 12, 200
WRAPPED = {"text_wrap": True, "align": "left"}
NUMBERS = ("numerator", "denominator", "value", "sample", "out_of")


@dataclass
class Rules:
    """What may be typed where: cells gathered by rule, so that a long sheet carries few of them."""

    cells: dict[tuple, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: int, column: int, **rule) -> None:
        self.cells[tuple(sorted(rule.items()))].append((row, column))

    def write(self, sheet: Worksheet) -> None:
        for rule, cells in self.cells.items():
            for start in range(0, len(cells), MOST_CELLS_OF_A_RULE):
                first, *others = cells[start : start + MOST_CELLS_OF_A_RULE]
                options = {**dict(rule), "ignore_blank": True, "other_cells": [[*cell, *cell] for cell in others]}
                sheet.data_validation(*first, *first, options)


class Paper:
    """One sheet with its hidden keys."""

    def __init__(self, book: Workbook, reports: Sequence[Submission]):
        self.book, self.reports, self.report = book, reports, reports[0]
        self.names_agency = len(reports) > 1
        self.columns = columns_of(self.names_agency)
        self.place = {column.name: place for place, column in enumerate(self.columns)}
        self.name = sheet_name(self.report.form.code)
        self.sheet = book.add_worksheet(self.name)
        self.keys = book.add_worksheet(KEYS_SHEET)
        self.rules, self.lists, self.formats = Rules(), {}, {}

    def write(self, lines: Sequence[Line]) -> None:
        self._write_keys()
        head = self._write_head()
        last = self._write_lines(lines, head + 1)
        self.rules.write(self.sheet)
        self._mark_numerators_above()
        self._hide_empty_decimals(head, last)
        self._set_up(head, last)

    def format(self, **look):
        """One format of the book for each look."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**FONT, **look})
        return self.formats[key]

    # --- head ---------------------------------------------------------------------------------------------------------

    def _write_head(self) -> int:
        """Whose form it is, for which days, how it is filled in; the row of titles, whose place it answers with."""
        form, width = self.report.form, self.place["year_before"]
        whose = f"{form.owner}" if self.names_agency else f"{self.report.agency}"
        middle = self.place["beside"]
        self.sheet.merge_range(0, 0, 0, middle, whose, self.format(bold=True))
        self.sheet.merge_range(0, middle + 1, 0, width, f"Biểu {form.code}", self.format(bold=True, align="right"))
        self.sheet.merge_range(1, 0, 1, middle, f"Nơi nhận: {form.checker}", self.format())
        due = f"Hạn gửi: {write_day(self.report.due_on)}"
        self.sheet.merge_range(1, middle + 1, 1, width, due, self.format(align="right", italic=True))
        title = self.format(bold=True, align="center", font_size=14, text_wrap=True)
        self.sheet.merge_range(2, 0, 2, width, form.name.upper(), title)
        days = f"{write_day(self.report.data_from)} đến {write_day(self.report.data_to)}"
        said = f"Kỳ báo cáo: {self.report.period} (số liệu từ {days})"
        self.sheet.merge_range(3, 0, 3, width, said, self.format(align="center", italic=True))
        self.sheet.merge_range(4, 0, 4, width, self._how(), self.format(text_wrap=True, font_size=10))
        self.sheet.set_row(2, 24)
        self.sheet.set_row(4, 44)
        return self._write_titles(5)

    def _how(self) -> str:
        words = [
            "Chỉ nhập vào các ô nền vàng; ô xám không phải nhập. Kết quả tự tính, không nhập.",
            f"Không phát sinh: chọn “{FILLED_BY_HAND}” và để trống số liệu. Để trống tất cả là chưa báo cáo.",
            "Có thể chèn thêm dòng ghi chú riêng; không xoá cột, không gộp ô. Nhập xong, nạp tệp này lên trang số liệu.",
        ]
        if self.report.form.with_tasks:
            words.append("Tiến độ nhiệm vụ nhập trên trang số liệu, không có trong tệp này.")
        return " ".join(words)

    def _write_titles(self, row: int) -> int:
        """A hidden row with the names of the columns, and the titles below it."""
        look = self.format(bold=True, align="center", text_wrap=True, bg_color="#DCE6F1", **BORDER)
        for place, column in enumerate(self.columns):
            self.sheet.write_string(row, place, column.name, self.format())
            self.sheet.write_string(row + 1, place, column.title, look)
            self.sheet.set_column(place, place, column.width, None, {"hidden": column.name == "key"})
        self.sheet.set_row(row, None, None, {"hidden": True})
        self.sheet.set_row(row + 1, 32)
        return row + 1

    # --- lines --------------------------------------------------------------------------------------------------------

    def _write_lines(self, lines: Sequence[Line], row: int) -> int:
        """Every line, under its section and heading where the sheet is one report's; answers with the last row."""
        self.rows: list[tuple[int, Line]] = []
        section = heading = ""
        for line in lines:
            if not self.names_agency:
                if line.section != section:
                    row = self._write_band(row, line.section, bg_color="#EEF3F9")
                if line.heading and line.heading != heading:
                    row = self._write_band(row, line.heading, line.order.partition(".")[0])
            section, heading = line.section, line.heading
            self._write_line(row, line)
            self.rows.append((row, line))
            row += 1
        return row - 1

    def _write_band(self, row: int, words: str, number: str = "", **look) -> int:
        """A row of nothing but words; no row where there are none."""
        if not words:
            return row
        style = self.format(bold=True, **BORDER, **look)
        for place in range(self.place["year_before"] + 1):
            self.sheet.write_string(
                row, place, {"order": number, "label": words}.get(self.columns[place].name, ""), style
            )
        return row + 1

    def _write_line(self, row: int, line: Line) -> None:
        self.sheet.set_row(row, height_of(line))
        self._write_labels(row, line)
        parts = {column: part for part, column in line.asks.items()}
        for column in ("numerator", "denominator", "value", "beside", "nothing_occurred", *WORDS):
            if column in parts:
                self._write_part(row, line, parts[column], self.place[column])
            else:
                self.sheet.write_blank(row, self.place[column], None, self.format(**BORDER, **SENSELESS))
        self._write_result(row, line)
        self.sheet.write_string(row, self.place["key"], line.key, self.format())

    def _write_labels(self, row: int, line: Line) -> None:
        plain = self.format(**BORDER, **WRAPPED)
        label = line.label
        if self.names_agency:
            self.sheet.write_string(row, self.place["agency"], line.figure.agency.name, plain)
        look = self.format(**BORDER, **WRAPPED, indent=1 if line.is_part else 0)
        small = self.format(italic=True, font_size=9, font_color="#595959")
        notes = "\n" + "\n".join(line.notes)
        self.sheet.write_rich_string(row, self.place["label"], self.format(), label, small, notes, look)
        self.sheet.write_string(row, self.place["order"], line.order, self.format(**BORDER, align="center"))
        is_ratio = "numerator" in line.asks
        self.sheet.write_string(row, self.place["unit"], "%" if is_ratio else line.asked.unit, plain)
        for name in ("before", "year_before"):
            self.sheet.write_string(row, self.place[name], getattr(line, name), plain)

    def _write_part(self, row: int, line: Line, part: str, column: int) -> None:
        is_open = part in line.open_parts
        look = {**BORDER, **(OPEN if is_open else SENSELESS), **look_of(part, line.asked)}
        style, value = self.format(**look), getattr(line.figure, part)
        if is_open:
            self._rule(row, column, part, line)
        if value in (None, "", False) and not (part == "done" and value is False):
            self.sheet.write_blank(row, column, None, style)
        elif part == "done_on":
            self.sheet.write_datetime(row, column, value, style)
        elif part in NUMBERS and line.asked.kind != Kind.GRADE and fits_a_cell(value):
            self.sheet.write_number(row, column, value, style)
        elif part == "nothing_occurred":
            self.sheet.write_string(row, column, FILLED_BY_HAND, style)
        else:
            self.sheet.write_string(row, column, tidy(words_of(part, value, line.steps)), style)

    def _write_result(self, row: int, line: Line) -> None:
        """A ratio's result counts along while it is filled in, in Excel and in LibreOffice alike."""
        place = self.place["result"]
        if "numerator" not in line.asks:
            self.sheet.write_blank(row, place, None, self.format(**BORDER, **SENSELESS))
            return
        top, bottom = (f"{column_letters(self.place[name])}{row + 1}" for name in ("numerator", "denominator"))
        ready = f'OR({top}="",{bottom}="",{bottom}=0)'
        formula = f'=IFERROR(IF({ready},"",{top}/{bottom}*100),"")'
        self.sheet.write_formula(row, place, formula, self.format(**BORDER, num_format=PERCENT), shown_result(line))

    # --- what may be typed --------------------------------------------------------------------------------------------

    def _rule(self, row: int, column: int, part: str, line: Line) -> None:
        if part in WORDS:
            longest = LONGEST[part]
            said = f"Dài quá {longest} ký tự."
            self.rules.add(row, column, validate="length", criteria="<=", value=longest, error_message=said)
        elif part == "nothing_occurred":
            self._choose(row, column, (FILLED_BY_HAND,), f"Chỉ chọn “{FILLED_BY_HAND}” hoặc để trống.")
        elif part == "done":
            self._choose(row, column, tuple(DONE_WORDS.values()), "Chọn “Có” hoặc “Không”.")
        elif part == "done_on":
            self.rules.add(
                row,
                column,
                validate="date",
                criteria=">=",
                value=EARLIEST,
                error_message="Ghi ngày thực hiện, dạng 05/01/2026.",
            )
        elif line.asked.kind == Kind.GRADE:
            self._choose(row, column, line.steps, "Chọn một bậc trong danh sách.")
        else:
            whole = part in ("sample", "out_of") or line.asked.counts_wholes
            kind, said = ("integer", "một số nguyên không âm") if whole else ("decimal", "một số không âm")
            self.rules.add(row, column, validate=kind, criteria=">=", value=0, error_message=f"Ô này chỉ nhận {said}.")

    def _choose(self, row: int, column: int, choices: tuple[str, ...], said: str) -> None:
        """A list on the hidden sheet: a list inside the rule itself holds no more than 255 characters."""
        if choices not in self.lists:
            place = len(self.lists) + 3
            self.lists[choices] = column_letters(place)
            self.keys.write_column(0, place, choices)
        letters = self.lists[choices]
        source = f"='{KEYS_SHEET}'!${letters}$1:${letters}${len(choices)}"
        self.rules.add(row, column, validate="list", source=source, error_message=said)

    def _mark_numerators_above(self) -> None:
        """A numerator above its denominator turns red while it is typed; where it may be so, it does not."""
        red = self.book.add_format({"bg_color": "#F8CBAD", "font_color": "#9C0006"})
        top, bottom = (column_letters(self.place[name]) for name in ("numerator", "denominator"))
        bound = [row for row, line in self.rows if "numerator" in line.asks and not line.asked.may_exceed]
        for first, end in runs(bound):
            one = first + 1
            formula = f"=AND(ISNUMBER(${top}{one}),ISNUMBER(${bottom}{one}),${top}{one}>${bottom}{one})"
            area = (first, self.place["numerator"], end, self.place["denominator"])
            self.sheet.conditional_format(*area, {"type": "formula", "criteria": formula, "format": red})

    def _hide_empty_decimals(self, head: int, last: int) -> None:
        """Money is shown as "11.666" and "11.666,5", not as "11.666,0": no one number format does both."""
        whole = self.book.add_format({"num_format": WHOLE})
        for first, end in (("numerator", "denominator"), ("value", "value")):
            cell = f"{column_letters(self.place[first])}{head + 2}"
            rule = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}=INT({cell}))", "format": whole}
            self.sheet.conditional_format(head + 1, self.place[first], last, self.place[end], rule)

    # --- the sheet as a whole -----------------------------------------------------------------------------------------

    def _set_up(self, head: int, last: int) -> None:
        sheet, about = self.sheet, self._about().replace("&", "&&")
        sheet.freeze_panes(head + 1, self.place["unit"])
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "insert_rows": True})
        if self.names_agency:
            sheet.autofilter(head, 0, max(last, head + 1), self.place["year_before"])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(head)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.print_area(0, 0, max(last, head + 1), self.place["year_before"])
        sheet.set_footer(f"&L{about[:180]}&RTrang &P/&N")
        sheet.activate()

    def _about(self) -> str:
        whose = f"{len(self.reports)} đơn vị" if self.names_agency else self.report.agency
        return f"Biểu {self.report.form.code} của {whose}, {self.report.period}"

    def _write_keys(self) -> None:
        """The sheet that nobody sees: what the file is, signed, and the lists to choose from."""
        reports = tuple(report.pk for report in self.reports)
        seal = Seal(self.report.form_id, self.report.period_id, reports, self._about())
        self.keys.write_string(0, 0, MARK)
        self.keys.write_column(1, 0, seal.pieces())
        self.keys.protect()
        self.keys.very_hidden()


def height_of(line: Line) -> float:
    """Room for a line's words: spreadsheets do not agree on who widens a row that holds several lines."""
    label = -(-len(line.label) // LABEL_LETTERS) * LABEL_HEIGHT
    notes = sum(-(-len(note) // NOTE_LETTERS) for note in line.notes) * NOTE_HEIGHT
    words = max(-(-len(getattr(line.figure, name)) // WORDS_LETTERS) for name in WORDS) * LABEL_HEIGHT
    beside = max(-(-len(words) // BEFORE_LETTERS) for words in (line.before, line.year_before)) * LABEL_HEIGHT
    return min(max(label + notes, words, beside) + LABEL_HEIGHT / 3, MOST_HEIGHT)


def look_of(part: str, asked: Asked) -> dict:
    """How a cell shows what is typed in it."""
    if part in WORDS:
        return WRAPPED
    if part in ("done", "nothing_occurred") or asked.kind == Kind.GRADE:
        return {"align": "center", "text_wrap": True}
    if part == "done_on":
        return {"num_format": DAY, "align": "center"}
    whole = part in ("sample", "out_of") or asked.counts_wholes
    return {"num_format": WHOLE if whole else BROKEN, "align": "right"}


def fits_a_cell(number: Decimal | int) -> bool:
    """Whether a sheet's binary number holds every digit; others are written as text."""
    return len(Decimal(number).normalize().as_tuple().digits) <= DIGITS_OF_A_CELL


def shown_result(line: Line) -> float | str:
    """What a reader that does not count shows in the result cell."""
    figure = line.figure
    if figure.numerator is None or not figure.denominator:
        return ""
    return float(exact(line.asked.kind, Amount(figure.numerator, figure.denominator)))


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as (first, last)."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
