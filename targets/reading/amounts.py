"""The numbers of a sentence with their comparator and unit: "tối thiểu từ 89,5%", "20 - 30%", "02 lần/năm"."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from targets.reading.letters import Line

AT_LEAST, AT_MOST, EQUAL, ABOVE, BELOW = ">=", "<=", "=", ">", "<"

DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
WORD_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
LOW_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
PERCENT = r"%|phan tram"
POINTS = r"diem (?:phan tram|%)"
NUMBER = re.compile(
    rf"(?:(?<![\w.,#/])|(?<=\btu)|(?<=\bdat)|(?<=\btren)|(?<=\bduoi)|(?<=nhat)|(?<=thieu)"
    rf"|(?<=\bqua))(?P<first>{DIGITS})(?P<scale>/\d{{1,3}}(?= diem))?(?P<share> ?%)?"
    rf"(?:\s?(?:-|den|toi)\s?(?P<last>{DIGITS}))?"
    rf"(?![\w#])(?:\s?(?P<unit>{POINTS}|{PERCENT}))?"
    r"(?P<more>\s+tro (?:len|xuong))?(?P<million>\s+trieu\b)?"
)
IN_WORDS = re.compile(
    r"(?P<sign>it nhat|toi thieu|toi da|khong qua|nhieu nhat)(?: la| co| tu)? (?P<word>"
    + "|".join(WORD_NUMBERS)
    + r")(?: \((?P<digits>\d{1,3})\))?(?= )"
)

BEFORE = [  # what stands right before the number, the longest first; the bare spelling also catches "tối thiếu"
    (re.compile(r"(?:>=|≥|=>)\s?$"), AT_LEAST),
    (re.compile(r"(?:<=|≤|=<)\s?$"), AT_MOST),
    (re.compile(r">\s?$"), ABOVE),
    (re.compile(r"<\s?$"), BELOW),
    (
        re.compile(
            r"\b(?:toi da|nhieu nhat|cao nhat|cham nhat|khong de qua|lau nhat|dai nhat)"
            r"(?: (?:la|den|chi|khong qua|trong|sau|o muc))?:? $"
        ),
        AT_MOST,
    ),
    (re.compile(r"\bkhong (?:thap|it|nho|kem) hon(?: muc| la| ty le)?:? $"), AT_LEAST),
    (re.compile(r"\bkhong (?:duoi|it duoi)(?: muc)?:? $"), AT_LEAST),
    (
        re.compile(
            r"\b(?:khong|chua) (?:vuot|qua|vuot qua|cao hon|nhieu hon|lon hon|tren|de vuot|dai hon|cham hon)"
            r"(?: qua)?(?: muc)?:? $"
        ),
        AT_MOST,
    ),
    (
        re.compile(
            r"\b(?:toi|it|thap) (?:thieu|nhat)"
            r"(?: (?:la|tu|dat|o muc|muc|co|phai dat|cung|bang|khoang|duoc|them"
            r"|(?:binh quan|trung binh)(?: (?:ca nuoc|toan (?:tinh|huyen|nganh)|chung|moi nam|hang nam))?))?:? $"
        ),
        AT_LEAST,
    ),
    (re.compile(r"\b(?:trong (?:vong|thoi han|thoi gian)|dung han trong) $"), AT_MOST),
    (re.compile(r"\bxuong (?:con )?duoi $"), BELOW),
]
IN_LOW = [
    (
        re.compile(r"\b(?:bằng hoặc (?:cao|lớn|nhiều) hơn|(?:cao|lớn|nhiều) hơn hoặc bằng|đạt và vượt(?: mức)?) $"),
        AT_LEAST,
    ),
    (re.compile(r"\b(?:bằng hoặc (?:thấp|nhỏ|ít) hơn|(?:thấp|nhỏ|ít) hơn hoặc bằng) $"), AT_MOST),
    (re.compile(r"\bvượt(?: mốc| mức)? $"), ABOVE),
    (re.compile(r"\b(?:dưới|thấp hơn|nhỏ hơn|ít hơn|chưa đến|chưa tới|không đến|không tới)(?: mức)? $"), BELOW),
    (re.compile(r"\b(?:trên|hơn|quá|cao hơn|lớn hơn|vượt|nhiều hơn)(?: mức)? $"), ABOVE),
    (re.compile(r"(?<!đến )(?<!tới )\btừ $"), AT_LEAST),
    (re.compile(r"\b(?:xuống còn|chỉ còn|còn) $"), EQUAL),
]
WINDOW = 60
MILLION = 1_000_000
AFTER = re.compile(r"\s?(?:\([^)]{0,40}\))?,? ?(?:tro (?P<way>len|xuong)|hoac (?:cao|nhieu|hon) hon)\b")
FAR_AFTER = re.compile(r"(?: [^\W\d]+){1,2} tro (?P<way>len|xuong)\b")  # "95 điểm trở lên"
SHARE_AFTER = re.compile(  # "100% kế hoạch được giao trở lên", "60% hồ sơ TTHC trở lên"
    r" (?:(?:chi tieu|ke hoach|du toan|muc tieu)(?: duoc giao| giao| nam)?|(?:so )?(?:ho so|van ban|thu tuc|don vi"
    r"|co quan|nguoi dan|doanh nghiep|can bo|cong chuc|nhiem vu)(?: tthc| hanh chinh)?),? tro (?P<way>len|xuong)\b"
)
SYMBOL, ENDS_ITEM = re.compile(r"[≥≤<>]"), re.compile(r"\s*(?:[;,.|]|$)")
LEADS_TO = re.compile(r"[^;.]{0,60}\b(?:len|xuong|con(?! lai)|giam|tang|thanh)\b[^;.]{0,20}$")
MOVES = re.compile(r"\s(?:giảm|tăng|lên|xuống|còn|thành)\b")


@dataclass(frozen=True)
class Amount:
    """`start` to `end` holds comparator, number and unit; `at` is where the number itself begins, `number_end` ends it.

    `comparator` is empty where the words name none. `unit` is "%", "điểm %" or empty: the noun after it then says what
    is counted.
    """

    start: int
    at: int
    number_end: int
    end: int
    value: Decimal
    value_max: Decimal | None
    comparator: str
    unit: str
    sign: str = ""  # the comparator's words, bare
    base: str = ""  # "15 ngày" of "từ 15 ngày xuống còn 10 ngày"
    base_start: int | None = None  # where those words begin, with their "từ"

    @property
    def words_end(self) -> int:
        """Where the words before the number end: before its comparator and before what it starts from."""
        return self.start if self.base_start is None else self.base_start

    @property
    def is_level(self) -> bool:
        """Whether its own words say that it is where something shall come to: "xuống dưới 2%"."""
        return bool(self.base) or self.sign.startswith(("xuong", "con", "chi con", "len"))

    @property
    def is_share(self) -> bool:
        return bool(self.unit)


def amounts(line: Line, hidden: str) -> list[Amount]:
    """Every number that the masks left, in order."""
    found = [_amount(line, hidden, number) for number in NUMBER.finditer(hidden)]
    taken = {place for amount in found for place in range(amount.start, amount.end)}
    worded = [_worded(line, word) for word in IN_WORDS.finditer(hidden) if word.start("word") not in taken]
    in_order = sorted([*found, *[amount for amount in worded if amount]], key=lambda amount: amount.at)
    return _without_starts(line, hidden, in_order)


def _without_starts(line: Line, hidden: str, found: list[Amount]) -> list[Amount]:
    """ "từ 15 ngày giảm xuống còn 10 ngày": the first number is where it starts from, told with the second."""
    kept: list[Amount] = []
    start, begin = "", None
    for place, amount in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if following and _starts_from(hidden, amount, following):
            start = line.text[amount.at : following.start].split(", ")[0]
            start, begin = MOVES.split(start, maxsplit=1)[0].strip(), amount.start
            continue
        kept.append(replace(amount, base=start, base_start=begin))
        start, begin = "", None
    return kept


def _starts_from(hidden: str, amount: Amount, following: Amount) -> bool:
    between = hidden[amount.number_end : following.at]
    return (
        amount.comparator == AT_LEAST
        and hidden[amount.start : amount.at].strip() == "tu"
        and bool(LEADS_TO.match(between))
    )


def number(written: str) -> Decimal:
    """ "1.234,5" and "95.5" and "02": a dot before three digits parts thousands, any other is a decimal mark."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "")
    return Decimal(written.replace(",", "."))


def _amount(line: Line, hidden: str, found: re.Match) -> Amount:
    first, last = number(found["first"]), found["last"] and number(found["last"])
    start, comparator = _sign_before(line, hidden, found.start())
    way = AFTER.match(hidden, found.end("more") if found["more"] else found.end())
    end = found.end()
    if found["more"]:
        comparator = AT_LEAST if found["more"].endswith("len") else AT_MOST
    elif way:
        comparator, end = AT_MOST if way["way"] == "xuong" else AT_LEAST, way.end()
    elif last and last > first:
        comparator = comparator or AT_LEAST
    elif not comparator and (far := (SHARE_AFTER if found["share"] else FAR_AFTER).match(hidden, end)):
        comparator, end = AT_LEAST if far["way"] == "len" else AT_MOST, far.end()
    unit = _unit(found) or _unit_ahead(hidden, start, found)
    number_end = max(found.end(part) for part in ("first", "scale", "share", "last", "unit"))
    if found["million"]:
        first, number_end = first * MILLION, found.end("million")
    sign = hidden[start : found.start()].strip()
    return Amount(start, found.start(), number_end, end, first, last or None, comparator, unit, sign)


def _unit_ahead(hidden: str, start: int, found: re.Match) -> str:
    """ "Tỷ lệ … (%): 95", and further on "(%): năm 2026: ≥ 95; năm 2027: ≥ 97" the per cent told once."""
    near = re.search(r"\(%\)\s?:?\s?$", hidden[max(0, start - 8) : start])
    listed = SYMBOL.match(hidden, start) and "(%)" in hidden[:start] and ENDS_ITEM.match(hidden, found.end())
    return "%" if near or listed else ""


def _unit(found: re.Match) -> str:
    unit = found["unit"] or (found["share"] or "").strip()
    return "điểm %" if unit.startswith("diem") else "%" if unit else ""


def _sign_before(line: Line, hidden: str, at: int) -> tuple[int, str]:
    """The comparator right before the number and where its words begin."""
    begin = max(0, at - WINDOW)
    before, low = hidden[begin:at], line.low[begin:at]
    for shapes, words in ((BEFORE, before), (IN_LOW, low)):
        for shape, comparator in shapes:
            if found := shape.search(words):
                return begin + found.start() + len(found[0]) - len(found[0].lstrip()), comparator
    return at, ""


def _worded(line: Line, found: re.Match) -> Amount | None:
    """ "ít nhất hai", where the marks agree that it is a number."""
    word = line.low[found.start("word") : found.end("word")]
    if word not in LOW_NUMBERS:
        return None
    comparator = AT_MOST if found["sign"] in ("toi da", "khong qua", "nhieu nhat") else AT_LEAST
    end = found.end()
    return Amount(found.start(), found.start("word"), end, end, Decimal(LOW_NUMBERS[word]), None, comparator, "")
