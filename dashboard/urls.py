"""Paths of the pages that look across apps."""

app_name = "dashboard"

urlpatterns = []
