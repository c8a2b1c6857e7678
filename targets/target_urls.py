"""Addresses of the library of indicators, and of the targets that plans set about them."""

from django.urls import path

from targets.views import copying, indicator_checks, indicators, target_forms, targets

urlpatterns = [
    path("chi-tieu/", targets.target_list, name="list"),
    path("chi-tieu/<int:target_id>/", targets.target_page, name="detail"),
    path("chi-tieu/<int:target_id>/sua/", target_forms.edit_target, name="edit"),
    path("chi-tieu/<int:target_id>/dieu-chinh/", target_forms.amend_target, name="amend"),
    path("chi-tieu/<int:target_id>/bai-bo/", targets.withdraw_target, name="withdraw"),
    path("chi-tieu/<int:target_id>/khoi-phuc/", targets.restore_target, name="restore"),
    path("chi-tieu/<int:target_id>/xoa/", targets.delete_target, name="delete"),
    path("chi-tieu/<int:target_id>/doi-thu-tu/", targets.move_target, name="move"),
    path("ke-hoach/<int:plan_id>/them-chi-tieu/", target_forms.create_target, name="create"),
    path("ke-hoach/<int:plan_id>/dien-dat-chi-tieu/", target_forms.restate, name="restate"),
    path("ke-hoach/<int:plan_id>/sao-chep/", copying.copy_plan, name="copy_plan"),
    path("ke-hoach/<int:plan_id>/xoa-ban-thao/", copying.delete_draft, name="delete_draft"),
    path("ke-hoach/<int:plan_id>/soat-ban-sao/", copying.review_copy, name="review_copy"),
    path("chi-tieu-thong-ke/", indicators.indicator_list, name="indicators"),
    path("chi-tieu-thong-ke/them/", indicators.create_indicator, name="create_indicator"),
    path("chi-tieu-thong-ke/<int:indicator_id>/", indicators.indicator_page, name="indicator"),
    path("chi-tieu-thong-ke/<int:indicator_id>/sua/", indicators.edit_indicator, name="edit_indicator"),
    path("chi-tieu-thong-ke/<int:indicator_id>/kiem-tra/", indicator_checks.indicator_checks, name="indicator_checks"),
    path("chi-tieu-thong-ke/<int:indicator_id>/khong-ap-dung/", indicators.exempt, name="exempt"),
    path("khong-ap-dung/<int:exemption_id>/ket-thuc/", indicators.end_exemption, name="end_exemption"),
]
