"""The list of agencies that a person may look at, as it stood on a day: whom it holds, in which order, under whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import User
from agencies import lifecycle, scope
from agencies.models import Agency, AgencyGroup
from agencies.tree import OutlineRow, outline

ALIVE, ENDED, ALL = "dang", "het", "tat-ca"
LIVES = [(ALIVE, "Đang hoạt động"), (ENDED, "Đã kết thúc"), (ALL, "Tất cả")]


@dataclass(frozen=True)
class Row:
    """One line: the agency by its name of that day, how far it is indented, and who stood above it."""

    agency: Agency
    name: str
    depth: int
    parent_name: str
    has_ended: bool

    @property
    def indent(self) -> int:
        """Deeper levels are not pushed further: a line must keep room for its name."""
        return min(self.depth, 4)


def groups_seen_by(user: User):
    """Groups that the person's agencies own or are in."""
    seen = scope.sees(user).values("pk")
    return AgencyGroup.objects.filter(Q(owner__in=seen) | Q(memberships__agency__in=seen)).distinct()


def order(
    user: User,
    *,
    day: date,
    today: date,
    words: str = "",
    kind: str = "",
    group: AgencyGroup | None = None,
    life: str = ALIVE,
) -> list[OutlineRow]:
    """The agencies that fit, as an indented list by the tree of the day; three queries however many there are."""
    found = lifecycle.seen_with_history(user).matching(words)
    if kind:
        found = found.filter(kind=kind)
    if group:
        found = found.filter(pk__in=lifecycle.members_on(group, day).values("pk"))
    if life == ALIVE:
        found = found.alive_on(day)
    elif life == ENDED:
        found = found.filter(dissolved_on__lte=day)
    keys = {pk: (parent, key) for pk, parent, key in found.order_by().values_list("pk", "parent_id", "sort_key")}
    standing = lifecycle.tree_on(day).parents if day != today else {}
    parents = {pk: standing.get(pk, parent) for pk, (parent, _) in keys.items()}
    return outline(parents, lambda pk: keys[pk][1])


def rows(lines: Sequence[OutlineRow], *, day: date, today: date) -> list[Row]:
    """One page of the list, with the names of the day."""
    agencies = Agency.objects.in_bulk([line.agency for line in lines])
    standing = lifecycle.tree_on(day).parents if day != today else {}
    above = {pk: standing.get(pk, agency.parent_id) for pk, agency in agencies.items()}
    missing = {parent for parent in above.values() if parent and parent not in agencies}
    known = {**agencies, **Agency.objects.in_bulk(missing)}
    names = lifecycle.names_on(known.values(), day)
    return [
        Row(
            agency=agencies[line.agency],
            name=names[line.agency],
            depth=line.depth,
            parent_name=names.get(above[line.agency], ""),
            has_ended=bool(agencies[line.agency].dissolved_on and agencies[line.agency].dissolved_on <= day),
        )
        for line in lines
    ]
