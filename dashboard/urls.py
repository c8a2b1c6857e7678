"""Paths of the pages that look across apps."""

from django.urls import path

from dashboard import agency_page, basis_page, by_agency, duties, home, not_reported, office_search, plan_page, ranking

app_name = "dashboard"

urlpatterns = [
    path("", home.home, name="home"),
    path("theo-don-vi/", by_agency.by_agency, name="by_agency"),
    path("xep-hang-don-vi/", ranking.ranking, name="ranking"),
    path("xep-hang-don-vi/excel/", ranking.ranking_file, name="ranking_file"),
    path("xep-hang-don-vi/theo-ke-hoach/", ranking.ranking_by_plan, name="ranking_by_plan"),
    path("xep-hang-don-vi/theo-ke-hoach/excel/", ranking.ranking_by_plan_file, name="ranking_by_plan_file"),
    path("chua-bao-cao/", not_reported.not_reported, name="not_reported"),
    path("viec-can-lam/tom-tat/", duties.duties, name="duties"),
    path("tim-don-vi/", office_search.find_office, name="find_office"),
    path("tim-don-vi/goi-y/", office_search.suggest_offices, name="suggest_offices"),
    path("can-cu/<int:target_id>/", basis_page.basis, name="basis"),
    path("don-vi/<int:agency_id>/", agency_page.agency, name="agency"),
    path("ke-hoach/<int:plan_id>/", plan_page.plan_page, name="plan"),
    path("ke-hoach/<int:plan_id>/nhiem-vu/", plan_page.plan_tasks, name="plan_tasks"),
    path("ke-hoach/<int:plan_id>/van-ban/", plan_page.plan_document, name="plan_document"),
]
