"""Pages that belong to no app: whether the site is alive, and what it says when something is refused."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
@login_not_required
def healthz(request):
    """For a load balancer: 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


@login_not_required
def admin_log_in(request):
    """In place of admin's own log-in page: one log-in for all, and plain words for those whom admin does not let in."""
    if request.user.is_authenticated:
        raise PermissionDenied("Trang quản trị chỉ dành cho người quản trị hệ thống.")
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


def bad_request(request, exception=None):
    """Rendered without a request: it may be the address itself that was refused."""
    return render(None, "400.html", status=400)


def permission_denied(request, exception=None):
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Rendered without a request: whatever failed may fail again."""
    return render(None, "500.html", status=500)
