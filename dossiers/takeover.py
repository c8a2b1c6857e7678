"""What a file of a source would do to each report: which cells it fills, what it leaves alone and why. Nothing is written.

The preview and the confirmation ask the same; `digest` tells whether they would do the same.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from agencies.models import Agency
from dossiers.amounts import parts_of
from dossiers.elsewhere import Elsewhere
from dossiers.models import DossierSource, Loading
from dossiers.reading import ExportRow, unpacked
from dossiers.recognising import Directory
from periods.locks import Locks
from targets.checking import asked_of, days_covered
from targets.checks import RATIOS, Parts, Problem, check_alone
from targets.content import parts_to_json
from targets.models import Figure, SourcedCell, Submission
from targets.sheet import Words, figure_words

State = SourcedCell.State
PARTS_OF_A_FIGURE = "submission__agency", "submission__period", "submission__form"


@dataclass(frozen=True)
class Brought:
    """What the file gives for one figure, and what stands there now."""

    row: int
    figure: Figure
    parts: Parts

    @property
    def cell(self) -> SourcedCell | None:
        return getattr(self.figure, "sourced", None)

    @property
    def is_disputed(self) -> bool:
        return self.cell is not None and self.cell.state == State.DISPUTED

    @property
    def changes_figure(self) -> bool:
        return not self.is_disputed and self.figure.parts != self.parts

    @property
    def changes_anything(self) -> bool:
        return self.changes_figure or self.cell is None or self.cell.given != self.given

    @property
    def was_typed(self) -> bool:
        """Whether a number that somebody typed would be replaced."""
        return self.changes_figure and self.cell is None and self.figure.is_given

    @property
    def given(self) -> dict:
        return parts_to_json(self.parts)

    @property
    def before(self) -> Words:
        return words_of(self.figure, self.figure.parts)

    @property
    def after(self) -> Words:
        return words_of(self.figure, self.parts)


@dataclass(frozen=True)
class Refused:
    """A cell of the file that is not taken: its row and heading, and what is wrong."""

    row: int
    name: str
    heading: str
    message: str


@dataclass
class Unknown:
    """A name of the file that means no agency here, and the rows that bear it."""

    text: str
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class LeftOut:
    """An agency of the file whose report takes nothing now, and why."""

    agency: Agency
    row: int
    reason: str


@dataclass
class Takeover:
    """Everything that a file would do, by agency in the order of the file."""

    brought: list[Brought] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unknown: dict[str, Unknown] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    set_aside: list[int] = field(default_factory=list)

    @property
    def to_write(self) -> list[Brought]:
        return [one for one in self.brought if one.changes_anything]

    @property
    def changes(self) -> list[Brought]:
        """The cells whose number changes."""
        return [one for one in self.brought if one.changes_figure]

    @property
    def marked(self) -> list[Brought]:
        """The cells whose number stays and is from now on known to be the source's."""
        return [one for one in self.to_write if not one.changes_figure and not one.is_disputed]

    @property
    def disputed(self) -> list[Brought]:
        return [one for one in self.brought if one.is_disputed]

    @property
    def same_count(self) -> int:
        return sum(not one.changes_anything and not one.is_disputed for one in self.brought)

    @property
    def typed_count(self) -> int:
        return sum(one.was_typed for one in self.brought)

    @property
    def digest(self) -> str:
        """Equal for two readings that would write the same over the same."""
        said = sorted((one.figure.pk, one.figure.revision, sorted(one.given.items())) for one in self.to_write)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def takeover_of(loading: Loading, today: date) -> Takeover:
    """Read the stored rows against the reports as they stand; a constant number of queries."""
    return _Reading(loading, today).result()


def words_of(figure: Figure, parts: Parts) -> Words:
    """A figure as a page shows it."""
    return figure_words(asked_of(figure.indicator, figure.typed), parts, tuple(figure.indicator.grade_steps))


def headings_of(source: DossierSource) -> dict[int, dict[str, list[str]]]:
    """For each indicator and part the headings that are added up."""
    headings: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mapped in source.mapped.all():
        headings[mapped.indicator_id][mapped.part].append(mapped.heading)
    return headings


class _Reading:
    def __init__(self, loading: Loading, today: date):
        self.source, self.period, self.today = loading.source, loading.upload.period, today
        self.rows = unpacked(loading.upload.rows)
        self.headings = headings_of(self.source)
        self.found = Takeover()
        self.figures = self._figures()
        self.directory = Directory(self.source, {agency for agency, _ in self.figures})
        self.locks = Locks.load([self.period], today)
        self.elsewhere = Elsewhere(self.source, self.period, self.headings)

    def result(self) -> Takeover:
        by_agency: dict[int, list[ExportRow]] = defaultdict(list)
        for row in self.rows:
            if agency := self._agency_of(row):
                by_agency[agency.pk].append(row)
        for pk, rows in by_agency.items():
            self._take(self.directory.agencies[pk], rows)
        self._hold_against_each_other()
        return self.found

    def _figures(self) -> dict[tuple[int, int], Figure]:
        rows = Figure.objects.filter(
            submission__form=self.source.form_id,
            submission__agency__path__startswith=self.source.office.path,
            period=self.period,
        ).select_related("agency", "indicator__part_of", "sourced", *PARTS_OF_A_FIGURE)
        rows = rows.order_by("line__order", "line_id", "pk")
        return {(figure.agency_id, figure.indicator_id): figure for figure in rows}

    def _agency_of(self, row: ExportRow) -> Agency | None:
        """The agency of a line; a line without one is told apart: total, set aside, heading, or unknown."""
        agency = self.directory.find(row.name) if row.name else None
        if agency:
            return agency
        if row.is_total:
            self.found.totals.append(row.number)
        elif self.directory.is_set_aside(row.name):
            self.found.set_aside.append(row.number)
        elif not row.name:
            self.found.refused.append(
                Refused(row.number, "", self.source.agency_heading, "Dòng có số nhưng không ghi đơn vị.")
            )
        elif row.has_numbers:
            self.found.unknown.setdefault(row.name, Unknown(row.name)).rows.append(row.number)
        return None

    def _take(self, agency: Agency, rows: list[ExportRow]) -> None:
        row = rows[0]
        figures = [self.figures[key] for pk in self.headings if (key := (agency.pk, pk)) in self.figures]
        if len(rows) > 1:
            numbers = ", ".join(str(each.number) for each in rows)
            reason = f"Tệp có {len(rows)} dòng của đơn vị này (dòng {numbers}). Để lại một dòng rồi nạp lại."
        elif not figures:
            reason = f"Không có báo cáo {self.source.form} của {self.period}, hoặc báo cáo không có dòng nào đã nối."
        else:
            reason = ""
        if reason:
            self.found.left_out.append(LeftOut(agency, row.number, reason))
            return
        for figure in figures:
            if not self._why_not_open(figure.submission):
                self._bring(row, figure)
        if shut := {why: None for figure in figures if (why := self._why_not_open(figure.submission))}:
            self.found.left_out.append(LeftOut(agency, row.number, " ".join(shut)))

    def _why_not_open(self, submission: Submission) -> str:
        if not submission.is_open:
            return f"Báo cáo {submission.get_state_display().lower()}."
        closing = self.locks.closing(self.period, submission.agency)
        return f"Kỳ này đã được {closing.office} khoá." if closing else ""

    def _bring(self, row: ExportRow, figure: Figure) -> None:
        headings = self.headings[figure.indicator_id]
        parts, faults = parts_of(row.cells, headings)
        for fault in faults:
            self.found.refused.append(Refused(row.number, row.name, fault.heading, fault.message))
        if parts is None:
            return
        parts = nothing_where_nothing(figure, parts)
        asked = asked_of(figure.indicator, figure.typed)
        days = days_covered(figure.typed, figure.submission, figure.agency)
        problems = check_alone(asked, parts, days=days, today=self.today)
        problems += self.elsewhere.against_year(figure, parts)
        if problems:
            self._refuse(row.number, figure, problems)
        else:
            self.found.brought.append(Brought(row.number, figure, parts))

    def _refuse(self, row: int, figure: Figure, problems: Iterable[Problem]) -> None:
        headings = self.headings[figure.indicator_id]
        for problem in problems:
            columns = headings.get(problem.field) or next(iter(headings.values()))
            self.found.refused.append(Refused(row, str(figure.agency), " + ".join(columns), problem.message))

    def _hold_against_each_other(self) -> None:
        """ "Trong đó": a part that would be greater than its whole is not taken."""
        will_stand = [one for one in self.found.brought if not one.is_disputed]
        parts = {(one.figure.agency_id, one.figure.indicator_id): one.parts for one in will_stand}
        on_file = {key: figure.parts for key, figure in self.figures.items()}
        kept = []
        for one in self.found.brought:
            problems = self.elsewhere.against_whole(one.figure, one.parts, on_file | parts)
            if problems:
                self._refuse(one.row, one.figure, problems)
            else:
                kept.append(one)
        self.found.brought = kept


def nothing_where_nothing(figure: Figure, parts: Parts) -> Parts:
    """A ratio of 0 out of 0: nothing occurred."""
    if figure.indicator.kind in RATIOS and parts.numerator == 0 and parts.denominator == 0:
        return Parts(nothing_occurred=True)
    return parts
