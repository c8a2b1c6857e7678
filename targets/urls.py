"""Addresses of indicators and targets, and of forms, periods and figures."""

from targets import figure_urls, target_urls

app_name = "targets"

urlpatterns = [*target_urls.urlpatterns, *figure_urls.urlpatterns]
