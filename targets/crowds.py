"""Crowds: agencies whose reports of an indicator in a year have the same shape, added up.

Which reports fill which months, what is missing and what counts as settled depends only on the shape: which periods are
given, how they were typed, what is owed and how far it has come. Adding is linear. So the arithmetic of targets.series
and targets.totals gives the same for a crowd as for its agencies one by one.

Stored as text in a fixed order, numbers as whole ten-thousandths, the four decimals of a figure. The text holds neither
quotes nor backslashes, which a database driver would have to escape one by one:

    body    crowd;crowd;…          crowd   place#shape#count#sums       place   marks|months|months before
    shape   ways~given~owed        given   period:typed:mark,…          owed    period:due day:progress,…
    sums    value:base:plain,…     ways    calendar:typed,…
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from periods.period import KEYS, Calendar, Period, PeriodKind, Span
from periods.tiling import runs_of
from targets.amount import Amount
from targets.series import Outline, Owed, Reported, Series
from targets.terms import AcrossPeriods, Kind, Typed
from targets.totals import SUMMED, Belonging

SCALE = 4
NOTHING, SAMPLED, PLAIN = "n", "s", ""  # how a level was given: nothing occurred, with its sample, without
TYPED = {typed.value: typed for typed in Typed}
LETTERS = {typed.value: typed.value[0] for typed in Typed}
BY_LETTER = {letter: typed for typed, letter in LETTERS.items()}
Sums = tuple[tuple[int, int | None, int | None], ...]  # by given period: value, base, and of a level its plain value


class Crowd(NamedTuple):
    """So many agencies alike of a unit, without their names."""

    count: int
    unit: int
    place: str
    shape: str

    def __str__(self) -> str:
        return f"{self.count} đơn vị"


@dataclass(frozen=True, slots=True)
class Place:
    """How an agency's reports belong to a unit in a year.

    runs: the months during which it stood there. before: those during which its work was a predecessor's of the unit.
    is_unit: the unit's own reports. is_moved_here: only on today's map, from an agency that no longer stands so.
    """

    runs: tuple[Span, ...] = ()
    before: tuple[Span, ...] = ()
    is_unit: bool = False
    is_moved_here: bool = False

    @property
    def text(self) -> str:
        runs, before = (",".join(f"{run.start}-{run.end}" for run in runs) for runs in (self.runs, self.before))
        return f"{'u' if self.is_unit else ''}{'m' if self.is_moved_here else ''}|{runs}|{before}"

    def belonging(self, series: Series, *, adds_stocks: bool) -> Belonging:
        """The series as it belongs; adds_stocks: a predecessor's months count as the unit's own."""
        if not self.runs:
            earlier = {"is_predecessor": not adds_stocks, "is_moved_here": self.is_moved_here}
            return Belonging(series, self.before, **earlier, is_unit=self.is_unit)
        runs = joined(self.runs, self.before) if self.before and (adds_stocks or series.across in SUMMED) else self.runs
        return Belonging(series, runs, is_moved_here=self.is_moved_here, is_unit=self.is_unit)


@lru_cache(maxsize=4096)
def place_of(text: str) -> Place:
    """The place that a text stands for."""
    marks, runs, before = text.split("|")
    return Place(_spans(runs), _spans(before), "u" in marks, "m" in marks)


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(*map(int, run.split("-"))) for run in text.split(",") if run)


@lru_cache(maxsize=4096)
def joined(runs: tuple[Span, ...], more: tuple[Span, ...]) -> tuple[Span, ...]:
    """The months that lie in any of these, as runs."""
    return runs_of(sorted({month for run in (*runs, *more) for month in range(run.start, run.end)}))


# --- From one agency's series to its shape and its sums -------------------------------------------------------------


def shape_of(series: Series) -> str:
    """Everything about a series but its numbers."""
    kind = series.kind
    given = ",".join([f"{_key(r.period)}:{LETTERS[r.typed]}:{_mark(kind, r.amount)}" for r in series.reported])
    owed = ",".join([f"{_key(one.period)}:{_day(one.due_on)}:{_progress(one)}" for one in series.owed])
    return f"{_ways(series.ways)}~{given}~{owed}"


@lru_cache(maxsize=256)
def _ways(ways: frozenset[tuple[str | None, str]]) -> str:
    return ",".join(sorted(f"{calendar or ''}:{LETTERS[typed]}" for calendar, typed in ways))


def sums_of(series: Series) -> Sums:
    """Its numbers, in the order of its shape."""
    return tuple(_parts(series.kind, one.amount) for one in series.reported)


@lru_cache(maxsize=1024)
def _key(period: Period) -> str:
    return f"{period.kind[0]}{period.order}"


@lru_cache(maxsize=4096)
def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _mark(kind: Kind, amount: Amount) -> str:
    """What must be alike for numbers to be added: of a level its sample, of a yes its day."""
    if kind == Kind.YES_NO:
        return (_day(amount.on) or "y") if amount.value else ""
    if kind == Kind.LEVEL:
        return NOTHING if amount.is_nothing else SAMPLED if amount.has_sample else PLAIN
    return "" if amount.base is None else "b"


def _progress(owed: Owed) -> str:
    """approved, else sent or not; and whether the office has closed what is not approved."""
    if owed.is_approved:
        return "a"
    return ("s" if owed.is_sent else "-") + ("c" if owed.is_closed else "")


def _parts(kind: Kind, amount: Amount) -> tuple[int, int | None, int | None]:
    if kind == Kind.LEVEL and amount.base:
        weighed = amount.value * amount.base
        return _whole(weighed), _whole(amount.base), _whole(amount.value)
    return _whole(amount.value), None if amount.base is None else _whole(amount.base), None


def _whole(number: Decimal) -> int:
    return int(number.scaleb(SCALE))


# --- And back -------------------------------------------------------------------------------------------------------


class Given(NamedTuple):
    """One given period of a shape."""

    period: Period
    typed: Typed
    mark: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape in one year, taken apart."""

    ways: frozenset[tuple[str | None, str]]
    given: tuple[Given, ...]
    owed: tuple[Owed, ...]
    calendar: Calendar
    outline: Outline


@lru_cache(maxsize=16384)
def read_shape(text: str, year: int) -> Shape:
    """The shape that a text stands for."""
    ways, given, owed = ([item.split(":") for item in part.split(",") if item] for part in text.split("~"))
    reports = tuple(Given(_period(key, year), TYPED[BY_LETTER[letter]], mark) for key, letter, mark in given)
    owing = tuple(_owed(_period(key, year), due, progress) for key, due, progress in owed)
    return Shape(
        frozenset((calendar or None, BY_LETTER[letter]) for calendar, letter in ways),
        reports,
        owing,
        finest({Calendar(calendar) for calendar, _ in ways if calendar}),
        Outline(tuple((one.period, one.typed) for one in reports), owing),
    )


KINDS = {kind.value[0]: kind for kind in PeriodKind}


@lru_cache(maxsize=1024)
def _period(key: str, year: int) -> Period:
    return Period(KINDS[key[0]], year, int(key[1:]))


def _owed(period: Period, due: str, progress: str) -> Owed:
    return Owed(
        period,
        date.fromisoformat(due) if due else None,
        is_sent=progress[0] == "s",
        is_approved=progress == "a",
        is_closed=progress.endswith("c"),
    )


def finest(calendars: Iterable[Calendar]) -> Calendar:
    """The calendar with most reports; the yearly one where there is none."""
    return max(calendars, key=lambda one: len(KEYS[one]), default=Calendar.YEAR)


def series_of(crowd: Crowd, agency, kind: Kind, across: AcrossPeriods, year: int, sums: Sums) -> Series:
    """The crowd as one series; `agency` is whose it is where that is known, else the crowd itself."""
    shape = read_shape(crowd.shape, year)
    reported = tuple(
        Reported(one.period, _amount(kind, one.mark, crowd.count, parts), one.typed)
        for one, parts in zip(shape.given, sums, strict=True)
    )
    owed, calendar, ways = shape.owed, shape.calendar, shape.ways
    return Series(agency, kind, across, reported, owed, calendar, crowd.count, ways, shared=shape.outline)


def _amount(kind: Kind, mark: str, count: int, parts) -> Amount:
    value, base, plain = parts
    if kind == Kind.YES_NO:
        return Amount(_number(value), on=date.fromisoformat(mark) if len(mark) > 1 else None)
    if kind == Kind.LEVEL and mark == SAMPLED:
        if count == 1:
            return Amount(_number(plain), _number(base))
        return Amount(_number(value), _number(base), weighed=True, plain=_number(plain))
    return Amount(_number(value), None if base is None else _number(base))


def _number(whole: int) -> Decimal:
    return Decimal(whole).scaleb(-SCALE)


# --- The crowds of a unit -------------------------------------------------------------------------------------------

Crowds = dict[tuple[str, str], list]  # (place, shape) to [how many, sums]


def read_crowds(body: str) -> Crowds:
    """The crowds of a stored total; of an empty text none."""
    crowds: Crowds = {}
    for crowd in body.split(";") if body else ():
        place, shape, count, sums = crowd.split("#")
        crowds[place, shape] = [int(count), read_sums(sums)]
    return crowds


def write_crowds(crowds: Mapping[tuple[str, str], list]) -> str:
    """The text of a unit's crowds; nobody's crowds are left out."""
    kept = sorted((key, held) for key, held in crowds.items() if held[0] or any(map(any, held[1])))
    return ";".join([f"{place}#{shape}#{count}#{write_sums(sums)}" for (place, shape), (count, sums) in kept])


def read_sums(text: str) -> list[list[int | None]]:
    return [[int(part) if part else None for part in parts.split(":")] for parts in text.split(",")] if text else []


def write_sums(sums: Iterable) -> str:
    return ",".join([":".join(["" if part is None else str(part) for part in parts]) for parts in sums])


def add(crowds: Crowds, place: str, shape: str, sums: Iterable, sign: int = 1, count: int = 1) -> None:
    """Put an agency (or a crowd) into its crowd, or with sign -1 take it out."""
    held = crowds.get((place, shape))
    if held is None:
        crowds[place, shape] = [sign * count, [_times(parts, sign) for parts in sums]]
        return
    held[0] += sign * count
    held[1] = [_plus(one, parts, sign) for one, parts in zip(held[1], sums, strict=True)]


def merged(crowds: Crowds, more: Crowds) -> Crowds:
    """Both together; what comes out empty is left out."""
    result = {key: [count, sums] for key, (count, sums) in crowds.items()}
    for (place, shape), (count, sums) in more.items():
        add(result, place, shape, sums, count=count)
    return {key: held for key, held in result.items() if held[0]}


def _times(parts, sign: int) -> list:
    return [None if part is None else sign * part for part in parts]


def _plus(one, other, sign: int) -> list:
    return [None if a is None else a + sign * b for a, b in zip(one, other, strict=True)]


def belongings(crowds: Crowds, unit, kind: Kind, across: AcrossPeriods, year: int, *, adds_stocks: bool = False):
    """The crowds as what belongs to a unit; its own reports bear its name."""
    result = []
    for (place_text, shape), (count, sums) in crowds.items():
        place, crowd = place_of(place_text), Crowd(count, unit.pk, place_text, shape)
        series = series_of(crowd, unit if place.is_unit else crowd, kind, across, year, sums)
        result.append(place.belonging(series, adds_stocks=adds_stocks))
    return tuple(result)
