"""GET /healthz, as a load balancer asks it."""

import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_healthz_answers_200_without_log_in_while_the_database_answers(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_healthz_answers_503_and_no_details_when_the_database_is_gone(client, monkeypatch):
    def refuse():
        raise DatabaseError("could not connect to db.internal:5432")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable"}


@pytest.mark.django_db
def test_healthz_is_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/dang-nhap/").status_code == 301
