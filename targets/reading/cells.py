"""One row of an indicator table: the name, the value as typed ("≥ 95", "Nhóm 10") and the unit become a rule."""

import re
from dataclasses import replace

from targets.reading.amounts import AT_LEAST, AT_MOST, EQUAL, amounts
from targets.reading.finds import Find
from targets.reading.kinds import SATISFIED
from targets.reading.letters import Line
from targets.reading.naming import units_of
from targets.reading.nouns import is_of_units
from targets.reading.phrases import as_rate, capital
from targets.reading.ranks import ranks
from targets.target_reading import InnerCondition, ReadKind

PERCENT_IN_NAME = re.compile(r"\(\s?%|\b(?:ty|ti) le\b|\bty trong\b")
RATE = re.compile(r"\W*(?:tỷ|tỉ) lệ ")
CHANGED = re.compile(r"\W*(?:(?:ty le|ti le|muc) )?(?:cat giam|giam|tang|tiet kiem|rut ngan|tinh gian)\b")
RANKED = re.compile(r"\b(?:xep hang|thu hang|hang|nhom|top|vi tri|thu bac)\b")
TIME = re.compile(r"(?:ngay|gio|phut|giay|tuan|thang)\b")
SIGNS = [
    (re.compile(r"\b(?:toi thieu|it nhat)\b|≥|>="), AT_LEAST),
    (re.compile(r"\b(?:toi da|khong qua|khong vuot qua)\b|≤|<="), AT_MOST),
]
MOST_OF_VALUE = 120
MOST_OF_SHORT, MOST_FEW = 40, 3
CELL = re.compile(r"[^|\t]+")
SHORT_UNITS = {
    "%",
    "phan tram",
    "ty le",
    "diem",
    "lan",
    "cuoc",
    "ngay",
    "phut",
    "gio",
    "hang",
    "bac",
    "mo hinh",
    "hoi nghi",
}


def told_in(name: str, value: str, unit: str, head: str) -> Find | None:
    """The rule of one value cell; None where it holds no number. Offsets count in the value cell."""
    cell, named = Line(value), Line(name)
    if len(value) > MOST_OF_VALUE:
        return None
    if band := ranks(cell):
        return replace(band[0], indicator=capital(name.strip(" .:;")))
    found = amounts(cell, cell.bare)
    if not found:
        return None
    amount = found[0]
    shown = amount.unit or _unit(unit, named, value[amount.number_end :])
    kind = kind_in_table(named, shown)
    comparator = amount.comparator or _sign(named.bare) or _sign(head) or _sign(Line(unit).bare)
    return Find(
        amount.start,
        amount.end,
        kind,
        comparator or (AT_MOST if kind == ReadKind.RANK else EQUAL),
        amount.value,
        "hạng" if kind == ReadKind.RANK else shown,
        indicator=_indicator(name, kind),
        value_max=amount.value_max,
        **_units(named, kind),
        **_change(named, kind, shown),
    )


def kind_in_table(named: Line, unit: str) -> ReadKind:
    """What the name and the unit make it."""
    bare = Line(unit).bare
    if RANKED.search(bare) or (not bare and RANKED.search(named.bare)):
        return ReadKind.RANK
    if CHANGED.match(named.bare):
        return ReadKind.CHANGE
    if "%" in unit:
        return _kind_of_share(named)
    if "/" in bare:
        return ReadKind.COUNT_PER_PERIOD
    if TIME.match(bare):
        return ReadKind.DURATION
    if bare in ("diem", "chi so"):
        return ReadKind.SATISFACTION if SATISFIED.search(named.bare) else ReadKind.RATIO
    return ReadKind.COUNT


def _kind_of_share(named: Line) -> ReadKind:
    rate = RATE.match(named.low)
    if rate and is_of_units(named.low[rate.end() :]):
        return ReadKind.SHARE_OF_UNITS
    return ReadKind.SATISFACTION if SATISFIED.search(named.bare) else ReadKind.RATIO


def _unit(unit: str, named: Line, after: str) -> str:
    """The unit's cell, else the word after the number, else what the name says."""
    written = unit.strip(" .:;()")
    if Line(written).bare in ("%", "phan tram", "ty le %", "ty le", "% "):
        return "%"
    if written:
        return written
    words = after.strip(" .:;()")
    return words if words and len(words) < 30 else "%" if PERCENT_IN_NAME.search(named.bare) else ""


def _sign(bare: str) -> str:
    return next((sign for shape, sign in SIGNS if shape.search(bare)), "")


def _indicator(name: str, kind: ReadKind) -> str:
    words = re.sub(r"\s?\((?:%|ĐVT[^)]*|đơn vị[^)]*)\)", "", " ".join(name.split())).strip(" .:;-+*")
    return as_rate(words) if kind in (ReadKind.RATIO, ReadKind.SHARE_OF_UNITS) else capital(words)


def _units(named: Line, kind: ReadKind) -> dict:
    """Of a share of units: which bodies, and what each has to do."""
    rate = RATE.match(named.low)
    if kind != ReadKind.SHARE_OF_UNITS or not rate:
        return {}
    scope, stop = units_of(named, rate.end(), len(named.text))
    words = named.text[stop:].strip(" .:;")
    return {"scope": scope, "inner": InnerCondition(words) if words else None}


def _change(named: Line, kind: ReadKind, unit: str) -> dict:
    if kind != ReadKind.CHANGE:
        return {}
    rises = re.match(r"\W*(?:(?:ty le|ti le|muc) )?tang", named.bare)
    return {"direction": "up" if rises else "down", "relative": "percent" if unit == "%" else ""}


def told_in_row(line: str) -> Find | None:
    """A row written in one line with bars or tabs, no heads: the longest cell names, a short one has the value."""
    cells = list(CELL.finditer(line))
    name = max(cells, key=lambda cell: len(cell[0].strip()), default=None)
    if len(cells) < MOST_FEW or name is None:
        return None
    after = cells[cells.index(name) + 1 :]
    unit = next((cell for cell in after if Line(cell[0].strip()).bare in SHORT_UNITS), None)
    for cell in after:
        if cell is not unit and re.search(r"\d", cell[0]) and len(cell[0]) <= MOST_OF_SHORT:
            told = told_in(name[0].strip(), cell[0], unit[0] if unit else "", "")
            return told and replace(told, start=cell.start() + told.start, end=cell.start() + told.end)
    return None
