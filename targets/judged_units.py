"""Which units a target's versions ask something of, and on which days: members of a group, agencies directly below a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from agencies.models import GroupMembership, Placement
from targets.many import among
from targets.models import Exemption, MapView, TargetVersion
from targets.results import INDICATIVE_KINDS
from targets.terms import AcrossAgencies, RelativeKind, Scope

LIFE = ("agency__founded_on", "agency__dissolved_on")
# A whole's condition can be asked of each unit where it does not grow with the number of units (results.Cell).
ASKED_OF_EACH = Q(
    scope=Scope.WHOLE, relative_kind=RelativeKind.NONE, target__indicator__kind__in=INDICATIVE_KINDS
) & ~Q(target__indicator__across_agencies=AcrossAgencies.OWN)
OF_MEMBERS = Q(scope__in=[Scope.EACH, Scope.SHARE])


class Days(NamedTuple):
    """From a day until a day, half-open; None is open."""

    from_day: date | None
    until: date | None

    def hold(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day < self.until)


class JudgedUnits:
    """Members by group and children by agency, with the days on which they are, and since when until when they live."""

    def __init__(self, memberships: QuerySet, placements: QuerySet):
        self._members: dict[int, dict[int, list[Days]]] = defaultdict(lambda: defaultdict(list))
        self._children: dict[int, dict[int, list[Days]]] = defaultdict(lambda: defaultdict(list))
        self._lives: dict[int, Days] = {}
        for rows, above, held in ((memberships, "group_id", self._members), (placements, "parent_id", self._children)):
            for key, agency, *days in rows.order_by().values_list(above, "agency_id", "from_day", "until", *LIFE):
                held[key][agency].append(Days(*days[:2]))
                self._lives[agency] = Days(*days[2:])

    @classmethod
    def among_units(cls, units: Iterable[int]) -> "JudgedUnits":
        """What is asked of these units."""
        units = set(units)
        placements = Placement.objects.filter(parent__isnull=False)
        return cls(among(GroupMembership.objects, "agency", units), among(placements, "agency", units))

    @classmethod
    def asked_by(cls, versions: Iterable[TargetVersion]) -> "JudgedUnits":
        """Everybody of whom these versions ask something."""
        groups = {version.judged_group_id for version in versions if version.scope != Scope.WHOLE}
        offices = {judged_office(version) for version in versions if version.scope == Scope.WHOLE}
        return cls(GroupMembership.objects.filter(group__in=groups), Placement.objects.filter(parent__in=offices))

    @property
    def agencies(self) -> Iterable[int]:
        return self._lives.keys()

    def versions(self) -> QuerySet[TargetVersion]:
        """The versions that ask something of one of these units."""
        offices = list(self._children)
        of_one = Q(judged_agency__in=offices) | Q(judged_agency__isnull=True, target__plan__issuer__in=offices)
        return TargetVersion.objects.filter(
            (OF_MEMBERS & Q(judged_group__in=list(self._members))) | (ASKED_OF_EACH & of_one)
        )

    def of(self, version: TargetVersion) -> Iterable[int]:
        """The units of which a version asks something on any day."""
        return self._held_by(version).keys()

    def is_judged(self, version: TargetVersion, agency: int, year: int, view: MapView) -> Callable[[int], bool]:
        """Whether the version asks something of the unit at the end of a month of the year.

        On today's map it is whoever is a member, or stands there, to this day; then for all months.
        """
        days = self._held_by(version)[agency]
        if view == MapView.TODAY:
            is_there = any(held.until is None for held in days) and self._lives[agency].until is None
            days, life = ([Days(None, None)] if is_there else []), Days(None, None)
        else:
            life = self._lives[agency]
        exempt = self._exemptions[agency, version.target.indicator_id]
        version_days = Days(version.from_day, version.until)

        def ask(month: int) -> bool:
            day = date(year, month, 14)
            is_there = version_days.hold(day) and life.hold(day) and any(held.hold(day) for held in days)
            return is_there and not any(mark.hold(day) for mark in exempt)

        return ask

    def _held_by(self, version: TargetVersion) -> dict[int, list[Days]]:
        if version.scope == Scope.WHOLE:
            return self._children.get(judged_office(version), {})
        return self._members.get(version.judged_group_id, {})

    @cached_property
    def _exemptions(self) -> dict[tuple[int, int], list[Days]]:
        marks: dict[tuple[int, int], list[Days]] = defaultdict(list)
        rows = among(Exemption.objects.order_by(), "agency", self._lives)
        for agency, indicator, *days in rows.values_list("agency_id", "indicator_id", "from_day", "until"):
            marks[agency, indicator].append(Days(*days))
        return marks


def judged_office(version: TargetVersion) -> int:
    """The agency whose whole is judged; by default the plan's issuer."""
    return version.judged_agency_id or version.target.plan.issuer_id
