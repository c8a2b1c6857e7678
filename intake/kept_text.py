"""A document's text as JSON, so that it is read once and shown as often as its page is opened."""

from documents.text import Cell, Paragraph, Row, Table, Text


def as_json(text: Text) -> dict:
    """The whole text, and its blocks as places in it."""
    return {"content": text.content, "blocks": [_block_as_json(block) for block in text.blocks]}


def from_json(kept: dict) -> Text:
    content = kept["content"]
    return Text(tuple(_block(content, block) for block in kept["blocks"]), content)


def _block_as_json(block: Paragraph | Table) -> dict:
    if isinstance(block, Paragraph):
        return {
            "at": [block.start, block.end],
            "page": block.page,
            "label": block.label,
            "is_heading": block.is_heading,
        }
    rows = [[[cell.start, cell.end, cell.is_repeated] for cell in row.cells] for row in block.rows]
    return {"rows": rows, "number": block.number, "page": block.page}


def _block(content: str, kept: dict) -> Paragraph | Table:
    if "rows" not in kept:
        start, end = kept["at"]
        return Paragraph(content[start:end], start, kept["page"], kept["label"], kept["is_heading"])
    rows = [Row(tuple(Cell(content[start:end], start, again) for start, end, again in cells)) for cells in kept["rows"]]
    return Table(tuple(rows), kept["number"], kept["page"])
