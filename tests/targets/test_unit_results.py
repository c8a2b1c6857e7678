"""The stored results of units: they change in the transaction that changes what they are made of."""

from datetime import date
from decimal import Decimal

import pytest

from agencies.actions import set_group_members
from agencies.models import Placement
from targets import rollup, unit_results
from targets.actions.targets import Asked, amend_target, correct_target, withdraw_target
from targets.models import Baseline, MapView, Target, TargetVersion, UnitResult
from targets.terms import Kind, RelativeKind, Scope
from tests import make
from tests.targets.boards import AFTER_YEAR, HALF, MERGED_ON, Q1, WHOLE, WHOLE_BEFORE, count_indicator, merged

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 1)


def each(group, indicator, within, **rule):
    return make.target(None, indicator, within=within, scope=Scope.EACH, judged_group=group, **rule)


def rows_of(target, agency, year=2026, view=MapView.REPORTED):
    """(month, until, value, holds) of a unit, in order."""
    rows = UnitResult.objects.filter(version__target=target, agency=agency, year=year, view=view)
    return list(rows.order_by("month").values_list("month", "until", "value", "holds"))


def clean():
    return not list(unit_results.differences())


@pytest.fixture
def commune(province):
    return make.agency("Xã A", parent=province)


@pytest.fixture
def target(province, commune, report):
    """On time for 96 of 100 dossiers by the first quarter and 180 of 200 by the half year; 95% are asked."""
    measured = make.indicator()
    report(commune, measured, Q1, 96, 100)
    report(commune, measured, HALF, 180, 200)
    made = each(make.group(commune, owner=province), measured, make.plan(province))
    rollup.rebuild()
    return made


# --- what is stored -----------------------------------------------------------------------------------------------------


def test_a_unit_stands_by_each_report_until_the_next_that_changes_something(target, commune):
    assert rows_of(target, commune) == [(3, 6, Decimal(96), True), (6, 13, Decimal(90), False)]


def test_who_was_asked_and_gave_nothing_has_a_row_without_value(province, report):
    silent, measured = make.agency(parent=province), make.indicator()
    report(silent, measured, Q1)
    asked = each(make.group(silent), measured, make.plan(province))
    rollup.rebuild()
    assert rows_of(asked, silent) == [(3, 13, None, None)]
    assert not UnitResult.objects.get().is_given


def test_nothing_occurred_is_given_without_value(province, report):
    idle, measured = make.agency(parent=province), make.indicator()
    report(idle, measured, Q1, nothing_occurred=True)
    each(make.group(idle), measured, make.plan(province))
    rollup.rebuild()
    assert (UnitResult.objects.get().is_given, UnitResult.objects.get().value) == (True, None)


def test_the_units_of_a_whole_are_those_directly_below_it_held_against_its_own_condition(province, report):
    commune, measured = make.agency(parent=province), make.indicator()
    room = make.agency(parent=commune)
    report(room, measured, Q1, 90, 100)
    whole = make.target(province, measured)
    rollup.rebuild()
    assert rows_of(whole, commune) == [(3, 13, Decimal(90), False)]
    assert not rows_of(whole, room)
    assert not rows_of(whole, province)


def test_a_count_of_the_whole_asks_nothing_of_single_units(province, report):
    commune, measured = make.agency(parent=province), count_indicator()
    report(commune, measured, Q1, 5)
    make.target(province, measured, value=500)
    rollup.rebuild()
    assert not UnitResult.objects.exists()


def test_a_relative_rule_takes_its_baseline_from_the_year_before_or_as_typed(province, report):
    measured = make.indicator()
    own, typed, without = (make.agency(parent=province) for _ in range(3))
    report(own, measured, WHOLE_BEFORE, 80, 100)
    for one in (own, typed, without):
        report(one, measured, Q1, 85, 100)
    rule = {"value": 4, "relative_kind": RelativeKind.POINTS, "direction": TargetVersion.Direction.UP}
    rising = each(make.group(own, typed, without), measured, make.plan(province), **rule)
    Baseline.objects.create(version=rising.versions.get(), agency=typed, value=83)
    rollup.rebuild()
    assert [rows_of(rising, one)[0][3] for one in (own, typed, without)] == [True, False, None]


# --- what changes them --------------------------------------------------------------------------------------------------


def test_a_confirmed_report_changes_the_results_of_its_unit_at_once(target, commune, report):
    report(commune, target.indicator, WHOLE, 390, 400)
    rollup.recount([commune.pk], indicators=[target.indicator_id], years=[2026])
    assert rows_of(target, commune)[-1] == (12, 13, Decimal("97.5"), True)
    assert clean()


def test_a_figure_of_the_baseline_year_changes_the_year_that_leans_on_it(province, report):
    commune, measured = make.agency(parent=province), make.indicator()
    report(commune, measured, Q1, 85, 100)
    rule = {"value": 4, "relative_kind": RelativeKind.POINTS, "direction": TargetVersion.Direction.UP}
    rising = each(make.group(commune), measured, make.plan(province), **rule)
    rollup.rebuild()
    report(commune, measured, WHOLE_BEFORE, 80, 100)
    rollup.recount([commune.pk], indicators=[measured.pk], years=[2025])
    assert rows_of(rising, commune) == [(3, 13, Decimal(85), True)]
    assert clean()


def asked_anew(target, **rule) -> Asked:
    found = Target.objects.with_rules().get(pk=target.pk)
    version = found.last_version
    for name, value in rule.items():
        setattr(version, name, value)
    return Asked(found, version)


def test_a_corrected_condition_is_held_against_all_units_at_once(province, commune, report):
    measured = make.indicator()
    report(commune, measured, Q1, 96, 100, approved=False)
    made = each(make.group(commune, owner=province), measured, make.plan(province))
    rollup.rebuild()
    asked = asked_anew(made, scope=Scope.WHOLE, judged_group=None, judged_agency=province)
    correct_target(by=make.user(province), asked=asked, revision=made.revision)
    assert rows_of(made, commune) == [(3, 13, None, None)]
    asked = asked_anew(made, judged_agency=commune)
    correct_target(by=make.user(province), asked=asked, revision=asked.target.revision)
    assert not rows_of(made, commune)


def test_from_an_amendment_on_units_are_held_against_the_new_condition(target, commune, province):
    asked = asked_anew(target, value=Decimal(85))
    asked.version.pk = None
    amend_target(
        by=make.user(province),
        asked=asked,
        revision=target.revision,
        from_day=DAY,
        reason="Theo kế hoạch sửa đổi",
        set_by=target.plan,
    )
    assert rows_of(target, commune) == [(3, 6, Decimal(96), True), (6, 13, Decimal(90), True)]
    assert clean()


def test_a_withdrawn_target_asks_nothing_of_anybody_from_that_day_on(target, commune, province):
    withdraw_target(by=make.user(province), target=target, revision=target.revision, day=DAY, reason="Thôi theo dõi")
    assert rows_of(target, commune) == [(3, 6, Decimal(96), True)]


def test_who_leaves_the_group_is_judged_no_longer_from_the_next_report_on(target, commune, province):
    group = target.versions.get().judged_group
    set_group_members(by=None, group=group, joining=[], leaving=[commune], day=DAY, today=DAY)
    assert rows_of(target, commune) == [(3, 6, Decimal(96), True)]
    assert clean()


# --- today's map --------------------------------------------------------------------------------------------------------


def test_on_todays_map_the_successor_stands_with_its_predecessors_figures_in_the_months_before(province, report):
    new, (first, second) = merged(province, "Xã Một", "Xã Hai")
    measured = make.indicator()
    report(first, measured, HALF, 90, 100)
    report(second, measured, HALF, 100, 100)
    group = make.group(first, second, owner=province)
    group.memberships.update(until=MERGED_ON)
    group.memberships.create(agency=new, from_day=MERGED_ON)
    asked = each(group, measured, make.plan(province))
    rollup.rebuild()
    assert rows_of(asked, first) == [(3, 6, None, None), (6, 9, Decimal(90), False)]
    assert rows_of(asked, new, view=MapView.TODAY) == [(3, 6, None, None), (6, 13, Decimal(95), True)]


def test_a_unit_that_moved_counts_below_each_office_in_its_own_time_and_on_todays_map_below_the_last(province, report):
    old, new = (make.agency(parent=province) for _ in range(2))
    room, measured = make.agency(parent=old), make.indicator()
    report(new, measured, Q1, 50, 100)
    report(room, measured, Q1, 100, 100)
    Placement.objects.filter(agency=room).update(until=DAY)
    Placement.objects.create(agency=room, parent=new, from_day=DAY)
    whole = make.target(province, measured)
    rollup.rebuild(today=AFTER_YEAR)
    assert rows_of(whole, old)[0][2] == 100
    assert rows_of(whole, new)[0][2] == 50
    assert rows_of(whole, new, view=MapView.TODAY)[0][2] == 75
    assert rows_of(whole, old, view=MapView.TODAY) == [(3, 13, None, None)]


# --- what they cost -----------------------------------------------------------------------------------------------------


def test_recounting_takes_as_many_queries_for_many_indicators_as_for_one(
    province, commune, report, django_assert_max_num_queries
):
    plan, group = make.plan(province), make.group(commune)
    indicators = [make.indicator() for _ in range(6)]
    for measured in indicators:
        report(commune, measured, Q1, 96, 100)
        each(group, measured, plan)
        make.target(province, measured, within=plan)
    rollup.rebuild()
    UnitResult.objects.all().delete()
    with django_assert_max_num_queries(9):
        unit_results.recount([commune.pk, province.pk], [one.pk for one in indicators], [2026])
    assert UnitResult.objects.count() == 12


def test_differences_name_what_is_wrong_missing_and_left_over(target, commune):
    UnitResult.objects.filter(month=3).update(value=1)
    UnitResult.objects.filter(month=6).delete()
    assert len(list(unit_results.differences())) == 2
    unit_results.rebuild()
    assert clean()


@pytest.mark.parametrize("kind", [Kind.LEVEL, Kind.STOCK])
def test_what_is_latest_stands_at_its_own_report(province, report, kind):
    commune, measured = make.agency(parent=province), make.indicator("Mức", kind, unit="điểm")
    report(commune, measured, Q1, 90)
    report(commune, measured, HALF, 97)
    asked = each(make.group(commune), measured, make.plan(province))
    rollup.rebuild()
    assert rows_of(asked, commune)[:2] == [(3, 6, Decimal(90), False), (6, 12, Decimal(97), True)]
