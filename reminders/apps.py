"""What is due is told to whom it concerns; what a leader asks is answered."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = "Nhắc việc và đôn đốc"
