"""The name of what a number measures, whom it is about, and what each of them has to meet."""

import re

from targets.reading.amounts import EQUAL, Amount
from targets.reading.kinds import CUT, RISE, Sort
from targets.reading.letters import Line
from targets.reading.nouns import HEAD, IS_UNIT, noun_after
from targets.reading.phrases import DUE_TAIL, as_number, as_rate, capital, inside, name_after, name_before
from targets.reading.places import Stated
from targets.target_reading import InnerCondition, ReadKind

NOTHING_AFTER = re.compile(
    r"\s*(?:$|[,;.:…]|\)(?! )|(?:và|hoặc|tại|ở|đối với|vào|so với|trong|trên|cho|của|theo|để|đến|năm|nhằm|khi|với"
    r"|trở|mỗi|kể từ|sau|hằng|hàng|định kỳ|qua|bằng|về|là)\b)"
)
VERB = re.compile(
    r"\b(?:được|có|đạt|thực hiện|triển khai|bố trí|tổ chức|hoàn thành|cung cấp|sử dụng|giải quyết|ban hành|xây dựng"
    r"|công khai|đã|phải|không|đảm bảo|bảo đảm|kết nối|ứng dụng|áp dụng"
    r"|xếp|duy trì|tiếp nhận|rà soát|số hóa|xử lý|tham gia|cập nhật|gửi|nộp|niêm yết|thành lập|vận hành|chấm|tự"
    r"|kiện toàn|(?<!công )lập|công bố|đánh giá|(?<!đăng )ký|sắp xếp|đổi mới|đưa|giao|chấp hành|nâng"
    r"|tiến hành|trực (?!thuộc)|khai thác|kiểm tra|đều|chỉ|từ chối|mở|dùng|trả|bảo vệ|hoạt động|thanh toán|phân công"
    r"|trang bị|họp|tích hợp|đồng bộ|ít nhất|tối thiểu|đối thoại|đáp ứng|nghiêm túc|làm|thuộc nhóm|thuộc top"
    r"|định kỳ|ghi|lắp|thí điểm|khắc phục|báo cáo|hưởng ứng|xin lỗi|cam kết|quán triệt|(?<!phòng )đăng ký|tập huấn"
    r"|bồi dưỡng|nâng cao|hài lòng)\b"
)
LEVEL = re.compile(
    r"\b(?:(?:đối với|ở|tại|của|thuộc|trên) )?(?:các )?((?:(?:ubnd |chính quyền |cơ quan )?(?<!lãnh đạo )cấp (?:xã"
    r"|huyện|tỉnh|bộ|sở|trung ương|cơ sở)|toàn (?:tỉnh|thành phố|quận|huyện|xã|phường|thị xã)\b(?! đoàn| ủy))"
    r"(?:(?:,| và) (?:cấp )?(?:tỉnh|huyện|xã|phường|sở|trung ương))*)"
)
LINK = re.compile(
    r"\b(?:dat|chiem|la|bang|len|con|xuong|o muc|dat ty le|tang|giam)(?: ty le| muc| tu| tren| duoi| hon| con)* ?$"
)
NAMED_AGAIN = re.compile(
    r"(?:[,:]|\b(?:nâng|tăng|giảm|đưa|bảo đảm|đảm bảo|duy trì|phấn đấu))\s(?=(?:tỷ lệ|tỉ lệ|mức độ(?! \d)|chỉ số|tỷ trọng)\b(?! (?:đạt|từ|tối|là)))"
)
NAME_OPENS = re.compile(
    r"(?:tỷ lệ|tỉ lệ|mức|chỉ số|tỷ trọng|tổng|điểm|thời gian|số(?! hóa)|kinh phí|giá trị|tốc độ|kết quả)\b"
)
DEED = re.compile(
    r"(?:số hóa|kiểm tra|điều động|luân chuyển|rà soát|tích hợp|kết nối|công khai|cập nhật|xử lý|giải quyết|đào tạo"
    r"|bồi dưỡng|đánh giá|chuẩn hóa|khắc phục|niêm yết|tái cấu trúc|thanh tra|đồng bộ|sắp xếp|phê duyệt)"
    r"(?:,? (?:và )?(?!cho |đối |với |tại )[^\W\d]+){0,3}"
)
SAYS_WHAT = re.compile(r" (?:được|đều|phải|có|đạt|đã|không)\b")
TOWARDS = re.compile(r" (?:lên|vào|với|trên|tại|qua|theo|trong) ")
PER_PERIOD = re.compile(r"\s?/\s?(?:năm|quý|tháng|tuần|6 tháng) (?=[^\W\d]{2})")
MOVING = re.compile(rf"\b(?:{CUT}|{RISE})(?:, (?:{CUT}))?\b(?: thêm| lên| được)?")


def stands_after(line: Line, hidden: str, part: Stated) -> bool:
    """Whether the words that are measured come after the number: "100% hồ sơ được số hóa"."""
    if NOTHING_AFTER.match(line.low, part.amount.end, part.until):
        return False
    before = name_before(line, part.begin, part.amount.words_end)
    if not before:
        return True
    if NAME_OPENS.match(before.lower()):
        return False
    return not LINK.search(hidden[part.begin : part.amount.start]) or not part.amount.is_share


def name_of(line: Line, hidden: str, part: Stated, sort: Sort) -> str:
    """The indicator's name."""
    match sort.kind:
        case ReadKind.CHANGE:
            return _name_of_change(line, hidden, part, sort)
        case ReadKind.COUNT | ReadKind.COUNT_PER_PERIOD:
            return _name_of_count(line, hidden, part, sort)
        case ReadKind.DURATION:
            told = line.low.startswith("/", sort.noun_end)  # "phút/lượt"
            after = "" if told else name_after(line, sort.noun_end, part.until)
            return capital(name_before(line, part.begin, part.amount.words_end) or after)
        case ReadKind.SATISFACTION:
            return capital(_shared_words(line, hidden, part))
        case _:
            return as_rate(_shared_words(line, hidden, part))


def _shared_words(line: Line, hidden: str, part: Stated) -> str:
    if stands_after(line, hidden, part):
        deed = DEED.fullmatch(name_before(line, part.begin, part.amount.words_end).lower())
        named = name_after(line, part.amount.end, part.until)
        return _with_deed(named, deed[0]) if deed and not SAYS_WHAT.search(named) else named
    renamed = next(reversed(list(NAMED_AGAIN.finditer(line.low, part.begin, part.amount.words_end))), None)
    begin = renamed.end() if renamed else part.begin
    return name_before(line, begin, part.amount.words_end) or name_after(line, part.amount.end, part.until)


def _with_deed(named: str, deed: str) -> str:
    """ "kết quả còn hiệu lực được số hóa" of "Số hóa 100% kết quả còn hiệu lực"."""
    goal = TOWARDS.search(named)
    return f"{named[: goal.start()]} được {deed}{named[goal.start() :]}" if goal else f"{named} được {deed}"


def _name_of_change(line: Line, hidden: str, part: Stated, sort: Sort) -> str:
    verb = "tăng" if sort.direction == "up" else "giảm"
    moving = next(reversed(list(MOVING.finditer(line.low, part.begin, part.amount.start))), None)
    between = name_before(line, moving.end(), part.amount.start) if moving else ""
    ahead = (
        name_before(line, part.begin, moving.start()) if moving else name_before(line, part.begin, part.amount.start)
    )
    after = (
        ""
        if NOTHING_AFTER.match(line.low, sort.noun_end or part.amount.end, part.until)
        else name_after(line, sort.noun_end or part.amount.end, part.until)
    )
    words = between or after or ahead
    return f"Mức {verb} {inside(words)}" if words else ""


def _name_of_count(line: Line, hidden: str, part: Stated, sort: Sort) -> str:
    before = name_before(line, part.begin, part.amount.words_end)
    rest = line.low[sort.noun_end : part.until]
    noun = line.text[part.amount.number_end : sort.noun_end].strip()
    if before.lower().startswith("số "):
        return capital(before)
    if noun.lower() == "lần" and not before:
        per = PER_PERIOD.match(rest)
        after = name_after(line, sort.noun_end + (per.end() if per else 0), part.until)
        return as_number(f"{noun} {after}".strip())
    if noun.lower() in ("lần", "ngày", "lượt", "đợt") or NOTHING_AFTER.match(rest) or rest.strip().startswith("/"):
        return as_number(f"{noun} {inside(before)}".strip()) if before else as_number(noun)
    return as_number(name_after(line, part.amount.number_end, part.until))


def units_of(line: Line, start: int, end: int) -> tuple[str, int]:
    """The state bodies that a share is of, and where what they have to do begins."""
    begin = HEAD.match(line.low, start, end).end()
    body = IS_UNIT.match(line.low, begin, end)
    verb = VERB.search(line.low, body.end() if body else begin, end)
    stop = verb.start() if verb else end
    due = DUE_TAIL.search(line.low, begin, stop)
    words = " ".join(line.text[begin : due.start() if due else stop].split()).strip(" ,;:-.")
    return words.removesuffix(" trở lên"), stop


def scope_of(line: Line, start: int, end: int) -> str:
    """ "cấp xã", "cấp tỉnh": the level of administration that the words name."""
    found = LEVEL.search(line.low, start, end)
    return line.text[found.start(1) : found.end(1)] if found else ""


def inner_of(line: Line, hidden: str, start: int, end: int, inner: tuple[Amount, ...]) -> InnerCondition | None:
    """What each unit has to do, in words; with its number where one is set."""
    words = " ".join(line.text[start:end].split()).strip(" ,;:.-")
    if not words:
        return None
    if not inner:
        return InnerCondition(words)
    amount = inner[0]
    return InnerCondition(
        words, amount.comparator or EQUAL, amount.value, amount.unit or _counted(line, hidden, amount, end)
    )


def _counted(line: Line, hidden: str, amount: Amount, end: int) -> str:
    noun = noun_after(line.low[amount.number_end : end])
    if not noun:
        return ""
    begin, stop = amount.number_end + noun[0], amount.number_end + noun[1]
    per = re.match(r"\s?/\s?(?:nam|quy|thang|tuan)\b", hidden[stop:end])
    return line.text[begin : stop + (per.end() if per else 0)]
