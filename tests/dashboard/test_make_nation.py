"""The made-up nation: what is in it, that its numbers hang together, and that it is what the site itself would have written."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from agencies.actions.tree_index import refresh_tree
from agencies.models import Agency, GroupMembership, Succession
from dashboard.demo.people import PASSWORD
from dashboard.nation import bulk, codes, landmarks, making
from dashboard.nation.amounts import WORK, AgencyYears, hundredths, level, overlapping, ratio
from dashboard.nation.measures import TYPED
from dashboard.nation.sizes import SIZES
from dashboard.nation.units import make_units
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, PeriodKind, periods_of
from plans.models import Area, Plan
from targets.actions.submissions import approve
from targets.checking import Checker, figures_of
from targets.models import Figure, Indicator, ReportForm, Submission, SubmissionEvent, TargetVersion
from targets.owed import cells_owed
from targets.restating import rule_of
from targets.rule_checks import Around, faults
from targets.terms import Kind, Scope, Typed
from tests import make

FILLED = (Submission, SubmissionEvent, Figure)
LAST_DUE = Period(PeriodKind.QUARTER, 2026, 3)


def constraints() -> dict:
    """Every index, foreign key and check of the tables that are written in bulk."""
    with connection.cursor() as cursor:
        return {
            model._meta.db_table: connection.introspection.get_constraints(cursor, model._meta.db_table)
            for model in FILLED
        }


@pytest.fixture(scope="module")
def before(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return constraints()


@pytest.fixture(scope="module")
def nation(before, django_db_blocker):
    """The smallest nation, made once for all tests of this module that only read it; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield making.make(SIZES["tiny"])
        transaction.set_rollback(True)


@pytest.fixture
def made(nation, db):
    return nation


# --- What is there --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "size, living, provinces, communes",
    [("nation", 13_735, 34, 3_321), ("province", 419, 1, 102), ("small", 484, 3, 114), ("tiny", 32, 2, 10)],
)
def test_a_size_has_the_agencies_that_it_says(size, living, provinces, communes):
    units = [unit for unit in make_units(SIZES[size], seed=1) if not unit.dissolved]
    kinds = Counter(unit.kind for unit in units)
    assert (len(units), kinds["province"], kinds["commune"]) == (living, provinces, communes)
    assert max(unit.depth for unit in units) == 5
    assert len({unit.code for unit in units}) == len(units)


def test_everything_is_marked_as_sample_and_counted_as_it_says(made):
    assert made.agencies == Agency.objects.filter(is_sample=True).count() == Agency.objects.count()
    assert made.figures == Figure.objects.filter(is_sample=True).count() == Figure.objects.count()
    assert made.reports == Submission.objects.count()
    assert made.people == User.objects.count()
    assert made.targets == TargetVersion.objects.count() == sum(p.targets.count() for p in Plan.objects.all())
    assert not Plan.objects.filter(is_sample=False).exists()


def test_the_thirty_indicators_of_a_form_are_of_every_kind_that_agencies_report(made):
    asked = Indicator.objects.filter(lines__form=landmarks.form())
    assert asked.count() == 30
    assert set(asked.values_list("kind", flat=True)) == set(Kind) - {Kind.RANK}
    assert set(landmarks.form().lines.values_list("typed", flat=True)) == set(Typed)
    assert {"own", "sum", "weighted", "count_done"} == set(asked.values_list("across_agencies", flat=True))
    assert Figure.objects.from_outside().exists()


def test_every_landmark_is_found(made):
    deep = landmarks.deep_report()
    assert landmarks.deepest_unit().depth == 5
    assert (deep.state, deep.figures.count()) == (Submission.State.SUBMITTED, 30)
    assert not any(figure.approved_at for figure in deep.figures.all())
    waiting = landmarks.waiting_reports()
    assert waiting[0] == deep
    assert len({report.submitted_by for report in waiting}) == len(waiting) > SIZES["tiny"].waiting
    assert len(landmarks.checkers()) == SIZES["tiny"].checkers
    for place in (landmarks.nation(), landmarks.province(), landmarks.commune()):
        assert landmarks.leader(place).memberships.get().agency == landmarks.officer(place).memberships.get().agency
    assert landmarks.reporter(landmarks.deepest_unit()).memberships.get().role == Role.REPORTER
    assert landmarks.communes().memberships.count() == 8
    assert landmarks.all_communes().memberships.count() == 22
    assert landmarks.provinces() == list(Agency.objects.filter(code__in=["QG.T01", "QG.T02"]).order_by("code"))


def test_plans_set_thirty_targets_and_two_shares_over_all_communes(made):
    national, of_province, long = landmarks.national_plan(), landmarks.province_plan(), landmarks.long_plan()
    assert national.targets.count() == of_province.targets.count() == 30
    assert (long.targets.count(), long.year_from, long.year_to) == (6, 2025, 2026)
    scopes = Counter(TargetVersion.objects.filter(target__plan=national).values_list("scope", flat=True))
    assert set(scopes) == set(Scope)
    shares = TargetVersion.objects.filter(target__plan=national, judged_group=landmarks.all_communes())
    assert set(shares.values_list("scope", flat=True)) == {Scope.SHARE}
    assert shares.count() >= 2
    assert landmarks.share_target(national).versions.get().judged_group == landmarks.all_communes()


def test_no_target_has_a_rule_that_the_form_would_refuse(made):
    versions = TargetVersion.objects.with_names().select_related(
        "target__indicator__part_of", "target__indicator__split_from", "target__plan__issuer"
    )
    around = {
        version: Around(
            issued_on=version.target.plan.issued_on,
            plan_years=(version.target.plan.year_from, version.target.plan.year_to),
            tolerance=version.tolerance,
        )
        for version in versions
    }
    assert {str(version): found for version in versions if (found := faults(rule_of(version), around[version]))} == {}


# --- It is what the site would have written -------------------------------------------------------------------------------


def test_every_constraint_holds_and_none_is_lost(before, made):
    connection.check_constraints()
    assert constraints() == before
    for figure in Figure.objects.filter(pk__in=range(1, made.figures, 61)):
        figure.clean_fields()


def test_the_tree_index_is_the_one_that_the_places_give(made):
    assert refresh_tree(today=codes.SEEN_ON) == 0


def test_what_is_there_is_what_opening_the_periods_would_have_written(made):
    """Of the year in which agencies began and ended."""
    for form in ReportForm.objects.all():
        for period in ReportingPeriod.objects.filter(submissions__form=form, year=2025).distinct():
            owed = {(cell.about.pk, cell.line.pk) for cell in cells_owed(form, period, DateBook.load([period]))}
            there = Figure.objects.filter(submission__form=form, period=period)
            assert owed == set(there.values_list("agency_id", "line_id")), f"{form}, {period}"


def test_no_sent_report_breaks_a_hard_check(made):
    """Of one agency of each kind, of a merged commune and of one that it was merged from: every report they sent."""
    merged = Succession.objects.filter(kind=Succession.Kind.MERGE, predecessor__kind="commune").first()
    kinds = {agency.kind: agency for agency in Agency.objects.exclude(submissions=None)}
    chosen = {*kinds.values(), merged.predecessor, merged.successor, landmarks.deepest_unit()}
    sent = Submission.objects.filter(agency__in=chosen).exclude(submitted_at=None).select_related("period", "form")
    assert sent.count() > 80
    for report in sent:
        assert Checker(report, figures_of(report), today=codes.SEEN_ON).faults == {}, report


def test_the_next_row_that_a_person_makes_takes_the_next_number(made):
    assert make.agency("UBND xã mới").pk == made.agencies + 1
    assert make.figure(landmarks.nation(), make.indicator()).pk == made.figures + 1


# --- Its numbers ----------------------------------------------------------------------------------------------------------


def test_a_longer_period_holds_the_shorter_ones(made):
    """6 tháng is at least Quý I, năm at least 6 tháng and Quý III together, for every approved ratio of a period."""
    parts = defaultdict(dict)
    rows = Figure.objects.filter(typed=Typed.FLOW, indicator__kind=Kind.RATIO, approved_at__isnull=False)
    columns = ("period__kind", "period__order", "numerator", "denominator")
    for agency, indicator, year, *key, top, bottom in rows.values_list("agency", "indicator", "period__year", *columns):
        parts[agency, indicator, year][tuple(key)] = (top or 0, bottom or 0)
    whole = [of_year for of_year in parts.values() if len(of_year) == len(periods_of(Calendar.CCHC, 2025))]
    assert len(whole) > 200
    for of_year in whole:
        for part in (0, 1):
            first, half, third, year = (
                of_year[key][part] for key in (("quarter", 1), ("half", 1), ("quarter", 3), ("year", 1))
            )
            assert first <= half
            assert half + third <= year
        assert all(top <= bottom for top, bottom in of_year.values())


def test_a_part_is_never_more_than_its_whole(made):
    whole = {
        (row.agency_id, row.period_id): row
        for row in Figure.objects.filter(indicator__code="TT01", approved_at__isnull=False)
    }
    lands = Figure.objects.filter(indicator__code="TT02", denominator__gt=0, approved_at__isnull=False)
    assert lands.count() > 50
    for land in lands:
        tt01 = whole[land.agency_id, land.period_id]
        assert land.numerator <= tt01.numerator
        assert land.denominator <= tt01.denominator


def test_sums_are_believable(made):
    """More than nine of ten dossiers in time, yet not all; every kind of nothing occurs."""
    sums = Figure.objects.filter(indicator__code="TT01").aggregate(n=Sum("numerator"), d=Sum("denominator"))
    assert sums["d"] * 9 < sums["n"] * 10 < sums["d"] * 10
    assert Figure.objects.filter(nothing_occurred=True).exists()
    assert Figure.objects.filter(value=0).exists()
    assert not Figure.objects.filter(numerator__gt=F("denominator")).exclude(indicator__may_exceed=True).exists()


def test_reports_stand_in_every_state_and_the_last_due_period_is_partly_unconfirmed(made):
    states = Counter(Submission.objects.filter(period__year=2026).values_list("state", flat=True))
    last = Submission.objects.filter(period__kind=LAST_DUE.kind, period__order=3, period__year=2026)
    unconfirmed = last.exclude(state=Submission.State.APPROVED).count()
    assert 0 < unconfirmed < last.count()
    running = Submission.objects.filter(period__kind=PeriodKind.YEAR, period__year=2026)
    assert set(running.values_list("state", flat=True)) == {Submission.State.EMPTY}
    assert states[Submission.State.SUBMITTED] == len(landmarks.waiting_reports())
    late = Submission.objects.filter(first_submitted_at__date__gt=F("due_on"))
    assert 0 < late.count() < made.reports / 4
    assert (
        not Figure.objects.filter(submission__state=Submission.State.EMPTY)
        .filter(Q(nothing_occurred=True) | Q(value__isnull=False) | Q(denominator__isnull=False))
        .exists()
    )
    assert SubmissionEvent.objects.filter(kind=SubmissionEvent.Kind.RETURNED).exists()


# --- The reorganisation ---------------------------------------------------------------------------------------------------


def test_communes_were_merged_districts_ended_and_a_province_went_into_another(made):
    steps = Succession.objects.filter(day=date(2025, 7, 1))
    merged = steps.filter(kind=Succession.Kind.MERGE)
    assert merged.filter(predecessor__kind="commune", successor__founded_on=date(2025, 7, 1)).count() == 12
    assert merged.get(predecessor__kind="province").successor == Agency.objects.get(code=codes.province(2))
    assert {step.predecessor.kind for step in steps.filter(kind=Succession.Kind.DISSOLVE)} == {"district"}
    assert not GroupMembership.objects.filter(agency__dissolved_on__isnull=False, until__isnull=True).exists()


def test_who_ended_in_the_middle_of_a_period_gives_one_last_report_and_the_successor_begins_there(made):
    old = Succession.objects.filter(predecessor__kind="commune", kind=Succession.Kind.MERGE).first()
    reports = landmarks.form().submissions.select_related("period").order_by("period__data_to")
    periods = {
        agency: [report.period.key.slug for report in reports.filter(agency=agency)]
        for agency in (old.predecessor, old.successor)
    }
    assert periods[old.predecessor][-3:] == ["2025-q1", "2025-6t", "2025-q3"]
    assert periods[old.successor][:3] == ["2025-q3", "2025-nam", "2026-q1"]
    dossiers = dict(
        Figure.objects.filter(agency=old.predecessor, indicator__code="TT01", period__year=2025, period__kind="quarter")
        .order_by("period__order")
        .values_list("period__order", "denominator")
    )
    assert 0 < dossiers[3] * 3 < dossiers[1]  # the first half month of the quarter only


# --- Using it -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["nation", "province", "commune"])
def test_a_leader_logs_in_with_the_known_password_and_sees_the_dashboard(client, made, place):
    leader = landmarks.leader(getattr(landmarks, place)())
    client.post(reverse("accounts:login"), {"username": leader.username, "password": PASSWORD})
    page = client.get(reverse("dashboard:home"))
    assert page.status_code == 200
    assert getattr(landmarks, place)().name in page.content.decode()


def test_the_deep_report_can_be_confirmed(made):
    report = landmarks.deep_report()
    approve(by=landmarks.checkers()[0], submission=report, revision=report.revision)
    assert report.figures.filter(approved_at__isnull=False).count() == 30


# --- Its small rules ------------------------------------------------------------------------------------------------------


def test_half_year_and_year_hold_the_quarters_before_them():
    assert list(overlapping([1, 20, 300, 4000])) == [1, 21, 300, 4321]


def test_nothing_occurred_where_the_whole_is_zero():
    assert ratio(0, 0) == level(0, 0) == "\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t1"
    assert ratio(3, 4).split("\t")[:2] == ["3", "4"]
    assert level(9505 * 4, 4).split("\t")[2:4] == ["95.05", "4"]
    assert hundredths(905) == "9.05"


@pytest.mark.parametrize("work", WORK)
def test_every_kind_of_agency_has_figures_in_bounds_in_all_five_years(work):
    years = AgencyYears(1, "QG.T01.X001", work)
    for year in range(2022, 2027):
        amounts = years.year(year)
        assert set(amounts) == set(TYPED)
        assert all(1 <= int(report.split("\t")[2]) <= 5 for report in amounts["SO07"])
        levels = [report.split("\t")[2] for code in ("TT10", "KQ03") for report in amounts[code]]
        assert all(value == "\\N" or 0 < Decimal(value) <= 100 for value in levels)


def test_lines_are_written_in_blocks_and_counted(db, monkeypatch):
    monkeypatch.setattr(bulk, "LINES_OF_A_BLOCK", 2)
    lines = (f"{number}\tA{number}\tLĩnh vực\t{number}" for number in range(9001, 9006))
    assert bulk.write_lines(Area, ("id", "code", "name", "order"), lines) == 5
    assert list(Area.objects.filter(pk__gt=9000).values_list("order", flat=True)) == list(range(9001, 9006))
