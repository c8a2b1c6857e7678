"""The pages that look across apps: home, one agency, one plan with its targets."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "dashboard"
    verbose_name = "Tổng quan"
