"""A read document as plain lists, which JSON can hold, and back; words are written once, pieces are places in them."""

from documents.reading.blocks import Cell, Paragraph, Row, Table, Text

PARAGRAPH, TABLE = "p", "t"


def to_json(text: Text) -> dict:
    """The document as lists, words and numbers."""
    return {"content": text.content, "blocks": [_block(block) for block in text.blocks]}


def from_json(stored: dict) -> Text:
    """The document that `to_json` has written."""
    content = stored["content"]
    return Text(tuple(_read(block, content) for block in stored["blocks"]), content)


def _block(block: Paragraph | Table) -> list:
    if isinstance(block, Paragraph):
        return [PARAGRAPH, block.start, block.end, block.page, block.label, block.is_heading]
    rows = [[[cell.start, cell.end, cell.is_repeated] for cell in row.cells] for row in block.rows]
    return [TABLE, block.number, block.page, rows]


def _read(stored: list, content: str) -> Paragraph | Table:
    if stored[0] == PARAGRAPH:
        _, start, end, page, label, is_heading = stored
        return Paragraph(content[start:end], start, page, label, is_heading)
    _, number, page, rows = stored
    return Table(
        tuple(Row(tuple(Cell(content[start:end], start, repeated) for start, end, repeated in row)) for row in rows),
        number,
        page,
    )
