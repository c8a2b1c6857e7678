"""What a person reads when something is refused or breaks: Vietnamese, without a stack trace, saying what to do."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.urls import include, path

from tests import make

pytestmark = pytest.mark.django_db


def refuse(request):
    raise PermissionDenied("Chỉ văn phòng cấp trên được xác nhận báo cáo này.")


def refuse_silently(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation("too many fields")


def break_down(request):
    raise RuntimeError("secret detail")


urlpatterns = [
    path("cam/", refuse),
    path("cam-khong-noi/", refuse_silently),
    path("nghi/", suspect),
    path("hong/", break_down),
    path("nhan/", lambda request: HttpResponse(request.POST.get("note", ""))),
    path("", include("cchc.urls")),
]
handler400 = "cchc.views.bad_request"
handler403 = "cchc.views.permission_denied"
handler404 = "cchc.views.page_not_found"
handler500 = "cchc.views.server_error"


@pytest.fixture
def visitor(client, settings):
    settings.ROOT_URLCONF = __name__
    client.force_login(make.user())
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "address, status, words",
    [
        ("/cam/", 403, "Chỉ văn phòng cấp trên được xác nhận báo cáo này."),
        ("/cam-khong-noi/", 403, "Vai trò của anh/chị không cho phép"),
        ("/khong-co/", 404, "Không tìm thấy trang"),
        ("/nghi/", 400, "Máy chủ không hiểu được yêu cầu này"),
        ("/hong/", 500, "Hệ thống gặp lỗi"),
    ],
)
def test_each_error_has_its_vietnamese_page(visitor, address, status, words):
    answer = visitor.get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


def test_a_name_that_is_not_ours_gets_the_same_plain_page(client):
    answer = client.get("/", headers={"host": "ke-xau.example"})
    assert answer.status_code == 400
    assert "Máy chủ không hiểu" in answer.content.decode()


def test_an_anonymous_visitor_also_gets_the_page_for_an_unknown_address(client):
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
