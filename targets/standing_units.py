"""Units against the versions that ask something of them, from the stored totals: on the map of the time, and today's."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from periods.period import KEYS, Calendar, reporting_year
from targets.as_judged import Setting, unit_version
from targets.crowds import belongings, merged, read_crowds
from targets.forest import Named
from targets.judged_units import JudgedUnits
from targets.models import MapView, TargetVersion
from targets.rule import BaselineError, Rule, Threshold, threshold
from targets.stands import NEVER, NOT_GIVEN, Stand, UnitYear, stands
from targets.stored import bodies_of
from targets.terms import AcrossPeriods, Kind, RelativeKind, Scope
from targets.totals import Belonging, total

Whose = tuple[int, int, int, str]  # version, agency, year, view


class StandingUnits:
    """Some versions and some of the units that they judge, in some years (None: in all that the versions speak of).

    A year is among them also where only the one before it is named, from which a relative rule takes its baseline.
    """

    def __init__(self, versions: list[TargetVersion], judged: JudgedUnits, years: set[int] | None):
        self.versions, self.judged, self._are_all_years = versions, judged, years is None
        self._years = {version.pk: _years_of(version, years) for version in versions}
        self._units: dict[tuple[int, int, int, MapView], UnitYear] = {}
        self._rules: dict[tuple[int, int, Calendar], tuple[Rule, Threshold | None]] = {}

    def decides(self, version: int, year: int) -> bool:
        """Whether a result of a version in a year comes from here; of any other version that it asks nothing more."""
        return self._are_all_years or version not in self._years or year in self._years[version]

    @property
    def all_years(self) -> set[int]:
        return {year for years in self._years.values() for year in years}

    def all(self) -> Iterator[tuple[Whose, list[Stand]]]:
        """Where each unit stands in each year: by the map of the time, and by today's where that gives something else."""
        for version in self.versions:
            for year in self._years[version.pk]:
                for agency in self.judged.of(version):
                    reported, today = self._both(version, agency, year)
                    yield (version.pk, agency, year, MapView.REPORTED.value), reported
                    yield (version.pk, agency, year, MapView.TODAY.value), today

    def _both(self, version: TargetVersion, agency: int, year: int) -> tuple[list[Stand], list[Stand]]:
        reported = self._stands(version, agency, year, MapView.REPORTED)
        if not self._may_differ(version, agency, year):
            return reported, []
        today = self._stands(version, agency, year, MapView.TODAY)
        if today == reported:
            return reported, []
        if not today and reported and self.judged.is_judged(version, agency, year, MapView.TODAY)(reported[0].month):
            today = [Stand(reported[0].month, NEVER, NOT_GIVEN)]
        return reported, today

    def _may_differ(self, version: TargetVersion, agency: int, year: int) -> bool:
        """Whether today's map may give something else: other figures, or another time as a member."""
        indicator, years = version.target.indicator_id, {year, _base_year(version, year)}
        if any(self._bodies.get(((agency, indicator, one), MapView.TODAY)) for one in years):
            return True
        is_judged = self.judged.is_judged(version, agency, year, MapView.REPORTED)
        return not all(map(is_judged, self._unit(version, agency, year, MapView.REPORTED).ends))

    def _stands(self, version: TargetVersion, agency: int, year: int, view: MapView) -> list[Stand]:
        unit = self._unit(version, agency, year, view)
        if not unit.belongings:
            return []
        rule, asked = self._rule(version, year, unit)
        if rule.relative:
            asked = self._relative(version, rule, agency, year, view)
        is_judged = self.judged.is_judged(version, agency, year, view)
        return stands(rule, unit, asked, is_judged, is_member=version.scope != Scope.WHOLE)

    def _rule(self, version: TargetVersion, year: int, unit: UnitYear) -> tuple[Rule, Threshold | None]:
        """The rule, and what the figure is held against where that is the same for every unit."""
        calendar = min((belonging.series.calendar for belonging in unit.belongings), key=lambda one: len(KEYS[one]))
        key = (version.pk, year, calendar)
        if key not in self._rules:
            rule = unit_version(version, Setting(year, calendar)).rule
            self._rules[key] = rule, None if rule.relative else threshold(rule)
        return self._rules[key]

    def _relative(self, version: TargetVersion, rule: Rule, agency: int, year: int, view: MapView) -> Threshold | None:
        """What the unit's figure is held against beside its baseline; None where that is missing."""
        try:
            return threshold(rule, self._baseline(version, rule, agency, year, view))
        except BaselineError:
            return None

    def _baseline(self, version: TargetVersion, rule: Rule, agency: int, year: int, view: MapView) -> Fraction | None:
        """Typed for the agency, else its own figure of the baseline year, predecessors included."""
        typed = next((row.value for row in version.baselines.all() if row.agency_id == agency), None)
        if typed is not None:
            return Fraction(typed)
        found = self._belongings(version, agency, _base_year(version, year), view, adds_stocks=True)
        return total(found, rule.due.span).value

    def _unit(self, version: TargetVersion, agency: int, year: int, view: MapView) -> UnitYear:
        key = (version.target.indicator_id, agency, year, view)
        if key not in self._units:
            self._units[key] = UnitYear(agency, year, self._belongings(version, agency, year, view))
        return self._units[key]

    def _belongings(
        self, version: TargetVersion, agency: int, year: int, view: MapView, *, adds_stocks: bool = False
    ) -> tuple[Belonging, ...]:
        indicator = version.target.indicator
        key = (agency, indicator.pk, year)
        crowds = read_crowds(self._bodies.get((key, MapView.REPORTED), ""))
        if view == MapView.TODAY:
            crowds = merged(crowds, read_crowds(self._bodies.get((key, MapView.TODAY), "")))
        kind, across = Kind(indicator.kind), AcrossPeriods(indicator.across_periods)
        return belongings(crowds, Named(agency, "", "", ""), kind, across, year, adds_stocks=adds_stocks)

    @cached_property
    def _bodies(self) -> dict[tuple[tuple[int, int, int], str], str]:
        years = {one for v in self.versions for year in self._years[v.pk] for one in (year, _base_year(v, year))}
        indicators = {version.target.indicator_id for version in self.versions}
        return bodies_of(self.judged.agencies, indicators, years)


def _years_of(version: TargetVersion, years: set[int] | None) -> list[int]:
    """The judged years of a version; with `years`, those that these decide."""
    if version.due_on:
        judged = [reporting_year(version.due_on)]
    else:
        judged = list(range(version.first_year, version.last_year + 1))
    return [year for year in judged if years is None or years & {year, _base_year(version, year)}]


def _base_year(version: TargetVersion, year: int) -> int:
    """The year of the figure that a relative rule leans on; of any other rule the year itself."""
    if version.relative_kind == RelativeKind.NONE:
        return year
    return version.baseline_year or year - 1
