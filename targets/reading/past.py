"""What is no target although a number stands there: results already reached, conditions, weights, definitions."""

import re

from targets.reading.letters import Line

GOAL = re.compile(
    r"\bphan dau\b|\btoi thieu\b|\btoi thiet\b|\bit nhat\b|\bbao dam\b|\bdam bao\b|\bmuc tieu\b|\bchi tieu\b|\bkhong qua\b|\btro len\b"
    r"|\bdat ra\b|\bse\b|\bquyet tam\b|\bhuong toi\b|\bgiao\b|\byeu cau\b|\bphai\b"
)
SURELY_PAST = re.compile(
    r"\bđã (?:đạt|hoàn thành|vượt|tăng|giảm|có|tổ chức|tiếp nhận|giải quyết|xử lý|thực hiện|triển khai|ban hành|kiểm tra|cấp|cung cấp"
    r"|số hóa|công khai|trả|đào tạo|bồi dưỡng|xếp|đứng|lên|rút|cắt|tinh|sắp|mở|phát|cập nhật|thành lập|đưa|được)\b"
    r"|\bvượt (?:mức )?(?:so với )?(?:chỉ tiêu|kế hoạch|mục tiêu|yêu cầu)|\b(?:đạt|hoàn thành) (?:và vượt )?(?:chỉ tiêu|kế hoạch|mục tiêu) (?:đề ra|được giao|giao)"
    r"|\btính đến|\bước đạt|\bđạt được|\bchỉ đạt|\bmới đạt|\bhiện (?:nay|tại|có|đạt|mới|đã|còn|chỉ)|\bvừa qua\b|\btrong năm qua"
    r"|\bkết quả(?: đạt được| thực hiện| cho thấy|,|:)| \bkết quả (?:cuối )?năm|\bso với cùng kỳ|\btheo (?:báo cáo|số liệu|thống kê|kết quả|đánh giá của)"
    r"|\blũy kế|\btrong (?:quý|tháng|kỳ|tuần) (?:[ivx]+|[\d/]+|này|qua)\b(?! phải| hoàn thành)|\bnăm (?:trước|ngoái)|\bcòn (?:thấp|chậm|ít)\b"
)
AS_NOUN = re.compile(r"\b(?:tỷ lệ|tỉ lệ|số|100%|các|những|hồ sơ|kết quả|dữ liệu|thông tin|thtc|tthc)[^,;:]{0,120}$")
REACHED = re.compile(r"đã (?:đạt|hoàn thành|vượt|tăng|giảm|có|xếp|đứng|lên)$")
FRACTION_AFTER = re.compile(r"^\s?\(?\s?(?:tuc |gom |tuong ung |=|voi )?[\d.]{1,9} ?/ ?[\d.]{1,9}\b(?! nam)")
FRACTION_BEFORE = re.compile(
    r"\b[\d.]{1,9} ?/ ?[\d.]{1,9}(?: [^\W\d]+){0,8},? ?(?:\(|dat|chiem|bang|=|ty le|dat ty le)? ?$"
)
CONDITION = re.compile(
    r"\b(?:neu|truong hop|khi|trong truong hop|doi voi (?:cac |nhung )?(?:[^\W\d]+ ){1,8}(?:co|dat)|(?:co quan|don vi|dia phuong|xa|phuong|so) (?:co|nao co|nao dat|nao khong)"
    r"|bi tru|bi phe binh|xem xet trach nhiem)\b[^;.]{0,160}$"
)
NOT_MEASURED = re.compile(
    r"\b(?:trong so|ty trong diem|diem toi da|thang diem|tong diem|tuong ung|diem cong|diem tru|diem chuan|he so|lai suat|thue suat|von dieu le|co phan|co von)\b[^;,]{0,60}$"
)


def is_result(line: Line, clause_start: int, start: int, end: int) -> bool:
    """Whether the words before (and a fraction beside) the number tell what was reached, not what is asked."""
    original = line.bare
    if FRACTION_AFTER.match(original[end : end + 40]) or FRACTION_BEFORE.search(original[max(0, start - 90) : start]):
        return True
    before = line.low[clause_start:start]
    past = [found for found in SURELY_PAST.finditer(before) if not _describes_noun(before, found)]
    return bool(past) and not GOAL.search(original, clause_start + past[-1].end(), min(len(original), end))


def _describes_noun(before: str, found: re.Match) -> bool:
    """ "Tỷ lệ hồ sơ đã giải quyết …": a word of the name, unless it says that something was reached."""
    if not found[0].startswith("đã") or REACHED.search(found[0]):
        return False
    return bool(AS_NOUN.search(before[: found.start()]))


def is_no_measure(bare_before: str) -> bool:
    """Whether what stands before the number makes it a condition, a weight or a definition."""
    return bool(CONDITION.search(bare_before) or NOT_MEASURED.search(bare_before))


def is_goal(line: Line) -> bool:
    """Whether the sentence speaks of what is aimed at."""
    return bool(GOAL.search(line.bare))
