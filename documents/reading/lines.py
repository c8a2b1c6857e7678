"""Lines that a program has wrapped, joined to paragraphs again; lines that begin something stay apart."""

import re
from collections.abc import Sequence

WIDEST_WRAP = 180  # characters; longer lines are paragraphs already
LEAST_FULL = 30  # shorter lines tell nothing of the width
FULL_SHARE = 0.8  # proportional type wraps lines of unequal length
LEAST_FULL_LINES = 3

BULLET = r"[-–—•●▪■◦○*+§]\s"
NUMBER = r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zđA-ZĐ]|[ivxIVX]{1,5})[.)])(?:\s|$)|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s"
NAMED = r"(?:Điều|Chương|Phần|Mục|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC|Biểu|Bảng|Mẫu)\s+(?:số\s+)?[\dIVXA-Z]{1,5}\b"
FIXED = r"Căn cứ |Thực hiện (?:Kế hoạch|Quyết định|Nghị quyết|Chỉ thị|Chương trình|Công văn) số |Theo đề nghị |Xét đề nghị |Nơi nhận|Kính gửi|Số\s*:|(?:TM|KT|TL|TUQ|Q)\.\s|CỘNG H|Độc lập"
BEGINS = re.compile(rf"(?:{BULLET}|{NUMBER}|{NAMED}|{FIXED})")
PAGE_NUMBER = re.compile(r"^(?:[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*)$", re.IGNORECASE)
ENDS = re.compile(r"[.;:!?…][\"”’)\]]*$|[./]/\.?$|[-_=*]{3,}$")
SIGNED_AT = re.compile(r",\s*ngày\s+[\d.…]*\s*tháng\s+[\d.…]*\s*năm\s+[\d.…]+$")
TAIL = 100  # characters of a line that tell how it ends
CUT_DAY = re.compile(
    r"(?:\b(?:ngày|tháng|năm|số|giai đoạn|nhiệm kỳ)|\bngày\s+\d{1,2}|\btháng\s+\d{1,2})$"
)  # "…, ngày" / "10 tháng 12 năm 2025"
REST_OF_DAY = re.compile(r"(?:tháng|năm)\s+\d")
CUT_NUMBER = re.compile(r"Số\s*:?")
CUT_OPENING = re.compile(r"Căn cứ|Thực hiện|(?:Xét|Theo) đề nghị(?: của)?")
CUT_PLACE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")
REST_OF_PLACE = re.compile(r"[^,.;:\d]{1,30},\s*ngày\s+[\d.…]")
NAMES_OF_KINDS = (
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "CHƯƠNG TRÌNH",
    "NGHỊ QUYẾT",
    "THÔNG BÁO",
    "HƯỚNG DẪN",
    "CÔNG ĐIỆN",
)
PROSE = re.compile(r"(?:Căn cứ|Thực hiện|Triển khai|Theo|Xét|Trên cơ sở|Để|Nhằm)\s")
LEAST_PROSE = 40  # characters of a line that is no heading and no cell
LOST_BREAKS_LENGTH = 3_000  # a line as long as this has lost the breaks between its paragraphs

ROMAN = frozenset("IVX")
CAPITAL = "".join(chr(code) for code in [*range(0x41, 0x5B), *range(0xC0, 0x1EFA)] if chr(code).isupper())
# Where a paragraph begins in words that have lost their line breaks.
LOST_BREAK = re.compile(
    rf"(?<=[.;:/])\s+(?=[-–•+]\s+[^\W\d_]|[a-zđ]\)\s|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]\s+[{CAPITAL}]"
    rf"|Căn cứ\s|Theo đề nghị\s|Điều \d{{1,3}}\.|Nơi nhận:|[IVX]{{1,5}}\.\s+[{CAPITAL}])"
    rf"|\s+(?=[IVX]{{1,5}}\. [{CAPITAL}]{{2}}|PHỤ LỤC [IVX\d]{{0,4}}\b)"
    rf"|(?<=[{CAPITAL}])\s+(?=\d{{1,2}}\. [{CAPITAL}])"
)


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs of clean lines; an empty line always parts."""
    width = wrap_width(lines)
    found: list[str] = []
    last = ""
    for place, line in enumerate(lines):
        if width and last and PAGE_NUMBER.match(line) and _is_mid_sentence(last, lines[place + 1 : place + 3]):
            continue
        is_full = bool(line) and len(last) + 1 + _first(line) >= FULL_SHARE * width
        before = last if width else found[-1] if last else ""
        if before and line and _goes_on(before, line, width, is_full=is_full):
            found[-1] = joined(found[-1], line)
        elif line:
            found += with_breaks(line)
        last = line
    return found


def _goes_on(last: str, line: str, width: int, *, is_full: bool) -> bool:
    if is_cut(last, line):
        return True
    return continues(last, line, is_full=is_full) if width else _goes_on_small(last, line)


def _is_mid_sentence(last: str, after: Sequence[str]) -> bool:
    """Whether the words after a page number go on with those before it."""
    return not ends(last) and next((line[0].islower() for line in after if line), False)


def of_broken(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a paragraph with line breaks: a line that only goes on belongs to the one before."""
    found: list[str] = []
    for line in filter(None, (" ".join(line.split()) for line in lines)):
        if found and (is_cut(found[-1], line) or continues(found[-1], line, is_full=False)):
            found[-1] = joined(found[-1], line)
        else:
            found.append(line)
    return found


def wrap_width(lines: Sequence[str]) -> int:
    """How many characters a full line holds; 0 where lines are paragraphs already."""
    lengths = sorted(len(line) for line in lines if len(line) >= LEAST_FULL)
    if len(lengths) < LEAST_FULL_LINES:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    near = sum(1 for length in lengths if FULL_SHARE * width <= length <= 1.2 * width)
    return width if width <= WIDEST_WRAP and near * 2 >= len(lengths) else 0


def continues(last: str, line: str, *, is_full: bool) -> bool:
    """Whether a line goes on with the sentence of the one before it; `is_full` where that one had no room for more."""
    if BEGINS.match(line):
        return False
    if line[0].islower() or line[0] in ",;.)%":
        return is_full or not (is_capitals(last) or ends(last))
    is_signed = bool(SIGNED_AT.search(last[-TAIL:]))
    return is_full and not (is_capitals(last) or is_capitals(line) or ends(last) or is_signed)


def is_cut(last: str, line: str) -> bool:
    """Whether a break stands where nobody would make one: inside a day, a number, a place, a name of a kind of paper."""
    if line[0].isdigit() or REST_OF_DAY.match(line):
        return bool(CUT_DAY.search(last[-TAIL:]) and not BEGINS.match(line)) or bool(CUT_NUMBER.fullmatch(last))
    if REST_OF_PLACE.match(line):
        return bool(CUT_PLACE.fullmatch(last)) and last.istitle() and line[0].isupper()
    if CUT_OPENING.fullmatch(last):
        return not BEGINS.match(line)
    whole = f"{last} {line}"
    return any(name.startswith(f"{last} ") and whole.startswith(name) for name in NAMES_OF_KINDS)


def _goes_on_small(last: str, line: str) -> bool:
    """In a text of lines of any length: whether small letters go on with prose that has not ended."""
    is_prose = len(last) >= LEAST_PROSE or bool(PROSE.match(last))
    return is_prose and line[0].islower() and continues(last, line, is_full=False)


def ends(line: str) -> bool:
    """Whether a line ends its sentence, or is drawn."""
    return bool(ENDS.search(line[-TAIL:]))


def joined(first: str, second: str) -> str:
    """Two lines as one; a number of a paper ("12/KH-" and "UBND") or a compound that was parted gets no space."""
    is_parted = second[0] in ",;.)" or (len(first) > 1 and first[-1] in "-/" and first[-2].isalnum())
    return first + ("" if is_parted else " ") + second


def is_capitals(line: str) -> bool:
    """Whether a line is a heading in capitals; a Roman number alone is none."""
    letters = [char for char in line if char.isalpha()]
    return not ROMAN.issuperset(letters) and sum(1 for char in letters if char.isupper()) >= 0.8 * len(letters) > 2


def with_breaks(line: str) -> list[str]:
    """A line that has swallowed whole pages, parted where paragraphs plainly begin."""
    if len(line) < LOST_BREAKS_LENGTH:
        return [line]
    return [piece.strip() for piece in LOST_BREAK.split(line) if piece.strip()]


def _first(line: str) -> int:
    return len(line.split(" ", 1)[0])
