"""Every address asks for log-in, except the few that are named here."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests import make

PUBLIC = {
    "healthz": "a load balancer has no account",
    "tiep-tuc/": "log-in after a session that ended while typing",
    "dang-nhap/": "log-in itself",
    "quan-tri/login/": "leads to log-in itself",
}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "6f9619ff-8b86-d011-b42d-00cf4fc964ff"}
SAMPLES |= {"period": "2026-q1"}


def walk(resolver, before: str = "") -> list[str]:
    """The routes below a resolver, written as `path()` writes them."""
    found = []
    for entry in resolver.url_patterns:
        if not isinstance(entry.pattern, RoutePattern):
            continue  # admin's catch-all for unknown addresses
        route = before + str(entry.pattern)
        found += walk(entry, route) if isinstance(entry, URLResolver) else [route]
    return found


def filled(route: str) -> str:
    """A route with a sample in place of every <converter:name>."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES[found.group(1) or "str"], route)


ROUTES = sorted(set(walk(get_resolver())))


@pytest.mark.django_db
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in PUBLIC])
def test_an_anonymous_visitor_is_sent_to_log_in(route):
    read = Client().get(filled(route))
    assert (read.status_code, read.headers.get("Location", "").split("?")[0]) == (302, settings.LOGIN_URL)
    sent = Client().post(filled(route), {"typed": "x"})
    assert sent.status_code == 403
    assert "Phiên làm việc đã hết" in sent.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("route", PUBLIC)
def test_what_is_named_public_exists_and_is_public(route):
    assert route in ROUTES
    assert "Phiên làm việc đã hết" not in Client().post(filled(route)).content.decode()


@pytest.mark.django_db
def test_who_is_no_administrator_is_told_so_in_plain_words(client):
    client.force_login(make.user())
    answer = client.get("/quan-tri/", follow=True)
    assert answer.status_code == 403
    assert "chỉ dành cho người quản trị hệ thống" in answer.content.decode()
