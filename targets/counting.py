"""What agencies' figures count for: to which units each series is added, in which place and by which map."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from targets.crowds import Crowds, Sums, add, read_shape, read_sums, shape_of, sums_of, write_crowds, write_sums
from targets.forest import Forest
from targets.models import Indicator, MapView
from targets.places import Ends, Places, manner
from targets.raw import Closings, Figures, exemptions_of

SeriesKey = tuple[int, int, int]  # agency, indicator, year
TotalKey = tuple[int, int, int, str]  # unit, indicator, year, view


@dataclass(frozen=True, slots=True)
class Counted:
    """What one agency's reports of an indicator in a year count for: added to some units, in some places.

    `at`: (unit, place, view, sign); today's map is kept as what it takes away and adds beside the map of the time.
    """

    shape: str
    sums: Sums
    at: tuple[tuple[int, str, str, int], ...]

    @property
    def is_throughout(self) -> bool:
        """Whether it stood at the same place the whole year; else where it counts depends on what was reported."""
        return all(place.endswith("|0-12|") for _, place, view, _ in self.at if view == MapView.REPORTED)

    @property
    def text(self) -> str:
        return f"{self.shape}#{write_sums(self.sums)}#{_at_text(self.at)}"

    @classmethod
    def read(cls, text: str) -> "Counted":
        shape, sums, at = text.split("#")
        return cls(shape, tuple(map(tuple, read_sums(sums))), _read_at(at))


@lru_cache(maxsize=4096)
def _at_text(at: tuple) -> str:
    return ";".join(f"{unit}:{view}:{sign}:{place}" for unit, place, view, sign in at)


@lru_cache(maxsize=4096)
def _read_at(text: str) -> tuple:
    found = (one.split(":") for one in text.split(";") if one)
    return tuple((int(unit), place, view, int(sign)) for unit, view, sign, place in found)


class Fresh:
    """What agencies' figures count for as they are on file now. agencies: None for all.

    stay: what was counted before of those that have not moved since; nobody asks again where they stand.
    """

    def __init__(
        self,
        agencies: set[int] | None,
        indicators: Iterable[int],
        years: Iterable[int],
        *,
        today: date,
        stay: Mapping[SeriesKey, Counted] = MappingProxyType({}),
    ):
        self.agencies, self.years = agencies, sorted(set(years))
        self.indicators = Indicator.objects.in_bulk(set(indicators))
        self._forest = Forest(agencies, with_below=False)
        self._places = Places(self._forest, today)
        self._closings = Closings(self.years)
        self._exemptions = exemptions_of(self.indicators, agencies)
        self._known: dict[tuple, tuple] = {}
        self._stay = stay

    def everything(self) -> Iterator[tuple[SeriesKey, Counted]]:
        """Each agency's part, by agency, indicator and year, in no order."""
        return self.counted(self.indicators, self.years)

    def counted(self, indicators: Iterable[int], years: Iterable[int]) -> Iterator[tuple[SeriesKey, Counted]]:
        """The same of some indicators and years; one query."""
        rows, years = [self.indicators[pk] for pk in indicators if pk in self.indicators], list(years)
        context = {"exemptions": self._exemptions, "places": self._places, "with_names": False}
        figures = Figures(rows, years, self._forest, self.agencies, self._closings, **context)
        for row in rows:
            for year in years:
                for agency, series in figures.series(row.pk, year).items():
                    key, shape = (agency, row.pk, year), shape_of(series)
                    held = self._stay.get(key)
                    stays = held and held.is_throughout and read_shape(held.shape, year).calendar == series.calendar
                    at = held.at if stays else self._at(row, agency, self._places.ends_of(agency, series, year), year)
                    yield key, Counted(shape, sums_of(series), at)

    def of_one(self, indicator: int, year: int) -> tuple[dict[SeriesKey, str], dict[TotalKey, str]]:
        """What every agency counts for, and every unit's body, of one indicator in one year."""
        changes, series = Changes(), {}
        for key, counted in self.counted([indicator], [year]):
            changes.put(key, counted, 1)
            series[key] = counted.text
        return series, {key: write_crowds(crowds) for key, crowds in changes.crowds.items()}

    def _at(self, row: Indicator, agency: int, ends: Ends, year: int) -> tuple:
        """Most indicators of an agency are placed alike."""
        key = (*manner(row), agency, ends, year)
        if key not in self._known:
            self._known[key] = self._worked_out(row, agency, ends, year)
        return self._known[key]

    def _worked_out(self, row: Indicator, agency: int, ends: Ends, year: int) -> tuple:
        places = self._places
        then = places.of(MapView.REPORTED, row, agency, ends, year)
        now = places.of(MapView.TODAY, row, agency, ends, year)
        at = [(unit, place.text, MapView.REPORTED.value, 1) for unit, place in then.items()]
        if then != now:
            gone = {unit: place for unit, place in then.items() if now.get(unit) != place}
            come = {unit: place for unit, place in now.items() if then.get(unit) != place}
            at += [(unit, place.text, MapView.TODAY.value, -1) for unit, place in gone.items()]
            at += [(unit, place.text, MapView.TODAY.value, 1) for unit, place in come.items()]
        return tuple(sorted(at))


@dataclass
class Changes:
    """What a recount takes from and adds to the totals of units."""

    crowds: dict[TotalKey, Crowds] = field(default_factory=lambda: defaultdict(dict))

    def put(self, key: SeriesKey, counted: Counted, sign: int) -> None:
        _, indicator, year = key
        for unit, place, view, way in counted.at:
            add(self.crowds[unit, indicator, year, view], place, counted.shape, counted.sums, sign * way, count=1)
