"""Ranks, grades, "mọi" and "không còn" in their clause: left out where they belong to a number or tell a result."""

import re
from dataclasses import replace

from targets.reading.aims import is_goal
from targets.reading.conditions import is_condition
from targets.reading.dues import baseline, due_near
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.naming import NOTHING_AFTER, inner_of, scope_of, units_of
from targets.reading.phrases import as_rate, capital, inside, name_after, name_before
from targets.reading.places import BARE_END, NAMED, Clause, Stated
from targets.reading.results import is_given, is_result, tells_only
from targets.target_reading import ReadKind

APART = re.compile(r"(?:[,;:(]|\bva)(?: [^\W\d]+){0,4}\s?$")
ABOUT = re.compile(
    r"\b(?:về|theo|trong) ((?:bảng xếp hạng )?(?:xếp hạng|chỉ số|kết quả|bộ chỉ số|công tác|par|sipas|papi|pci"
    r"|mức độ|cải cách|chuyển đổi|hiệu quả|năng lực|kỹ năng|ứng dụng|phát triển|chính quyền|dti|ddci)[^,;.]{2,120})"
)
DONE_TO_EACH = re.compile(r"[^,;]*\bduoc (?:cat giam|giam|rut ngan)(?: [^\W\d]+){0,6}\s?")
COMPARED = re.compile(r"so với|so\b|trở lên")
VAGUE = re.compile(r"(?:giữ vững )?(?:vị trí|thứ hạng|xếp hạng|kết quả)")
COUNTED = re.compile(
    r"(?<![\d.,/])\d+ (?:cơ quan|đơn vị|xã|phường|sở|huyện|cá nhân|tập thể|công chức)(?: [^\W\d]+){0,4} $"
)
NAMELESS = "Kết quả xếp loại"
HAVING = re.compile(r"\bcó ((?:chỉ số|kết quả|điểm|mức độ)[^,;.]{2,80}?) (?:cao|tốt|dẫn|đứng)")
BODY = re.compile(
    r"(?i)(?:tỉnh|thành phố|huyện|quận|xã|phường|sở|bộ|ngành|đơn vị|cơ quan|ubnd|thị xã|tp|thành phố|hướng|địa phương)\b[^,;]{0,30}$"
)


def of_word(line: Line, hidden: str, clause: Clause, word: Find, parts: list[Stated], found: list[Find]) -> Find | None:
    """The find with its name, scope and due; None where it sets nothing of its own."""
    if _sets_nothing(line, clause, word) or _belongs_to_number(hidden, word, parts, found):
        return None
    until = min([part.begin for part in parts if part.begin > word.end] + [clause.end])
    begin = max([find.end for find in found if find.end <= word.start] + [clause.start])
    scope, inner = scope_of(line, begin, until), None
    if word.kind == ReadKind.SHARE_OF_UNITS:
        scope, stop = units_of(line, word.end, until)
        inner = inner_of(line, hidden, stop, until, ())
    return replace(
        word,
        indicator=_name(line, word, begin, until, found) or _name_beside(found),
        scope=scope,
        inner=inner,
        baseline=baseline(line, begin, word.end, until) if word.kind == ReadKind.CHANGE else "",
        due=due_near(line, begin, word.start, word.end, until),
    )


def _sets_nothing(line: Line, clause: Clause, word: Find) -> bool:
    if is_result(line, clause.start, word.start, word.end):
        return True
    if word.value == 0:
        told = line.low.startswith("không có", word.start) and tells_only(line)
        return told or line.low.endswith("đã ", 0, word.start)
    if is_condition(line, clause.start, word.start, word.end) or tells_only(line):
        return True
    if word.kind != ReadKind.GRADE:
        return False
    counted = COUNTED.search(line.low, clause.start, word.start)
    return is_given(line, clause.start, word.start) or (bool(counted) and not is_goal(line))


def _belongs_to_number(hidden: str, word: Find, parts: list[Stated], found: list[Find]) -> bool:
    """ "100% xã đạt cấp độ 3": a grade behind a share is what each unit has to meet."""
    before = [find for find in found if find.end <= word.start]
    between = hidden[before[-1].end : word.start] if before else ""
    if word.kind in (ReadKind.GRADE, ReadKind.RANK):
        of_share = bool(before) and before[-1].kind in (ReadKind.SHARE_OF_UNITS, ReadKind.RATIO)
        apart = BARE_END.match(between) or NAMED.search(between) or re.search(r"[,;]\s?$", between)
        return of_share and not apart
    if word.kind == ReadKind.CHANGE and before and before[-1].unit == "%" and DONE_TO_EACH.fullmatch(between):
        return True
    if word.kind == ReadKind.CHANGE or word.value == 0:
        return False
    ahead = [part for part in parts if part.amount.start > word.end + 1]
    return (bool(before) and not APART.search(between)) or (
        bool(ahead) and not APART.search(hidden[word.end : ahead[0].amount.start])
    )


def _name(line: Line, word: Find, begin: int, until: int, found: list[Find]) -> str:
    ahead, after = name_before(line, begin, word.start), name_after(line, word.end, until)
    is_place = word.kind in (ReadKind.RANK, ReadKind.GRADE)
    goes_on = is_place and not ahead and not ABOUT.search(line.low, word.start, until)
    if found and (goes_on or COMPARED.match(ahead.lower())):
        return _name_beside(found)
    match word.kind:
        case ReadKind.RANK | ReadKind.GRADE:
            return _name_of_place(line, ahead, after, word.start, until)
        case ReadKind.CHANGE:
            words = ahead if NOTHING_AFTER.match(line.low, word.end, until) else after
            return f"Mức {'tăng' if word.direction == 'up' else 'giảm'} {inside(words)}"
        case ReadKind.COUNT:
            return f"Số {after}"
    return as_rate(after)


def _name_beside(found: list[Find]) -> str:
    """What the number before it measures: "Chỉ số … tăng 02 bậc và nằm trong nhóm 20"."""
    return capital(re.sub(r"^Mức (?:tăng|giảm) ", "", found[-1].indicator)) if found else NAMELESS


def _name_of_place(line: Line, ahead: str, after: str, start: int, until: int) -> str:
    """What is ranked: "Chỉ số X" before the band, or after it where only a body stands before."""
    about = ABOUT.search(line.low, start, until) or HAVING.search(line.low, start, until)
    if about and (not ahead or BODY.fullmatch(ahead)):
        return capital(name_after(line, about.start(1), about.end(1)))
    named = "" if VAGUE.fullmatch(ahead.lower()) else ahead
    return capital(named or after) if named or not ahead else NAMELESS
