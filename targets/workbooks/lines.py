"""The lines of a sheet: what each says, what stands in it, and which of its cells are open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    """One figure in a sheet. `asks`: column by part; `open_parts`: the parts that may be typed."""

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
    return [line for standing in standings for line in _numbered(_lines_of_one(standing, known))]


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


def _numbered(lines: Iterable[Line]) -> list[Line]:
    """1, 2, 2.1 for a part of line 2; agencies of one line are counted below it."""
    lines, places, inside = list(lines), {}, {}
    for line in lines:
        whole = line.figure.line_id if line.heading else line.figure.indicator.part_of_id
        known = places.get(("line", whole)) if line.heading else places.get(("indicator", whole))
        if line.heading and known is None:
            known = places["line", whole] = str(len([key for key in places if "." not in places[key]]) + 1)
        if known:
            inside[known] = inside.get(known, 0) + 1
            line.order = f"{known}.{inside[known]}"
        else:
            line.order = str(len([key for key in places if "." not in places[key]]) + 1)
        if not line.heading:
            places["indicator", line.figure.indicator_id] = line.order
    return lines


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
