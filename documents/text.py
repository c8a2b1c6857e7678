"""A docx, pdf or pasted text as clean NFC text: paragraphs and tables, each knowing where it stands in the whole."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `text` is NFC with single spaces; `content[start:start + len(text)] == text` of its Text.

    `label` is the number that Word gives a list line by itself ("1.", "a)", "-"), which stands in no text; `page` counts
    from 1 and is None where the file has no pages; `is_heading` says what the file marks as one, not what it looks like.
    """

    text: str
    start: int
    page: int | None = None
    label: str = ""
    is_heading: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Cell:
    """One cell of a row's grid. A merged cell stands in each place it covers; `is_repeated` in all but the first."""

    text: str
    start: int
    is_repeated: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Row:
    """One row; every row of a table has the same number of cells."""

    cells: tuple[Cell, ...]

    @property
    def is_section(self) -> bool:
        """Whether one text spans the whole row: a heading inside the table."""
        return len(self.cells) > 1 and bool(self.cells[0].text) and all(cell.is_repeated for cell in self.cells[1:])


@dataclass(frozen=True)
class Table:
    """A table; `number` counts from 1 in the document."""

    rows: tuple[Row, ...]
    number: int
    page: int | None = None


@dataclass(frozen=True)
class Text:
    """A document: its blocks in order, and `content`, the whole as one NFC string that every `start` counts in.

    In `content` blocks and rows stand on lines of their own and the cells of a row are parted by tabs; a repeated cell
    is not written again and has the start of the first.
    """

    blocks: tuple[Paragraph | Table, ...]
    content: str
