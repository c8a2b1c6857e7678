"""Addresses of how agencies stand with their reports."""

from django.urls import path

from targets.views import overview

urlpatterns = [
    path("so-lieu/tinh-hinh/", overview.overview, name="overview"),
    path("so-lieu/dung-han/", overview.timeliness, name="timeliness"),
]
