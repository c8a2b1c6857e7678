"""Cells that a reader hands over as empty though something stands in them: errors of formulas, formulas never counted."""

import io
import re
import zipfile
from xml.etree import ElementTree

# A cell holds no cell: without that, a sheet that never closes one would be read to its end from each of them.
CELL = re.compile(
    rb"<(?:\w+:)?c\s(?P<look>[^<>]*)(?<!/)>(?P<inside>[^<]*(?:<(?!/?(?:\w+:)?c[\s>])[^<]*)*)</(?:\w+:)?c\s*>"
)
PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
IS_ERROR = re.compile(rb"""(?:^|\s)t\s*=\s*["']e["']""")
IS_TEXT = re.compile(rb"""(?:^|\s)t\s*=\s*["'](?:str|inlineStr|s)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>[^<]")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def unread_cells(content: bytes, sheet: str) -> frozenset[tuple[int, int]]:
    """The places, counted from 0, of such cells on one sheet of a file that was opened safely before."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        part = _part_of(pack, sheet)
        return frozenset(_places(pack.read(part))) if part else frozenset()


def _places(unpacked: bytes):
    for cell in CELL.finditer(unpacked):
        look, inside = cell["look"], cell["inside"]
        uncounted = FORMULA.search(inside) and not IS_TEXT.search(look) and not VALUE.search(inside)
        if (IS_ERROR.search(look) or uncounted) and (place := PLACE.search(look)):
            yield int(place[2]) - 1, _column(place[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part_of(pack: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the file that holds a sheet: by its relation, in the words of the format."""
    try:
        book = ElementTree.fromstring(pack.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(pack.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return None
    wanted = {row.get(RELATION) for row in book.iter() if row.tag.endswith("}sheet") and row.get("name") == sheet}
    for relation in relations:
        if relation.get("Id") in wanted:
            target = relation.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in pack.namelist() else None
    return None
