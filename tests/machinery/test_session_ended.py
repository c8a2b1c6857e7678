"""A session that ended while typing: after log-in the typed form comes back, or the page says what was not kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from cchc.resume import KEPT_AT_MOST, KeptForm
from tests import make

pytestmark = pytest.mark.django_db


def receive(request):
    """Stands for any page with a form: answers what it was given, and by whom."""
    return HttpResponse(f"{request.user.username}: {request.POST.getlist('agency')} {request.POST.get('summary')}")


urlpatterns = [path("ke-hoach/nhap/", receive), path("", include("cchc.urls"))]
handler403 = "cchc.views.permission_denied"

WRONG_PASSWORDS = 5
TYPED = {"summary": "Cải cách hành chính năm 2026 <b>", "agency": ["3", "5"], "purposes": "Dòng một\r\nDòng hai"}


@pytest.fixture
def browser_of(settings):
    """A client as strict as life: every POST needs the token of the form it left."""
    settings.ROOT_URLCONF = __name__
    return Client(enforce_csrf_checks=True)


def hidden(answer, name: str) -> list[str]:
    from html import unescape

    return [
        unescape(value)
        for value in re.findall(rf'name="{name}" value="([^"]*)"', answer.content.decode(), flags=re.DOTALL)
    ]


def token(client) -> str:
    """The token of a form that this browser opened some time ago."""
    client.get("/khong-co-trang-nay/")
    client.cookies["csrftoken"] = "a" * 32
    return "a" * 32


def post_after_the_session_ended(client, **more):
    return client.post("/ke-hoach/nhap/?nam=2026", {**TYPED, **more, "csrfmiddlewaretoken": token(client)})


def log_in_again(client, answer, person, password=make.PASSWORD):
    return client.post(
        "/tiep-tuc/",
        {
            "username": person.username,
            "password": password,
            "kept": hidden(answer, "kept")[0],
            "csrfmiddlewaretoken": hidden(answer, "csrfmiddlewaretoken")[0],
        },
    )


def send_again(client, answer):
    names = re.findall(r'<input type="hidden" name="([^"]+)"', answer.content.decode())
    action = re.findall(r'<form method="post" action="([^"]+)"', answer.content.decode())[-1]
    return client.post(action, {name: hidden(answer, name) for name in names})


def test_everything_typed_comes_back_after_log_in_and_is_sent_where_it_was_going(browser_of):
    person = make.user()
    ended = post_after_the_session_ended(browser_of)
    assert ended.status_code == 403
    assert "Phiên làm việc đã hết" in ended.content.decode()
    back = log_in_again(browser_of, ended, person)
    assert "Gửi lại nội dung đã gõ" in back.content.decode()
    assert hidden(back, "purposes") == ["Dòng một\r\nDòng hai"]
    sent = send_again(browser_of, back)
    assert sent.request["QUERY_STRING"] == "nam=2026"
    assert sent.content.decode() == f"{person.username}: ['3', '5'] Cải cách hành chính năm 2026 <b>"


def test_what_was_typed_can_be_read_and_is_escaped(browser_of):
    page = post_after_the_session_ended(browser_of).content.decode()
    assert "Cải cách hành chính năm 2026 &lt;b&gt;" in page
    assert "năm 2026 <b>" not in page


def test_a_wrong_password_does_not_lose_it(browser_of):
    person = make.user()
    ended = post_after_the_session_ended(browser_of)
    wrong = log_in_again(browser_of, ended, person, password="nhầm")
    assert KeptForm.unpack(hidden(wrong, "kept")[0]).path == "/ke-hoach/nhap/?nam=2026"
    assert "Gửi lại nội dung" in log_in_again(browser_of, wrong, person).content.decode()


def test_five_wrong_passwords_lock_the_log_in_and_still_keep_it(browser_of):
    person = make.user()
    answer = post_after_the_session_ended(browser_of)
    for _ in range(WRONG_PASSWORDS):
        assert answer.status_code != 429
        answer = log_in_again(browser_of, answer, person, password="nhầm")
    assert answer.status_code == 429
    assert "tạm khoá tại máy đang dùng" in answer.content.decode()
    locked = log_in_again(browser_of, answer, person)
    assert locked.status_code == 429
    assert KeptForm.unpack(hidden(locked, "kept")[0]).fields == KeptForm.unpack(hidden(answer, "kept")[0]).fields


def test_the_lock_binds_one_name_at_one_address(browser_of):
    answer = post_after_the_session_ended(browser_of)
    unlucky, colleague = make.user(), make.user()
    for _ in range(WRONG_PASSWORDS):
        answer = log_in_again(browser_of, answer, unlucky, password="nhầm")
    assert log_in_again(browser_of, answer, colleague).status_code == 200


def test_a_file_cannot_be_kept_and_the_page_says_which_to_choose_again(browser_of):
    ended = post_after_the_session_ended(browser_of, paper=SimpleUploadedFile("ban-ky.pdf", b"%PDF-1.7"))
    assert "Tệp không giữ được" in ended.content.decode()
    assert "ban-ky.pdf" in ended.content.decode()


def test_passwords_are_never_kept(browser_of):
    answer = post_after_the_session_ended(browser_of, new_password1="bí mật của tôi")
    assert answer.status_code == 302
    assert answer.url.startswith("/dang-nhap/")


def test_a_text_too_long_to_travel_is_not_kept(rf):
    assert KeptForm.of(rf.post("/", {"text": "x" * KEPT_AT_MOST})) is None
    assert KeptForm.of(rf.post("/", {"text": "x" * (KEPT_AT_MOST - 10)})) is not None


def test_kept_content_that_we_did_not_sign_is_not_believed(browser_of):
    answer = browser_of.post("/tiep-tuc/", {"kept": "W10:giả:mạo", "csrfmiddlewaretoken": token(browser_of)})
    assert answer.status_code == 302
    assert KeptForm.unpack("W10:giả:mạo") is None


def test_reading_a_page_without_a_session_leads_to_log_in_and_back(browser_of):
    answer = browser_of.get("/ke-hoach/nhap/?nam=2026")
    assert answer.status_code == 302
    assert answer.url == "/dang-nhap/?next=/ke-hoach/nhap/%3Fnam%3D2026"


def test_a_part_asked_for_by_htmx_is_refused_quietly_so_that_the_page_keeps_its_form(browser_of):
    answer = browser_of.get("/ke-hoach/nhap/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer.content.decode() == "Phiên làm việc đã hết."


def test_a_page_gone_stale_by_log_in_in_another_tab_offers_to_send_again(browser_of):
    person = make.user()
    browser_of.force_login(person)
    stale = {**TYPED, "csrfmiddlewaretoken": "b" * 32}
    token(browser_of)
    answer = browser_of.post("/ke-hoach/nhap/", stale, headers={"origin": "http://testserver"})
    assert answer.status_code == 403
    assert send_again(browser_of, answer).content.decode().startswith(person.username)


@pytest.mark.parametrize("origin", [{"origin": "https://ke-xau.example"}, {"origin": "null"}, {}])
def test_a_foreign_page_gets_nothing_to_send_again(browser_of, origin):
    browser_of.force_login(make.user())
    token(browser_of)
    answer = browser_of.post("/ke-hoach/nhap/", {**TYPED, "csrfmiddlewaretoken": "b" * 32}, headers=origin)
    assert answer.status_code == 403
    assert "Chưa nhận được biểu mẫu" in answer.content.decode()
    assert "Gửi lại</button>" not in answer.content.decode()
