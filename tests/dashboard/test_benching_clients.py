"""The process that plays many people: it logs them in through the page, reads, and counts what goes wrong."""

from django.urls import reverse

from dashboard.benching.clients import Crowd, Orders
from tests import make


def test_many_people_log_in_and_read_at_once(live_server):
    province = make.agency("UBND tỉnh Lam Giang")
    people = [(make.user(province, username=f"nguoi.{n}").username, make.PASSWORD) for n in range(2)]
    port = int(live_server.url.rpartition(":")[2])
    found = Crowd(Orders(port, people, [reverse("agencies:list")], clients=3, seconds=1)).run()
    assert found.failed == 0, found.errors
    assert found.requests >= 3
    assert found.people == 2
    assert 0 < found.median <= found.high <= found.longest


def test_a_wrong_password_and_a_missing_page_are_errors(live_server):
    person = make.user(make.agency("UBND tỉnh Lam Giang"))
    port = int(live_server.url.rpartition(":")[2])
    wrong = Crowd(Orders(port, [(person.username, "sai")], ["/"], clients=1, seconds=1)).run()
    assert (wrong.requests, wrong.failed) == (0, 1)
    assert "đăng nhập" in wrong.errors[0]
