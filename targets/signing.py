"""Whose approval a report waits for before it is sent: the leaders of the agency that gives it (DESIGN §5)."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Action, roles_that_may
from agencies.models import Agency


def leaders_of(agency: Agency) -> QuerySet[User]:
    """The people with an account in use who sign this agency's reports."""
    roles = roles_that_may(Action.SIGN_FIGURES)
    return User.objects.filter(is_active=True, memberships__agency=agency, memberships__role__in=roles).distinct()


def has_leader(agency: Agency) -> bool:
    return leaders_of(agency).exists()
