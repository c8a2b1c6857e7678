"""Two requests at the very same moment: one plan, one answer each, nothing broken."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans import actions
from plans.models import Plan, Task
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run these in threads that start together; their answers in order."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def logged_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def typed(office, **fields) -> dict:
    content = {"once": str(uuid.uuid4()), "summary": "Cải cách hành chính", "kind": "annual", "state": "issued"}
    return content | {"issuer": office.pk, "year_from": "2026"} | fields


def test_a_double_click_enters_one_plan_and_both_presses_lead_to_it():
    office = make.agency()
    client = logged_in(make.user(office))
    content = typed(office)
    answers = at_once(*[lambda: client.post(reverse("plans:create"), content)] * 2)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer.url for answer in answers} == {reverse("dashboard:plan", args=[Plan.objects.get().pk])}


def test_two_people_entering_one_number_one_enters_it_and_the_other_is_shown_where_it_is():
    office = make.agency()
    people = [logged_in(make.user(office)) for _ in range(2)]
    answers = at_once(
        *[
            lambda client=client: client.post(
                reverse("plans:create"), typed(office, number="495/KH-TTTP", issued_on="15/02/2026")
            )
            for client in people
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    refusal = next(answer for answer in answers if answer.status_code == 200)
    assert "đã có kế hoạch số 495/KH-TTTP" in refusal.content.decode()
    assert Plan.objects.count() == 1


def test_two_people_saving_one_plan_one_is_told():
    office = make.agency()
    plan = make.plan(office)
    people = [logged_in(make.user(office)) for _ in range(2)]
    answers = at_once(
        *[
            lambda client=client, words=words: client.post(
                reverse("plans:edit", args=[plan.pk]), typed(office, summary=words, revision="1")
            )
            for client, words in zip(people, ("Bản một", "Bản hai"), strict=True)
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    told = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "đã lưu kế hoạch này lúc" in told
    assert Plan.objects.get().revision == 2


def test_tasks_added_at_once_keep_different_places():
    plan = make.plan()
    person = make.user(plan.issuer)

    def add():
        task = Task(plan=plan, content="Nhiệm vụ", timing="ongoing")
        return actions.add_task(by=person, task=task).order

    assert sorted(at_once(add, add, add)) == [1, 2, 3]
