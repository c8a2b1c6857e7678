"""What stands on the pages of a PDF: letters with their places, and ruling lines. Only this module knows the library."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from documents.reading.blocks import Unreadable, dotted, too_much

MOST_PAGES = 300  # a plan with its annexes has at most a hundred
MOST_GLYPHS = 1_500_000  # of the whole file
MOST_OBJECTS = 20_000  # of one page that are looked at for ruling lines
MOST_SEGMENTS = 2_000  # of one drawn path
HYPHEN = 2  # what the library makes of "-" at the end of a line
STRAIGHT = 1.0  # points that the ends of a straight line may differ by
DEEPEST_FORM = 4  # forms within forms


class Glyph(NamedTuple):
    """One letter: its edges and its baseline in points, from the left and from the top.

    Spaces are no letters, their places are often wrong: `after_space` says that one was written before this letter.
    """

    char: str
    left: float
    right: float
    base: float
    size: float
    after_space: bool = False


class Rule(NamedTuple):
    """A straight ruling line from `start` to `end` at a fixed `place` of the other direction."""

    place: float
    start: float
    end: float


@dataclass
class Page:
    """One page; `across` holds the horizontal rules, `down` the vertical ones."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]


def pages_of(content: bytes, name: str) -> Iterator[Page]:
    """The pages of a file one after another."""
    document = _opened(content, name)
    if len(document) > MOST_PAGES:
        raise too_much(f"Tệp “{name}” có {dotted(len(document))} trang")
    left = MOST_GLYPHS
    for place in range(len(document)):
        page = _page(document, place)
        left -= len(page.glyphs)
        if left < 0:
            raise too_much(f"Tệp “{name}” có quá nhiều chữ")
        yield page


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable(f"Tệp “{name}” có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nhập lại.") from None
        raise broken(name) from None


def broken(name: str) -> Unreadable:
    """The refusal of a file that does not open."""
    return Unreadable(
        f"Không mở được tệp “{name}”, có thể tệp đã hỏng hoặc tải về chưa hết. Hãy tải lại tệp gốc; hoặc mở tệp, "
        "sao chép phần chữ rồi dán."
    )


def _page(document: pypdfium2.PdfDocument, place: int) -> Page:
    try:
        page = document[place]
    except pypdfium2.PdfiumError:
        return Page(place + 1, 0, 0, [], [], [])
    turn = Turn(page)
    across: list[Rule] = []
    down: list[Rule] = []
    for start, end in _strokes(page.raw, turn):
        if abs(start[1] - end[1]) <= STRAIGHT:
            across.append(Rule((start[1] + end[1]) / 2, *sorted((start[0], end[0]))))
        elif abs(start[0] - end[0]) <= STRAIGHT:
            down.append(Rule((start[0] + end[0]) / 2, *sorted((start[1], end[1]))))
    found = Page(place + 1, turn.width, turn.height, _letters(_glyphs(page, turn)), across, down)
    page.close()
    return found


class Turn:
    """Places of the file (from the bottom left, before rotation) as places on the page as shown, from the top left."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, bottom, right, top = page.get_bbox()
        self.bottom, self.rotation = bottom, page.get_rotation()
        self.across, self.up = right - self.left, top - bottom
        is_turned = self.rotation in (90, 270)
        self.width, self.height = (self.up, self.across) if is_turned else (self.across, self.up)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.across - x, y
        return (self.up - y, self.across - x) if self.rotation == 270 else (x, self.up - y)


def _glyphs(page: pypdfium2.PdfPage, turn: Turn) -> Iterator[Glyph]:
    text = page.get_textpage()
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for place in range(pdfium.FPDFText_CountChars(text.raw)):
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y)
        if code == 0 or not pdfium.FPDFText_GetLooseCharBox(text.raw, place, box):
            continue
        left, first = turn(box.left, box.bottom)
        right, second = turn(box.right, box.top)
        _, base = turn(x.value, y.value)
        yield Glyph("-" if code == HYPHEN else chr(code), min(left, right), max(left, right), base, abs(second - first))
    text.close()


def _letters(glyphs: Iterator[Glyph]) -> list[Glyph]:
    """Letters in the order they were written: with marks that are drawn over them, and what spaces there were."""
    found: list[Glyph] = []
    after_space = False
    for glyph in glyphs:
        if glyph.char.isspace():
            after_space = True
        elif found and unicodedata.combining(glyph.char):
            found[-1] = found[-1]._replace(char=found[-1].char + glyph.char)
        else:
            found.append(glyph._replace(after_space=after_space))
            after_space = False
    return found


def _strokes(page: pdfium.FPDF_PAGE, turn: Turn) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    count = min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)
    for place in range(count):
        for start, end in _drawn(pdfium.FPDFPage_GetObject(page, place), (1, 0, 0, 1, 0, 0), 0):
            yield turn(*start), turn(*end)


Matrix = tuple[float, float, float, float, float, float]


def _drawn(item: pdfium.FPDF_PAGEOBJECT, outer: Matrix, depth: int) -> Iterator[tuple]:
    """The straight strokes of a path, or of all paths in a form."""
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
        inner = _times(_matrix(item), outer)
        for place in range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            yield from _drawn(pdfium.FPDFFormObj_GetObject(item, place), inner, depth + 1)
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path(item, _times(_matrix(item), outer))


def _path(item: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[tuple]:
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = None
    for place in range(min(pdfium.FPDFPath_CountSegments(item), MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(item, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(x.value, y.value, matrix)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or last is None:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield point, first
        last = point


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return (1, 0, 0, 1, 0, 0)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f
