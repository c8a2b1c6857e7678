"""A file to the rows of a source: read safely, its columns found by their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from agencies.sheets import read_sheet
from documents.checks import check_table
from dossiers.headings import NUMBER, Place, Rows, columns_at, find, guess, is_numbering, is_total
from dossiers.models import DossierSource
from ui.vietnamese import fold

LONGEST_NAME = 300
LONGEST_CELL = 60


@dataclass(frozen=True)
class ExportRow:
    """One line of an export: its number in the file, what it calls the agency, its text by folded heading."""

    number: int
    name: str
    cells: dict[str, str]
    is_total: bool = False

    def packed(self) -> list:
        return [self.number, self.name, self.cells, self.is_total]

    @property
    def has_numbers(self) -> bool:
        return any(NUMBER.fullmatch(text) for text in self.cells.values())


def read_export(upload: UploadedFile) -> Rows:
    """Every row of the file as text; ValidationError in Vietnamese where it cannot be read for certain."""
    check_table(upload)
    upload.seek(0)
    rows = read_sheet(upload.name, upload.read())
    upload.seek(0)
    return rows


def place_of(rows: Rows, first: int | None, depth: int | None) -> Place:
    """Where the headings stand: as the person said, else as the file looks."""
    if first:
        return Place(first - 1, depth or 1)
    found = guess(rows)
    if found is None:
        raise ValidationError(
            "Không tìm thấy dòng tiêu đề: không có dòng số nào dưới một dòng chữ. Chọn tệp xuất có số liệu, hoặc ghi dòng "
            "tiêu đề ở ô “Dòng đầu của tiêu đề”."
        )
    return Place(found.row, depth or found.depth)


def require_columns(rows: Rows, place: Place) -> list:
    """The named columns at a place; at least the agency's and one of numbers."""
    columns = columns_at(rows, place)
    if len(columns) < 2:
        raise ValidationError(
            f"Dòng {place.row + 1} của tệp không có tiêu đề của ít nhất hai cột. Ghi đúng dòng tiêu đề rồi tải lại."
        )
    return columns


def rows_of(rows: Rows, source: DossierSource, headings: Iterable[str]) -> list[ExportRow]:
    """The lines below the headings that name an agency, a total, or hold numbers."""
    wanted = [source.agency_heading, *headings]
    place, found, missing = find(rows, wanted, source.heading_depth)
    if missing:
        raise ValidationError(_missing(missing))
    below = enumerate(rows[place.row + place.depth :], start=place.row + place.depth + 1)
    made = [_row(number, cells, found, fold(source.agency_heading)) for number, cells in below if not _is_empty(cells)]
    kept = [row for row in made if row.name or row.has_numbers]
    if not kept:
        raise ValidationError("Tệp không có dòng số liệu nào dưới dòng tiêu đề.")
    return kept


def unpacked(rows: Sequence[Sequence]) -> list[ExportRow]:
    return [ExportRow(*row) for row in rows]


def _row(number: int, cells: Sequence[str], found: dict[str, int], agency_key: str) -> ExportRow:
    texts = {key: cells[place][:LONGEST_CELL] if place < len(cells) else "" for key, place in found.items()}
    place = found[agency_key]
    name = " ".join(cells[place].split())[:LONGEST_NAME] if place < len(cells) else ""
    total = is_total(name) if name else any(is_total(cell) for cell in cells)
    return ExportRow(number, name, {key: text for key, text in texts.items() if key != agency_key}, total)


def _is_empty(cells: Sequence[str]) -> bool:
    return not any(cells) or is_numbering(cells)


def _missing(missing: Sequence[str]) -> str:
    names = "; ".join(f"“{words}”" for words in missing)
    return (
        f"Tệp thiếu cột: {names}. Kiểm tra đã chọn đúng tệp của nguồn này; nếu hệ thống đã đổi tên cột thì tải tệp mẫu mới "
        "và nối lại cột đó."
    )
