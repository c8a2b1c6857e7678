"""The sample data: what the public pages give and nothing more, and a province whose figures can be believed."""

from collections import Counter
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import F, Q, Sum

from accounts.models import ActionRecord, User
from accounts.roles import Role
from agencies.models import Agency, Succession
from dashboard.demo import loading, people, work
from dossiers.models import Loading
from periods.dates import DateBook
from periods.models import PeriodOpening
from periods.period import Calendar, Period, PeriodKind, periods_of
from plans.models import DeadlineChange, Plan, Task
from plans.progress import TaskState
from targets.content import parts_to_json
from targets.judging import Board
from targets.models import (
    Correction,
    Figure,
    Indicator,
    ReportForm,
    Submission,
    SubmissionEvent,
    Target,
    TargetVersion,
)
from targets.restating import sentence_of
from targets.terms import Typed, Verdict
from tests import make

TODAY = date(2026, 11, 23)
QUARTER_1, HALF, QUARTER_3 = periods_of(Calendar.CCHC, 2026)[:3]
YEAR_2025 = Period(PeriodKind.YEAR, 2025)
PUBLIC = Plan.objects.filter(is_sample=False)


def load_demo(**options) -> str:
    said = StringIO()
    call_command("load_demo", stdout=said, **options)
    return said.getvalue()


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample data, loaded once for all tests of this module that only read it; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)


def in_period(key: Period) -> Q:
    return Q(period__year=key.year, period__kind=key.kind, period__order=key.order)


def figure_of(agency: str, indicator: str, key: Period) -> Figure:
    return Figure.objects.get(in_period(key), agency__code=agency, indicator__code=indicator)


def parts_of_all(figures) -> tuple[Decimal, Decimal]:
    added = figures.aggregate(numerator=Sum("numerator"), denominator=Sum("denominator"))
    return added["numerator"], added["denominator"]


# --- The command --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_production_database_is_refused(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="hệ thống vận hành"):
        load_demo()
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_a_database_with_an_offices_own_agencies_is_refused():
    make.agency("Sở Nội vụ")
    with pytest.raises(CommandError, match="đã có đơn vị hoặc kế hoạch của cơ quan"):
        load_demo()
    assert Agency.objects.count() == 1


@pytest.mark.django_db
def test_without_plans_gives_agencies_people_and_indicators_only():
    said = load_demo(without_plans=True)
    assert people.PASSWORD in said
    assert "tttp.vanphong" in said
    assert Agency.objects.filter(code="HN.TTTP").exists()
    assert Indicator.objects.count() == 42
    for nothing in (Plan, Task, Target, ReportForm, Submission, Figure):
        assert not nothing.objects.exists(), nothing


@pytest.mark.django_db
def test_a_second_run_changes_nothing():
    load_demo(without_plans=True)
    before = (Agency.objects.count(), User.objects.count(), Indicator.objects.count())
    assert "đã có" in load_demo(without_plans=True)
    assert (Agency.objects.count(), User.objects.count(), Indicator.objects.count()) == before


@pytest.mark.django_db
def test_everybody_in_the_printed_table_has_the_printed_password():
    load_demo(without_plans=True)
    for account in people.accounts():
        assert User.objects.get(username=account.username).check_password(people.PASSWORD), account


# --- The five public plans ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary, number, issued_on, signer, year",
    [
        pytest.param("Thanh tra", "495/KH-TTTP", date(2022, 2, 15), "Nguyễn An Huy", 2022, id="Thanh tra Hà Nội 2022"),
        pytest.param("quận Hai Bà Trưng", "23/KH-UBND", None, "", 2019, id="quận Hai Bà Trưng 2019, ngày chưa rõ"),
        pytest.param("thành phố Hải Phòng", "", None, "", 2022, id="Hải Phòng 2022, số và ngày chưa rõ"),
        pytest.param("công bố Chỉ số", "1130/KH-SNV", date(2022, 3, 21), "", 2022, id="Sở Nội vụ TP.HCM 2022"),
        pytest.param("Thành phố Hồ Chí Minh năm 2024", "", None, "", 2024, id="TP.HCM 2024, số và ngày chưa rõ"),
    ],
)
def test_a_public_plan_holds_what_its_page_gives_and_no_more(sample, summary, number, issued_on, signer, year):
    plan = PUBLIC.get(summary__contains=summary)
    assert (plan.number, plan.issued_on, plan.signer, plan.year_from) == (number, issued_on, signer, year)


@pytest.mark.parametrize(
    "indicator, issuer, sentence",
    [
        pytest.param("TT10", "HN.TTTP", "tối thiểu 85%", id="hài lòng từ 85%"),
        pytest.param("TT01", "HN.TTTP", "tối thiểu 89%", id="đúng hạn, trước hạn từ 89%"),
        pytest.param("CV04", "HN.TTTP", "100%", id="100% cán bộ được bồi dưỡng"),
        pytest.param("CV05", "HN.TTTP", "100%", id="100% lãnh đạo được quán triệt"),
        pytest.param("TT07", "HN.TTTP", "100%", id="100% phản ánh, kiến nghị được xử lý"),
        pytest.param("KQ01", "HCM", "15", id="PAR Index trong nhóm 15"),
        pytest.param("TT01", "HCM", "98%", id="đúng hạn từ 98%"),
        pytest.param("TT03", "HCM", "tối thiểu 95%", id="riêng khiếu nại, tố cáo từ 95%"),
        pytest.param("TT01", "HCM", "100% chi nhánh", id="100% chi nhánh đạt từ 98%"),
        pytest.param("SO08", "HN.HBT", "tối thiểu 80%", id="từ 80% TTHC có phát sinh hồ sơ trực tuyến"),
        pytest.param("SO09", "HN.HBT", "tối thiểu 40%", id="trong số đó từ 40% xử lý trực tuyến"),
        pytest.param("DH04", "HN.HBT", "ít nhất 2 hội nghị", id="100% phường đối thoại ít nhất 2 lần trong năm"),
        pytest.param("DH04", "HN.HBT", "mỗi 6 tháng", id="mỗi 6 tháng một lần đối thoại"),
        pytest.param("DH05", "HN.HBT", "100% cơ quan, phường", id="100% cơ quan, phường được chấm điểm"),
        pytest.param("TT01", "HN.HBT", "tối thiểu 95%", id="đúng hạn, trước hạn từ 95%"),
        pytest.param("CV01", "HN.HBT", "100% cơ quan, phường", id="100% cơ quan bố trí đúng vị trí việc làm"),
        pytest.param("TT11", "HN.HBT", "100%", id="100% TTHC qua cơ chế một cửa"),
        pytest.param("TT12", "HN.HBT", "100%", id="100% TTHC được công khai"),
    ],
)
def test_every_number_of_a_public_plan_is_a_rule(sample, indicator, issuer, sentence):
    versions = TargetVersion.objects.with_names().filter(
        target__plan__issuer__code=issuer, target__indicator__code=indicator
    )
    assert any(sentence in sentence_of(version) for version in versions), [sentence_of(v) for v in versions]


def test_the_inspection_plan_has_its_window_and_the_functions_of_its_people(sample):
    task = Task.objects.filter(plan__kind=Plan.Kind.INSPECTION).first()
    assert (task.starts_on, task.due_on) == (date(2022, 6, 1), date(2022, 11, 30))
    assert "Phó Chủ tịch UBND thành phố, Trưởng đoàn" in task.responsible_person


def test_nothing_was_made_up_for_real_agencies(sample):
    assert not Figure.objects.filter(agency__is_sample=False).exists()
    assert not Submission.objects.filter(agency__is_sample=False).exists()
    assert not Figure.objects.filter(is_sample=False).exists()
    assert not Plan.objects.filter(is_sample=True, issuer__is_sample=False).exists()


# --- The invented province ---------------------------------------------------------------------------------------------------


def test_the_province_has_its_two_levels_of_today(sample):
    alive = Agency.objects.filter(is_sample=True).alive_on(TODAY)
    kinds = Counter(alive.filter(parent__code="LG").values_list("kind", flat=True))
    assert kinds.pop(Agency.Kind.COMMUNE) == 60
    assert sum(kinds.values()) == 18
    assert alive.filter(kind=Agency.Kind.BRANCH).count() == 8


def test_one_commune_was_merged_from_three_of_which_one_came_with_many_overdue_dossiers(sample):
    steps = Succession.objects.filter(kind=Succession.Kind.MERGE)
    assert {step.successor.code for step in steps} == {"LG.X01"}
    last = Figure.objects.filter(agency__in=[step.predecessor for step in steps], indicator__code="TT04")
    assert sorted(figure.value > 100 for figure in last.filter(period__order=3)) == [False, False, True]


def test_the_plan_of_2026_knows_every_kind_of_rule(sample):
    versions = TargetVersion.objects.filter(target__plan__number="15/KH-UBND")
    assert versions.values("target").distinct().count() >= 30
    for field, known in (
        ("scope", {"whole", "each", "share"}),
        ("path", {"hold", "reach"}),
        ("window", {"full", "half"}),
        ("relative_kind", {"none", "percent", "points", "times", "places"}),
        ("comparator", {"gte", "lte", "eq", "lt", "between"}),
        ("due_kind", {"year", "half", "quarter"}),
    ):
        assert set(versions.values_list(field, flat=True)) >= known
    assert versions.filter(milestones__isnull=False).exists()
    amended = versions.filter(set_by_plan__number="92/KH-UBND")
    assert {version.from_day for version in amended} == {date(2026, 7, 1)}


def test_every_verdict_occurs(sample):
    seen = set()
    for number, year, cutoff in (("06/KH-UBND", 2025, None), ("15/KH-UBND", 2026, QUARTER_3)):
        targets = Target.objects.filter(plan__number=number, plan__issuer__code="LG")
        board = Board(targets, office=Agency.objects.get(code="LG"), year=year, today=TODAY, cutoff=cutoff)
        for result in board.results:
            seen.add(result.attainment.verdict)
            seen |= {attainment.verdict for _, attainment in result.members}
    assert seen == set(Verdict)


def test_every_state_of_a_task_occurs_and_one_deadline_was_moved_with_a_reason(sample):
    tasks = Task.objects.filter(plan__number="15/KH-UBND").with_latest_report()
    states = {task.progress_on(TODAY).state for task in tasks}
    assert states == set(TaskState)
    assert DeadlineChange.objects.get().reason


def test_one_branch_of_eight_alone_keeps_the_province_under_98_percent(sample):
    figures = Figure.objects.filter(in_period(HALF) | in_period(QUARTER_3), indicator__code="TT01")
    on_time, solved = parts_of_all(figures)
    assert Decimal("0.97") < on_time / solved < Decimal("0.98")
    on_time, solved = parts_of_all(figures.exclude(agency__code="LG.CN1"))
    assert on_time / solved > Decimal("0.98")


def test_communes_are_good_and_three_of_them_are_not(sample):
    figures = Figure.objects.filter(in_period(HALF), indicator__code="TT01", agency__kind=Agency.Kind.COMMUNE)
    weak = figures.filter(numerator__lt=F("denominator") * Decimal("0.9"))
    assert set(weak.values_list("agency__code", flat=True)) == {"LG.X06", "LG.X26", "LG.X45"}


def test_of_sixty_communes_58_have_sent_quarter_three_and_55_are_confirmed(sample):
    reports = Submission.objects.filter(in_period(QUARTER_3), form__code="01/XA")
    assert reports.count() == 60
    assert reports.filter(first_submitted_at__isnull=False).count() == 58
    assert reports.filter(state=Submission.State.APPROVED).count() == 55
    assert reports.get(agency__code="LG.X17").state == Submission.State.EMPTY


def test_one_department_was_returned_twice(sample):
    returns = SubmissionEvent.objects.filter(in_period_of_report(QUARTER_3), submission__agency__code="LG.SXD")
    assert returns.filter(kind=SubmissionEvent.Kind.RETURNED).count() == 2
    assert returns.last().kind == SubmissionEvent.Kind.APPROVED


def in_period_of_report(key: Period) -> Q:
    return Q(
        submission__period__year=key.year,
        submission__period__kind=key.kind,
        submission__period__order=key.order,
    )


def test_one_tiny_place_has_three_dossiers_of_which_one_was_late(sample):
    own = Figure.objects.filter(agency__code="LG.D01", indicator__code="TT01")
    assert parts_of_all(own.filter(in_period(HALF) | in_period(QUARTER_3))) == (2, 3)


def test_one_line_has_nothing_to_report_in_all_four_reports(sample):
    own = Figure.objects.filter(agency__code="LG.X44", indicator__code="TT03", period__year=2025)
    assert own.count() == 4
    assert all(figure.nothing_occurred for figure in own)


def test_one_confirmed_figure_was_corrected_and_its_history_says_why(sample):
    correction = Correction.objects.get(state=Correction.State.APPROVED)
    assert Decimal(correction.old["numerator"]) - Decimal(correction.new["numerator"]) == 20
    assert correction.new == parts_to_json(correction.figure.parts)
    assert correction.figure.corrected_at == correction.decided_at
    assert correction.decided_by != correction.requested_by
    assert ActionRecord.objects.about(correction).filter(verb="duyệt đính chính số liệu").exists()


def test_one_correction_waits_and_its_figure_still_stands(sample):
    correction = Correction.objects.waiting().get()
    assert correction.old == parts_to_json(correction.figure.parts) != correction.new


def test_one_report_waits_for_the_signature_of_its_leader(sample):
    report = Submission.objects.get(state=Submission.State.LEADER)
    assert report.form.needs_leader
    assert report.first_submitted_at is None
    assert report.agency.memberships.filter(role=Role.LEADER).exists()


def test_a_file_of_the_dossier_system_was_read_and_waits(sample):
    loading = Loading.objects.get()
    assert loading.upload.applied_at is None
    assert len(loading.upload.rows) == 59


def test_one_agency_may_still_fill_in_a_closed_period(sample):
    opening = PeriodOpening.objects.get()
    assert opening.is_in_force(TODAY)
    assert DateBook.load([opening.period]).closing(opening.period, opening.agency)


def test_one_half_year_falls_short_of_its_first_quarter_and_was_never_sent(sample):
    first, half = periods_of(Calendar.CCHC, 2025)[:2]
    report = Submission.objects.get(in_period(half), agency__code="LG.X23")
    assert report.state == Submission.State.DRAFT
    assert figure_of("LG.X23", "TT01", half).denominator < figure_of("LG.X23", "TT01", first).denominator


def test_all_other_figures_agree_with_each_other(sample):
    """No part above its whole, no longer period below a shorter one inside it, nothing since 15/12 that falls."""
    figures = Figure.objects.select_related("indicator", "agency", "period").exclude(agency__code="LG.X23")
    by_place = {(f.agency_id, f.indicator_id, f.period.key): f for f in figures}
    for (agency, indicator, key), figure in by_place.items():
        if figure.numerator is not None and not figure.indicator.may_exceed:
            assert figure.numerator <= figure.denominator, figure
        whole = by_place.get((agency, figure.indicator.part_of_id, key))
        if whole and figure.numerator is not None:
            assert figure.numerator <= whole.numerator, figure
        if figure.typed == Typed.AS_OF or figure.numerator is None or key.kind == PeriodKind.MONTH:
            continue
        for earlier in periods_of(Calendar.CCHC, key.year):
            shorter = by_place.get((agency, indicator, earlier))
            holds = earlier.span.end <= key.span.end and earlier.span.start >= key.span.start
            if (
                shorter
                and shorter.numerator is not None
                and (holds or (figure.typed == Typed.CUMULATIVE and earlier < key))
            ):
                assert shorter.numerator <= figure.numerator, figure


def test_what_was_sent_was_confirmed_by_somebody_else_and_its_figures_count(sample):
    approved = Submission.objects.filter(state=Submission.State.APPROVED)
    assert approved.count() > 600
    assert not approved.filter(approved_by=F("submitted_by")).exists()
    assert not Figure.objects.filter(submission__in=approved, approved_at__isnull=True).exists()
    waiting = Figure.objects.exclude(submission__in=approved).filter(submission__isnull=False)
    assert not waiting.filter(approved_at__isnull=False).exists()


def test_the_year_2026_is_not_open_yet_but_ranks_of_2025_are_known(sample):
    assert not Submission.objects.filter(in_period(Period(PeriodKind.YEAR, 2026))).exists()
    assert figure_of("LG", "KQ01", YEAR_2025).value == 18
    assert not Figure.objects.filter(indicator__code="KQ02", period__year=2025).exists()


def test_the_same_work_is_drawn_on_every_run():
    before = work.quarters_of("LG.X08", 2026)
    work.quarters_of.cache_clear()
    work.trait.cache_clear()
    assert work.quarters_of("LG.X08", 2026) == before
