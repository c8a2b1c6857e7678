"""A consolidated table as a Word paper: the frame is a file that an office may change, the table is drawn into it."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.run import Run
from docxtpl import DocxTemplate

from reports import paper_format
from reports.sheets import head_of
from reports.table import Column, Line, Table

FRAME = Path(__file__).parent / "paper" / "bieu-tong-hop.docx"
PLACE_OF_TABLE = "[[BIEU]]"
NOT_IN_A_PAPER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_TO_BREAK = re.compile(r"(?<=[≥≤<>=]) (?=[0-9])|(?<=điểm) (?=%)")
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
PART_INDENT_MM = 4


def paper_of(table: Table, changes: Sequence[tuple[str, list[str]]] = ()) -> bytes:
    """The paper: head, table, who is missing, and what changed, under its headings."""
    frame = DocxTemplate(FRAME)
    filled = {
        "head": [_clean(words) for words in head_of(table)],
        "foot": [_clean(words) for words in table.foot],
        "changes": [(_clean(heading), [_clean(words) for words in sentences]) for heading, sentences in changes],
    }
    frame.render(filled, autoescape=True)
    _draw(frame.docx, table)
    kept = io.BytesIO()
    frame.save(kept)
    return kept.getvalue()


def _draw(paper, table: Table) -> None:
    """Put the table where the frame has a place for it; at the end of a frame without one."""
    columns = table.shown_columns
    widths = [Mm(width) for width in paper_format.widths_of(columns)]
    drawn = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    drawn.autofit = False
    _narrow_margins(drawn)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = width
    heads = ["TT", "Chỉ tiêu", *(column.label for column in columns)]
    _row(drawn, widths, heads, ["center"] * len(heads), bold=True, is_head=True)
    for section in table.sections:
        if section.name:
            _heading(drawn, widths, section.number, section.name)
        for line in section.lines:
            _line(drawn, widths, line, columns)
    size = Pt(paper_format.size_of(columns))
    for run in drawn._tbl.iter(qn("w:r")):
        Run(run, drawn).font.size = size
    place = next((one for one in paper.paragraphs if one.text.strip() == PLACE_OF_TABLE), None)
    if place is not None:
        place._p.addprevious(drawn._tbl)
        place._p.getparent().remove(place._p)


def _narrow_margins(drawn) -> None:
    """Less room at the sides of each cell than Word gives, so that numbers stay on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(paper_format.CELL_MARGIN_MM).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    drawn._tbl.tblPr.append(margins)


def _line(drawn, widths: Sequence, line: Line, columns: Sequence[Column]) -> None:
    words = [line.number, line.name, *(line.cell(column).shown for column in columns)]
    aligned = ["center", "left", *(paper_format.COLUMNS[column].align for column in columns)]
    cells = _row(drawn, widths, words, aligned)
    if line.is_part:
        cells[1].paragraphs[0].paragraph_format.left_indent = Mm(PART_INDENT_MM)


def _heading(drawn, widths: Sequence, number: str, name: str) -> None:
    """A section's name over all columns; it never stands alone at the foot of a page."""
    rest = len(widths) - 2
    cells = _row(drawn, widths, [number, name, *[""] * rest], ["center", "left", *["left"] * rest], bold=True)
    merged = cells[1].merge(cells[-1])
    for empty in merged.paragraphs[1:]:
        empty._p.getparent().remove(empty._p)
    for cell in (cells[0], merged):
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row(drawn, widths: Sequence, words: Sequence[str], aligned: Sequence[str], *, bold=False, is_head=False) -> list:
    row = drawn.add_row()
    cells = list(row.cells)
    for cell, width, said, align in zip(cells, widths, words, aligned, strict=True):
        cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = ALIGN[align]
        paragraph.add_run(_clean(said)).bold = bold
    _mark(row, "w:cantSplit")
    if is_head:
        _mark(row, "w:tblHeader")
    return cells


def _mark(row, name: str) -> None:
    """cantSplit: a row stays on one page; tblHeader: repeated on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _clean(words: str) -> str:
    """Without signs that no paper can hold; a sign stays on the line of its number, "điểm" on that of its %."""
    return NOT_TO_BREAK.sub("\u00a0", NOT_IN_A_PAPER.sub("", words))
