"""What kind of target a percent makes: a change, a satisfaction, a share of units or a plain ratio."""

import re
from dataclasses import dataclass

from targets.reading.aims import ORDERED
from targets.reading.amounts import BELOW, EQUAL, Amount
from targets.reading.letters import Line
from targets.reading.nouns import OF_UNITS, is_of_units
from targets.target_reading import ReadKind

CUT = r"cắt giảm|tiết giảm|giảm|rút ngắn|tiết kiệm|tinh giản|tinh giảm|bãi bỏ|cắt bỏ|đơn giản hóa|rút gọn|thấp hơn"
RISE = r"tăng trưởng|tăng|nâng cao|nâng|vươn lên|cải thiện|cao hơn"
MOVED = re.compile(
    rf"(?<!giá trị )\b(?P<verb>{CUT}|{RISE})\b(?: thêm| lên| được| bình quân)?(?:/năm)?"
    r"(?P<object>(?:,? [^\W\d]+){0,14}?)[ :,]*$"
)
TO_A_LEVEL = re.compile(
    r"\b(?:lên|xuống|còn|đạt|bằng|ở mức|đến|chiếm)(?: mức| trên| dưới| còn| tối thiểu| ít nhất| từ| không quá"
    r"| đến| trung bình| bình quân| tối đa)*\s?$"
)
NOT_THE_OBJECT = re.compile(r"\b(?:tỷ lệ|tỉ lệ|đảm bảo|bảo đảm|phấn đấu|cho|để|được|có)\b")
SATISFIED = re.compile(r"hai long|sipas")
SURVEY_ABOUT = re.compile(
    r"(?:(?<!duoc )khao sat|do luong|cong bo|lay y kien|cong khai|ke hoach|cai thien|nang cao)[^,;]{0,40}(?:hai long"
    r"|sipas)"
)
CUT_BY_LAW = re.compile(r"\bduoc (?:cat giam|bai bo|giam|rut ngan|don gian hoa)\b[^,;]{0,60}\bso voi\b")
UNITS_AHEAD = re.compile(rf"(?:^|[,;.] ?)\W*(?:các |những )?{OF_UNITS}[^:;]{{0,80}}:\s?$")
VERB_FIRST = re.compile(
    r"\s?(?:được|có|đạt|thực hiện|triển khai|hoàn thành|sử dụng|tổ chức|công khai|áp dụng|ban hành)\b"
)
PASSING = re.compile(r"\b(?:dac biet|nhat la|gop phan|nham|qua do)\b")
RATE = re.compile(r"\b(?:tỷ|tỉ) lệ ")


@dataclass(frozen=True)
class Sort:
    """The kind with its unit as people write it, and for a change which way and by what measure."""

    kind: ReadKind
    unit: str
    comparator: str
    direction: str = ""
    relative: str = ""
    noun_end: int = 0


def sort_of_share(line: Line, amount: Amount, begin: int, until: int) -> Sort:
    """The kind of a percent from the words before and after it."""
    before, after = line.bare[begin : amount.start], line.bare[amount.end : until]
    ordered = ORDERED.match(line.low[: amount.start])
    if moved := moved_by(ordered[0] if ordered else line.low[begin : amount.start], amount):
        relative = "percent" if amount.unit == "%" else "points"
        unit = "%" if amount.unit == "%" else "điểm phần trăm"
        return Sort(ReadKind.CHANGE, unit, comparator_of(amount), moved, relative)
    if CUT_BY_LAW.search(after):
        return Sort(ReadKind.CHANGE, amount.unit, comparator_of(amount), "down", "percent")
    if UNITS_AHEAD.search(line.low[begin : amount.start]) and VERB_FIRST.match(line.low[amount.end : until]):
        return Sort(ReadKind.SHARE_OF_UNITS, "%", comparator_of(amount))
    if is_of_units(line.low[amount.end : until]) and not _named_before(before):
        return Sort(ReadKind.SHARE_OF_UNITS, "%", comparator_of(amount))
    if is_satisfaction(before, after):
        return Sort(ReadKind.SATISFACTION, amount.unit, comparator_of(amount))
    named = RATE.search(line.low[begin : amount.start])
    if named and is_of_units(line.low[begin + named.end() : amount.start]):
        return Sort(ReadKind.SHARE_OF_UNITS, "%", comparator_of(amount))
    return Sort(ReadKind.RATIO, amount.unit, comparator_of(amount))


def comparator_of(amount: Amount) -> str:
    """The words' comparator; a bare number stands for itself."""
    return amount.comparator or EQUAL


def is_satisfaction(before: str, after: str) -> bool:
    """Whether a survey's share or index is asked, not that a survey is held or an index cared for."""
    if SATISFIED.search(before) and not SURVEY_ABOUT.search(before):
        return True
    matter = PASSING.split(after, maxsplit=1)[0]
    return "hai long" in matter and not SURVEY_ABOUT.search(matter)


def moved_by(before: str, amount: Amount) -> str:
    """ "up" or "down" where the number is the size of a change; empty where it is a level to be reached."""
    if ordered := ORDERED.match(before):
        return "down" if re.search(CUT, ordered[0]) else "up"
    found = _nearest(before)
    if not found or amount.value == 100 or _is_level(before, found, amount):
        return ""
    return "down" if re.match(CUT, found["verb"]) else "up"


def _nearest(before: str) -> re.Match | None:
    """The last verb of moving before the number: "tinh giản biên chế, phấn đấu giảm 2%" moves by "giảm"."""
    found = MOVED.search(before)
    while found and (later := MOVED.search(before, found.end("verb"))):
        found = later
    return found


def _is_level(before: str, found: re.Match, amount: Amount) -> bool:
    """ "nâng tỷ lệ … lên 80%", "giảm … để đạt 90%"."""
    words = found["object"]
    is_ceiling = amount.comparator == BELOW and re.match(CUT, found["verb"])  # "giảm … dưới 0,5%"
    if is_ceiling or TO_A_LEVEL.search(before) or amount.is_level or re.search(r"\b(?:đạt|đảm bảo|bảo đảm)\b", words):
        return True
    if "," in words and NOT_THE_OBJECT.search(words):
        return True
    return found["verb"].startswith(("nâng", "cải thiện")) and amount.unit == "%"


def _named_before(before: str) -> bool:
    return bool(re.search(r"\b(?:ty le|ti le|muc do|chi so|ty trong)\b.*\b(?:dat|chiem|la|tu|tren|duoi)\b", before))
