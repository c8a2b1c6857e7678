"""What the database itself never lets become false, tried from both sides."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from accounts.roles import Role
from reminders.models import Answer, Digest, ReminderChoice
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 20)


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def commune():
    return make.agency(parent=make.agency())


def test_a_person_has_one_digest_a_day():
    person, other = make.user(), make.user()
    Digest.objects.create(person=person, day=DAY)
    assert refused(lambda: Digest.objects.create(person=person, day=DAY))
    assert not refused(lambda: Digest.objects.create(person=person, day=date(2026, 3, 21)))
    assert not refused(lambda: Digest.objects.create(person=other, day=DAY))


@pytest.mark.parametrize(
    "state, sent_at, is_refused",
    [("sent", now(), False), ("sent", None, True), ("queued", now(), True), ("queued", None, False)],
)
def test_a_digest_says_when_it_was_sent_exactly_when_it_was(state, sent_at, is_refused):
    person = make.user()
    assert refused(lambda: Digest.objects.create(person=person, day=DAY, state=state, sent_at=sent_at)) == is_refused


def test_a_report_is_nudged_once_a_day_but_asked_about_as_often_as_needed(commune):
    boss = make.user(commune.parent, Role.LEADER)
    report = make.submission(commune, make.report_form(make.indicator(), owner=commune.parent))
    make.enquiry(commune, by=boss, submission=report, nudged_on=DAY)
    assert refused(lambda: make.enquiry(commune, by=boss, submission=report, nudged_on=DAY))
    assert not refused(lambda: make.enquiry(commune, by=boss, submission=report, nudged_on=date(2026, 3, 21)))
    for _ in range(2):
        assert not refused(lambda: make.enquiry(commune, by=boss, submission=report))


@pytest.mark.parametrize(
    "said, is_refused", [({}, True), ({"remedy": "x"}, True), ({"text": "x"}, False), ({"cause": "x"}, False)]
)
def test_an_answer_says_something(commune, said, is_refused):
    asked = make.enquiry(commune, by=make.user(commune.parent, Role.LEADER))
    person = make.user(commune, Role.REPORTER)
    assert refused(lambda: Answer.objects.create(enquiry=asked, by=person, **said)) == is_refused


def test_a_person_has_one_choice():
    person = make.user()
    ReminderChoice.objects.create(person=person)
    assert refused(lambda: ReminderChoice.objects.create(person=person))
