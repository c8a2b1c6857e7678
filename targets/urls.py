"""Addresses of indicators and targets, and of forms, periods and figures, also as Excel files."""

from targets import figure_urls, overview_urls, target_urls, workbook_urls

app_name = "targets"

urlpatterns = [
    *target_urls.urlpatterns,
    *figure_urls.urlpatterns,
    *overview_urls.urlpatterns,
    *workbook_urls.urlpatterns,
]
