"""What every answer tells the browser, and whose address a request is taken to come from."""

import pytest
from django.http import HttpResponse

from cchc.middleware import ClientAddressMiddleware, client_address


@pytest.mark.django_db
def test_no_page_may_run_inline_code_or_be_framed(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert "unsafe" not in policy


@pytest.mark.django_db
def test_every_answer_carries_the_other_headers_too(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "proxies, forwarded, address",
    [
        pytest.param(0, "1.1.1.1", "9.9.9.9", id="không có proxy: không tin tiêu đề do khách gửi"),
        pytest.param(1, "1.1.1.1", "1.1.1.1", id="một proxy: địa chỉ mà nó thấy"),
        pytest.param(1, "6.6.6.6, 1.1.1.1", "1.1.1.1", id="khách tự viết thêm địa chỉ giả: bỏ qua"),
        pytest.param(2, "6.6.6.6, 1.1.1.1, 2.2.2.2", "1.1.1.1", id="hai proxy: địa chỉ mà proxy ngoài thấy"),
        pytest.param(1, "", "9.9.9.9", id="proxy không gửi tiêu đề: giữ địa chỉ kết nối"),
    ],
)
def test_the_address_is_what_our_own_outermost_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="9.9.9.9", **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    assert client_address(request) == address
