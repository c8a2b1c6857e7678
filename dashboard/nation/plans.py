"""The plans of the made-up nation: the national one, one of each province, and the long one, with their targets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, AgencyGroup
from dashboard.nation import codes
from dashboard.nation.measures import Catalogue, long_code
from dashboard.nation.sizes import Size
from dashboard.nation.units import Unit
from plans import numbering
from plans.models import Plan
from targets.models import Target, TargetVersion
from targets.restating import sentence_of
from targets.rule import offered_tolerance
from targets.terms import Comparator, Kind, Path, RelativeKind, Scope
from ui.vietnamese import fold

BATCH = 2000
ISSUED = (1, 6)
PLANNED_YEARS = 2  # the last ones have plans, the years before only figures
COMMUNES, MEMBERS = "communes", "members"  # the nation's members are provinces, a province's its departments
EACH_EVERY, SHARE_EVERY, TURN = 3, 7, 8  # of the long plan's targets, by turns


@dataclass(frozen=True)
class Asked:
    """One target as the nation and every province set it.

    group: who is judged one by one, or counted; empty: the whole. own: never added up, hence each province by itself.
    inner: what a unit must meet under a share of units. change: "up" or "down" by `value` percent of the year before.
    """

    indicator: str
    value: int
    comparator: Comparator = Comparator.AT_LEAST
    path: Path = Path.HOLD
    group: str = ""
    own: bool = False
    inner: int | None = None
    change: str = ""

    @property
    def scope(self) -> Scope:
        if self.group == COMMUNES or self.inner is not None:
            return Scope.SHARE
        return Scope.EACH if self.group else Scope.WHOLE


ASKED = (
    Asked("TT01", 98),
    Asked("TT01", 100, Comparator.EQUAL, group=COMMUNES, inner=95),
    Asked("TT01", 97, group=MEMBERS),
    Asked("TT02", 95),
    Asked("TT04", 50, path=Path.REACH, change="down"),
    Asked("TT05", 100, Comparator.EQUAL),
    Asked("TT06", 3, Comparator.AT_MOST),
    Asked("TT07", 100, Comparator.EQUAL),
    Asked("TT09", 30, path=Path.REACH),
    Asked("TT10", 95),
    Asked("TT10", 90, group=MEMBERS),
    Asked("DH03", 90, path=Path.REACH),
    Asked("DH04", 100, Comparator.EQUAL, Path.REACH, group=COMMUNES, inner=2),
    Asked("DH06", 5, path=Path.REACH, change="up"),
    Asked("TL01", 95),
    Asked("BM01", 100, Comparator.AT_MOST),
    Asked("BM02", 5, path=Path.REACH, change="down"),
    Asked("BM03", 100, Comparator.EQUAL, Path.REACH, group=COMMUNES),
    Asked("CV01", 95),
    Asked("CV02", 95, path=Path.REACH),
    Asked("CV03", 90),
    Asked("TC01", 95, path=Path.REACH),
    Asked("SO01", 80),
    Asked("SO02", 60, group=MEMBERS),
    Asked("SO04", 60),
    Asked("SO05", 90, group=MEMBERS, inner=80),
    Asked("SO06", 100, Comparator.EQUAL),
    Asked("SO07", 3, path=Path.REACH, own=True),
    Asked("KQ02", 85, own=True),
    Asked("KQ03", 80, own=True),
)


class PlanMaker:
    """Collects plans, targets and versions, numbered in the order in which they are entered, and writes them at once."""

    def __init__(
        self,
        catalogue: Catalogue,
        agencies: dict[str, Agency],
        groups: dict[str, AgencyGroup],
        people: dict[str, User],
    ):
        self.catalogue, self.agencies, self.groups, self.people = catalogue, agencies, groups, people
        self.plans: list[Plan] = []
        self.versions: list[TargetVersion] = []
        self._number = count(1)

    def enter_all(self, units: list[Unit], size: Size, years: range) -> None:
        provinces = [unit for unit in units if unit.kind == "province" and unit.dissolved is None]
        for year in years[-PLANNED_YEARS:]:
            self._national(year)
            for top in provinces:
                self._of_province(top, year)
        self._long(size)

    def write(self) -> None:
        Plan.objects.bulk_create(self.plans)
        Target.objects.bulk_create((version.target for version in self.versions), batch_size=BATCH)
        TargetVersion.objects.bulk_create(self.versions, batch_size=BATCH)

    def _national(self, year: int) -> None:
        plan = self._plan(codes.ROOT, codes.NATIONAL_PLAN, f"Cải cách hành chính cả nước năm {year}", year, year)
        groups = {COMMUNES: codes.ALL_COMMUNES, MEMBERS: codes.PROVINCES}
        for order, asked in enumerate(ASKED, start=1):
            group = groups[MEMBERS] if asked.own else groups.get(asked.group)
            self._target(plan, order, asked, Scope.EACH if asked.own else asked.scope, group)

    def _of_province(self, top: Unit, year: int) -> None:
        name = top.short_name.removeprefix("Tỉnh ")
        plan = self._plan(top.code, codes.PROVINCE_PLAN, f"Cải cách hành chính tỉnh {name} năm {year}", year, year)
        groups = {COMMUNES: codes.communes_of(top.code), MEMBERS: codes.departments_of(top.code)}
        for order, asked in enumerate(ASKED, start=1):
            self._target(plan, order, asked, asked.scope, groups.get(asked.group))

    def _long(self, size: Size) -> None:
        years = (codes.LAST_YEAR - size.long_years + 1, codes.LAST_YEAR)
        plan = self._plan(
            codes.FIRST_PROVINCE,
            codes.LONG_PLAN,
            f"Giải quyết thủ tục hành chính giai đoạn {years[0]}–{years[1]}",
            *years,
        )
        for number in range(1, size.long_targets + 1):
            scope, inner = {EACH_EVERY: (Scope.EACH, None), SHARE_EVERY: (Scope.SHARE, 90)}.get(
                number % TURN, (Scope.WHOLE, None)
            )
            asked = Asked(long_code(number), 92 + number % 7, inner=inner)
            group = None if scope == Scope.WHOLE else codes.communes_of(codes.FIRST_PROVINCE)
            self._target(plan, number, asked, scope, group)

    def _plan(self, issuer: str, number: str, summary: str, first: int, last: int) -> Plan:
        by = self.people[codes.username(issuer, Role.OFFICE)]
        plan = Plan(
            pk=len(self.plans) + 1,
            number=number,
            number_key=numbering.key(number),
            number_year=first,
            summary=summary,
            kind=Plan.Kind.ANNUAL if first == last else Plan.Kind.MULTI_YEAR,
            issuer=self.agencies[issuer],
            issued_on=date(first, *ISSUED),
            year_from=first,
            year_to=last,
            is_sample=True,
            created_by=by,
            changed_by=by,
            search_text=fold(f"{number} {summary}"),
        )
        self.plans.append(plan)
        return plan

    def _target(self, plan: Plan, order: int, asked: Asked, scope: Scope, group: str | None) -> None:
        indicator = self.catalogue.indicators[asked.indicator]
        number = next(self._number)
        target = Target(
            pk=number, plan=plan, indicator=indicator, area=indicator.area, order=order, changed_by=plan.created_by
        )
        version = TargetVersion(
            target=target,
            set_by_plan=plan,
            scope=scope,
            judged_agency=None if group else plan.issuer,
            judged_group=self.groups[group] if group else None,
            path=asked.path,
            first_year=plan.year_from,
            last_year=plan.year_to,
            created_by=plan.created_by,
            **_condition(asked, scope, Kind(indicator.kind), plan.year_from - 1),
        )
        version.quote = sentence_of(version)
        version.pk = number  # only now: a sentence reads the baselines of what is stored
        target.search_text = fold(f"{indicator.code} {indicator.name} {version.quote}")
        self.versions.append(version)


def _condition(asked: Asked, scope: Scope, kind: Kind, year_before: int) -> dict:
    """The fields of the rule: the condition, that of each unit, and what it leans on."""
    value = Decimal(asked.value)
    fields = {"comparator": asked.comparator, "value": value}
    if scope == Scope.SHARE and asked.inner is not None:
        fields |= {"inner_comparator": Comparator.AT_LEAST, "inner_value": Decimal(asked.inner)}
    if asked.change:
        fields |= {"relative_kind": RelativeKind.PERCENT, "direction": asked.change, "baseline_year": year_before}
    return fields | {"tolerance": _tolerance(asked, Kind.RATIO if scope == Scope.SHARE else kind, value)}


def _tolerance(asked: Asked, kind: Kind, value: Decimal) -> Decimal:
    """What the form would offer; less where that would be as much as the value itself."""
    offered = Decimal(3) if asked.change else offered_tolerance(kind, value)
    return offered if offered < value else Decimal(1)
