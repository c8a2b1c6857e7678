"""The stored results of units: the same numbers as the verdicts, report by report."""

from decimal import Decimal

from targets import rollup
from targets.models import UnitResult
from targets.terms import Scope
from tests import make
from tests.targets.boards import HALF, Q1


def stood(target, agency, month=12, year=2026):
    """The row that holds at the end of a month, or None."""
    rows = UnitResult.objects.filter(version__target=target, agency=agency, year=year, view="r")
    return rows.filter(month__lte=month, until__gt=month).first()


def test_a_member_stands_where_its_own_figures_put_it_report_by_report(db, province, report):
    commune = make.agency("Xã A", parent=province)
    measured = make.indicator()
    report(commune, measured, Q1, 96, 100)
    report(commune, measured, HALF, 180, 200)
    make.target(None, measured, within=make.plan(province), scope=Scope.EACH, judged_group=make.group(commune))
    rollup.rebuild()
    assert [(row.month, row.until, row.value, row.base, row.holds) for row in UnitResult.objects.order_by("month")] == [
        (3, 6, Decimal(96), Decimal(100), True),
        (6, 13, Decimal(90), Decimal(200), False),
    ]
