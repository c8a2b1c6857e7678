"""What the database refuses of targets, whatever wrote it; each constraint from both sides."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from targets.models import Baseline, Milestone, Publication, TargetVersion
from targets.terms import Scope
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.agency()


@pytest.fixture
def target(office):
    """A target whose one version ended on 1 July."""
    return make.target(office, until=date(2026, 7, 1))


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    ("rule", "stands"),
    [
        ({}, True),
        ({"from_day": date(2026, 7, 1), "until": date(2026, 7, 2)}, True),
        ({"from_day": date(2026, 7, 1), "until": date(2026, 7, 1)}, False),
        ({"value": Decimal(80), "value_max": Decimal(80)}, True),
        ({"value": Decimal(80), "value_max": Decimal(79)}, False),
        ({"first_year": 2026, "last_year": 2026}, True),
        ({"first_year": 2026, "last_year": 2025}, False),
        ({"tolerance": Decimal(0)}, True),
        ({"tolerance": Decimal("-0.1")}, False),
        ({"scope": Scope.EACH}, False),
        ({"scope": Scope.SHARE}, False),
    ],
)
def test_a_version_holds_together(target, rule, stands):
    assert refused(lambda: make.version(target, **rule)) is not stands


def test_a_target_has_one_open_version(target):
    make.version(target, from_day=date(2026, 7, 1))
    assert refused(lambda: make.version(target, from_day=date(2026, 8, 1)))


def test_a_version_judges_an_agency_or_a_group(target, office):
    group = make.group(office)
    assert refused(lambda: make.version(target, judged_agency=office, judged_group=group))
    assert not refused(lambda: make.version(target, judged_group=group, scope=Scope.EACH))


def test_a_milestone_and_a_baseline_stand_once(target, office):
    version = TargetVersion.objects.get()
    rows = [
        lambda: Milestone.objects.create(version=version, kind="half", order=1, value=Decimal(40)),
        lambda: Baseline.objects.create(version=version, value=Decimal(90)),
        lambda: Baseline.objects.create(version=version, agency=office, value=Decimal(90)),
    ]
    assert [refused(row) for row in rows] == [False, False, False]
    assert [refused(row) for row in rows] == [True, True, True]


def test_a_year_has_one_expected_publication_day():
    indicator = make.indicator()

    def publish(year: int):
        Publication.objects.create(indicator=indicator, year=year, expected_on=date(2027, 4, 15))

    assert [refused(lambda year=year: publish(year)) for year in (2026, 2027, 2026)] == [False, False, True]
