"""Figures of agencies with everything below them: the few wide queries, and the tree by each period's last data day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from periods.models import PeriodDates
from periods.period import KEYS, Calendar, Period, PeriodDays, PeriodKind
from targets.amount import NOTHING, Amount
from targets.crowds import TYPED, Place, finest
from targets.forest import Forest, Named
from targets.many import among
from targets.models import Exemption, Figure, Indicator, MapView, Submission
from targets.places import Places
from targets.remembering import remembered
from targets.series import Owed, Reported, Series
from targets.terms import AcrossPeriods, Kind, Typed
from targets.totals import Belonging

Exemptions = dict[tuple[int, int], list[Exemption]]  # of (agency, indicator)
CHUNK = 5000
AS_IF_APPROVED = "as if"  # stands where the moment of approval will stand


class Closings:
    """Which periods offices have closed, and the days they have set themselves; one query."""

    def __init__(self, years: Iterable[int]):
        self._closed: dict[int, set[Period]] = defaultdict(set)
        self._days: dict[int, dict[Period, PeriodDays]] = defaultdict(dict)
        for row in PeriodDates.objects.filter(period__year__in=set(years)).select_related("period"):
            if row.closed_at:
                self._closed[row.office_id].add(row.period.key)
            if row.data_from or row.data_to or row.opens_on or row.due_on:
                self._days[row.office_id][row.period.key] = _own_days(row)

    @property
    def any_closed(self) -> bool:
        return bool(self._closed)

    def is_closed(self, period: Period, offices: Iterable[int]) -> bool:
        """Closed by any of these offices; a longer closed period closes those inside it."""
        return any(self._has_closed(office, period) for office in offices if office in self._closed)

    @remembered
    def _has_closed(self, office: int, period: Period) -> bool:
        return any(closed.contains(period) for closed in self._closed[office])

    def days_for(self, offices: Iterable[int]) -> dict[Period, PeriodDays]:
        """The days that the nearest of these offices has set, where any has."""
        days: dict[Period, PeriodDays] = {}
        for office in offices:
            for period, own in self._days.get(office, {}).items():
                days.setdefault(period, own)
        return days


def _own_days(row: PeriodDates) -> PeriodDays:
    return PeriodDays(
        starts_on=row.data_from or row.period.data_from,
        ends_on=row.data_to or row.period.data_to,
        opens_on=row.opens_on or row.period.opens_on,
        due_on=row.due_on or row.period.due_on,
    )


class Row(NamedTuple):
    """One figure as it is read for totals."""

    pk: int
    agency: int
    indicator: int
    kind: str
    year: int
    order: int
    typed: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    sample: int | None
    out_of: int | None
    done: bool | None
    done_on: date | None
    nothing_occurred: bool
    approved_at: object
    submission: int | None
    state: str | None
    due_on: date | None
    calendar: str | None

    @property
    def period(self) -> Period:
        return _period(self.kind, self.year, self.order)

    @property
    def is_given(self) -> bool:
        """Whether anything was reported; a ratio's parts come together."""
        return self.numerator is not None or self.value is not None or self.done is not None or self.nothing_occurred

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None and self.is_given

    @property
    def is_sent(self) -> bool:
        return self.state == Submission.State.SUBMITTED and self.is_given


@lru_cache(maxsize=512)
def _period(kind: str, year: int, order: int) -> Period:
    return Period(PeriodKind(kind), year, order)


COLUMNS = (
    "pk",
    "agency_id",
    "indicator_id",
    "period__kind",
    "period__year",
    "period__order",
    "typed",
    "numerator",
    "denominator",
    "value",
    "sample",
    "out_of",
    "done",
    "done_on",
    "nothing_occurred",
    "approved_at",
    "submission_id",
    "submission__state",
    "submission__due_on",
    "submission__form__calendar",
)


def amount_of(kind: str, row: Row) -> Amount:
    """The parts of a given figure by the kind of its indicator."""
    if row.nothing_occurred:
        return Amount(Decimal(0)) if kind in (Kind.COUNT, Kind.STOCK, Kind.YES_NO) else NOTHING
    match kind:
        case Kind.RATIO | Kind.RATIO_OF_STOCKS:
            return Amount(row.numerator, row.denominator)
        case Kind.LEVEL:
            return Amount(row.value, None if row.sample is None else Decimal(row.sample))
        case Kind.RANK:
            return Amount(row.value, None if row.out_of is None else Decimal(row.out_of))
        case Kind.YES_NO:
            return Amount(Decimal(bool(row.done)), on=row.done_on)
        case _:
            return Amount(row.value)


class Figures:
    """The figures of some indicators and years for some agencies, in one query, as series and as what they belong to."""

    def __init__(
        self,
        indicators: Iterable[Indicator],
        years: Iterable[int],
        forest: Forest,
        agencies: "set[int] | None",
        closings: Closings,
        *,
        exemptions: Exemptions,
        places: Places,
        view: MapView = MapView.REPORTED,
        with_sent: bool = False,
        as_approved: frozenset[int] = frozenset(),
        with_names: bool = True,
    ):
        """agencies: whose figures are read; None for all. with_names: false where only keys matter.

        with_sent: count what was sent beside what is approved (a provisional view). as_approved: see Board.
        """
        self._exemptions = exemptions
        self.indicators = {indicator.pk: indicator for indicator in indicators}
        self.forest, self.closings, self.with_sent, self.view = forest, closings, with_sent, view
        self.places, self._with_names = places, with_names
        self._rows: dict[tuple[int, int], dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self._ways: dict[tuple[int, int], set[tuple[str | None, str]]] = defaultdict(set)
        rows = Figure.objects.filter(indicator__in=self.indicators, period__year__in=set(years)).order_by()
        if agencies is not None:
            rows = among(rows, "agency", agencies)
        for values in rows.values_list(*COLUMNS).iterator(chunk_size=CHUNK):
            row = Row(*values)
            if row.pk in as_approved:
                row = row._replace(approved_at=AS_IF_APPROVED)
            self._rows[row.indicator, row.year][row.agency].append(row)
            self._ways[row.indicator, row.year].add((row.calendar, row.typed))
        self._series: dict[tuple[int, int], dict[int, Series]] = {}
        self._belonging: dict[tuple[int, int, bool], dict[int, list[Belonging]]] = {}

    def series(self, indicator: int, year: int) -> dict[int, Series]:
        """Each agency's series of an indicator in a year."""
        key = (indicator, year)
        if key not in self._series:
            self._series[key] = {agency: self._one(indicator, agency, rows) for agency, rows in self._rows[key].items()}
        return self._series[key]

    def places_of(self, indicator: int, year: int, agency: int, series: Series) -> dict[int, Place]:
        """Unit to how an agency's reports of an indicator belong to it, by the map that is looked at."""
        ends = self.places.ends_of(agency, series, year)
        return self.places.of(self.view, self.indicators[indicator], agency, ends, year)

    def alike(self, indicator: int, year: int, agency: int) -> None:
        """Nothing is known to be alike here (targets.evidence.Unit)."""

    def calendar(self, indicator: int, years: Iterable[int]) -> Calendar:
        """The coarsest calendar in which the indicator is reported; the yearly one where nobody reports it."""
        calendars = {Calendar(calendar) for year in years for calendar, _ in self._ways[indicator, year] if calendar}
        return min(calendars, key=lambda one: len(KEYS[one]), default=Calendar.YEAR)

    def is_cumulative(self, indicator: int, years: Iterable[int]) -> bool:
        return any(typed == Typed.CUMULATIVE for year in years for _, typed in self._ways[indicator, year])

    def unit(self, indicator: int, year: int, agency: int, *, adds_stocks: bool = False) -> tuple[Belonging, ...]:
        """Everything that belongs to an agency's figure in a year; adds_stocks: predecessors count as its own parts."""
        return tuple(self._belongings(indicator, year, adds_stocks=adds_stocks).get(agency, ()))

    def _one(self, indicator: int, agency: int, rows: list[Row]) -> Series:
        kind, across = self.indicators[indicator].kind, self.indicators[indicator].across_periods
        rows = sorted(rows, key=lambda row: row.period.sort_key)
        return Series(
            agency=(self._with_names and self.forest.agencies.get(agency)) or Named(agency, "", "", ""),
            kind=Kind(kind),
            across=AcrossPeriods(across),
            reported=tuple(
                Reported(row.period, amount_of(kind, row), TYPED[row.typed], row.pk)
                for row in rows
                if row.is_approved or (self.with_sent and row.is_sent)
            ),
            owed=tuple(self._owed(agency, row) for row in rows if row.submission and not self._is_exempt(agency, row)),
            calendar=finest({Calendar(calendar) for calendar in {row.calendar for row in rows} if calendar}),
            ways=frozenset((row.calendar, row.typed) for row in rows),
        )

    def _owed(self, agency: int, row: Row) -> Owed:
        """What is approved needs no closing to be settled."""
        closed = not row.is_approved and self._is_closed(agency, row.period)
        return Owed(row.period, row.due_on, row.is_sent, row.is_approved, closed)

    def _is_exempt(self, agency: int, row: Row) -> bool:
        """Whether a line not yet given was marked "không áp dụng" after its period was opened: then nobody owes it."""
        marks = () if row.is_approved or row.is_sent else self._exemptions.get((agency, row.indicator), ())
        if not marks:
            return False
        day = self.forest.day_asked(agency, row.period.ends_on, row.period.starts_on)
        return any((m.from_day is None or m.from_day <= day) and (m.until is None or day < m.until) for m in marks)

    @remembered
    def _is_closed(self, agency: int, period: Period) -> bool:
        """By the offices that it stood under on the period's last day; a dissolved agency's last report by its own."""
        if not self.closings.any_closed:
            return False
        day = self.forest.day_asked(agency, period.ends_on, period.starts_on)
        return self.closings.is_closed(period, self.forest.line(agency, day))

    def _belongings(self, indicator: int, year: int, *, adds_stocks: bool) -> dict[int, list[Belonging]]:
        key = (indicator, year, adds_stocks)
        if key not in self._belonging:
            units: dict[int, list[Belonging]] = defaultdict(list)
            for agency, series in self.series(indicator, year).items():
                for unit, place in self.places_of(indicator, year, agency, series).items():
                    units[unit].append(place.belonging(series, adds_stocks=adds_stocks))
            self._belonging[key] = units
        return self._belonging[key]


def exemptions_of(indicators: Iterable[int], agencies: Iterable[int] | None = None) -> Exemptions:
    """(agency, indicator) to its dated marks "không áp dụng"; one query. agencies: None for all."""
    marks: Exemptions = defaultdict(list)
    rows = Exemption.objects.filter(indicator__in=set(indicators)).order_by("pk")
    for mark in rows if agencies is None else among(rows, "agency", agencies):
        marks[mark.agency_id, mark.indicator_id].append(mark)
    return marks
