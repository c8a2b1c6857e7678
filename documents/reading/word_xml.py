"""WordprocessingML by local names, so that files of the transitional and of the strict standard read alike."""

from collections.abc import Iterator

from lxml import etree


def kind(element: etree._Element) -> str:
    """The name of an element without its namespace: "p", "tbl"."""
    return element.tag.rpartition("}")[2]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along a path of names; None where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if kind(inner) == name), None)
    return element


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The direct children of this name."""
    return (inner for inner in element if kind(inner) == name)


def attribute(element: etree._Element | None, name: str = "val") -> str:
    """An attribute by its local name; empty where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def number(element: etree._Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute as a whole number of at most six digits."""
    value = attribute(element, name)
    return int(value) if value.lstrip("-").isdecimal() and len(value) <= 6 else default


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as "vanish" is there and not turned off."""
    return element is not None and attribute(element) not in ("0", "false", "off")
