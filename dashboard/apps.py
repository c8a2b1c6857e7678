"""The pages that look across apps: home, one agency, one plan with its targets."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "dashboard"
    verbose_name = "Tổng quan"

    def ready(self):
        from agencies import consequences
        from dashboard.consequences import forms_owed, targets_naming, unfinished_tasks, unsent_reports

        for notice in (unsent_reports, unfinished_tasks, targets_naming, forms_owed):
            consequences.tell(notice)
