"""A plan replaced within the year: each target is judged by the rule in force on the last data day."""

from datetime import date

import pytest

from periods.period import Period, PeriodKind
from plans.models import Plan
from targets.judging import Board
from targets.models import Submission, Target
from targets.terms import Verdict
from tests import make

pytestmark = pytest.mark.django_db
HALF, YEAR = Period(PeriodKind.HALF, 2026), Period(PeriodKind.YEAR, 2026)
NEXT_YEAR = date(2027, 2, 1)


def verdict(plan: Plan, cutoff: Period) -> Verdict:
    targets = Target.objects.filter(plan=plan)
    [result] = Board(targets, office=plan.issuer, year=2026, today=NEXT_YEAR, cutoff=cutoff).results
    return result.attainment.verdict


@pytest.fixture
def old():
    """A plan with one target whose figures of 2026 are approved: 97 of 100 against 95%."""
    province = make.agency("Tỉnh Minh Hoạ")
    indicator = make.indicator()
    form = make.report_form(indicator, owner=province)
    for period, cases in ((HALF, 100), (YEAR, 200)):
        approve(make.submission(province, form, make.period(period.kind, 2026)), cases)
    plan = make.plan(province)
    make.target(province, indicator, within=plan)
    return plan


def approve(sent: Submission, cases: int) -> None:
    """Ninety-seven of a hundred cases in time, sent by the agency and approved by another person."""
    checker = make.user()
    sent.figures.update(numerator=cases * 97 // 100, denominator=cases, approved_at=make.NOON, approved_by=checker)
    Submission.objects.filter(pk=sent.pk).update(
        state=Submission.State.APPROVED,
        submitted_at=make.NOON,
        first_submitted_at=make.NOON,
        submitted_by=make.user(sent.agency),
        approved_at=make.NOON,
        approved_by=checker,
    )


def replace(old: Plan, **fields) -> None:
    made = {"earlier_plan": old, "effect": Plan.Effect.REPLACES, "effective_from": date(2026, 7, 15), **fields}
    make.plan(old.issuer, **made)


def test_a_target_of_a_replaced_plan_no_longer_counts_at_the_end_of_the_year(old):
    assert verdict(old, YEAR) == Verdict.MET
    replace(old)
    assert verdict(old, HALF) == Verdict.ON_TRACK
    assert verdict(old, YEAR) == Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("fields", [{"state": Plan.State.DRAFT}, {"effect": Plan.Effect.AMENDS}])
def test_drafts_and_amendments_end_nothing_by_themselves(old, fields):
    replace(old, **fields)
    assert verdict(old, YEAR) == Verdict.MET
