"""The same target told twice, in the body and in an annex: it is given once."""

import re

from targets.reading.letters import Line
from targets.target_reading import ReadKind, TargetReading

SAME_OF_LONGER = 0.6  # of the words of the longer telling
COMMON = re.compile(
    "(?:tỷ|tỉ|lệ|số|các|của|và|được|trên|tổng|trong|cho|về|theo|đến|đạt|từ|với|là|ở|tại|thực|hiện|bảo|đảm|phấn|đấu)$"
)
SHORT_FORMS = [
    (re.compile(r"\bthủ tục hành chính\b"), "tthc"),
    (re.compile(r"\bủy ban nhân dân\b"), "ubnd"),
    (re.compile(r"\bdịch vụ công trực tuyến\b"), "dvctt"),
    (re.compile(r"\bcán bộ, công chức, viên chức\b"), "cbccvc"),
    (re.compile(r"\bcải cách hành chính\b"), "cchc"),
    (re.compile(r"\bchỉ số cchc(?: \(par index\))?|\bpar index\b"), "chỉ số cchc"),
]


def without_repeats(found: list[TargetReading]) -> tuple[TargetReading, ...]:
    """The first of each target, with what a later telling of it adds (the agency that watches)."""
    kept: list[TargetReading] = []
    words: list[set[str]] = []
    by_rule: dict[tuple, list[int]] = {}
    for reading in found:
        own = telling_words(reading)
        rule = (
            reading.value,
            reading.value_max,
            reading.unit,
            reading.due if reading.kind == ReadKind.DEADLINE else "",
            reading.grade,
        )
        same = next(
            (place for place in by_rule.get(rule, ()) if _is_same(kept[place], words[place], reading, own)), None
        )
        if same is None:
            by_rule.setdefault(rule, []).append(len(kept))
            kept.append(reading)
            words.append(own)
        elif reading.watching and not kept[same].watching:
            kept[same] = TargetReading(**{**vars(kept[same]), "watching": reading.watching})
    return tuple(kept)


def telling_words(reading: TargetReading) -> set[str]:
    """The words that tell this target from another."""
    inner = reading.inner.words if reading.inner else ""
    low = Line(f"{reading.indicator} {reading.scope} {inner}").low
    for shape, short in SHORT_FORMS:
        low = shape.sub(short, low)
    return {word for word in re.findall(r"\w+", low) if not COMMON.match(word)}


def _is_same(first: TargetReading, words: set[str], second: TargetReading, own: set[str]) -> bool:
    if first.sentence_start == second.sentence_start or not words or not own or _fall_due_apart(first, second):
        return False
    only_first, only_second = len(words - own), len(own - words)
    if _table(first) and _table(first) == _table(second):
        return only_first == only_second == 0
    if only_first and only_second:  # a repeat adds words on one side; a word of each side's own makes another target
        return False
    shared = len(words & own)
    return first.kind == second.kind == ReadKind.RANK or shared >= SAME_OF_LONGER * max(len(words), len(own))


def _fall_due_apart(first: TargetReading, second: TargetReading) -> bool:
    """Two spans of years, each told by its own heading, make two targets."""
    return bool(first.due != second.due and first.section and second.section and _years(first) and _years(second))


def _years(reading: TargetReading) -> bool:
    return bool(re.fullmatch(r"20\d\d(-20\d\d)?", reading.due))


def _table(reading: TargetReading) -> str:
    """ "bảng 2" of "bảng 2, dòng 5": rows of one table do not repeat each other."""
    return reading.place.split(",")[0] if reading.place.startswith("bảng") else ""
