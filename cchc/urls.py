"""One line per app; each app keeps its own paths."""

from django.contrib import admin
from django.urls import include, path

from cchc import resume, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("tiep-tuc/", resume.log_in_and_resume, name="log_in_and_resume"),
    path("quan-tri/login/", views.admin_log_in),
    path("quan-tri/", admin.site.urls),
    path("", include("accounts.urls")),
    path("thu-vien-giao-dien/", include("ui.urls")),
    path("", include("agencies.urls")),
    path("", include("plans.urls")),
    path("", include("targets.urls")),
    path("", include("dossiers.urls")),
    path("", include("intake.urls")),
    path("", include("reminders.urls")),
    path("", include("reports.urls")),
    path("", include("dashboard.urls")),
]

handler400 = "cchc.views.bad_request"
handler403 = "cchc.views.permission_denied"
handler404 = "cchc.views.page_not_found"
handler500 = "cchc.views.server_error"
