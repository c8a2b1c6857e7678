"""Keeps the caller's address at hand while a request is served."""

from accounts.context import forget_address, set_address


class RequestContextMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = set_address(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            forget_address(token)
