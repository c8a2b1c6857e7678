"""Addresses of this app."""

from django.urls import path

from dossiers.views import loading, settling, sources

app_name = "dossiers"

urlpatterns = [
    path("so-lieu/nguon/", sources.sources, name="sources"),
    path("so-lieu/nguon/them/", sources.create, name="create"),
    path("so-lieu/nguon/<int:pk>/", sources.edit, name="edit"),
    path("so-lieu/nguon/<int:pk>/tep-mau/", sources.sample, name="sample"),
    path("so-lieu/nguon/<int:pk>/ten/<int:alias_pk>/bo/", sources.forget, name="forget_name"),
    path("so-lieu/nguon/<int:pk>/nap/", loading.upload, name="upload"),
    path("so-lieu/nguon/lan-nap/<int:pk>/", loading.review, name="review"),
    path("so-lieu/nguon/lan-nap/<int:pk>/chon-don-vi/", loading.name_agencies, name="name_agencies"),
    path("so-lieu/nguon/lan-nap/<int:pk>/tep/", loading.file, name="file"),
    path("so-lieu/nguon/bao-cao/<int:pk>/", settling.report, name="report"),
    path("so-lieu/nguon/doi-chieu/<int:pk>/", settling.settle, name="settle"),
    path("so-lieu/nguon/y-kien-khac/", settling.disputes, name="disputes"),
    path("so-lieu/nguon/y-kien-khac/<int:pk>/tra-loi/", settling.answer, name="answer"),
]
