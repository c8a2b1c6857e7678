"""To which units an agency's reports of a year belong: by the tree of each report's last day, or by today's map."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from periods.period import KEYS, Calendar, Period, Span
from periods.tiling import tile
from targets.crowds import Place, joined
from targets.forest import ONE_DAY, Forest
from targets.models import Indicator, MapView
from targets.remembering import remembered
from targets.series import Series
from targets.terms import AcrossAgencies, AcrossPeriods, Kind
from targets.totals import MEASURED, WHOLE_YEAR

EVERYWHERE = (WHOLE_YEAR,)
ANY_YEAR = 2026


Ends = tuple[int, ...]  # the months at whose ends an agency's reports stand


@lru_cache(maxsize=64)
def ends_of(calendar: Calendar) -> Ends:
    """The months at whose ends the reports of a calendar stand."""
    return tuple(sorted({Period(kind, ANY_YEAR, order).span.end for kind, order in KEYS[calendar]}))


@lru_cache(maxsize=1024)
def told_apart(spans: frozenset[Span], ends: Ends) -> Ends:
    """Those ends at which what was reported before them can be told from what came after.

    A report of the year over a missing one of Quý III cannot be divided at its end: by the tree of its own last data day
    all of it belongs together.
    """
    known = [end for end in ends if not tile(Span(0, end), spans).missing]
    return tuple(end for end in ends if end in known or end > max(known, default=0))


@lru_cache(maxsize=256)
def steps(ends: Ends, year: int) -> tuple[tuple[Span, date, date], ...]:
    """The months between two reports, with their first and last data day."""
    ends = (0, *ends)
    last_days = [date(year, end, 14) if end else date(year - 1, 12, 14) for end in ends]
    return tuple(
        (Span(start, end), first + ONE_DAY, last)
        for (start, end), (first, last) in zip(pairwise(ends), pairwise(last_days), strict=True)
    )


def is_own(indicator: Indicator) -> bool:
    """Whether an agency's figure stands for itself and is never added to those above it."""
    return indicator.across_agencies == AcrossAgencies.OWN or indicator.kind in (Kind.GRADE, Kind.RANK)


def manner(indicator: Indicator) -> tuple[bool, bool, bool]:
    """What of an indicator decides where its figures belong: never added, averaged, standing at a day."""
    measured = indicator.kind in MEASURED
    return is_own(indicator), measured, not measured and indicator.across_periods == AcrossPeriods.LATEST


def cut(runs: tuple[Span, ...], until: int) -> tuple[Span, ...]:
    """The months before `until`."""
    return tuple(Span(run.start, min(run.end, until)) for run in runs if run.start < until)


class Places:
    """The places of agencies, worked out once each; `today` is the day of today's map."""

    def __init__(self, forest: Forest, today: date):
        self.forest, self.today = forest, today

    def of(self, view: MapView, indicator: Indicator, agency: int, ends: Ends, year: int) -> dict[int, Place]:
        """Unit to how the agency's reports belong to it."""
        own, measured, stands = manner(indicator)
        if view == MapView.TODAY:
            found = self._today(agency, own)
        else:
            found = self._reported(agency, ends, year, own, not measured)
        return self._handed_on(agency, found, ends, year) if stands and self._ended_within(agency, year) else found

    def ends_of(self, agency: int, series: Series, year: int) -> Ends:
        """The months by which an agency's reports are placed; of one that moved within the year, as far as they tell."""
        ends = ends_of(series.calendar)
        if series.across != AcrossPeriods.SUM or not self._is_moved(agency, ends, year):
            return ends
        return told_apart(frozenset(one.span for one in series.reported), ends)

    def _is_moved(self, agency: int, ends: Ends, year: int) -> bool:
        """Whether it stood under some office for a part of the year only."""
        return any(spans != EVERYWHERE for spans in self._runs_by_office(agency, ends, year).values())

    def _ended_within(self, agency: int, year: int) -> bool:
        named = self.forest.agencies.get(agency)
        ended = named and named.dissolved_on
        return bool(ended and date(year - 1, 12, 15) < ended <= date(year, 12, 14))

    def _handed_on(self, agency: int, found: dict[int, Place], ends: Ends, year: int) -> dict[int, Place]:
        """What stands on a day is no longer the agency's after its own last one: where the unit lives on, the number of
        whoever took it over holds it. The stretch in which the agency ended is left to units that ended with it."""
        ended = self.forest.agencies[agency].dissolved_on
        after = [stretch for stretch, _, ends_on in steps(ends, year) if ended <= ends_on]
        until = min((stretch.start for stretch in after), default=WHOLE_YEAR.end)
        left = {
            unit: replace(place, runs=cut(place.runs, until), before=cut(place.before, until))
            if self._lives_on(unit, ended)
            else place
            for unit, place in found.items()
        }
        return {unit: place for unit, place in left.items() if place.runs or place.before}

    def _lives_on(self, unit: int, day: date) -> bool:
        named = self.forest.agencies.get(unit)
        return named is not None and (named.dissolved_on is None or day < named.dissolved_on)

    @remembered
    def _reported(self, agency: int, ends: Ends, year: int, own: bool, with_heirs: bool) -> dict[int, Place]:
        runs = self._runs_by_office(agency, ends, year)
        held = {agency: runs[agency]} if own else runs
        found = {office: Place(spans, is_unit=office == agency) for office, spans in held.items()}
        before: dict[int, tuple[Span, ...]] = {}
        for old, spans in held.items() if with_heirs else ():
            for heir in self.forest.heirs.get(old, ()):
                before[heir] = joined(before.get(heir, ()), spans)
        for heir, spans in before.items():
            place = found.get(heir, Place())
            found[heir] = Place(place.runs, spans, place.is_unit)
        return found

    @remembered
    def _today(self, agency: int, own: bool) -> dict[int, Place]:
        """On today's map an agency's whole year stands at its home and everything above that."""
        if own:
            return {agency: Place(EVERYWHERE, is_unit=True)}
        home, is_merged = self.forest.home(agency, self.today)
        return {
            office: Place(EVERYWHERE, is_unit=office == agency, is_moved_here=is_merged)
            for office in self.forest.line(home, self.today)
        }

    @remembered
    def _runs_by_office(self, agency: int, ends: Ends, year: int) -> dict[int, tuple[Span, ...]]:
        """For each office above (and itself) the months during which the agency stood there, by its reports' days."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for stretch, starts_on, ends_on in steps(ends, year):
            for office in self.forest.line(agency, self.forest.day_asked(agency, ends_on, starts_on)):
                runs = spans[office]
                if runs and runs[-1].end == stretch.start:
                    runs[-1] = Span(runs[-1].start, stretch.end)
                else:
                    runs.append(stretch)
        return {office: tuple(runs) for office, runs in spans.items()}
