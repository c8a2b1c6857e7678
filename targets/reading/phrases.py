"""The words that name what is measured, cut out of the sentence so that they read as an indicator's name."""

import re

from targets.reading.letters import Line

OPENING = re.compile(  # what a sentence begins with before it comes to the matter
    r"(?:[\s\-+*•·●○▪➢✓–—:;,.“”\"'‘’…]+|\(?(?:\d{1,2}\.)*\d{1,2}[.)]\s|[a-z]\)\s|[ivx]{1,4}\.\s|\([\d#ivx]+\)"
    r"|(?:phan dau|quyet tam|tiep tuc|no luc)\b|(?:bao dam|dam bao|duy tri|giu vung|dat|co|nang|de|theo do|trong do|rieng|dong thoi|ngoai ra|cu the|muc tieu|chi tieu|ke hoach"
    r"|dat ra|de ra|dat chi tieu|quan dat chi tieu|nhu sau|sau day|toi thieu|it nhat|trong so cac|yeu cau|va|voi|la|rang|cung|phai|can|se|tang cuong de|thuc hien dat|thuc hien hoan thanh|hoan thanh)\b"
    r"(?!\s(?:muc|cong khai|thuc hien dung))|(?:den|vao|trong|het|cuoi|ngay trong)?\s?(?:het |cuoi )?(?:giai doan|nam|quy [ivx]+[ /]|6 thang dau nam|thang)\s?(?:[\d#]{4})?(?:\s?(?:-|den nam|den)\s?[\d#]{4})?(?=[ ,:])"
    r"|(?:hang|moi|hằng) (?:nam|quy|thang)\b)"
)
LOW_COUNTERS = re.compile(r"(?:số lượng|tổng số|số|các|những|toàn bộ|tất cả|mọi)\s(?=\S)")
CLOSING = re.compile(
    r"(?:[\s\-,;:.…]|\b(?:dat|chiem|la|dat ty le|ty le|dat muc|o muc|phai|phai dat|can dat|bang|len|xuong|con|xuong con|tu|toi thieu|it nhat|duoc|va|voi|muc|trong do|hang nam"
    r"|moi nam|hoan thanh|dat tren|tang|giam|dat tu|dat toi thieu|khong|qua|den|tren|duoi|co|phan dau|bao dam|dam bao|them|dat duoc|cu the|rieng|duy tri|ty trong|chi)\b)+$"
)
ASIDE_END = re.compile(r"\s?\((?:[^()]{0,120})$")
TAIL = re.compile(
    r",? (?:theo (?:dung )?quy dinh|theo ke hoach|theo dung ke hoach|theo yeu cau|theo quy trinh|theo tham quyen)(?= *[.,;]|$)"
)
DUE_TAIL = re.compile(
    r",? ?(?:den|vao|trong|truoc|cham nhat|het)\s(?:het |cuoi )?(?:nam|quy|thang|ngay|giai doan) ?[\d#ivx][^,;]*$"
)
MOST = 260


def name_after(line: Line, start: int, end: int) -> str:
    """The measured thing from the words after the number: "số hồ sơ được giải quyết đúng hạn" → "hồ sơ được …"."""
    begin, end = start, end
    while (found := re.compile(r"[\s,:;-]+|(?:tro len|tong so|so luong)\b\s?").match(line.bare, begin, end)) and found[
        0
    ]:
        begin = found.end()
    if counter := LOW_COUNTERS.match(line.low, begin, end):
        begin = counter.end()
    return _tidy(line, begin, end)


def name_before(line: Line, start: int, end: int) -> str:
    """The measured thing from the words before the number, without "Phấn đấu", "Đến năm 2030," and "đạt"."""
    begin = start
    while (found := OPENING.match(line.bare, begin, end)) and found[0]:
        begin = found.end()
    return _tidy(line, begin, end)


def _tidy(line: Line, begin: int, end: int) -> str:
    end = min(end, begin + MOST)
    for shape in (CLOSING, TAIL, DUE_TAIL, CLOSING):
        if found := shape.search(line.bare, begin, end):
            end = found.start() if found.end() >= end else end
    words = " ".join(line.text[begin:end].split())
    words = words.strip(" -,;:.…")
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].rstrip(" ,;:-")
    return words


def as_rate(words: str) -> str:
    """ "hồ sơ được giải quyết đúng hạn" as an indicator's name: "Tỷ lệ hồ sơ được giải quyết đúng hạn"."""
    if not words:
        return ""
    if re.match(r"(?i)(tỷ|tỉ) (lệ|trọng)|mức|chỉ số|tổng|điểm|số |giá trị|kinh phí|tốc độ", words):
        return words[0].upper() + words[1:]
    return f"Tỷ lệ {words[0].lower() if words[:2].istitle() or len(words) == 1 else words[0]}{words[1:]}"


def as_number(words: str) -> str:
    """ "hội nghị đối thoại" as an indicator's name: "Số hội nghị đối thoại"."""
    return f"Số {words}" if words else ""


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
