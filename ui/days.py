"""How days are typed and written in Vietnamese: 05/01/2026."""

import re
from datetime import date

DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})\s*[/.\-]\s*(?P<month>[0-9]{1,2})\s*[/.\-]\s*(?P<year>[0-9]{4})")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
SHORT_YEAR = re.compile(r"[0-9]{1,2}\s*[/.\-]\s*[0-9]{1,2}\s*[/.\-]\s*[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2199


def read_day(typed: str) -> date:
    """The day typed as 05/01/2026, 5/1/2026, 5-1-2026, 5.1.2026 or 2026-01-05; day before month.

    Raises ValueError with a Vietnamese sentence that names what is wrong and how to write it.
    """
    text = typed.strip()
    parts = DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)
    if not parts:
        raise ValueError(_why_not(text))
    day, month, year = int(parts["day"]), int(parts["month"]), int(parts["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Ngày {day:02}/{month:02}/{year} không có trong lịch.") from None


def _why_not(text: str) -> str:
    if SHORT_YEAR.fullmatch(text):
        return f"Viết đủ bốn chữ số của năm trong “{text}”, ví dụ 05/01/2026."
    return f"Không đọc được ngày “{text}”. Viết ngày/tháng/năm, ví dụ 05/01/2026."


def write_day(day: date) -> str:
    """05/01/2026."""
    return f"{day:%d/%m/}{day.year:04}"
