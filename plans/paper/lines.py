"""A paper as a sequence of lines, whatever they stood in: paragraphs, cells of tables, pieces between upright strokes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from documents.text import Paragraph, Table, Text
from plans.paper.run_together import parts

MARKER = re.compile(
    r"(?:(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2}){0,4})[.)]\s*(?![\d/%])|\d{1,2}(?:\.\d{1,2}){1,4}\s+|[a-zđA-HĐ]\)\s*"
    r"|(?:[IVXLC]{1,6}|\d{1,2})\s?[-–]\s+(?=[^\W\d])|\(\d{1,2}\)\s*|(?:[a-zđ]|\d{1,2}[a-zđ])\.\s+|[-–—+•*▪●o]\s+|[-–—+•*▪●](?=\w))"
)
RULE = re.compile(r"[-–—_=*.~\s]+")
STROKE = "|"
MOST_MARK = 16


@dataclass(frozen=True)
class Line:
    """One line: `content[start:start + len(text)] == text`. `marker` is the number or bullet before its words."""

    text: str
    start: int
    label: str = ""
    in_table: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @cached_property
    def marker(self) -> str:
        found = MARKER.match(self.text, 0, MOST_MARK)
        return found[0].strip() if found else self.label

    @cached_property
    def words(self) -> str:
        found = MARKER.match(self.text, 0, MOST_MARK)
        return self.text[found.end() :] if found else self.text

    @property
    def words_start(self) -> int:
        return self.end - len(self.words)


def lines_of(text: Text) -> tuple[Line, ...]:
    """Every line in order; a rule of dashes or stars is none."""
    return tuple(line for line in _all_lines(text) if line.text and not RULE.fullmatch(line.text))


def _all_lines(text: Text) -> Iterator[Line]:
    for block in text.blocks:
        if isinstance(block, Paragraph):
            yield from pieces(block.text, block.start, block.label)
        else:
            yield from _cells(block)


def _cells(table: Table) -> Iterator[Line]:
    for row in table.rows:
        for cell in row.cells:
            if not cell.is_repeated:
                yield from pieces(cell.text, cell.start, in_table=True)


def pieces(words: str, start: int, label: str = "", in_table: bool = False) -> Iterator[Line]:
    """The parts of a text between line breaks and strokes, trimmed, each with its place."""
    for found in re.finditer(r"[^|\n\r\t]+", words):
        for offset, part in parts(found[0]):
            bare = part.strip()
            if bare:
                inside = found.start() + offset + part.index(bare)
                yield Line(bare, start + inside, label if inside == 0 else "", in_table or STROKE in words)
