"""The words of one Word paragraph as a reader sees them: without what is deleted, hidden or a field's code."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.reading.word_xml import attribute, child, is_on, kind

LEFT_OUT = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "rt", "Fallback"}
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
OLD_FONTS = (".vn", "vni-", "vni ")
BOX = "txbxContent"


@dataclass
class Words:
    """The pieces of a paragraph; boxes beside it wait until it is done; words in old fonts are looked at later."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    in_old_fonts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def words_of(paragraph: etree._Element, *, is_hidden: bool = False, is_capitals: bool = False) -> Words:
    """What a paragraph says; the switches come from its style."""
    words = Words()
    _gather(paragraph, words, is_hidden, is_capitals)
    return words


def is_mark_deleted(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on with it."""
    mark = child(paragraph, "pPr", "rPr")
    return mark is not None and any(kind(each) in ("del", "moveFrom") for each in mark)


def _gather(element: etree._Element, words: Words, is_hidden: bool, is_capitals: bool) -> None:
    for inner in _read_parts(element):
        name = kind(inner)
        if name == "r":
            _gather_run(inner, words, is_hidden, is_capitals)
        elif name == BOX:
            words.boxes.append(inner)
        elif name == "t":
            words.pieces.append(inner.text or "")
        elif name not in LEFT_OUT:
            _gather(inner, words, is_hidden, is_capitals)


def _read_parts(element: etree._Element) -> Iterator[etree._Element]:
    """The parts of an element; of two ways to draw the same, only the first."""
    if kind(element) == "AlternateContent" and child(element, "Choice") is None:
        fallback = child(element, "Fallback")
        return iter(fallback if fallback is not None else ())
    return iter(element)


def _gather_run(run: etree._Element, words: Words, is_hidden: bool, is_capitals: bool) -> None:
    shape = child(run, "rPr")
    hidden = child(shape, "vanish")
    if is_on(hidden) if hidden is not None else is_hidden:
        return
    capitals = child(shape, "caps")
    upper = is_on(capitals) if capitals is not None else is_capitals
    said = "".join(_said(run, words))
    words.pieces.append(said.upper() if upper else said)
    fonts = child(shape, "rFonts")
    if fonts is not None and any(value.lower().startswith(OLD_FONTS) for value in fonts.attrib.values()):
        words.in_old_fonts.append(said)


def _said(run: etree._Element, words: Words) -> Iterator[str]:
    for inner in run:
        name = kind(inner)
        if name == "t":
            yield inner.text or ""
        elif name in SIGNS:
            yield SIGNS[name]
        elif name == "sym":
            yield _symbol(attribute(inner, "char"))
        elif name not in LEFT_OUT:
            drawn = Words()
            _gather(inner, drawn, is_hidden=False, is_capitals=False)
            words.boxes += drawn.boxes
            yield drawn.text


def _symbol(code: str) -> str:
    """The sign of a symbol font, in the private range where `cleaning` knows it."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    return chr(place if place >= 0xF000 else place + 0xF000) if 0x20 <= place <= 0xF0FF else ""
