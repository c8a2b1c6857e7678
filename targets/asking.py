"""Versions of targets that ask something of single units, with the columns that decide about one; nothing else of them."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Q, QuerySet

from periods.period import Calendar, reporting_year
from targets.as_judged import Setting, due_of, relative_of, unit_condition
from targets.models import TargetVersion
from targets.results import INDICATIVE_KINDS
from targets.rule import Rule
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, RelativeKind, Scope, Window

OF_MEMBERS = Q(scope__in=[Scope.EACH, Scope.SHARE])
# A whole's condition can be asked of each unit where it does not grow with the number of units (results.Cell).
OF_EACH_BELOW = Q(
    scope=Scope.WHOLE, relative_kind=RelativeKind.NONE, target__indicator__kind__in=INDICATIVE_KINDS
) & ~Q(target__indicator__across_agencies=AcrossAgencies.OWN)
ASKS_UNITS = OF_MEMBERS | OF_EACH_BELOW


class Asking(NamedTuple):
    """One version. Read by the hundred with every confirmation of a report, so that a whole row would cost too much."""

    pk: int
    from_day: date | None
    until: date | None
    scope: str
    judged_agency_id: int | None
    judged_group_id: int | None
    comparator: str
    value: Decimal | None
    value_max: Decimal | None
    exact: bool
    inner_comparator: str
    inner_value: Decimal | None
    inner_value_max: Decimal | None
    relative_kind: str
    direction: str
    baseline_year: int | None
    window: str
    first_year: int
    last_year: int
    due_kind: str
    due_order: int
    due_on: date | None
    issuer: int
    indicator: int
    kind: str
    across_periods: str
    better: str

    @property
    def is_of_members(self) -> bool:
        return self.scope != Scope.WHOLE

    @property
    def office(self) -> int:
        """The agency whose whole is judged; by default the plan's issuer."""
        return self.judged_agency_id or self.issuer

    def rule(self, year: int, calendar: Calendar) -> Rule:
        """What one unit is held to; what is expected on the way to it and how it is said are no matter here."""
        return Rule(
            kind=Kind(self.kind),
            condition=unit_condition(self),
            due=due_of(self, Setting(year, calendar)),
            better=self.better,
            across_periods=AcrossPeriods(self.across_periods),
            window=Window(self.window),
            relative=relative_of(self),
        )

    def years(self, decided_by: set[int] | None) -> list[int]:
        """The judged years; of these only such as figures of `decided_by` can change (None: all)."""
        judged = [reporting_year(self.due_on)] if self.due_on else range(self.first_year, self.last_year + 1)
        return [year for year in judged if decided_by is None or decided_by & {year, self.base_year(year)}]

    def base_year(self, year: int) -> int:
        """The year of the figure that a relative rule leans on; of any other rule the year itself."""
        if self.relative_kind == RelativeKind.NONE:
            return year
        return self.baseline_year or year - 1


ELSEWHERE = {
    "issuer": "target__plan__issuer_id",
    "indicator": "target__indicator_id",
    "kind": "target__indicator__kind",
    "across_periods": "target__indicator__across_periods",
    "better": "target__indicator__better",
}


def asking(versions: QuerySet[TargetVersion]) -> list[Asking]:
    """Those of some versions that ask something of single units; one query."""
    columns = (ELSEWHERE.get(name, name) for name in Asking._fields)
    return list(map(Asking._make, versions.filter(ASKS_UNITS).order_by("pk").values_list(*columns)))
