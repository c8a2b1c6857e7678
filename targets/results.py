"""One target of a board: its verdict, last year and trend, who contributes what, and where each agency stands."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from agencies.models import AgencyGroup
from periods.period import Calendar, Period, Span, last_ended, periods_of, whole_year
from targets.as_judged import Setting, share_rule, unit_version, version_on
from targets.attainment import Attainment, is_small, judge
from targets.evidence import NO_TOTAL, Coverage, Frames, Unit, coverage, gather
from targets.forest import Named
from targets.ground import judged_agency
from targets.members import for_no_member, judge_each, judge_share
from targets.models import Indicator, MapView, Target, TargetVersion
from targets.remembering import remembered
from targets.rule import BaselineError, Rule, Threshold, Version, threshold
from targets.showing import PERCENT_UNIT, kind_words, written
from targets.terms import AcrossAgencies, Kind, Path, RelativeKind, Scope
from targets.totals import Belonging, Contribution, Pull, Total, pull, reached, total

if TYPE_CHECKING:
    from targets.judging import Board

ONE_DAY = timedelta(days=1)
INDICATIVE_KINDS = (Kind.RATIO, Kind.RATIO_OF_STOCKS, Kind.LEVEL, Kind.GRADE)


@dataclass(frozen=True, slots=True)
class Point:
    """One report of a trend: the year to date at its end; value None where nothing was given."""

    period: Period
    value: Fraction | None
    shown: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One agency in the row of one target. `is_member`: the verdict is its own by the plan; otherwise its own figure
    held against the whole's condition, to see where it stands."""

    agency: Named
    attainment: Attainment
    is_member: bool


class TargetResult:
    """One target of a board: its verdict, last year's figure, trend, contributions and members."""

    def __init__(self, board: "Board", target: Target):
        self.board, self.target = board, target
        self.indicator: Indicator = target.indicator
        self._stored = board.versions_of(target)

    @cached_property
    def version(self) -> TargetVersion:
        """The stored version that judges: in force on the last data day that has ended; before the first, today's."""
        _ = self.board.ground.rule_rows
        last = last_ended(self._setting.calendar, self._day + ONE_DAY)
        return version_on(self._stored, last.ends_on if last.year == self.board.year else self._day)

    @property
    def is_share(self) -> bool:
        return self.version.scope == Scope.SHARE

    @property
    def is_of_members(self) -> bool:
        return self.version.scope in (Scope.EACH, Scope.SHARE)

    @property
    def _day(self) -> date:
        """The day looked from: today, or the cut-off's last one; never after the year that is judged."""
        day = min(self.board.today, whole_year(self.board.year).ends_on)
        return min(day, self.board.cutoff.ends_on) if self.board.cutoff else day

    @cached_property
    def judged(self) -> "Named | AgencyGroup":
        """Who is judged: an agency, or a group."""
        return self.version.judged_group if self.is_of_members else self.board.named(judged_agency(self.version))

    @cached_property
    def _setting(self) -> Setting:
        return self.board.setting(self.indicator.pk)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The rule that a unit is held to, version by version."""
        _ = self.board.ground.rule_rows
        return tuple(unit_version(version, self._setting) for version in self._stored)

    @cached_property
    def rule(self) -> Rule:
        """The rule of one unit: of the whole, of each member, or the inner one of a share."""
        return self.versions[self._stored.index(self.version)].rule

    @cached_property
    def year(self) -> int:
        return self.rule.due.period.year

    @cached_property
    def attainment(self) -> Attainment:
        """The verdict. For a reader who does not see all members of a group, that of their own members."""
        if not self.is_of_members:
            return self._judged(self.judged)
        if self._group and not self.members:
            return for_no_member(self.rule)
        if self.is_share and self._sees_all:
            return judge_share(self.members, share_rule(self.version, self._setting))
        if self._only_member:
            return self._only_member[1]
        return judge_each(self.members, self.rule)

    @property
    def _only_member(self) -> tuple[Named, Attainment] | None:
        """The member that stands for its group before a reader who sees no other."""
        is_alone = self.is_of_members and not self._sees_all and len(self.members) == 1
        return self.members[0] if is_alone else None

    @cached_property
    def members(self) -> list[tuple[Named, Attainment]]:
        """Each member of the group that the reader may see, with its own verdict."""
        if not self.is_of_members:
            return []
        return [(agency, self._judged(agency)) for agency in self._group if self.board.may_see(agency.pk)]

    @cached_property
    def _group(self) -> list[Named]:
        """The members of the day looked at; on today's map those of today, with what came to them."""
        day = min(self.rule.due.period.ends_on, self._day)
        if self.board.view == MapView.TODAY:
            day = self.board.today
        return self.board.members_of(self.version.judged_group, day)

    @cached_property
    def _sees_all(self) -> bool:
        return all(self.board.may_see(agency.pk) for agency in self._group)

    def _judged(self, agency: Named) -> Attainment:
        unit, clock, is_provisional = self._unit(agency), self.board.clock, self.board.with_sent
        evidence = gather(self.versions, unit, clock, is_provisional=is_provisional, frames=self._frames)
        return judge(evidence, self.rule)

    @cached_property
    def _frames(self) -> Frames:
        return {}

    def _unit(self, agency: Named) -> Unit:
        figures, indicator = self.board.figures, self.indicator.pk
        return Unit(
            agency=agency,
            this_year=figures.unit(indicator, self.year, agency.pk),
            last_year=figures.unit(indicator, self.year - 1, agency.pk, adds_stocks=True),
            absences=self.board.absences(agency, indicator),
            baseline=self._baseline(agency),
            usual_calendar=self._setting.calendar,
            alike=figures.alike(indicator, self.year, agency.pk),
        )

    def _baseline(self, agency: Named) -> Fraction | None:
        """Typed for the agency (for the whole: without an agency), else its own figure of the baseline year."""
        rows = self.version.baselines.all() if needs_baseline(self.version) else ()
        wanted = agency.pk if self.is_of_members else None
        typed = next((row.value for row in rows if row.agency_id == wanted), None)
        if typed is not None:
            return Fraction(typed)
        if self.rule.relative is None:
            return None
        year = self.version.baseline_year or self.year - 1
        unit = self.board.figures.unit(self.indicator.pk, year, agency.pk, adds_stocks=True)
        return total(unit, self.rule.due.span).value

    def cell(self, agency: int) -> Cell | None:
        """One agency's place in this target's row; None where it has none there or the reader may not see it."""
        if not self.board.may_see(agency):
            return None
        if self.is_of_members:
            return self._member_cell(agency)
        if agency == self.judged.pk:
            return Cell(self.judged, self.attainment, is_member=True)
        return self._indicative_cell(agency)

    def _member_cell(self, agency: int) -> Cell | None:
        """Of one member alone: the others of a large group are not judged for it."""
        if agency not in self._group_by_key:
            return None
        member = self._group_by_key[agency]
        return Cell(member, self._judged(member), is_member=True)

    @cached_property
    def _group_by_key(self) -> dict[int, Named]:
        return {member.pk: member for member in self._group}

    def _indicative_cell(self, agency: int) -> Cell | None:
        """Where an agency's own figure stands against the whole's condition, for what can be compared unit by unit."""
        if self.is_of_members or self.rule.relative or self.rule.kind not in INDICATIVE_KINDS:
            return None
        if self.indicator.across_agencies == AcrossAgencies.OWN or not self._contributes(agency):
            return None
        named = self.board.ground.known(agency)
        return Cell(named, self._judged(named), is_member=False)

    def _contributes(self, agency: int) -> bool:
        """Whether an agency stands inside the judged one, with a figure of its own or below it."""
        is_inside = self.judged.pk in self.board.ground.line(agency, self._day)
        return is_inside and bool(self.board.figures.unit(self.indicator.pk, self.year, agency))

    @property
    def shown(self) -> str:
        """Thực hiện: the value as text; of a share the percentage of units that meet it."""
        return self.attainment.shown

    @cached_property
    def contributions(self) -> list[Contribution]:
        """What each agency that the reader may see brings to a whole, in Vietnamese order."""
        if self.is_of_members:
            return []
        if self.board.is_stored:
            return self.in_detail.contributions if self.in_detail else []
        seen = [c for c in self.attainment.total.contributions if self.board.may_see(c.agency.pk)]
        return sorted(seen, key=lambda contribution: contribution.agency.sort_key)

    @cached_property
    def in_detail(self) -> "TargetResult | None":
        """The same target from every agency's own figures; read only for what names agencies."""
        return self.board.in_detail(self.target)

    @cached_property
    def pull(self) -> Pull | None:
        """Who has most of the failed cases of a ratio, or of an amount that should be small; nobody by a small sample."""
        if len(self.contributions) < 2 or len(self.contributions) < self.attainment.total.units:
            return None
        cases = {c.agency: bad for c in self.contributions if (bad := self.failed_cases(c)) is not None}
        return pull(cases, unnamed={c.agency for c in self.contributions if is_small(self.rule, c.amount)})

    def failed_cases(self, contribution: Contribution) -> Decimal | None:
        """Of "at least" the rest of the denominator, of "at most" the numerator or the amount."""
        amount, asked = contribution.amount, self.attainment.asked
        if amount is None or asked is None or asked.is_exact:
            return None
        if self.rule.is_ratio:
            return amount.rest if asked.is_at_least else amount.value
        return amount.value if asked.is_at_most and self.rule.kind in (Kind.COUNT, Kind.STOCK) else None

    @property
    def pull_words(self) -> str:
        """ "3 chi nhánh chiếm 71% số hồ sơ quá hạn": who, how much; or ""."""
        if self.pull is None:
            return ""
        names = ", ".join(agency.brief for agency in self.pull.agencies)
        noun = self.rule.words.failed if self.rule.is_ratio else self.indicator.unit
        return f"{names} chiếm {written(self.pull.share * 100, 0)}% số {noun}"

    @cached_property
    def reporting(self) -> Coverage:
        """Which agencies that the reader may see owe this target's figures so far, and how far their reports are."""
        return coverage(self.reporting_units, self.board.clock, self.rule.due.span)

    @cached_property
    def reporting_units(self) -> list[Belonging]:
        """The series of everybody who reports towards this target, as far as the reader may see them."""
        roots = self._group if self.is_of_members else [self.judged]
        units = [self.board.figures.unit(self.indicator.pk, self.year, root.pk) for root in roots]
        return [one for unit in units for one in unit if self.board.may_see(one.series.agency.pk)]

    @cached_property
    def agencies(self) -> set[Named]:
        """Those that may have a cell in this target's column."""
        if self.is_of_members:
            return {agency for agency, _ in self.members}
        if self.board.is_stored:
            return self.in_detail.agencies if self.in_detail else set()
        known, whole = self.board.forest.agencies, self.board.figures.unit(self.indicator.pk, self.year, self.judged.pk)
        contributing = {belonging.series.agency.pk for belonging in whole}
        above = {office for agency in contributing for office in self.board.forest.line(agency, self._day)}
        inside = {agency for agency in contributing | above if self._contributes(agency)}
        return {known[agency] for agency in inside | {self.judged.pk} if agency in known}

    # Last year and the trend.

    @cached_property
    def trend(self) -> list[Point]:
        """This year's reports up to the cut-off, year to date at each end."""
        return [point for point in self._points(self.year) if self._is_counted(point.period)]

    @cached_property
    def last_year_trend(self) -> list[Point]:
        return self._points(self.year - 1)

    @cached_property
    def same_period(self) -> Point | None:
        """Cùng kỳ: last year's figure of the same months: those counted this year, or at which a latest one stands."""
        stretch = self.attainment.stretch
        end = stretch.total.as_of or (stretch.counted and stretch.counted.end)
        periods = periods_of(self._setting.calendar, self.year - 1)
        period = next((period for period in periods if period.span.end == end), None)
        return self._point(period, self.year - 1, Span(stretch.span.start, end)) if period else None

    def _is_counted(self, period: Period) -> bool:
        counted = self.attainment.stretch.counted
        return counted is not None and period.span.end <= counted.end

    def _points(self, year: int) -> list[Point]:
        """At most one point a report; of the monthly calendar at the ends of quarters, so that a year has four."""
        span = self.rule.due.span
        calendar = Calendar.QUARTERS if self._setting.calendar == Calendar.MONTHS else self._setting.calendar
        periods = [p for p in periods_of(calendar, year) if span.start < p.span.end <= span.end]
        return [self._point(period, year, Span(span.start, period.span.end)) for period in periods]

    def _point(self, period: Period, year: int, span: Span) -> Point:
        of_group = self.is_of_members and not self._only_member
        whose = self._only_member[0] if self._only_member else self.judged
        value = self._share_on(year, span) if of_group else self._total_of(whose, year, span).value
        unit = PERCENT_UNIT if of_group else self.rule.words.unit
        kind = Kind.RATIO if of_group else self.rule.kind
        shown = "" if value is None else kind_words(kind, written(value), unit, self.rule.words.steps)
        return Point(period, value, shown)

    def _total_of(self, agency: Named, year: int, span: Span) -> Total:
        """The year to date at the end of `span`; nothing where a latest figure stands earlier: none is carried on."""
        found = total(self._unit_in(year, agency), span)
        return found if found.as_of in (None, span.end) else NO_TOTAL

    def _unit_in(self, year: int, agency: Named) -> tuple[Belonging, ...]:
        return self.board.figures.unit(self.indicator.pk, year, agency.pk, adds_stocks=year != self.year)

    @remembered
    def _share_on(self, year: int, span: Span) -> Fraction | None:
        """The percentage of the visible members that met this year's condition over the months, counted as in a
        share: not applicable and nothing occurred left out, those that owed and did not report kept."""
        if not any(one.series.has_any_in(span) for agency, _ in self.members for one in self._unit_in(year, agency)):
            return None
        begun = [part for run in self.rule.stretches if (part := run.shared_with(span))]
        meeting = [self._meets(agency, year, span, begun) for agency, _ in self.members]
        counted = [meets for meets in meeting if meets is not None]
        return Fraction(sum(counted) * 100, len(counted)) if counted else None

    def _meets(self, agency: Named, year: int, span: Span, begun: list[Span]) -> bool | None:
        """Whether a member met the condition, with windows in each of them; None where it leaves the share."""
        absences = self.board.absences(agency, self.indicator.pk)
        if absences and any(absence.covers(date(year, span.end, 14)) for absence in absences):
            return None
        unit = self._unit_in(year, agency)
        found = [reached(unit, part) for part in begun]
        if not any(is_given for is_given, _ in found):
            is_owed = year == self.year or any(belonging.series.outline.owes_in(span) for belonging in unit)
            return False if is_owed else None
        values = [value for _, value in found if value is not None]
        asked = self._asked_of(agency)
        if asked is None or not values:
            return None
        return len(values) == len(self.rule.stretches) and all(asked.holds(value) for value in values)

    def _asked_of(self, agency: Named) -> Threshold | None:
        """What a member's figure is held against; None where its baseline is missing."""
        if self.rule.relative is None:
            return self._asked_of_all
        try:
            return threshold(self.rule, self._baseline(agency))
        except BaselineError:
            return None

    @cached_property
    def _asked_of_all(self) -> Threshold:
        return threshold(self.rule)


def needs_baseline(version: TargetVersion) -> bool:
    return version.relative_kind != RelativeKind.NONE or version.path == Path.REACH
