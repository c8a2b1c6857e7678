"""Agencies by targets: one kind of unit at a time, each cell a sign, a figure and a word."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from agencies.models import Agency
from dashboard.rows import basis_url, look_of
from reminders.beside import Mark, Marks
from targets.judging import Board
from targets.results import Cell, TargetResult
from targets.terms import VerdictGroup
from ui.drawing import HeatCell


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
    found = {line.agency.pk: _cells_of(line.agency.pk, chosen) for line in lines}
    concerned = {target for cells in found.values() for target in cells}
    results = [result for result in chosen if result.target.pk in concerned]
    columns = _columns(results, board)
    places = [(result.target.pk, column.url) for result, column in zip(results, columns, strict=True)]
    rows = [_row(line, found[line.agency.pk], places, marks) for line in lines if found[line.agency.pk]]
    return Heat(columns, rows, caption)


def _cells_of(agency: int, results: list[TargetResult]) -> dict[int, Cell]:
    cells = {result.target.pk: result.cell(agency) for result in results}
    return {target: cell for target, cell in cells.items() if cell is not None}


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


def _row(line: Line, cells: dict[int, Cell], places: list[tuple[int, str]], marks: Marks) -> HeatRow:
    """places: each target of the columns, with the address of what stands behind its total."""
    agency = line.agency
    counts = Counter(cell.attainment.group for cell in cells.values())
    judged = sum(cell.attainment.is_judged for cell in cells.values())
    return HeatRow(
        label=agency.short_name or agency.name,
        url=reverse("dashboard:agency", args=[agency.pk]),
        units_url=line.units_url,
        total=f"{counts[VerdictGroup.GOOD]}/{judged}" if judged else "–",
        cells=[
            _cell(cells[target], f"{url}&cua={agency.pk}", marks.of(target, agency.pk)) if target in cells else EMPTY
            for target, url in places
        ],
        counts=counts,
    )


def _cell(cell: Cell, url: str, mark: Mark | None) -> HeatCell:
    look = look_of(cell.attainment)
    return HeatCell(
        sign=look.sign,
        label=f"{look.label}. {mark.words}" if mark else look.label,
        tone=look.tone,
        shown=f"{_short(cell.attainment.shown_number)}{ASKED_SIGN if mark else ''}",
        is_provisional=False,
        url=url,
    )


def _short(shown: str) -> str:
    """A figure as a narrow cell holds it: at most one decimal, thousands of thousands cut to millions."""
    whole = shown.replace(".", "").split(",")[0]
    return f"{Decimal(whole) // 1000000} tr" if len(whole) > 6 else shown
