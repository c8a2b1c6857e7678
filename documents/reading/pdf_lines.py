"""Letters on a page to lines, and wrapped lines to paragraphs by where they end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from documents.reading import lines
from documents.reading.cleaning import one_line
from documents.reading.pdf_pages import Glyph

SAME_LINE = 0.4  # of the height of a letter
WORD_GAP = 0.22
COLUMN_GAP = 0.9
SMALL = 0.85
RAISED = 0.12
NEXT_WORD_GAP = 0.4
INDENT = 0.9
FULL_WIDTHS = 0.95  # the share of lines that end left of the right edge
LEAST_FIRST_LINES = 5
MOST_FIRST_LINES = 0.7  # of the numbered lines are indented where first lines are


@dataclass
class Segment:
    """Words of a line without a wide gap."""

    text: str
    left: float
    right: float
    first_word: float  # its width


@dataclass
class Line:
    """One line of a page, from left to right; `base` is measured from the top of the page."""

    base: float
    size: float
    segments: list[Segment] = field(default_factory=list)
    page: int = 0

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right


def lines_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines from top to bottom; lines without words are left out."""
    found: list[Line] = []
    for row in _rows(sorted(glyphs, key=lambda glyph: glyph.base)):
        size, base = median(glyph.size for glyph in row), median(glyph.base for glyph in row)
        letters = _without_references(sorted(row, key=lambda glyph: glyph.left), size, base)
        segments = [segment for segment in _segments(letters, size) if segment.text]
        if segments:
            found.append(Line(base, size, segments, page))
    return found


def _without_references(row: Sequence[Glyph], size: float, base: float) -> Iterator[Glyph]:
    """The letters without small raised numbers, which refer to footnotes; "m²" keeps its own."""
    before = ""
    for glyph in row:
        is_raised = glyph.size < SMALL * size and glyph.base < base - RAISED * size
        if not (is_raised and glyph.char.isdecimal() and before != "m"):
            yield glyph
            before = glyph.char


@dataclass(frozen=True)
class Column:
    """Where full lines begin and end, and whether first lines stand further right."""

    left: float
    right: float
    is_cell: bool = False
    has_indents: bool = False


def column_of(rows: Sequence[Line]) -> Column:
    """The column that these lines of running text fill."""
    if not rows:
        return Column(0, 0)
    ends, left = sorted(row.right for row in rows), min(row.left for row in rows)
    first = [row.left - left > INDENT * row.size for row in rows if lines.BEGINS.match(row.text)]
    has_indents = len(first) >= LEAST_FIRST_LINES and sum(first) > MOST_FIRST_LINES * len(first)
    return Column(left, ends[int((len(ends) - 1) * FULL_WIDTHS)], has_indents=has_indents)


def paragraphs_of(rows: Sequence[Line], column: Column) -> list[list[Line]]:
    """Lines that belong together."""
    found: list[list[Line]] = []
    for row in rows:
        if found and _goes_on(found[-1], row, column):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def words_of(rows: Sequence[Line]) -> str:
    """The lines of one paragraph as one string."""
    said = ""
    for row in rows:
        said = lines.joined(said, row.text) if said else row.text
    return said


def _goes_on(before: list[Line], row: Line, column: Column) -> bool:
    last = before[-1]
    is_full = column.right - last.right < row.segments[0].first_word + NEXT_WORD_GAP * row.size
    if lines.BEGINS.match(row.text):
        return False
    if column.is_cell:
        is_heading = is_full and lines.is_capitals(last.text) and lines.is_capitals(row.text)
        return is_heading or lines.continues(last.text, row.text, is_full=is_full)
    if _is_indented(row, before, column.left):
        return row.text[0].islower() and lines.continues(last.text, row.text, is_full=is_full)
    is_inside = column.has_indents and is_full and not lines.is_capitals(last.text)
    return is_inside or lines.continues(last.text, row.text, is_full=is_full)


def _is_indented(row: Line, before: list[Line], left: float) -> bool:
    """Whether a line stands to the right as first lines do, and not as the rest of a list's line."""
    if row.left - left < INDENT * row.size:
        return False
    is_list = bool(lines.BEGINS.match(before[0].text))
    return not (is_list and row.left > before[0].left - 1 and (len(before) == 1 or abs(row.left - before[-1].left) < 1))


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and glyph.base - row[0].base > SAME_LINE * max(row[0].size, glyph.size, 1):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _segments(row: Sequence[Glyph], size: float) -> Iterator[Segment]:
    """The words of a row, parted at wide gaps; words part where a space was written or a gap is as wide."""
    words: list[list[Glyph]] = []
    for glyph in row:
        gap = glyph.left - words[-1][-1].right if words else 0
        if words and gap > COLUMN_GAP * size:
            yield _segment(words)
            words = []
        if not words or glyph.after_space or gap > WORD_GAP * size:
            words.append([])
        words[-1].append(glyph)
    if words:
        yield _segment(words)


def _segment(words: list[list[Glyph]]) -> Segment:
    text = one_line(" ".join("".join(glyph.char for glyph in word) for word in words))
    first = words[0]
    return Segment(text, first[0].left, max(glyph.right for glyph in words[-1]), first[-1].right - first[0].left)
