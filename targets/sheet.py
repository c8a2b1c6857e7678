"""A report as a page shows it: sections and rows, each with what it covers and what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from agencies.models import Agency
from targets.amount import Amount, exact
from targets.asked import asked_of, watch_of
from targets.checking import days_covered, exemptions_of
from targets.checks import Asked, Parts, Problem
from targets.earlier import NOTHING_KNOWN, around_of
from targets.flags import Around, oddities
from targets.models import Figure, SourcedCell, Submission
from targets.showing import kind_words, written
from targets.terms import Kind, Typed
from ui.days import write_day
from ui.forms import BaseForm
from ui.numbers import write_number

Words = tuple[str, str]  # a figure in one line, and its parts below
NOT_GIVEN: Words = ("Chưa nhập", "")


@dataclass
class Row:
    """One figure on the page. `before`, `year_before`: the last period of the form, the same period of last year.

    `last`: the parts of `before`, as values. `asks`: words that the row still asks for. `locked`: why nobody types the
    number; `source`: where it was taken from.
    """

    figure: Figure
    asked: Asked
    covers: str
    shown: Words
    before: Words | None
    year_before: Words | None
    flags: list[str]
    heads_line: bool = False
    form: BaseForm | None = None
    warnings: list[Problem] = field(default_factory=list)
    units_below: int = 0
    exemption: str = ""
    last: Parts | None = None
    has_own_days: bool = False
    asks: list[str] = field(default_factory=list)
    locked: str = ""
    source: SourcedCell | None = None
    is_elsewhere = False

    @property
    def is_part(self) -> bool:
        return self.figure.indicator.part_of_id is not None

    @property
    def names_agency(self) -> bool:
        """Whether the line is typed for every member of a group, the reporting agency itself maybe among them."""
        return self.figure.is_of_a_group


@dataclass
class Section:
    name: str
    rows: list[Row]


def sections_of(submission: Submission, figures: Sequence[Figure]) -> list[Section]:
    """The rows of a report under the headings of its form, in the form's order; as many queries however many."""
    around, below = around_of(submission, figures), _units_below(submission, figures)
    rows = []
    for figure in figures:
        known = around.get((figure.agency_id, figure.indicator_id), NOTHING_KNOWN)
        rows.append(_row(submission, figure, known, below))
    exempt, sources = exemptions_of(submission, figures), _sources_of(figures)
    for row in rows:
        row.source = sources.get(row.figure.pk)
        row.exemption = exempt.get((row.figure.agency_id, row.figure.indicator_id), "")
    for row, last in zip(rows, [None, *rows], strict=False):
        row.heads_line = row.names_agency and (last is None or last.figure.line_id != row.figure.line_id)
    return _by_section(rows)


def _sources_of(figures: Sequence[Figure]) -> dict[int, SourcedCell]:
    """What another system gave for the figures, by figure."""
    cells = SourcedCell.objects.filter(figure__in=figures).select_related("by")
    return {cell.figure_id: cell for cell in cells}


def _row(submission: Submission, figure: Figure, around: Around, below: Mapping[int, int]) -> Row:
    asked, steps = asked_of(figure.indicator, figure.typed), tuple(figure.indicator.grade_steps)
    before, year_before = around.before, around.year_before
    return Row(
        figure=figure,
        asked=asked,
        covers=covers_words(figure.typed, submission, figure.agency),
        shown=figure_words(asked, figure.parts, steps),
        before=figure_words(asked, before, steps) if before else None,
        year_before=figure_words(asked, year_before, steps) if year_before else None,
        last=before,
        has_own_days=days_covered(figure.typed, submission, figure.agency)
        != days_covered(figure.typed, submission, submission.agency),
        flags=[odd.words for odd in oddities(asked, figure.parts, around, watch_of(figure.indicator))],
        units_below=below.get(figure.indicator_id, 0),
    )


def _by_section(rows: list[Row]) -> list[Section]:
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row.figure.line.section if row.figure.line else "", []).append(row)
    return [Section(name, inside) for name, inside in sections.items()]


def covers_words(typed: Typed | str, submission: Submission, agency: Agency) -> str:
    """What a box asks for, in days: "lũy kế từ 15/12/2025 đến 14/09/2026"."""
    start, end = (write_day(day) for day in days_covered(typed, submission, agency))
    if typed == Typed.AS_OF:
        return f"tại thời điểm ngày {end}"
    return f"{'lũy kế' if typed == Typed.CUMULATIVE else 'trong kỳ,'} từ {start} đến {end}"


def figure_words(asked: Asked, parts: Parts, steps: tuple[str, ...] = ()) -> Words:
    """A figure in one line and its parts below: ("97,3%", "1.234 / 1.268")."""
    if parts.nothing_occurred:
        return "Không phát sinh", ""
    if not parts.is_given:
        return NOT_GIVEN
    match asked.kind:
        case Kind.RATIO | Kind.RATIO_OF_STOCKS:
            return _ratio_words(asked, parts)
        case Kind.YES_NO:
            return (
                ("Đã thực hiện", write_day(parts.done_on) if parts.done_on else "")
                if parts.done
                else ("Chưa thực hiện", "")
            )
        case _:
            return kind_words(asked.kind, write_number(parts.value), asked.unit, steps), _beside(asked, parts)


def _ratio_words(asked: Asked, parts: Parts) -> Words:
    counted = f"{number_or_blank(parts.numerator)} / {number_or_blank(parts.denominator)}"
    if parts.numerator is None or parts.denominator is None:
        return counted, ""
    value = exact(asked.kind, Amount(parts.numerator, parts.denominator))
    if asked.counts_tasks and value is not None:
        return f"{write_number(parts.numerator)}/{write_number(parts.denominator)} nhiệm vụ", f"{written(value)}%"
    return (f"{written(value)}%", counted) if value is not None else ("Không phát sinh", counted)


def _beside(asked: Asked, parts: Parts) -> str:
    if asked.kind == Kind.RANK and parts.out_of:
        return f"trên {write_number(parts.out_of)}"
    return f"{write_number(parts.sample)} phiếu" if asked.kind == Kind.LEVEL and parts.sample else ""


def number_or_blank(value) -> str:
    return "…" if value is None else write_number(value)


def _units_below(submission: Submission, figures: Sequence[Figure]) -> dict[int, int]:
    """How many units below the agency report the same indicator by themselves in this period."""
    rows = Figure.objects.filter(
        period=submission.period,
        indicator__in={figure.indicator_id for figure in figures},
        agency__path__startswith=submission.agency.path,
    ).exclude(agency=submission.agency)
    return dict(rows.values_list("indicator").annotate(Count("agency", distinct=True)).order_by())
