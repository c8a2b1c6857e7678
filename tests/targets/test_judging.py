"""From stored rows to verdicts: whose figures, which tree, which day, in how many queries."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from periods.period import Period, PeriodKind
from targets.judging import Board
from targets.models import Submission, Target
from targets.terms import Scope, Verdict
from tests import make

pytestmark = pytest.mark.django_db

AFTER_HALF = date(2026, 7, 1)
Q1 = Period(PeriodKind.QUARTER, 2026, 1)
HALF = Period(PeriodKind.HALF, 2026)


@pytest.fixture
def checker():
    return make.user()


def report(agency, indicator, form, checker, period, numerator, denominator):
    """An approved report with one ratio."""
    row = make.period(period.kind, period.year, period.order)
    sent = make.submission(agency, form, row)
    sent.figures.update(numerator=numerator, denominator=denominator, approved_at=make.NOON, approved_by=checker)
    Submission.objects.filter(pk=sent.pk).update(
        state=Submission.State.APPROVED,
        submitted_at=make.NOON,
        first_submitted_at=make.NOON,
        submitted_by=make.user(agency),
        approved_at=make.NOON,
        approved_by=checker,
    )
    return sent


def test_a_province_is_judged_on_everything_below_it(checker):
    province = make.agency("Tỉnh Minh Hoạ")
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    indicator = make.indicator()
    form = make.report_form(indicator, owner=province)
    report(one, indicator, form, checker, HALF, 90, 100)
    report(two, indicator, form, checker, HALF, 200, 200)
    target = make.target(province, indicator)
    board = Board(Target.objects.all(), office=province, year=2026, today=AFTER_HALF)
    [result] = board.results
    assert result.attainment.value == Fraction(290, 3)
    assert result.attainment.verdict == Verdict.ON_TRACK
    assert result.pull.agencies[0].pk == one.pk
    assert target.pk == result.target.pk


def test_share(checker):
    province = make.agency("Tỉnh Minh Hoạ")
    one, two = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    group = make.group(one, two, owner=province)
    indicator = make.indicator()
    form = make.report_form(indicator, owner=province)
    report(one, indicator, form, checker, HALF, 90, 100)
    report(two, indicator, form, checker, HALF, 200, 200)
    make.target(
        None,
        indicator,
        within=make.plan(province),
        scope=Scope.SHARE,
        judged_group=group,
        value=100,
        inner_comparator="gte",
        inner_value=98,
    )
    with CaptureQueriesContext(connection):
        board = Board(Target.objects.all(), office=province, year=2026, today=AFTER_HALF)
        [result] = board.results
    assert result.attainment.verdict == Verdict.BEHIND
