"""What every request passes through before any app sees it: whose address it is, and what the browser may do."""

from django.conf import settings
from django.utils.cache import patch_cache_control


def client_address(request) -> str:
    """The address a request came from, as ClientAddressMiddleware settled it."""
    return request.META.get("REMOTE_ADDR", "")


class ClientAddressMiddleware:
    """Behind TRUSTED_PROXY_COUNT proxies, REMOTE_ADDR becomes what the outermost of them saw.

    Each proxy appends the address it heard from, so only the last entries of X-Forwarded-For are ours; whatever stands
    before them was written by the visitor and is never believed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = settings.TRUSTED_PROXY_COUNT
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if count and len(seen) >= count:
            request.META["REMOTE_ADDR"] = seen[-count]
        return self.get_response(request)


class BrowserPolicyMiddleware:
    """Headers that Django does not set by itself: no camera, no microphone, no place; no copy of a page in shared caches."""

    PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.PERMISSIONS_POLICY)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response
