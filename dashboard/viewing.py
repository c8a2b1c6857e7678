"""Whose figures a reader may see on a page that judges an office's targets."""

from collections.abc import Container, Hashable
from functools import cached_property

from accounts.models import User
from accounts.roles import Action
from agencies import lifecycle, scope
from agencies.models import Agency, AgencyQuerySet, Placement
from targets.models import Target


class Seen(Container[int]):
    """The ids of these agencies, read only when somebody asks whether one is among them.

    key: says the same wherever the same is seen, so that what was worked out for one reader serves all like them.
    """

    def __init__(self, agencies: AgencyQuerySet, key: Hashable):
        self._agencies, self.key = agencies, key

    def __contains__(self, agency: object) -> bool:
        return agency in self._ids

    @cached_property
    def _ids(self) -> set[int]:
        return set(self._agencies.order_by().values_list("pk", flat=True))


class EverBelow(Seen):
    """The agency, everything that stood below it on any day, and those whose work it has taken over.

    Most that are asked about stand there today; who stood there once is looked up only for the others.
    """

    def __init__(self, agency: Agency):
        super().__init__(Agency.objects.at_or_below(agency), ("ever below", agency.path))
        self._top = agency

    def __contains__(self, agency: object) -> bool:
        return super().__contains__(agency) or agency in self._once

    @cached_property
    def _once(self) -> set[int]:
        inside = self._top.path
        left = Placement.objects.filter(parent__path__startswith=inside).exclude(agency__path__startswith=inside)
        found: set[int] = set()
        further = set(left.values_list("agency_id", flat=True))
        while further:
            found |= further
            below = Placement.objects.filter(parent__in=further).values_list("agency_id", flat=True)
            further = set(below) - found
        return found | set(lifecycle.predecessors(self._top).values_list("pk", flat=True))


def viewer_of(user: User, office: Agency, issuer: Agency) -> Container[int] | None:
    """The agencies whose figures may be shown; None: all. Costs a query only when a single agency is asked about.

    Whoever sees everything below the plan's issuer sees all that ever stood there, and nobody beside it, even where the
    plan judges a wider group. Looking at a plan from below, the office sees its own figures and those below it, never
    its neighbours' (DESIGN §6).
    """
    looks_from_above = any(issuer.path.startswith(path) for path in scope.sees_below(user))
    if looks_from_above and issuer.pk == office.pk:
        return None if issuer.depth == 0 else EverBelow(issuer)
    return seen_below(user, office)


def seen_below(user: User, office: Agency) -> Seen:
    """What the person sees of the office and of all below it: its own verdicts on targets set above."""
    reach = (tuple(sorted(scope.sees_below(user))), tuple(scope.own_agencies(user)))
    return Seen(scope.sees(user).at_or_below(office), ("seen below", office.path, reach))


def shows_verdict(user: User, target: Target, office: Agency) -> bool:
    """Whether the verdict may be read from this office: whoever looks at the issuer; from below, whom the target names.

    Anyone else who may read the plan reads the rule alone, never the totals of those above (DESIGN §6).
    """
    if scope.may(user, Action.SEE, target.plan.issuer):
        return True
    return Target.objects.filter(pk=target.pk).naming(office).exists()
