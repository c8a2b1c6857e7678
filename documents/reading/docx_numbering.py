"""The numbers that Word gives list lines by itself: "1.", "a)", "II.", "-"."""

import re
from dataclasses import dataclass, field

from lxml import etree

from documents.reading.cleaning import one_line
from documents.reading.word_xml import attribute, child, children, is_on, number

LEVELS = 9
ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")]
ROMAN += [(9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
LARGEST_ROMAN = 3999


@dataclass(frozen=True)
class Level:
    """How one level of a list counts and is written; `pattern` is "%1." or "%1.%2"."""

    first: int = 1
    form: str = "decimal"
    pattern: str = ""
    is_legal: bool = False  # all numbers of the pattern in Arabic
    style: str = ""


@dataclass
class Numbering:
    """The lists of a file and how far each has counted."""

    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list
    _roots: dict[str, str] = field(default_factory=dict)  # lists of one root count together
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element | None) -> "Numbering":
        """The lists of numbering.xml."""
        numbering = cls()
        if root is not None:
            abstract = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
            for each in children(root, "num"):
                numbering._add(each, abstract)
        return numbering

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that a list keeps for a paragraph style."""
        levels = self._levels.get(list_id, {})
        return next((place for place, level in levels.items() if level.style and level.style == style), None)

    def next_label(self, list_id: str, place: int) -> str:
        """Counts one line of a list and gives its number; empty for lines of no list."""
        level = self._levels.get(list_id, {}).get(place)
        if level is None:
            return ""
        counts = self._counted(list_id, place)
        if level.form == "bullet":
            return one_line(level.pattern) or "•"
        return "" if level.form == "none" and "%" not in level.pattern else self._written(list_id, place, level, counts)

    def _add(self, element: etree._Element, abstract: dict[str, etree._Element]) -> None:
        key, root = attribute(element, "numId"), attribute(child(element, "abstractNumId"))
        levels = (
            {number(each, "ilvl"): _level(each) for each in children(abstract[root], "lvl")} if root in abstract else {}
        )
        restarts = {}
        for override in children(element, "lvlOverride"):
            place = number(override, "ilvl")
            if (own := child(override, "lvl")) is not None:
                levels[place] = _level(own)
            if (start := child(override, "startOverride")) is not None:
                restarts[place] = number(start)
        self._levels[key], self._roots[key], self._restarts[key] = levels, root, restarts

    def _counted(self, list_id: str, place: int) -> list[int | None]:
        counts = self._counts.setdefault(self._roots[list_id], [None] * LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for level in self._restarts[list_id]:
                counts[min(level, LEVELS - 1)] = None
        place = min(place, LEVELS - 1)
        for upper in range(place):
            counts[upper] = self._first(list_id, upper) if counts[upper] is None else counts[upper]
        counts[place] = self._first(list_id, place) if counts[place] is None else counts[place] + 1
        counts[place + 1 :] = [None] * (LEVELS - place - 1)
        return counts

    def _first(self, list_id: str, place: int) -> int:
        return self._restarts[list_id].get(place, self._levels[list_id].get(place, Level()).first)

    def _written(self, list_id: str, place: int, level: Level, counts: list[int | None]) -> str:
        def one(found: re.Match[str]) -> str:
            upper = int(found[1]) - 1
            form = self._levels[list_id].get(upper, Level()).form
            return _number(counts[upper] or 0, "decimal" if level.is_legal and upper != place else form)

        return one_line(re.sub(r"%([1-9])", one, level.pattern))


def _level(element: etree._Element) -> Level:
    return Level(
        first=number(child(element, "start"), default=1),
        form=attribute(child(element, "numFmt")) or "decimal",
        pattern=attribute(child(element, "lvlText")),
        is_legal=is_on(child(element, "isLgl")),
        style=attribute(child(element, "pStyle")),
    )


def _number(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and 0 < count <= LARGEST_ROMAN:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    if form in ("upperLetter", "lowerLetter") and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    return f"{count:02}" if form == "decimalZero" else "" if form == "none" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, sign in ROMAN:
        written += sign * (count // value)
        count %= value
    return written
