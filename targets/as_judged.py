"""A stored version of a target as the plain rule that is judged: the unit's rule, and the outer one of a share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from periods.period import Calendar, Period, PeriodKind
from targets.models import TargetVersion
from targets.rule import REPLACED, Condition, Due, Relative, Rule, Version, Words, due_on
from targets.showing import PERCENT_UNIT
from targets.terms import AcrossPeriods, Comparator, Kind, Path, RelativeKind, Scope, SourceKind, Window

WITHDRAWN = "đã bãi bỏ"
ALWAYS = Comparator.AT_LEAST  # a yes needs no comparator


@dataclass(frozen=True, slots=True)
class Setting:
    """What a rule needs to know beyond its version: the year judged, its calendar, and how its figures come.

    is_cumulative: typed since the start of the year, so that a latest figure starts anew each year.
    """

    year: int
    calendar: Calendar = Calendar.CCHC
    is_cumulative: bool = False
    expected_on: date | None = None


def unit_version(version: TargetVersion, setting: Setting) -> Version:
    """The rule that one judged unit is held to: the whole's, each member's, or the inner one of a share."""
    indicator = version.target.indicator
    rule = Rule(
        kind=Kind(indicator.kind),
        condition=unit_condition(version),
        due=due_of(version, setting),
        better=indicator.better,
        across_periods=AcrossPeriods(indicator.across_periods),
        path=Path(version.path),
        milestones=_milestones(version),
        window=Window(version.window),
        tolerance=version.tolerance,
        relative=relative_of(version),
        source=SourceKind(indicator.source_kind),
        expected_on=setting.expected_on,
        starts_anew=setting.is_cumulative and indicator.across_periods == AcrossPeriods.LATEST,
        words=_words(version),
    )
    ended_as = WITHDRAWN if version.target.withdrawn_on else REPLACED
    return Version(rule, version.from_day, version.until, ended_as)


def share_rule(version: TargetVersion, setting: Setting) -> Rule:
    """The outer condition on the percentage of units."""
    return Rule(
        kind=Kind.RATIO_OF_STOCKS,
        condition=Condition(Comparator(version.comparator), version.value, version.value_max, version.exact),
        due=due_of(version, setting),
        across_periods=AcrossPeriods.LATEST,
        tolerance=version.tolerance,
        expected_on=setting.expected_on,
        words=Words(
            unit=PERCENT_UNIT, case=_unit_noun(version), failed=_unit_noun(version), unit_noun=_unit_noun(version)
        ),
    )


def version_on(versions: Iterable[TargetVersion], day: date) -> TargetVersion | None:
    """The stored version in force on a day, else the last one."""
    rows = sorted(versions, key=lambda version: version.from_day or date.min)
    current = [row for row in rows if (row.from_day or date.min) <= day and (row.until is None or day < row.until)]
    return (current or rows or [None])[-1]


def unit_condition(version: TargetVersion) -> Condition:
    if version.scope == Scope.SHARE:
        comparator = Comparator(version.inner_comparator or ALWAYS)
        return Condition(comparator, version.inner_value, version.inner_value_max, version.exact)
    return Condition(Comparator(version.comparator or ALWAYS), version.value, version.value_max, version.exact)


def due_of(version: TargetVersion, setting: Setting) -> Due:
    if version.due_on:
        return due_on(version.due_on, setting.calendar)
    return Due(Period(PeriodKind(version.due_kind), setting.year, version.due_order))


def _milestones(version: TargetVersion) -> tuple[tuple[int, Decimal], ...]:
    rows = [(Period(PeriodKind(row.kind), 2000, row.order).span.end, row.value) for row in version.milestones.all()]
    return tuple(sorted(rows))


def relative_of(version: TargetVersion) -> Relative | None:
    if version.relative_kind == RelativeKind.NONE:
        return None
    return Relative(RelativeKind(version.relative_kind), version.direction == TargetVersion.Direction.DOWN)


def _words(version: TargetVersion) -> Words:
    indicator = version.target.indicator
    plain = Words()
    return Words(
        unit=PERCENT_UNIT if indicator.is_ratio else indicator.unit,
        case=indicator.case_noun or plain.case,
        failed=indicator.failed_noun or plain.failed,
        unit_noun=_unit_noun(version),
        steps=tuple(indicator.grade_steps),
    )


def _unit_noun(version: TargetVersion) -> str:
    return version.judged_group.unit_noun if version.judged_group else Words().unit_noun
