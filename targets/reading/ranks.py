"""Places in a ranking: "thuộc nhóm 15 địa phương dẫn đầu", "top 5", "xếp thứ 10 trở lên", "hướng tới top 3"."""

import re
from dataclasses import replace
from decimal import Decimal

from targets.reading.aims import AHEAD, GOAL, is_goal
from targets.reading.amounts import AT_MOST, EQUAL
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.target_reading import ReadKind

RANKED = r"tinh|thanh|dia phuong|nuoc|quoc gia|don vi|bo\b|nganh|so\b|co quan|xa\b|phuong|huyen|quan\b|thi xa"
LEADING = r"dan dau|dung dau|hang dau|cao nhat|tot nhat|dau (?:ca nuoc|toan|bang)|toan quoc|ca nuoc"
NUMBERED = r"(?P<place>\d{1,3})(?:/\d{1,3}|\s?(?:-|den)\s?(?P<last>\d{1,3}))?"
BANDS = [
    re.compile(rf"\b(?:nhom|top|tốp|nhom top) (?:tu )?{NUMBERED}(?=(?: [^\W\d]+,?){{0,3}}? (?:{RANKED}|{LEADING}))"),
    re.compile(r"\btop (?P<place>\d{1,3})\b(?! ?%)"),
    re.compile(
        r"\b(?:thuoc|vao|trong|giu|duy tri|len) (?:trong |vao |o )?nhom (?P<place>\d{1,3})\b(?! ?%| ?-|,? nhom)"
    ),
    re.compile(
        rf"\b(?:trong|thuoc|vao)(?: so| tong so)? (?P<place>\d{{1,3}}) (?:{RANKED})[^;.\d]{{0,60}}?(?:{LEADING})"
    ),
]
BAND_SUBJECT = re.compile(r"xep hang|chi so|index|sipas|papi|pci|thu hang|bang|dan dau|vi tri|hang\b")
PLACE = re.compile(
    r"\b(?P<lead>tu |trong |khong (?:thap hon|duoi) )?(?:(?:xep|dung|vi tri|giu|thu|vi|o|bac)\s)*(?P<noun>hang|thu"
    r"|vi tri|vi thu|thu hang)"
    r"(?: thu| tu)? (?P<place>\d{1,3})(?P<of>/\d{1,5})?(?P<range>\s?(?:-|den)\s?(?:thu "
    r"|hang )?(?P<last>\d{1,3}))?(?P<up> tro len)?(?! ?%| bac\b| diem\b)"
)
AMONG = re.compile(  # "xếp 20/63 tỉnh", and in a list of places ", 5/14 tỉnh vùng …"
    rf"(?:\b(?:xep|dung|o|hang)|(?P<more>,| va)) (?P<place>\d{{1,3}})/\d{{1,3}} (?={RANKED})"
)
PLACE_WORDS = re.compile(r"\b(?:xếp|đứng|vị trí|hạng)\b")
STARTS_FROM = re.compile(r",? (?:vuon |nang )?len (?:vi tri|hang|thu|nhom|top)\b")
STANDS_AT = re.compile(r"\bở (?:vị trí|hạng|thứ)[^,;]*$")
RISING = re.compile(r"\b(?:vươn|nâng|cải thiện)\b")
STRETCH = re.compile(r"[^;.\d]{0,80}\bhuong (?:toi|den)\b[^;.\d]{0,30}?(?P<place>\d{1,3})\b(?! ?%)")


def ranks(line: Line) -> list[Find]:
    """Every place or band that a sentence sets, in order and without overlap."""
    found: list[Find] = []
    for shape in BANDS:
        for band in shape.finditer(line.bare):
            if shape is BANDS[2] and not BAND_SUBJECT.search(line.bare):
                continue
            found.append(_find(line, band, AT_MOST))
    for place in PLACE.finditer(line.bare):
        if PLACE_WORDS.search(line.low, place.start(), place.end()):
            upward = place["up"] or place["lead"]
            if _is_no_place(line, place):
                continue
            found.append(_find(line, place, AT_MOST if upward or place["range"] else EQUAL))
    found += [_find(line, place, EQUAL) for place in AMONG.finditer(line.bare) if _goes_on(line, place, found)]
    return _apart(sorted(found, key=lambda find: (find.start, -find.end)), line)


def _goes_on(line: Line, place: re.Match, found: list[Find]) -> bool:
    """A bare "5/14 tỉnh" is a place only after another one; "xếp 20/63 tỉnh" where it is aimed at."""
    if not GOAL.search(line.low, 0, place.start()):
        return False
    return not place["more"] or bool(found) or bool(PLACE_WORDS.search(line.low, 0, place.start()))


def _is_no_place(line: Line, place: re.Match) -> bool:
    """ "xếp thứ 15/63" without an aim is a result; "từ vị trí 20 lên" a start; "xếp hạng 20 huyện" counts huyện."""
    after = line.bare[place.end() : place.end() + 12]
    if not place["up"] and re.match(rf" (?:{RANKED})", after) and place["noun"] in ("hang", "thu hang"):
        return True
    before = line.low[: place.start()]
    clause = before[before.rfind(";") + 1 :]
    if STARTS_FROM.match(line.bare, place.end()):
        return True
    if STANDS_AT.search(line.low[: place.end()]) and not (is_goal(line) or AHEAD.search(clause)):
        return True
    return bool(place["of"]) and not place["up"] and not (GOAL.search(before) or RISING.search(clause))


def _find(line: Line, found: re.Match, comparator: str) -> Find:
    last = found.groupdict().get("last")
    return Find(
        start=found.start(),
        end=found.end(),
        kind=ReadKind.RANK,
        comparator=comparator,
        value=Decimal(found["place"]),
        value_max=Decimal(last) if last else None,
        unit="hạng",
    )


def _apart(found: list[Find], line: Line) -> list[Find]:
    """Without overlaps; what follows "hướng tới" becomes the stretch of the one before it."""
    kept: list[Find] = []
    for find in found:
        if not kept or find.start >= kept[-1].end:
            aim = STRETCH.match(line.bare[find.end : find.end + 140])
            end = find.end + aim.end() if aim else find.end
            kept.append(replace(find, end=end, stretch=Decimal(aim["place"]) if aim else None))
    return kept
