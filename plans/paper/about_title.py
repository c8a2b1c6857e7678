"""What a plan is about, where a page tells of it: a heading, the issuing sentence, or the headline."""

import re

from plans.paper.found import in_content
from plans.paper.lines import Line
from plans.paper.shapes import Found

HEADINGS = 10
LEAST_WORDS = 3
MOST_TITLE = 300
MOST_SENTENCE = 400
TITLE_LINE = re.compile(
    r"(?:KẾ HOẠCH|Kế hoạch)\s+(?!(?:số|này|đặt|được|xây dựng nhằm|đề ra|nêu|xác định|yêu cầu|nhằm|gồm|tập trung|phấn đấu|hướng|có|cũng"
    r"|đã|sẽ|chỉ|do|là|bao gồm|quy định|đưa ra|trên|của)\b)[^:]+$"
)
ATTACHMENT = re.compile(r"\.(?:docx?|pdf|rar|zip|xlsx?)$", re.IGNORECASE)
OWN_DAY = r"\s*(?:,?\s*\(?ngày\s+\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4})\)?|năm \d{4})?\s*,?\s*"
ABOUT = re.compile(OWN_DAY + r"(?:của\s+[^.;,:]{3,80}?\s+)?(?:về việc|về|v/v)\s+", re.IGNORECASE)
AT_ONCE = re.compile(
    OWN_DAY
    + r"(?=(?:triển khai|thực hiện|cải cách|nâng cao|kiểm tra|tuyên truyền|tổ chức|đẩy mạnh|phát triển|ban hành|phê duyệt|công bố"
    r"|khảo sát|xác định|kiểm soát|chuyển đổi|rà soát|duy trì|tăng cường)\b)"
)
ISSUED_PLAN = re.compile(r"(?:ban hành|phê duyệt|công bố)\s+(?=(?:kế hoạch|chương trình|đề án)\b)", re.IGNORECASE)
IN_HEADLINE = re.compile(r"[Kk]ế hoạch\s+(?!(?:số|do|này|được|đã|sẽ|có|là)\b)\S+\s+\S+\s+\S+[^.:;]*")
QUOTED = re.compile(r"[“\"][^”\"\n]{3,250}[”\"]")
NAMED_IN_QUOTES = re.compile(
    r"\b(?:đề án|chương trình|phong trào|cuộc thi|hội thi|chủ đề|dự án|mô hình|cuộc vận động|chiến dịch)\s+$",
    re.IGNORECASE,
)
BARE_NUMBER = re.compile(r"kế hoạch\s+số\s+\d{1,5}\s+(?:về việc|về)\s+", re.IGNORECASE)  # without a symbol
PLAN_FIRST = re.compile(r"(?:kế hoạch|chương trình|đề án)\s", re.IGNORECASE)
OWN_TYPE = re.compile(
    r"(?P<type>kế hoạch|quyết định|chương trình|chỉ thị|công văn|công điện|nghị quyết|thông báo|hướng dẫn)\s+(?:số\s*:?\s*)?$",
    re.IGNORECASE,
)
TITLE_ENDS = re.compile(
    r"[.;:\n“”\"?]|,\s(?:theo|trong|với|nhằm|cụ thể)|\s(?:với (?:mục|những|các|một số)|như sau|ra sao|nhằm|trong đó)"
)


def title_on_page(lines: tuple[Line, ...], content: str, number: Found | None, verb: re.Match | None) -> Found | None:
    """A heading that begins with "Kế hoạch", else what the issuing sentence says, else the headline."""
    for line in lines[:HEADINGS]:
        if _is_title(line):
            return in_content(content, line.start, line.start + len(line.text.rstrip(". ")))
    told = _in_sentence(content, number, verb) if number or verb else None
    return told or _in_headline(lines, content)


def _is_title(line: Line) -> bool:
    is_short = len(line.text.split()) > 4 and len(line.text) < MOST_TITLE
    return is_short and bool(TITLE_LINE.match(line.text)) and not ATTACHMENT.search(line.text)


def _in_sentence(content: str, number: Found | None, verb: re.Match | None) -> Found | None:
    start = number.end if number else verb.end()
    stop = _title_end(content, start + 3, start + MOST_SENTENCE)
    end = stop.start() if stop else min(len(content), start + MOST_SENTENCE)
    if number:
        about = ABOUT.match(content, start, end) or AT_ONCE.match(content, start, end)
        if not about:
            return None
        start = about.end()
    issued = ISSUED_PLAN.search(content, start, min(end, start + 60))
    start = issued.end() if issued else start
    bare = None if number else BARE_NUMBER.match(content, start, end)
    words = " ".join(content[start:end].split())
    if len(words.split()) < LEAST_WORDS:
        return None
    if bare:
        return in_content(content, start, end, f"Kế hoạch {' '.join(content[bare.end() : end].split())}")
    is_plan = PLAN_FIRST.match(words)  # "Quyết định số 35/QĐ-… về Kế hoạch …" is called by the plan
    value = (
        words[:1].upper() + words[1:] if issued or is_plan or not number else f"{_own_type(content, number)} {words}"
    )
    return in_content(content, start, end, value)


def _title_end(content: str, start: int, end: int) -> re.Match | None:
    """Where a title ends; the name of a scheme in quotation marks belongs to it."""
    for stop in TITLE_ENDS.finditer(content, start, end):
        quoted = QUOTED.match(content, stop.start(), end)
        if quoted and NAMED_IN_QUOTES.search(content[start : stop.start()]):
            return _title_end(content, quoted.end(), end)
        return stop
    return None


def _own_type(content: str, number: Found) -> str:
    """The type named before the number: "Công văn số 15/UBND-NC"."""
    named = OWN_TYPE.search(content[max(0, number.start - 40) : number.start])
    return named["type"].capitalize() if named else "Kế hoạch"


def _in_headline(lines: tuple[Line, ...], content: str) -> Found | None:
    for line in (line for line in lines[:HEADINGS] if len(line.text) < MOST_TITLE):
        told = IN_HEADLINE.search(line.text)
        if told and not ATTACHMENT.search(line.text):
            words = told[0].strip()
            return in_content(
                content, line.start + told.start(), line.start + told.start() + len(words), f"Kế hoạch{words[8:]}"
            )
    return None
