"""Tables that ruling lines draw on a page: which lines belong together, and the grid of cells between them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.reading.blocks import Spot
from documents.reading.pdf_lines import Column, lines_of, paragraphs_of, words_of
from documents.reading.pdf_pages import Glyph, Page, Rule

TOUCH = 3.0  # points between ends of lines that meet
SAME_PLACE = 1.6  # points between two drawings of one line
LEAST_LENGTH = 5.0
MOST_CROSSINGS = 500_000
MOST_CELLS = 20_000  # of one page
HALF_LETTER = 0.3  # of its height; the middle of a letter is so far above its baseline


@dataclass
class Ruled:
    """A table on one page: the places of its columns and rows, and which cells are one."""

    columns: list[float]
    rows: list[float]
    page: int
    roots: list[int] = field(default_factory=list)  # of each cell, the first cell it is one with
    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        return self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]

    @property
    def width(self) -> int:
        return len(self.columns) - 1

    def takes(self, glyph: Glyph) -> bool:
        """Puts a letter into its cell; False where it stands outside."""
        x, y = (glyph.left + glyph.right) / 2, glyph.base - HALF_LETTER * glyph.size
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        if not (0 <= column < self.width and 0 <= row < len(self.rows) - 1):
            return False
        self.glyphs.setdefault(self.roots[row * self.width + column], []).append(glyph)
        return True

    def grid(self) -> list[list[Spot]]:
        """The cells; one that spans several places is the same Spot in each."""
        spots = {root: Spot(self._words(root)) for root in set(self.roots)}
        every = [spots[root] for root in self.roots]
        return [every[start : start + self.width] for start in range(0, len(every), self.width)]

    def _words(self, root: int) -> str:
        right = max(
            self.columns[place % self.width + 1] for place in range(root, len(self.roots)) if self.roots[place] == root
        )
        rows = lines_of(self.glyphs.get(root, ()))
        left = min((row.left for row in rows), default=0)
        inset = max(left - self.columns[root % self.width], 0)
        return "\n".join(words_of(lines) for lines in paragraphs_of(rows, Column(left, right - inset, is_cell=True)))


def tables_on(page: Page) -> list[Ruled]:
    """The tables of a page from top to bottom; a frame of one cell is none."""
    across, down = _merged(page.across), _merged(page.down)
    if len(across) * len(down) > MOST_CROSSINGS:
        return []
    found = [_ruled(lying, standing, page.number) for lying, standing in _meeting(across, down)]
    return sorted((table for table in found if table), key=lambda table: table.top)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one line as one."""
    found: list[Rule] = []
    for group in _near(sorted(rules)):
        place = sum(rule.place for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if end is not None and rule.start <= end + TOUCH:
                end = max(end, rule.end)
                continue
            if end is not None and end - start >= LEAST_LENGTH:
                found.append(Rule(place, start, end))
            start, end = rule.start, rule.end
        if end is not None and end - start >= LEAST_LENGTH:
            found.append(Rule(place, start, end))
    return found


def _near(rules: Sequence[Rule]) -> Iterable[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.place - group[-1].place > SAME_PLACE:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _meeting(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that meet, however far around, as one group each."""
    groups = list(range(len(across) + len(down)))
    for i, lying in enumerate(across):
        for j, standing in enumerate(down, start=len(across)):
            if _meet(lying, standing):
                _unite(groups, i, j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for place in range(len(groups)):
        sides = found.setdefault(_root(groups, place), ([], []))
        sides[place >= len(across)].append(across[place] if place < len(across) else down[place - len(across)])
    return [sides for sides in found.values() if all(sides)]


def _meet(lying: Rule, standing: Rule) -> bool:
    return (
        lying.start - TOUCH <= standing.place <= lying.end + TOUCH
        and standing.start - TOUCH <= lying.place <= standing.end + TOUCH
    )


def _ruled(across: list[Rule], down: list[Rule], page: int) -> Ruled | None:
    columns = _places([rule.place for rule in down], across)
    rows = _places([rule.place for rule in across], down)
    width, height = len(columns) - 1, len(rows) - 1
    if width < 1 or height < 1 or not 1 < width * height <= MOST_CELLS:
        return None
    roots = list(range(width * height))
    for place in range(width * height):
        row, column = divmod(place, width)
        if column and not _covers(down, columns[column], (rows[row] + rows[row + 1]) / 2):
            _unite(roots, place - 1, place)
        if row and not _covers(across, rows[row], (columns[column] + columns[column + 1]) / 2):
            _unite(roots, place - width, place)
    return Ruled(columns, rows, page, [_root(roots, place) for place in range(width * height)])


def _places(places: list[float], crossing: list[Rule]) -> list[float]:
    """Where lines stand; an open side ends where the crossing lines do."""
    found = [min(rule.start for rule in crossing), *places, max(rule.end for rule in crossing)]
    found.sort()
    kept = [found[0]]
    kept += [later for before, later in pairwise(found) if later - before > LEAST_LENGTH]
    return kept


def _covers(rules: Iterable[Rule], place: float, middle: float) -> bool:
    return any(abs(rule.place - place) <= TOUCH and rule.start <= middle <= rule.end for rule in rules)


def _root(groups: list[int], place: int) -> int:
    while groups[place] != place:
        groups[place] = groups[groups[place]]
        place = groups[place]
    return place


def _unite(groups: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(groups, one), _root(groups, other)))
    groups[second] = first
