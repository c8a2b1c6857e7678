"""The head of an official paper (Nghị định 30/2020/NĐ-CP, Phụ lục I): number, day and place, issuer and its superior."""

import re
from dataclasses import dataclass, replace

from plans import numbering
from plans.paper.agency_words import BEGINS, LEANS_ON, SECOND
from plans.paper.casing import is_capitals, sentence_case
from plans.paper.cited import TYPES
from plans.paper.found import DAY, NUMBER, PROPER, day_of, found_in, in_content
from plans.paper.lines import Line
from plans.paper.own_place import with_own_place
from plans.paper.shapes import Found
from ui.vietnamese import fold

MOST_HEAD_LINES = 40
MOST_PLAIN = 4  # letters that say nothing by themselves
MOST_DAY = 45  # letters behind the place
MOTTO = re.compile(
    r"CỘNG\s+H[ÒO][ÀA]\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM"
    r"|Độc\s+lập\s*[-–]\s*Tự\s+do\s*[-–]\s*Hạnh\s+phúc",
    re.IGNORECASE,
)
MOTTO_WORDS = "cong hoa xa hoi chu nghia viet nam dang cong san viet nam doc lap - tu do - hanh phuc"
OWN_NUMBER = re.compile(rf"\bSố\s*:?\s*(?P<number>{NUMBER})", re.IGNORECASE)
OF_ANOTHER = re.compile(rf"(?:{TYPES})\s*$|kèm\s+theo", re.IGNORECASE)  # "Nghị quyết số …" in a page's headline
NUMBER_LINE = re.compile(r"(?:^|\s)Số\s*:?\s*(?=$|[\d/.…_-])")
PLACE_AND_DAY = re.compile(
    rf"(?P<place>(?:(?:Thành phố|Thị xã|Tỉnh|Đặc khu) )?{PROPER}(?:\s?[-–]\s?{PROPER}|\s+{PROPER}){{0,5}})\s*,\s*[Nn]gày(?=[\s.…_]*(?:\d|tháng))"
)
SMALL_NAME = re.compile(r"(?:Ủy ban nhân dân|UBND|Sở|Bộ|Cục|Tổng cục|Chi cục|Ban|Văn phòng|Thanh tra)\s[^.;:|]{2,80}")
STAMP = re.compile(r"DỰ THẢO|HỎA TỐC|HOẢ TỐC|THƯỢNG KHẨN|KHẨN\b|MẬT\b|TỐI MẬT|TUYỆT MẬT|BẢN SAO|SAO Y")
LEVEL = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|TỔNG CÔNG TY|TẬP ĐOÀN|NGÀNH)\s")
ATTACHED = re.compile(r"kèm\s+theo", re.IGNORECASE)


def is_of_head(line: Line) -> bool:
    """Whether a line is the motto, or place and day: in a PDF they may stand below the type's name."""
    return bool(MOTTO.search(line.text) or PLACE_AND_DAY.match(line.text)) or _is_motto(line.text)


def _is_motto(words: str) -> bool:
    return len(words) > MOST_PLAIN and " ".join(fold(words).split()) in MOTTO_WORDS


@dataclass(frozen=True)
class Head:
    """What the head says; None is "not found"."""

    number: Found | None = None
    issued_on: Found | None = None
    issued_in: Found | None = None
    issuer: Found | None = None
    superior: Found | None = None

    @property
    def is_official(self) -> bool:
        """Whether this is the head of a paper, not of a page about one."""
        return self.number is not None or self.issuer is not None


def read_head(lines: tuple[Line, ...], title_at: int | None, content: str) -> Head:
    """The head stands above the title; `content` shows how names are written in small letters."""
    above = lines[: min(MOST_HEAD_LINES, len(lines) if title_at is None else title_at)]
    if not any(MOTTO.search(line.text) or OWN_NUMBER.match(line.text) for line in above):
        return Head()
    place, day = _place_and_day(above, content)
    superior, issuer = _agencies(above, content)
    return Head(_number(above), day, place, with_own_place(issuer, place, lines, content), superior)


def _number(lines: tuple[Line, ...]) -> Found | None:
    for line in lines:
        found = OWN_NUMBER.search(line.text)
        if found and not OF_ANOTHER.search(line.text[: found.start()]):
            start, end = found.span("number")
            return found_in(line, start, end, numbering.written(found["number"]))
    return None


def _place_and_day(lines: tuple[Line, ...], content: str) -> tuple[Found | None, Found | None]:
    """Place and day stand together; a day alone counts only where no line has both."""
    own = [line for line in lines if not ATTACHED.search(line.text)]
    for line in own:
        placed = PLACE_AND_DAY.search(line.text)
        if placed:  # the day may go on below: "ngày 08", "tháng 3 năm 2023"
            behind = line.start + placed.end("place")
            return found_in(line, *placed.span("place")), _day(DAY.search(content, behind, behind + MOST_DAY), content)
    days = (_day(DAY.match(content, line.start, line.end), content) for line in own)
    return None, next((day for day in days if day), None)


def _day(dated: re.Match | None, content: str) -> Found | None:
    day = dated and day_of(dated)
    return in_content(content, *dated.span(), day) if day else None


# --- issuer and superior --------------------------------------------------------------------------------------------------


def _agencies(lines: tuple[Line, ...], content: str) -> tuple[Found | None, Found | None]:
    """The last agency named in the left block issues the paper, the one above it is its superior."""
    units = _units(tuple(_block(lines)))
    named = [_found_unit(unit, content) for unit in units]
    if not named:
        return None, None
    return (named[-2] if len(named) > 1 else None), named[-1]


def _block(lines: tuple[Line, ...]):
    """The capital lines of the left block, without the motto, each split where a second agency begins."""
    for at, line in enumerate(lines):
        number = NUMBER_LINE.search(line.text)
        before = replace(line, text=line.text[: number.start()].rstrip()) if number else line
        if number and SMALL_NAME.fullmatch(before.text):  # "Bộ Văn thư Số: 12/QĐ-BVT"
            yield before
        for rest in _without_motto(before):
            if is_capitals(rest.text) and not STAMP.match(rest.text) and not _is_cut_motto(lines, at):
                yield from _split(rest)
        if number:
            return


def _without_motto(line: Line):
    """What stands before the motto, and behind it where two columns were copied as one."""
    start = 0
    for motto in (*MOTTO.finditer(line.text), None):
        piece = line.text[start : motto.start() if motto else len(line.text)]
        kept = re.split(r"\s*[-–—_*]{3,}", piece.strip().rstrip(" -–—_*"))[0]
        if kept and not _is_motto(kept):
            yield Line(kept, line.start + line.text.index(kept, start), line.label, line.in_table)
        start = motto.end() if motto else start


def _is_cut_motto(lines: tuple[Line, ...], at: int) -> bool:
    """Whether a line is a piece of the motto that a web page has broken: "CỘNG" above "HÒA XÃ HỘI …"."""
    return at + 1 < len(lines) and _is_motto(f"{lines[at].text} {lines[at + 1].text}")


def _split(line: Line):
    start = 0
    for found in SECOND.finditer(line.text):
        if not LEANS_ON.search(line.text[start : found.start()]):
            yield Line(line.text[start : found.start()], line.start + start)
            start = found.end()
    yield Line(line.text[start:], line.start + start)


def _units(block: tuple[Line, ...]) -> list[list[Line]]:
    """Lines joined to names: a line that begins no agency goes on with the one before."""
    units: list[list[Line]] = []
    for line in block:
        begins = BEGINS.match(line.text) and not (units and LEANS_ON.search(units[-1][-1].text))
        if begins or not units:
            units.append([line])
        else:
            units[-1].append(line)
    names = [(unit, " ".join(line.text for line in unit)) for unit in units]
    return [unit for unit, name in names if BEGINS.match(name) or (len(units) > 1 and LEVEL.match(name))]


def _found_unit(unit: list[Line], content: str) -> Found:
    words = " ".join(line.text for line in unit)
    return in_content(content, unit[0].start, unit[-1].end, sentence_case(words, content))
