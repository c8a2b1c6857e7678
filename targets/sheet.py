"""A report as a page shows it: sections and rows, each with what it covers and what stood there before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, periods_of
from targets.amount import Amount, exact
from targets.checking import asked_of, days_covered, exemptions_of
from targets.checks import Asked, Parts, Problem
from targets.flags import worth_a_look
from targets.models import Figure, Submission
from targets.showing import kind_words, written
from targets.terms import Kind, Typed
from ui.days import write_day
from ui.forms import BaseForm
from ui.numbers import write_number

Words = tuple[str, str]  # a figure in one line, and its parts below
NOT_GIVEN: Words = ("Chưa nhập", "")


@dataclass
class Row:
    """One figure on the page. `before`, `year_before`: the last period of the form, the same period of last year."""

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


def previous_of(calendar: Calendar, key: Period) -> Period:
    """The period that the same form reported just before this one."""
    keys = periods_of(calendar, key.year)
    place = keys.index(key)
    return keys[place - 1] if place else periods_of(calendar, key.year - 1)[-1]


def sections_of(submission: Submission, figures: Sequence[Figure]) -> list[Section]:
    """The rows of a report under the headings of its form, in the form's order; four queries however many."""
    earlier = _earlier_figures(submission, figures)
    before_key = previous_of(Calendar(submission.form.calendar), submission.period.key)
    year_key = submission.period.key.year_before
    below = _units_below(submission, figures)
    rows = []
    for figure in figures:
        known = earlier[figure.agency_id, figure.indicator_id]
        as_long = before_key.months == submission.period.key.months
        rows.append(_row(submission, figure, known.get(before_key), known.get(year_key), as_long, below))
    exempt = exemptions_of(submission, figures)
    for row in rows:
        row.exemption = exempt.get((row.figure.agency_id, row.figure.indicator_id), "")
    for row, last in zip(rows, [None, *rows], strict=False):
        row.heads_line = row.names_agency and (last is None or last.figure.line_id != row.figure.line_id)
    return _by_section(rows)


def _row(
    submission: Submission, figure: Figure, before: Parts | None, year_before: Parts | None, as_long, below
) -> Row:
    asked, steps = asked_of(figure.indicator, figure.typed), tuple(figure.indicator.grade_steps)
    return Row(
        figure=figure,
        asked=asked,
        covers=covers_words(figure.typed, submission, figure.agency),
        shown=figure_words(asked, figure.parts, steps),
        before=figure_words(asked, before, steps) if before else None,
        year_before=figure_words(asked, year_before, steps) if year_before else None,
        flags=worth_a_look(asked, figure.parts, before, year_before, as_long=as_long),
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
    return (f"{written(value)}%", counted) if value is not None else ("Không phát sinh", counted)


def _beside(asked: Asked, parts: Parts) -> str:
    if asked.kind == Kind.RANK and parts.out_of:
        return f"trên {write_number(parts.out_of)}"
    return f"{write_number(parts.sample)} phiếu" if asked.kind == Kind.LEVEL and parts.sample else ""


def number_or_blank(value) -> str:
    return "…" if value is None else write_number(value)


def _earlier_figures(submission: Submission, figures: Sequence[Figure]) -> dict[tuple[int, int], dict[Period, Parts]]:
    """What was sent about the same agencies in the form's last period and in the same period of last year."""
    before = previous_of(Calendar(submission.form.calendar), submission.period.key)
    periods = ReportingPeriod.objects.keyed([before, submission.period.key.year_before])
    rows = (
        Figure.objects.sent()
        .filter(
            period__in=periods,
            agency__in={figure.agency_id for figure in figures},
            indicator__in={figure.indicator_id for figure in figures},
        )
        .select_related("period")
    )
    known: dict[tuple[int, int], dict[Period, Parts]] = defaultdict(dict)
    for row in rows:
        known[row.agency_id, row.indicator_id][row.period.key] = row.parts
    return known


def _units_below(submission: Submission, figures: Sequence[Figure]) -> dict[int, int]:
    """How many units below the agency report the same indicator by themselves in this period."""
    rows = Figure.objects.filter(
        period=submission.period,
        indicator__in={figure.indicator_id for figure in figures},
        agency__path__startswith=submission.agency.path,
    ).exclude(agency=submission.agency)
    return dict(rows.values_list("indicator").annotate(Count("agency", distinct=True)).order_by())
