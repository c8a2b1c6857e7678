"""What a number without percent sets: a duration, a change, a count, a count per period, or no target at all."""

import re
from dataclasses import replace

from targets.reading.aims import has_aim, is_goal
from targets.reading.amounts import AT_MOST, BELOW, EQUAL, Amount
from targets.reading.finds import Find
from targets.reading.kinds import SATISFIED, Sort, comparator_of, moved_by
from targets.reading.letters import Line
from targets.reading.nouns import EVERY, NO_OUTPUT, PER, TIMES, noun_after
from targets.target_reading import ReadKind

TIMES_MORE = re.compile(
    r"\b(?:gap|tang|cao gap|tang gap|gap doi)(?: len)?(?: toi thieu| it nhat| tu| khoang| hon| tren)? ?$"
)
STEP = re.compile(
    r"\s?(bậc|hạng|thứ bậc|vị trí|thứ hạng|điểm)\b(?! (?:hỗ|tiếp|phục|giao|cầu|tra|đăng|bưu|sinh|văn|du|công|truy"
    r"|phát|trưng|thu|hướng))"
)
OUTPUT_VERB = re.compile(
    r"\b(?:to chuc|xay dung|hinh thanh|phat trien|trien khai|ban hanh|mo|hoan thanh|dua|cung cap|thi diem|nhan rong"
    r"|thuc hien|dao tao|ket nap|van dong|dang tai"
    r"|dang|cong bo|ra mat|so hoa|giam|cat giam|tang|tang them|de xuat|phat hanh|bien soan|dang ky|cong nhan"
    r"|san xuat|tham muu|chon|lap dat"
    r"|tham gia|giai quyet|nang cap|ket noi|tich hop|bo tri|tuyen chon|bieu duong|khen thuong|phat song|boi duong"
    r"|tap huan|chuyen doi|trong moi|cap moi|trao|phat|trang bi|huy dong|thu hut|tuyen dung|ho tro|thanh lap"
    r"|don gian hoa|bai bo|tinh gian)"
    r"(?: (?:duoc|them|moi|thuc hien|to chuc|thanh cong|dinh ky|tu|moi nam|hang nam|va|den|len|ra|xuong|xuong con|la"
    r"|khoang|tong so|it nhat|dat|toi thieu|cho))*\s?$"
)
DELIVERED = re.compile(r"^\W*(?:dao tao|boi duong|tap huan|ho tro|cap|chuyen doi|huong dan)\b[^,;]{0,60} cho $")
AIMED_AT_PEOPLE = re.compile(
    r"\b(?:phan dau|muc tieu|chi tieu)(?: (?:co|dat|khoang|la|giao|ca nhiem ky|thu hut|tang|them|moi|ket nap"
    r"|boi duong))* $"
)
NAMED_NUMBER = re.compile(  # "Số trường đạt chuẩn: 04 trường", "Số lượng doanh nghiệp số đạt 10 doanh nghiệp"
    r"^\W*(?:\d{1,2}[.)] |\(\d{1,2}\) )?(?:tổng )?số (?:lượng )?(?!tiền|vốn|thu)[^,;:]{3,100}?\b(?:đạt|tăng thêm"
    r"|thành lập mới|hoàn thành)(?: [^,;:]{2,60})?:? ?$"
)
PER_BODY = re.compile(
    r"\s?(?P<unit>[^\W\d]+(?: [^\W\d]+)?/(?:xã|phường|thôn|huyện|đơn vị|cơ quan|sở|trường|lớp|hộ|người|công chức|cán bộ))\b"
)
PLACES = re.compile(r"\s?(?:xa|phuong|huyen)\b")
RAISED_TO = re.compile(r"^\W*(?:nang|tang|dua|giam) (?:tong )?so [^,;]{3,80} (?:len|xuong|con|dat) $")
SHORTEN = re.compile(r"^\W*(?:phan dau )?(?:giam|rut ngan|cat giam|keo giam)\b")
REACHING = re.compile(r"\bphan dau\b.* dat $")
DONE_AT = re.compile(r"\b(?:hoan thanh|trien khai|thi diem|nhan rong|ap dung|xay dung)\b[^,;]{2,60} tai $")
WITH_PASSIVE = re.compile(r"\s?[^\W\d]+(?: [^\W\d]+){0,4} duoc [^\W\d]")
IN_AREA = re.compile(r"\b(?:khu vuc|tai|cap|vung|dia ban|doi voi) [^;:]{2,50} la (?:toi thieu )?$")
STRIVEN_FOR = re.compile(r"\bphan dau(?: [^\W\d]+){1,4} $")
PEOPLE = re.compile(r"\s?(?:nguoi|dang vien|doan vien|hoi vien|can bo|cong chuc|ho\b)")
AIMED = re.compile(r"\b(?:phan dau|muc tieu|chi tieu)\b[^,;]{3,80} (?:cho|dat|duoc|len|co) $")
GOVERNED = re.compile(
    r"\bthoi gian (?:giai quyet|xu ly|cho|thuc hien|tra|cap|tham dinh|hoan thanh)|\b(?:rut ngan|giam|cat giam)\b"
)
TIME_SPENT, TIMES_ONLY = re.compile(r"\bthoi gian\b"), re.compile(r"(?:giờ|phút|ngày)/")
BUSY = re.compile(
    r"\b(?:lam viec|dien ra|keo dai|(?<!cuoc )(?<!phien )hop|to chuc|tap huan|cong tac)(?: trong(?: vong)?)? ?$"
)
TIME_LIMIT = re.compile(r"\btrong (?:vong )?$")
MEETING = re.compile(r"cuộc|lần|hội nghị|buổi|lớp|đợt|bài|tin|số|chuyên mục|phiên")
SHIFT = re.compile(r"người|ca\b|hồ sơ|lượt|giờ|lần mức|văn bản")
DONE_REGULARLY = re.compile(
    r"\b(?:to chuc|phat song|dang|hop|kiem tra|mo|bao cao|doi thoai|tiep|sinh hoat|tap huan|boi duong|cap nhat"
    r"|ra soat|giao ban|tuyen truyen|phat hanh|khao sat)\b"
)
PERIOD_WORDS = {
    "nam": "năm", "quy": "quý", "thang": "tháng", "tuan": "tuần", "ngay": "ngày", "ky": "kỳ", "6 thang": "6 tháng",
    "06 thang": "6 tháng", "nua nam": "6 tháng", "dot": "đợt", "nhiem ky": "nhiệm kỳ", "hoc ky": "học kỳ", "hai nam": "2 năm",
}  # fmt: skip


def sort_of_count(line: Line, hidden: str, amount: Amount, begin: int, until: int) -> Sort | None:
    """The kind of a number without percent, from the words before and after it."""
    before, after = hidden[begin : amount.start], hidden[amount.number_end : until]
    per = _per_period(line, amount, before, after, until)
    if per and TIME_SPENT.search(before) and TIMES_ONLY.match(per.unit):
        return replace(per, kind=ReadKind.DURATION)
    time = TIMES.match(after)
    if time and not per:
        return _duration(line, amount, begin, before, time)
    if re.match(r"\s?lan\b", after) and TIMES_MORE.search(before):
        return _multiple(amount, after)
    counts_points = re.search(r"\bso (?:luong )?(?:cac )?diem\b", before)
    if not counts_points and (step := STEP.match(line.low[amount.number_end : until])):
        return _step(line, amount, begin, before, step)
    return per or _per_body(line, amount, begin, until) or _plain_count(line, amount, begin, before, after, until)


def _duration(line: Line, amount: Amount, begin: int, before: str, time: re.Match) -> Sort | None:
    unit = line.low[amount.number_end + time.start("unit") : amount.number_end + time.end("unit")]
    noun_end = amount.number_end + time.end()
    if unit in ("năm", "tháng") and not (
        GOVERNED.search(before) or (amount.comparator in (AT_MOST, BELOW) and is_goal(line))
    ):
        return None
    if moved := moved_by(line.low[begin : amount.start], amount):
        return Sort(ReadKind.CHANGE, unit, comparator_of(amount), moved, noun_end=noun_end)
    if BUSY.search(before) or (
        not amount.comparator
        and not TIME_LIMIT.search(before)
        and not is_goal(line)
        and not (amount.base and SHORTEN.match(before))
    ):
        return None
    within = AT_MOST if before.endswith(("trong ", "trong vong ")) else EQUAL
    return Sort(ReadKind.DURATION, unit, amount.comparator or within, noun_end=noun_end)


def _multiple(amount: Amount, after: str) -> Sort:
    """ "gấp 2 lần so với năm 2024" is a change, "gấp 30 lần GRDP" the quotient of two quantities."""
    noun_end = amount.number_end + re.match(r"\s?lan", after).end()
    of_another = re.match(
        r"\s?lan (?!so\b|nam\b|hien\b|cung\b|truoc\b|vao\b|tro\b|va\b|trong\b|den\b|quy\b|thang\b)[^\W\d]", after
    )
    if of_another:
        return Sort(ReadKind.RATIO, "lần", comparator_of(amount), noun_end=noun_end)
    return Sort(ReadKind.CHANGE, "lần", comparator_of(amount), "up", "times", noun_end)


def _step(line: Line, amount: Amount, begin: int, before: str, step: re.Match) -> Sort | None:
    """Places gained and points: "tăng 02 bậc", "đạt từ 85 điểm"."""
    unit, noun_end = step[1], amount.number_end + step.end()
    is_point = unit == "điểm"
    rising = re.search(r"\b(?:tăng|nâng|vươn|cải thiện|giảm|cao hơn)\b", line.low[begin : amount.start])
    if rising and (not is_point or moved_by(line.low[begin : amount.start], amount)):
        direction = "down" if rising[0] == "giảm" else "up"
        return Sort(
            ReadKind.CHANGE, unit, comparator_of(amount), direction, "points" if is_point else "places", noun_end
        )
    if is_point and (amount.comparator or re.search(r"\bdat\b[^,;]{0,12}$", before)):
        kind = ReadKind.SATISFACTION if SATISFIED.search(before) else ReadKind.RATIO
        return Sort(kind, unit, comparator_of(amount), noun_end=noun_end)
    return None


def _per_period(line: Line, amount: Amount, before: str, after: str, until: int) -> Sort | None:
    """ "2 lần/năm", "mỗi quý 1 cuộc", "hằng năm tổ chức ít nhất 02 hội nghị"."""
    per = PER.match(after)
    every = None if per else _every(line, amount, before)
    noun = noun_after(line.low[amount.number_end : until])
    if not noun or not (per or every) or (NO_OUTPUT.match(after) and not (per or amount.comparator)):
        return None
    unit = line.text[amount.number_end + noun[0] : amount.number_end + noun[1]]
    if (
        not has_aim(line, amount)
        and (SHIFT.match(unit.lower()) or not (DONE_REGULARLY.search(before) or MEETING.match(unit.lower())))
        and not before.endswith("dat ")
    ):
        return None
    period = (per["period"] or per["span"]) if per else every["period"] or "6 thang"
    if PERIOD_WORDS[period] == unit.lower():
        return None
    return Sort(
        ReadKind.COUNT_PER_PERIOD,
        f"{_lower(unit)}/{PERIOD_WORDS[period]}",
        comparator_of(amount),
        noun_end=amount.number_end + noun[1],
    )


def _per_body(line: Line, amount: Amount, begin: int, until: int) -> Sort | None:
    """ "bình quân đạt 12 hồ sơ/công chức": a quotient of two counts, or how far it is to move."""
    found = PER_BODY.match(line.low[amount.number_end : until])
    if not found or not has_aim(line, amount):
        return None
    unit, noun_end = found["unit"], amount.number_end + found.end()
    moved = moved_by(line.low[begin : amount.start], amount)
    return Sort(ReadKind.CHANGE if moved else ReadKind.RATIO, unit, comparator_of(amount), moved, noun_end=noun_end)


def _every(line: Line, amount: Amount, before: str) -> re.Match | None:
    """ "mỗi quý", "hằng năm" before the number; the marks tell "hằng" from "hạng", "quý" from "quy"."""
    for every in EVERY.finditer(before):
        start = amount.start - len(before) + every.start()
        words = line.low[start : start + len(every[0])]
        if words.startswith(("mỗi", "hằng", "hàng", "định kỳ", "sáu", "6", "06")) and not re.search(
            r"\bquy\b|\bkỹ\b|\bký\b", words
        ):
            return every
    return None


def _plain_count(line: Line, amount: Amount, begin: int, before: str, after: str, until: int) -> Sort | None:
    noun = noun_after(line.low[amount.number_end : until])
    if not noun or re.match(r"\s?(?:nam|thang|chi tieu|nhiem vu)\b", after):
        return None
    moved = moved_by(line.low[begin : amount.start], amount)
    if re.match(r"\s?tieu chi\b", after) and not (moved and amount.comparator):
        return None
    if amount.sign == "tren" and not re.search(r"\b(?:co|dat|duoc|giai quyet|tiep nhan|cho|len)\s?$", before):
        return None
    if amount.sign in ("hon", "gan") and NO_OUTPUT.match(after):
        return None
    is_output = (
        OUTPUT_VERB.search(before)
        or RAISED_TO.search(before)
        or STRIVEN_FOR.search(before)
        or AIMED.search(before)
        or DELIVERED.match(before)
        or REACHING.search(before)
        or (IN_AREA.search(before) and is_goal(line))
        or (is_goal(line) and WITH_PASSIVE.match(after) and not re.search(r"[^\W\d]", before))
    )
    is_aimed = AIMED_AT_PEOPLE.search(before) and PEOPLE.match(after)
    is_at = DONE_AT.search(before) and PLACES.match(after) and has_aim(line, amount)
    is_named = is_at or NAMED_NUMBER.match(line.low[begin : amount.start])
    if not amount.comparator and not (is_aimed or is_named) and (NO_OUTPUT.match(after) or not is_output):
        return None
    unit = _lower(line.text[amount.number_end + noun[0] : amount.number_end + noun[1]])
    noun_end = amount.number_end + noun[1]
    if moved and re.search(r"\bso voi\b", after):
        return Sort(ReadKind.CHANGE, unit, comparator_of(amount), moved, noun_end=noun_end)
    return Sort(ReadKind.COUNT, unit, comparator_of(amount), noun_end=noun_end)


def further_count(line: Line, amount: Amount, until: int, last: Find) -> Sort | None:
    """The next of a list that a verb opened: "3 cuộc kiểm tra và 2 cuộc đối thoại", "50% hộ …, 8 sản phẩm …"."""
    noun = noun_after(line.low[amount.number_end : until])
    after = line.bare[amount.number_end : until]
    if not noun or (NO_OUTPUT.match(after) and not (PLACES.match(after) and is_goal(line))):
        return None
    unit = _lower(line.text[amount.number_end + noun[0] : amount.number_end + noun[1]])
    noun_end = amount.number_end + noun[1]
    if last.kind == ReadKind.COUNT_PER_PERIOD:
        unit = f"{unit}/{last.unit.rpartition('/')[2]}"
        return Sort(last.kind, unit, comparator_of(amount), noun_end=noun_end)
    return Sort(ReadKind.COUNT, unit, comparator_of(amount), noun_end=noun_end)


def _lower(unit: str) -> str:
    return unit if unit.isupper() else unit.lower()
