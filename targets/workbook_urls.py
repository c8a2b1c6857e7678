"""Addresses of reports as Excel files."""

from django.urls import path

from targets.views import workbooks

urlpatterns = [
    path("so-lieu/<int:pk>/tep-excel/", workbooks.download, name="workbook"),
    path("so-lieu/<int:pk>/nap-tep/", workbooks.upload_one, name="upload_workbook"),
    path("so-lieu/tep-excel/", workbooks.download_many, name="workbooks"),
    path("so-lieu/nap-tep/", workbooks.upload_many, name="upload_workbooks"),
    path("so-lieu/nap-tep/<int:pk>/", workbooks.preview, name="workbook_preview"),
    path("so-lieu/nap-tep/<int:pk>/tep/", workbooks.kept_file, name="workbook_file"),
]
