"""Founded, renamed, moved, merged, split, dissolved: who stood where, was called what and answered for whose work on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from accounts.models import User
from agencies import scope
from agencies.models import Agency, AgencyGroup, AgencyQuerySet, GroupMembership, Placement, Succession, lives_on
from agencies.spans import Span
from agencies.tree import Place, Tree, chain
from agencies.tree import tree_on as forest_on


@dataclass(frozen=True)
class Name:
    """A name that an agency bore over a stretch of days; `short` is empty where the rename did not give one."""

    text: str
    span: Span
    short: str = ""


class History:
    """The whole life of all agencies, for rules that ask about many agencies on several days.

    Each part is one query, made when first asked for: places, lives, group members, successions.
    """

    @cached_property
    def places(self) -> list[Place]:
        rows = Placement.objects.order_by().values_list("agency_id", "parent_id", "from_day", "until")
        return [Place(agency, parent, Span(start, end)) for agency, parent, start, end in rows]

    @cached_property
    def lives(self) -> dict[int, Span]:
        """Agency to the days of its life."""
        rows = Agency.objects.order_by().values_list("pk", "founded_on", "dissolved_on")
        return {pk: Span(founded, dissolved) for pk, founded, dissolved in rows}

    @cached_property
    def members(self) -> dict[int, list[tuple[int, Span]]]:
        """Group to its members, each with the days of membership."""
        found = defaultdict(list)
        rows = GroupMembership.objects.order_by("agency__sort_key").values_list(
            "group_id", "agency_id", "from_day", "until"
        )
        for group, agency, start, end in rows:
            found[group].append((agency, Span(start, end)))
        return dict(found)

    @cached_property
    def successions(self) -> list[tuple[int, int, date]]:
        """(predecessor, successor, day) of every merger, split and dissolution that handed work over."""
        rows = Succession.objects.exclude(kind=Succession.Kind.RENAME).exclude(successor=None)
        return list(rows.order_by("day", "pk").values_list("predecessor_id", "successor_id", "day"))

    def tree_on(self, day: date) -> Tree:
        """The forest as it stood on a day; whoever had no place that day is not in it."""
        return self._kept("_trees", day, lambda: forest_on(self.places, day))

    def alive_on(self, day: date) -> set[int]:
        return self._kept("_alive", day, lambda: {pk for pk, life in self.lives.items() if life.holds(day)})

    def members_on(self, group: int, day: date) -> list[int]:
        """The group's members on a day that lived that day, in Vietnamese order."""
        alive = self.alive_on(day)
        return [agency for agency, span in self.members.get(group, []) if span.holds(day) and agency in alive]

    def predecessors(self, agency: int, on: date | None = None) -> list[int]:
        """Everyone whose work this agency has taken over, near and far; with `on`, only what had happened by then."""
        return chain(self._links(1, 0, on), agency)

    def successors(self, agency: int, on: date | None = None) -> list[int]:
        """Everyone who has taken over work of this agency, near and far; with `on`, only what had happened by then."""
        return chain(self._links(0, 1, on), agency)

    def reach_of(self, agencies: Iterable[int]) -> set[int]:
        """These agencies, whoever ever stood below any of them and whoever's work came to any of them, near and far."""
        behind = defaultdict(list)
        for place in self.places:
            behind[place.parent].append(place.agency)
        for predecessor, successor, _ in self.successions:
            behind[successor].append(predecessor)
        found: set[int] = set()
        waiting = list(agencies)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += behind.get(one, ())
        return found

    def _links(self, source: int, goal: int, on: date | None) -> dict[int, list[int]]:
        def read():
            links = defaultdict(list)
            for row in self.successions:
                if on is None or row[2] <= on:
                    links[row[source]].append(row[goal])
            return dict(links)

        return self._kept("_link_tables", (source, on), read)

    def _kept(self, table: str, key, make):
        """Answers for one day are asked for many times over; each is worked out once."""
        kept = self.__dict__.setdefault(table, {})
        if key not in kept:
            kept[key] = make()
        return kept[key]


def tree_on(day: date) -> Tree:
    """The forest as it stood on a day, in one query."""
    rows = Placement.objects.filter(lives_on(day)).order_by().values_list("agency_id", "parent_id")
    return Tree(dict(rows))


def parent_on(agency: Agency, day: date) -> Agency | None:
    """The agency above on a day; None for one at the top, and where no place is known for that day."""
    placement = agency.placements.filter(lives_on(day)).select_related("parent").first()
    return placement.parent if placement else None


def at_or_below_on(agency: Agency, day: date) -> AgencyQuerySet:
    """The agency and everything that stood under it on a day."""
    return Agency.objects.filter(pk__in=tree_on(day).at_or_below(agency.pk))


def members_on(group: AgencyGroup, day: date) -> AgencyQuerySet:
    """The group's members on a day that lived that day."""
    inside = GroupMembership.objects.filter(lives_on(day), group=group).values("agency")
    return Agency.objects.alive_on(day).filter(pk__in=inside)


def names_of(agency: Agency) -> list[Name]:
    """Every name of the agency with its days, oldest first; one without renames has borne its name always."""
    return names_by_agency([agency])[agency.pk]


def name_on(agency: Agency, day: date) -> str:
    """What the agency was called on a day."""
    return names_on([agency], day)[agency.pk]


def names_on(agencies: Iterable[Agency], day: date) -> dict[int, str]:
    """Agency to what it was called on a day, in one query for them all."""
    return {
        pk: next(name.text for name in names if name.span.holds(day)) for pk, names in names_by_agency(agencies).items()
    }


def names_by_agency(agencies: Iterable[Agency]) -> dict[int, list[Name]]:
    """Agency to its names, oldest first, in one query."""
    agencies = list(agencies)
    renames = defaultdict(list)
    ids = [agency.pk for agency in agencies]
    rows = Succession.objects.filter(kind=Succession.Kind.RENAME)
    if len(ids) <= 500:  # beyond that the few renames of the whole country are the shorter list
        rows = rows.filter(predecessor__in=ids)
    for row in rows.order_by("day", "pk"):
        renames[row.predecessor_id].append(row)
    return {agency.pk: _names(agency, renames[agency.pk]) for agency in agencies}


def _names(agency: Agency, renames: list[Succession]) -> list[Name]:
    if not renames:
        return [Name(agency.name, Span())]
    starts = [None, *(row.day for row in renames)]
    texts = [renames[0].old_name, *(row.new_name for row in renames)]
    shorts = ["", *(row.new_short_name for row in renames)]
    spans = [Span(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return [Name(*parts) for parts in zip(texts, spans, shorts, strict=True)]


def predecessors(agency: Agency) -> AgencyQuerySet:
    """Everyone whose work this agency has taken over, near and far."""
    return Agency.objects.filter(pk__in=History().predecessors(agency.pk))


def successors(agency: Agency) -> AgencyQuerySet:
    """Everyone who has taken over work of this agency, near and far."""
    return Agency.objects.filter(pk__in=History().successors(agency.pk))


def seen_with_history(user: User) -> AgencyQuerySet:
    """What the person sees, and the predecessors of their own agencies: old figures stay with whom they were given by."""
    history = History()
    behind = {old for own in scope.own_agencies(user) for old in history.predecessors(own)}
    return Agency.objects.filter(Q(pk__in=scope.sees(user).values("pk")) | Q(pk__in=behind))
