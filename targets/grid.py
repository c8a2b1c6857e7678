"""The entry page as a grid: sections of lines, lists and tables of agencies, lines that others give, totals, offered stocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from agencies.models import Agency
from targets.checking import asked_of, days_covered
from targets.checks import FIELDS, MAY_NOT_OCCUR, PLACE_OF, RATIOS, Asked, Parts
from targets.locking import locked_cells
from targets.models import Figure, FormLine, Submission
from targets.sheet import NOT_GIVEN, Row, Section, Words, figure_words
from targets.terms import AcrossAgencies, Kind, SourceKind, Typed
from ui.days import write_day
from ui.numbers import write_number

STOCKS = (Kind.STOCK, Kind.RATIO_OF_STOCKS)
SUMMED = (Kind.RATIO, Kind.RATIO_OF_STOCKS, Kind.COUNT, Kind.STOCK)
FEWEST_SUMMED = 2
RATIO_PARTS = ("numerator", "denominator")
HEADS = {
    "value": "Giá trị",
    "sample": "Số phiếu, cỡ mẫu",
    "out_of": "Trên tổng số",
    "done": "Kết quả",
    "done_on": "Ngày thực hiện",
}


@dataclass(frozen=True)
class Total:
    """The sum of one line over all agencies that it is typed for; `given` of `of` are there."""

    line: FormLine
    parts: Parts
    shown: Words
    given: int
    of: int

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Name and sum of the three columns of the grid; a name is empty where the line fills no such column."""
        if not self.line.indicator.is_ratio:
            return [("", ""), ("", ""), ("value", number_or_dash(self.parts.value))]
        parts = [(name, number_or_dash(getattr(self.parts, name))) for name in RATIO_PARTS]
        return [*parts, ("result", self.shown[0])]

    @property
    def narrow_columns(self) -> list[tuple[str, str]]:
        return [column for column in self.columns if column[0]]


@dataclass(frozen=True)
class TableLine:
    """The head of one line in a table of agencies: its columns in the indicator's own words; whether it has a tick."""

    line: FormLine
    columns: list[str]
    may_not_occur: bool
    total: Total | None

    @property
    def width(self) -> int:
        return len(self.columns) + self.may_not_occur


@dataclass(frozen=True)
class Elsewhere:
    """A line of this form that another report answers: who gives it and, once sent, what."""

    line: FormLine
    figure: Figure
    shown: Words | None
    is_elsewhere = True


@dataclass(frozen=True)
class AgencyRow:
    """One agency's cells, each beside the line it answers; None where a line does not concern the agency."""

    agency: Agency
    cells: list[tuple[TableLine, Row | None]]


@dataclass
class GridSection:
    """A heading of the form (`heads`, or the rest of one) with its rows: own lines, or one line for each agency of a group.

    With several lines for the same agencies it is a table (`agencies`): a row an agency, `lines` side by side.
    `nothing_count`: how many empty lines under the heading "nothing" could answer.
    """

    number: int
    name: str
    rows: list[Row | Elsewhere] = field(default_factory=list)
    totals: list[Total | None] = field(default_factory=list)
    lines: list[TableLine] = field(default_factory=list)
    agencies: list[AgencyRow] = field(default_factory=list)
    heads: bool = False
    nothing_count: int = 0

    @property
    def cells(self) -> list[Row]:
        """Every figure that stands here to be given."""
        in_table = [cell for row in self.agencies for _, cell in row.cells if cell]
        return in_table or [row for row in self.rows if not row.is_elsewhere]

    @property
    def width(self) -> int:
        """Columns of a table of agencies: the agency, the lines, the state."""
        return 2 + sum(line.width for line in self.lines)


@dataclass
class GridPart:
    """What stands in one table: neighbouring sections of rows, or one table of agencies."""

    sections: list[GridSection]

    @property
    def is_table(self) -> bool:
        return bool(self.sections[0].agencies)


def grid_of(submission: Submission, sections: Sequence[Section]) -> list[GridPart]:
    """The sections as the entry page shows them; three queries, however many the lines."""
    _mark_locked([row for section in sections for row in section.rows])
    grid = [piece for number, section in enumerate(sections) for piece in _pieces(number, section)]
    _put_in_place(grid, _elsewhere(submission, [row.figure for section in sections for row in section.rows]))
    parts: list[GridPart] = []
    for piece in grid:
        if parts and not parts[-1].is_table and not piece.agencies:
            parts[-1].sections.append(piece)
        else:
            parts.append(GridPart([piece]))
    return parts


def carried_parts(rows: Iterable[Row]) -> dict[int, Parts]:
    """Stocks as of the last day that are not given yet: what stood there in the last period, to be confirmed or typed over."""
    return {row.figure.pk: row.last for row in rows if is_carried(row)}


def is_carried(row: Row) -> bool:
    is_stock = row.asked.kind in STOCKS and row.figure.typed == Typed.AS_OF
    stood = row.last is not None and row.last.is_given and not row.last.nothing_occurred
    return is_stock and stood and not row.figure.is_given and not row.exemption and not row.locked


def days_words(submission: Submission, rows: Iterable[Row]) -> list[str]:
    """Which days each way of typing covers on this page: "Kỳ: 15/06/2026 – 14/09/2026"."""
    used = {Typed(row.figure.typed) for row in rows}
    words = []
    for typed in Typed:
        if typed in used:
            start, end = (write_day(day) for day in days_covered(typed, submission, submission.agency))
            label = "Tại thời điểm" if typed == Typed.AS_OF else "Trong kỳ" if typed == Typed.FLOW else "Lũy kế"
            words.append(f"{label}: {end}" if typed == Typed.AS_OF else f"{label}: {start} – {end}")
    return words


def sum_of(line: FormLine, figures: Sequence[Figure]) -> Total | None:
    """What a line's figures add up to; None where they are not added (ranks, levels, what each agency has as its own)."""
    indicator = line.indicator
    if indicator.kind not in SUMMED or indicator.across_agencies != AcrossAgencies.SUM or len(figures) < FEWEST_SUMMED:
        return None
    given = [figure.parts for figure in figures if figure.is_given]
    parts = Parts(**{name: _added(given, name) for name in ("numerator", "denominator", "value")})
    asked = asked_of(indicator, line.typed)
    shown = _total_words(asked, parts) if given else NOT_GIVEN
    return Total(line, parts, shown, len(given), len(figures))


def _total_words(asked: Asked, parts: Parts) -> Words:
    if asked.kind in RATIOS and not parts.is_given:
        return figure_words(asked, Parts(nothing_occurred=True))
    return figure_words(asked, parts)


def _added(given: Sequence[Parts], name: str) -> Decimal | None:
    values = [getattr(parts, name) for parts in given if getattr(parts, name) is not None]
    return sum(values, Decimal(0)) if values else None


def number_or_dash(value: Decimal | None) -> str:
    return "–" if value is None else write_number(value)


def _mark_locked(rows: Sequence[Row]) -> None:
    """Write on each row why nobody types its number."""
    locked = locked_cells([row.figure for row in rows])
    for row in rows:
        row.locked = locked.get(row.figure.pk, "")


def _pieces(number: int, section: Section) -> list[GridSection]:
    """Runs of rows: own lines together; lines typed for one group beside each other where there are several."""
    pieces = []
    for group, run in groupby(
        section.rows, key=lambda row: row.figure.line.about_group_id if row.figure.line else None
    ):
        rows = list(run)
        piece = GridSection(number, section.name, rows)
        pieces.append(_for_a_group(piece, rows) if group else piece)
    pieces[0].heads = True
    pieces[0].nothing_count = sum(1 for row in section.rows if _may_say_nothing(row))
    return pieces


def _for_a_group(piece: GridSection, rows: list[Row]) -> GridSection:
    by_line = {line.pk: line for line in (row.figure.line for row in rows)}
    lines = [_with_indicator(line, rows) for line in by_line.values()]
    totals = [sum_of(line, [row.figure for row in rows if row.figure.line_id == line.pk]) for line in lines]
    if len(lines) == 1:
        piece.totals = totals
        return piece
    in_order = sorted(rows, key=lambda row: (row.figure.agency.sort_key, row.figure.agency_id))
    agencies = groupby(in_order, key=lambda row: row.figure.agency_id)
    piece.rows, piece.lines = [], [_table_line(line, total) for line, total in zip(lines, totals, strict=True)]
    piece.agencies = [_agency_row(list(cells), piece.lines) for _, cells in agencies]
    return piece


def _table_line(line: FormLine, total: Total | None) -> TableLine:
    indicator = line.indicator
    kind = Kind(indicator.kind)
    words = {**HEADS, "numerator": indicator.numerator_label, "denominator": indicator.denominator_label}
    columns = [words[name] for name in sorted(FIELDS[kind], key=PLACE_OF.get)]
    return TableLine(line, [*columns, "Kết quả"] if kind in RATIOS else columns, kind in MAY_NOT_OCCUR, total)


def _with_indicator(line: FormLine, rows: Sequence[Row]) -> FormLine:
    line.indicator = next(row.figure.indicator for row in rows if row.figure.line_id == line.pk)
    return line


def _agency_row(cells: list[Row], lines: Sequence[TableLine]) -> AgencyRow:
    at = {row.figure.line_id: row for row in cells}
    return AgencyRow(cells[0].figure.agency, [(head, at.get(head.line.pk)) for head in lines])


def _may_say_nothing(row: Row) -> bool:
    may = row.asked.kind in MAY_NOT_OCCUR or row.asked.kind == Kind.COUNT
    return may and not (row.figure.is_given or row.locked or row.exemption or is_carried(row))


def _elsewhere(submission: Submission, figures: Sequence[Figure]) -> list[Elsewhere]:
    """Lines of the form whose figure about this agency stands in another report of the period."""
    lines = submission.form.lines.exclude(pk__in={figure.line_id for figure in figures})
    lines = {
        line.indicator_id: line for line in lines.exclude(indicator__source_kind=SourceKind.OUTSIDE).order_by("order")
    }
    found = Figure.objects.filter(
        agency=submission.agency, period=submission.period, indicator__in=lines, submission__isnull=False
    ).exclude(submission=submission)
    rows = found.select_related("indicator", "reported_by", "submission", "agency")
    given = [_shown_elsewhere(lines[row.indicator_id], row) for row in rows]
    return sorted(given, key=lambda each: (each.line.order, each.line.pk))


def _shown_elsewhere(line: FormLine, figure: Figure) -> Elsewhere:
    is_sent = figure.submission.first_submitted_at is not None and not figure.submission.is_open
    asked = asked_of(figure.indicator, figure.typed)
    words = figure_words(asked, figure.parts, tuple(figure.indicator.grade_steps))
    return Elsewhere(line, figure, words if is_sent else None)


def _put_in_place(grid: list[GridSection], given: Iterable[Elsewhere]) -> None:
    """Each line that others give goes among the rows of its section, in the form's order."""
    for each in given:
        section = next((piece for piece in grid if piece.name == each.line.section and not piece.agencies), None)
        if section is None:
            section = GridSection(len(grid), each.line.section, heads=True)
            grid.append(section)
        section.rows.append(each)
        section.rows.sort(key=_order)


def _order(row: Row | Elsewhere) -> int:
    line = row.line if row.is_elsewhere else row.figure.line
    return line.order if line else 0
