"""A PDF with a text layer to paragraphs and tables; a scan is recognised and refused."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from documents.reading import lines
from documents.reading.blocks import Assembly, Spot, Text, Unreadable
from documents.reading.encodings import refuse_old_encodings
from documents.reading.pdf_columns import Pair, with_pairs
from documents.reading.pdf_furniture import is_furniture, running, without_footnotes
from documents.reading.pdf_lines import Line, column_of, lines_of, paragraphs_of, words_of
from documents.reading.pdf_pages import Page, pages_of
from documents.reading.pdf_tables import Ruled, tables_on

LEAST_OF_A_PAGE = 40  # letters; a scan bears at most a stamp
LEAST_SHARE_OF_PAGES = 0.5
SAME_COLUMN = 6.0  # points
UNKNOWN = "\ufffe\ufffd"
MOST_UNKNOWN = 0.1

Piece = Line | Pair | Ruled


def from_pdf(content: bytes, name: str) -> Text:
    """The text of a PDF as a reader follows it."""
    pages = list(pages_of(content, name))
    _refuse_scan(pages, name)
    _refuse_unknown_letters(pages, name)
    assembly = Assembly()
    sorts = groupby(_pieces(pages), key=type)
    for sort, pieces in sorts:
        if sort is Ruled:
            _add_tables(assembly, list(pieces))
        elif sort is Pair:
            for pair in pieces:
                _add_lines(assembly, pair.left)
                _add_lines(assembly, pair.right)
        else:
            _add_lines(assembly, list(pieces))
    text = assembly.text()
    refuse_old_encodings(text.content, f"Tệp “{name}”")
    return text


def _pieces(pages: Sequence[Page]) -> Iterator[Piece]:
    """Lines, pairs of columns and tables in reading order, without page numbers and running heads."""
    laid = [_laid(page) for page in pages]
    repeated = running((page.height, rows) for page, (_, rows) in zip(pages, laid, strict=True))
    for page, (tables, rows) in zip(pages, laid, strict=True):
        kept = with_pairs(without_footnotes([row for row in rows if not is_furniture(row, page.height, repeated)]))
        yield from sorted([*kept, *tables], key=_top)


def _laid(page: Page) -> tuple[list[Ruled], list[Line]]:
    tables = tables_on(page)
    outside = [glyph for glyph in page.glyphs if not any(table.takes(glyph) for table in tables)]
    return [table for table in tables if table.glyphs], lines_of(outside, page.number)


def _top(piece: Piece) -> float:
    if isinstance(piece, Pair):
        return min(row.base for row in (*piece.left, *piece.right))
    return piece.top if isinstance(piece, Ruled) else piece.base


def _add_lines(assembly: Assembly, rows: Sequence[Line]) -> None:
    """Paragraphs, also those that go on over the page."""
    for paragraph in paragraphs_of(rows, column_of(rows)):
        assembly.add_paragraph(words_of(paragraph), page=paragraph[0].page)


def _add_tables(assembly: Assembly, tables: Sequence[Ruled]) -> None:
    """Tables one after another; one that goes on over the page is one."""
    grid: list[list[Spot]] = []
    before: Ruled | None = None
    first = 0
    for table in tables:
        if before is not None and _goes_on(before, table):
            _append(grid, table.grid())
        else:
            assembly.add_table(grid, page=first or None)
            grid, first = table.grid(), table.page
        before = table
    assembly.add_table(grid, page=first or None)


def _goes_on(before: Ruled, table: Ruled) -> bool:
    """Whether a table is the rest of the one on the page before: the same columns, and nothing in between."""
    return (
        table.page == before.page + 1
        and len(table.columns) == len(before.columns)
        and all(abs(one - other) <= SAME_COLUMN for one, other in zip(before.columns, table.columns, strict=True))
    )


def _append(grid: list[list[Spot]], more: list[list[Spot]]) -> None:
    """The rows of the next page, without a head that is repeated; a row cut by the page's end becomes whole."""
    while more and len(grid) > 1 and _said(more[0]) in (_said(row) for row in grid[:3]):
        more = more[1:]
    if more and grid and _is_rest(grid[-1], more[0]):
        for spot, rest in zip(grid[-1], more[0], strict=True):
            if rest.text:
                spot.text = _rejoined(spot.text, rest.text)
        more = more[1:]
    grid += more


def _rejoined(first: str, rest: str) -> str:
    if not first or lines.ends(first) or lines.BEGINS.match(rest):
        return f"{first}\n{rest}".strip()
    return lines.joined(first, rest)


def _is_rest(last: Sequence[Spot], row: Sequence[Spot]) -> bool:
    """Whether a row goes on with the last one of the page before: no number of its own, few cells, in mid-sentence."""
    if row[0].text or not last[0].text or not len(set(map(id, last))) == len(set(map(id, row))) == len(row):
        return False
    both = [(spot.text, rest.text) for spot, rest in zip(last, row, strict=True) if rest.text]
    few = 2 * len(both) <= sum(1 for spot in last if spot.text)
    return any(rest[0].islower() or (few and text and not lines.ends(text)) for text, rest in both)


def _said(row: Iterable[Spot]) -> tuple[str, ...]:
    return tuple(spot.text for spot in row)


def _refuse_scan(pages: Sequence[Page], name: str) -> None:
    written = sum(1 for page in pages if len(page.glyphs) >= LEAST_OF_A_PAGE)
    if not written or written < LEAST_SHARE_OF_PAGES * len(pages):
        raise Unreadable(
            f"Tệp “{name}” là bản quét (ảnh chụp trang giấy), không có lớp chữ nên không đọc được. Hãy nhập bản Word gốc, hoặc bản "
            "PDF xuất từ Word; nếu chỉ có bản quét, hãy nhận dạng chữ (OCR) rồi dán phần chữ."
        )


def _refuse_unknown_letters(pages: Sequence[Page], name: str) -> None:
    every = sum(len(page.glyphs) for page in pages)
    unknown = sum(
        1 for page in pages for glyph in page.glyphs if glyph.char in UNKNOWN or "\ue000" <= glyph.char <= "\uf8ff"
    )
    if unknown > MOST_UNKNOWN * every:
        raise Unreadable(
            f"Tệp “{name}” dùng phông chữ không cho biết mặt chữ nên chữ sao chép ra bị sai. Hãy nhập bản Word gốc, "
            "hoặc nhận dạng chữ (OCR) rồi dán phần chữ."
        )
