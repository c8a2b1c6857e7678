"""What a verdict rests on: the figures, the calendar and the coverage of each stretch of months that is judged."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from periods.period import KEYS, Calendar, Period, PeriodDays, Span, periods_of
from targets.rule import Version, in_force
from targets.series import Owed
from targets.terms import Path
from targets.totals import WHOLE_YEAR, Belonging, Total, total

NO_TOTAL = Total()
APPROVED, SENT, MISSING = range(3)


@dataclass(frozen=True)
class Clock:
    """From when one looks: today, up to which period (None: up to today), and the days an office has set itself."""

    today: date
    cutoff: Period | None = None
    own_days: Mapping[Period, PeriodDays] = field(default_factory=dict)
    _over: dict[Period, bool] = field(default_factory=dict, repr=False, compare=False)

    def days(self, period: Period) -> PeriodDays:
        return self.own_days.get(period) or period.days()

    def is_within(self, period: Period) -> bool:
        """Whether the period lies before the cut-off."""
        cut = self.cutoff
        return cut is None or (period.year, period.span.end) <= (cut.year, cut.span.end)

    def is_over(self, period: Period) -> bool:
        """Whether its data days are over and it lies before the cut-off."""
        if period not in self._over:
            self._over[period] = self.is_within(period) and self.days(period).are_over(self.today)
        return self._over[period]

    def limit(self, span: Span, year: int) -> Span | None:
        """The part of a span of a year that lies before the cut-off."""
        cut = self.cutoff
        if cut is None or cut.year > year:
            return span
        return span.shared_with(Span(0, cut.span.end)) if cut.year == year else None


@dataclass(frozen=True, slots=True)
class Absence:
    """Why and when an agency is not judged: a dated mark by the office, or it does not live. Half-open; None is open."""

    reason: str
    from_day: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Unit:
    """What is judged: an agency with everything that belongs to it, in the due year and in the year before.

    baseline: of a relative target, typed or taken from a figure, in the indicator's unit; None where there is none.
    usual_calendar: in which others report the indicator; used where nobody of the unit owes a report yet.
    alike: the same for units whose reports of this year differ in their amounts alone; None where that is not known.
    """

    agency: Hashable
    this_year: tuple[Belonging, ...] = ()
    last_year: tuple[Belonging, ...] = ()
    absences: tuple[Absence, ...] = ()
    baseline: Fraction | None = None
    usual_calendar: Calendar = Calendar.YEAR
    alike: Hashable | None = None

    @property
    def calendar(self) -> Calendar:
        """The coarsest calendar in which its figures come."""
        calendars = {belonging.series.calendar for belonging in self.this_year}
        return min(calendars, key=lambda calendar: len(KEYS[calendar]), default=self.usual_calendar)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units have all their figures owed so far approved, and who is missing.

    `sent` and `missing` name agencies, or stand for crowds of them; their numbers are `sent_count`, `missing_count`.
    """

    owing: int = 0
    approved: int = 0
    sent: tuple[Hashable, ...] = ()
    missing: tuple[Hashable, ...] = ()

    @property
    def sent_count(self) -> int:
        return how_many(self.sent)

    @property
    def missing_count(self) -> int:
        return how_many(self.missing)

    @property
    def is_full(self) -> bool:
        return self.approved == self.owing

    @property
    def words(self) -> str:
        """ "40/60 đơn vị đã xác nhận, 5 đã gửi"."""
        said = f"{self.approved}/{self.owing} đơn vị đã xác nhận"
        return f"{said}, {self.sent_count} đã gửi" if self.sent else said


class Several(NamedTuple):
    """So many agencies, not named."""

    count: int


def how_many(agencies: Iterable[Hashable]) -> int:
    """Agencies, those of crowds counted."""
    return sum(getattr(agency, "count", 1) if isinstance(agency, tuple) else 1 for agency in agencies)


NOBODY_OWES = Coverage()


@dataclass(frozen=True)
class Stretch:
    """One run of months that is judged, with all that is known of it.

    counted: the months of it whose figures count so far; None while there are none.
    version: in force on its last ended data day; None: none is any more. absence: why it is not judged, or "".
    is_begun: a period that it needs has ended its data days. is_over: all have. is_final: over, and all that owe it
    are approved or closed. end_is_approved: the report of its last period is approved. passed: months of it by the
    last period whose due day has passed. until: the last data day counted. periods_left: reports still to come.
    """

    span: Span
    year: int
    today: date
    counted: Span | None = None
    total: Total = NO_TOTAL
    version: Version | None = None
    absence: str = ""
    is_begun: bool = False
    is_over: bool = False
    is_final: bool = False
    end_is_approved: bool = False
    passed: int = 0
    until: date | None = None
    next_end: date | None = None
    periods_left: int = 0
    coverage: Coverage = NOBODY_OWES
    last_year: Total = NO_TOTAL

    def filled(self, **known) -> "Stretch":
        """The same with some fields set; many units share all others (see `Frame`)."""
        copy = object.__new__(Stretch)
        copy.__dict__.update(self.__dict__, **known)
        return copy

    @property
    def last_day(self) -> date:
        return date(self.year, self.span.end, 14)

    @property
    def stands_on(self) -> date | None:
        """The day at which a latest figure stands, where that is earlier than the last data day counted; else None."""
        month = self.total.as_of
        is_behind = month is not None and self.counted is not None and month < self.counted.end
        return date(self.year, month, 14) if is_behind else None

    @property
    def passed_by_the_figure(self) -> int:
        """`passed`, but never beyond the month at which a latest figure stands: it is held against its own time."""
        month = self.total.as_of
        return self.passed if month is None else min(self.passed, month - self.span.start)

    @property
    def is_awaited(self) -> bool:
        """Whether the version that will judge it is not yet in force."""
        return self.version is None and not self.absence


@dataclass(frozen=True)
class Evidence:
    """All that a verdict on one unit needs.

    absence: why the unit is not judged at all, asked of the due period's last data day (today, while it runs), or "".
    is_provisional: sent figures are counted beside the approved ones.
    """

    stretches: tuple[Stretch, ...]
    absence: str = ""
    baseline: Fraction | None = None
    is_provisional: bool = False


class Frame(NamedTuple):
    """What is the same for all units alike: the stretches without their totals, and why they are not judged at all."""

    stretches: tuple[Stretch, ...]
    absence: str


Frames = dict[Hashable, Frame]


def gather(
    versions: tuple[Version, ...],
    unit: Unit,
    clock: Clock,
    *,
    is_provisional: bool = False,
    frames: Frames | None = None,
) -> Evidence:
    """Everything known about a unit for the latest of a target's versions, stretch by stretch.

    frames: kept by the caller for units judged by the same versions and clock, so that what units alike share is worked
    out once.
    """
    frame = _frame_of(versions, unit, clock, {} if frames is None else frames)
    stretches = tuple(_filled(stretch, versions, unit, clock) for stretch in frame.stretches)
    return Evidence(stretches, frame.absence, unit.baseline, is_provisional)


def _frame_of(versions: tuple[Version, ...], unit: Unit, clock: Clock, frames: Frames) -> Frame:
    key = (unit.alike, unit.absences)
    if unit.alike is None or key not in frames:
        frames[key] = _frame(versions, unit, clock)
    return frames[key]


def _frame(versions: tuple[Version, ...], unit: Unit, clock: Clock) -> Frame:
    rule = _judging(versions, unit, clock).rule
    periods = periods_of(unit.calendar, rule.due.period.year)
    stretches = tuple(_stretch(versions, unit, clock, span, periods) for span in rule.stretches)
    return Frame(stretches, _absence(unit, clock, rule.due.span, rule.due.period.year))


def _filled(stretch: Stretch, versions: tuple[Version, ...], unit: Unit, clock: Clock) -> Stretch:
    """With the unit's own totals, and the names of who has not reported where somebody has not."""
    if not stretch.counted:
        known = {}
    else:
        known = {"total": total(unit.this_year, stretch.counted, is_final=stretch.is_final)}
        if not stretch.is_final:
            known["last_year"] = _last_year(versions, unit, stretch.span)
    if not stretch.coverage.is_full:
        known["coverage"] = coverage(unit.this_year, clock, stretch.span)
    return stretch.filled(**known)


def _judging(versions: tuple[Version, ...], unit: Unit, clock: Clock) -> Version:
    """The version whose due period and windows are used: in force on the last data day that has ended, else the last.

    Before the first report it is the version of the day looked from.
    """
    year = versions[0].rule.due.period.year
    ended = [clock.days(period).ends_on for period in periods_of(unit.calendar, year) if clock.is_over(period)]
    day = max(ended, default=min(clock.today, clock.cutoff.ends_on if clock.cutoff else clock.today))
    return in_force(versions, day) or max(versions, key=lambda version: version.from_day or date.min)


def _stretch(
    versions: tuple[Version, ...], unit: Unit, clock: Clock, span: Span, periods: tuple[Period, ...]
) -> Stretch:
    """All of a stretch but its totals."""
    inside = [period for period in periods if span.start < period.span.end <= span.end]
    ended = [period for period in inside if clock.is_over(period)]
    is_over = any(period.span.end == span.end for period in ended)
    until = max((clock.days(period).ends_on for period in ended), default=None)
    day = until or clock.today
    version = in_force(versions, day)
    counted = _counted(unit, clock.limit(span, periods[0].year), ended)
    is_final = is_over and is_settled(unit, span)
    return Stretch(
        span=span,
        year=periods[0].year,
        today=clock.today,
        counted=counted,
        version=version,
        absence=_absence(unit, clock, span, periods[0].year) or _end_of(versions, day),
        is_begun=bool(ended),
        is_over=is_over,
        is_final=is_final,
        end_is_approved=is_over and _end_is_approved(unit, span),
        passed=max((p.span.end - span.start for p in ended if _due_passed(unit, p, clock)), default=0),
        until=until,
        next_end=min((clock.days(p).ends_on for p in inside if p not in ended), default=None),
        periods_left=len({p.span.end for p in inside} - {p.span.end for p in ended}),
        coverage=coverage(unit.this_year, clock, span),
    )


def _last_year(versions: tuple[Version, ...], unit: Unit, span: Span) -> Total:
    """Asked only for the estimate of a year that runs and for the start of a path; it costs as much as the year itself."""
    rules = [version.rule for version in versions]
    if any((rule.is_ratio and rule.is_summed) or rule.path == Path.REACH for rule in rules):
        return total(unit.last_year, span, is_final=True)
    return NO_TOTAL


def _counted(unit: Unit, limit: Span | None, ended: list[Period]) -> Span | None:
    """The months whose figures count: to the last period that has ended, or further where somebody has reported."""
    if limit is None:
        return None
    reported = {reported.period.span.end for belonging in unit.this_year for reported in belonging.series.reported}
    ends = [end for end in reported | {period.span.end for period in ended} if limit.start < end <= limit.end]
    return Span(limit.start, max(ends)) if ends else None


def _absence(unit: Unit, clock: Clock, span: Span, year: int) -> str:
    """Why the unit is not judged over a span: asked of its last data day, or of the day looked from while it runs."""
    day = min(date(year, span.end, 14), clock.today, clock.cutoff.ends_on if clock.cutoff else clock.today)
    return next((absence.reason for absence in unit.absences if absence.covers(day)), "")


def _end_of(versions: tuple[Version, ...], day: date) -> str:
    """What is said where every version has ended by this day; "" while one is, or will be, in force."""
    if any(version.until is None or version.until > day for version in versions):
        return ""
    return max(versions, key=lambda version: version.until).ended_as


def is_settled(unit: Unit, span: Span) -> bool:
    """All that owe the stretch are approved or closed; where nobody owes, the figure of its end is there."""
    owed = [owed for belonging in unit.this_year for owed in _owed(belonging, span)]
    if not owed:
        return _end_is_approved(unit, span)
    return all(one.is_settled for one in owed)


def _end_is_approved(unit: Unit, span: Span) -> bool:
    rows = [owed for b in unit.this_year for owed in _owed(b, span) if owed.period.span.end == span.end]
    if rows:
        return all(owed.is_approved for owed in rows)
    return any(r.period.span.end == span.end for b in unit.this_year for r in b.series.reported)


def _owed(belonging: Belonging, span: Span):
    return (owed for owed in belonging.series.owed_in(span) if belonging.belongs_in(owed.period.span.end))


def _due_passed(unit: Unit, period: Period, clock: Clock) -> bool:
    """Whether its due day has passed for all that owe it: their own days, else the day by rule."""
    own = [o.due_on for b in unit.this_year for o in b.series.owed if o.period == period and o.due_on]
    return (max(own) if own else clock.days(period).due_on) < clock.today


def coverage(belongings: Iterable[Belonging], clock: Clock, span: Span = WHOLE_YEAR) -> Coverage:
    """Counts units, not reports: one is approved when all that it owes so far is; sent when the rest is sent."""
    levels: dict[Hashable, int] = {}
    for belonging in belongings:
        owed = [one for one in _owed(belonging, span) if clock.is_over(one.period)]
        if owed:
            agency = belonging.series.agency
            levels[agency] = max(levels.get(agency, APPROVED), *(_level(one) for one in owed))
    by_level = {one: tuple(agency for agency, at in levels.items() if at == one) for one in (APPROVED, SENT, MISSING)}
    return Coverage(how_many(levels), how_many(by_level[APPROVED]), by_level[SENT], by_level[MISSING])


def _level(owed: Owed) -> int:
    if owed.is_approved:
        return APPROVED
    return SENT if owed.is_sent else MISSING
