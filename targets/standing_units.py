"""Units against the versions that ask something of them, from the stored totals: on the map of the time, and today's."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property, lru_cache

from periods.period import Calendar
from targets.asking import Asking
from targets.crowds import belongings, merged, read_crowds
from targets.forest import Named
from targets.judged_units import JudgedUnits
from targets.many import among
from targets.models import Baseline, MapView
from targets.rule import BaselineError, Rule, Threshold, threshold
from targets.stands import NEVER, NOT_GIVEN, Stand, UnitYear, stands
from targets.stored import bodies_of
from targets.terms import AcrossPeriods, Kind, RelativeKind
from targets.totals import Belonging, total

REPORTED, TODAY = MapView.REPORTED, MapView.TODAY
Whose = tuple[int, int, int, str]  # version, agency, year, view


class StandingUnits:
    """Some versions and some of the units that they judge, in some years (None: in all that the versions speak of).

    A year is among them also where only the one before it is named, from which a relative rule takes its baseline.
    """

    def __init__(self, versions: list[Asking], judged: JudgedUnits, years: set[int] | None):
        self.versions, self.judged, self._are_all_years = versions, judged, years is None
        self._years = {version.pk: version.years(years) for version in versions}
        self._units: dict[tuple[int, int, int, MapView], UnitYear] = {}

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
                    yield (version.pk, agency, year, REPORTED.value), reported
                    yield (version.pk, agency, year, TODAY.value), today

    def _both(self, version: Asking, agency: int, year: int) -> tuple[list[Stand], list[Stand]]:
        ends = self._unit(version, agency, year, REPORTED).ends
        judged = self.judged.months(version, agency, year, ends, REPORTED)
        reported = self._stands(version, agency, year, REPORTED, judged)
        if len(judged) == len(ends) and not self._has_other_figures_today(version, agency, year):
            return reported, []
        ends = self._unit(version, agency, year, TODAY).ends
        judged = self.judged.months(version, agency, year, ends, TODAY)
        today = self._stands(version, agency, year, TODAY, judged)
        if not ends and reported and self.judged.months(version, agency, year, [reported[0].month], TODAY):
            today = [Stand(reported[0].month, NEVER, NOT_GIVEN)]
        return reported, [] if today == reported else today

    def _has_other_figures_today(self, version: Asking, agency: int, year: int) -> bool:
        years = {year, version.base_year(year)}
        return any(self._bodies.get(((agency, version.indicator, one), TODAY)) for one in years)

    def _stands(self, version: Asking, agency: int, year: int, view: MapView, judged: tuple[int, ...]) -> list[Stand]:
        if not judged:
            return []
        unit = self._unit(version, agency, year, view)
        rule, asked = _rule_of(version, year, unit.calendar)
        if rule.relative:
            asked = self._relative(version, rule, agency, year, view)
        return stands(rule, unit, asked, judged, is_member=version.is_of_members)

    def _relative(self, version: Asking, rule: Rule, agency: int, year: int, view: MapView) -> Threshold | None:
        """What the unit's figure is held against beside its baseline; None where that is missing."""
        try:
            return threshold(rule, self._baseline(version, rule, agency, year, view))
        except BaselineError:
            return None

    def _baseline(self, version: Asking, rule: Rule, agency: int, year: int, view: MapView) -> Fraction | None:
        """Typed for the agency, else its own figure of the baseline year, predecessors included."""
        typed = self._typed.get((version.pk, agency))
        if typed is not None:
            return Fraction(typed)
        found = self._belongings(version, agency, version.base_year(year), view, adds_stocks=True)
        return total(found, rule.due.span).value

    @cached_property
    def _typed(self) -> dict[tuple[int, int], object]:
        """The baselines typed for these units, of relative rules."""
        relative = [version.pk for version in self.versions if version.relative_kind != RelativeKind.NONE]
        rows = among(Baseline.objects.filter(version__in=relative), "agency", self.judged.agencies)
        return {(version, agency): value for version, agency, value in rows.values_list("version", "agency", "value")}

    def _unit(self, version: Asking, agency: int, year: int, view: MapView) -> UnitYear:
        key = (version.indicator, agency, year, view)
        if key not in self._units:
            self._units[key] = UnitYear(agency, year, self._belongings(version, agency, year, view))
        return self._units[key]

    def _belongings(
        self, version: Asking, agency: int, year: int, view: MapView, *, adds_stocks: bool = False
    ) -> tuple[Belonging, ...]:
        key = (agency, version.indicator, year)
        crowds = read_crowds(self._bodies.get((key, REPORTED), ""))
        if view == TODAY:
            crowds = merged(crowds, read_crowds(self._bodies.get((key, TODAY), "")))
        kind, across = Kind(version.kind), AcrossPeriods(version.across_periods)
        return belongings(crowds, Named(agency, "", "", ""), kind, across, year, adds_stocks=adds_stocks)

    @cached_property
    def _bodies(self) -> dict[tuple[tuple[int, int, int], str], str]:
        years = {one for v in self.versions for year in self._years[v.pk] for one in (year, v.base_year(year))}
        return bodies_of(self.judged.agencies, {version.indicator for version in self.versions}, years)


@lru_cache(maxsize=4096)
def _rule_of(version: Asking, year: int, calendar: Calendar) -> tuple[Rule, Threshold | None]:
    """The rule, and what the figure is held against where that is the same for every unit; the columns say it all."""
    rule = version.rule(year, calendar)
    return rule, None if rule.relative else threshold(rule)
