"""Boards over what a test has stored, and the indicators and targets it judges."""

from datetime import date

from agencies.models import Placement, Succession
from periods.period import Calendar, periods_of
from targets.judging import Board
from targets.models import Target, TargetVersion
from targets.terms import Kind, RelativeKind, Scope
from tests import make

Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
Q1_BEFORE, HALF_BEFORE, Q3_BEFORE, WHOLE_BEFORE = periods_of(Calendar.CCHC, 2025)
AFTER_HALF, AFTER_Q3, AFTER_YEAR = date(2026, 7, 1), date(2026, 9, 20), date(2026, 12, 20)
MERGED_ON = date(2026, 7, 1)


def board_of(province, today=AFTER_HALF, **fields):
    return Board(Target.objects.order_by("pk"), office=province, year=2026, today=today, **fields)


def only_result(province, today=AFTER_HALF, **fields):
    [result] = board_of(province, today, **fields).results
    return result


def share_of(group, indicator, within, inner=98, **fields):
    fields = {"value": 100, "inner_comparator": "gte", "inner_value": inner, "tolerance": 0, **fields}
    return make.target(None, indicator, within=within, scope=Scope.SHARE, judged_group=group, **fields)


def count_indicator(**fields):
    return make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị", **fields)


def stock_indicator(**fields):
    return make.indicator("Hồ sơ quá hạn chưa giải quyết", Kind.STOCK, unit="hồ sơ", better="lower", **fields)


def merged(province, *names, into="Xã Mới"):
    """Communes merged on 1 July 2026 into one that is founded that day."""
    new = make.agency(into, parent=province, founded_on=MERGED_ON, since=MERGED_ON)
    old = [make.agency(name, parent=province, dissolved_on=MERGED_ON) for name in names]
    for one in old:
        Placement.objects.filter(agency=one).update(until=MERGED_ON)
        Succession.objects.create(kind=Succession.Kind.MERGE, predecessor=one, successor=new, day=MERGED_ON)
    return new, old


def moved(agency, to, day=MERGED_ON):
    """An agency that stands under another parent from a day on."""
    Placement.objects.filter(agency=agency).update(until=day)
    Placement.objects.create(agency=agency, parent=to, from_day=day)


def rising(indicator, agency, **fields):
    rule = {"value": 2, "relative_kind": RelativeKind.POINTS, "direction": TargetVersion.Direction.UP, **fields}
    return make.target(agency, indicator, **rule)
