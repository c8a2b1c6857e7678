"""Whose figures a reader may see on a page that judges an office's targets."""

from accounts.models import User
from accounts.roles import Action
from agencies import lifecycle, scope
from agencies.models import Agency, Placement
from targets.models import Target


def viewer_of(user: User, office: Agency, issuer: Agency) -> set[int] | None:
    """The ids of the agencies whose figures may be shown; None: all.

    Whoever sees everything below the plan's issuer sees all that ever stood there, and nobody beside it, even where the
    plan judges a wider group. Looking at a plan from below, the office sees its own figures and those below it, never
    its neighbours' (DESIGN §6).
    """
    looks_from_above = any(issuer.path.startswith(path) for path in scope.sees_below(user))
    if looks_from_above and issuer.pk == office.pk:
        return None if issuer.depth == 0 else _ever_below(issuer)
    return set(scope.sees(user).at_or_below(office).values_list("pk", flat=True))


def _ever_below(agency: Agency) -> set[int]:
    """The agency, everything that stood below it on any day, and those whose work it has taken over."""
    units: dict[int, set[int]] = {}
    for unit, parent in Placement.objects.order_by().values_list("agency_id", "parent_id"):
        units.setdefault(parent, set()).add(unit)
    found, further = set(), {agency.pk}
    while further:
        found |= further
        further = {unit for above in further for unit in units.get(above, ())} - found
    return found | set(lifecycle.predecessors(agency).values_list("pk", flat=True))


def shows_verdict(user: User, target: Target, office: Agency) -> bool:
    """Whether the verdict may be read from this office: whoever looks at the issuer; from below, whom the target names.

    Anyone else who may read the plan reads the rule alone, never the totals of those above (DESIGN §6).
    """
    if scope.may(user, Action.SEE, target.plan.issuer):
        return True
    return Target.objects.filter(pk=target.pk).naming(office).exists()
