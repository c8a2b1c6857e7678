"""Log-in, log-out, one's own password, one's own page."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import LoginView, LogoutView
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.forms import LogInForm, PasswordForm
from accounts.models import ActionRecord
from accounts.roles import rights_of

LATEST_RECORDS = 10


class LogInView(LoginView):
    template_name = "registration/login.html"
    authentication_form = LogInForm
    redirect_authenticated_user = True


class LogOutView(LogoutView):
    """By POST only; ends at the log-in page."""


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """One's own new password; whoever logged in with a temporary one gets no further before this is done."""
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_password(by=request.user, new_password=form.cleaned_data["new_password1"])
            update_session_auth_hash(request, request.user)
            messages.success(request, "Đã đổi mật khẩu. Các phiên đăng nhập khác của anh/chị đã kết thúc.")
            return redirect(_next_page(request) or "accounts:profile")
    context = {"form": form, "is_forced": request.user.must_change_password, "next": _next_page(request) or ""}
    return render(request, "registration/password_change_form.html", context)


def _next_page(request) -> str | None:
    """Where the person was going when they were asked to change their password; only within this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else None


@require_safe
def profile(request):
    """Who I am here: my roles, what each may do, when I last logged in."""
    held = request.user.memberships.select_related("agency").order_by("agency__sort_key", "role")
    context = {
        "memberships": [{"membership": one, "rights": rights_of(one.role)} for one in held],
        "records": ActionRecord.objects.filter(by=request.user)[:LATEST_RECORDS],
    }
    return render(request, "accounts/profile.html", context)
