"""The same target told twice, in the body and in an annex: it is given once."""

import re

from targets.target_reading import ReadKind, TargetReading
from ui.vietnamese import fold

SAME, SAME_OF_LONGER = 0.8, 0.6  # of the words of the shorter telling, and of the longer
COMMON = re.compile(
    "(?:ty|le|so|cac|cua|va|duoc|tren|tong|trong|cho|ve|theo|den|dat|tu|voi|la|o|tai|thuc|hien|bao|dam|phan|dau)$"
)
SHORT_FORMS = [
    (re.compile(r"\bthu tuc hanh chinh\b"), "tthc"),
    (re.compile(r"\buy ban nhan dan\b"), "ubnd"),
    (re.compile(r"\bdich vu cong truc tuyen\b"), "dvctt"),
    (re.compile(r"\bcan bo, cong chuc, vien chuc\b"), "cbccvc"),
    (re.compile(r"\bcai cach hanh chinh\b"), "cchc"),
    (re.compile(r"\bchi so cchc(?: \(par index\))?|\bpar index\b"), "chi so cchc"),
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
    folded = fold(f"{reading.indicator} {reading.scope} {inner}")
    for shape, short in SHORT_FORMS:
        folded = shape.sub(short, folded)
    return {word for word in re.findall(r"\w+", folded) if not COMMON.match(word)}


def _is_same(first: TargetReading, words: set[str], second: TargetReading, own: set[str]) -> bool:
    if first.sentence_start == second.sentence_start or not words or not own or _fall_due_apart(first, second):
        return False
    shared = len(words & own)
    if shared < SAME * min(len(words), len(own)):
        return False
    return first.kind == second.kind == ReadKind.RANK or shared >= SAME_OF_LONGER * max(len(words), len(own))


def _fall_due_apart(first: TargetReading, second: TargetReading) -> bool:
    """Two spans of years, each told by its own heading, make two targets."""
    return bool(first.due != second.due and first.section and second.section and _years(first) and _years(second))


def _years(reading: TargetReading) -> bool:
    return bool(re.fullmatch(r"20\d\d(-20\d\d)?", reading.due))
