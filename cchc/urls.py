"""One line per app; each app keeps its own paths."""

from django.contrib import admin
from django.urls import include, path

from cchc import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("quan-tri/", admin.site.urls),
    path("", include("dashboard.urls")),
]
