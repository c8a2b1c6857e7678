"""Units in order of their results, worked out in the database: by one target, and by how many of a plan's they meet.

Which results are looked at is a query of the ORM. What it cannot say stands around it: a place is counted among all, and
only then some are looked for and one page of them is read.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from agencies.models import GroupMembership, lives_on
from targets.models import MapView, TargetVersion, UnitResult
from targets.rule import SMALL_SAMPLE
from targets.terms import Better, Comparator, Kind, Scope
from ui.vietnamese import fold

COUNTED_FROM = (Kind.RATIO, Kind.RATIO_OF_STOCKS, Kind.LEVEL)  # of these too few cases say nothing
LESS_IS_ASKED = (Comparator.AT_MOST, Comparator.LESS_THAN)
UNIT_COLUMNS = {
    "name": "name",
    "short_name": "short_name",
    "kind_of_unit": "kind",
    "words": "search_text",
    "place_in_order": "sort_key",
}
VALUE_STEP = Decimal("1e-8")


class Standing(StrEnum):
    """How a unit's figure stands against the condition of the plan, whatever the day; by its key in the address."""

    HOLDS = "dat"
    SHORT = "chua-dat"
    NO_BASELINE = "thieu-goc"
    NOTHING = "khong-phat-sinh"
    MISSING = "chua-bao-cao"


@dataclass(frozen=True)
class Sought:
    """Which of the units are listed. Places are counted before: among all units, or among those of one kind."""

    kind: str = ""
    words: str = ""
    standing: str = ""


class Tally(NamedTuple):
    """How many units of a kind stand so, and how many of them fit the words that are looked for."""

    kind: str
    standing: str
    units: int
    fitting: int


class Place(NamedTuple):
    """One unit by one target. place: None of a small sample and without a value."""

    agency: int
    name: str
    short_name: str
    value: Decimal | None
    base: Decimal | None
    standing: Standing
    place: int | None


class PlanPlace(NamedTuple):
    """One unit by a plan: of how many of its targets that could be judged (`asked`) the condition holds."""

    agency: int
    name: str
    short_name: str
    asked: int
    held: int
    short: int
    missing: int
    left_out: int
    place: int | None


def results_at(
    versions: QuerySet[TargetVersion] | Iterable[TargetVersion], *, year: int, month: int, view: MapView, today: date
) -> QuerySet[UnitResult]:
    """What holds of all judged units at the end of a month; on today's map of whoever is judged today."""
    rows = UnitResult.objects.filter(version__in=versions, year=year, month__lte=month, until__gt=month).order_by()
    if view == MapView.REPORTED:
        return rows.filter(view=view)
    same = {"version": OuterRef("version"), "agency": OuterRef("agency"), "year": year}
    is_otherwise = Exists(UnitResult.objects.filter(view=MapView.TODAY, version__in=versions, **same))
    members = GroupMembership.objects.filter(lives_on(today), group=OuterRef("version__judged_group"))
    is_below = Q(agency__parent=Coalesce("version__judged_agency", "version__target__plan__issuer"))
    is_there = Q(version__scope=Scope.WHOLE) & is_below | Exists(members.filter(agency=OuterRef("agency")))
    rows = rows.filter(lives_on(today, "agency__founded_on", "agency__dissolved_on"), is_there)
    return rows.filter(Q(view=MapView.TODAY) | ~Q(is_otherwise))


def is_less_better(version: TargetVersion) -> bool:
    """Which side of the value is put first: the better one of the indicator, else the one that the condition asks for."""
    better = version.target.indicator.better
    if better != Better.NONE:
        return better == Better.LOWER
    asked = version.inner_comparator if version.scope == Scope.SHARE else version.comparator
    return asked in LESS_IS_ASKED


class League(ABC):
    """Some results in order. The ORM's part stands as "found"; with its places, of one kind of unit or all, as "ranked"."""

    columns: tuple[str, ...] = ()
    place_sql = order_sql = ""

    def __init__(self, rows: QuerySet[UnitResult]):
        self._found, self._params = self._read(rows).query.sql_with_params()

    @abstractmethod
    def _read(self, rows: QuerySet[UnitResult]) -> QuerySet:
        """One row for each unit, with the columns of the list, `kind_of_unit`, `words` and `standing`."""

    def tallies(self, words: str) -> list[Tally]:
        fits, params = _named(words)
        sql = f"SELECT kind_of_unit, standing, COUNT(*), SUM(CASE WHEN {fits} THEN 1 ELSE 0 END) FROM found"
        return list(map(Tally._make, self._ask(f"{sql} GROUP BY kind_of_unit, standing", params)))

    def page(self, sought: Sought, start: int = 0, size: int | None = None) -> list[tuple]:
        """The rows from `start` on, at most `size`."""
        fits, params = _named(sought.words)
        if sought.standing:
            fits, params = f"{fits} AND standing = %s", [*params, sought.standing]
        kind, before = ("WHERE kind_of_unit = %s", [sought.kind]) if sought.kind else ("", [])
        ranked = f"SELECT found.*, {self.place_sql} AS place FROM found {kind}"
        sql = f"SELECT {', '.join(self.columns)}, place FROM ({ranked}) ranked WHERE {fits} ORDER BY {self.order_sql}"
        if size is not None:
            sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, size, start]
        return self._ask(sql, [*before, *params])

    def _ask(self, sql: str, params: list) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH found AS ({self._found}) {sql}", [*self._params, *params])
            return cursor.fetchall()


def _named(words: str) -> tuple[str, list[str]]:
    """Every word in the name, whatever accents and case."""
    folded = fold(words).split()
    fits = " AND ".join(["words LIKE %s ESCAPE '!'"] * len(folded))
    return fits or "1 = 1", [f"%{_plain(word)}%" for word in folded]


def _plain(word: str) -> str:
    """A word in which nothing stands for anything else."""
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


class TargetLeague(League):
    """By the value of one target: the better side first, small samples after those with a place, then who has no value."""

    columns = ("unit", "name", "short_name", "amount", "cases", "standing")

    def __init__(self, rows: QuerySet[UnitResult], version: TargetVersion):
        way = "ASC" if is_less_better(version) else "DESC"
        self._has_cases = version.target.indicator.kind in COUNTED_FROM
        self.place_sql = f"CASE WHEN is_placed = 1 THEN RANK() OVER (PARTITION BY is_placed ORDER BY amount {way}) END"
        self.order_sql = (
            "CASE WHEN place IS NOT NULL THEN 0 WHEN amount IS NOT NULL THEN 1 ELSE 2 END, place, "
            f"amount {way}, CASE WHEN standing = '{Standing.NOTHING}' THEN 0 ELSE 1 END, place_in_order, unit"
        )
        super().__init__(rows)

    def _read(self, rows: QuerySet[UnitResult]) -> QuerySet:
        has_place = Q(value__isnull=False)
        if self._has_cases:
            has_place &= Q(base__isnull=True) | Q(base__gte=SMALL_SAMPLE)
        return rows.values(
            unit=F("agency"),
            **{name: F(f"agency__{column}") for name, column in UNIT_COLUMNS.items()},
            amount=F("value"),
            cases=F("base"),
            standing=_standing(),
            is_placed=Case(When(has_place, 1), default=0, output_field=IntegerField()),
        )

    def places(self, sought: Sought, start: int = 0, size: int | None = None) -> list[Place]:
        return [
            Place(unit, name, short, _decimal(value), _decimal(base), Standing(standing), place)
            for unit, name, short, value, base, standing, place in self.page(sought, start, size)
        ]


def _standing() -> Case:
    return Case(
        When(is_given=False, then=Value(Standing.MISSING.value)),
        When(value__isnull=True, then=Value(Standing.NOTHING.value)),
        When(holds=True, then=Value(Standing.HOLDS.value)),
        When(holds=False, then=Value(Standing.SHORT.value)),
        default=Value(Standing.NO_BASELINE.value),
        output_field=CharField(),
    )


def _decimal(number) -> Decimal | None:
    """SQLite knows no decimals and answers with a float of at most fifteen digits."""
    return None if number is None else Decimal(str(number)).quantize(VALUE_STEP)


class PlanLeague(League):
    """By the share of a plan's targets whose condition holds, of those that ask something of the unit; then by how many.

    Left out is what could not be judged: nothing occurred, or a baseline is missing.
    """

    columns = ("unit", "name", "short_name", "asked", "held", "short", "missing", "left_out")
    place_sql = (
        "CASE WHEN asked > 0 THEN RANK() OVER (PARTITION BY CASE WHEN asked > 0 THEN 1 ELSE 0 END "
        "ORDER BY 1.0 * held / CASE WHEN asked > 0 THEN asked ELSE 1 END DESC, held DESC) END"
    )
    order_sql = "CASE WHEN place IS NULL THEN 1 ELSE 0 END, place, place_in_order, unit"

    def __init__(self, rows: QuerySet[UnitResult]):
        super().__init__(rows)
        units = ", ".join(f"agency.{column} AS {name}" for name, column in UNIT_COLUMNS.items())
        self._found = (
            f"SELECT counted.*, {units} FROM ({self._found}) counted JOIN agencies_agency agency ON agency.id = unit"
        )

    def _read(self, rows: QuerySet[UnitResult]) -> QuerySet:
        """By the key of the unit alone: its names would make a group of thousands twice as slow."""
        counted = rows.values(unit=F("agency")).annotate(
            asked=Count("pk", filter=Q(is_given=False) | Q(holds__isnull=False)),
            held=Count("pk", filter=Q(is_given=True, holds=True)),
            short=Count("pk", filter=Q(is_given=True, holds=False)),
            missing=Count("pk", filter=Q(is_given=False)),
            left_out=Count("pk", filter=Q(is_given=True, holds__isnull=True)),
        )
        return counted.annotate(
            standing=Case(
                When(missing__gt=0, then=Value(Standing.MISSING.value)),
                When(short__gt=0, then=Value(Standing.SHORT.value)),
                When(held__gt=0, then=Value(Standing.HOLDS.value)),
                default=Value(Standing.NOTHING.value),
                output_field=CharField(),
            )
        )

    def places(self, sought: Sought, start: int = 0, size: int | None = None) -> list[PlanPlace]:
        return list(map(PlanPlace._make, self.page(sought, start, size)))
