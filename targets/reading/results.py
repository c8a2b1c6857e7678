"""Results already reached: told by what stands before the number, beside it, or anywhere in it without an aim."""

import re

from targets.reading.aims import asks_between, has_aim, is_goal
from targets.reading.amounts import Amount
from targets.reading.letters import Line

REACHED_VERBS = (
    "đạt|hoàn thành|vượt|tăng|giảm|có|tổ chức|tiếp nhận|giải quyết|xử lý|thực hiện|triển khai|ban hành|kiểm tra|cấp"
    "|cung cấp|số hóa|công khai"
    "|trả|đào tạo|bồi dưỡng|xếp|đứng|lên|rút|cắt|tinh|sắp|mở|phát|cập nhật|thành lập|đưa|được|khắc phục|xây dựng"
    "|sử dụng|bố trí|kết nối|nộp|đăng|công bố|không còn"
)
SURELY_PAST = re.compile(
    rf"\bđã (?:{REACHED_VERBS})\b"
    r"|\bvượt (?:mức )?(?:so với )?(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu|nghị quyết)|\b(?:đạt"
    r"|hoàn thành) (?:và vượt )?(?:chỉ tiêu|kế hoạch|mục tiêu) (?:đề ra|được giao|giao)"
    r"|\btính đến|\bđến nay\b|\bước đạt|\bđạt được|\b(?:chỉ|mới) (?:đạt|có|là)\b|\bmới đạt|\bhiện (?:nay|tại|có|đạt"
    r"|mới|đã|còn|chỉ)|\bvừa qua\b|\btrong năm qua"
    r"|\bkết quả(?: [^\W\d]+){1,3}:|\bkết quả(?: đạt được| \d| thực hiện| khảo sát| kiểm tra| cho thấy|,|:| cuối năm| năm)|\bcho thấy\b"
    r"|\bcho biết\b|\bcon số\b|\bchưa đạt\b|\bvẫn còn\b|\bso với cùng kỳ|\bcùng kỳ\b|\btheo (?:báo cáo|số liệu|thống kê|kết quả)|(?:^|[,;:(] ?)theo đánh giá của"
    r"|(?:^|[,;.:(] ?)hiện (?:cả|toàn|trên|ở|tỉnh|huyện|xã|phường|sở|đơn vị)\b"
    r"|\blũy kế|\b\d{1,2} tháng đạt\b|\bcòn thiếu\b|^\W*trong (?:quý|tháng|kỳ|tuần) [\divx/]+[^,;]{0,12}, ?[^\W\d]{2,} |\btrong (?:quý|tháng|kỳ|tuần"
    r"|năm) (?:này|qua)\b|\bnăm (?:trước|ngoái)\b(?! ít| tối|:)|\bcòn (?:thấp|chậm|ít)\b"
    r"|\bqua đó\b|\bnhờ đó\b|^\W*còn \d|\btheo công bố|\bcông bố ngày|^\W*\d{1,2} tháng (?:đầu năm|cuối năm"
    r"|qua)\b[^,;]{0,12},|\((?:năm|hiện nay|kế hoạch|kết quả|so với)[^)]*$"
    r"|\bnguyên nhân\b|\b(?:tỷ lệ|con số|mức) này\b|\bqua (?:kiểm tra|rà soát|thanh tra|khảo sát|đánh giá|theo dõi"
    r"|giám sát)\b|\bphát hiện\b|\bghi nhận\b|\bthực tế\b"
    r"|\b(?:được|bị) [^,;]{2,40} (?:xếp loại|xếp hạng|đánh giá xếp)|\bsau (?:sắp xếp|sáp nhập|hợp nhất),"
    r"|\bgồm\b(?! các chỉ tiêu)"
)
AS_NOUN = re.compile(r"\b(?:tỷ lệ|tỉ lệ|số|100%|các|những|hồ sơ|kết quả|dữ liệu|thông tin|tthc)[^,;:]{0,120}$")
REACHED = re.compile(r"đã (?:đạt|hoàn thành|vượt|tăng|giảm|có|xếp|đứng|lên)$")
FRACTION_AFTER = re.compile(r"^\s?\(?\s?(?:tuc |gom |tuong ung |=|voi )?[\d.]{1,9} ?/ ?[\d.]{1,9}\b(?! nam|/)")
FRACTION_BEFORE = re.compile(
    r"(?<![/\d])(?<!nhom )(?<!top )(?<!ngay )(?<!den )(?<!het )(?<!truoc )(?<!xep )(?<!hang )(?<!thu )(?<!vi tri )(?!\d{1,2} ?/ ?20\d\d)[\d.]{1,9} ?/ ?[\d.]{1,9}(?![\d/])(?: [^\W\d]+){0,8},? ?(?:\(|dat|chiem|bang|="
    r"|ty le|dat ty le)? ?$"
)
TOLD_AFTER = re.compile(r"^[^;.]{0,80}?\bvoi (?:hon |gan |tren |khoang )?[\d.]{1,9} (?:luot|nguoi|dai bieu)")
YEAR_REACHED = re.compile(r"\bnăm (?P<year>20\d\d)(?: [^\W\d]+){0,4} $")
AIMED_LATER = re.compile(r"^[^;.\d]{0,40}, (?:phấn đấu|mục tiêu|chỉ tiêu)[^;.\d]{0,30} năm (?P<year>20\d\d)")
OVER_THE_AIM = re.compile(r"^[^;.]{0,80}\bvượt (?:mức |xa )?(?:so với )?(?:chỉ tiêu|mục tiêu|kế hoạch|nghị quyết)\b")
SIGNS = re.compile(  # without a word of aim, one of these anywhere makes a bare number a fact
    r"\bhiện (?:nay|tại|có|đạt|mới|đã|còn|chỉ)\b|(?:^|[,;.:(] ?)hiện \d|\bước\b|(?<!ngay )\btừ đầu (?:năm|nhiệm kỳ)\b|\btrong đó có\b"
    r"|\bcùng kỳ\b|\b(?:năm|kỳ|quý|tháng) trước\b|\btuy nhiên\b|\bnhờ\b|\bnguyên nhân\b"
    r"|\bbình quân (?:mỗi (?:ngày|tuần|tháng|quý|năm|kỳ)|đạt)\b|\btrung bình\b|\bđang\b(?! còn hiệu lực| có hiệu lực| quản lý| lưu| giữ| công tác| làm việc)|\b(?:vượt|thiếu"
    r"|so với) (?:\d[\d,]*%? )?(?:so với )?(?:chỉ tiêu|kế hoạch|mục tiêu)\b|\bđã có\b|\bđã được \d|\bcon số\b"
    r"|\bcó tới\b|\b(?:giải quyết|tiếp nhận|xử lý|trả kết quả|thụ lý|cấp) (?:được )?\d[\d.]* (?:hồ sơ|lượt|đơn|vụ"
    r"|trường hợp|văn bản|giấy)|\d,\d\d ?%|\bcó \d+/\d+ (?:đơn vị|xã|phường|sở|huyện|nhiệm vụ|chỉ tiêu)|\bcó \d+ (?:xã"
    r"|phường|sở|huyện|đơn vị|cơ quan|địa phương)\b|\bchưa gửi\b"
    r"|\btoàn (?:tỉnh|huyện|xã|quận|thành phố|ngành) (?:hiện )?có\b|\blà năm thứ\b|\bsau (?:một|hai|ba|\d) năm\b|\btương ứng\b|\bdân số (?:là|khoảng|hơn|gần|trên)? ?\d(?![\d.,]*\s?%)"
    r"|\bchuyển biến\b|\bkết quả (?:tích cực|quan trọng|nổi bật|đáng|khá)|\b(?:qua|sau|trong) (?:hơn |gần )?\d{1,2} năm (?:thực"
    r"|triển|qua)|(?<!thực )(?<!phát )(?<!xuất )(?<!thể )(?<!biểu )(?<!tái )\bhiện (?:cung cấp|tiếp nhận|sử dụng|duy trì|quản lý)"
    r"|\bđã (?:hoạt động|hoàn thành|vận hành|được [^\W\d]+(?: [^\W\d]+)?)\W*$|\btrong khi\b|\bsẽ (?:giúp|khẳng định|góp phần|mang lại|cho thấy)\b|\bthấp nhất\b|\btụt\b|\bthăng hạng\b|\bvẫn (?:đứng|ở|giữ|nằm|thuộc)\b|\b(?:đứng|dẫn) đầu(?: [^\W\d]+){0,3} với\b|\btrong (?:tổng )?số \d[^;]{2,60}, có \d|\bkhảo sát \d|\bgồm (?:các|có)\b|\b(?:thiếu|hụt) \d|\bnăm học 20|\bgần \d|(?<!với )(?<!cho )(?<!: )\bkhoảng \d"
    r"|(?:^|[;.] |^[^,;]{0,40} )đã (?:"
    + REACHED_VERBS
    + r")\b|\d% ?,? (?:tăng|giảm|cao hơn|thấp hơn) |\b(?:đạt|là|(?<!giảm )(?<!xuống )(?<!ngắn )còn|với) [^,;\d]{0,20}\d(?:[\d.,]*\d)?[^,;]{0,20}[,(] ?(?:tăng|giảm) \d|\bcuối bảng\b"
)
FRACTION_OF = (
    r"chỉ tiêu|dịch vụ|thủ tục|tthc|hồ sơ|xã|phường|huyện|sở|cơ quan|đơn vị|địa phương|tỉnh|nhiệm vụ|tiêu chí|thôn"
    r"|trường|hệ thống|văn bản|điều kiện"
)
PLACED = re.compile(  # without a word of aim, a place among so many, or how far a figure went beyond another, is told
    r"\b(?:xếp|đứng)(?: [^\W\d]+){0,3} \d{1,3}/\d{1,3}\b|[,(] ?vượt (?:\d|so với)"
    rf"|(?:^|[:;,] ?)(?:tất cả |có )?\d[\d.]{{0,6}}/\d[\d.]{{0,6}} (?:{FRACTION_OF})\b"
    r"|\b(?:cao|thấp|nhiều|ít) hơn (?:từ |khoảng |gần )?\d[\d,.%-]* (?:điểm |lần )?so với\b"
)
ASIDE = re.compile(r"\([^()\d]*\)")
SAID_AFTER = re.compile(r"^[^;.:]{0,12}[,(] ?(?:tăng|giảm|cao hơn|thấp hơn|xếp (?:hạng|thứ)|đứng|bằng|cùng kỳ) ")
IS_SO = re.compile(r"\b(?:là|chỉ số [^,;]{2,60} đạt|năm 20\d\d,? [^,;]{0,120} đạt|năm 20\d\d ?: ?(?:đạt)?) ?$")
RISE_OF_RESULT = re.compile(r"(?<!20\d)\d%?(?: điểm)?,? ?[,(]? ?(?:tăng|giảm|cao hơn|thấp hơn)(?: thêm)? $")
YEAR_AHEAD = re.compile(r"\bđến (?:hết |cuối )?năm|\btừ năm|\btrong năm|\bvào năm|\bgiai đoạn")
TOLD_BEFORE = re.compile(r"\bđã [^\W\d]+|\([^()]{0,20}\b(?:đạt|chiếm|bằng) $")
NEAR = 600  # characters before a number that are looked at
LESS = re.compile(r"\b(?:giảm|rút ngắn|cắt|hạ|xuống|kéo|thu gọn|sắp xếp)\b")
HAVE = re.compile(r"\b(?:có|còn)(?: tới| đến| gần| khoảng| trên| hơn)? $")
GIVEN = re.compile(r"\bđược (?!đánh giá|xếp|công nhận)[^,;]{2,60}$|\bkhông được $")


def is_result(line: Line, clause_start: int, start: int, end: int) -> bool:
    """Whether the words before (and a fraction beside) the number tell what was reached, not what is asked."""
    original = line.bare
    if FRACTION_AFTER.match(original[end : end + 40]) or FRACTION_BEFORE.search(original[max(0, start - 90) : start]):
        return True
    if OVER_THE_AIM.match(line.low[end : end + 120]) or _is_before_the_aim(line, start, end):
        return True
    if not is_goal(line) and (TOLD_AFTER.match(original[end : end + 120]) or PLACED.search(line.low)):
        return True
    clause_start = max(clause_start, start - NEAR)
    before = _without_asides(line.low[clause_start:start])
    past = [found for found in SURELY_PAST.finditer(before) if not _describes_noun(before, found)]
    return bool(past) and not asks_between(line, clause_start + past[-1].end(), end)


def _is_before_the_aim(line: Line, start: int, end: int) -> bool:
    """ "năm 2024 đạt 84%, phấn đấu năm 2025 đạt 87%": the first is what was reached."""
    reached = YEAR_REACHED.search(line.low[max(0, start - 60) : start])
    aimed = AIMED_LATER.match(line.low[end : end + 90])
    return bool(reached and aimed and reached["year"] < aimed["year"])


def _describes_noun(before: str, found: re.Match) -> bool:
    """ "Tỷ lệ hồ sơ đã giải quyết …": a word of the name, unless it says that something was reached."""
    if not found[0].startswith("đã") or REACHED.search(found[0]):
        return False
    return bool(AS_NOUN.search(before[: found.start()]))


def _without_asides(low: str) -> str:
    """ "lao động (đang làm việc) qua đào tạo": words in brackets, without a number, describe and report nothing."""
    return ASIDE.sub(lambda aside: " " * len(aside[0]), low)


def is_told_plainly(line: Line, clause_start: int, amount: Amount, year: int | None) -> bool:
    """ "Chỉ số … là 83,2%, tăng 3 bậc": a number without any word of aim, in a sentence that tells."""
    if has_aim(line, amount):
        return False
    clause_start = max(clause_start, amount.start - NEAR)
    low = _without_asides(line.low)
    before, after = low[clause_start : amount.start], low[amount.end : amount.end + 40]
    told = SURELY_PAST.finditer(low, 0, amount.start)
    if any(not _describes_noun(low, found) for found in told):
        return True
    if SIGNS.search(low) or SAID_AFTER.match(after) or RISE_OF_RESULT.search(before):
        return True
    if (TOLD_BEFORE.search(before) and not AS_NOUN.search(before)) or (
        amount.sign == "con" and not LESS.search(before)
    ):
        return True
    if amount.comparator or YEAR_AHEAD.search(before):
        return False
    named = IS_SO.search(before)
    return bool(HAVE.search(before)) or (bool(named) and not (year and str(year) in named[0]))


def is_given(line: Line, clause_start: int, start: int) -> bool:
    """ "Huyện được Ủy ban nhân dân tỉnh xếp loại Tốt": a grade that was given, or refused."""
    before = line.low[clause_start:start]
    return before.endswith("không được ") or (bool(GIVEN.search(before)) and not is_goal(line))


def tells_only(line: Line) -> bool:
    """Whether the sentence has signs of a result and no word of aim."""
    return bool(SIGNS.search(line.low)) and not is_goal(line)
