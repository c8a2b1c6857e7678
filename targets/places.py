"""To which units an agency's reports of a year belong: by the tree of each report's last day, or by today's map."""

from collections import defaultdict
from datetime import date
from functools import lru_cache
from itertools import pairwise

from periods.period import Calendar, Span, periods_of
from targets.crowds import Place, joined
from targets.forest import ONE_DAY, Forest
from targets.models import Indicator, MapView
from targets.remembering import remembered
from targets.terms import AcrossAgencies, Kind
from targets.totals import MEASURED, WHOLE_YEAR

EVERYWHERE = (WHOLE_YEAR,)


@lru_cache(maxsize=64)
def steps(calendar: Calendar, year: int) -> tuple[tuple[Span, date, date], ...]:
    """The months between two reports of a calendar, with their first and last data day."""
    ends = [0, *sorted({period.span.end for period in periods_of(calendar, year)})]
    last_days = [date(year, end, 14) if end else date(year - 1, 12, 14) for end in ends]
    return tuple(
        (Span(start, end), first + ONE_DAY, last)
        for (start, end), (first, last) in zip(pairwise(ends), pairwise(last_days), strict=True)
    )


def is_own(indicator: Indicator) -> bool:
    """Whether an agency's figure stands for itself and is never added to those above it."""
    return indicator.across_agencies == AcrossAgencies.OWN or indicator.kind in (Kind.GRADE, Kind.RANK)


class Places:
    """The places of agencies, worked out once each; `today` is the day of today's map."""

    def __init__(self, forest: Forest, today: date):
        self.forest, self.today = forest, today

    def of(self, view: MapView, indicator: Indicator, agency: int, calendar: Calendar, year: int) -> dict[int, Place]:
        """Unit to how the agency's reports belong to it."""
        own = is_own(indicator)
        if view == MapView.TODAY:
            return self._today(agency, own)
        return self._reported(agency, calendar, year, own, indicator.kind not in MEASURED)

    @remembered
    def _reported(self, agency: int, calendar: Calendar, year: int, own: bool, with_heirs: bool) -> dict[int, Place]:
        runs = self._runs_by_office(agency, calendar, year)
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
    def _runs_by_office(self, agency: int, calendar: Calendar, year: int) -> dict[int, tuple[Span, ...]]:
        """For each office above (and itself) the months during which the agency stood there, by its reports' days."""
        spans: dict[int, list[Span]] = defaultdict(list)
        for stretch, starts_on, ends_on in steps(calendar, year):
            for office in self.forest.line(agency, self.forest.day_asked(agency, ends_on, starts_on)):
                runs = spans[office]
                if runs and runs[-1].end == stretch.start:
                    runs[-1] = Span(runs[-1].start, stretch.end)
                else:
                    runs.append(stretch)
        return {office: tuple(runs) for office, runs in spans.items()}
