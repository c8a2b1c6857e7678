"""The shapes of a document that has been read, and how its pieces are put together into one string."""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST_CHARACTERS = 1_000_000  # some 330 pages; a plan has at most a tenth of that
MOST_ROWS = 2_000  # of all tables together
MOST_PARAGRAPHS = 20_000


class Unreadable(Exception):
    """A paper that cannot be read; the message says in Vietnamese why, and what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def dotted(number: int) -> str:
    """A count as Vietnamese writes it: "1.000.000"."""
    return f"{number:,}".replace(",", ".")


def too_much(what: str) -> Unreadable:
    """The refusal of a text that is larger than any plan; `what` begins the sentence."""
    return Unreadable(
        f"{what}, nhiều hơn mức đọc được. Hãy tách riêng phần kế hoạch và phụ lục cần đọc rồi nhập lại, hoặc dán phần đó."
    )


def too_many_rows() -> Unreadable:
    """The refusal of tables that no plan has."""
    return too_much(f"Các bảng trong văn bản có hơn {dotted(MOST_ROWS)} dòng")


def too_many_paragraphs() -> Unreadable:
    """The refusal of what is cut into more pieces than any plan."""
    return too_much(f"Văn bản có hơn {dotted(MOST_PARAGRAPHS)} đoạn")


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
    """One cell of a row's grid. A merged cell stands in each place it covers; `is_repeated` in all but the first.

    The paragraphs of a cell stand on lines of their own.
    """

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


@dataclass(eq=False)
class Spot:
    """A cell before it has a place; a merged cell is the same Spot in every place of the grid that it covers."""

    text: str = ""


@dataclass
class Assembly:
    """Puts paragraphs and tables one after another, and remembers where each begins."""

    _blocks: list[Paragraph | Table] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _rows: int = 0
    _tables: int = 0

    def add_paragraph(self, text: str, *, label: str = "", page: int | None = None, is_heading: bool = False) -> None:
        """One more paragraph; empty ones are left out."""
        if text:
            if len(self._blocks) >= MOST_PARAGRAPHS:
                raise too_many_paragraphs()
            self._part("\n")
            self._blocks.append(Paragraph(text, self._write(text), page, label, is_heading))

    def add_table(self, grid: Sequence[Sequence[Spot]], *, page: int | None = None) -> None:
        """One more table; rows are filled up to the longest, empty rows and tables are left out."""
        filled = [row for row in grid if any(spot.text for spot in row)]
        self._rows += len(filled)
        if self._rows > MOST_ROWS:
            raise too_many_rows()
        if filled:
            self._tables += 1
            places: dict[Spot, int] = {}
            width = max(len(row) for row in filled)
            rows = tuple(self._row([*row, *(Spot() for _ in range(width - len(row)))], places) for row in filled)
            self._blocks.append(Table(rows, self._tables, page))

    def text(self) -> Text:
        """The whole document."""
        return Text(tuple(self._blocks), "".join(self._pieces))

    def _row(self, spots: Sequence[Spot], places: dict[Spot, int]) -> Row:
        self._part("\n")
        cells = []
        for number, spot in enumerate(spots):
            if spot in places:
                cells.append(Cell(spot.text, places[spot], is_repeated=True))
                continue
            if number:
                self._write("\t")
            places[spot] = self._write(spot.text)
            cells.append(Cell(spot.text, places[spot]))
        return Row(tuple(cells))

    def _part(self, sign: str) -> None:
        if self._length:
            self._write(sign)

    def _write(self, piece: str) -> int:
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > MOST_CHARACTERS:
            raise too_much(f"Văn bản dài hơn {dotted(MOST_CHARACTERS)} ký tự (khoảng 300 trang)")
        return start
