"""The foot of an official paper: who signed it, and as what ("KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")."""

import re
from dataclasses import dataclass

from plans.paper.casing import is_capitals, sentence_case
from plans.paper.found import CAPITAL, SMALL, in_content
from plans.paper.lines import Line
from plans.paper.shapes import Found

OFFICES = (
    "CHỦ TỊCH",
    "GIÁM ĐỐC",
    "TỔNG GIÁM ĐỐC",
    "CHÁNH VĂN PHÒNG",
    "CHÁNH THANH TRA",
    "TỔNG THANH TRA",
    "BỘ TRƯỞNG",
    "THỨ TRƯỞNG",
    "THỦ TƯỚNG",
    "TRƯỞNG BAN",
    "TRƯỞNG PHÒNG",
    "TỔNG CỤC TRƯỞNG",
    "CHI CỤC TRƯỞNG",
    "CỤC TRƯỞNG",
    "VỤ TRƯỞNG",
    "VIỆN TRƯỞNG",
    "HIỆU TRƯỞNG",
    "TRƯỞNG ĐOÀN",
    "BÍ THƯ",
    "CHỦ NHIỆM",
    "THỐNG ĐỐC",
    "TỔNG KIỂM TOÁN",
    "TRƯỞNG CÔNG AN",
    "ĐỘI TRƯỞNG",
    "TỔ TRƯỞNG",
)
_offices = "|".join(sorted(OFFICES, key=len, reverse=True))
BY_ORDER = r"(?:TM|KT|TL|TUQ|T/M|K/T)\s*\.?\s*"
OFFICE = re.compile(rf"(?:PHÓ\s+|QUYỀN\s+|Q\.\s*)?(?:{_offices})(?:\s+THƯỜNG\s+TRỰC)?\b")
BLOCK = re.compile(rf"(?<![^\W\d_])(?:{BY_ORDER}(?=[A-ZÀ-ỸĐ])|{OFFICE.pattern})")
NAME = rf"(?:[{CAPITAL}][{SMALL}]*)(?:\s+(?:[{CAPITAL}][{SMALL}]*)){{1,4}}"
DEGREE = r"(?:(?:TS|ThS|PGS|GS|BS|KS|CN)\.?\s*)*"
WHOLE_NAME = re.compile(rf"{DEGREE}(?P<name>{NAME})\W*")
LAST_NAME = re.compile(rf"(?<=[.;)\s])(?P<name>{NAME})$")
SIGNED = re.compile(r"\(?\s*(?:đã\s+ký|ký,?\s*(?:ghi\s+rõ\s+họ\s+tên|đóng\s+dấu)[^)]*|signed)\s*\)?", re.IGNORECASE)
NOT_OF_A_PERSON = ("Nơi", "Như", "Phụ", "Biểu", "Sở", "Xã", "Phường", "Ban", "Bộ", "Công", "Tỉnh", "Thành", "Trung")
MOST_LINES_TO_NAME = 24
MOST_BLOCK = 200
MOST_SHORT = 60
RECIPIENT = re.compile(r"[-–+•]|Nơi nhận|Như ")


@dataclass(frozen=True)
class Foot:
    signer: Found | None = None
    signer_title: Found | None = None


def read_foot(lines: tuple[Line, ...], title_at: int | None, content: str) -> Foot:
    """The first office in capitals below the title that the name of a person follows."""
    for at in range((title_at or 0) + 1, len(lines)):
        block = _block_in(lines[at])
        foot = block and _signed(lines, at, block, content)
        if foot:
            return foot
    return Foot()


def _block_in(line: Line) -> re.Match | None:
    """Where a block of signing begins in a line: capitals to the end of the line, or to the name."""
    for found in BLOCK.finditer(line.text, max(0, len(line.text) - MOST_BLOCK * 4)):
        after = line.text[found.start() : found.start() + MOST_BLOCK]
        if is_capitals(SIGNED.sub("", _capitals(after))) and _only_a_name_after(after):
            return found
    return None


def _capitals(words: str) -> str:
    """The words in capitals at the beginning."""
    kept = []
    for word in words.split():
        if any(map(str.islower, word)):
            break
        kept.append(word)
    return " ".join(kept)


def _only_a_name_after(words: str) -> bool:
    rest = SIGNED.sub(" ", " ".join(words.split())[len(_capitals(words)) :]).strip()
    return not rest or bool(WHOLE_NAME.fullmatch(rest))


def _signed(lines: tuple[Line, ...], at: int, block: re.Match, content: str) -> Foot | None:
    """The office of this line and the name below; offices on further lines have their own turn."""
    begin = lines[at].start + block.start()
    end = begin + len(_capitals(lines[at].text[block.start() :]))
    office = _office_in(content, begin, end)
    name = office and _name_from(lines, at, end, content)
    return Foot(name, office) if name else None


def _office_in(content: str, begin: int, end: int) -> Found | None:
    """The last office named, which is the signer's own."""
    last = list(OFFICE.finditer(content, begin, end))[-1:]
    if not last:
        return None
    value = re.sub(r"^Q\.\s*", "Quyền ", sentence_case(content[last[0].start() : end], content))
    return in_content(content, last[0].start(), end, _spelled(value))


def _spelled(value: str) -> str:
    """Offices have capitals: "Phó Chủ tịch", "Chánh Văn phòng"."""
    value = re.sub(r"^(Phó|Quyền) (\w)", lambda one: f"{one[1]} {one[2].upper()}", value)
    value = value.replace("thường trực", "Thường trực")
    return re.sub(r"\b([Cc]hánh) (văn|thanh)", lambda one: f"{one[1]} {one[2].capitalize()}", value)


def _name_from(lines: tuple[Line, ...], at: int, after: int, content: str) -> Found | None:
    """The first name of a person below the offices; beside it stands "Nơi nhận", whose lines may come between."""
    line = lines[at]
    if after < line.end:
        return _whole_name(content, after, line.end)
    for following in lines[at + 1 : at + MOST_LINES_TO_NAME]:
        if following.start < after or SIGNED.fullmatch(following.text):
            continue
        if _is_of_another_part(following):
            return None
        found = _whole_name(content, following.start, following.end)
        if found:
            return found
        last = LAST_NAME.search(following.text) if re.match(r"\W*Lưu", following.text) else None
        if last:
            return in_content(content, following.start + last.start("name"), following.end)
    return None


def _is_of_another_part(line: Line) -> bool:
    """Prose, or another block of signing: a name below is not the one sought. Lines of "Nơi nhận" may stand between."""
    return bool(_block_in(line)) or (len(line.text) > MOST_SHORT and not RECIPIENT.match(line.text))


def _whole_name(content: str, start: int, end: int) -> Found | None:
    words = SIGNED.sub(lambda found: " " * len(found[0]), content[start:end])
    lead = len(words) - len(words.lstrip())
    found = WHOLE_NAME.fullmatch(words.strip())
    if not found or not 2 <= len(found["name"].split()) <= 5 or found["name"].split()[0] in NOT_OF_A_PERSON:
        return None
    first, last = start + lead + found.start("name"), start + lead + found.end("name")
    return in_content(content, first, last)
