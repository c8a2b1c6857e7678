"""Who may manage agencies, groups and people."""

from accounts.models import User
from accounts.roles import Action, Role
from agencies import scope
from agencies.models import Agency, AgencyQuerySet, Membership


def managed_agencies(user: User) -> AgencyQuerySet:
    """The agencies whose life, people and groups this person looks after in the back office."""
    return scope.acts_for(user, Action.MANAGE_AGENCIES)


def can_manage_somewhere(user: User) -> bool:
    return scope.may_somewhere(user, Action.MANAGE_AGENCIES)


def can_manage_agency(user: User, agency: Agency) -> bool:
    return scope.may(user, Action.MANAGE_AGENCIES, agency)


def can_place_under(user: User, parent: Agency | None) -> bool:
    """Only who manages everything may put an agency at the top."""
    return user.is_superuser if parent is None else can_manage_agency(user, parent)


def managed_people(user: User):
    """People all of whose roles lie within what this person manages, and people without any role yet.

    Whoever may set a password can become that person, so nobody reaches people who also hold a role elsewhere.
    """
    if user.is_superuser:
        return User.objects.all()
    elsewhere = Membership.objects.exclude(agency__in=managed_agencies(user)).values("person")
    return User.objects.filter(is_superuser=False).exclude(pk__in=elsewhere)


def administers(user: User) -> bool:
    """Whether the person holds the administrator's role anywhere: the back office opens for them."""
    return user.is_superuser or bool(user.pk and user.memberships.filter(role=Role.ADMINISTRATOR).exists())
