"""Whatever is reported, by whomever, under whatever rule: the stored results of units say what the verdicts say."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from agencies.models import GroupMembership
from periods.models import PeriodDates
from periods.period import PeriodKind
from targets import rollup
from targets.models import Baseline, Exemption, Target, UnitResult
from targets.terms import Better, Comparator, Kind, RelativeKind, Scope, Verdict, Window
from tests import make
from tests.targets.boards import HALF, HALF_BEFORE, Q1, Q1_BEFORE, Q3, Q3_BEFORE, WHOLE, WHOLE_BEFORE, board_of

YEARS = ((Q1_BEFORE, HALF_BEFORE, Q3_BEFORE, WHOLE_BEFORE), (Q1, HALF, Q3, WHOLE))
KINDS = (Kind.RATIO, Kind.RATIO_OF_STOCKS, Kind.COUNT, Kind.STOCK, Kind.LEVEL, Kind.YES_NO)
LONG_AFTER = date(2027, 2, 1)
MIDDLE = date(2026, 5, 1)
SHORT = (Verdict.MISSED, Verdict.OUT_OF_REACH, Verdict.UNLIKELY, Verdict.BEHIND, Verdict.NEAR)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_stored_results_say_what_the_verdicts_say(seed, province, report):
    chance = Random(seed)
    target = world(chance, province, report)
    rollup.rebuild()
    for cutoff in (Q1, HALF, Q3, WHOLE):
        compare(target, province, cutoff)


def world(chance: Random, province, report) -> Target:
    """Communes with rooms below, two years of reports, and one rule for all of them."""
    kind = chance.choice(KINDS)
    measured = make.indicator(kind=kind, unit="việc", better=chance.choice([Better.HIGHER, Better.LOWER]))
    communes = [make.agency(parent=province) for _ in range(4)]
    rooms = [make.agency(parent=chance.choice(communes)) for _ in range(3)]
    for agency in (*communes, *rooms):
        if chance.random() < 0.9:
            for periods in YEARS:
                hand_in(chance, agency, measured, periods, report)
    if chance.random() < 0.4:
        PeriodDates.objects.create(
            office=province, period=make.period(PeriodKind.YEAR), closed_at=make.NOON, closed_by=make.user()
        )
    if chance.random() < 0.3:
        Exemption.objects.create(
            agency=communes[0], indicator=measured, from_day=MIDDLE, reason="Không có thủ tục", by=make.user()
        )
    return ruled(chance, province, measured, communes)


def hand_in(chance: Random, agency, measured, periods, report) -> None:
    """Sums grow through the year, so that a longer report is never smaller than those inside it."""
    done, of = 0, 0
    for period in periods:
        done, of = done + chance.randint(0, 30), of + 30
        state = chance.random()
        if state < 0.15:
            report(agency, measured, period)
        elif state < 0.25:
            report(agency, measured, period, nothing_occurred=True)
        elif state < 0.95:
            report(agency, measured, period, approved=chance.random() < 0.85, **parts(chance, measured.kind, done, of))


def parts(chance: Random, kind: str, done: int, of: int) -> dict:
    match kind:
        case Kind.RATIO | Kind.RATIO_OF_STOCKS:
            return {"numerator": done, "denominator": of}
        case Kind.LEVEL:
            return {"value": Decimal(done) / 2, "sample": chance.choice([None, of, of, of])}
        case Kind.YES_NO:
            return {"done": done > 40, "done_on": date(2026, 6, 1) if done > 40 and chance.random() < 0.5 else None}
        case _:
            return {"value": done}


def ruled(chance: Random, province, measured, communes) -> Target:
    group = make.group(*communes)
    if chance.random() < 0.3:
        GroupMembership.objects.filter(agency=communes[1]).update(until=MIDDLE)
    rule = {
        "comparator": chance.choice([Comparator.AT_LEAST, Comparator.AT_MOST]),
        "value": chance.choice([20, 50, 60]),
        "window": chance.choice([Window.FULL, Window.FULL, Window.HALF]),
        "due_kind": chance.choice([PeriodKind.YEAR, PeriodKind.YEAR, PeriodKind.HALF]),
    }
    if measured.kind == Kind.YES_NO:
        rule |= {"comparator": "", "value": None, "window": Window.FULL}
    elif chance.random() < 0.25:
        rule |= {"relative_kind": RelativeKind.PERCENT, "direction": "up", "value": 10}
    scope = chance.choice([Scope.EACH, Scope.SHARE])
    if scope == Scope.SHARE:
        rule |= {"inner_comparator": rule["comparator"], "inner_value": rule["value"]}
        rule |= {"comparator": Comparator.AT_LEAST, "value": 100}
    target = make.target(None, measured, within=make.plan(province), scope=scope, judged_group=group, **rule)
    if chance.random() < 0.3:
        target.versions.update(until=MIDDLE)
        make.version(target, scope=scope, judged_group=group, **rule, from_day=MIDDLE)
    if rule.get("relative_kind") and chance.random() < 0.5:
        for version in target.versions.all():
            Baseline.objects.create(version=version, agency=communes[2], value=20)
    return target


def compare(target: Target, province, cutoff) -> None:
    result = board_of(province, LONG_AFTER, cutoff=cutoff).results[0]
    verdicts = dict(result.attainment.members)
    rows = UnitResult.objects.filter(version=result.version, view="r", month__lte=cutoff.span.end)
    stored = {row.agency_id: row for row in rows.filter(until__gt=cutoff.span.end)}
    for agency, verdict in verdicts.items():
        agrees(stored.pop(agency.pk, None), verdict, result.rule)
    assert not stored


def agrees(row: UnitResult | None, verdict, rule) -> None:
    if verdict.verdict in (Verdict.NOT_APPLICABLE, Verdict.NOT_DUE):
        assert row is None or row.value is None
    elif verdict.lacks_baseline:
        assert row is None or row.holds is None
    elif verdict.verdict == Verdict.NO_DATA:
        assert row is None or not row.is_given
    elif verdict.verdict == Verdict.NOTHING_OCCURRED:
        assert (row.is_given, row.value) == (True, None)
    elif not verdict.parts:
        assert row.value == Decimal(round(verdict.value * 10**8)).scaleb(-8)
        assert row.holds == (verdict.asked.holds(verdict.value) if rule.kind != Kind.YES_NO else verdict.counts_as_met)
    elif verdict.is_final:
        assert row.holds == verdict.counts_as_met
