"""Dossier figures taken over from another system's export."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dossiers"
    verbose_name = "Số liệu từ hệ thống một cửa"
