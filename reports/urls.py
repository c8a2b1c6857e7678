"""Addresses of the consolidated tables and of those handed out."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("bao-cao/bieu-tong-hop/", views.consolidated, name="consolidated"),
    path("bao-cao/bieu-tong-hop/da-xuat/", views.exports, name="exports"),
    path("bao-cao/bieu-tong-hop/da-xuat/<int:pk>/", views.exported, name="exported"),
    path("bao-cao/bieu-tong-hop/da-xuat/<int:pk>/word/", views.exported_word, name="exported_word"),
    path("bao-cao/bieu-tong-hop/da-xuat/<int:pk>/excel/", views.exported_sheet, name="exported_sheet"),
    path("bao-cao/bieu-tong-hop/da-xuat/<int:pk>/ban-hanh/", views.mark_issued, name="mark_issued"),
    path("bao-cao/bieu-tong-hop/da-xuat/<int:pk>/bo-ban-hanh/", views.unmark_issued, name="unmark_issued"),
]
