"""What sort of plan it is and which years it covers, from its title."""

import re
from dataclasses import replace

from plans.paper.found import in_content
from plans.paper.shapes import Found, ReadKind
from ui.vietnamese import fold

YEARS = re.compile(
    r"(?<!\d)(20\d\d)(?!\d)\s*[-–—]\s*(20\d\d)(?!\d)|từ\s+(?:năm\s+)?(20\d\d)\s+đến\s+(?:năm\s+)?(20\d\d)",
    re.IGNORECASE,
)
UNTIL = re.compile(r"đến\s+(?:hết\s+)?(?:năm\s+)?(20\d\d)(?!\d)", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d/])(?:năm\s+)?(20\d\d)(?![\d/])", re.IGNORECASE)
NAMED_YEAR = re.compile(r"năm\s+(20\d\d)(?![\d/])", re.IGNORECASE)
NO_YEAR = "Trích yếu không ghi năm; lấy theo năm ban hành, anh/chị kiểm tra lại."
PLANS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHƯƠNG ÁN", "QUYẾT ĐỊNH", "")


def read_span(
    title: Found | None, type_name: str, issued_on: Found | None, content: str
) -> tuple[ReadKind, Found | None, Found | None]:
    """Kind, first and last year. What is published is of an earlier year: such a plan is of the year of its issue."""
    first, last = _years(title, content)
    kind = _kind(title, type_name, first, last)
    if issued_on and (kind == ReadKind.PUBLICATION or first is last is None):
        of_issue = replace(issued_on, value=issued_on.value.year, doubt="" if first else NO_YEAR)
        return kind, of_issue, of_issue
    return kind, first, last


def _years(title: Found | None, content: str) -> tuple[Found | None, Found | None]:
    """First and last year that the title names; a plan "đến năm 2030" has only a last one."""
    if title is None:
        return None, None
    span = YEARS.search(content, title.start, title.end)
    if span:
        first, last = (1, 2) if span[1] else (3, 4)
        return _year(content, span, first), _year(content, span, last)
    until = UNTIL.search(content, title.start, title.end)
    named = _last_named(content, title)
    if until and named and named.start == until.start(1):
        return None, _year(content, until, 1)
    return named, named


def _last_named(content: str, title: Found) -> Found | None:
    """The year of the plan: "năm 2026" at the end of a title; years of papers named before stand aside."""
    named = list(NAMED_YEAR.finditer(content, title.start, title.end)) or list(
        YEAR.finditer(content, title.start, title.end)
    )
    return _year(content, named[-1], 1) if named else None


def _year(content: str, match: re.Match, group: int) -> Found:
    return in_content(content, *match.span(group), int(match[group]))


def _kind(title: Found | None, type_name: str, first: Found | None, last: Found | None) -> ReadKind:
    """An inspection and a publication by their words, else by the years."""
    words = fold(str(title.value)) if title else ""
    if re.search(r"(?:ke hoach|viec|to chuc|doan|tu) (?:\S+ ){0,3}kiem tra|^kiem tra|tu kiem tra", words):
        return ReadKind.INSPECTION
    if "cong bo" in words and re.search(r"chi so|ket qua|sipas|par index|ddci", words):
        return ReadKind.PUBLICATION
    if type_name not in PLANS:
        return ReadKind.OTHER
    if last and (first is None or first.value != last.value):
        return ReadKind.MULTI_YEAR
    return ReadKind.ANNUAL if first and not words.startswith("chi thi") else ReadKind.OTHER
