"""When a task is due, from a plan's words: "Quý III/2026", "trước ngày 30/6", "Thường xuyên"."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ui.vietnamese import fold

MOST_READ = 400
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

# All patterns are for folded words: no marks, small letters, single spaces.
_year = r"(?:\s?[/-]\s?|\s*,?\s*(?:cua )?nam )(?P<{0}>20\d\d)(?!\d)"
SPELLED = re.compile(r"\bngay (?P<d>\d{1,2}) thang (?P<m>\d{1,2})(?: nam (?P<y>20\d\d))?")
SHORT = re.compile(r"(?<![\d/])(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})(?:\s?[/.-]\s?(?P<y>20\d\d))?(?![\d/])")
MONTHS = re.compile(
    r"\bthang (?P<m>\d{1,2})(?P<more>(?:\s?(?:,|-|–|va|va thang|, thang)\s?\d{1,2}(?![\d/]))*)"
    + f"(?:{_year.format('y')})?"
)
NEXT_MONTH = re.compile(r"(?:-|–|den(?: het)?(?: thang)?)\s?(?P<m>\d{1,2})\s?/\s?(?P<y>20\d\d)")
QUARTERS = re.compile(
    r"\b(?:quy|q\.?)\s?(?P<q>iv|iii|ii|i|[1-4])\b(?P<more>(?:\s?(?:,|-|–|va|va quy|, quy|den quy)\s?(?:iv|iii|ii|i|[1-4])\b)*)"
    + f"(?:{_year.format('y')})?"
)
HALF = re.compile(r"\b(?:0?6|sau) thang (?P<which>dau|cuoi)(?: cua)?(?: nam)?(?: (?P<y>20\d\d))?")
NINE = re.compile(r"\b0?9 thang dau(?: nam)?(?: (?P<y>20\d\d))?")
YEARS = re.compile(r"(?<![\d/])(?P<a>20\d\d)\s?(?:-|–|den(?: het)?(?: nam)?)\s?(?P<y>20\d\d)(?!\d)")
YEAR = re.compile(r"(?:\bnam |^|\bhet |\bcuoi |\btrong )(?P<y>20\d\d)(?![\d/])")
OF_YEAR = re.compile(r"\b(?:(?:cuoi|het|trong|ca) nam|nam nay)\b")
REGULAR = re.compile(r"\b(?:thuong xuyen|lien tuc|quanh nam|hang ngay)\b")
RECURRING = re.compile(
    r"\b(?:hang|hang|moi|dinh ky|tung) ?(?:nam|quy|thang|tuan)\b|\bdinh ky\b|\bcac nam\b|\bmoi nam\b"
)
OPEN = re.compile(r"\bva (?:cac|nhung) nam tiep theo\b|^(?:ke )?tu khi\b|\bke tu (?:ngay|khi)\b|^sau khi\b|^theo\b")
STARTS = re.compile(r"^(?:bat dau )?tu\b(?!.*(?:-|–|\bden\b))")
BEFORE = re.compile(r"\btruoc (?=thang|quy)")


@dataclass(frozen=True)
class Due:
    """A due day; None where words alone tell. `starts_on` where a window is told."""

    day: date | None = None
    is_regular: bool = False
    starts_on: date | None = None


@dataclass(frozen=True)
class _Span:
    """Days that words name."""

    place: int
    first: date
    last: date


def read_due(words: str, year: int | None) -> Due:
    """The day by which, in a plan of `year`; without it (a plan of many years) words without a year give no day."""
    folded = fold(words[:MOST_READ])
    is_regular = bool(REGULAR.search(folded))
    if OPEN.search(folded) or (RECURRING.search(folded) and not is_regular and year is None):
        return Due(is_regular=is_regular)
    spans = _spans(folded, year)
    if not spans or _only_recurs(folded, spans):
        return Due(is_regular=is_regular)
    if is_regular and not re.search(r"\b(?:truoc|cham nhat|hoan thanh)\b", folded):
        return Due(is_regular=True)
    last = max(spans, key=lambda span: span.last)
    if STARTS.match(folded) and len(spans) == 1:
        return Due(starts_on=last.first)
    return Due(_day(folded, last), starts_on=_start(folded, spans))


def _only_recurs(folded: str, spans: list[_Span]) -> bool:
    """ "Hằng quý, năm 2026" names no day; "trước ngày 15/12 hằng năm" does."""
    exact = any(span.first == span.last for span in spans)
    return bool(RECURRING.search(folded)) and not exact


def _day(folded: str, span: _Span) -> date:
    """ "Trước tháng 6" ends with May."""
    before = BEFORE.search(folded, max(0, span.place - 8), span.place + 6)
    return date.fromordinal(span.first.toordinal() - 1) if before and span.first != span.last else span.last


def _start(folded: str, spans: list[_Span]) -> date | None:
    """Where a window is told: "từ … đến …"."""
    if not re.search(r"\btu\b.*(?:-|–|\bden\b)", folded):
        return None
    first = min(spans, key=lambda span: span.place)
    return first.first if first.first < max(span.last for span in spans) else None


def _spans(folded: str, year: int | None) -> list[_Span]:
    """Every span of days in the words, the finest reading of each place."""
    found: list[_Span] = []
    taken: list[tuple[int, int]] = []
    for pattern, reader in READERS:
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            told = match.groupdict().get("y")
            in_year = int(told) if told else _year_after(folded, match.end()) or year
            days = in_year and reader(match, in_year)
            if days:
                found.append(_Span(match.start(), *days))
                taken.append(match.span())
    return found


def _year_after(folded: str, place: int) -> int | None:
    """The year that closes a list: "quý II, quý III năm 2026", "từ 01/3 đến 30/6/2026"."""
    later = re.search(r"20\d\d(?!\d)", folded[place : place + 40])
    return int(later[0]) if later else None


def _on_day(match: re.Match, year: int) -> tuple[date, date] | None:
    try:
        day = date(year, int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return day, day


def _in_months(match: re.Match, year: int) -> tuple[date, date] | None:
    months = [int(match["m"]), *map(int, re.findall(r"\d+", match.groupdict().get("more") or ""))]
    return _months(year, min(months), max(months))


def _in_quarters(match: re.Match, year: int) -> tuple[date, date] | None:
    named = [match["q"], *re.findall(r"iv|iii|ii|i|[1-4]", re.sub(r"va|quy|den", " ", match["more"]))]
    quarters = [ROMAN.get(name) or int(name) for name in named]
    return _months(year, min(quarters) * 3 - 2, max(quarters) * 3)


def _in_half(match: re.Match, year: int) -> tuple[date, date] | None:
    return _months(year, 1, 6) if match["which"] == "dau" else _months(year, 7, 12)


def _in_nine(match: re.Match, year: int) -> tuple[date, date] | None:
    return _months(year, 1, 9)


def _in_years(match: re.Match, year: int) -> tuple[date, date] | None:
    return date(int(match.groupdict().get("a") or year), 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


READERS = (
    (SPELLED, _on_day),
    (SHORT, _on_day),
    (QUARTERS, _in_quarters),
    (HALF, _in_half),
    (NINE, _in_nine),
    (MONTHS, _in_months),
    (NEXT_MONTH, _in_months),
    (YEARS, _in_years),
    (YEAR, _in_years),
    (OF_YEAR, _in_years),
)
