"""Paths of the pages that look across apps."""

from django.urls import path

from dashboard import agency_page, basis_page, home, plan_page

app_name = "dashboard"

urlpatterns = [
    path("", home.home, name="home"),
    path("can-cu/<int:target_id>/", basis_page.basis, name="basis"),
    path("don-vi/<int:agency_id>/", agency_page.agency, name="agency"),
    path("ke-hoach/<int:plan_id>/", plan_page.plan_page, name="plan"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/", plan_page.plan_tasks, name="plan_tasks"),
    path("ke-hoach/<int:plan_id>/van-ban/", plan_page.plan_document, name="plan_document"),
]
