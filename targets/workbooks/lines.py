"""The lines of a sheet: what each says, what stands in it, and which of its cells are open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from targets.checking import asked_of, days_covered, exemptions_of
from targets.checks import Asked, Parts
from targets.content import WORDS, content_of
from targets.earlier import NOTHING_KNOWN, around_of
from targets.flags import Around
from targets.locking import locked_cells
from targets.models import Figure, Submission
from targets.sheet import covers_words, figure_words
from targets.terms import Kind, Typed, Way
from targets.workbooks.cells import print_in_file
from targets.workbooks.layout import Key, label_print, places_of
from targets.workbooks.reports import ReportStanding


@dataclass
class Line:
    """One figure in a sheet. `asks`: column by part; `open_parts`: the parts that may be typed.

    `heading`: the indicator, where the line is about many agencies and each row names one of them.
    """

    figure: Figure
    asked: Asked
    label: str
    notes: list[str]
    asks: dict[str, str]
    open_parts: frozenset[str]
    before: str
    year_before: str
    order: str = ""
    section: str = ""
    heading: str = ""

    @property
    def is_part(self) -> bool:
        return bool(self.heading) or self.figure.indicator.part_of_id is not None

    @property
    def key(self) -> str:
        content = print_in_file(content_of(self.figure))
        return str(Key(self.figure.pk, self.figure.revision, content, label_print(self.words)))

    @property
    def words(self) -> str:
        return "\n".join([self.label, *self.notes])

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.figure.indicator.grade_steps)


@dataclass
class Known:
    """What is known about many figures at once: earlier ones, marks of "không áp dụng", cells that nobody types."""

    around: dict[tuple[int, int], Around]
    exempt: dict[tuple[int, int], str]
    locked: dict[int, str]

    @classmethod
    def about(cls, standings: Sequence[ReportStanding]) -> "Known":
        figures = [figure for standing in standings for figure in standing.figures]
        around = around_of(standings[0].report, figures)  # of one form and period: alike for all its reports
        return cls(around, _exemptions(standings), locked_cells(figures, Way.WORKBOOK))


def lines_of(standings: Sequence[ReportStanding]) -> list[Line]:
    """Every line of some reports of one form and period, in their order; a handful of queries however many."""
    known = Known.about(standings)
    lines = [line for standing in standings for line in _numbered(_lines_of_one(standing, known))]
    if len(standings) > 1:
        for line in lines:
            line.label = line.figure.indicator.name  # the agency has a column of its own
    return lines


def _lines_of_one(standing: ReportStanding, known: Known) -> Iterable[Line]:
    for figure in standing.figures:
        asked, asks = asked_of(figure.indicator, figure.typed), places_of(figure.indicator.kind)
        around = known.around.get((figure.agency_id, figure.indicator_id), NOTHING_KNOWN)
        yield Line(
            figure=figure,
            asked=asked,
            label=figure.agency.name if figure.is_of_a_group else figure.indicator.name,
            notes=_notes(standing.report, figure, asked, known),
            asks=asks,
            open_parts=_open_parts(asks, figure, known) if standing.may_enter else frozenset(),
            before=_words(asked, around.before, figure),
            year_before=_words(asked, around.year_before, figure),
            section=figure.line.section if figure.line else "",
            heading=figure.indicator.name if figure.is_of_a_group else "",
        )


def _open_parts(asks: dict[str, str], figure: Figure, known: Known) -> frozenset[str]:
    """Beside a number that nobody types, words may still be given."""
    return frozenset(WORDS) if figure.pk in known.locked else frozenset(asks)


@dataclass
class Numbers:
    """The numbers of a report's lines: 1, 2, then 2.1 for a part of line 2 and for each agency of a line about many."""

    top: int = 0
    known: dict[tuple[str, int], str] = field(default_factory=dict)
    inside: Counter = field(default_factory=Counter)

    def of(self, line: Line) -> str:
        figure = line.figure
        if line.heading:
            return self._below(self.known.get(("line", figure.line_id)) or self._next("line", figure.line_id))
        whole = self.known.get(("indicator", figure.indicator.part_of_id))
        if whole is None:
            return self._next("indicator", figure.indicator_id)
        self.known["indicator", figure.indicator_id] = number = self._below(whole)
        return number

    def _next(self, kind: str, key: int) -> str:
        self.top += 1
        self.known[kind, key] = str(self.top)
        return str(self.top)

    def _below(self, number: str) -> str:
        self.inside[number] += 1
        return f"{number}.{self.inside[number]}"


def _numbered(lines: Iterable[Line]) -> Iterable[Line]:
    numbers = Numbers()
    for line in lines:
        line.order = numbers.of(line)
        yield line


def _notes(report: Submission, figure: Figure, asked: Asked, known: Known) -> list[str]:
    """What a person must know to fill in the line: what is counted, over which days, why it is locked."""
    notes = []
    if asked.kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS):
        notes += [f"Tử số: {asked.numerator_label}", f"Mẫu số: {asked.denominator_label}"]
    notes += {
        Kind.LEVEL: ["Kèm theo: số phiếu, cỡ mẫu (nếu có)"],
        Kind.RANK: ["Giá trị: hạng. Kèm theo: trên tổng số"],
        Kind.YES_NO: ["Giá trị: đã thực hiện chưa. Kèm theo: ngày thực hiện"],
        Kind.GRADE: ["Giá trị: chọn bậc"],
    }.get(asked.kind, [])
    notes.append(_covers(report, figure))
    if reason := known.exempt.get((figure.agency_id, figure.indicator_id)):
        notes.append(f"Không áp dụng: {reason}")
    if reason := known.locked.get(figure.pk):
        notes.append(reason)
    return notes


def _covers(report: Submission, figure: Figure) -> str:
    """Over which days; the period's own stand above the table and are not repeated."""
    if figure.typed == Typed.FLOW and days_covered(figure.typed, report, figure.agency) == (
        report.data_from,
        report.data_to,
    ):
        return "Số của riêng kỳ này"
    words = covers_words(figure.typed, report, figure.agency)
    return words[:1].upper() + words[1:]


def _words(asked: Asked, parts: Parts | None, figure: Figure) -> str:
    if parts is None:
        return ""
    line, beside = figure_words(asked, parts, tuple(figure.indicator.grade_steps))
    return f"{line} ({beside})" if beside else line


def _exemptions(standings: Sequence[ReportStanding]) -> dict[tuple[int, int], str]:
    """Marks by agency and indicator; asked once for each last data day."""
    by_day: dict[object, list[ReportStanding]] = {}
    for standing in standings:
        by_day.setdefault(standing.report.data_to, []).append(standing)
    found = {}
    for same_day in by_day.values():
        figures = [figure for standing in same_day for figure in standing.figures]
        found |= exemptions_of(same_day[0].report, figures)
    return found
