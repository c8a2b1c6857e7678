"""A consolidated table for a form, a period and an agency: one line an indicator, every number by the rules of targets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from periods.period import Span
from reports import remarks, values
from reports.ground import Ground, Question
from reports.plans_beside import Beside, beside
from reports.table import BLANK, Extent, Line, Table, Value, amount_text
from targets.amount import RATIOS
from targets.evidence import Unit, is_settled
from targets.models import FormLine, Indicator
from targets.series import Reported, flows
from targets.terms import AcrossPeriods, Kind, Typed, Verdict
from targets.totals import Belonging, Total, total
from ui.days import write_day


def table_of(question: Question, columns: Sequence[str] | None = None) -> Table:
    """The whole table; columns None: the usual ones."""
    return table_from(Ground(question), columns)


def table_from(ground: Ground, columns: Sequence[str] | None = None) -> Table:
    question, coverage = ground.question, ground.coverage
    measures = [Measure(ground, line) for line in ground.lines]
    measures = [measure for measure in measures if measure.concerns_somebody]
    lines = _numbered([measure.line for measure in measures], [measure.indicator for measure in measures])
    days = ground.days
    table = Table(
        form=question.form.code,
        form_name=question.form.name,
        period=str(question.period),
        days=f"{write_day(days.starts_on)} – {write_day(days.ends_on)}",
        agency=question.agency.name,
        extent=str(question.extent),
        cut_off=write_day(days.ends_on),
        owing=coverage.owing,
        approved=coverage.approved,
        sent=coverage.sent_count,
        with_sent=question.with_sent,
        is_sample=question.agency.is_sample,
        missing=tuple(str(agency) for agency in (*coverage.missing, *coverage.sent)),
        notes=tuple(remarks.of_the_table(ground, measures)),
        lines=tuple(lines),
        names={agency.pk: str(agency) for measure in measures for agency in measure.agencies},
    )
    return replace(table, columns=tuple(columns)) if columns else table


@dataclass(frozen=True)
class Totals:
    """The four numbers of a line, each with whom it was made from."""

    period: Total
    to_date: Total
    before: Total
    before_to_date: Total

    def each(self) -> tuple[Total, ...]:
        """In the order of table.COUNTED."""
        return self.period, self.to_date, self.before, self.before_to_date


class Measure:
    """One line in the making."""

    def __init__(self, ground: Ground, form_line: FormLine):
        self.ground, self.form_line = ground, form_line
        self.indicator: Indicator = form_line.indicator
        self.kind = Kind(self.indicator.kind)

    @property
    def question(self) -> Question:
        return self.ground.question

    @property
    def of_one(self) -> bool:
        """Whether the table holds one agency's own figures."""
        return self.question.extent == Extent.OWN

    @cached_property
    def unit(self) -> tuple[Belonging, ...]:
        return self.ground.unit(self.indicator.pk, self.question.period.year)

    @cached_property
    def concerns_somebody(self) -> bool:
        """A line narrowed to a group, or typed about one, says nothing to those whom it never asks."""
        narrowed = self.form_line.group_id or self.form_line.about_group_id
        return bool(self.unit) or not narrowed

    @cached_property
    def is_whole(self) -> bool:
        """Whether the table adds up all that a plan judges the agency by."""
        return len(self.unit) == len(self.ground.everybody(self.indicator.pk, self.question.period.year))

    @cached_property
    def totals(self) -> Totals:
        span, to_date = self.question.key.span, self.question.to_date
        earlier = self.ground.unit(self.indicator.pk, self.question.period.year - 1)
        key_before = self.question.key.year_before
        return Totals(
            period=total([with_gap(one, self.question.key) for one in self.unit], span, is_final=True),
            to_date=total(self.unit, to_date, is_final=self._is_settled(to_date)),
            before=total([with_gap(one, key_before) for one in earlier], span, is_final=True),
            before_to_date=total(earlier, to_date, is_final=True),
        )

    def _is_settled(self, span: Span) -> bool:
        """Whether all that owe the year so far are confirmed or closed; then the last period stands, whoever is missing."""
        is_over = self.ground.days.are_over(self.question.today)
        return is_over and is_settled(Unit(self.question.agency.pk, self.unit), span)

    @cached_property
    def beside(self) -> list[Beside]:
        found = beside(self.ground.board.results, self.question.agency, self.indicator.pk, of_one=self.of_one)
        return [one for one in found if one.attainment.verdict != Verdict.NOT_APPLICABLE]

    @property
    def plan(self) -> Beside | None:
        return self.beside[0] if self.beside else None

    @cached_property
    def agencies(self) -> set:
        """Everybody that stands in one of the totals."""
        return {one.agency for found in self.totals.each() for one in found.contributions}

    @cached_property
    def figures(self) -> set[int]:
        """The keys of the stored figures that were used."""
        found = {
            used.figure
            for counted in self.totals.each()
            for one in counted.contributions
            for piece in one.slices
            for used in piece.inputs
        }
        return found - {None}

    @cached_property
    def line(self) -> Line:
        period, to_date, before, before_to_date = (self._value(found) for found in self.totals.each())
        unit = values.unit_of(self.kind, self.indicator.unit, of_one=self.of_one)
        parts = self._ratio_parts()
        made = Line(
            indicator=self.indicator.pk,
            code=self.indicator.code,
            name=self.indicator.name,
            section=self.form_line.section,
            is_part=self.indicator.part_of_id is not None,
            unit=unit,
            numerator=parts[0],
            denominator=parts[1],
            period=period,
            to_date=to_date,
            before=before,
            before_to_date=before_to_date,
            versus_before=self._versus_before(unit, period, before),
            as_of=self.totals.to_date.as_of,
            notes=tuple(remarks.of_a_line(self)),
            parts=self._parts(),
        )
        return self._with_plan(made)

    def _versus_before(self, unit: str, period: Value, before: Value) -> Value:
        """Only like with like: half a year is not held against a quarter."""
        is_short = remarks.is_cut_short(self.indicator, self.totals.before, self.question.key.span)
        return BLANK if is_short else values.difference(self.kind, unit, period, before)

    def _value(self, found: Total) -> Value:
        bounds = self.plan.bounds if self.plan else ()
        return values.value_of(self.kind, found.value, bounds, self.indicator.grade_steps, of_one=self.of_one)

    def _ratio_parts(self) -> tuple[Value, Value]:
        amount = self.totals.period.amount
        if self.kind not in RATIOS or amount is None:
            return BLANK, BLANK
        return values.quantity(amount.value), values.quantity(amount.base)

    def _with_plan(self, made: Line) -> Line:
        """The condition; and the verdict where it speaks of the same figures as the table."""
        if self.plan is None:
            return made
        made = replace(made, asked=self.plan.asked, rule=self.plan.rule)
        if not self.is_whole:
            return made
        plan = self.plan
        return replace(
            made,
            verdict=plan.key,
            verdict_word=plan.word,
            verdict_gap=plan.gap_beside(self.totals.to_date.value),
            is_running=plan.is_running,
        )

    def _parts(self) -> dict[int, tuple[str | None, ...]]:
        by_total = [
            {one.agency.pk: amount_text(one.amount) for one in found.contributions} for found in self.totals.each()
        ]
        everybody = {agency.pk for agency in self.agencies}
        return {agency: tuple(found.get(agency) for found in by_total) for agency in sorted(everybody)}


def with_gap(belonging: Belonging, key) -> Belonging:
    """A cumulative report over a gap gives its own flow together with the months before: "gồm cả Quý II"."""
    flow = gap_flow(belonging, key)
    if flow is None:
        return belonging
    series = belonging.series
    kept = [one for one in series.reported if one.period != key]
    mine = next(one for one in series.reported if one.period == key)
    plain = Reported(key, flow.amount, Typed.FLOW, mine.figure)
    return replace(belonging, series=replace(series, reported=(*kept, plain)))


def gap_flow(belonging: Belonging, key):
    """The flow of a cumulative report that includes a gap; None where there is none."""
    if belonging.series.across != AcrossPeriods.SUM:
        return None
    return next((flow for flow in flows(belonging.series) if flow.period == key and flow.also), None)


def _numbered(lines: list[Line], indicators: list[Indicator]) -> list[Line]:
    """1, 2, 2.1 … under each heading; a part follows its whole where that stands above it."""
    numbered, section, wholes = [], None, 0
    place: dict[int, str] = {}
    parts: Counter[str] = Counter()
    for line, indicator in zip(lines, indicators, strict=True):
        if line.section != section:
            section, wholes, place = line.section, 0, {}
            parts.clear()
        if whole := place.get(indicator.part_of_id):
            parts[whole] += 1
            number = f"{whole}.{parts[whole]}"
        else:
            wholes += 1
            number = str(wholes)
        place[indicator.pk] = number
        numbered.append(replace(line, number=number, is_part=bool(whole)))
    return numbered
