"""What is no target although a number stands there: results already reached, conditions, weights, definitions."""

import re

from targets.reading.letters import Line

GOAL = re.compile(
    r"\bphấn đấu\b|\btối thi[êểếề]u\b|\bít nh[ấâ]t\b|\bbảo đảm\b|\bđảm bảo\b|\bmục tiêu\b|\bchỉ tiêu\b|\bkhông quá\b|\bkhông dưới\b|\btrở lên\b|\bđặt ra\b|\bsẽ\b"
    r"|\bquyết tâm\b|\bhướng tới\b|\bgiao\b|\byêu cầu\b|\bphải\b|\bduy trì\b|\bgiữ vững\b|\btiếp tục\b|\bnâng\b|\bnỗ lực\b|\btập trung\b"
)
REACHED_VERBS = (
    "đạt|hoàn thành|vượt|tăng|giảm|có|tổ chức|tiếp nhận|giải quyết|xử lý|thực hiện|triển khai|ban hành|kiểm tra|cấp|cung cấp|số hóa|công khai"
    "|trả|đào tạo|bồi dưỡng|xếp|đứng|lên|rút|cắt|tinh|sắp|mở|phát|cập nhật|thành lập|đưa|được|khắc phục|xây dựng|sử dụng|bố trí|kết nối|nộp|đăng|công bố"
)
SURELY_PAST = re.compile(
    rf"\bđã (?:{REACHED_VERBS})\b"
    r"|\bvượt (?:mức )?(?:so với )?(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu)|\b(?:đạt|hoàn thành) (?:và vượt )?(?:chỉ tiêu|kế hoạch|mục tiêu) (?:đề ra|được giao|giao)"
    r"|\btính đến|\bđến nay\b|\bước đạt|\bđạt được|\b(?:chỉ|mới) (?:đạt|có|là)\b|\bmới đạt|\bhiện (?:nay|tại|có|đạt|mới|đã|còn|chỉ)|\bvừa qua\b|\btrong năm qua"
    r"|\bkết quả(?: đạt được| thực hiện| khảo sát| kiểm tra| cho thấy|,|:| cuối năm| năm)|\bcho thấy\b|\bso với cùng kỳ|\bcùng kỳ\b|\btheo (?:báo cáo|số liệu|thống kê|kết quả)"
    r"|\blũy kế|^\W*trong (?:quý|tháng|kỳ|tuần) [\divx/]+[^,;]{0,12},|\btrong (?:quý|tháng|kỳ|tuần|năm) (?:này|qua)\b|\bnăm (?:trước|ngoái)\b(?! ít| tối)|\bcòn (?:thấp|chậm|ít)\b"
    r"|\bqua đó\b|\bnhờ đó\b|^\W*còn \d|\btheo công bố|\bcông bố ngày|^\W*\d{1,2} tháng (?:đầu năm|cuối năm|qua)\b[^,;]{0,12},|\((?:năm|hiện nay|kế hoạch|kết quả|so với)[^)]*$"
    r"|\bnguyên nhân\b|\b(?:tỷ lệ|con số|mức) này\b|\bqua (?:kiểm tra|rà soát|thanh tra|khảo sát|đánh giá|theo dõi|giám sát)\b|\bphát hiện\b|\bghi nhận\b|\bthực tế\b|\bbình quân đạt\b"
    r"|\b(?:được|bị) [^,;]{2,40} (?:xếp loại|xếp hạng|đánh giá xếp)|\bsau (?:sắp xếp|sáp nhập|hợp nhất),|\btoàn (?:tỉnh|huyện|xã|quận|thành phố|ngành) (?:hiện )?có\b|\bgồm\b(?! các chỉ tiêu)"
)
AS_NOUN = re.compile(r"\b(?:tỷ lệ|tỉ lệ|số|100%|các|những|hồ sơ|kết quả|dữ liệu|thông tin|tthc)[^,;:]{0,120}$")
REACHED = re.compile(r"đã (?:đạt|hoàn thành|vượt|tăng|giảm|có|xếp|đứng|lên)$")
FRACTION_AFTER = re.compile(r"^\s?\(?\s?(?:tuc |gom |tuong ung |=|voi )?[\d.]{1,9} ?/ ?[\d.]{1,9}\b(?! nam)")
FRACTION_BEFORE = re.compile(
    r"\b[\d.]{1,9} ?/ ?[\d.]{1,9}(?: [^\W\d]+){0,8},? ?(?:\(|dat|chiem|bang|=|ty le|dat ty le)? ?$"
)
TOLD_AFTER = re.compile(r"^[^;.]{0,80}?\bvoi (?:hon |gan |tren |khoang )?[\d.]{1,9} (?:luot|nguoi|dai bieu)")
CONDITION = re.compile(
    r"\b(?:nếu|trường hợp|khi|trong trường hợp|(?:cơ quan|đơn vị|địa phương|xã|phường|sở|huyện)(?: nào| có)(?: tỷ lệ| kết quả| mức| đạt| chỉ số)[^,;]*|bị trừ|bị phê bình|xem xét trách nhiệm|là (?:doanh nghiệp|đơn vị|cơ quan|hồ sơ|người|thủ tục|tổ chức|trường hợp) [^,;]*)"
    r"\b[^;.]{0,160}$"
)
NOT_MEASURED = re.compile(
    r"\b(?:trọng số|tỷ trọng điểm|điểm tối đa|thang điểm|tổng điểm|tương ứng|điểm cộng|điểm trừ|điểm chuẩn|điểm thưởng|hệ số|lãi suất|thuế suất|vốn điều lệ|cổ phần|có vốn|phân bổ"
    r"|cơ cấu nguồn|nguồn kinh phí|nguồn vốn|định mức|giảm trừ|mức thu|mức phí|chiết khấu)\b[^;]{0,60}$|[x×*=(]\s?$"
)
SCORING = re.compile(
    r"\b(?:tính|được|trừ|cộng|chấm|cho|đánh giá)(?: tối đa| từ| thêm)? #?\d[\d,.]* điểm|\btính theo công thức|\bthang điểm\b|\bđiểm (?:thưởng|trừ|tối đa|chuẩn)\b|\bcách tính\b|\bcông thức\b|:\s?\d[\d,]* điểm|\bloại [a-e]:|\btừ \d[\d,]*(?: điểm)? ?(?:-|đến)(?: dưới)? \d[\d,]* điểm|% tổng (?:số )?điểm"
)


SAID_AFTER = re.compile(r"^[^;.:]{0,12}[,(] ?(?:tăng|giảm|cao hơn|thấp hơn|xếp|đứng|bằng|cùng kỳ) ")
IS_SO = re.compile(r"\b(?:là|chỉ số [^,;]{2,60} đạt|năm 20\d\d,? [^,;]{0,120} đạt|năm 20\d\d ?: ?(?:đạt)?) ?$")
RISE_OF_RESULT = re.compile(r"\d%?(?: điểm)?,? ?[,(]? ?(?:tăng|giảm|cao hơn|thấp hơn)(?: thêm)? $")
YEAR_AHEAD = re.compile(r"\bđến (?:hết |cuối )?năm|\btừ năm|\btrong năm|\bvào năm|\bgiai đoạn")
CONSEQUENCE = re.compile(
    r"^[^;.]{0,140}?\b(?:thì|phải (?:giải trình|kiểm điểm|báo cáo giải trình|làm rõ)|(?:sẽ |đều |thì )?bị (?:trừ|phê bình|nhắc nhở|kiểm điểm|hạ|xem xét|đánh giá|xếp|xử lý)"
    r"|không được (?:xét|xếp|đề nghị|khen|bình|công nhận)|được (?:tính là|xét|coi|hiểu)|không xét|trừ điểm|hạ bậc|hạ một bậc)\b"
)
BENEFIT = re.compile(
    r"^\s?(?:mức |tổng |số )?(?:phí|lệ phí|học phí|kinh phí|giá trị|mức lương|lương|tiền|thuế|mức đóng|mức đầu tư|vốn)\b"
)
PAID = re.compile(
    r"\b(?:ngân sách|kinh phí|quỹ|bảo hiểm)[^,;]{0,40}\b(?:bảo đảm|đảm bảo|hỗ trợ|chi trả|cấp|đối ứng|chi) $|\b(?:miễn|được giảm|tạm ứng) $"
)


def is_rule_or_money(line: Line, start: int, end: int) -> bool:
    """Whether the number opens a consequence ("dưới 80% thì bị trừ điểm") or is a fee, a price, a subsidy."""
    after = line.low[end : end + 160]
    return bool(CONSEQUENCE.match(after) or BENEFIT.match(after) or PAID.search(line.low[max(0, start - 80) : start]))


def is_told_plainly(line: Line, clause_start: int, start: int, end: int, year: int | None) -> bool:
    """ "Chỉ số … là 83,2%, tăng 3 bậc": a bare number without any word of aim, said of a year or beside its rise."""
    if GOAL.search(line.low) or YEAR_AHEAD.search(line.low[clause_start:start]):
        return False
    if SAID_AFTER.match(line.low[end : end + 40]):
        return True
    if RISE_OF_RESULT.search(line.low[clause_start:start]):
        return True
    named = IS_SO.search(line.low[clause_start:start])
    return bool(named) and not (year and str(year) in named[0])


GIVEN = re.compile(r"\bđược (?!đánh giá|xếp|công nhận)[^,;]{2,60}$")


def is_given(line: Line, clause_start: int, start: int) -> bool:
    """ "Huyện được Ủy ban nhân dân tỉnh xếp loại Tốt": a grade that was given."""
    return bool(GIVEN.search(line.low[clause_start:start])) and not GOAL.search(line.low)


def is_scoring(line: Line) -> bool:
    """Whether the sentence says how points are given; its numbers are steps of a scale."""
    return bool(SCORING.search(line.low))


def is_result(line: Line, clause_start: int, start: int, end: int) -> bool:
    """Whether the words before (and a fraction beside) the number tell what was reached, not what is asked."""
    original = line.bare
    if FRACTION_AFTER.match(original[end : end + 40]) or FRACTION_BEFORE.search(original[max(0, start - 90) : start]):
        return True
    if TOLD_AFTER.match(original[end : end + 120]) and not GOAL.search(line.low):
        return True
    before = line.low[clause_start:start]
    past = [found for found in SURELY_PAST.finditer(before) if not _describes_noun(before, found)]
    return bool(past) and not GOAL.search(line.low, clause_start + past[-1].end(), min(len(original), end))


def _describes_noun(before: str, found: re.Match) -> bool:
    """ "Tỷ lệ hồ sơ đã giải quyết …": a word of the name, unless it says that something was reached."""
    if not found[0].startswith("đã") or REACHED.search(found[0]):
        return False
    return bool(AS_NOUN.search(before[: found.start()]))


def is_no_measure(low_before: str) -> bool:
    """Whether what stands before the number makes it a condition, a weight or a definition."""
    return bool(CONDITION.search(low_before) or NOT_MEASURED.search(low_before))


def is_goal(line: Line) -> bool:
    """Whether the sentence speaks of what is aimed at."""
    return bool(GOAL.search(line.low))
