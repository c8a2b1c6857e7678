"""What the styles of a Word file say of a paragraph: heading, list level, hidden, capitals, contents list."""

import re
from dataclasses import dataclass

from lxml import etree

from documents.reading.word_xml import attribute, child, children, is_on, number

HEADING_NAME = re.compile(r"(?:heading|tiêu đề|title)\b", re.IGNORECASE)
CONTENTS_NAME = re.compile(r"(?:toc|table of figures)\b", re.IGNORECASE)
BODY_LEVEL = 9  # an outline level of body text
DEEPEST = 20  # styles based on styles


@dataclass(frozen=True)
class Style:
    """One paragraph style with what it takes over from those it is based on."""

    is_heading: bool = False
    is_contents: bool = False
    is_hidden: bool = False
    is_capitals: bool = False
    list_id: str = ""
    list_level: int = 0


PLAIN = Style()


def styles_of(root: etree._Element | None) -> dict[str, Style]:
    """The styles of styles.xml by their key."""
    if root is None:
        return {}
    found = {attribute(style, "styleId"): style for style in children(root, "style")}
    return {key: _style(_chain(style, found)) for key, style in found.items()}


def _chain(style: etree._Element, found: dict[str, etree._Element]) -> list[etree._Element]:
    """The style and those it is based on, nearest first."""
    chain: list[etree._Element] = []
    while style is not None and len(chain) != DEEPEST:
        chain.append(style)
        style = found.get(attribute(child(style, "basedOn")))
    return chain


def _style(chain: list[etree._Element]) -> Style:
    name = attribute(child(chain[0], "name"))
    level = next((level for style in chain if (level := child(style, "pPr", "outlineLvl")) is not None), None)
    listed = next((listed for style in chain if (listed := child(style, "pPr", "numPr")) is not None), None)
    return Style(
        is_heading=bool(HEADING_NAME.match(name)) or (level is not None and number(level) < BODY_LEVEL),
        is_contents=bool(CONTENTS_NAME.match(name)) and "heading" not in name.lower(),
        is_hidden=_switch(chain, "vanish"),
        is_capitals=_switch(chain, "caps"),
        list_id=attribute(child(listed, "numId")),
        list_level=number(child(listed, "ilvl")),
    )


def _switch(chain: list[etree._Element], name: str) -> bool:
    return is_on(next((found for style in chain if (found := child(style, "rPr", name)) is not None), None))
