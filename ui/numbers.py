"""How numbers are typed and written in Vietnamese: 1.234,5."""

import re
from decimal import Decimal

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
PLAIN = re.compile(r"[+-]?[0-9]+(,[0-9]+)?")
GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
POINT_DECIMAL = re.compile(r"([+-]?[0-9]+)\.([0-9]+)")
ENGLISH = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
MOST_CHARACTERS = 30
RULE = "Dấu chấm ngăn cách hàng nghìn, dấu phẩy đứng trước phần thập phân, ví dụ 1.234,5."


def read_number(typed: str) -> Decimal:
    """The number that a Vietnamese officer typed: "95,5", "1.234,5", "1234". "1.234" is one thousand and more.

    Raises ValueError with a Vietnamese sentence that names the right way to write it; never guesses.
    """
    text = SPACES.sub("", typed).replace("\u2212", "-")
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"Số dài quá {MOST_CHARACTERS} ký tự.")
    if PLAIN.fullmatch(text) or GROUPED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    raise ValueError(_why_not(typed.strip(), text))


def _why_not(typed: str, text: str) -> str:
    if decimal := POINT_DECIMAL.fullmatch(text):
        return f"Số “{typed}” chưa rõ: dùng dấu phẩy cho phần thập phân: {decimal[1]},{decimal[2]}"
    if ENGLISH.fullmatch(text):
        right = text.translate(str.maketrans(",.", ".,"))
        return f"Số “{typed}” viết theo kiểu Anh. Viết theo kiểu Việt Nam: {right}"
    if re.fullmatch(r"[+-]?[0-9.,]+", text):
        return f"Không đọc được số “{typed}”. {RULE}"
    return f"“{typed}” không phải là số. Chỉ gõ chữ số, không gõ đơn vị tính; ví dụ 1.234,5."


def write_number(value: Decimal | int, places: int | None = None, grouped: bool = True) -> str:
    """1234.50 as "1.234,5": trailing zeros dropped, or exactly `places` decimals (half up, as officials round).

    The sign is a true minus, which does not break from its number at a line's end.
    """
    number = Decimal(value)
    if places is not None:
        number = round_half_up(number, places)
    whole, _, part = f"{abs(number):f}".partition(".")
    if places is None:
        part = part.rstrip("0")
    text = f"{int(whole):,}".replace(",", ".") if grouped else whole
    sign = "−" if number < 0 and (int(whole) or part.strip("0")) else ""
    return f"{sign}{text},{part}" if part else f"{sign}{text}"


def round_half_up(number: Decimal, places: int) -> Decimal:
    """Rounded to `places` decimals, a half away from zero."""
    return number.quantize(Decimal(1).scaleb(-places), rounding="ROUND_HALF_UP")
