"""How django.contrib.admin is started: with our site. Stands among the installed apps in its place."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    default_site = "agencies.admin_site.BackOffice"

    def ready(self):
        super().ready()
        from django.contrib import admin
        from django.contrib.auth.models import Group

        admin.site.unregister(Group)  # rights come from roles at agencies, not from Django's groups
