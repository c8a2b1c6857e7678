"""The name of the spot where a table stands: "Phụ lục II", "Bảng 3"."""

import re

from documents.text import Paragraph, Table, Text

ANNEX = re.compile(
    r"(?:(?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?(?:\s*(?:[IVX]{1,5}|\d{1,2}[A-Za-z]?)\b)?|(?:BIỂU|Biểu)\s+(?:(?:SỐ|số)\s+)?\d{1,2}\b)"
)
MOST_TITLE = 200


def places_of(text: Text) -> dict[int, str]:
    """By the number of each table: the annex above it, else the table's own number."""
    annex, places = "", {}
    for block in text.blocks:
        if isinstance(block, Paragraph):
            named = ANNEX.match(block.text) if len(block.text) <= MOST_TITLE else None
            annex = _spelled(named[0]) if named else annex
        elif isinstance(block, Table):
            places[block.number] = annex or f"Bảng {block.number}"
    return places


def _spelled(name: str) -> str:
    """ "PHỤ LỤC II" as "Phụ lục II": numbers keep their capitals."""
    words = " ".join(name.split())
    return re.sub(r"^(?:PHỤ LỤC|BIỂU)(?:\s+SỐ)?", lambda found: found[0].capitalize(), words)
