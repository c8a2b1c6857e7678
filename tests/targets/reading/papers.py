"""Small papers for the tests of reading: lines become paragraphs, lists of rows become tables."""

from documents.text import Cell, Paragraph, Row, Table, Text


def paper(*blocks: str | list[list[str]]) -> Text:
    """A Text of these blocks; a cell "^" stands for one merged with the cell to its left."""
    made, lines, at, tables = [], [], 0, 0
    for block in blocks:
        if isinstance(block, str):
            made.append(Paragraph(block, at))
            lines.append(block)
        else:
            tables += 1
            rows, written = _rows(block, at)
            made.append(Table(rows, tables))
            lines.append(written)
        at += len(lines[-1]) + 1
    return Text(tuple(made), "\n".join(lines))


def _rows(table: list[list[str]], start: int) -> tuple[tuple[Row, ...], str]:
    rows, lines, at = [], [], start
    for words in table:
        cells, place = [], at
        for cell in words:
            if cell == "^":
                cells.append(Cell(cells[-1].text, cells[-1].start, is_repeated=True))
            else:
                cells.append(Cell(cell, place))
                place += len(cell) + 1
        rows.append(Row(tuple(cells)))
        lines.append("\t".join(cell for cell in words if cell != "^"))
        at += len(lines[-1]) + 1
    return tuple(rows), "\n".join(lines)
