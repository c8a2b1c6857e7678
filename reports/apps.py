"""Figures out again, as spreadsheet and as Word table."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Biểu tổng hợp"
