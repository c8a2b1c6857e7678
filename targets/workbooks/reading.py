"""An Excel file back to rows: which figure each row is, and what stands in its cells. Knows nothing of what is on file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from agencies.sheets import BROKEN_XLSX, open_workbook
from targets.workbooks.cells import Cell
from targets.workbooks.layout import COLUMNS, ENTRY_COLUMNS, MARK, TITLES, Key, cell_name, label_print
from targets.workbooks.seal import FROM_HERE, NO_SEAL, Seal, unseal
from targets.workbooks.unread import unread_cells
from ui.numbers import write_number
from ui.vietnamese import nfc

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
NEEDED = ("label", *ENTRY_COLUMNS, "key")
LOST_COLUMNS = "Trang “{sheet}” thiếu cột {columns} (đã bị xoá). Hãy tải tệp mới và chép số liệu sang."
STRAY = "Dòng này không thuộc biểu (không có mã ẩn); số liệu ghi ở đây được bỏ qua."
MOVED = "Tên chỉ tiêu và mã ẩn của dòng không còn khớp nhau (dòng bị chép đè hoặc sắp xếp lại). Hãy tải tệp mới."
MERGED = "Ô đã bị gộp với ô khác. Bỏ gộp ô rồi nạp lại."
NOT_COUNTED = "Ô chứa công thức báo lỗi hoặc chưa được tính. Thay bằng một con số, lưu lại rồi nạp."

Place = tuple[int, int]
Remark = tuple[str, str]  # a cell's name, what is to be said about it


@dataclass
class FilledRow:
    """One row with a hidden key: its cells by column, where each of them stands, and what cannot be read in it."""

    key: Key
    place: str
    cells: dict[str, Cell]
    places: dict[str, str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What a file holds. `faults` stop it; `remarks` are only told; `sha256` is a print of the whole file."""

    seal: Seal
    rows: list[FilledRow]
    sha256: str = ""
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_workbook(content: bytes) -> Reading:
    """Everything that a file says; ValidationError where it is no file of ours or cannot be read at all."""
    if len(content) > MOST_BYTES:
        raise ValidationError(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. {FROM_HERE}")
    book = open_workbook(content)
    seal = _seal_of(book)
    reading = Reading(seal, [], hashlib.sha256(content).hexdigest())
    for name in book.sheet_names:
        sheet = _sheet(book, name)
        if sheet and (grid := Grid.find(sheet)):
            grid.read_into(reading, unread_cells(content, name))
    if not reading.rows:
        raise ValidationError(f"Không tìm thấy dòng nào của biểu trong tệp. {FROM_HERE}")
    _name_doubles(reading)
    return reading


def _seal_of(book: CalamineWorkbook) -> Seal:
    for name in book.sheet_names:
        sheet = _sheet(book, name)
        if sheet and sheet.total_height <= MOST_ROWS:
            column = [str(row[0]) for row in sheet.iter_rows() if row]
            if column and column[0] == MARK:
                pieces = column[1:]
                return unseal("".join(piece for piece in pieces if piece))
    raise ValidationError(NO_SEAL)


def _sheet(book: CalamineWorkbook, name: str) -> CalamineSheet | None:
    """A sheet with cells; None for a chart, and for what cannot be read."""
    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        raise ValidationError(BROKEN_XLSX) from None
    if sheet.total_height > MOST_ROWS:
        raise ValidationError(
            f"Trang “{name}” có {write_number(sheet.total_height)} dòng, quá {write_number(MOST_ROWS)}. "
            f"Xoá các dòng thừa. {FROM_HERE}"
        )
    return sheet if sheet.total_height else None


@dataclass
class Grid:
    """The rows of one sheet below the hidden row that names its columns."""

    name: str
    rows: Sequence[Sequence[Cell]]
    head: int
    place: Mapping[str, int]
    merged: frozenset[Place]

    @classmethod
    def find(cls, sheet: CalamineSheet) -> "Grid | None":
        """None for a sheet that is none of ours; refused where a column of ours is missing."""
        rows = sheet.to_python(skip_empty_area=False)
        names = {column.name for column in COLUMNS}
        for head, row in enumerate(rows):
            place = {cell: column for column, cell in enumerate(row) if isinstance(cell, str) and cell in names}
            if ("key" in place and len(place) > 2) or len(place) > len(names) // 2:
                lost = [TITLES[name] or "mã ẩn" for name in NEEDED if name not in place]
                if lost:
                    raise ValidationError(LOST_COLUMNS.format(sheet=sheet.name, columns=", ".join(lost)))
                return cls(sheet.name, rows, head, place, merged_cells(sheet, head))
        return None

    def read_into(self, reading: Reading, unread: frozenset[Place]) -> None:
        for number, row in enumerate(self.rows[self.head + 1 :], start=self.head + 1):
            key = Key.read(str(row[self.place["key"]]))
            if key is None:
                self._stray(reading, number, row)
                continue
            filled = FilledRow(
                key=key,
                place=cell_name(self.name, number, self.place["label"]),
                cells={name: row[self.place[name]] for name in ENTRY_COLUMNS},
                places={name: cell_name(self.name, number, self.place[name]) for name in ENTRY_COLUMNS},
            )
            self._find_faults(filled, number, unread)
            if label_print(nfc(str(row[self.place["label"]]))) != key.label:
                reading.faults.append((filled.place, MOVED))
            reading.rows.append(filled)

    def _find_faults(self, filled: FilledRow, number: int, unread: frozenset[Place]) -> None:
        for name in ENTRY_COLUMNS:
            where = (number, self.place[name])
            if where in self.merged:
                filled.faults[name] = MERGED
            elif where in unread:
                filled.faults[name] = NOT_COUNTED

    def _stray(self, reading: Reading, number: int, row: Sequence[Cell]) -> None:
        """A row that somebody has inserted; told where something stands in an entry cell of it."""
        typed = [name for name in ENTRY_COLUMNS if isinstance(row[self.place[name]], float | int)]
        if typed and number > self.head + 1:
            reading.remarks.append((cell_name(self.name, number, self.place[typed[0]]), STRAY))


def merged_cells(sheet: CalamineSheet, head: int) -> frozenset[Place]:
    """Every cell below the titles that is merged with another."""
    found = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom <= head:
            continue
        for row in range(max(top, head), min(bottom, sheet.total_height) + 1):
            found |= {(row, column) for column in range(left, min(right, sheet.total_width) + 1)}
    return frozenset(found)


def _name_doubles(reading: Reading) -> None:
    first: dict[int, str] = {}
    for row in reading.rows:
        earlier = first.setdefault(row.key.figure, row.place)
        if earlier != row.place:
            said = f"Trùng mã ẩn với {earlier}: một dòng của biểu chỉ được có một lần. Xoá dòng chép thừa rồi nạp lại."
            reading.faults.append((row.place, said))
