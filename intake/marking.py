"""A document with the places of the proposals marked: each paragraph and cell cut into pieces, plain or marked."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.text import Cell, Paragraph, Table, Text
from intake.deciding import Item, Sort

NAMES = {Sort.PLAN: "Thông tin kế hoạch", Sort.TARGET: "Chỉ tiêu", Sort.TASK: "Nhiệm vụ"}


def name_of(item: Item) -> str:
    """ "Chỉ tiêu 3"."""
    return f"{NAMES[item.sort]} {item.number}".strip()


def look_of(item: Item) -> str:
    """The classes of its card and of its marks: the state, and whether it is doubtful while it is open."""
    return f"is-{item.state}" + (" is-doubtful" if item.is_open and not item.is_settled else "")


@dataclass(frozen=True)
class Mark:
    """A place that a proposal was read from."""

    start: int
    end: int
    key: str
    sort: str
    name: str
    look: str


@dataclass(frozen=True)
class Piece:
    """Some words of one paragraph or cell; `mark` is None for those nothing was read from.

    `anchor` is the key at the mark's first piece, so that each place has one address on the page.
    """

    text: str
    mark: Mark | None = None
    anchor: str = ""


@dataclass(frozen=True)
class ShownCell:
    pieces: tuple[Piece, ...]
    columns: int = 1
    is_head: bool = False


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph with its pieces, or a table with its rows and its number in the document."""

    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[ShownCell, ...], ...] = ()
    number: int = 0
    label: str = ""
    is_heading: bool = False


def marks_of(items: Iterable[Item]) -> list[Mark]:
    """Each item's place, and of a plan's data the further ones."""
    found = [
        Mark(start, end, item.key, str(item.sort), name_of(item), look_of(item))
        for item in items
        if item.is_placed
        for start, end in ((item.start, item.end), *item.more_places)
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def shown(text: Text, marks: Sequence[Mark]) -> list[ShownBlock]:
    """The blocks in order. Where places overlap, the shorter one is on top: a number within the row of a task."""
    layers = _Layers(marks)
    return [
        _shown_table(block, layers) if isinstance(block, Table) else _shown_words(block, layers)
        for block in text.blocks
    ]


def _shown_words(block: Paragraph, layers: "_Layers") -> ShownBlock:
    pieces = layers.pieces(block.text, block.start)
    return ShownBlock(pieces=pieces, label=block.label, is_heading=block.is_heading)


def _shown_table(block: Table, layers: "_Layers") -> ShownBlock:
    return ShownBlock(rows=tuple(tuple(_shown_cells(row.cells, layers)) for row in block.rows), number=block.number)


def _shown_cells(cells: Sequence[Cell], layers: "_Layers") -> list[ShownCell]:
    """Cells merged to the right are one, as wide as they are; those merged from above stay empty."""
    made: list[ShownCell] = []
    for at, cell in enumerate(cells):
        if cell.is_repeated and at and cells[at - 1].start == cell.start:
            made[-1] = ShownCell(made[-1].pieces, made[-1].columns + 1)
        else:
            made.append(ShownCell(() if cell.is_repeated else layers.pieces(cell.text, cell.start)))
    return made


class _Layers:
    """Which mark lies on top of each stretch of the content."""

    def __init__(self, marks: Sequence[Mark]):
        self.stretches = _stretches(marks)
        self.starts = [start for start, _, _ in self.stretches]
        self.anchored: set[str] = set()

    def pieces(self, text: str, start: int) -> tuple[Piece, ...]:
        end, at = start + len(text), start
        made: list[Piece] = []
        place = max(bisect_left(self.starts, start) - 1, 0)
        for from_, until, mark in self.stretches[place:]:
            if from_ >= end:
                break
            from_, until = max(from_, at), min(until, end)
            if until <= from_:
                continue
            if from_ > at:
                made.append(Piece(text[at - start : from_ - start]))
            made.append(self._marked(text[from_ - start : until - start], mark))
            at = until
        if at < end:
            made.append(Piece(text[at - start :]))
        return tuple(made)

    def _marked(self, words: str, mark: Mark) -> Piece:
        is_first = mark.key not in self.anchored
        self.anchored.add(mark.key)
        return Piece(words, mark, mark.key if is_first else "")


def _stretches(marks: Sequence[Mark]) -> list[tuple[int, int, Mark]]:
    """The marks as stretches that do not overlap, in order: sweep over their edges, the shortest open mark on top."""
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    opening = sorted(marks, key=lambda mark: mark.start)
    open_, next_, made = [], 0, []
    for start, end in pairwise(edges):
        while next_ < len(opening) and opening[next_].start <= start:
            open_.append(opening[next_])
            next_ += 1
        open_ = [mark for mark in open_ if mark.end > start]
        if open_:
            top = min(open_, key=lambda mark: (mark.end - mark.start, mark.key))
            made.append((start, end, top))
    return made
