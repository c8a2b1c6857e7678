"""A target's rule: what is asked, from when to when, and the threshold that a baseline makes of it (DESIGN §4)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from periods.period import Calendar, Period, Span, period_holding
from targets.terms import (
    AcrossPeriods,
    Better,
    Comparator,
    Kind,
    Path,
    RelativeKind,
    SourceKind,
    Window,
)

SMALL_SAMPLE = 30
REPLACED = "đã thay thế"
WINDOW_MONTHS = {Window.FULL: 12, Window.HALF: 6, Window.QUARTER: 3}
OPPOSITE = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.LESS_THAN: Comparator.MORE_THAN,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparator and value(s) in the indicator's unit. `upper` only for between; no value for a plain yes.

    is_exact: the plan means "đúng bằng" or "trong khoảng", not "at least" or "at most".
    """

    comparator: Comparator = Comparator.AT_LEAST
    value: Decimal | None = None
    upper: Decimal | None = None
    is_exact: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When a target falls due: with a period, judged on that period's own days; or on a day, on the year to date.

    `period` is the due period, or the one whose data days contain `day` (the shortest of the calendar).
    """

    period: Period
    day: date | None = None

    @property
    def span(self) -> Span:
        """The months judged."""
        return self.period.span if self.day is None else Span(0, self.period.span.end)

    @property
    def last_day(self) -> date:
        """The last day on which a yes is in time."""
        return self.day or self.period.ends_on

    @property
    def words(self) -> str:
        """ "năm 2026", "6 tháng đầu năm 2026", "đến ngày 31/03/2026"."""
        if self.day:
            return f"đến ngày {self.day:%d/%m/%Y}"
        return self.period.label[0].lower() + self.period.label[1:]


def due_on(day: date, calendar: Calendar) -> Due:
    """Due on a day: settled by the period of the calendar that holds it."""
    return Due(period_holding(day, calendar), day)


@dataclass(frozen=True, slots=True)
class Relative:
    """How the condition leans on a baseline: kind, and whether the plan asks for more ("tăng") or less ("giảm")."""

    kind: RelativeKind
    is_down: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a sentence calls things: unit ("%", "hội nghị"), one case ("hồ sơ"), one failed case ("hồ sơ quá hạn").

    unit_noun: what the judged members are called ("phường, xã"). steps: a grade's names, lowest first.
    """

    unit: str = "%"
    case: str = "trường hợp"
    failed: str = "trường hợp chưa đạt"
    unit_noun: str = "đơn vị"
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One version of a target as it is judged.

    tolerance: how far short is still "near", in the indicator's unit. milestones: typed values by months passed of
    the year, {6: 40} for the end of the half year; empty: straight from the start to the value. starts_anew: the
    figure begins each year at zero (cumulative or by period), so that last year's result is no starting point.
    expected_on: when an outside source should publish. small_below: a smaller denominator is marked "mẫu nhỏ".
    """

    kind: Kind
    condition: Condition
    due: Due
    better: Better = Better.HIGHER
    across_periods: AcrossPeriods = AcrossPeriods.SUM
    path: Path = Path.HOLD
    milestones: tuple[tuple[int, Decimal], ...] = ()
    window: Window = Window.FULL
    tolerance: Decimal = Decimal(0)
    relative: Relative | None = None
    source: SourceKind = SourceKind.OWN
    expected_on: date | None = None
    starts_anew: bool = True
    small_below: int = SMALL_SAMPLE
    words: Words = Words()

    @property
    def is_ratio(self) -> bool:
        return self.kind in (Kind.RATIO, Kind.RATIO_OF_STOCKS)

    @property
    def is_progress(self) -> bool:
        """Whether it is reached step by step, so that screens say "Đúng tiến độ" rather than "Đang đạt"."""
        return self.path == Path.REACH or self.kind in (Kind.COUNT, Kind.YES_NO)

    @property
    def is_summed(self) -> bool:
        """Whether periods are added: only then can the rest of the year be estimated."""
        return self.across_periods == AcrossPeriods.SUM

    @property
    def stretches(self) -> tuple[Span, ...]:
        """The months that are judged: the whole due span, or each half or quarter of it."""
        months = WINDOW_MONTHS[self.window]
        span = self.due.span
        if self.window == Window.FULL or span.months <= months:
            return (span,)
        return tuple(Span(start, min(start + months, span.end)) for start in range(span.start, span.end, months))


def offered_tolerance(kind: Kind, value: Decimal | None) -> Decimal:
    """What a form offers as "near", in the indicator's unit: 1 point from 95 up, otherwise 3; count 10%, at least 1;
    rank 2. A grade or a yes is never near. There is no global 90%: 90% of 98% is 88,2%, a failure."""
    if kind in (Kind.GRADE, Kind.YES_NO) or value is None:
        return Decimal(0)
    if kind == Kind.RANK:
        return Decimal(2)
    if kind in (Kind.COUNT, Kind.STOCK):
        return max(Decimal(1), value / 10)
    return Decimal(1) if value >= 95 else Decimal(3)


class BaselineError(Exception):
    """A relative target whose baseline is unknown or unusable; str() is the Vietnamese reason."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """The condition as it is judged, in the indicator's unit: from `low`, up to `high`; None is open on that side.

    is_strict: the bound itself does not satisfy ("trên", "dưới"). beyond: the bound past which it is "Vượt"; None
    where there is no beyond.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    is_strict: bool = False
    beyond: Fraction | None = None

    @property
    def is_at_least(self) -> bool:
        return self.high is None

    @property
    def is_at_most(self) -> bool:
        return self.low is None

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def bound(self) -> Fraction:
        """The bound that is hard to hold: the lower of "at least" and of a range, the upper of "at most"."""
        return self.high if self.low is None else self.low

    def holds(self, value: Fraction) -> bool:
        if self.is_strict:
            return (self.low is None or value > self.low) and (self.high is None or value < self.high)
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def is_exceeded(self, value: Fraction) -> bool:
        """Strictly beyond what was asked, on the better side."""
        if self.beyond is None:
            return False
        return value > self.beyond if self.is_at_least else value < self.beyond

    def shortfall(self, value: Fraction) -> Fraction:
        """How far the value is from holding; 0 where it holds, and where it stands on a strict bound."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return Fraction(0)


def said_bound(rule: Rule, bound: Fraction, *, is_upper: bool) -> Fraction:
    """A bound as it is said: of what is counted in whole pieces, the whole number that means the same."""
    if rule.kind not in (Kind.COUNT, Kind.STOCK):
        return bound
    return Fraction(floor(bound) if is_upper else ceil(bound))


def threshold(rule: Rule, baseline: Fraction | None = None) -> Threshold:
    """What the figure is held against. Raises BaselineError where the rule is relative and its baseline is missing.

    = and between are read toward the better side unless the rule is exact: "đạt 80%" is met by 85.
    """
    condition = rule.condition if rule.relative is None else _absolute(rule.condition, rule.relative, baseline)
    low = None if condition.value is None else Fraction(condition.value)
    high = low if condition.upper is None else Fraction(condition.upper)
    if rule.kind == Kind.YES_NO and low is None:
        return Threshold(low=Fraction(1))
    match condition.comparator:
        case Comparator.AT_LEAST:
            return Threshold(low=low, beyond=low)
        case Comparator.MORE_THAN:
            return Threshold(low=low, is_strict=True)
        case Comparator.AT_MOST:
            return Threshold(high=low, beyond=low)
        case Comparator.LESS_THAN:
            return Threshold(high=low, is_strict=True)
    if rule.better == Better.NONE or condition.is_exact:
        return Threshold(low=low, high=high)
    return Threshold(low=low, beyond=high) if rule.better == Better.HIGHER else Threshold(high=high, beyond=low)


def _absolute(condition: Condition, relative: Relative, baseline: Fraction | None) -> Condition:
    """The condition with the baseline worked in. "Giảm tối thiểu 50%" asks for at most half: the comparator turns."""
    if baseline is None:
        raise BaselineError("thiếu giá trị gốc")
    if baseline == 0 and relative.kind in (RelativeKind.PERCENT, RelativeKind.TIMES):
        raise BaselineError("giá trị gốc bằng 0, không tính được mức tương đối")
    turns = relative.is_down or relative.kind == RelativeKind.PLACES
    values = [
        _worked_in(value, relative, baseline) for value in (condition.value, condition.upper) if value is not None
    ]
    comparator = OPPOSITE.get(condition.comparator, condition.comparator) if turns else condition.comparator
    low, high = min(values), max(values)
    return replace(condition, comparator=comparator, value=low, upper=high if len(values) > 1 else None)


def _worked_in(value: Decimal, relative: Relative, baseline: Fraction) -> Fraction:
    change = -Fraction(value) if relative.is_down else Fraction(value)
    match relative.kind:
        case RelativeKind.PERCENT:
            return baseline * (1 + change / 100)
        case RelativeKind.TIMES:
            return baseline / Fraction(value) if relative.is_down else baseline * Fraction(value)
        case RelativeKind.PLACES:
            return baseline - Fraction(value)
        case _:
            return baseline + change


def expected(rule: Rule, asked: Threshold, span: Span, passed: int, start: Fraction | None) -> Threshold | None:
    """What should hold by now, when `passed` months of the judged `span` are due; None: nothing is expected yet.

    hold: the condition itself. Count "at least": value × share of the span passed, whole units, rounded down. Reach:
    the typed milestones, else straight from `start` (last year's result, else 0) to the value, never past it.
    """
    if rule.kind == Kind.YES_NO:
        return None if rule.condition.value is None else _count_floor(asked, passed, span)
    if rule.milestones:
        return _by_milestones(rule, asked, span.start + passed)
    if rule.kind == Kind.COUNT:
        return _count_floor(asked, passed, span) if asked.low is not None else asked
    if rule.path == Path.HOLD:
        return asked
    return _straight(rule, asked, Fraction(passed, span.months), start)


def _count_floor(asked: Threshold, passed: int, span: Span) -> Threshold:
    return Threshold(low=Fraction(asked.low * passed // span.months))


def _by_milestones(rule: Rule, asked: Threshold, month: int) -> Threshold | None:
    reached = [(end, value) for end, value in rule.milestones if end <= month]
    if not reached:
        return None
    value = Fraction(max(reached)[1])
    return Threshold(high=value) if asked.is_at_most else Threshold(low=value)


def _straight(rule: Rule, asked: Threshold, share: Fraction, start: Fraction | None) -> Threshold | None:
    """Nothing is expected of a grade before its day, nor of a figure that must fall from an unknown start."""
    if not share or rule.kind == Kind.GRADE:
        return None
    if share >= 1 or asked.is_exact:
        return asked
    if asked.is_at_most:
        return None if start is None else Threshold(high=max(asked.high, start + (asked.high - start) * share))
    start = start or Fraction(0)
    return Threshold(low=min(asked.low, start + (asked.low - start) * share))


@dataclass(frozen=True, slots=True)
class Version:
    """A rule and the days in which it is in force, half-open; None is open. ended_as: what is said once it is over."""

    rule: Rule
    from_day: date | None = None
    until: date | None = None
    ended_as: str = REPLACED

    def is_in_force_on(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day < self.until)


def in_force(versions: "tuple[Version, ...]", day: date) -> Version | None:
    """The version that judges a period: the one in force on its last data day."""
    return next((version for version in versions if version.is_in_force_on(day)), None)
