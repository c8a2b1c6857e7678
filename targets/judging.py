"""The verdicts of many targets at once: a handful of wide queries, then plain arithmetic (DESIGN §4).

A view makes one Board(targets, office=…, year=2026, today=today, cutoff=period) and hands its `results` to the page;
`row_of(agency)` gives the cells of the heat map. Two sets of targets read once: `ground = Ground(…)` of both, then
Board.standing_on(ground, some) for each.
"""

from collections.abc import Container, Hashable, Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Self

from django.db.models import Model, QuerySet

from agencies.models import Agency, AgencyGroup
from periods.period import Period
from targets.as_judged import Setting
from targets.evidence import NOBODY_OWES, Absence, Clock, Coverage, coverage
from targets.forest import Forest, Named
from targets.ground import Ground, judged_agency, named
from targets.models import MapView, Target, TargetVersion
from targets.raw import Figures
from targets.remembering import remembered
from targets.reporting import coverage_below
from targets.results import Cell, TargetResult
from targets.stored import Stored
from targets.terms import Scope, VerdictGroup

ANYBODY = "anybody"  # stands in a fingerprint for a reader who sees all


class Board:
    """The targets of a selection, judged for a year up to a cut-off, with all that a dashboard shows of them.

    office: whose own dates and closings count, and from whose tree figures are read. cutoff: None for everything up
    to today. viewer: the ids of the agencies whose figures the reader may see (None: all); other members and other
    agencies' contributions are left out, and under each and share the verdict is that of the reader's own members.
    with_sent: a provisional view that also counts what was sent and not yet approved. as_approved: the keys of figures
    that are counted as if they were approved. stored: read the stored totals (the default where approved figures count);
    False: add every raw figure, with the same results. view: by whose map agencies are put together.
    """

    def __init__(
        self,
        targets: "QuerySet[Target]",
        *,
        office: Agency,
        year: int,
        today: date,
        cutoff: Period | None = None,
        viewer: "Container[int] | None" = None,
        with_sent: bool = False,
        as_approved: frozenset[int] = frozenset(),
        stored: bool = True,
        view: MapView = MapView.REPORTED,
    ):
        ground = Ground(
            targets,
            office=office,
            year=year,
            today=today,
            cutoff=cutoff,
            viewers=(viewer,),
            with_sent=with_sent,
            as_approved=as_approved,
            stored=stored,
            view=view,
        )
        self._stand_on(ground, ground.targets, viewer)

    @classmethod
    def standing_on(cls, ground: Ground, targets: list[Target], *, viewer: "Container[int] | None" = None) -> Self:
        """A board for some of a ground's targets; `viewer` must be among the ground's viewers."""
        board = cls.__new__(cls)
        board._stand_on(ground, targets, viewer)
        return board

    def _stand_on(self, ground: Ground, targets: list[Target], viewer) -> None:
        self.ground, self.targets, self.viewer = ground, targets, viewer
        self.office, self.year, self.today, self.cutoff = ground.office, ground.year, ground.today, ground.cutoff
        self.with_sent, self.view, self.is_stored = ground.with_sent, ground.view, ground.is_stored

    @cached_property
    def results(self) -> list[TargetResult]:
        """One result a target, in the given order; targets that have no rule for the year are left out."""
        return [TargetResult(self, target) for target in self.targets if self.ground.versions[target.pk]]

    def versions_of(self, target: Target) -> list[TargetVersion]:
        """The stored versions of a target that speak of the year, oldest first."""
        return self.ground.versions[target.pk]

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
        """Of all agencies that owe a figure to one of these targets: who has all of theirs approved, sent, missing.

        From stored totals without names, by the reports of whoever stands at or below the office.
        """
        if not self.results:
            return NOBODY_OWES
        if self.is_stored:
            indicators, years = zip(*((result.indicator.pk, result.year) for result in self.results), strict=True)
            return coverage_below(self.office, indicators, years, self.clock)
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

    @property
    def clock(self) -> Clock:
        return self.ground.clock

    @property
    def forest(self) -> Forest:
        return self.ground.forest

    @property
    def figures(self) -> Figures | Stored:
        return self.ground.figures

    def members_of(self, group: AgencyGroup, day: date) -> list[Named]:
        """The group's members on a day, in Vietnamese order."""
        return self.ground.members_of(group, day)

    def named(self, agency: Agency) -> Named:
        return named(agency)

    def absences(self, agency: Named, indicator: int) -> tuple[Absence, ...]:
        return self.ground.absences(agency, indicator)

    def setting(self, indicator: int) -> Setting:
        """How an indicator's figures come in the year that is judged."""
        years = (self.year, self.year - 1)
        return Setting(
            year=self.year,
            calendar=self.figures.calendar(indicator, years),
            is_cumulative=self.figures.is_cumulative(indicator, years),
            expected_on=self.ground.expected_on.get((indicator, self.year)),
        )

    def in_detail(self, target: Target) -> TargetResult | None:
        """The same target worked out from every agency's own figures, for whoever must name them."""
        if not self.is_stored:
            return self.result_of(target.pk)
        rows = Target.objects.filter(pk=target.pk)
        common = {"office": self.office, "year": self.year, "today": self.today, "cutoff": self.cutoff}
        board = Board(rows, viewer=self.viewer, stored=False, view=self.view, **common)
        return board.result_of(target.pk)

    # What was worked out for a page may be kept as long as nothing that it rests on has changed.

    def fingerprint(self, target: Target) -> Hashable | None:
        """Changes with anything that the result of a target rests on; None where the result must not be kept.

        Everything counted below an agency raises the revision of its own totals, so that these few rows vouch for all
        members below it; a result is kept only where `is_vouched_for`.
        """
        if target.pk not in self._fingerprints:
            self._fingerprints[target.pk] = self._fingerprint(target)
        return self._fingerprints[target.pk]

    @cached_property
    def _fingerprints(self) -> dict[int, Hashable | None]:
        return {}

    def _fingerprint(self, target: Target) -> Hashable | None:
        versions = self.ground.versions[target.pk]
        rule = self.rule_fingerprint(target)
        if rule is None:
            return None
        return rule, tuple(self.ground.stamp(judged_agency(version).pk, target.indicator_id) for version in versions)

    def rule_fingerprint(self, target: Target) -> Hashable | None:
        """The same without the figures: together with the revisions of an agency's own totals, and with how the
        indicator's figures come (`setting`), it vouches for that one agency's cell."""
        viewer = ANYBODY if self.viewer is None else getattr(self.viewer, "key", None)
        if not self.is_stored or viewer is None:
            return None
        versions = self.ground.versions[target.pk]
        rule = (_columns(target), *map(_columns, versions), self._said(target.indicator), self._said(target.plan))
        whom = tuple(self._said(one) for version in versions for one in self._named_by(version) if one is not None)
        return hash((rule, whom)), viewer, self._looked_from

    @remembered
    def _said(self, row: Model) -> int:
        """What a row says that several targets share, as one number; rows are told apart by their keys."""
        return hash(_columns(row))

    @staticmethod
    def _named_by(version: TargetVersion) -> Iterable[Model | None]:
        groups_and_agencies = (version.judged_agency, version.judged_group, version.lead_agency)
        return (*groups_and_agencies, version.watching_agency, version.target.area, version.target.plan.issuer)

    @cached_property
    def _looked_from(self) -> tuple:
        days = frozenset(self.clock.own_days.items())
        return self.office.pk, self.year, self.today, self.cutoff, self.view, hash(days)

    def is_vouched_for(self, target: Target) -> bool:
        """Whether every member of the judged groups stands below the agency whose totals vouch for them."""
        for version in self.ground.versions[target.pk]:
            top = judged_agency(version).path
            rows = self.ground.memberships[version.judged_group_id] if version.scope != Scope.WHOLE else ()
            if not all(row.agency.path.startswith(top) for row in rows):
                return False
        return True


def _columns(row: Model) -> tuple:
    """What is stored in a row, and what was annotated to it."""
    columns = [value for name, value in vars(row).items() if name[0] != "_"]
    return tuple(value if value.__hash__ else repr(value) for value in columns)


def _in_order(agencies: Iterable[Named]) -> tuple[Named, ...]:
    return tuple(sorted(agencies, key=lambda agency: (agency.sort_key, agency.pk)))
