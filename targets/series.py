"""One agency, one indicator, one year: from what it reported to the figure of any run of months (DESIGN §3)."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from periods.period import Calendar, Period, Span
from periods.tiling import Tile, runs_of, tile
from targets.amount import Amount
from targets.terms import AcrossPeriods, Kind, Typed


@dataclass(frozen=True, slots=True)
class Reported:
    """One figure as the agency gave it. A ratio, level, rank or grade where nothing occurred has a base of 0.

    figure: the key of the stored row, for whoever wants to open the number to its source.
    """

    period: Period
    amount: Amount
    typed: Typed = Typed.FLOW
    figure: int | None = None

    @property
    def span(self) -> Span:
        return _span_of(self.period, self.typed)


@dataclass(frozen=True, slots=True)
class Owed:
    """That the agency owes a period, and how far its report has come. `is_closed`: the office has closed the period.

    due_on: the agency's own due day; None for the day by rule.
    """

    period: Period
    due_on: date | None = None
    is_sent: bool = False
    is_approved: bool = False
    is_closed: bool = False

    @property
    def is_settled(self) -> bool:
        return self.is_approved or self.is_closed


class Recipe(NamedTuple):
    """How the figure of a run of months is put together from a series' reports.

    pieces: the place of a report among `reported`, and 1 or -1. missing, derived, covered_months: as in a Slice.
    """

    pieces: tuple[tuple[int, int], ...]
    missing: tuple[Span, ...]
    derived: str
    covered_months: int


class Outline:
    """Everything about a series but its amounts. Agencies alike share one, so that each run is tiled once for all."""

    __slots__ = ("_recipes", "given", "owed")

    def __init__(self, given: tuple[tuple[Period, Typed], ...], owed: tuple[Owed, ...]):
        self.given, self.owed = given, owed
        self._recipes: dict[Span, Recipe] = {}

    def recipe(self, span: Span) -> Recipe:
        """The fewest reports that fill `span`, longest first; what none gives is subtracted (periods.tiling)."""
        if span not in self._recipes:
            self._recipes[span] = self._made(span)
        return self._recipes[span]

    def owes_in(self, span: Span) -> bool:
        return any(span.start < owed.period.span.end <= span.end for owed in self.owed)

    def _made(self, span: Span) -> Recipe:
        places = {_span_of(period, typed): place for place, (period, typed) in enumerate(self.given)}
        tiling = tile(span, frozenset(places))
        return Recipe(
            tuple((places[piece.span], piece.sign) for piece in tiling.tiles),
            self._owed_of(tiling.missing, span),
            self._derivation(span, tiling.tiles, [self.given[places[piece.span]] for piece in tiling.tiles]),
            tiling.covered_months,
        )

    def _owed_of(self, gaps: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
        """Of the months without a figure, those for which the agency owes a report of its own inside the span."""
        owed = [one.period.span for one in self.owed if span.start < one.period.span.end <= span.end]
        months = [month for gap in gaps for month in range(gap.start, gap.end)]
        return runs_of([month for month in months if any(run.start <= month < run.end for run in owed)])

    @staticmethod
    def _derivation(span: Span, tiles: tuple[Tile, ...], inputs: list[tuple[Period, Typed]]) -> str:
        """How a flow was derived; a cumulative figure minus the one before is its plain flow, and says nothing."""
        if all(piece.sign > 0 for piece in tiles) or inputs[0][1] == Typed.CUMULATIVE:
            return ""
        named = zip(tiles, inputs, strict=True)
        words = [("− " if piece.sign < 0 else "+ ") + period.name for piece, (period, _) in named]
        return f"{span} = {' '.join(words).removeprefix('+ ')}"


def _span_of(period: Period, typed: Typed) -> Span:
    """The months that a figure covers; cumulative ones begin with the year."""
    return Span(0, period.span.end) if typed == Typed.CUMULATIVE else period.span


@dataclass(frozen=True)
class Series:
    """What one agency reported and owes of one indicator in one year. str(agency) is its name.

    The reported figures are those that count: the approved ones, or for a provisional view the sent ones too.
    count: how many agencies alike it stands for, their amounts added (targets.crowds). ways: the calendars of the forms
    that ask for it, each with how it is typed. shared: the outline, where others alike have the same.
    """

    agency: Hashable
    kind: Kind
    across: AcrossPeriods
    reported: tuple[Reported, ...] = ()
    owed: tuple[Owed, ...] = ()
    calendar: Calendar = Calendar.CCHC
    count: int = 1
    ways: frozenset[tuple[str | None, str]] = frozenset()
    shared: Outline | None = field(default=None, repr=False, compare=False)

    @cached_property
    def outline(self) -> Outline:
        return self.shared or Outline(tuple((one.period, one.typed) for one in self.reported), self.owed)

    def has_any_in(self, span: Span) -> bool:
        """Whether it reported anything that ends inside the span."""
        return any(span.start < reported.period.span.end <= span.end for reported in self.reported)

    def owed_in(self, span: Span) -> list[Owed]:
        """What it owes for the span: the periods that end inside it (of Quý II, the report of 6 tháng)."""
        return [owed for owed in self.owed if span.start < owed.period.span.end <= span.end]


@dataclass(frozen=True, slots=True)
class Slice:
    """The figure of a run of months.

    amount: None where nothing usable was reported. missing: the months that no report gives though they are owed.
    derived: in words how it was subtracted ("Quý II = 6 tháng − Quý I"), or empty. inputs: the figures used.
    covered_months: how many months the figures cover (used for the pace).
    """

    amount: Amount | None
    inputs: tuple[Reported, ...] = ()
    missing: tuple[Span, ...] = ()
    derived: str = ""
    covered_months: int = 0

    @property
    def derived_words(self) -> str:
        """ "suy ra: Quý II = 6 tháng − Quý I", or nothing."""
        return f"suy ra: {self.derived}" if self.derived else ""

    @property
    def missing_words(self) -> str:
        """ "thiếu Quý II", or nothing."""
        return f"thiếu {', '.join(str(span) for span in self.missing)}" if self.missing else ""


def over(series: Series, span: Span) -> Slice:
    """The figure of `span`, combined across periods as the indicator says."""
    match series.across:
        case AcrossPeriods.SUM:
            return _summed(series, span)
        case AcrossPeriods.WEIGHTED if all(r.amount.has_sample for r in reported_by(series, span.end)):
            return _summed(_weighed(series, span.end), span)
        case AcrossPeriods.ONCE:
            return _once(series, span)
        case _:
            return latest(series, span)


def _summed(series: Series, span: Span) -> Slice:
    recipe = series.outline.recipe(span)
    return Slice(
        amount=flow_over(series, span),
        inputs=tuple(series.reported[place] for place, _ in recipe.pieces),
        missing=recipe.missing,
        derived=recipe.derived,
        covered_months=recipe.covered_months,
    )


def flow_over(series: Series, span: Span) -> Amount | None:
    """What is summed over the periods of `span`. May come out negative after a correction; it is shown so, not clipped."""
    pieces = series.outline.recipe(span).pieces
    if not pieces:
        return None
    amount = series.reported[pieces[0][0]].amount  # a recipe begins with what is added
    for place, sign in pieces[1:]:
        more = series.reported[place].amount
        amount = amount + more if sign > 0 else amount - more
    return amount


def latest(series: Series, span: Span) -> Slice:
    """The last figure whose period ends inside the span; nothing is carried in from before it."""
    inside = [r for r in series.reported if span.start < r.period.span.end <= span.end]
    if not inside:
        return Slice(None, missing=(span,) if series.owed_in(span) else ())
    last = max(inside, key=lambda reported: reported.period.sort_key)
    return Slice(last.amount, (last,), covered_months=last.period.span.end - span.start)


def at_end(series: Series, month: int) -> Reported | None:
    """The figure of the period that ends with this month (the longest of them), for stocks that must not be mixed."""
    ending = [reported for reported in series.reported if reported.period.span.end == month]
    return max(ending, key=lambda reported: reported.period.months, default=None)


def _once(series: Series, span: Span) -> Slice:
    """Done once is done: the earliest yes. A yes without its day counts by the last day of its period."""
    inside = [r for r in series.reported if span.start < r.period.span.end <= span.end]
    done = [_dated(reported) for reported in inside if reported.amount.value]
    if done:
        first = min(done, key=lambda reported: reported.amount.on)
        return Slice(first.amount, (first,), covered_months=span.months)
    return latest(series, span)


def done_over(series: Series, span: Span) -> Amount | None:
    """The same without its day: a yes wherever one was given, else the last no."""
    amount = None
    for reported in series.reported:
        if span.start < reported.period.span.end <= span.end:
            if reported.amount.value:
                return reported.amount
            amount = reported.amount
    return amount


def _dated(reported: Reported) -> Reported:
    day = reported.amount.on or reported.period.ends_on
    return replace(reported, amount=replace(reported.amount, on=day))


def reported_by(series: Series, month: int) -> list[Reported]:
    """What it had reported by the end of a month: what came later does not change how that was combined."""
    return [reported for reported in series.reported if reported.period.span.end <= month]


def _weighed(series: Series, month: int) -> Series:
    weighed = (replace(r, amount=r.amount.times_sample()) for r in reported_by(series, month))
    return replace(series, reported=tuple(weighed), shared=None)


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened in one report's own stretch. `also` names a gap that it includes: "gồm cả Quý II"."""

    period: Period
    amount: Amount
    also: str = ""


def flows(series: Series) -> list[Flow]:
    """Each report's own flow, in order; a cumulative figure less the agency's last earlier one of the year."""
    result, before = [], None
    for reported in sorted(series.reported, key=lambda reported: reported.period.sort_key):
        if reported.typed != Typed.CUMULATIVE:
            result.append(Flow(reported.period, reported.amount))
            continue
        start = before.period.span.end if before else 0
        amount = reported.amount - before.amount if before else reported.amount
        result.append(Flow(reported.period, amount, _gap_words(start, reported.period, before)))
        before = reported
    return result


def _gap_words(start: int, period: Period, before: Reported | None) -> str:
    """The months before the period's own that its flow includes because the report between them is missing."""
    if before is None or start >= period.span.start:
        return ""
    return f"gồm cả {Span(start, period.span.start)}"
