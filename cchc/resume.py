"""A form sent after the session ended, or from a page gone stale: what was typed travels along and is sent once more.

Nothing is stored here: the typed fields ride, signed, in a hidden field of the page that asks for the password. After
log-in the same page shows what was kept and one button sends it to where it was going, where every check is made anew.
Passwords and files never travel; the page says which files must be chosen again.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.forms import LogInForm

SALT = "cchc.resume"
KEPT_FOR = 24 * 60 * 60  # seconds
KEPT_AT_MOST = 1_000_000  # characters typed; with its signature it must still fit DATA_UPLOAD_MAX_MEMORY_SIZE
KEPT_FIELD = "kept"
NEVER_KEPT = {"csrfmiddlewaretoken", KEPT_FIELD}


@dataclass(frozen=True)
class KeptForm:
    """Where a form was going, what was typed into it, and the names of the files that could not be kept."""

    path: str
    fields: list[tuple[str, str]]
    file_names: list[str]

    @classmethod
    def of(cls, request) -> "KeptForm | None":
        """What this POST carries; None where it holds a password or is too long to travel."""
        fields = [(name, value) for name, values in request.POST.lists() for value in values if name not in NEVER_KEPT]
        if any("password" in name for name, _ in fields):
            return None
        if sum(len(name) + len(value) for name, value in fields) > KEPT_AT_MOST:
            return None
        files = [file.name for _, files in request.FILES.lists() for file in files]
        return cls(request.get_full_path(), fields, files)

    @classmethod
    def unpack(cls, packed: str) -> "KeptForm | None":
        """What `packed` holds; None where it was not ours or is a day old."""
        try:
            path, fields, file_names = signing.loads(packed, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            return None
        return cls(path, [(name, value) for name, value in fields], file_names)

    @property
    def packed(self) -> str:
        return signing.dumps([self.path, self.fields, self.file_names], salt=SALT, compress=True)

    @property
    def sentences(self) -> list[str]:
        """What a person would want to read again or copy by hand: the typed texts, not the chosen codes and numbers."""
        return [value for _, value in self.fields if " " in value.strip()]


def comes_from_our_page(request) -> bool:
    """Whether the browser says that this request left one of our own pages."""
    origin = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER", "")
    sent_from = urlsplit(origin)
    return bool(sent_from.netloc) and sent_from.netloc == request.get_host() and sent_from.scheme == request.scheme


def ask_to_log_in(request, kept: KeptForm, form=None, *, status=403, locked_minutes=None):
    """The page that says the session has ended, with a log-in form that takes the typed content along."""
    form = form or LogInForm(request)
    context = {"form": form, "kept": kept, "locked_minutes": locked_minutes}
    return render(request, "session_ended.html", context, status=status)


def ask_to_send_again(request, kept: KeptForm, *, status=200):
    """The page that shows what was kept, with the button that sends it."""
    return render(request, "send_again.html", {"kept": kept}, status=status)


class ResumableLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Asks for log-in as Django does, but never throws away what a person had typed when the session ended."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.resolver_match.app_name == "admin" and not request.user.is_authenticated:
            return self.handle_no_permission(request, view_func)  # admin would ask by a log-in page of its own
        return super().process_view(request, view_func, view_args, view_kwargs)

    def get_login_url(self, view_func):
        return settings.LOGIN_URL

    def handle_no_permission(self, request, view_func):
        if request.htmx:  # htmx leaves the page alone on 403, so the form stays filled; its own submit comes below
            return HttpResponse("Phiên làm việc đã hết.", status=403, content_type="text/plain; charset=utf-8")
        kept = KeptForm.of(request) if request.method == "POST" else None
        return ask_to_log_in(request, kept) if kept else super().handle_no_permission(request, view_func)


@never_cache
@require_POST
@csrf_protect
@login_not_required
@sensitive_post_parameters("password")
def log_in_and_resume(request):
    """Log in from the page of `ask_to_log_in`; then show what was kept."""
    kept = KeptForm.unpack(request.POST.get(KEPT_FIELD, ""))
    if kept is None:
        return redirect(settings.LOGIN_URL)
    form = LogInForm(request, data=request.POST)
    if not form.is_valid():
        return ask_to_log_in(request, kept, form, status=200)
    login(request, form.get_user())
    return ask_to_send_again(request, kept)


def csrf_failure(request, reason=""):
    """A page gone stale (log-in in another tab changes the token), or a forged request; only our own pages keep content."""
    if request.user.is_authenticated and request.path == settings.LOGIN_URL:
        return redirect(settings.LOGIN_REDIRECT_URL)
    kept = KeptForm.of(request) if comes_from_our_page(request) else None
    if kept is None:
        return render(request, "403_csrf.html", status=403)
    return (
        ask_to_send_again(request, kept, status=403) if request.user.is_authenticated else ask_to_log_in(request, kept)
    )


def locked_out(request, response=None, credentials=None):
    """Too many wrong passwords (django-axes): says for how long, and still keeps what was typed."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    kept = KeptForm.unpack(request.POST.get(KEPT_FIELD, ""))
    if kept:
        return ask_to_log_in(request, kept, status=429, locked_minutes=minutes)
    return render(request, "locked_out.html", {"locked_minutes": minutes}, status=429)
