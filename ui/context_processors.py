"""What every page shows around its content."""

from django.conf import settings

from ui.navigation import entries


def navigation(request):
    """The entries of the main navigation, the current one marked."""
    return {"nav_entries": entries(settings.NAVIGATION, request.path)}
