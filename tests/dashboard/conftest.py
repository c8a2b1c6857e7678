"""What tests of the leader's page share: a day, and a province whose numbers can be worked out by hand."""

from dataclasses import dataclass
from datetime import date

import pytest

from agencies.models import Agency
from periods.period import Calendar, periods_of
from plans.models import Plan
from targets.models import Indicator, Target
from targets.terms import Scope
from tests import make
from tests.targets.conftest import checker, province, report  # noqa: F401, fixtures

Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
Q3_BEFORE = periods_of(Calendar.CCHC, 2025)[2]
DAY = date(2026, 9, 20)  # Quý III has ended and its reports were due on 17/09


@pytest.fixture
def day(monkeypatch):
    """The pages are read on 20/09/2026."""
    for page in ("home", "basis_page", "by_agency", "not_reported", "duties", "office_search"):
        monkeypatch.setattr(f"dashboard.{page}.localdate", lambda: DAY)
    return DAY


@dataclass
class Scene:
    province: Agency
    first: Agency
    second: Agency
    plan: Plan
    indicator: Indicator
    whole: Target
    each: Target


@pytest.fixture
def scene(day, province, report):  # noqa: F811
    """Two communes on time for 1.380 of 1.500 and 990 of 1.000 dossiers; the second has not reported Quý III."""
    first = make.agency("UBND xã An Bình", parent=province, kind=Agency.Kind.COMMUNE)
    second = make.agency("UBND xã Bình Minh", parent=province, kind=Agency.Kind.COMMUNE)
    plan = make.plan(province, number="15/KH-UBND", number_key="15/KH-UBND", number_year=2026)
    indicator = make.indicator(case_noun="hồ sơ", failed_noun="hồ sơ quá hạn", area=make.area())
    report(first, indicator, HALF, 900, 1000)
    report(first, indicator, Q3, 480, 500)
    report(second, indicator, HALF, 990, 1000)
    report(second, indicator, Q3)
    whole = make.target(province, indicator, within=plan)
    group = make.group(first, second, owner=province, name="UBND xã", unit_noun="xã")
    each = make.target(None, indicator, within=plan, scope=Scope.EACH, judged_group=group, order=2)
    return Scene(province, first, second, plan, indicator, whole, each)
