"""A plan's document on its way in: what was read of it, what a person decided, and what is written."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = "Nhập kế hoạch từ văn bản"
