"""The empty sheets that can be downloaded, filled and handed in again."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from django.http import HttpResponse

from agencies.sheets import MOST_ROWS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDE, USUAL = 34, 24
LISTS, EXAMPLES = "Danh mục", "Ví dụ"


def written_template(
    *, title: str, headings: Sequence[str], choices: Mapping[int, Sequence[str]], example: Sequence[Sequence[str]]
) -> bytes:
    """A sheet with these headings, then the values to choose from, then an example.

    choices: the values that a column offers, by the column's place. Cells are text, so that codes keep their zeros.
    """
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet, lists, shown = (book.add_worksheet(name) for name in (title, LISTS, EXAMPLES))
    for place, heading in enumerate(headings):
        sheet.set_column(place, place, WIDE if heading.startswith("Tên đơn vị") else USUAL, text)
        sheet.write_string(0, place, heading, head)
    sheet.freeze_panes(1, 0)
    for column, (place, values) in enumerate(choices.items()):
        lists.set_column(column, column, WIDE)
        lists.write_column(0, column, values)
        letter = chr(ord("A") + column)
        source = f"='{LISTS}'!${letter}$1:${letter}${len(values)}"
        sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source})
    for row, cells in enumerate(example):
        for place, cell in enumerate(cells):
            shown.write_string(row, place, cell, head if row == 0 else text)
    shown.set_column(0, len(headings) - 1, USUAL)
    book.close()
    return stored.getvalue()


def as_download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
