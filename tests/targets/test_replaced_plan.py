"""A plan replaced within the year: each target is judged by the rule in force on the last data day."""

from datetime import date

import pytest

from periods.period import Period, PeriodKind
from plans.models import Plan
from targets.judging import Board
from targets.models import Target
from targets.terms import Verdict
from tests import make
from tests.targets.test_judging import report

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
    checker = make.user()
    report(province, indicator, form, checker, HALF, 97, 100)
    report(province, indicator, form, checker, YEAR, 194, 200)
    plan = make.plan(province)
    make.target(province, indicator, within=plan)
    return plan


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
