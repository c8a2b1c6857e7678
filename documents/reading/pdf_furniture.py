"""What stands on PDF pages beside the text: page numbers, heads and feet that repeat, footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from documents.reading.lines import PAGE_NUMBER
from documents.reading.pdf_lines import Line

MARGIN = 0.11  # of the page's height, at the top and at the bottom
DIGITS = re.compile(r"\d+")
LEAST_REPEATS = 3
SMALL = 0.9  # of the usual height of a line
FOOTNOTE = re.compile(r"[\[(]?\d{1,3}[\])]?\s*[^\W\d]")


def running(pages: Iterable[tuple[float, Sequence[Line]]]) -> set[str]:
    """The words, digits aside, that stand in the margins of many pages; each page is its height and lines."""
    count = 0
    found: Counter[str] = Counter()
    for height, rows in pages:
        count += 1
        found.update({_key(row) for row in rows if in_margin(row, height)})
    return {key for key, times in found.items() if times >= LEAST_REPEATS and times * 2 >= count}


def is_furniture(row: Line, height: float, repeated: set[str]) -> bool:
    """Whether a line is a page number or a running head."""
    return in_margin(row, height) and (bool(PAGE_NUMBER.match(row.text)) or _key(row) in repeated)


def without_footnotes(rows: Sequence[Line]) -> list[Line]:
    """The lines of a page without the smaller ones at its end that begin with a bare number."""
    if not rows:
        return []
    body = median(row.size for row in rows)
    end = len(rows)
    while end and rows[end - 1].size < SMALL * body:
        end -= 1
    notes = rows[end:]
    return list(rows[:end] if notes and FOOTNOTE.match(notes[0].text) else rows)


def in_margin(row: Line, height: float) -> bool:
    return row.base < MARGIN * height or row.base > (1 - MARGIN) * height


def _key(row: Line) -> str:
    return DIGITS.sub("#", row.text)
