"""The back office: whoever administers an agency enters; what they find there is what they manage."""

from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.shortcuts import redirect


class BackOffice(admin.AdminSite):
    site_header = "Quản trị hệ thống"
    site_title = "Quản trị · CCHC"
    index_title = "Đơn vị, người dùng, vai trò"
    site_url = "/"
    enable_nav_sidebar = False

    def logout(self, request, extra_context=None):
        return LogoutView.as_view()(request)  # ends where the site's own log-out ends

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password_change")
