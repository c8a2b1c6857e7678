"""Paths of the pages on agencies."""

from django.urls import path

from agencies import views

app_name = "agencies"

urlpatterns = [
    path("don-vi/", views.agency_list, name="list"),
]
