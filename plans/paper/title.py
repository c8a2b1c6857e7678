"""The title of a paper: the name of its type and, on the lines below, what it is about (trích yếu)."""

import re
from dataclasses import dataclass

from plans.paper.casing import is_capitals, sentence_case
from plans.paper.found import in_content
from plans.paper.head import is_of_head
from plans.paper.lines import Line
from plans.paper.shapes import Found
from ui.vietnamese import fold

TYPES = (
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "CHƯƠNG TRÌNH",
    "ĐỀ ÁN",
    "NGHỊ QUYẾT",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "PHƯƠNG ÁN",
    "CÔNG VĂN",
)
TYPE = re.compile(rf"(?P<type>{'|'.join(TYPES)})\b")
LINES_TO_LOOK_AT = 45
MOST_LINES = 8
LETTER_LINES = 12
LETTER = "CÔNG VĂN"
MOST_LENGTH = 600
MOST_LINE = 400
BODY_BEGINS = re.compile(
    r"\(?(?:Căn cứ|Kính gửi|Ngày |Điều \d|Phần |Số\s*:|Ban hành kèm|Kèm theo|Xét |[IVX]+\s*[.)-]|A\.|[1-9]\.|QUYẾT ĐỊNH\s*:?$"
    r"|PHẦN |CHƯƠNG )"
)
MAY_BEGIN = re.compile(r"Thực hiện|Triển khai|Để |Nhằm |Theo |Trong |Tiếp tục ")  # the body, or what a plan is about
PROSE = re.compile(r"\b(?:ban hành|xây dựng|như sau)\b.*|[;:]$")
OF_A_LETTER = re.compile(r"V/v\b|Về việc\b")
NAMES_THE_ISSUER = re.compile(
    r"(?:(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|CHÁNH|TRƯỞNG BAN|THỦ TƯỚNG|TỔNG THANH TRA)\s+)?(?:ỦY BAN NHÂN DÂN"
    r"|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|(?<=BỘ TRƯỞNG )BỘ|(?<=GIÁM ĐỐC )SỞ|(?<=THỦ TƯỚNG )CHÍNH PHỦ"
    r"|(?<=CHÁNH )(?:THANH TRA|VĂN PHÒNG)|(?<=TRƯỞNG BAN )(?:CHỈ ĐẠO|QUẢN LÝ))\b"
)
GOES_ON = re.compile(r"(?:[a-zà-ỹđ(]|Giai đoạn|Năm \d|Trên địa bàn|Của |Tại |Về )")
ISSUES_A_PLAN = re.compile(
    r"(?:ban\s+hành|phê\s+duyệt|công\s+bố)\s+(?P<what>(?:kế\s+hoạch|chương\s+trình|đề\s+án|phương\s+án)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Title:
    """The title as found, the places among the lines of its type's name and of what follows it, and that type."""

    found: Found
    at: int
    type: str
    body_at: int = 0

    @property
    def head_ends(self) -> int | None:
        """The line below the head; a letter's title stands within it."""
        return None if self.type == LETTER else self.body_at


def read_title(lines: tuple[Line, ...], content: str) -> Title | None:
    """The first line in capitals that begins with a type's name, with what is said below; None on a page without one."""
    for at, line in enumerate(lines[:LINES_TO_LOOK_AT]):
        named = TYPE.match(line.text)
        if named:
            return _title_at(lines, at, named["type"], content)
    return _title_of_letter(lines, content)


def _title_of_letter(lines: tuple[Line, ...], content: str) -> Title | None:
    """A letter has no type's name: below its number stands "V/v …"."""
    for at, line in enumerate(lines[1:LETTER_LINES], start=1):
        if OF_A_LETTER.match(line.text) and re.match(r"Số\b", lines[at - 1].text):
            end = _last_line(lines, at, True).end
            about = " ".join(content[line.start : end].split()).strip(" .:;")
            return Title(in_content(content, line.start, end, _written(LETTER, about, content)), at, LETTER, at)
    return None


def _title_at(lines: tuple[Line, ...], at: int, type_name: str, content: str) -> Title:
    line = lines[at]
    rest = line.text[len(type_name) :].strip(" :")
    if rest and not is_capitals(line.text):  # a text without line breaks: capitals, then the body
        return _title_between(line.start, line.start + _capitals_end(line.text), at, at, type_name, content)
    below = at + _lines_of_head(lines, at)
    last = _last_line(lines, below, bool(rest))
    if last is lines[below]:
        return _title_between(line.start, line.end, at, below, type_name, content)
    start = line.start if below == at else lines[below + 1].start
    return _title_between(start, last.end, at, below, type_name, content)


def _title_between(start: int, end: int, at: int, below: int, type_name: str, content: str) -> Title:
    """The title in these places; `below` is the last line of the head where that goes on below the type's name."""
    end = min(end, start + MOST_LENGTH)
    about = " ".join(content[start:end].removeprefix(type_name).replace("|", " ").split()).strip(" :.*-–")
    found = in_content(content, start, end, _written(type_name, about, content))
    return Title(found, at, type_name, at if below == at else below + 1)


def _lines_of_head(lines: tuple[Line, ...], at: int) -> int:
    """How many lines of the head stand below the type's name."""
    below = 0
    while at + below + 1 < len(lines) and is_of_head(lines[at + below + 1]):
        below += 1
    return below


def _capitals_end(words: str) -> int:
    """Where the capitals at the beginning of a text end; the issuer named before "Căn cứ" is left out."""
    end = 0
    for found in re.finditer(r"\S+", words[:MOST_LENGTH]):
        if any(map(str.islower, found[0])) or re.match(r"[IVX]+\.$", found[0]):
            break
        end = found.end()
    issuer = NAMES_THE_ISSUER.search(words, len("QUYẾT ĐỊNH"), end)
    if issuer and words.startswith("QUYẾT ĐỊNH") and fold(words[end : end + 9]).startswith("can cu"):
        last = [one.start() for one in NAMES_THE_ISSUER.finditer(words, len("QUYẾT ĐỊNH"), end)][-1]
        end = len(words[:last].rstrip())
    return end


def _last_line(lines: tuple[Line, ...], at: int, has_words: bool) -> Line:
    last = lines[at]
    for line in lines[at + 1 : at + MOST_LINES]:
        if not _belongs(line, last, has_words):
            break
        last, has_words = line, True
    return last


def _belongs(line: Line, before: Line, has_words: bool) -> bool:
    """Whether a line below the type's name still says what the paper is about."""
    if line.label or BODY_BEGINS.match(line.text) or len(line.text) > MOST_LINE:
        return False
    if not has_words:
        return not (MAY_BEGIN.match(line.text) and PROSE.search(line.text))
    if MAY_BEGIN.match(line.text) or before.text.endswith((".", ";", ":")):
        return False
    if is_capitals(line.text):
        return is_capitals(before.text) and not NAMES_THE_ISSUER.match(line.text)
    return bool(GOES_ON.match(line.text)) and len(before.text) < 200


def _written(type_name: str, about: str, content: str) -> str:
    """ "Kế hoạch cải cách hành chính năm 2026"; a decision that issues a plan is called by the plan."""
    about = re.sub(r"^(?:về\s+việc|v/v|về)\s+", "", about, flags=re.IGNORECASE)
    issued = ISSUES_A_PLAN.search(about) if type_name == "QUYẾT ĐỊNH" else None
    if issued:
        return sentence_case(issued["what"], content)
    about = sentence_case(about, content)
    if not about:
        return type_name.capitalize()
    first = about.split()[0]
    lowered = about if first.isupper() or not about[1:2].islower() else about[0].lower() + about[1:]
    return f"{type_name.capitalize()} {lowered}"
