"""What verdicts stand on: rules, dates, members, marks and figures, each read once for all targets of a page."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects

from agencies.models import Agency, AgencyGroup, GroupMembership
from periods.period import Period, reporting_year
from plans.models import replacement_day
from targets.evidence import Absence, Clock
from targets.forest import Forest, Named
from targets.models import Baseline, Indicator, MapView, Milestone, Publication, Target, TargetVersion
from targets.places import Places
from targets.raw import Closings, Exemptions, Figures, exemptions_of
from targets.stored import Stored, revisions_of
from targets.terms import RelativeKind, Scope, SourceKind

AGENCIES_OF_A_VERSION = ("judged_agency", "lead_agency", "watching_agency")
MOST_READINGS = 4  # beyond so many kinds of units, one query for all indicators of all
NOT_FOUNDED, DISSOLVED = "chưa thành lập", "đã kết thúc hoạt động"


class Ground:
    """All that the targets of a page are judged by; several boards may stand on one ground.

    stored: figures come from the stored totals; otherwise every raw figure is read and added. viewers: of the boards
    that stand on it, the agencies whose figures may be seen (None: all).
    """

    def __init__(
        self,
        targets: "QuerySet[Target]",
        *,
        office: Agency,
        year: int,
        today: date,
        cutoff: Period | None = None,
        viewers: "Collection[Collection[int] | None]" = (None,),
        with_sent: bool = False,
        as_approved: frozenset[int] = frozenset(),
        stored: bool = True,
        view: MapView = MapView.REPORTED,
    ):
        self.office, self.year, self.today, self.cutoff, self.view = office, year, today, cutoff, view
        self.viewers, self.with_sent, self.as_approved = viewers, with_sent, as_approved
        self.is_stored = stored and not with_sent and not as_approved
        self.targets = with_versions(targets.annotate(published_on=_publication_day(year)))
        self.looked_at: list[Named] = []
        self._lines = Forest((), with_below=False)
        self.versions = {target.pk: _judged_in(target, year) for target in self.targets}

    @cached_property
    def clock(self) -> Clock:
        return Clock(self.today, self.cutoff, self.closings.days_for(self._offices))

    @cached_property
    def _offices(self) -> list[int]:
        return [int(part) for part in reversed(self.office.path.split("/")) if part] or [self.office.pk]

    @cached_property
    def all_versions(self) -> list[TargetVersion]:
        return [version for versions in self.versions.values() for version in versions]

    @cached_property
    def indicators(self) -> dict[int, Indicator]:
        return {version.target.indicator_id: version.target.indicator for version in self.all_versions}

    @cached_property
    def years(self) -> set[int]:
        """The years whose figures may be asked for."""
        due = {reporting_year(version.due_on) for version in self.all_versions if version.due_on}
        years = {self.year, *due}
        relative = {v.baseline_year for v in self.all_versions if v.relative_kind != RelativeKind.NONE}
        return years | {year - 1 for year in years} | (relative - {None})

    @cached_property
    def closings(self) -> Closings:
        return Closings(self.years)

    @cached_property
    def memberships(self) -> dict[int, list[GroupMembership]]:
        groups = {version.judged_group_id for version in self.all_versions} - {None}
        members: dict[int, list[GroupMembership]] = defaultdict(list)
        if groups:
            rows = GroupMembership.objects.filter(group__in=groups).select_related("agency")
            for row in rows.order_by("agency__sort_key", "pk"):
                members[row.group_id].append(row)
        return members

    def members_of(self, group: AgencyGroup, day: date) -> list[Named]:
        """The group's members on a day, in Vietnamese order."""
        rows = self.memberships[group.pk]
        there = [r for r in rows if (r.from_day or date.min) <= day and (r.until is None or day < r.until)]
        return [named(row.agency) for row in there]

    def may_be_seen(self, agency: int) -> bool:
        return any(viewer is None or agency in viewer for viewer in self.viewers)

    @cached_property
    def forest(self) -> Forest:
        """The office, those that are judged, and everything around them."""
        roots = {self.office.pk, *(judged_agency(version).pk for version in self.all_versions)}
        return Forest(roots | {row.agency_id for rows in self.memberships.values() for row in rows})

    @cached_property
    def figures(self) -> Figures | Stored:
        return self._stored if self.is_stored else self._raw

    @cached_property
    def _stored(self) -> Stored:
        """With the totals of whoever is judged; a group's members only for what they are judged by."""
        stored = Stored(self.indicators.values(), self.years, self.view)
        by_indicators: dict[frozenset[int], list[Named]] = defaultdict(list)
        wanted: dict[Named, set[int]] = defaultdict(set)
        for version in self.all_versions:
            for unit in self._judged_by(version):
                wanted[unit].add(version.target.indicator_id)
        for unit, indicators in wanted.items():
            by_indicators[frozenset(indicators)].append(unit)
        if len(by_indicators) > MOST_READINGS:
            by_indicators = {frozenset(self.indicators): list(wanted)}
        for indicators, units in by_indicators.items():
            stored.read(units, indicators)
        return stored

    def _judged_by(self, version: TargetVersion) -> Iterable[Named]:
        if version.scope == Scope.WHOLE:
            return [named(judged_agency(version))]
        rows = self.memberships[version.judged_group_id]
        return [named(row.agency) for row in rows if self.may_be_seen(row.agency_id)]

    @cached_property
    def _raw(self) -> Figures:
        roots = {judged_agency(version).pk for version in self.all_versions if version.scope == Scope.WHOLE}
        members = {row.agency_id for rows in self.memberships.values() for row in rows}
        seen = {agency for agency in members if self.may_be_seen(agency)}
        return Figures(
            self.indicators.values(),
            self.years,
            self.forest,
            self.forest.ever_below(roots | seen),
            self.closings,
            exemptions=self.exemptions,
            places=Places(self.forest, self.today),
            view=self.view,
            with_sent=self.with_sent,
            as_approved=self.as_approved,
        )

    @cached_property
    def exemptions(self) -> Exemptions:
        return exemptions_of(self.indicators)

    @cached_property
    def expected_on(self) -> dict[tuple[int, int], date]:
        """(indicator, year) to the day on which an outside source is expected to publish the figure of that year."""
        outside = [target for target in self.targets if target.indicator.source_kind == SourceKind.OUTSIDE]
        days = {(target.indicator_id, self.year): target.published_on for target in outside}
        return {key: day for key, day in days.items() if day}

    def absences(self, agency: Named, indicator: int) -> tuple[Absence, ...]:
        """When an agency is not judged on an indicator: before and after its life, and while it is marked exempt."""
        marks = self.exemptions.get((agency.pk, indicator), ())
        absences = [Absence(mark.reason, mark.from_day, mark.until) for mark in marks]
        if agency.founded_on and self.view != MapView.TODAY:  # on today's map it also has what came before it
            absences.append(Absence(NOT_FOUNDED, until=agency.founded_on))
        if agency.dissolved_on:
            absences.append(Absence(DISSOLVED, from_day=agency.dissolved_on))
        return tuple(absences)

    def stamp(self, unit: int, indicator: int) -> tuple:
        """What changes with any figure of an indicator below a judged agency (targets.stored.revisions_of)."""
        return self._stamps.get((unit, indicator), ())

    def stamps_of(self, agencies: Iterable[Agency]) -> dict[tuple[int, int], tuple]:
        """The same of other agencies, by agency and indicator; one query."""
        return revisions_of({agency.pk for agency in agencies}, self.indicators, self.years)

    @cached_property
    def _stamps(self) -> dict[tuple[int, int], tuple]:
        units = {judged_agency(version).pk for version in self.all_versions}
        return revisions_of(units, self.indicators, self.years)

    @cached_property
    def rule_rows(self) -> None:
        """Milestones and baselines of all versions, fetched when the first rule is worked out."""
        prefetch_related_objects(self.all_versions, Prefetch("milestones", Milestone.objects.order_by("pk")))
        prefetch_related_objects(self.all_versions, Prefetch("baselines", Baseline.objects.order_by("pk")))

    def look_at(self, agencies: Iterable[Named]) -> None:
        """Fetch at once what the cells of these agencies need."""
        asked = self.looked_at = list(agencies)
        if self.is_stored:
            self.figures.read(asked)
            self._lines = Forest({one.pk for one in asked}, with_below=False)

    def known(self, agency: int) -> Named:
        """An agency by its key, among those looked at."""
        agencies = self._lines.agencies if self.is_stored else self.forest.agencies
        return agencies[agency]

    def line(self, agency: int, day: date) -> tuple[int, ...]:
        """An agency and everything above it on a day."""
        if not self.is_stored:
            return self.forest.line(agency, day)
        if agency not in self._lines.agencies:
            self._lines = Forest({agency}, with_below=False)
        return self._lines.line(agency, day)


def named(agency: Agency) -> Named:
    """An agency as tables of results need it."""
    lived = (agency.founded_on, agency.dissolved_on)
    return Named(agency.pk, agency.name, agency.short_name, agency.sort_key, *lived)


def judged_agency(version: TargetVersion) -> Agency:
    """The agency that is judged; by default the plan's issuer, also where a group below it is judged."""
    return version.judged_agency or version.target.plan.issuer


def with_versions(targets: "QuerySet[Target]") -> list[Target]:
    """The targets with their versions, and with them every row that a rule needs."""
    targets = targets.select_related("plan__issuer", "area", "indicator")
    rows = list(targets.annotate(plan_replaced_on=replacement_day("plan")))
    versions = TargetVersion.objects.select_related("judged_group", "set_by_plan")
    versions = versions.order_by(F("from_day").asc(nulls_first=True))
    prefetch_related_objects(rows, Prefetch("versions", versions))
    for target in rows:
        for version in target.versions.all():
            version.target = target
            version.until = _end_of(version, target.plan_replaced_on)
    _name_agencies(rows)
    return rows


def _name_agencies(targets: list[Target]) -> None:
    """One query for whom versions name beside the issuers; joined, it would read all agencies there are three times."""
    known = {target.plan.issuer_id: target.plan.issuer for target in targets}
    places = [
        (version, name, key)
        for target in targets
        for version in target.versions.all()
        for name in AGENCIES_OF_A_VERSION
        if (key := getattr(version, f"{name}_id"))
    ]
    if wanted := {key for _, _, key in places} - known.keys():
        known |= Agency.objects.in_bulk(wanted)
    for version, name, key in places:
        setattr(version, name, known[key])


def _end_of(version: TargetVersion, plan_replaced_on: date | None) -> date | None:
    """A plan that is replaced takes its rules with it: they end on that day, in memory only (see plans.models.Plan)."""
    ends = [day for day in (version.until, plan_replaced_on) if day]
    return min(ends, default=None)


def _publication_day(year: int) -> Subquery:
    of_the_indicator = Publication.objects.filter(indicator=OuterRef("indicator"), year=year)
    return Subquery(of_the_indicator.values("expected_on"))


def _judged_in(target: Target, year: int) -> list[TargetVersion]:
    """The versions that speak of a year, oldest first."""
    return [version for version in target.versions.all() if version.first_year <= year <= version.last_year]
