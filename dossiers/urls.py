"""Addresses of this app."""

app_name = "dossiers"

urlpatterns = []
