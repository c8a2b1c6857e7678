"""What is settled for every request about the person who makes it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.context import forget_address, set_address


class RequestContextMiddleware:
    """Keeps the caller's address at hand while a request is served."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = set_address(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            forget_address(token)


class TemporaryPasswordMiddleware:
    """Whoever logged in with a temporary password sets their own before anything else."""

    OPEN = {"accounts:password_change", "accounts:logout", "accounts:login", "healthz", "admin:jsi18n"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        person = request.user
        if not person.is_authenticated or not person.must_change_password:
            return None
        if request.resolver_match.view_name in self.OPEN:
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(
                "Anh/chị cần đặt mật khẩu mới trước.", status=403, content_type="text/plain; charset=utf-8"
            )
        target = {"next": request.get_full_path()} if request.method in ("GET", "HEAD") else {}
        return redirect(
            f"{reverse('accounts:password_change')}?{urlencode(target)}" if target else "accounts:password_change"
        )
