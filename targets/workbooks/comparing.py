"""What a file would change, held against what is on file now: shown before anything is written, asked again when it is."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from accounts.models import User
from targets.checking import Checker, blocking
from targets.checks import Problem
from targets.content import CONTENT, PARTS, WORDS, Content, content_of, print_of
from targets.locking import locked_cells
from targets.models import Figure, FigureUpload, Submission
from targets.terms import Kind, Way
from targets.workbooks.cells import tidy, words_of
from targets.workbooks.layout import title_of
from targets.workbooks.reading import Remark
from targets.workbooks.reports import NAMES, ReportStanding, standings
from targets.workbooks.stored import GONE, Stored, StoredRow

EMPTY = "(trống)"


@dataclass(frozen=True)
class CellChange:
    """One cell: what it is called, where it stands, what stands on file and in the file."""

    title: str
    place: str
    old: str
    new: str


@dataclass
class RowChange:
    """One figure that the file would change. `refusals` stop the whole file; `warnings` stop only the sending."""

    figure: Figure
    row: StoredRow
    content: Content
    cells: list[CellChange]
    overtaken: bool
    refusals: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


@dataclass
class ReportChange:
    """One report of the file and what would change in it; `left_out`: why it takes nothing any more."""

    report: Submission
    rows: list[RowChange]
    left_out: str = ""


@dataclass
class Comparison:
    reports: list[ReportChange]
    refusals: list[Remark]
    remarks: list[Remark]
    unchanged: int
    missing: int = 0  # figures whose line was taken out of the file; they stay as they are

    @property
    def taken(self) -> list[ReportChange]:
        """Reports that would be written to."""
        return [change for change in self.reports if change.rows and not change.left_out]

    @property
    def left_out(self) -> list[ReportChange]:
        return [change for change in self.reports if change.rows and change.left_out]

    @property
    def rows(self) -> list[RowChange]:
        return [row for change in self.taken for row in change.rows]

    @property
    def overtaken(self) -> list[RowChange]:
        return [row for row in self.rows if row.overtaken]

    @property
    def warnings(self) -> list[Remark]:
        return [warning for row in self.rows for warning in row.warnings]

    @property
    def may_apply(self) -> bool:
        return bool(self.rows) and not self.refusals

    @property
    def stamp(self) -> str:
        """A print of all that is shown: whoever confirms it confirms exactly this."""
        seen = [(row.figure.pk, row.figure.revision, print_of(row.content)) for row in self.rows]
        kept = [(change.report.pk, change.left_out) for change in self.left_out]
        return hashlib.sha256(repr((sorted(seen), kept, self.refusals)).encode()).hexdigest()[:32]


def reports_of(stored: Stored) -> list[Submission]:
    """The reports that a file speaks of, as far as they are still there, in the agencies' order."""
    rows = Submission.objects.filter(pk__in=stored.reports).select_related(*NAMES)
    return list(rows.order_by("agency__sort_key", "pk"))


def compare(upload: FigureUpload, *, user: User, today: date) -> Comparison:
    """The differences between a file and what is on file now, for one person; a fixed number of queries."""
    stored = Stored.from_json(upload.rows)
    known = standings(user, reports_of(stored))
    figures = {figure.pk: figure for standing in known for figure in standing.figures}
    gone = [(row.place, GONE) for row in stored.rows if row.figure not in figures]
    rows = [change for row in stored.rows if row.figure in figures for change in _change(row, figures[row.figure])]
    reports = _by_report(known, rows)
    unchanged = stored.untouched + len(stored.rows) - len(gone) - len(rows)
    found = Comparison(reports, [*stored.faults, *gone], stored.remarks, unchanged)
    _check(found, known, today)
    found.refusals += [refusal for row in found.rows for refusal in row.refusals]
    if not stored.faults:  # else lines that could not be read are not to be told from those that are missing
        found.missing = len(figures) - unchanged - len(rows)
    return found


def _change(row: StoredRow, figure: Figure) -> Iterable[RowChange]:
    """Nothing where the figure already stands as the file has it, whoever wrote it."""
    old, new = content_of(figure), dict(row.content)
    for name in WORDS:
        if tidy(str(old[name])) == tidy(str(new[name])):
            new[name] = old[name]  # a spreadsheet ends its lines in its own way
    if old != new:
        yield RowChange(figure, row, new, _cells(row, figure, old, new), overtaken=figure.revision != row.seen)


def _cells(row: StoredRow, figure: Figure, old: Content, new: Content) -> list[CellChange]:
    steps = tuple(figure.indicator.grade_steps) if figure.indicator.kind == Kind.GRADE else ()
    return [
        CellChange(
            _title(name, figure),
            row.places.get(name, row.place),
            words_of(name, old[name], steps) or EMPTY,
            words_of(name, new[name], steps) or EMPTY,
        )
        for name in CONTENT
        if old[name] != new[name]
    ]


def _title(name: str, figure: Figure) -> str:
    """The indicator's own words for a part, else the column's."""
    own = {"numerator": figure.indicator.numerator_label, "denominator": figure.indicator.denominator_label}
    return own.get(name) or title_of(name)


def _by_report(known: Sequence[ReportStanding], rows: Sequence[RowChange]) -> list[ReportChange]:
    by_report: dict[int, list[RowChange]] = {}
    for row in rows:
        by_report.setdefault(row.figure.submission_id, []).append(row)
    return [
        ReportChange(
            standing.report,
            by_report.get(standing.report.pk, []),
            "" if standing.may_enter else standing.may_enter.reason,
        )
        for standing in known
    ]


def _check(found: Comparison, known: Sequence[ReportStanding], today: date) -> None:
    """Say at each cell what cannot be kept, and what would stop the sending."""
    locked = locked_cells([row.figure for row in found.rows], Way.WORKBOOK)
    for change in found.taken:
        for row in change.rows:
            row.refusals = list(_refusals(change.report, row, locked, today))
    checkers = _checkers(known, today)
    for row in found.rows:
        if not row.refusals:
            row.warnings = named(row, checkers[row.figure.pk].problems_of(row.figure))


def _refusals(report: Submission, row: RowChange, locked: dict[int, str], today: date) -> Iterable[Remark]:
    """Takes the new content over, as the figure would stand; nothing is saved here."""
    touches_number = any(getattr(row.figure, name) != row.content[name] for name in PARTS)
    row.figure.take_content(row.content)
    if touches_number and row.figure.pk in locked:
        yield row.row.place, locked[row.figure.pk]
    else:
        yield from named(row, blocking(report, row.figure, today))


def named(row: RowChange, problems: Iterable[Problem]) -> list[Remark]:
    """Problems by the cell in which they stand."""
    return [(row.row.places.get(problem.field, row.row.place), problem.message) for problem in problems]


def _checkers(known: Sequence[ReportStanding], today: date) -> dict[int, Checker]:
    """By figure; one for all reports of the same days, so that a file of many agencies asks no more than one of a single agency."""
    by_days: dict[tuple[date, date], list[ReportStanding]] = {}
    for standing in known:
        if standing.may_enter:
            by_days.setdefault((standing.report.data_from, standing.report.data_to), []).append(standing)
    found = {}
    for alike in by_days.values():
        figures = [figure for standing in alike for figure in standing.figures]
        found |= dict.fromkeys((figure.pk for figure in figures), Checker(alike[0].report, figures, today=today))
    return found
