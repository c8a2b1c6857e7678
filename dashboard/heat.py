"""Agencies by targets: one kind of unit at a time, each cell a sign, a figure and a word."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString

from agencies.models import Agency
from dashboard.kept import HEAT
from dashboard.rows import basis_url, look_of
from reminders.beside import Mark, Marks
from targets.ground import named
from targets.judging import Board
from targets.results import Cell, TargetResult
from targets.terms import VerdictGroup
from ui.drawing import HeatCell, heat_cells


@dataclass(frozen=True)
class HeatColumn:
    code: str
    label: str
    url: str


@dataclass(frozen=True)
class Line:
    """An agency that asks for a row. `units_url`: the same matrix of the units below it, "" where there are none."""

    agency: Agency
    units_url: str = ""


@dataclass(frozen=True)
class HeatRow:
    """`counts`: how many of its cells stand in each group, for the list that a phone shows instead of the matrix."""

    label: str
    url: str
    units_url: str
    total: str
    cells: list[HeatCell]
    drawn: SafeString
    counts: Counter[VerdictGroup]

    @property
    def good(self) -> int:
        return self.counts[VerdictGroup.GOOD]

    @property
    def attention(self) -> int:
        return self.counts[VerdictGroup.ATTENTION]

    @property
    def failed(self) -> int:
        return self.counts[VerdictGroup.FAILED]

    @property
    def unjudged(self) -> int:
        return self.counts[VerdictGroup.UNJUDGED]


@dataclass(frozen=True)
class Heat:
    columns: list[HeatColumn]
    rows: list[HeatRow]
    caption: str
    first: str = "Cơ quan, đơn vị"
    last: str = "Đạt"


ASKED_SIGN = " ✉"  # something was asked about this cell; its label says what
EMPTY = HeatCell("", "không giao", "blank", "", False, "")


def heat_of(board: Board, chosen: list[TargetResult], lines: list[Line], caption: str, marks: Marks) -> Heat:
    """The matrix of these agencies by the chosen targets; targets that concern none of them are left out."""
    plain = _Matrix(board, chosen, lines)
    concerned = [at for at in range(len(chosen)) if any(row.cells[at] for row in plain.rows)]
    asked = [at for at in concerned if marks.of(chosen[at].target.pk)]
    there = [(line, row) for line, row in zip(lines, plain.rows, strict=True) if any(row.cells)]
    rows = [_row(line, row, concerned, [(at, chosen[at].target.pk) for at in asked], marks) for line, row in there]
    return Heat(_columns([chosen[at] for at in concerned], board), rows, caption)


class PlainRow:
    """One agency's cells in the order of the targets, None where a target does not concern it, with their counts.

    Kept until what it rests on changes; what was asked about its cells is added on each page.
    """

    def __init__(self, cells: list[Cell | None], urls: list[str], agency: int):
        there = [cell.attainment for cell in cells if cell]
        self.cells = [cell and _cell(cell, f"{url}&cua={agency}") for cell, url in zip(cells, urls, strict=True)]
        self.counts = Counter(attainment.group for attainment in there)
        self.judged = sum(attainment.is_judged for attainment in there)
        self._drawn: dict[tuple[int, ...], SafeString] = {}

    def drawn(self, places: tuple[int, ...]) -> SafeString:
        """The markup of the cells at these places."""
        if places not in self._drawn:
            self._drawn = {places: heat_cells([self.cells[at] or EMPTY for at in places])}
        return self._drawn[places]


class _Matrix:
    """The rows of some agencies: all from the shelf while nothing below has changed, else only the changed ones anew."""

    def __init__(self, board: Board, chosen: list[TargetResult], lines: list[Line]):
        self._board, self._chosen = board, chosen
        self._agencies = [line.agency for line in lines]
        self._is_read = False
        stands_on = tuple(board.fingerprint(result.target) for result in chosen)
        key = None if None in stands_on else (stands_on, tuple(map(_life, self._agencies)))
        self.rows = HEAT.get(key, self._each_row, keep=lambda: self._is_vouched_for)

    @cached_property
    def _is_vouched_for(self) -> bool:
        return all(self._board.is_vouched_for(result.target) for result in self._chosen)

    def _each_row(self) -> list[PlainRow]:
        """Each row stands on the rules and on its agency's own totals."""
        board, indicators = self._board, [result.indicator.pk for result in self._chosen]
        rules = [board.rule_fingerprint(result.target) for result in self._chosen]
        settings = tuple(board.setting(indicator) for indicator in indicators)
        stamps = board.ground.stamps_of(self._agencies)
        rows = []
        for agency in self._agencies:
            own = tuple(stamps.get((agency.pk, indicator)) for indicator in indicators)
            key = None if None in rules else (_life(agency), tuple(rules), settings, own)
            rows.append(HEAT.get(key, lambda agency=agency: self._worked_out(agency.pk)))
        return rows

    def _worked_out(self, agency: int) -> PlainRow:
        if not self._is_read:
            self._board.ground.look_at(map(named, self._agencies))
            self._is_read = True
        return PlainRow([result.cell(agency) for result in self._chosen], self._urls, agency)

    @cached_property
    def _urls(self) -> list[str]:
        return [basis_url(result.target.pk, self._board) for result in self._chosen]


def _life(agency: Agency) -> tuple:
    return agency.pk, agency.path, agency.founded_on, agency.dissolved_on


def _columns(results: list[TargetResult], board: Board) -> list[HeatColumn]:
    """Headed by the indicator's code; where several targets share one, they are numbered."""
    codes = Counter(result.indicator.code for result in results)
    columns, met = [], Counter()
    for result in results:
        code = result.indicator.code
        met[code] += 1
        shown = f"{code}·{met[code]}" if codes[code] > 1 else code
        columns.append(HeatColumn(shown, result.indicator.name, basis_url(result.target.pk, board)))
    return columns


def _row(line: Line, plain: PlainRow, places: list[int], asked: list[tuple[int, int]], marks: Marks) -> HeatRow:
    """places: of the columns. asked: the places of the targets about which something was asked, with their keys."""
    agency, good = line.agency, plain.counts[VerdictGroup.GOOD]
    cells, drawn = [plain.cells[at] or EMPTY for at in places], None
    for at, target in asked:
        if plain.cells[at] and (mark := marks.of(target, agency.pk)):
            cells[places.index(at)] = _marked(plain.cells[at], mark)
            drawn = heat_cells(cells)
    return HeatRow(
        label=agency.short_name or agency.name,
        url=reverse("dashboard:agency", args=[agency.pk]),
        units_url=line.units_url,
        total=f"{good}/{plain.judged}" if plain.judged else "–",
        cells=cells,
        drawn=drawn or plain.drawn(tuple(places)),
        counts=plain.counts,
    )


def _cell(cell: Cell, url: str) -> HeatCell:
    look = look_of(cell.attainment)
    return HeatCell(look.sign, look.label, look.tone, _short(cell.attainment.shown_number), False, url)


def _marked(cell: HeatCell, mark: Mark) -> HeatCell:
    return cell._replace(label=f"{cell.label}. {mark.words}", shown=f"{cell.shown}{ASKED_SIGN}")


def _short(shown: str) -> str:
    """A figure as a narrow cell holds it: at most one decimal, thousands of thousands cut to millions."""
    whole = shown.replace(".", "").split(",")[0]
    return f"{Decimal(whole) // 1000000} tr" if len(whole) > 6 else shown
