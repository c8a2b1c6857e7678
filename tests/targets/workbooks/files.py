"""Excel files as people bring them back: a downloaded file with some cells changed, rewritten by another program."""

import io
from datetime import date

import xlsxwriter
from python_calamine import CalamineWorkbook

from targets.workbooks.layout import COLUMNS

NAMES = {column.name for column in COLUMNS} | {"agency"}


def grids(content: bytes) -> dict[str, list[list]]:
    """Every sheet of a file as lists of cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def rewritten(sheets: dict[str, list[list]], merges: dict[str, list] | None = None) -> bytes:
    """The same cells in a new file, without formats: as some other program would have saved them."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    _write(sheet, number, place, cell, day)
            for area in (merges or {}).get(name, ()):
                top, left = area[:2]
                cell = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
                sheet.merge_range(*area, str(cell))
    return kept.getvalue()


def _write(sheet, row: int, column: int, cell, day) -> None:
    match cell:
        case "" | None:
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float():
            sheet.write_number(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell, day)
        case str() if cell.startswith("="):
            sheet.write_formula(row, column, cell, None, "#DIV/0!" if "/0" in cell else 5)
        case _:
            sheet.write_string(row, column, str(cell))


class Filled:
    """A downloaded file in a person's hands: cells are found by figure and column."""

    def __init__(self, content: bytes):
        self.sheets = grids(content)
        self.merges: dict[str, list] = {}
        self.name = next(iter(self.sheets))
        self.rows = self.sheets[self.name]
        self.head = next(number for number, row in enumerate(self.rows) if "key" in row)
        self.place = {cell: column for column, cell in enumerate(self.rows[self.head]) if cell in NAMES}

    def row_of(self, figure) -> int:
        start = f"{figure.pk}."
        return next(n for n, row in enumerate(self.rows) if str(row[self.place["key"]]).startswith(start))

    def put(self, figure, **cells) -> "Filled":
        row = self.rows[self.row_of(figure)]
        for column, value in cells.items():
            row[self.place[column]] = value
        return self

    def lines(self) -> range:
        """The numbers of the rows below the titles."""
        return range(self.head + 2, len(self.rows))

    @property
    def content(self) -> bytes:
        return rewritten(self.sheets, self.merges)
