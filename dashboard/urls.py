"""Paths of the pages that look across apps."""

from django.urls import path

from dashboard import plan_page

app_name = "dashboard"

urlpatterns = [
    path("ke-hoach/<int:plan_id>/", plan_page.plan_page, name="plan"),
]
