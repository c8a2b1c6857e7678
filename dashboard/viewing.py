"""Whose figures a reader may see on a page that judges an office's targets."""

from accounts.models import User
from agencies import scope
from agencies.models import Agency


def viewer_of(user: User, office: Agency, issuer: Agency) -> set[int] | None:
    """The ids of the agencies whose figures may be shown; None: all.

    Whoever sees everything below the plan's issuer sees all members. Looking at a plan from below, the office sees its
    own figures and those below it, never its neighbours' (DESIGN §6).
    """
    looks_from_above = any(issuer.path.startswith(path) for path in scope.sees_below(user))
    if looks_from_above and issuer.pk == office.pk:
        return None
    return set(scope.sees(user).at_or_below(office).values_list("pk", flat=True))
