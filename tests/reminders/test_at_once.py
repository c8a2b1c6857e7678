"""Two clicks, two runs, two answers at the very same moment."""

from datetime import date

import pytest
from django.core import mail

from accounts.roles import Role
from reminders.actions import digests
from reminders.actions.enquiries import answer, close
from reminders.actions.nudging import nudge, nudge_late
from reminders.models import Digest, Enquiry
from tests import make
from tests.targets.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 3, 20)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def report(province):
    return make.submission(make.agency(parent=province), make.report_form(make.indicator(), owner=province))


def test_two_people_reminding_of_one_report_remind_once(province, report):
    people = [make.user(province), make.user(province, Role.LEADER)]
    answers = at_once(
        lambda: nudge(by=people[0], submission=report, today=TODAY),
        lambda: nudge_late(by=people[1], submissions=[report], today=TODAY),
    )
    assert sorted(len(answer.new) for answer in answers) == [0, 1]
    assert Enquiry.objects.count() == 1


def test_two_runs_of_the_command_at_once_mail_each_person_once(report):
    for number in range(5):
        make.user(report.agency, Role.REPORTER, email=f"nguoi{number}@x.vn")

    def run():
        digests.write(TODAY, 5)
        return digests.send_queued(TODAY).sent

    assert sum(at_once(run, run)) == 5
    assert sorted(message.to[0] for message in mail.outbox) == [f"nguoi{number}@x.vn" for number in range(5)]
    assert set(Digest.objects.values_list("state", flat=True)) == {"sent"}


def test_an_answer_and_an_end_at_once_never_leave_an_unread_answer_under_a_closed_matter(province, report):
    boss, reporter = make.user(province, Role.LEADER), make.user(report.agency, Role.REPORTER)
    asked = make.enquiry(report.agency, by=boss)
    at_once(
        lambda: answer(by=reporter, enquiry=asked, text="Đã làm"),
        lambda: close(by=boss, enquiry=asked, seen=0),
    )
    asked.refresh_from_db()
    assert (asked.answered_at is None) != (asked.closed_at is None)
