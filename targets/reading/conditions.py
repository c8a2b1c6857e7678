"""Numbers inside a condition, a definition, a scale of points, a price: none is a target, whatever its comparator."""

import re

from targets.reading.letters import Line

CONDITION = re.compile(
    r"\b(?:nếu|trường hợp|(?<![^,;] )khi|trong trường hợp|(?:cơ quan|đơn vị|địa phương|xã|phường|sở|huyện)(?: nào"
    r"| có)(?: tỷ lệ| kết quả| mức| đạt| chỉ số)[^,;]*|(?:cho|đối với|với|của) (?:các |những )?(?:cơ quan|đơn vị|địa phương|xã|phường|sở) có[^,;]*"
    r"|theo quy định tại (?:khoản|điều|điểm|nghị)[^;]*|bị trừ"
    r"|bị phê bình|(?:trách nhiệm|kỷ luật|xử lý|kiểm điểm|phê bình|giải trình) (?:khi|nếu|để)|(?:xã|phường|thị trấn|huyện|tỉnh|đơn vị)"
    r" loại [ivx1-3]+ có|xem xét trách nhiệm|là (?:doanh nghiệp|đơn vị|cơ quan|hồ sơ|người|thủ tục|tổ chức"
    r"|trường hợp) [^,;]*)"
    r"\b[^;.]{0,160}$"
)
NOT_MEASURED = re.compile(
    r"\b(?:trọng số|tỷ trọng điểm|điểm tối đa|thang điểm|tổng điểm(?! (?:của )?(?:chỉ số|đạt))|cơ cấu mẫu|mẫu khảo sát|điểm cộng|điểm trừ"
    r"|điểm chuẩn|điểm thưởng|hệ số|lãi suất|thuế suất|vốn điều lệ|cổ phần|có vốn|phân bổ"
    r"|cơ cấu nguồn|nguồn kinh phí|nguồn vốn|(?<!ổn )định mức|giảm trừ|mức thu|mức phí|chiết khấu)\b[^;]{0,60}$|(?:[×*=]|\bx)\s?$"
)
SCORING = re.compile(
    r"\b(?:tính|được|trừ|cộng|chấm|cho|đánh giá)(?: tối đa| từ| thêm)? #?\d[\d,.]* điểm|\btính theo công thức"
    r"|(?<!\()\bthang điểm\b|\b(?<!đạt )điểm (?:thưởng|trừ|tối đa|chuẩn)\b|\bcách tính\b|\bcông thức\b|:\s?\d[\d,]* điểm"
    r"|\(\d[\d,]* điểm\)|\bloại [a-e]:|\btừ \d[\d,]*(?: điểm)? ?(?:-|đến)(?: dưới)? \d[\d,]* điểm|% tổng (?:số )?điểm"
)
CONSEQUENCE = re.compile(
    r"^[^;.]{0,140}?\b(?:thì|phải (?:giải trình|kiểm điểm|báo cáo giải trình|làm rõ)|(?:sẽ |đều |thì )?bị (?:trừ"
    r"|phê bình|nhắc nhở|kiểm điểm|hạ|xem xét|đánh giá|xếp|xử lý)"
    r"|không được (?:xét|xếp|đề nghị|khen|bình|công nhận)|được (?:tính là|xét|coi|hiểu)|không xét|trừ điểm|hạ bậc"
    r"|hạ một bậc)\b"
)
BENEFIT = re.compile(
    r"^\s?(?:lần )?(?:mức |tổng |số )?(?:phí|lệ phí|học phí|kinh phí|giá trị|mức lương|lương|tiền|thuế|mức đóng"
    r"|mức đầu tư|vốn)\b"
)
SAVED = re.compile(r"(?<!được )\b(?:giảm|tiết kiệm)(?: thêm| tối thiểu| ít nhất)? $")
PAID = re.compile(
    r"\b(?:ngân sách|kinh phí|quỹ|bảo hiểm)[^,;]{0,40}\b(?:bảo đảm|đảm bảo|hỗ trợ|chi trả|cấp|đối ứng|chi) $"
    r"|\b(?:miễn|được giảm|tạm ứng) $"
)
THINGS = (
    r"hồ sơ|tài liệu|người|công chức|cán bộ|viên chức|đơn vị|cơ quan"
    r"|sở|xã|phường|huyện|dự án|thủ tục|doanh nghiệp|phiếu|văn bản|nhiệm vụ|học viên|công dân|hộ|tổ chức|trường hợp"
)
PROPERTY = re.compile(
    rf"(?:^|[,;:] ?|đối với )\W*(?:các |những |áp dụng đối với )?(?:{THINGS})(?: [^\W\d]+){{0,5}}? (?:có (?:thời hạn"
    rf"|thời gian|tỷ lệ|mức|điểm|kết quả|số|quy mô|giá trị|vốn|diện tích|độ tuổi|thâm niên)|công tác"
    rf"|tham gia)(?: [^\W\d]+){{0,6}} $"
)
GOES_ON = re.compile(
    r"^(?: [^\W\d]+){0,6}?,? (?:áp dụng|được|phải|không|chưa|thì|bị|thực hiện|hưởng|xem xét|gồm)\b"
    r"|^(?: [^\W\d]+){0,3} trở (?:lên|xuống)\W*$|^\W*$"
)
HEAD = re.compile(r"^\W*(?:đối với|với|áp dụng)\b(?:(?!\bđạt\b|phấn đấu)[^,;:])*$")
HEAD_ENDS = re.compile(r"^(?: [^\W\d]+){0,5},")
SAME_NOUN = re.compile(r"^\W*(?P<noun>[^\W\d]+)\b[^,;]{0,40} là (?P=noun)\b")
NEAR = 600  # characters before a number that are looked at
BRACKETED = re.compile(r"(?<!phần trăm )\(\s?$")
PER_TIME = re.compile(r"^ ?(?:lần|cuộc|buổi|số|ngày|tin|bài)(?:, bài)?/")  # "(02 lần/tháng)" sets how often
EQUIVALENT = re.compile(r"\((?:tương đương|tương ứng|tức|bằng|khoảng)\b[^()]*$")
ENTITLED = re.compile(r"(?: [^\W\d]+){0,4} được hưởng\b")
IN_MONEY = re.compile(r"\([^()]*\b(?:chi|vốn|nguồn)\b[^()]*$|\b(?:cộng|trừ|thưởng|phạt)(?: thêm)? $")


def is_scoring(line: Line) -> bool:
    """Whether the sentence says how points are given; its numbers are steps of a scale."""
    return bool(SCORING.search(line.low))


def is_condition(line: Line, clause_start: int, start: int, end: int) -> bool:
    """Whether the number opens a consequence, describes its subject, or is a fee, a price, a weight."""
    before, after = line.low[max(clause_start, start - NEAR) : start], line.low[end : end + 160]
    if CONDITION.search(before) or NOT_MEASURED.search(before) or SAME_NOUN.match(before) or IN_MONEY.search(before):
        return True
    if EQUIVALENT.search(before) or (BRACKETED.search(before) and not PER_TIME.match(after)):
        return True
    if ENTITLED.match(after) and line.low[end - 1] != "%":
        return True
    if HEAD.search(before) and HEAD_ENDS.match(after) and line.low[end - 1] != "%":
        return True
    if PROPERTY.search(before) and GOES_ON.match(after):
        return True
    is_benefit = BENEFIT.match(after) and not (SAVED.search(before) and after.startswith(" kinh phí"))
    return bool(CONSEQUENCE.match(after) or is_benefit or PAID.search(before[-80:]))
