"""How a report lies in an Excel file: its columns, which part of a figure stands where, and the hidden keys."""

import hashlib
import re
from dataclasses import dataclass

from targets.checks import MAY_NOT_OCCUR
from targets.content import WORDS
from targets.terms import Kind

LAYOUT = 1  # counted up whenever files downloaded before can no longer be read
KEYS_SHEET = "_khoa"
MARK = "cchc-bieu-so-lieu"  # in the first cell of the hidden sheet; the seal follows below it
FILLED_BY_HAND = "x"  # in the column "không phát sinh"
LONGEST = {"note": 500, "cause_and_remedy": 5000, "explanation": 2000}
LONGEST_SHEET_NAME = 31
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
KEY = re.compile(r"(?P<figure>[0-9]{1,18})\.(?P<seen>[0-9]{1,9})\.(?P<content>[0-9a-f]{16})\.(?P<label>[0-9a-f]{8})")


@dataclass(frozen=True, slots=True)
class Column:
    """`name` stands in a hidden row, so that a column is found wherever it has been moved."""

    name: str
    title: str
    width: float


AGENCY = Column("agency", "Đơn vị", 26)
COLUMNS = (
    Column("order", "TT", 5),
    Column("label", "Chỉ tiêu", 46),
    Column("unit", "Đơn vị tính", 9),
    Column("numerator", "Tử số", 11),
    Column("denominator", "Mẫu số", 11),
    Column("result", "Kết quả", 9),
    Column("value", "Giá trị", 13),
    Column("beside", "Kèm theo", 10),
    Column("nothing_occurred", "Không phát sinh", 8),
    Column("note", "Ghi chú", 17),
    Column("cause_and_remedy", "Nguyên nhân, giải pháp", 20),
    Column("explanation", "Thuyết minh", 18),
    Column("before", "Kỳ trước", 14),
    Column("year_before", "Cùng kỳ", 14),
    Column("key", "", 10),
)
TITLES = {column.name: column.title for column in COLUMNS}
PLACES = {  # by kind: which part of a figure stands in which column
    Kind.RATIO: {"numerator": "numerator", "denominator": "denominator"},
    Kind.RATIO_OF_STOCKS: {"numerator": "numerator", "denominator": "denominator"},
    Kind.COUNT: {"value": "value"},
    Kind.STOCK: {"value": "value"},
    Kind.LEVEL: {"value": "value", "sample": "beside"},
    Kind.GRADE: {"value": "value"},
    Kind.RANK: {"value": "value", "out_of": "beside"},
    Kind.YES_NO: {"done": "value", "done_on": "beside"},
}
BESIDE_WORDS = {"sample": "Số phiếu", "out_of": "Trên tổng số", "done_on": "Ngày thực hiện"}
ENTRY_COLUMNS = ("numerator", "denominator", "value", "beside", "nothing_occurred", *WORDS)
DONE_WORDS = {True: "Có", False: "Không"}


@dataclass(frozen=True, slots=True)
class Key:
    """The hidden key of a row: which figure, its revision and a print of its content and of its label when written."""

    figure: int
    seen: int
    content: str
    label: str

    def __str__(self) -> str:
        return f"{self.figure}.{self.seen}.{self.content}.{self.label}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        found = KEY.fullmatch(text.strip())
        return cls(int(found["figure"]), int(found["seen"]), found["content"], found["label"]) if found else None


def columns_of(names_agency: bool) -> tuple[Column, ...]:
    """The columns of a sheet; one for many agencies names the agency of each row."""
    return (COLUMNS[0], AGENCY, *COLUMNS[1:]) if names_agency else COLUMNS


def places_of(kind: Kind | str) -> dict[str, str]:
    """Column by everything that a person may give for a figure of this kind."""
    kind = Kind(kind)
    nothing = {"nothing_occurred": "nothing_occurred"} if kind in MAY_NOT_OCCUR else {}
    return PLACES[kind] | nothing | {name: name for name in WORDS}


def title_of(part: str) -> str:
    """What a person calls the place of a part."""
    return BESIDE_WORDS.get(part) or TITLES["value" if part == "done" else part]


def label_print(label: str) -> str:
    """A short print of a row's label: tells a row whose hidden key was moved to another line."""
    return hashlib.sha256(" ".join(label.split()).encode()).hexdigest()[:8]


def sheet_name(code: str) -> str:
    """The name of a form's sheet, as far as a spreadsheet takes it."""
    return f"Biểu {NOT_IN_SHEET_NAMES.sub('-', code)}"[:LONGEST_SHEET_NAME].rstrip()


def column_letters(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(sheet: str, row: int, column: int) -> str:
    """A cell as a person finds it, from places counted from 0: "Biểu 1!D14"."""
    return f"{sheet}!{column_letters(column)}{row + 1}"
