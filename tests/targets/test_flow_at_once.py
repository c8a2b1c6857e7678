"""Two people at the very same moment: signing, confirming many, deciding a correction."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from targets.actions import corrections, signing
from targets.actions.submissions import AlreadyDone, withdraw
from targets.checks import Parts
from targets.models import Correction, FigureChange, Submission
from tests import make
from tests.targets.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 4, 1)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã", parent=province)


@pytest.fixture
def report(province, commune):
    made = make.submission(commune, make.report_form(make.indicator(), owner=province, needs_leader=True))
    made.figures.update(numerator=97, denominator=100)
    return made


def test_a_signature_and_a_withdrawal_at_once_leave_one_of_them(report, commune):
    reporter, leader = make.user(commune, Role.REPORTER), make.user(commune, Role.LEADER)
    Submission.objects.filter(pk=report.pk).update(state="leader", handed_by=reporter, handed_at=timezone.now())
    answers = at_once(
        lambda: signing.sign(by=leader, submission=report, revision=report.revision, today=TODAY),
        lambda: withdraw(by=reporter, submission=report, revision=report.revision),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    report.refresh_from_db()
    is_signed = report.events.filter(kind="signed").exists()
    assert (report.state, is_signed) in [("draft", False), ("submitted", True)]


def test_two_leaders_signing_at_once_send_once(report, commune):
    leaders = [make.user(commune, Role.LEADER) for _ in range(2)]
    Submission.objects.filter(pk=report.pk).update(
        state="leader", handed_by=make.user(commune, Role.REPORTER), handed_at=timezone.now()
    )
    answers = at_once(
        *[lambda by=by: signing.sign(by=by, submission=report, revision=report.revision, today=TODAY) for by in leaders]
    )
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == 1
    assert report.events.filter(kind="submitted").count() == 1


@pytest.fixture
def figure(report, province):
    now, by = timezone.now(), make.user(province)
    Submission.objects.filter(pk=report.pk).update(
        state="approved",
        submitted_by=make.user(),
        submitted_at=now,
        first_submitted_at=now,
        approved_by=by,
        approved_at=now,
    )
    report.figures.update(approved_by=by, approved_at=now)
    return report.figures.get()


def ask(by, figure, numerator):
    parts = Parts(numerator=Decimal(numerator), denominator=Decimal(100))
    return corrections.request_correction(
        by=by, figure=figure, revision=figure.revision, parts=parts, reason="Sai số", today=TODAY
    )


def test_of_two_requests_at_once_one_waits_and_one_is_told(figure, commune):
    people = [make.user(commune, Role.REPORTER) for _ in range(2)]
    answers = at_once(*[lambda by=by, n=n: ask(by, figure, n) for n, by in enumerate(people, start=90)])
    assert sorted(isinstance(answer, ValidationError) for answer in answers) == [False, True]
    assert Correction.objects.count() == 1


def test_of_two_decisions_at_once_one_counts(figure, commune, province):
    correction = ask(make.user(commune, Role.REPORTER), figure, 90)
    first, second = make.user(province), make.user(province)
    answers = at_once(
        lambda: corrections.approve_correction(by=first, correction=correction, today=TODAY),
        lambda: corrections.refuse_correction(by=second, correction=correction, answer="Không"),
    )
    assert sum(isinstance(answer, AlreadyDone) for answer in answers) == 1
    correction.refresh_from_db()
    figure.refresh_from_db()
    outcome = (correction.state, figure.numerator, FigureChange.objects.count())
    assert outcome in [("approved", 90, 1), ("refused", 97, 0)]
