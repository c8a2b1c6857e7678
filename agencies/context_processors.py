"""Whose desk this is: the agency that stands in the header of every page."""

from django.utils.functional import SimpleLazyObject

from agencies import scope


def own_agency(request):
    """`nav_agency`: the name of the highest agency at which the person holds a role, or ""; read when first shown."""
    user = getattr(request, "user", None)
    return {"nav_agency": SimpleLazyObject(lambda: scope.main_agency_name(user) if user else "")}
