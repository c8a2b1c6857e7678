"""Changes and shares told without a figure: "giảm một nửa", "tăng gấp đôi", "ít nhất một nửa số đơn vị"."""

import re
from decimal import Decimal

from targets.reading.amounts import ABOVE, AT_LEAST, EQUAL
from targets.reading.finds import Find
from targets.reading.letters import Line
from targets.reading.nouns import is_of_units
from targets.target_reading import ReadKind

LEAST = r"(?P<least>ít nhất |tối thiểu |không dưới )?"
HALVED = re.compile(
    rf"\b(?:giảm|cắt giảm|rút ngắn|tiết kiệm)(?: [^\W\d]+){{0,12}}? {LEAST}(?P<word>(?:một |1 )?nửa|50 phần trăm)\b"
)
DOUBLED = re.compile(rf"\b(?:tăng |cao )?{LEAST}(?P<word>gấp (?:đôi|hai|ba|bốn|năm|mười)(?: lần)?)\b")
HALF_OF = re.compile(
    rf"\b{LEAST}(?P<word>một nửa|(?:quá|trên|hơn) (?:một )?nửa|(?:(?:trên|hơn) )?(?:1/3|2/3|1/4|3/4|1/2|một phần ba|hai phần ba"
    r"|một phần tư|ba phần tư)) (?:số|tổng số|các)\b(?! [^,;.]{1,60} chưa\b| (?:thành viên|đại biểu|ủy viên|phiếu))"
)
PART = re.compile(
    rf"\b(?:giảm|cắt giảm|rút ngắn|tiết kiệm)(?: [^\W\d]+){{0,12}}? {LEAST}(?P<word>1/[234]|2/3|một phần (?:ba"
    rf"|tư))(?![/\d])"
)
SHARES = {
    "1/2": "50", "1/3": "33.33", "1/4": "25", "2/3": "66.67", "3/4": "75", "một phần ba": "33.33", "một phần tư": "25",
    "hai phần ba": "66.67", "ba phần tư": "75",
}  # fmt: skip
ABOVE_IT = re.compile(r"^(?:quá|trên|hơn) ")
FACTORS = {"đôi": 2, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mười": 10}


def movements(line: Line) -> list[Find]:
    """Every such change or half."""
    found = [_change(line, half, Decimal(50), "%", "down", "percent") for half in HALVED.finditer(line.low)]
    found += [
        _change(line, part, Decimal(SHARES[part["word"]]), "%", "down", "percent") for part in PART.finditer(line.low)
    ]
    for times in DOUBLED.finditer(line.low):
        factor = Decimal(FACTORS[times["word"].split()[1]])
        found.append(_change(line, times, factor, "lần", "up", "times"))
    taken = {find.start for find in found}
    return found + [_share(line, half) for half in HALF_OF.finditer(line.low) if half.start() not in taken]


def _change(line: Line, found: re.Match, value: Decimal, unit: str, direction: str, relative: str) -> Find:
    start = found.start("least") if found["least"] else found.start("word")
    comparator = AT_LEAST if found["least"] else EQUAL
    return Find(
        start, found.end("word"), ReadKind.CHANGE, comparator, value, unit, direction=direction, relative=relative
    )


def _share(line: Line, found: re.Match) -> Find:
    of_units = is_of_units(line.low[found.end("word") :])
    kind = ReadKind.SHARE_OF_UNITS if of_units else ReadKind.RATIO
    comparator = ABOVE if ABOVE_IT.match(found["word"]) else AT_LEAST if found["least"] else EQUAL
    share = SHARES.get(ABOVE_IT.sub("", found["word"]), "50")
    return Find(found.start(), found.end("word"), kind, comparator, Decimal(share), "%")
