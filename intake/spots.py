"""Where words stand in a paper, said as an official points to them: "mục II.1.a"; where no item is numbered, "đoạn 12"."""

import re
from bisect import bisect_right

from documents.text import Paragraph, Text

MARKER = re.compile(
    r"(?P<roman>[IVX]{1,5})[.)]\s|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s|(?P<letter>[a-zđ])[.)]\s"
)
ANNEX = re.compile(r"phụ lục\b", re.IGNORECASE)  # counts its items anew
UNSEPARATED = re.compile(r"\d{1,2}\s")  # "12 cơ quan" is no item; "1.2 Rà soát" is one
ROMAN, NUMBER, LETTER = 0, 1, 9  # the order in which items hold each other; 1.1 stands below 1


class Spots:
    """The items of a paper in order, each with the items that hold it."""

    def __init__(self, text: Text):
        self.starts: list[int] = []
        self.names: list[str] = []
        held: list[tuple[int, str]] = []
        for number, paragraph in enumerate(_paragraphs(text), start=1):
            if ANNEX.match(paragraph.text):
                held = []
            if item := _item(f"{paragraph.label} {paragraph.text}".strip()):
                held = [*(one for one in held if one[0] < item[0]), item]
            self.starts.append(paragraph.start)
            self.names.append(_named(held) or f"đoạn {number}")

    def at(self, start: int) -> str:
        """The name of the spot that holds this place in the content; empty before the first words."""
        place = bisect_right(self.starts, start) - 1
        return self.names[place] if place >= 0 else ""


def _paragraphs(text: Text) -> list[Paragraph]:
    return [block for block in text.blocks if isinstance(block, Paragraph)]


def _item(words: str) -> tuple[int, str] | None:
    """The level and the marker that a paragraph begins with."""
    found = MARKER.match(words)
    if found is None or UNSEPARATED.match(found.group(0)):
        return None
    if found["roman"]:
        return ROMAN, found["roman"]
    if found["letter"]:
        return LETTER, found["letter"]
    return NUMBER + found["number"].count("."), found["number"]


def _named(held: list[tuple[int, str]]) -> str:
    """ "mục II.1.a"; "1.2" already says that it stands in 1."""
    told = [marker for place, (level, marker) in enumerate(held) if not _is_told(marker, held[place + 1 :])]
    return f"mục {'.'.join(told)}" if told else ""


def _is_told(marker: str, below: list[tuple[int, str]]) -> bool:
    return any(other.startswith(f"{marker}.") for _, other in below)
