"""Log-in, log-out, one's own password, the temporary one, the lock-out, the record."""

import pytest
from django.contrib.auth import get_user
from django.urls import reverse

from accounts.models import ActionRecord
from accounts.roles import MAY, Action, Reach, Role, rights_of
from tests import make

pytestmark = pytest.mark.django_db

LOG_IN, CHANGE = "/dang-nhap/", "/doi-mat-khau/"
FRESH = "một mật khẩu thật mới"


def log_in(client, username, password=make.PASSWORD, **extra):
    return client.post(LOG_IN, {"username": username, "password": password, **extra})


class TestLogIn:
    def test_it_leads_to_where_the_person_was_going(self, client):
        person = make.user(make.agency())
        answer = log_in(client, person.username, next="/tai-khoan/")
        assert answer.url == "/tai-khoan/"
        assert get_user(client) == person

    def test_it_never_leads_to_another_site(self, client):
        person = make.user(make.agency())
        assert log_in(client, person.username, next="https://xau.example/").url == "/"

    @pytest.mark.parametrize(
        ("username", "password"),
        [
            pytest.param("co-that", "sai", id="sai mật khẩu"),
            pytest.param("khong-co", make.PASSWORD, id="không có tên này"),
        ],
    )
    def test_a_refusal_never_says_which_of_the_two_was_wrong(self, client, username, password):
        make.user(username="co-that")
        page = log_in(client, username, password)
        assert "Tên đăng nhập hoặc mật khẩu không đúng." in page.text
        assert "người quản trị" in page.text

    def test_five_wrong_passwords_lock_the_log_in_and_the_page_says_for_how_long(self, client):
        person = make.user()
        for _ in range(5):
            answer = log_in(client, person.username, "sai")
        assert answer.status_code == 429
        assert "15 phút" in answer.text
        assert log_in(client, person.username).status_code == 429

    def test_whoever_left_does_not_enter(self, client):
        person = make.user(is_active=False)
        assert log_in(client, person.username).status_code == 200
        assert not get_user(client).is_authenticated

    def test_log_out_is_by_post_only(self, client):
        client.force_login(make.user())
        assert client.get("/dang-xuat/").status_code == 405
        assert client.post("/dang-xuat/").url == LOG_IN
        assert not get_user(client).is_authenticated

    def test_coming_and_going_and_refusals_are_recorded_without_any_password(self, client):
        person = make.user()
        log_in(client, person.username, "mật khẩu sai", REMOTE_ADDR="10.1.2.3")
        log_in(client, person.username)
        client.post("/dang-xuat/")
        rows = list(ActionRecord.objects.order_by("at", "pk").values_list("verb", "by", "object_id"))
        assert rows == [
            ("đăng nhập không thành công", None, person.pk),
            ("đăng nhập", person.pk, person.pk),
            ("đăng xuất", person.pk, person.pk),
        ]
        assert all("sai" not in str(record.detail) for record in ActionRecord.objects.all())
        assert ActionRecord.objects.filter(address="127.0.0.1").count() == 3


class TestOwnPassword:
    def typed(self, **fields):
        return {"old_password": make.PASSWORD, "new_password1": FRESH, "new_password2": FRESH, **fields}

    def test_it_is_changed_and_the_session_goes_on(self, client):
        person = make.user()
        client.force_login(person)
        assert client.post(CHANGE, self.typed()).url == "/tai-khoan/"
        person.refresh_from_db()
        assert person.check_password(FRESH)
        assert get_user(client) == person
        assert ActionRecord.objects.filter(verb="đổi mật khẩu", by=person).exists()

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            pytest.param({"old_password": "sai"}, "Mật khẩu đang dùng không đúng.", id="mật khẩu cũ sai"),
            pytest.param({"new_password2": "khác"}, "không giống nhau", id="gõ lại khác"),
            pytest.param(
                {"new_password1": make.PASSWORD, "new_password2": make.PASSWORD}, "phải khác mật khẩu", id="như cũ"
            ),
            pytest.param({"new_password1": "ngắn", "new_password2": "ngắn"}, "10", id="quá ngắn"),
            pytest.param({"new_password1": "1234567890", "new_password2": "1234567890"}, "số", id="chỉ chữ số"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_changes(self, client, wrong, message):
        person = make.user()
        client.force_login(person)
        page = client.post(CHANGE, self.typed(**wrong))
        assert message in page.text
        person.refresh_from_db()
        assert person.check_password(make.PASSWORD)


class TestTemporaryPassword:
    @pytest.fixture
    def person(self, client):
        person = make.user(make.agency(), must_change_password=True)
        client.force_login(person)
        return person

    def test_nothing_else_opens_before_it_is_replaced(self, client, person):
        answer = client.get("/don-vi/?tim=xa")
        assert answer.url == f"{CHANGE}?next=%2Fdon-vi%2F%3Ftim%3Dxa"
        assert client.post("/don-vi/").url == CHANGE
        assert "mật khẩu tạm" in client.get(answer.url).text

    def test_htmx_is_told_in_words(self, client, person):
        assert client.get("/don-vi/", headers={"HX-Request": "true"}).status_code == 403

    def test_afterwards_the_person_goes_where_they_were_going(self, client, person):
        given = {"old_password": make.PASSWORD, "new_password1": FRESH, "new_password2": FRESH, "next": "/don-vi/"}
        assert client.post(CHANGE, given).url == "/don-vi/"
        assert client.get("/don-vi/").status_code == 200

    def test_log_out_stays_open(self, client, person):
        assert client.post("/dang-xuat/").url == LOG_IN


class TestOwnPage:
    def test_it_names_each_role_and_what_it_may_do(self, client):
        client.force_login(make.user(make.agency("Sở Nội vụ"), Role.REPORTER))
        page = client.get(reverse("accounts:profile")).text
        assert "Sở Nội vụ" in page
        assert "Nhập và gửi số liệu: chính đơn vị mình" in page

    def test_without_a_role_it_says_whom_to_ask(self, client):
        client.force_login(make.user())
        assert "Hãy liên hệ người quản trị" in client.get(reverse("accounts:profile")).text


@pytest.mark.parametrize("role", Role)
def test_every_role_sees_something_and_says_so_in_words(role):
    assert role in MAY[Action.SEE]
    assert rights_of(role)[0].startswith("Xem: ")
    assert all(reach in Reach for rights in MAY.values() for reach in rights.values())
