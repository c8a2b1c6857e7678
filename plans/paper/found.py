"""Pieces of a text with their places."""

import re
from datetime import date

from plans.paper.lines import Line
from plans.paper.shapes import Found

NUMBER = (
    r"\d{1,5}[a-zđ]?\s?[-–/]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][A-Za-zĐđÀ-ỹ0-9&]{0,15}"
    r"(?:\s?[-–/.]\s?[A-ZĐ][A-Za-zĐđÀ-ỹ0-9&]{0,15}){0,3}"
)
CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
SMALL = CAPITAL.lower()
PROPER = rf"(?<![^\W\d_])(?:[{CAPITAL}][{SMALL}]*|TP|TX)(?![^\W\d_])\.?"
SPELLED_DAY = r"ngày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})"
SHORT_DAY = r"(?:ngày\s+)?(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4})(?!\d)"
DAY = re.compile(f"{SPELLED_DAY}|{SHORT_DAY}", re.IGNORECASE)


def found_in(line: Line, start: int, end: int, value: str | int | date | None = None, doubt: str = "") -> Found:
    """The part of a line from `start` to `end`, counted in the line; without a value its own words."""
    quote = line.text[start:end]
    return Found(quote if value is None else value, quote, line.start + start, line.start + end, doubt)


def in_content(content: str, start: int, end: int, value: str | int | date | None = None, doubt: str = "") -> Found:
    """The same for places counted in the whole content."""
    quote = content[start:end]
    return Found(" ".join(quote.split()) if value is None else value, quote, start, end, doubt)


def day_of(match: re.Match) -> date | None:
    """The day that DAY matched; None where no calendar has it."""
    day, month, year = (int(match[name] or match[f"{name}2"]) for name in "dmy")
    try:
        return date(year, month, day)
    except ValueError:
        return None
