"""The title of a paper: the name of its type and, on the lines below, what it is about (trích yếu)."""

import re
from dataclasses import dataclass
from itertools import takewhile

from plans.paper.casing import is_capitals, sentence_case
from plans.paper.found import in_content
from plans.paper.head import is_of_head
from plans.paper.lines import Line
from plans.paper.shapes import Found
from plans.paper.title_lost import NEAR_NUMBER, capitals_below, in_article, type_by_number
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
    "CÔNG ĐIỆN",
    "THÔNG TƯ",
)
TYPE = re.compile(rf"(?P<type>{'|'.join(TYPES)})\b")
SMALL_TYPE = re.compile(rf"(?P<type>{'|'.join(name.capitalize() for name in TYPES)})\s*:?")
BASES_BEGIN = re.compile(r"(?:Căn cứ|Xét đề nghị|Theo đề nghị)\s|Điều \d")
HEAD_LINES = 16
LEANS = re.compile(r"\b(?:CỦA|VÀ|VỀ|CHO|TẠI|THUỘC|DO)$")  # what follows belongs to the title
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
        if at and BASES_BEGIN.match(line.text):  # what stands below is no title: "QUYẾT ĐỊNH:"
            break
        named = TYPE.match(line.text) or _small_type(lines, at)
        if named and not _orders(lines, at) and not _is_headline(lines, at):
            return _title_at(lines, at, named["type"].upper(), content)
    return _title_of_letter(lines, content) or _title_without_type(lines, content)


def _orders(lines: tuple[Line, ...], at: int) -> bool:
    """Whether "QUYẾT ĐỊNH:" stands above what is decided, not above what the paper is about."""
    return lines[at].text.endswith(":") and at + 1 < len(lines) and bool(BASES_BEGIN.match(lines[at + 1].text))


def _is_headline(lines: tuple[Line, ...], at: int) -> bool:
    """Whether a page repeats the title above the paper: below it stand the motto and the type's name once more."""
    below = list(takewhile(lambda line: not BASES_BEGIN.match(line.text), lines[at + 1 : at + HEAD_LINES]))
    mottoes = [place for place, line in enumerate(below) if is_of_head(line)]
    return bool(mottoes) and any(TYPE.match(line.text) for line in below[mottoes[0] :])


def _small_type(lines: tuple[Line, ...], at: int) -> re.Match | None:
    """ "Quyết định" alone on a line, above what it is about in capitals."""
    alone = SMALL_TYPE.fullmatch(lines[at].text)
    return alone if alone and at + 1 < len(lines) and is_capitals(lines[at + 1].text) else None


def _title_without_type(lines: tuple[Line, ...], content: str) -> Title | None:
    """Where a page has lost the type's name: from the number's symbol, with capitals below it or article 1."""
    numbered = type_by_number(lines)
    if numbered is None:
        return None
    number_at, type_name = numbered
    at = capitals_below(lines, number_at)
    if at is not None:
        return _title_between(lines[at].start, _last_line(lines, at, True).end, at, at, type_name, content)
    place = in_article(content) if type_name == "QUYẾT ĐỊNH" else None
    if place is None:
        return None
    words = " ".join(content[slice(*place)].split())
    return Title(in_content(content, *place, words), number_at, type_name, number_at + NEAR_NUMBER)


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
        end = _capitals_end(line.text)
        if end <= len(type_name) and len(line.text) <= MOST_LINE:  # "KẾ HOẠCH Cải cách hành chính năm 2026"
            end = len(line.text)
        return _title_between(line.start, line.start + end, at, at, type_name, content)
    below = at + _lines_of_head(lines, at)
    last = _last_line(lines, below, bool(rest))
    if last is lines[below]:
        return _title_between(line.start, line.end, at, below, type_name, content)
    start = line.start if below == at else lines[below + 1].start
    return _title_between(start, last.end, at, below, type_name, content)


def _title_between(start: int, end: int, at: int, below: int, type_name: str, content: str) -> Title:
    """The title in these places; `below` is the last line of the head where that goes on below the type's name."""
    end = min(end, start + MOST_LENGTH)
    about = " ".join(_without_type(content[start:end], type_name).replace("|", " ").split()).strip(" :.*-–")
    found = in_content(content, start, end, _written(type_name, about, content))
    return Title(found, at, type_name, at if below == at else below + 1)


def _without_type(words: str, type_name: str) -> str:
    return words[len(type_name) :] if words.upper().startswith(type_name) else words


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
        names_issuer = NAMES_THE_ISSUER.match(line.text) and not LEANS.search(before.text)
        return is_capitals(before.text) and not names_issuer
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
