"""One cell of a file to what a form would have taken, and back: numbers and days are read as everywhere on the site."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache

from django import forms
from django.core.exceptions import ValidationError

from targets.checks import Parts
from targets.content import PARTS, WORDS, Content, print_of
from targets.terms import Kind
from targets.workbooks.layout import DONE_WORDS, FILLED_BY_HAND, LONGEST, places_of
from ui.days import write_day
from ui.fields import DayField, DecimalField, WholeNumberField
from ui.messages import speak_vietnamese
from ui.numbers import write_number
from ui.vietnamese import nfc

MOST_SAMPLE, MOST_OUT_OF = 2_147_483_647, 32_767
DIGITS_OF_A_CELL = 15  # a spreadsheet holds no more
DAY_ONE = date(1899, 12, 30)  # of a sheet's count of days
FIRST_DAY_COUNT, LAST_DAY_COUNT = 36_526, 109_938  # 01/01/2000 to 31/12/2200
YES = {FILLED_BY_HAND, "có", "co", "1", "true", "đúng", "không phát sinh", "✓", "v"}
NO = {"không", "0", "false", "sai"}
NOT_A_MARK = f"Chỉ ghi “{FILLED_BY_HAND}” khi không phát sinh, hoặc để trống."

NOTHING_GIVEN: Content = {name: getattr(Parts(), name) for name in PARTS} | dict.fromkeys(WORDS, "")

Cell = str | float | int | bool | date | datetime | time | timedelta


@cache
def field_of(part: str) -> forms.Field:
    """The form field that reads this part wherever it is typed."""
    match part:
        case "sample":
            field = WholeNumberField(required=False, min_value=0, max_value=MOST_SAMPLE)
        case "out_of":
            field = WholeNumberField(required=False, min_value=1, max_value=MOST_OUT_OF)
        case "done_on":
            field = DayField(required=False)
        case _ if part in WORDS:
            field = forms.CharField(required=False, max_length=LONGEST[part])
        case _:
            field = DecimalField(required=False, max_digits=18, decimal_places=4)
    speak_vietnamese(field)
    return field


def read_row(kind: Kind | str, steps: Sequence[str], cells: Mapping[str, Cell]) -> tuple[Content, dict[str, str]]:
    """The content that a row's cells (by column) give a figure, and what is wrong, by part."""
    content, faults = dict(NOTHING_GIVEN), {}
    for part, column in places_of(kind).items():
        try:
            content[part] = read_cell(part, Kind(kind), steps, cells.get(column, ""))
        except ValidationError as refusal:
            faults[part] = refusal.messages[0]
    return content, faults


def read_cell(part: str, kind: Kind, steps: Sequence[str], cell: Cell):
    """The value of one part; ValidationError says in Vietnamese why it cannot be read."""
    if part == "nothing_occurred":
        return _mark(cell)
    if part == "done":
        return _answer(cell)
    if part == "done_on":
        return field_of(part).clean(_day(cell))
    if part in WORDS:
        return tidy(field_of(part).clean(_as_text(cell)))
    if kind == Kind.GRADE:
        return _step(steps, cell)
    return field_of(part).clean(_number(cell))


def tidy(words: str) -> str:
    """Words with the line ends that every program writes alike."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def tidied(content: Content) -> Content:
    return content | {name: tidy(str(content[name])) for name in WORDS}


def print_in_file(content: Content) -> str:
    """The print that tells a touched row from an untouched one: words compared without their line ends."""
    return print_of(tidied(content))


def _number(cell: Cell) -> str:
    """A number as it would be typed; a sheet holds whole numbers as floats, and noise beyond fifteen digits."""
    if isinstance(cell, bool):
        raise ValidationError("Ô này chứa ĐÚNG/SAI, cần một số.")
    if isinstance(cell, float | int):
        return _written(cell)
    if isinstance(cell, date | time | timedelta):
        raise ValidationError("Ô này chứa ngày giờ, cần một số. Đổi định dạng ô về số rồi gõ lại.")
    return nfc(cell)


def _day(cell: Cell) -> date | str:
    """A day, typed or as the sheet counts its days."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        if not FIRST_DAY_COUNT <= cell <= LAST_DAY_COUNT or cell != int(cell):
            raise ValidationError(f"Không đọc được ngày “{_written(cell)}”. Viết dạng 05/01/2026.")
        return DAY_ONE + timedelta(days=int(cell))
    return _as_text(cell)


def _as_text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float | int):
        return _written(cell)
    if isinstance(cell, datetime | date):
        return write_day(cell.date() if isinstance(cell, datetime) else cell)
    return nfc(str(cell))


def _written(number: float) -> str:
    """A sheet's binary number as a person would have typed it, without the noise beyond fifteen digits."""
    if not math.isfinite(number):
        raise ValidationError("Ô này chứa một số quá lớn, không đọc được.")
    return write_number(Decimal(f"{number:.{DIGITS_OF_A_CELL}g}"), grouped=False)


def _mark(cell: Cell) -> bool:
    words = _as_text(cell).strip().casefold()
    if words in YES:
        return True
    if words in NO or not words:
        return False
    raise ValidationError(NOT_A_MARK)


def _answer(cell: Cell) -> bool | None:
    words = _as_text(cell).strip().casefold()
    if not words:
        return None
    answers = {said.casefold(): done for done, said in DONE_WORDS.items()}
    answers |= {"đã thực hiện": True, "chưa thực hiện": False, "chưa": False, FILLED_BY_HAND: True}
    if words not in answers:
        raise ValidationError("Chọn “Có” (đã thực hiện) hoặc “Không” (chưa thực hiện).")
    return answers[words]


def _step(steps: Sequence[str], cell: Cell) -> Decimal | None:
    words = " ".join(_as_text(cell).split()).casefold()
    if not words:
        return None
    known = [" ".join(nfc(step).split()).casefold() for step in steps]
    if words not in known:
        raise ValidationError(f"“{_as_text(cell).strip()}” không có trong danh sách: {', '.join(steps)}.")
    return Decimal(known.index(words) + 1)


def words_of(part: str, value, steps: Sequence[str] = ()) -> str:
    """A part as a person reads it; empty where nothing stands."""
    if value is None or value == "":
        return ""
    match value:
        case bool():
            return DONE_WORDS[value] if part == "done" else ("Có" if value else "")
        case date():
            return write_day(value)
        case Decimal() if part == "value" and steps:
            return steps[int(value) - 1] if 1 <= value <= len(steps) and value == int(value) else write_number(value)
        case Decimal() | int():
            return write_number(value)
    return str(value)
