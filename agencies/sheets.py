"""A CSV or XLSX file to rows of text, as a person sees them; anything that cannot be read for certain is refused."""

import csv
import io
import math
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from ui.days import write_day
from ui.numbers import write_number
from ui.vietnamese import fold, nfc

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED_BYTES = 40 * 1024 * 1024
MOST_ROWS = 5_000
MOST_CELLS = 2_000_000  # of the rectangle from the first cell to the last: 5.000 rows of 400 columns
DELIMITERS = ";\t,"
BROKEN_XLSX = "Không mở được tệp .xlsx này. Mở tệp bằng Excel, chọn “Lưu thành” dạng .xlsx rồi tải lại."
LOOKED_AT = 30  # lines from which the delimiter is told: a title above the headings has none
NOISE = 9  # decimals after which a sheet's binary number says nothing: 0,30000000000000004
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
FORMULA_SIGNS = ("=", "+", "-", "@")
FILLED_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?(?<!/)>")
PLACE_OF_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,9})["']""")
FILLED_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*(?<!/)>")
PLACE_OF_ROW = re.compile(rb"""\sr\s*=\s*["']([0-9]{1,9})["']""")

Rows = list[list[str]]


def read_sheet(name: str, content: bytes, expected_words: Sequence[str] = ()) -> Rows:
    """The rows of the (first) sheet, header included, each cell as trimmed NFC text; empty rows stay, to keep the numbers.

    `expected_words`: headings of which at least one must appear, the only proof that an old encoding was guessed right.
    Raises ValidationError in Vietnamese.
    """
    if len(content) > MOST_BYTES:
        raise ValidationError(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB. Chia thành nhiều tệp nhỏ hơn.")
    if not content.strip():
        raise ValidationError("Tệp không có nội dung.")
    if name.lower().endswith(".xlsx"):
        rows = _read_xlsx(content)
    elif name.lower().endswith(".csv"):
        rows = _read_csv(_decode(content, expected_words))
    else:
        raise ValidationError("Chỉ nhận tệp .xlsx hoặc .csv.")
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS + 1:
        raise ValidationError(f"Tệp có {len(rows) - 1} dòng; mỗi lần nhập tối đa {MOST_ROWS} dòng.")
    return rows


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program would run this text; a number with its sign is none."""
    return text.startswith(FORMULA_SIGNS) and not text[1:].replace(",", "").replace(".", "").isdigit()


def columns_of(headings: Sequence[str], columns: Mapping[str, str], required: Collection[str]) -> dict[str, int]:
    """Field to its column; every heading must be known, each once, and none of the required ones missing.

    columns: field to heading; a heading is known whatever its accents, case and order.
    """
    by_heading = {fold(heading): field for field, heading in columns.items()}
    found: dict[str, int] = {}
    wrong = []
    for place, heading in enumerate(headings):
        words = heading.replace("*", "").strip()
        field = by_heading.get(fold(words))
        if not words and not field:
            continue
        if field is None:
            wrong.append(f"Không biết cột “{words}”. Các cột được nhận: {', '.join(columns.values())}.")
        elif field in found:
            wrong.append(f"Cột “{columns[field]}” có hai lần.")
        else:
            found[field] = place
    wrong += [f"Thiếu cột “{columns[field]}”." for field in required if field not in found]
    if wrong:
        raise ValidationError(wrong)
    return found


def formulas_in(given: Mapping[str, str], columns: Mapping[str, str]) -> list[str]:
    """A sentence for each cell of a line that a spreadsheet program would run."""
    return [
        f"Cột “{columns[field]}” bắt đầu bằng “{text[0]}”: không nhận công thức."
        for field, text in given.items()
        if is_formula(text)
    ]


def _read_xlsx(content: bytes) -> Rows:
    try:
        cells = open_workbook(content).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError):
        raise ValidationError(BROKEN_XLSX) from None
    return [[_as_text(cell) for cell in row] for row in cells]


def open_workbook(content: bytes) -> CalamineWorkbook:
    """An .xlsx file that fits into memory, ready to be read; ValidationError in Vietnamese for any other."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            _require_moderate(pack)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
        raise ValidationError(BROKEN_XLSX) from None
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except CalamineError:
        raise ValidationError(BROKEN_XLSX) from None


def _require_moderate(pack: zipfile.ZipFile) -> None:
    """Refuse what would not fit into memory, before the reader makes room for it.

    Each part is unpacked here once, no further than the size that it states and with its checksum, so that a part which
    states less than it holds is found out. The reader makes room for every cell up to the last one filled in: one
    stray cell at the end of a sheet asks for more than any machine has.
    """
    if sum(entry.file_size for entry in pack.infolist()) > MOST_UNPACKED_BYTES:
        raise ValidationError("Nội dung tệp .xlsx quá lớn. Chỉ để một trang tính với các dòng cần nhập.")
    for entry in pack.infolist():
        with pack.open(entry) as part:
            unpacked = part.read()
        if b"sheetData" in unpacked and _room_of(unpacked) > MOST_CELLS:
            raise ValidationError(
                "Trang tính có ô ghi dữ liệu ở rất xa phía dưới hoặc bên phải. Xoá các dòng, cột thừa ngoài bảng (trong "
                "Excel bấm Ctrl+End để tìm ô cuối), lưu lại rồi tải lên."
            )


def _room_of(sheet: bytes) -> int:
    """How many cells lie between the first of a sheet and the last that is filled in."""
    width = depth = unplaced = 0
    for cell in FILLED_CELL.finditer(sheet):
        place = PLACE_OF_CELL.search(cell[0])
        if place is None:
            unplaced += 1
            continue
        width, depth = max(width, _column_number(place[1])), max(depth, int(place[2]))
    for row in FILLED_ROW.finditer(sheet):
        if place := PLACE_OF_ROW.search(row[0]):
            depth = max(depth, int(place[1]))
    return (width + unplaced) * depth


def _column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _as_text(cell) -> str:
    """A cell as it is shown: numbers come from a sheet as floats, days as dates."""
    if isinstance(cell, float) and math.isfinite(cell):
        return str(int(cell)) if cell.is_integer() else write_number(Decimal(repr(round(cell, NOISE))), grouped=False)
    if isinstance(cell, datetime):
        return write_day(cell.date())
    if isinstance(cell, date):
        return write_day(cell)
    return _tidy(nfc(str(cell)))


def _tidy(text: str) -> str:
    """Without blanks at its ends and without signs that no database keeps."""
    return UNSEEN.sub("", text).strip()


def _decode(content: bytes, expected_words: Sequence[str]) -> str:
    """UTF-8 and UTF-16 are certain; windows-1258 fits any bytes, so it is taken only where the headings come out right."""
    is_utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return nfc(content.decode("utf-16" if is_utf16 else "utf-8-sig"))
    except UnicodeDecodeError:
        guessed = nfc(content.decode("cp1258", errors="replace"))
    if any(word.casefold() in guessed.casefold() for word in expected_words):
        return guessed
    raise ValidationError(
        "Không nhận ra bảng mã của tệp .csv. Trong Excel chọn “Lưu thành”, kiểu “CSV UTF-8”, hoặc dùng tệp .xlsx."
    )


def _read_csv(text: str) -> Rows:
    head = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    delimiter = max(DELIMITERS, key=lambda sign: sum(sign in line for line in head))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise ValidationError("Tệp .csv sai cấu trúc: có dấu ngoặc kép không khép lại.") from None
    return [[_tidy(cell) for cell in row] for row in rows]
