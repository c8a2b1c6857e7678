"""Whose desk this is: the agency in the header of every page, and the lists that this person may open beside this one."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.roles import Action
from agencies import scope
from ui.navigation import side_by_side


def own_agency(request):
    """`nav_agency`: the name of the highest agency at which the person holds a role, or ""; read when first shown."""
    user = getattr(request, "user", None)
    return {"nav_agency": SimpleLazyObject(lambda: scope.main_agency_name(user) if user else "")}


def section(request):
    """`section_entries`: the lists of the section whose list this page is; empty on every other page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"section_entries": []}
    found = side_by_side(settings.SECTIONS, request.path, lambda action: scope.may_somewhere(user, Action(action)))
    return {"section_entries": found}
