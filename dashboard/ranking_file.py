"""Rows as an Excel file: numbers as numbers, words as words."""

import tempfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO

import xlsxwriter

from ui.vietnamese import nfc

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SHEET_NAME = "Xếp hạng"
WHOLE, BROKEN, PAPER_A4 = "#,##0", "#,##0.0###", 9
Cell = str | int | Decimal | None


def book_of(head: Sequence[str], heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """A temporary file, ready to be read; whoever hands it out closes it. heads: the words and the width of each column."""
    kept = tempfile.TemporaryFile()  # noqa: SIM115
    with xlsxwriter.Workbook(kept, OPTIONS) as book:
        _write(book, head, heads, rows)
    kept.seek(0)
    return kept


def _write(book: xlsxwriter.Workbook, head: Sequence[str], heads: Sequence[tuple[str, int]], rows) -> None:
    sheet = book.add_worksheet(SHEET_NAME)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True})
    titles = book.add_format({"bold": True, "text_wrap": True, "border": 1, "bg_color": "#DCE6F1"})
    numbers = {look: book.add_format({"num_format": look}) for look in (WHOLE, BROKEN)}
    first = len(head) + 1
    for place, (_, width) in enumerate(heads):
        sheet.set_column(place, place, width)
    for row, words in enumerate(head):
        sheet.write_string(row, 0, nfc(words), None if row else bold)
    for place, (words, _) in enumerate(heads):
        sheet.write_string(first, place, words, titles)
    sheet.freeze_panes(first + 1, 2)
    sheet.repeat_rows(first)
    last = first
    for last, cells in enumerate(rows, start=first + 1):
        for place, content in enumerate(cells):
            _put(sheet, last, place, content, numbers)
    sheet.autofilter(first, 0, last, len(heads) - 1)


def _put(sheet, row: int, place: int, content: Cell, numbers: dict) -> None:
    """Numbers as numbers; words as words, whatever they begin with; nothing as an empty cell."""
    if isinstance(content, str):
        if content:
            sheet.write_string(row, place, nfc(content))
    elif content is not None:
        sheet.write_number(row, place, content, numbers[WHOLE if content == int(content) else BROKEN])
