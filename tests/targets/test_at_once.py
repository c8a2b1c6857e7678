"""Two people, or one person twice, at the very same moment."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.roles import Role
from periods.period import PeriodKind
from targets.actions.figures import Entry, Overtaken, save_and_send, save_figures
from targets.actions.periods import open_period
from targets.actions.submissions import AlreadyDone, approve, withdraw
from targets.checks import Parts
from targets.models import Figure, Submission
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 9, 16)


def at_once(*acts):
    """Start all acts together; what each answered or raised, in their order."""
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        try:
            start.wait()
            answers[place] = act()
        except ValidationError as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã", parent=province)


@pytest.fixture
def report(province, commune):
    form = make.report_form(make.indicator(), owner=province)
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2026, 3))


def test_two_people_opening_the_same_period_open_it_once(province, commune):
    form = make.report_form(make.indicator(), make.indicator(), owner=province)
    form.groups.add(make.group(commune, make.agency(parent=province)))
    period = make.period(PeriodKind.QUARTER, 2026, 3)
    people = [make.user(province), make.user(province)]
    answers = at_once(*[lambda by=by: open_period(by=by, form=form, period=period, today=TODAY) for by in people])
    assert sorted(answer.reports for answer in answers) == [0, 2]
    assert (Submission.objects.count(), Figure.objects.count()) == (2, 4)


def test_two_forms_opened_at_once_do_not_both_take_a_cell(province, commune):
    shared = make.indicator()
    forms = [make.report_form(shared, owner=province) for _ in range(2)]
    for form in forms:
        form.agencies.add(commune)
    period, by = make.period(PeriodKind.QUARTER, 2026, 3), make.user(province)
    at_once(*[lambda form=form: open_period(by=by, form=form, period=period, today=TODAY) for form in forms])
    assert Figure.objects.count() == 1


def typed(report, numerator):
    figure = report.figures.get()
    return {figure.pk: Entry(Parts(numerator=Decimal(numerator), denominator=Decimal(100)), seen=1)}


def test_of_two_officers_saving_at_once_one_is_told(report, commune):
    people = [make.user(commune, Role.REPORTER), make.user(commune, Role.REPORTER)]
    answers = at_once(
        *[
            lambda by=by, n=n: save_figures(by=by, submission=report, entries=typed(report, n), today=TODAY)
            for n, by in zip((80, 90), people, strict=True)
        ]
    )
    assert sorted(isinstance(answer, Overtaken) for answer in answers) == [False, True]
    kept = next(n for n, answer in zip((80, 90), answers, strict=True) if not isinstance(answer, Overtaken))
    assert report.figures.get().numerator == kept


def test_two_clicks_on_send_at_once_send_once(report, commune):
    by = make.user(commune, Role.REPORTER)
    press = [
        lambda: save_and_send(
            by=by, submission=report, revision=report.revision, entries=typed(report, 90), today=TODAY
        )
    ]
    answers = at_once(*press * 2)
    assert sorted(isinstance(answer, AlreadyDone) for answer in answers) == [False, True]
    assert report.events.filter(kind="submitted").count() == 1


def test_a_withdrawal_and_a_confirmation_at_once_leave_one_of_them(report, province, commune):
    reporter, officer = make.user(commune, Role.REPORTER), make.user(province)
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_by=reporter, submitted_at=now, first_submitted_at=now
    )
    answers = at_once(
        lambda: withdraw(by=reporter, submission=report, revision=report.revision),
        lambda: approve(by=officer, submission=report, revision=report.revision),
    )
    assert sum(isinstance(answer, ValidationError) for answer in answers) == 1
    report.refresh_from_db()
    counts = report.figures.get().approved_at is not None
    assert (report.state, counts) in [("draft", False), ("approved", True)]
