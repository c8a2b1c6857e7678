"""Which units a target's versions ask something of, and on which days: members of a group, agencies directly below a whole."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Q, QuerySet

from agencies.models import GroupMembership, Placement
from targets.asking import OF_EACH_BELOW, OF_MEMBERS, Asking
from targets.many import among
from targets.models import Exemption, MapView, TargetVersion

LIFE = ("agency__founded_on", "agency__dissolved_on")


class Days(NamedTuple):
    """From a day until a day, half-open; None is open."""

    from_day: date | None
    until: date | None

    def hold(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day < self.until)


ALWAYS = Days(None, None)


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
    def asked_by(cls, versions: Iterable[Asking]) -> "JudgedUnits":
        """Everybody of whom these versions ask something."""
        groups = {version.judged_group_id for version in versions if version.is_of_members}
        offices = {version.office for version in versions if not version.is_of_members}
        return cls(GroupMembership.objects.filter(group__in=groups), Placement.objects.filter(parent__in=offices))

    @property
    def agencies(self) -> Collection[int]:
        return self._lives.keys()

    def versions(self) -> QuerySet[TargetVersion]:
        """The versions that ask something of one of these units."""
        offices = list(self._children)
        of_one = Q(judged_agency__in=offices) | Q(judged_agency__isnull=True, target__plan__issuer__in=offices)
        of_members = OF_MEMBERS & Q(judged_group__in=list(self._members))
        return TargetVersion.objects.filter(of_members | (OF_EACH_BELOW & of_one))

    def of(self, version: Asking) -> Collection[int]:
        """The units of which a version asks something on any day."""
        return self._held_by(version).keys()

    def months(self, version: Asking, agency: int, year: int, ends: Iterable[int], view: MapView) -> tuple[int, ...]:
        """Those of some months at whose end the version asks something of the unit.

        On today's map it is whoever is a member, or stands there, to this day; then in all months.
        """
        days, life = self._held_by(version)[agency], self._lives[agency]
        if view == MapView.TODAY:
            is_there = any(held.until is None for held in days) and life.until is None
            days, life = ([ALWAYS] if is_there else []), ALWAYS
        exempt = self._exemptions.get((agency, version.indicator), ())
        in_force = Days(version.from_day, version.until)
        return tuple(month for month in ends if _holds(date(year, month, 14), in_force, life, days, exempt))

    def _held_by(self, version: Asking) -> dict[int, list[Days]]:
        if version.is_of_members:
            return self._members.get(version.judged_group_id, {})
        return self._children.get(version.office, {})

    @cached_property
    def _exemptions(self) -> dict[tuple[int, int], list[Days]]:
        marks: dict[tuple[int, int], list[Days]] = defaultdict(list)
        rows = among(Exemption.objects.order_by(), "agency", self._lives)
        for agency, indicator, *days in rows.values_list("agency_id", "indicator_id", "from_day", "until"):
            marks[agency, indicator].append(Days(*days))
        return marks


def _holds(day: date, in_force: Days, life: Days, days: Iterable[Days], exempt: Iterable[Days]) -> bool:
    """Whether the rule is in force, the unit lives and is judged, and nobody has exempted it."""
    if not in_force.hold(day) or not life.hold(day) or not any(held.hold(day) for held in days):
        return False
    return not any(mark.hold(day) for mark in exempt)
