"""A browser drops the chosen file when a page comes back; the page says so, whoever refused it."""

import pytest
from django.urls import reverse

from plans.models import Plan
from tests import make
from tests.documents.papers import upload

pytestmark = pytest.mark.django_db
TYPED = {"summary": "Công tác cải cách hành chính", "kind": "annual", "state": "issued", "year_from": "2022"}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"issued_on": "31/02/2022"}, id="ngày không có, biểu mẫu từ chối"),
        pytest.param({"year_to": "2021"}, id="năm ngược, thao tác từ chối"),
        pytest.param({"number": "495/KH-TTTP"}, id="số đã có trong hệ thống"),
    ],
)
def test_a_page_that_comes_back_says_which_file_to_choose_again(client, settings, tmp_path, wrong):
    settings.MEDIA_ROOT = str(tmp_path)
    office = make.agency("Thanh tra Thành phố")
    client.force_login(make.user(office))
    make.plan(office, year=2022, number="495/KH-TTTP", number_key="495/kh-tttp", number_year=2022)
    sent = {**TYPED, "issuer": office.pk, "once": "7d0f0b8e-0000-4000-8000-000000000001", **wrong}
    response = client.post(reverse("plans:create"), {**sent, "signed": upload("ban ky.pdf")})
    assert response.context["form"].errors["signed"] == [
        "Chưa lưu tệp “ban ky.pdf” vì trang còn chỗ cần sửa. Hãy chọn lại tệp."
    ]
    assert Plan.objects.count() == 1
