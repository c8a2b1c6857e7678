"""A Word file to paragraphs and tables in document order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from documents.reading import columns, lines, tabs
from documents.reading.blocks import (
    MOST_PARAGRAPHS,
    MOST_ROWS,
    Assembly,
    Text,
    Unreadable,
    too_many_paragraphs,
    too_many_rows,
)
from documents.reading.cleaning import clean_signs
from documents.reading.docx_numbering import Numbering
from documents.reading.docx_package import Package
from documents.reading.docx_runs import is_mark_deleted, words_of
from documents.reading.docx_styles import BODY_LEVEL, PLAIN, Style, styles_of
from documents.reading.docx_tables import grid_of, only_cell
from documents.reading.encodings import old_encoding, old_signs, refuse_old_encodings
from documents.reading.word_xml import attribute, child, kind, number

LEFT_OUT = {"del", "moveFrom", "Fallback"}
WATCHED = [f"{{*}}{name}" for name in ("document", "p", "tbl", "tr", *LEFT_OUT)]
MOST_BLOCKS = 3 * MOST_PARAGRAPHS  # with the empty ones
TAB_STOPS = re.compile(r" {3,}|[ \t]*\t[ \t]*")


def from_docx(content: bytes, name: str) -> Text:
    """The text of a Word file, as somebody sees it who accepts all tracked changes."""
    package = Package(content, name)
    styles, lists = package.tree("word/styles.xml"), package.tree("word/numbering.xml")
    reader = Reader(styles_of(styles), Numbering.of(lists))
    try:
        for block in _blocks(package):
            reader.read(block)
    except RecursionError:
        raise package.broken() from None
    return _checked(reader.end(), reader.in_old_fonts, name)


def _checked(text: Text, in_old_fonts: list[str], name: str) -> Text:
    what = f"Tệp “{name}”"
    if sample := old_signs("\n".join(in_old_fonts)):
        raise Unreadable(old_encoding(what, sample))
    refuse_old_encodings(text.content, what)
    if not text.content:
        raise Unreadable(
            f"{what} không có chữ nào, có thể chỉ có ảnh quét. Hãy nhập bản Word gốc có chữ, "
            "hoặc nhận dạng chữ (OCR) rồi dán phần chữ."
        )
    return text


def _blocks(package: Package) -> Iterator[etree._Element]:
    """The paragraphs and tables of the body one after another; each is forgotten when the next is asked for."""
    inside = left_out = rows = blocks = 0
    for event, element in package.events(WATCHED):
        name, step = kind(element), 1 if event == "start" else -1
        if name in LEFT_OUT:
            left_out += step
        elif name == "tr" and event == "end":
            rows += 1
            if rows > MOST_ROWS:
                raise too_many_rows()
        elif name in ("p", "tbl"):
            inside += step
            if not inside:
                blocks += 1
                if blocks > MOST_BLOCKS:
                    raise too_many_paragraphs()
                if not left_out:
                    yield element
                _forget(element)


def _forget(element: etree._Element) -> None:
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)


@dataclass
class Reader:
    """Reads block after block; remembers what a paragraph without an end hands to the next."""

    styles: dict[str, Style]
    numbering: Numbering
    assembly: Assembly = field(default_factory=Assembly)
    in_old_fonts: list[str] = field(default_factory=list)
    _carried: str = ""
    _tabbed: list[str] = field(default_factory=list)

    def read(self, block: etree._Element) -> None:
        """One more paragraph or table of the body; a frame of one cell is no table."""
        if kind(block) == "p":
            self._read_paragraph(block)
        elif kind(block) == "tbl" and (cell := only_cell(block)) is not None:
            self._read_inside(cell)
        elif kind(block) == "tbl":
            self._end_tabbed()
            self.assembly.add_table(grid_of(block, self._cell_words))
        elif kind(block) not in LEFT_OUT:
            self._read_inside(block)

    def end(self) -> Text:
        """The whole text."""
        self._end_tabbed()
        return self.assembly.text()

    def _read_inside(self, element: etree._Element) -> None:
        for inner in element:
            self.read(inner)

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        style = self._style(paragraph)
        label, words, boxes = self._said(paragraph, style)
        is_heading = style.is_heading or number(child(paragraph, "pPr", "outlineLvl"), default=BODY_LEVEL) < BODY_LEVEL
        if not label and not is_heading and self._is_tabbed(words):
            self._tabbed.append(TAB_STOPS.sub("\t", words.strip(" ")))
        else:
            self._end_tabbed()
            for place, line in enumerate(lines.of_broken(words.split("\n"))):
                self.assembly.add_paragraph(line, label="" if place else label, is_heading=is_heading)
        for box in boxes:
            self._read_inside(box)

    def _is_tabbed(self, words: str) -> bool:
        cells = [cell for cell in TAB_STOPS.split(words.strip()) if cell]
        return len(cells) > 1 and ("\t" in words or bool(self._tabbed or columns.OFFICIAL_PAIR.search(words)))

    def _end_tabbed(self) -> None:
        """Lines with tabs: two columns of an official paper, a table, or words all the same."""
        waiting, self._tabbed = self._tabbed, []
        found = tabs.pieces_at(waiting, 0) if waiting else None
        if found is None or found[1] < len(waiting):
            found = [" ".join(line.split()) for line in waiting], 0
        for piece in found[0]:
            if isinstance(piece, str):
                self.assembly.add_paragraph(piece)
            else:
                self.assembly.add_table(piece)

    def _said(self, paragraph: etree._Element, style: Style) -> tuple[str, str, list[etree._Element]]:
        """The number, words and boxes of a paragraph; nothing where it goes on in the next or lists the contents."""
        words = words_of(paragraph, is_hidden=style.is_hidden, is_capitals=style.is_capitals)
        self.in_old_fonts += words.in_old_fonts
        if is_mark_deleted(paragraph):
            self._carried += words.text
            return "", "", words.boxes
        said, self._carried = clean_signs(self._carried + words.text), ""
        label = self._label(paragraph, style)
        return ("", "", words.boxes) if style.is_contents else (label, said, words.boxes)

    def _style(self, paragraph: etree._Element) -> Style:
        return self.styles.get(attribute(child(paragraph, "pPr", "pStyle")), PLAIN)

    def _label(self, paragraph: etree._Element, style: Style) -> str:
        own = child(paragraph, "pPr", "numPr")
        if (list_id := attribute(child(own, "numId"))) and list_id != style.list_id:
            return self.numbering.next_label(list_id, number(child(own, "ilvl")))
        if not style.list_id:
            return ""
        of_style = self.numbering.level_of_style(style.list_id, attribute(child(paragraph, "pPr", "pStyle")))
        place = number(child(own, "ilvl"), default=style.list_level if of_style is None else of_style)
        return self.numbering.next_label(style.list_id, place)

    def _cell_words(self, cell: etree._Element) -> str:
        """The words of a cell, its paragraphs on lines of their own, with the numbers of lists."""
        return "\n".join(self._cell_lines(cell))

    def _cell_lines(self, element: etree._Element) -> Iterator[str]:
        for inner in element:
            if kind(inner) == "p":
                yield from self._paragraph_lines(inner)
            elif kind(inner) == "tbl":
                for row in grid_of(inner, self._cell_words):
                    yield "; ".join(dict.fromkeys(" ".join(spot.text.split()) for spot in row if spot.text))
            elif kind(inner) not in LEFT_OUT:
                yield from self._cell_lines(inner)

    def _paragraph_lines(self, paragraph: etree._Element) -> Iterator[str]:
        label, words, boxes = self._said(paragraph, self._style(paragraph))
        said = lines.of_broken(words.split("\n"))
        yield from [f"{label} {said[0]}".strip(), *said[1:]] if said else [label] * bool(label)
        for box in boxes:
            yield from self._cell_lines(box)
