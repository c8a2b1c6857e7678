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
VISION = re.compile(r"[,;]?\s*(?:định hướng|tầm nhìn)\s+(?:đến\s+)?(?:năm\s+)?20\d\d", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")
NAMED_YEAR = re.compile(r"năm\s+(20\d\d)(?![\d/])", re.IGNORECASE)
OF_A_DAY = re.compile(r"tháng\s+\d{1,2}\s+$", re.IGNORECASE)
OF_A_LAW = re.compile(r"\b(?:bộ )?luật(?:\s+(?!trên|tại|của|trong|năm)[^\W\d_]+){1,12}\s+$", re.IGNORECASE)
OF_HIGHER_PLAN = re.compile(r"\b(?:thực hiện|triển khai|theo|thuộc|cụ thể hóa)\b", re.IGNORECASE)
NO_YEAR = "Trích yếu không ghi năm; lấy theo năm ban hành, anh/chị kiểm tra lại."
PLANS = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHƯƠNG ÁN", "QUYẾT ĐỊNH", "")


def read_span(
    title: Found | None, type_name: str, issued_on: Found | None, content: str
) -> tuple[ReadKind, Found | None, Found | None]:
    """Kind, first and last year. No plan is for a year gone by: "công bố Chỉ số năm 2024" is of the year of its issue."""
    first, last = _years(title, content)
    kind = _kind(title, type_name, first, last)
    if issued_on is None:
        return kind, first, last
    of_issue = replace(issued_on, value=issued_on.value.year, doubt="" if first else NO_YEAR)
    if last is None or last.value < of_issue.value:
        return kind, of_issue, of_issue
    return kind, first or of_issue, last


def _years(title: Found | None, content: str) -> tuple[Found | None, Found | None]:
    """First and last year that the title names; a plan "đến năm 2030" has only a last one."""
    if title is None:
        return None, None
    end = _before_vision(content, title)
    span = YEARS.search(content, title.start, end)
    own = _own_years(content, title.start, end)
    if span:
        before = [year for year in own if year.start < span.start()]
        if before and OF_HIGHER_PLAN.search(content, before[-1].end, span.start()):
            return before[-1], before[-1]  # "năm 2026 thực hiện Chương trình … giai đoạn 2021 - 2030"
        first, last = (1, 2) if span[1] else (3, 4)
        return _year(content, span, first), _year(content, span, last)
    until = UNTIL.search(content, title.start, end)
    named = own[-1] if own else None
    if until and named and named.start == until.start(1):
        return None, named
    return named, named


def _before_vision(content: str, title: Found) -> int:
    """Where the title's own years end: "đến năm 2025, định hướng đến năm 2030" is a plan until 2025."""
    vision = VISION.search(content, title.start, title.end)
    return vision.start() if vision else title.end


def _own_years(content: str, start: int, end: int) -> list[Found]:
    """Years of the plan: "năm 2026"; the year of a day on which some paper was signed is none."""
    for pattern in (NAMED_YEAR, YEAR):
        found = [one for one in pattern.finditer(content, start, end) if not _is_of_another(content, one, start)]
        if found:
            return [_year(content, one, 1) for one in found]
    return []


def _is_of_another(content: str, year: re.Match, start: int) -> bool:
    """The year of a day on which some paper was signed, or of a law: "Luật Hộ tịch năm 2014"."""
    begin = year.start() - len("năm ") if year[0].isdigit() else year.start()
    before = content[max(start, begin - 90) : begin]
    return bool(OF_A_DAY.search(before[-12:]) or OF_A_LAW.search(before))


def _year(content: str, match: re.Match, group: int) -> Found:
    return in_content(content, *match.span(group), int(match[group]))


def _kind(title: Found | None, type_name: str, first: Found | None, last: Found | None) -> ReadKind:
    """An inspection and a publication by their words, else by the years."""
    words = fold(str(title.value)) if title else ""
    if re.search(
        r"(?:ke hoach|viec|to chuc|doan|tu) (?:\S+ ){0,3}kiem tra|^ke hoach (?:(?:trien khai|thuc hien|to chuc|cong tac|ve|viec) )+kiem tra|^kiem tra|tu kiem tra|ke hoach thanh tra(?! (?:tinh|thanh pho|so|bo)\b)",
        words,
    ):
        return ReadKind.INSPECTION
    if "cong bo" in words and re.search(r"chi so|ket qua|sipas|par index|ddci", words):
        return ReadKind.PUBLICATION
    if type_name not in PLANS:
        return ReadKind.OTHER
    if last and (first is None or first.value != last.value):
        return ReadKind.MULTI_YEAR
    return ReadKind.ANNUAL if first and not words.startswith("chi thi") else ReadKind.OTHER
