"""Numbers that set nothing: dates, papers, articles, money, phones, levels, ages, labels. Their digits are hidden.

A mask keeps the length, so every place still holds; a hidden digit is "#".
"""

import re

from targets.reading.letters import Line

HIDDEN = "#"
DIGIT = re.compile(r"\d")
NUMBER = r"\d[\d.,]{0,20}"
NO_SHARE = r"(?![\d.,]{0,20}\s?(?:%|phần trăm|điểm phần trăm))"

PAPERS = (
    "nghị quyết|nghị định|quyết định|thông tư|kế hoạch|công văn|chỉ thị|luật|thông báo|tờ trình|kết luận|quy định"
    "|hướng dẫn"
    "|đề án|dự án|chương trình|bộ chỉ số|điều|khoản|mục|phụ lục|chương|tiểu mục|biểu|mẫu|tờ|trang|hình|iso|qđ|nq|nđ"
    "|tt|kh|cv|ct"
    "|nghị quyết trung ương|khóa|quốc lộ|tỉnh lộ|đường|phố|ngõ|tầng|phòng|quận|phường|khu vực|vùng|tổ dân phố|kỳ họp"
    "|lớp"
    "|(?<!tổng )(?<!con )(?<!dân )(?<!một )số|điểm|cột|dòng|ô"
)
LEVELS = "mức độ|cấp độ|(?<!nâng )(?<!cung )(?<!trợ )cấp|loại|hạng|bậc|giai đoạn|(?<!trong )vòng|đợt|lần thứ|thứ|nhóm|phương án"
IN_LOW = [  # words that only their marks tell apart
    re.compile(rf"\b(?:{PAPERS})(?: số)?:? ?\d+(?:[./-]\d+)*{NO_SHARE}(?!,\d)"),
    re.compile(r"\b(?:khoản|điểm|điều|mục|phụ lục|biểu|mẫu|nhóm) [\d#]+(?:\s?(?:,|và|-|đến)\s?\d{1,2}\b)+(?!\s?%)"),
    re.compile(rf"\b(?:{LEVELS}) \d{{1,2}}(?:\s?(?:,|và|hoặc|-|đến)\s?\d{{1,2}}\b(?!\s?%))*{NO_SHARE}(?![.,]\d|\d)"),
]
TRAPS = [
    # a label at the head: "1.", "(2)", "3.1."
    re.compile(r"^\W*(?:\(\d{1,2}\)|\d{1,2}(?:\.\d{1,2})*[.)](?=\s)|\d{1,2}(?:\.\d{1,2})+(?=\s))"),
    # days, months, years, quarters
    re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b"),
    re.compile(r"\b\d{1,2} thang \d{1,2}(?: nam \d{4})?"),
    re.compile(r"\b(?:ngay|hom|sang|chieu) \d{1,2}(?: ?[/.-] ?\d{1,2})?(?= |$|[.,;:)])(?! (?:ngay|gio|lan))"),
    re.compile(r"\bthang \d{1,2}(?:[/-]\d{4})?(?:\s?(?:,|va|den|-)\s?(?:thang )?\d{1,2}\b(?:/\d{4})?)?(?!\s?%|\d)"),
    re.compile(r"\b(?:quy|q) ?\d ?[/-] ?\d{4}"),
    re.compile(r"\bquy (?:i{1,3}|iv|[1-4])(?: ?[/-] ?| nam )\d{4}"),
    re.compile(r"\b(?:19|20)\d\d(?:\s?-\s?(?:19|20)?\d\d)?\b(?!\s?%|,\d|\.\d)"),
    re.compile(r"\b\d{1,2} ?/ ?(?:19|20)\d\d\b"),
    re.compile(r"\b(?:den|het|truoc|tu) \d{1,2}/\d{1,2}\b(?! (?!nam)[a-z])"),
    re.compile(r"(?<![\d.,])\d{1,5}/\d{1,5}\b(?! nam| diem)"),
    re.compile(
        r"\b\d{1,2} gio(?: \d{1,2}(?: phut)?)?(?: sang| chieu)? ?(?:den|-"
        r"|ngay) ?\d{1,2}(?: gio(?: \d{1,2}(?: phut)?)?)?"
    ),
    re.compile(r"\bdinh ky (?:0?\d|12) thang\b"),
    re.compile(r"\b(?:luc|hoi|truoc|den|tu) \d{1,2} gio(?: \d{1,2}(?: phut)?)?\b(?! lam viec)"),
    re.compile(r"\b\d{1,2}(?:h|g|:)\d{2}\b"),
    re.compile(r"\b\d{1,2} nam (?:tiep theo|toi|gan day|qua|lien tiep|tro lai|dau|truoc|tiep)"),
    re.compile(r"\b(?:0?[1-9]|1[0-2]) thang (?:dau|cuoi|nam|lan)|\b0?[369] thang\b(?= nam| dau| cuoi)"),
    # codes and addresses
    re.compile(
        r"\b\d+(?:/\d{4})?\s?[/-]\s?(?!nam|quy|thang|tuan|ngay|ky|dot|lan|nguoi|don vi|xa|phuong"
        r"|den)[a-z]{2}[-a-z&/]*"
    ),
    re.compile(r"\b[\w.-]{1,64}@\S{1,80}|https?://\S{1,200}|www\.\S{1,200}"),
    # telephones, page counters, money
    re.compile(r"\b0\d{2,3}[. -]?\d{3}[. -]?\d{3,4}\b"),
    re.compile(r"\b(?:dien thoai|so may|dt|fax|tel|hotline|tong dai)\s?:?\s?[\d(][\d(). -]{0,30}"),
    re.compile(r"\b(?:luot xem|luot truy cap|view count|dang truy cap|tong|xem|views?|hits?)\s?: ?\d[\d.,]*"),
    re.compile(rf"\b{NUMBER}(?: ?(?:-|den) ?{NUMBER})? ?(?:ty|trieu|nghin|ngan|tram)? ?(?:dong|vnd|usd|do la|euro)\b"),
    re.compile(
        rf"\b{NUMBER} (?:ty|trieu)\b(?! (?:luot|nguoi|ho|trang|tai|ban|van|san|giao|du|khach|don|thue|doanh|cay|lao|thiet|khau))"
    ),
    # ages, speeds, names with a number in them
    re.compile(r"\b\d{1,3} tuoi"),
    re.compile(rf"\b{NUMBER} ?(?:gb/s|gbps|mb/s|mbps|gb|mb|tb|km2?|m2|ha|kg|mw|kwh?)\b"),
    re.compile(r"\b(?!(?:tu|dat|tren|duoi|nhat|thieu|qua)\d)[a-z]+[-_]?\d[\w.-]*"),
    re.compile(r"\b\d+[a-z]\w*"),
    re.compile(r"\b24 ?gio ?/ ?7 ngay"),
]


def masked(line: Line) -> str:
    """The bare spelling with the digits of everything that is no quantity hidden."""
    hidden = line.bare
    for trap in TRAPS:
        hidden = trap.sub(_hide, hidden)
    for trap in IN_LOW:
        for found in trap.finditer(line.low):
            hidden = (
                hidden[: found.start()] + DIGIT.sub(HIDDEN, hidden[found.start() : found.end()]) + hidden[found.end() :]
            )
    return hidden


def _hide(found: re.Match) -> str:
    return DIGIT.sub(HIDDEN, found[0])
