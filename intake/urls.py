"""Paths of documents on their way in."""

from django.urls import path

from intake.views import changing, review, starting, writing

app_name = "intake"

urlpatterns = [
    path("ke-hoach/nhap-tu-van-ban/", starting.begin, name="begin"),
    path("ke-hoach/<int:plan_id>/doc-them-tu-van-ban/", starting.begin_for_plan, name="begin_for_plan"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/", review.review, name="review"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/tep/", review.file, name="file"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/nhan-het/", review.accept_settled, name="accept_settled"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/bo/", review.drop, name="drop"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/them/", changing.add, name="add"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/ghi/", writing.write, name="write"),
    path(
        "ke-hoach/nhap-tu-van-ban/<int:intake_id>/vao-ke-hoach/<int:plan_id>/", writing.add_to_plan, name="add_to_plan"
    ),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/<slug:item_key>/quyet-dinh/", review.decide, name="decide"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/<slug:item_key>/sua/", changing.change, name="change"),
    path("ke-hoach/nhap-tu-van-ban/<int:intake_id>/<slug:item_key>/dien-dat/", changing.restate, name="restate"),
]
