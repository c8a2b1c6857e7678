"""Where one unit stands against a rule at the end of each report of a year: what no day can change (DESIGN §4).

The same arithmetic as a verdict (targets.evidence, attainment, members), asked once for each report instead of for a
day: as if one looked at the unit with that report as the cut-off, after its data days.
"""

from collections.abc import Container
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from periods.period import KEYS, Calendar, Span, periods_of
from targets.evidence import Unit, is_settled
from targets.rule import Rule, Threshold
from targets.terms import Better, Kind
from targets.totals import Belonging, Total, summed, total

NEVER = 13  # the month after the last


class Known(NamedTuple):
    """What is known of a unit at the end of a report.

    is_given: everything is there that a judgement needs. value: unrounded, with windows the weakest of them; None where
    nothing occurred or something is missing. holds: None also where a relative rule lacks its baseline.
    """

    is_given: bool = False
    value: Fraction | None = None
    base: Decimal | None = None
    holds: bool | None = None


class Stand(NamedTuple):
    """From the end of which month (1-12) until the end of which other (13: none) something is known."""

    month: int
    until: int
    known: Known


NOT_GIVEN = Known()


class UnitYear:
    """All that belongs to a unit of an indicator in a year, and its totals, each worked out once."""

    def __init__(self, agency: int, year: int, belongings: tuple[Belonging, ...]):
        self.agency, self.year, self.belongings = agency, year, belongings
        self._totals: dict[tuple[Span, bool], Total] = {}
        self._settled: dict[Span, bool] = {}

    @property
    def calendar(self) -> Calendar:
        """The coarsest calendar in which its figures come."""
        return min((belonging.series.calendar for belonging in self.belongings), key=lambda one: len(KEYS[one]))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The months with which its reports end."""
        calendars = {belonging.series.calendar for belonging in self.belongings}
        return tuple(sorted({p.span.end for calendar in calendars for p in periods_of(calendar, self.year)}))

    @cached_property
    def last_given(self) -> int:
        """The month with which the last report ends that anybody gave; 0 where nobody gave any."""
        given = (one.period.span.end for belonging in self.belongings for one in belonging.series.reported)
        return max(given, default=0)

    def total(self, span: Span, *, is_final: bool = False) -> Total:
        """Before it is final nobody asks who brought what to a value (`_lacks_a_report`)."""
        key = (span, is_final)
        if key not in self._totals:
            found = None if is_final else summed(self.belongings, span)
            self._totals[key] = found or total(self.belongings, span, is_final=is_final)
        return self._totals[key]

    def is_settled(self, span: Span) -> bool:
        """Whether all that owe the months are approved or closed."""
        if span not in self._settled:
            self._settled[span] = is_settled(Unit(self.agency, self.belongings), span)
        return self._settled[span]

    def owes_in(self, span: Span) -> bool:
        """Whether something that is owed for the months is not approved."""
        return any(
            not owed.is_approved and belonging.belongs_in(owed.period.span.end)
            for belonging in self.belongings
            for owed in belonging.series.owed_in(span)
        )

    def lacks_own(self, found: Total) -> bool:
        """Whether months are missing of what the unit itself reports."""
        own = [one for one in found.contributions if getattr(one.agency, "pk", None) == self.agency]
        return any(piece.missing for one in own for piece in one.slices)


def stands(
    rule: Rule, unit: UnitYear, asked: Threshold | None, judged: Container[int], *, is_member: bool
) -> list[Stand]:
    """Where the unit stands, report by report; a run of reports at which the same holds is one.

    asked: None where a relative rule lacks its baseline. judged: the months at whose end the unit is judged by this
    rule. is_member: whether the plan judges it; otherwise its figure is only held against the whole's condition.
    """
    found: list[Stand] = []
    span = rule.due.span
    before: Known | None = None
    for end in (end for end in unit.ends if span.start < end <= span.end):
        known = _known(rule, unit, asked, end, before, is_member=is_member) if end in judged else None
        if known != before:
            _close(found, end)
            if known is not None:
                found.append(Stand(end, NEVER, known))
        before = known
    return found


def _close(found: list[Stand], end: int) -> None:
    """What held until now holds no longer."""
    if found and found[-1].until == NEVER:
        found[-1] = found[-1]._replace(until=end)


class _Part(NamedTuple):
    """One window, as far as it has come."""

    run: Span
    total: Total
    is_final: bool
    is_missing: bool
    holds: bool | None


def _known(
    rule: Rule, unit: UnitYear, asked: Threshold | None, end: int, before: Known | None, *, is_member: bool
) -> Known:
    """`before`: what was known a report earlier; where nobody has reported since, a value stands."""
    nothing_new = before is not None and before.value is not None and end > unit.last_given
    may_differ = len(rule.stretches) > 1 or (end == rule.due.span.end and unit.is_settled(rule.due.span))
    if nothing_new and not may_differ:
        return before
    upto = Span(rule.due.span.start, end)
    parts = [_part(rule, unit, asked, run, upto) for run in rule.stretches if run.overlaps(upto)]
    has_failed = any(part.holds is False and part.is_final for part in parts)
    if any(part.is_missing for part in parts) and not has_failed:
        return NOT_GIVEN
    if is_member and _lacks_a_report(rule, unit, parts):
        return NOT_GIVEN
    return _weakest(rule, asked, parts)


def _part(rule: Rule, unit: UnitYear, asked: Threshold | None, run: Span, upto: Span) -> _Part:
    months = run.shared_with(upto)
    is_final = months.end == run.end and unit.is_settled(run)
    found = unit.total(months, is_final=is_final)
    is_missing = not found.is_given or (found.value is None and (found.has_gaps or unit.owes_in(months)))
    return _Part(run, found, is_final, is_missing, _holds(rule, asked, found, unit.year, run))


def _holds(rule: Rule, asked: Threshold | None, found: Total, year: int, run: Span) -> bool | None:
    """Whether the condition holds; of a plain yes, whether all that owe it have done it by its day."""
    if found.value is None or asked is None:
        return None
    if rule.kind != Kind.YES_NO or rule.condition.value is not None:
        return asked.holds(found.value)
    last_day = rule.due.day or date(year, run.end, 14)
    is_late = found.amount.on is not None and found.amount.on > last_day
    return found.amount.value >= (found.amount.base or 1) and not is_late


def _lacks_a_report(rule: Rule, unit: UnitYear, parts: list[_Part]) -> bool:
    """A member that lacks a closed period counts as not reported, unless what it reported decides (members.as_member)."""
    if len(parts) < len(rule.stretches) or not all(part.is_final for part in parts):
        return False
    lacking = [unit.lacks_own(part.total) for part in parts]
    if not any(lacking):
        return False
    if rule.kind in (Kind.COUNT, Kind.YES_NO) and all(part.holds for part in parts):
        return False
    failed = (part.holds is False and not lacks for part, lacks in zip(parts, lacking, strict=True))
    return len(parts) == 1 or not any(failed)


def _weakest(rule: Rule, asked: Threshold | None, parts: list[_Part]) -> Known:
    """The window that is farthest from the good side decides what is shown; those where nothing occurred are left out."""
    valued = [part for part in parts if part.total.value is not None]
    if not valued:
        return Known(is_given=not any(part.is_missing for part in parts))
    is_less_better = asked.is_at_most if asked else rule.better == Better.LOWER
    worst = max if is_less_better else min
    shown = worst(valued, key=lambda part: part.total.value).total
    held = [part.holds for part in valued]
    holds = None if None in held else all(held)
    return Known(True, shown.value, shown.amount.base if shown.amount else None, holds)
