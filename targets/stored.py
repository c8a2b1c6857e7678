"""Stored totals as the series of crowds that targets.totals adds up; the same words as targets.raw.Figures."""

from collections.abc import Hashable, Iterable

from periods.period import KEYS, Calendar
from targets.crowds import Crowds, belongings, merged, read_crowds, read_shape
from targets.forest import Named
from targets.many import among
from targets.models import Indicator, MapView, UnitTotal
from targets.terms import AcrossPeriods, Kind, Typed
from targets.totals import Belonging

Key = tuple[int, int, int]  # unit, indicator, year


def bodies_of(units: Iterable[int], indicators: Iterable[int], years: Iterable[int]) -> dict[tuple[Key, str], str]:
    """(unit, indicator, year), view to the stored body; one query."""
    rows = UnitTotal.objects.filter(indicator__in=set(indicators), year__in=set(years)).order_by()
    found = among(rows, "agency", units).values_list("agency_id", "indicator_id", "year", "view", "body")
    return {((unit, indicator, year), view): body for unit, indicator, year, view, body in found}


def revisions_of(units: Iterable[int], indicators: Iterable[int], years: Iterable[int]) -> dict[tuple[int, int], tuple]:
    """(unit, indicator) to its (year, view, revision)s: they change with anything that ever counted below the unit."""
    rows = UnitTotal.objects.filter(agency__in=set(units), indicator__in=set(indicators), year__in=set(years))
    found: dict[tuple[int, int], tuple] = {}
    columns = ("agency_id", "indicator_id", "year", "view", "revision")
    for unit, indicator, *stamp in rows.order_by("year", "view").values_list(*columns):
        found[unit, indicator] = (*found.get((unit, indicator), ()), tuple(stamp))
    return found


class Stored:
    """The totals of some units for some indicators and years, read when first asked for, many at once by `read`."""

    def __init__(self, indicators: Iterable[Indicator], years: Iterable[int], view: MapView = MapView.REPORTED):
        self.indicators = {indicator.pk: indicator for indicator in indicators}
        self.years, self.view = sorted(set(years)), view
        self._known: dict[int, set[int]] = {indicator: set() for indicator in self.indicators}  # to the units read
        self._names: dict[int, Named] = {}
        self._bodies: dict[tuple[Key, str], str] = {}
        self._crowds: dict[Key, Crowds] = {}
        self._belonging: dict[tuple[Key, bool], tuple[Belonging, ...]] = {}

    def read(self, units: Iterable[Named], indicators: Iterable[int] | None = None) -> None:
        """Fetch the totals of these units; what is known already is not asked for again."""
        wanted = set(self.indicators if indicators is None else indicators)
        named = {unit.pk: unit for unit in units}
        self._names |= named
        new = {unit for indicator in wanted for unit in named.keys() - self._known[indicator]}
        if new and wanted:
            self._bodies |= bodies_of(new, wanted, self.years)
            for indicator in wanted:
                self._known[indicator] |= new

    def unit(self, indicator: int, year: int, agency: int, *, adds_stocks: bool = False) -> tuple[Belonging, ...]:
        """Everything that belongs to an agency's figure in a year; adds_stocks: predecessors count as its own parts."""
        key = (agency, indicator, year)
        if (key, adds_stocks) not in self._belonging:
            row, unit = self.indicators[indicator], self._names.get(agency) or Named(agency, "", "", "")
            kind, across = Kind(row.kind), AcrossPeriods(row.across_periods)
            found = belongings(self._crowds_of(key), unit, kind, across, year, adds_stocks=adds_stocks)
            self._belonging[key, adds_stocks] = found
        return self._belonging[key, adds_stocks]

    def alike(self, indicator: int, year: int, agency: int) -> Hashable:
        """The same for agencies whose totals of a year differ in their numbers alone (targets.evidence.Unit)."""
        return tuple((*key, held[0]) for key, held in self._crowds_of((agency, indicator, year)).items())

    def calendar(self, indicator: int, years: Iterable[int]) -> Calendar:
        """The coarsest calendar in which the indicator is reported; the yearly one where nobody reports it."""
        calendars = {Calendar(calendar) for calendar, _ in self._ways(indicator, years) if calendar}
        return min(calendars, key=lambda one: len(KEYS[one]), default=Calendar.YEAR)

    def is_cumulative(self, indicator: int, years: Iterable[int]) -> bool:
        return any(typed == Typed.CUMULATIVE for _, typed in self._ways(indicator, years))

    def _ways(self, indicator: int, years: Iterable[int]) -> set[tuple[str | None, str]]:
        keys = [(unit, indicator, year) for unit in self._known[indicator] for year in years]
        shapes = {(shape, key[2]) for key in keys for _, shape in self._crowds_of(key)}
        return set().union(*(read_shape(shape, year).ways for shape, year in shapes), set())

    def _crowds_of(self, key: Key) -> Crowds:
        if key not in self._crowds:
            if key[0] not in self._known[key[1]]:
                self.read([self._names.get(key[0]) or Named(key[0], "", "", "")], [key[1]])
            crowds = read_crowds(self._bodies.get((key, MapView.REPORTED), ""))
            if self.view == MapView.TODAY:
                crowds = merged(crowds, read_crowds(self._bodies.get((key, MapView.TODAY), "")))
            self._crowds[key] = crowds
        return self._crowds[key]
