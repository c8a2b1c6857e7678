"""The verdicts of many targets at once: a handful of wide queries, then plain arithmetic (DESIGN §4).

A view makes one Board(targets, office=…, year=2026, today=today, cutoff=period) and hands its `results` to the page;
`row_of(agency)` gives the cells of the heat map.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from agencies.models import Agency, AgencyGroup, GroupMembership
from periods.period import Period, reporting_year
from plans.models import replacement_day
from targets.as_judged import Setting
from targets.evidence import NOBODY_OWES, Absence, Clock, Coverage, coverage
from targets.forest import Forest, Named
from targets.models import Baseline, Indicator, Milestone, Publication, Target, TargetVersion
from targets.raw import Closings, Figures, exemptions_of
from targets.results import Cell, TargetResult, judged_agency
from targets.terms import RelativeKind, Scope, SourceKind, VerdictGroup

NAMED_BY_A_VERSION = ("judged_agency", "judged_group", "lead_agency", "watching_agency", "set_by_plan")
NOT_FOUNDED, DISSOLVED = "chưa thành lập", "đã kết thúc hoạt động"


class Board:
    """The targets of a selection, judged for a year up to a cut-off, with all that a dashboard shows of them.

    office: whose own dates and closings count, and from whose tree figures are read. cutoff: None for everything up
    to today. viewer: the ids of the agencies whose figures the reader may see (None: all); other members and other
    agencies' contributions are left out, and under each and share the verdict is that of the reader's own members.
    with_sent: a provisional view that also counts what was sent and not yet approved. as_approved: the keys of figures
    that are counted as if they were approved.
    """

    def __init__(
        self,
        targets: "QuerySet[Target]",
        *,
        office: Agency,
        year: int,
        today: date,
        cutoff: Period | None = None,
        viewer: "set[int] | None" = None,
        with_sent: bool = False,
        as_approved: frozenset[int] = frozenset(),
    ):
        self.office, self.year, self.today, self.cutoff = office, year, today, cutoff
        self.viewer, self.with_sent, self.as_approved = viewer, with_sent, as_approved
        self.targets = _with_versions(targets)
        self._versions = {target.pk: _judged_in(target, year) for target in self.targets}

    @cached_property
    def results(self) -> list[TargetResult]:
        """One result a target, in the given order; targets that have no rule for the year are left out."""
        return [TargetResult(self, target) for target in self.targets if self._versions[target.pk]]

    def versions_of(self, target: Target) -> list[TargetVersion]:
        """The stored versions of a target that speak of the year, oldest first."""
        return self._versions[target.pk]

    def result_of(self, target_id: int) -> TargetResult | None:
        return next((result for result in self.results if result.target.pk == target_id), None)

    @cached_property
    def attention(self) -> list[TargetResult]:
        """Those that failed or need attention, the worst first."""
        order = [VerdictGroup.FAILED, VerdictGroup.ATTENTION]
        listed = [result for result in self.results if result.attainment.group in order]
        return sorted(listed, key=lambda result: order.index(result.attainment.group))

    @cached_property
    def counts(self) -> dict[VerdictGroup, int]:
        """How many targets stand in each group."""
        counts = dict.fromkeys(VerdictGroup, 0)
        for result in self.results:
            counts[result.attainment.group] += 1
        return counts

    @property
    def met(self) -> int:
        """Targets that are finally or certainly met."""
        return sum(result.attainment.counts_as_met for result in self.results)

    @property
    def judged(self) -> int:
        """What "met n of m" divides by."""
        return sum(result.attainment.is_judged for result in self.results)

    @cached_property
    def coverage(self) -> Coverage:
        """Of all agencies that owe a figure to one of these targets: who has all of theirs approved, sent, missing."""
        if not self.results:
            return NOBODY_OWES
        found = coverage([b for result in self.results for b in result.reporting_units], self.clock)
        return replace(found, sent=_in_order(found.sent), missing=_in_order(found.missing))

    @cached_property
    def data_until(self) -> date | None:
        """The last data day that any of these verdicts counts: "Số liệu chốt ngày …"."""
        return max((r.attainment.stretch.until for r in self.results if r.attainment.stretch.until), default=None)

    def rows(self) -> list[tuple[Named, dict[int, Cell]]]:
        """The heat map: every agency that has a cell, in Vietnamese order, with its cells by target id."""
        agencies = _in_order({agency for result in self.results for agency in result.agencies})
        return [(agency, cells) for agency in agencies if (cells := self.row_of(agency.pk))]

    def row_of(self, agency: int) -> dict[int, Cell]:
        """The cells of one agency by target id: the heat map's row, and the list of an agency's own targets."""
        cells = {result.target.pk: result.cell(agency) for result in self.results}
        return {target: cell for target, cell in cells.items() if cell is not None}

    def may_see(self, agency: int) -> bool:
        return self.viewer is None or agency in self.viewer

    # What follows is read once, when first asked for.

    @cached_property
    def clock(self) -> Clock:
        return Clock(self.today, self.cutoff, self._closings.days_for(self._offices))

    @cached_property
    def _offices(self) -> list[int]:
        return [int(part) for part in reversed(self.office.path.split("/")) if part] or [self.office.pk]

    @cached_property
    def _all_versions(self) -> list[TargetVersion]:
        return [version for versions in self._versions.values() for version in versions]

    @cached_property
    def _indicators(self) -> dict[int, Indicator]:
        return {version.target.indicator_id: version.target.indicator for version in self._all_versions}

    @cached_property
    def _years(self) -> set[int]:
        due = {reporting_year(version.due_on) for version in self._all_versions if version.due_on}
        years = {self.year, *due}
        relative = {v.baseline_year for v in self._all_versions if v.relative_kind != RelativeKind.NONE}
        return years | {year - 1 for year in years} | (relative - {None})

    @cached_property
    def _closings(self) -> Closings:
        return Closings(self._years)

    @cached_property
    def _memberships(self) -> dict[int, list[GroupMembership]]:
        groups = {version.judged_group_id for version in self._all_versions} - {None}
        members: dict[int, list[GroupMembership]] = defaultdict(list)
        if groups:
            rows = GroupMembership.objects.filter(group__in=groups).select_related("agency")
            for row in rows.order_by("agency__sort_key", "pk"):
                members[row.group_id].append(row)
        return members

    @cached_property
    def forest(self) -> Forest:
        tops = [self.office.path]
        tops += [judged_agency(version).path for version in self._all_versions]
        tops += [row.agency.path for rows in self._memberships.values() for row in rows]
        return Forest(tops)

    @cached_property
    def figures(self) -> Figures:
        roots = {judged_agency(version).pk for version in self._all_versions if version.scope == Scope.WHOLE}
        members = {row.agency_id for rows in self._memberships.values() for row in rows}
        agencies = self.forest.ever_below(roots | {agency for agency in members if self.may_see(agency)})
        return Figures(
            self._indicators.values(),
            self._years,
            self.forest,
            agencies,
            self._closings,
            exemptions=self._exemptions,
            with_sent=self.with_sent,
            as_approved=self.as_approved,
        )

    @cached_property
    def _exemptions(self):
        return exemptions_of(self._indicators)

    @cached_property
    def _expected_on(self) -> dict[tuple[int, int], date]:
        outside = [pk for pk, indicator in self._indicators.items() if indicator.source_kind == SourceKind.OUTSIDE]
        if not outside:
            return {}
        rows = Publication.objects.filter(indicator__in=outside, year__in=self._years)
        return {(row.indicator_id, row.year): row.expected_on for row in rows}

    def members_of(self, group: AgencyGroup, day: date) -> list[Named]:
        """The group's members on a day, in Vietnamese order."""
        rows = self._memberships[group.pk]
        there = [r for r in rows if (r.from_day or date.min) <= day and (r.until is None or day < r.until)]
        return [self.named(row.agency) for row in there]

    def named(self, agency: Agency) -> Named:
        known = self.forest.agencies.get(agency.pk)
        return known or Named(agency.pk, agency.name, agency.short_name, agency.sort_key)

    def setting(self, indicator: int) -> Setting:
        """How an indicator's figures come in the year that is judged."""
        years = (self.year, self.year - 1)
        return Setting(
            year=self.year,
            calendar=self.figures.calendar(indicator, years),
            is_cumulative=self.figures.is_cumulative(indicator, years),
            expected_on=self._expected_on.get((indicator, self.year)),
        )

    def absences(self, agency: Named, indicator: int) -> tuple[Absence, ...]:
        """When an agency is not judged on an indicator: before and after its life, and while it is marked exempt."""
        marks = self._exemptions.get((agency.pk, indicator), ())
        absences = [Absence(mark.reason, mark.from_day, mark.until) for mark in marks]
        if agency.founded_on:
            absences.append(Absence(NOT_FOUNDED, until=agency.founded_on))
        if agency.dissolved_on:
            absences.append(Absence(DISSOLVED, from_day=agency.dissolved_on))
        return tuple(absences)


def _with_versions(targets: "QuerySet[Target]") -> list[Target]:
    """The targets with their versions, and with them every row that a rule needs."""
    targets = targets.select_related("plan__issuer", "area", "indicator")
    rows = list(targets.annotate(plan_replaced_on=replacement_day("plan")))
    prefetch_related_objects(rows, Prefetch("versions", TargetVersion.objects.select_related(*NAMED_BY_A_VERSION)))
    versions = [version for target in rows for version in target.versions.all()]
    for target in rows:
        for version in target.versions.all():
            version.target = target
            version.until = _end_of(version, target.plan_replaced_on)
    prefetch_related_objects(versions, Prefetch("milestones", Milestone.objects.order_by("pk")))
    prefetch_related_objects(versions, Prefetch("baselines", Baseline.objects.order_by("pk")))
    return rows


def _end_of(version: TargetVersion, plan_replaced_on: date | None) -> date | None:
    """A plan that is replaced takes its rules with it: they end on that day, in memory only (see plans.models.Plan)."""
    ends = [day for day in (version.until, plan_replaced_on) if day]
    return min(ends, default=None)


def _judged_in(target: Target, year: int) -> list[TargetVersion]:
    """The versions that speak of a year, oldest first."""
    return [version for version in target.versions.all() if version.first_year <= year <= version.last_year]


def _in_order(agencies: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(agencies, key=lambda agency: (agency.sort_key, agency.pk)))
