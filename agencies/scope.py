"""Which agencies a person sees and acts for; every queryset starts here."""

from django.db.models import Q

from accounts.models import User
from accounts.roles import MAY, Action, Reach
from agencies.models import Agency, AgencyQuerySet, Membership


def acts_for(user: User, action: Action) -> AgencyQuerySet:
    """The agencies for which the person may do `action`, by the roles of their memberships.

    A superuser may do everything everywhere. Reads one small query (the memberships) and returns a lazy queryset
    that compares stored paths, so that it costs no list of ids however large the tree.
    """
    if not user.is_authenticated or not user.is_active:
        return Agency.objects.none()
    if user.is_superuser:
        return Agency.objects.all()
    rights = MAY[action]
    reached = Q(pk__in=[])
    for role, agency_id, path in _memberships(user):
        reach = rights.get(role)
        if reach == Reach.BELOW and path:
            reached |= Q(path__startswith=path)
        elif reach == Reach.OWN:
            reached |= Q(pk=agency_id)
    return Agency.objects.filter(reached)


def sees(user: User) -> AgencyQuerySet:
    """The agencies that the person may look at: downward everything, for a reporter their own."""
    return acts_for(user, Action.SEE)


def sees_below(user: User) -> list[str]:
    """The stored paths below which the person sees every agency; the empty path is everything."""
    if not user.is_authenticated or not user.is_active:
        return []
    if user.is_superuser:
        return [""]
    return [path for role, _, path in _memberships(user) if path and MAY[Action.SEE].get(role) == Reach.BELOW]


def may(user: User, action: Action, agency: Agency) -> bool:
    """Whether the person may do `action` for this agency; no query after the memberships were read once."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    rights = MAY[action]
    for role, agency_id, path in _memberships(user):
        reach = rights.get(role)
        if agency_id == agency.pk and reach is not None:
            return True
        if reach == Reach.BELOW and path and agency.path.startswith(path):
            return True
    return False


def may_somewhere(user: User, action: Action) -> bool:
    """Whether the person may do `action` for any agency at all: decides which buttons a page shows."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or any(role in MAY[action] for role, _, _ in _memberships(user))


def own_agencies(user: User) -> list[int]:
    """The ids of the agencies at which the person holds any role."""
    return sorted({agency_id for _, agency_id, _ in _memberships(user)})


def highest_own(user: User) -> Agency | None:
    """The highest agency at which the person holds a role, the first in Vietnamese order; None where there is none."""
    own = (held.agency for held in _rows(user)) if user.is_authenticated else ()
    return min(own, key=lambda agency: (agency.depth, agency.sort_key, agency.pk), default=None)


def own_agency(user: User, key: int) -> Agency | None:
    """The agency of this key where the person holds a role there, without asking the database anew."""
    return next((held.agency for held in _rows(user) if held.agency_id == key), None)


def main_agency_name(user: User) -> str:
    """The name of the highest agency at which the person holds a role; empty where there is none."""
    if not user.is_authenticated:
        return ""
    own = (held.agency for held in _rows(user))
    return min(((len(agency.path), agency.name) for agency in own), default=(0, ""))[1]


def with_memberships(key: int) -> User | None:
    """A person who holds any role, with all their memberships, in one query; None for whoever holds none."""
    rows = list(Membership.objects.filter(person=key).select_related("person", "agency"))
    if not rows:
        return None
    person = rows[0].person
    person._memberships = rows
    return person


def _memberships(user: User) -> list[tuple[str, int, str]]:
    """(role, agency id, path) of each membership."""
    return [(held.role, held.agency_id, held.agency.path) for held in _rows(user)]


def _rows(user: User) -> list[Membership]:
    """The memberships with their agencies, read once per user object, that is once a request."""
    if not hasattr(user, "_memberships"):
        user._memberships = list(user.memberships.select_related("agency"))
    return user._memberships
