"""The place of an issuer that the head only calls "ỦY BAN NHÂN DÂN": from the rest of the paper."""

import re
from collections import Counter
from dataclasses import replace

from plans.paper.casing import is_capitals, sentence_case
from plans.paper.lines import Line
from plans.paper.shapes import Found
from ui.vietnamese import fold

MOST_READ = 30_000
FIRST_LINES = 60
BARE = ("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd")
LEVELS = ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
FOLDED_LEVELS = {fold(level): level for level in LEVELS}
NAMED = re.compile(
    r"(?:CHỦ TỊCH\s+)?(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN)\s+(?P<place>(?:"
    + "|".join(level.upper() for level in LEVELS)
    + r")\s+\S[^,;:.]*)"
)
OWN_LEVEL = re.compile(
    rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (?P<level>{'|'.join(LEVELS)}) (?:ban hành|xây dựng|triển khai)"
)
FROM_PLACE = "Phần đầu chỉ ghi “{}”; tên địa phương lấy theo lời văn và nơi ban hành, anh/chị kiểm tra lại."


def with_own_place(issuer: Found | None, place: Found | None, lines: tuple[Line, ...], content: str) -> Found | None:
    """ "Ủy ban nhân dân" with the place that the line above "Căn cứ" names, or that of issue with its level."""
    if issuer is None or fold(str(issuer.value)) not in BARE:
        return issuer
    named = _named_below(lines, content) or (place and _at_place(str(place.value), content))
    if not named:
        return issuer
    return replace(issuer, value=f"{issuer.value} {named}", doubt=FROM_PLACE.format(issuer.value))


def _named_below(lines: tuple[Line, ...], content: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH NINH GIANG" on a line of its own."""
    for line in lines[:FIRST_LINES]:
        named = NAMED.fullmatch(line.text)
        if named and is_capitals(line.text):
            whole = sentence_case(line.text, content)
            return whole[len(whole) - len(named["place"]) :]
    return ""


def _at_place(place: str, content: str) -> str:
    """The place of issue with the level that the paper mostly gives it; alone where it gives none."""
    levels = "|".join(sorted(FOLDED_LEVELS, key=len, reverse=True))
    before = re.compile(rf"\b({levels}) (?={re.escape(fold(place))}\b)")
    said = Counter(before.findall(fold(content[:MOST_READ])))
    own = OWN_LEVEL.search(content)
    level = FOLDED_LEVELS[said.most_common(1)[0][0]] if said else own["level"] if own else ""
    return f"{level} {place}".strip()
