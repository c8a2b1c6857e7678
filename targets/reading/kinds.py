"""What kind of target a number makes, and in which unit; None where it makes none."""

import re
from dataclasses import dataclass

from targets.reading.amounts import AT_MOST, EQUAL, Amount
from targets.reading.letters import Line
from targets.reading.nouns import EVERY, NO_OUTPUT, PER, TIMES, is_of_units, unit_of
from targets.target_reading import ReadKind

CUT = r"cat giam|tiet giam|giam|rut ngan|tiet kiem|tinh gian|bai bo|cat bo|don gian hoa|rut gon"
RISE = r"tang truong|tang|nang cao|nang|vuon len|cai thien"
MOVED = re.compile(
    rf"\b(?P<verb>{CUT}|{RISE})(?: them| len| duoc| binh quan)?(?P<object>(?:,? [^\W\d]+){{0,14}}?)[ :,]*$"
)
TO_A_LEVEL = re.compile(
    r"\b(?:len|xuong|con|dat|bang|o muc|den|chiem)(?: muc| tren| duoi| con| toi thieu| it nhat| tu| khong qua| den)*\s?$"
)
TIMES_MORE = re.compile(r"\b(?:gap|tang|cao gap|tang gap|gap doi)(?: toi thieu| it nhat| tu| khoang| hon| tren)? ?$")
SATISFIED = re.compile(r"hai long|sipas")
SURVEY_ABOUT = re.compile(
    r"(?:khao sat|do luong|danh gia|cong bo|lay y kien|cong khai|ke hoach)[^,;]{0,30}(?:muc do|su|chi so) hai long"
)
OUTPUT_VERB = re.compile(
    r"\b(?:to chuc|xay dung|hinh thanh|phat trien|trien khai|ban hanh|mo|dat|co|hoan thanh|dua|cung cap|thi diem|nhan rong|kiem tra|thuc hien|tiep nhan|dao tao|dang tai"
    r"|dang|cong bo|lap|thanh lap|ra mat|so hoa|giam|cat giam|tang|tang them|kham pha|de xuat|phat hanh|bien soan|dang ky|duy tri|cong nhan|san xuat|ra soat|tham muu"
    r"|tham gia|giai quyet|nang cap|ket noi|tich hop|con|bo tri|tuyen chon|bieu duong|khen thuong|giao|giu|hop|sinh hoat|phat song|gui)"
    r"(?: (?:duoc|them|moi|thuc hien|to chuc|thanh cong|dinh ky|tu|moi nam|hang nam|va|den|len|ra|xuong|xuong con|la|khoang|tong so|it nhat|dat|toi thieu))*\s?$"
)


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
    """A percent: a change, a satisfaction, a share of units or a plain ratio."""
    before, after = line.bare[begin : amount.start], line.bare[amount.end : until]
    moved = _moved(before, amount)
    if moved:
        relative = "points" if amount.unit != "%" else "percent"
        return Sort(ReadKind.CHANGE, amount.unit, _comparator(amount), *moved[::-1][:1], relative)
    if is_of_units(line.low[amount.end : until]) and not _named_before(before):
        return Sort(ReadKind.SHARE_OF_UNITS, "%", _comparator(amount))
    if _is_satisfaction(before, after):
        return Sort(ReadKind.SATISFACTION, amount.unit, _comparator(amount))
    named = re.search(r"\b(?:tỷ|tỉ) lệ ", line.low[begin : amount.start])
    if named and is_of_units(line.low[begin + named.end() : amount.start]):
        return Sort(ReadKind.SHARE_OF_UNITS, "%", _comparator(amount))
    return Sort(ReadKind.RATIO, amount.unit, _comparator(amount))


def _is_satisfaction(before: str, after: str) -> bool:
    words = f"{before} {after}"
    return bool(SATISFIED.search(words)) and not SURVEY_ABOUT.search(words)


def _named_before(before: str) -> bool:
    return bool(re.search(r"\b(?:ty le|ti le|muc do|chi so|ty trong)\b.*\b(?:dat|chiem|la|tu|tren|duoi)\b", before))


def _moved(before: str, amount: Amount) -> tuple[str, str] | None:
    """The verb and "up" or "down", where the number is the size of a change and no level to be reached."""
    found = MOVED.search(before)
    if not found or TO_A_LEVEL.search(before) or amount.value == 100:
        return None
    if (
        re.search(r"\b(?:ty le|ti le|dam bao|bao dam|phan dau|cho|de|duoc|co)\b", found["object"])
        and "," in found["object"]
    ):
        return None
    if re.search(r"\b(?:dat|de dat|dam bao|bao dam)\b", found["object"]):
        return None
    is_cut = re.match(CUT, found["verb"])
    if found["verb"].startswith(("nang", "cai thien")) and amount.unit == "%":
        return None
    return found["verb"], "down" if is_cut else "up"


def _comparator(amount: Amount) -> str:
    return amount.comparator or EQUAL


def sort_of_count(line: Line, hidden: str, amount: Amount, begin: int, until: int) -> Sort | None:
    """A number without percent: a duration, a change, a count, a count per period, or no target at all."""
    before, after = hidden[begin : amount.start], hidden[amount.number_end : until]
    if time := TIMES.match(after):
        return _duration(line, amount, before, time)
    if re.match(r"\s?lan\b", after) and TIMES_MORE.search(before):
        return _multiple(line, amount, after, begin, until)
    if place := re.match(r"\s?(bac|hang|thu bac|vi tri|thu hang|diem)\b", after):
        return _places_or_points(line, amount, before, place)
    return _per_period(line, amount, before, after) or _plain_count(line, amount, before, after)


def _duration(line: Line, amount: Amount, before: str, time: re.Match) -> Sort | None:
    unit = line.text[amount.number_end + time.start("unit") : amount.number_end + time.end("unit")]
    noun_end = amount.number_end + time.end()
    if time["unit"] == "nam" and not amount.comparator:
        return None
    if moved := _moved(before, amount):
        return Sort(ReadKind.CHANGE, unit, _comparator(amount), moved[1], noun_end=noun_end)
    if not amount.comparator and not re.search(r"\bthoi gian\b[^;]{0,160}$|\btrong (?:vong )?$", before):
        return None
    return Sort(
        ReadKind.DURATION,
        unit,
        amount.comparator or (AT_MOST if before.endswith("trong ") else EQUAL),
        noun_end=noun_end,
    )


def _multiple(line: Line, amount: Amount, after: str, begin: int, until: int) -> Sort:
    """ "gấp 2 lần so với năm 2024" is a change, "gấp 30 lần GRDP" the quotient of two quantities."""
    of_another = re.match(r"\s?lan (?!so\b|nam\b|hien\b|cung\b|truoc\b|vao\b|tro\b|va\b|trong\b)[^\W\d]", after)
    if of_another:
        return Sort(ReadKind.RATIO, "lần", _comparator(amount), noun_end=amount.number_end + 4)
    return Sort(ReadKind.CHANGE, "lần", _comparator(amount), "up", "times", amount.number_end + 4)


def _places_or_points(line: Line, amount: Amount, before: str, place: re.Match) -> Sort | None:
    unit = line.text[amount.number_end + place.start(1) : amount.number_end + place.end(1)]
    noun_end = amount.number_end + place.end()
    if moved := _moved(before, amount):
        relative = "points" if place[1] == "diem" else "places"
        return Sort(ReadKind.CHANGE, unit, _comparator(amount), moved[1], relative, noun_end)
    if place[1] == "diem" and (amount.comparator or re.search(r"\bdat\b[^,;]{0,12}$", before)):
        kind = ReadKind.SATISFACTION if SATISFIED.search(before) else ReadKind.RATIO
        return Sort(kind, unit, _comparator(amount), noun_end=noun_end)
    return None


def _per_period(line: Line, amount: Amount, before: str, after: str) -> Sort | None:
    """ "2 lần/năm", "mỗi quý 1 cuộc", "hằng năm tổ chức ít nhất 02 hội nghị"."""
    per = PER.match(after)
    every = None if per else EVERY.search(before)
    if not per and not (every and _is_low_every(line, before, every, amount)):
        return None
    noun = unit_of(after)
    if not noun or (NO_OUTPUT.match(after) and not amount.comparator):
        return None
    unit = _as_written(line, amount, after, noun)
    period = PERIOD_WORDS.get((per or every)["period"], "năm")
    return Sort(
        ReadKind.COUNT_PER_PERIOD, f"{unit}/{period}", _comparator(amount), noun_end=_noun_end(amount, after, noun)
    )


PERIOD_WORDS = {
    "nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần", "ngay": "ngày", "ky": "kỳ", "6 thang": "6 tháng",
    "06 thang": "6 tháng", "nua nam": "6 tháng", "dot": "đợt", "nhiem ky": "nhiệm kỳ", "hoc ky": "học kỳ", "hai nam": "2 năm",
}  # fmt: skip


def _is_low_every(line: Line, before: str, every: re.Match, amount: Amount) -> bool:
    start = amount.start - len(before) + every.start()
    words = line.low[start : start + len(every[0])]
    return words.startswith(("mỗi", "hằng", "hàng", "định kỳ"))


def _plain_count(line: Line, amount: Amount, before: str, after: str) -> Sort | None:
    noun = unit_of(after)
    if not noun:
        return None
    if not amount.comparator and (NO_OUTPUT.match(after) or not OUTPUT_VERB.search(before)):
        return None
    if amount.comparator and re.match(r"\s?(?:nam|thang|chi tieu|tieu chi|nhiem vu)\b", after):
        return None
    unit = _as_written(line, amount, after, noun)
    noun_end = _noun_end(amount, after, noun)
    if moved := _moved(before, amount):
        return Sort(ReadKind.CHANGE, unit, _comparator(amount), moved[1], noun_end=noun_end)
    return Sort(ReadKind.COUNT, unit, _comparator(amount), noun_end=noun_end)


def _noun_end(amount: Amount, after: str, noun: str) -> int:
    return amount.number_end + after.index(noun) + len(noun)


def _as_written(line: Line, amount: Amount, after: str, noun: str) -> str:
    end = _noun_end(amount, after, noun)
    return (
        line.text[end - len(noun) : end].lower()
        if not line.text[end - len(noun) : end].isupper()
        else line.text[end - len(noun) : end]
    )
