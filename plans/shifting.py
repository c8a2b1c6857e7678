"""Days and words of a plan moved to a later year, for the copy that an office then reviews."""

import re
from datetime import date

YEAR_IN_TEXT = re.compile(r"(?P<before>\bnăm\s+)(?P<year>[12][0-9]{3})\b", re.IGNORECASE)
YEAR_IN_TIME = re.compile(r"(?P<before>)\b(?P<year>[12][0-9]{3})\b")


def shift_day(day: date | None, years: int) -> date | None:
    """The same day so many years later; 29/02 becomes 28/02 where the year has none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def shift_years(text: str, years: int, within: range, pattern: re.Pattern = YEAR_IN_TEXT) -> str:
    """Write "năm 2025" as "năm 2026" where the year lies `within` the plan's own years; years of laws and decisions stay."""

    def moved(found: re.Match) -> str:
        year = int(found["year"])
        return f"{found['before']}{year + years if year in within else year}"

    return pattern.sub(moved, text)
