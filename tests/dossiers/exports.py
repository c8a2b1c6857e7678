"""Exports as another system writes them."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

TODAY = date(2026, 3, 20)
HEADINGS = ["STT", "Đơn vị", "Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn"]


def csv(*rows, headings=HEADINGS, name="mot-cua.csv", delimiter=";", encoding="utf-8-sig") -> SimpleUploadedFile:
    """An export as text; each row is a list of cells."""
    text = "\n".join(delimiter.join(str(cell) for cell in row) for row in [headings, *rows])
    return SimpleUploadedFile(name, text.encode(encoding))


def xlsx(*rows, merged=(), name="mot-cua.xlsx") -> SimpleUploadedFile:
    """An export as a sheet; `merged`: ranges that a person has merged."""
    packed = io.BytesIO()
    with Workbook(packed) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        for cells, words in merged:
            sheet.merge_range(cells, words)
    return SimpleUploadedFile(name, packed.getvalue())
