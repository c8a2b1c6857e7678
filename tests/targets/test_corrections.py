"""A confirmed figure changes only by a correction: asked for with a reason, decided by another person (DESIGN §5)."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActionRecord
from accounts.roles import Role
from periods.models import PeriodDates
from targets.actions import corrections as actions
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.content import parts_to_json
from targets.figure_history import words_of
from targets.models import Correction, Figure
from targets.permissions import can_decide_correction, can_request_correction, can_withdraw_correction
from targets.series import flows
from targets.terms import Kind, SourceKind, Typed
from tests import make
from tests.targets.boards import AFTER_HALF, HALF, Q1, only_result
from tests.targets.correcting import TODAY, approve, ask, confirm, parts, text
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
State = Correction.State


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


@pytest.fixture
def report(province, commune, reporter, officer):
    made = make.submission(commune, make.report_form(make.indicator(case_noun="hồ sơ"), owner=province))
    made.figures.update(numerator=973, denominator=1000)
    return confirm(made, officer, reporter)


@pytest.fixture
def figure(report):
    return report.figures.get()


def test_a_request_changes_nothing_before_another_person_agrees(figure, reporter, officer):
    correction = ask(reporter, figure)
    figure.refresh_from_db()
    assert (figure.numerator, figure.corrected_at) == (973, None)
    assert (correction.old["numerator"], correction.new["numerator"]) == ("973", "961")
    confirmed_at = figure.approved_at
    approve(officer, correction)
    figure.refresh_from_db()
    assert (figure.numerator, figure.denominator) == (961, 1000)
    assert (figure.approved_at, figure.approved_by) == (confirmed_at, officer)
    correction.refresh_from_db()
    assert figure.corrected_at == correction.decided_at
    assert (correction.state, correction.decided_by) == (State.APPROVED, officer)


@pytest.mark.parametrize(
    ("new", "shown"),
    [
        pytest.param(parts(0), "0% (0 / 1.000)", id="về không"),
        pytest.param(Parts(nothing_occurred=True), "Không phát sinh", id="không phát sinh"),
    ],
)
def test_a_figure_is_corrected_to_zero_and_to_nothing_and_back(figure, reporter, officer, new, shown):
    approve(officer, ask(reporter, figure, new))
    figure.refresh_from_db()
    assert figure.parts == new
    assert words_of(figure, figure.changes.get().new | parts_to_json(figure.parts)) == shown
    approve(officer, ask(reporter, figure, parts(973)))
    figure.refresh_from_db()
    assert figure.parts == parts(973)


def test_a_correction_leaves_its_change_its_event_and_its_record(figure, report, reporter, officer):
    correction = ask(reporter, figure)
    approve(officer, correction)
    change = figure.changes.get()
    assert (change.way, change.by, change.old, change.new) == (
        "correction",
        reporter,
        {"numerator": "973"},
        {"numerator": "961"},
    )
    event = report.events.get()
    assert (event.kind, event.by) == ("corrected", officer)
    assert "97,3% (973 / 1.000) → 96,1% (961 / 1.000)" in event.reason
    verbs = list(ActionRecord.objects.about(correction).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["đề nghị đính chính số liệu", "duyệt đính chính số liệu"]


@pytest.mark.parametrize(
    ("new", "words"),
    [
        pytest.param(parts(1001), "lớn hơn tổng hồ sơ đã giải quyết", id="tử số lớn hơn mẫu số"),
        pytest.param(parts(-1), "không được âm", id="số âm"),
        pytest.param(Parts(numerator=Decimal(9)), "Chưa nhập", id="thiếu mẫu số"),
        pytest.param(Parts(), "Chưa nhập", id="để trống"),
        pytest.param(parts("96.5"), "chỉ nhận số nguyên", id="nửa hồ sơ"),
        pytest.param(parts(973), "giống số đã xác nhận", id="không đổi gì"),
    ],
)
def test_the_hard_checks_hold_for_a_correction(figure, reporter, new, words):
    with pytest.raises(ValidationError, match=words):
        ask(reporter, figure, new)
    assert not Correction.objects.exists()


def test_a_whole_does_not_fall_below_its_part(province, commune, reporter, officer):
    whole = make.indicator("Hồ sơ tiếp nhận", Kind.COUNT, unit="hồ sơ")
    part = make.indicator("Hồ sơ trực tuyến", Kind.COUNT, unit="hồ sơ", part_of=whole)
    report = make.submission(commune, make.report_form(whole, part, owner=province))
    report.figures.filter(indicator=whole).update(value=100)
    report.figures.filter(indicator=part).update(value=80)
    confirm(report, officer, reporter)
    of_whole, of_part = report.figures.get(indicator=whole), report.figures.get(indicator=part)
    with pytest.raises(ValidationError, match="“Hồ sơ trực tuyến”: 80 lớn hơn 70"):
        ask(reporter, of_whole, Parts(value=Decimal(70)))
    with pytest.raises(ValidationError, match="120 lớn hơn 100"):
        ask(reporter, of_part, Parts(value=Decimal(120)))
    ask(reporter, of_whole, Parts(value=Decimal(90)))


def test_a_reason_is_asked_for(figure, reporter):
    with pytest.raises(ValidationError, match="Ghi lý do đính chính"):
        ask(reporter, figure, reason="  ")
    with pytest.raises(ValidationError, match="dài quá 1000"):
        ask(reporter, figure, reason="a" * 1001)


def test_one_request_waits_for_a_figure(figure, reporter, officer):
    first = ask(reporter, figure)
    with pytest.raises(ValidationError, match="Trần Thị Báo đã đề nghị đính chính số liệu này"):
        ask(officer, figure, parts(950))
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(figure=figure, reason="x", requested_by=officer)
    actions.withdraw_correction(by=reporter, correction=first)
    ask(officer, figure, parts(950))


def test_nobody_decides_what_they_asked_for(figure, officer, province):
    correction = ask(officer, figure)
    assert "Người đề nghị không tự duyệt" in can_decide_correction(officer, correction).reason
    for act in (approve, lambda by, it: actions.refuse_correction(by=by, correction=it, answer="Không")):
        with pytest.raises(ValidationError, match="Người đề nghị không tự duyệt"):
            act(officer, correction)
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(
            state="approved", decided_by=officer, decided_at=timezone.now()
        )
    approve(make.user(province), correction)


def test_a_refusal_needs_its_answer_and_leaves_the_figure(figure, reporter, officer):
    correction = ask(reporter, figure)
    with pytest.raises(ValidationError, match="Ghi lý do không chấp nhận"):
        actions.refuse_correction(by=officer, correction=correction, answer=" ")
    actions.refuse_correction(by=officer, correction=correction, answer="Chưa có văn bản")
    correction.refresh_from_db()
    figure.refresh_from_db()
    assert (correction.state, correction.answer, figure.numerator) == (State.REFUSED, "Chưa có văn bản", 973)
    with pytest.raises(AlreadyDone, match="không chấp nhận: Nguyễn Văn Phòng"):
        approve(officer, correction)


def test_only_who_asked_takes_the_request_back(figure, reporter, officer, commune):
    correction = ask(reporter, figure)
    colleague = make.user(commune, Role.REPORTER)
    assert not can_withdraw_correction(colleague, correction)
    with pytest.raises(ValidationError, match="Chỉ người đề nghị"):
        actions.withdraw_correction(by=colleague, correction=correction)
    actions.withdraw_correction(by=reporter, correction=correction)
    with pytest.raises(AlreadyDone):
        approve(officer, correction)
    with pytest.raises(AlreadyDone):
        actions.withdraw_correction(by=reporter, correction=correction)


def test_a_figure_that_is_no_longer_the_old_one_is_not_overwritten(figure, reporter, officer):
    correction = ask(reporter, figure)
    Figure.objects.filter(pk=figure.pk).update(numerator=980)
    with pytest.raises(ValidationError, match="Số liệu đã đổi từ khi có đề nghị"):
        approve(officer, correction)
    figure.refresh_from_db()
    assert (figure.numerator, figure.changes.count()) == (980, 0)


def test_a_page_opened_before_the_last_correction_asks_for_nothing(figure, reporter, officer):
    opened_at = figure.revision
    approve(officer, ask(reporter, figure))
    with pytest.raises(StaleRevision):
        actions.request_correction(
            by=reporter, figure=figure, revision=opened_at, parts=parts(950), reason="Sai", today=TODAY
        )


def test_a_figure_not_yet_confirmed_is_mended_on_its_report(commune, province, reporter):
    report = make.submission(commune, make.report_form(make.indicator(), owner=province))
    with pytest.raises(ValidationError, match="chưa được xác nhận"):
        ask(reporter, report.figures.get())
    assert "chưa được xác nhận" in can_request_correction(reporter, report.figures.get()).reason


def test_a_computed_figure_is_not_corrected(figure, reporter):
    figure.indicator.source_kind = SourceKind.COMPUTED
    figure.indicator.save()
    with pytest.raises(ValidationError, match="do hệ thống tính"):
        ask(reporter, figure)
    assert "do hệ thống tính" in can_request_correction(reporter, Figure.objects.get(pk=figure.pk)).reason


def test_a_closed_period_needs_no_reopening(figure, report, reporter, officer, province):
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=officer)
    approve(officer, ask(reporter, figure))
    figure.refresh_from_db()
    assert figure.numerator == 961


WHO = [  # role, at, may ask, may decide what the reporter asked for
    (Role.REPORTER, "commune", True, False),
    (Role.OFFICE, "commune", True, False),
    (Role.OFFICE, "province", True, True),
    (Role.LEADER, "commune", False, False),
    (Role.LEADER, "province", False, False),
    (Role.ADMINISTRATOR, "province", False, False),
    (Role.INSPECTOR, "province", False, False),
    (Role.REPORTER, "elsewhere", False, False),
]


@pytest.mark.parametrize(("role", "at", "asks", "decides"), WHO, ids=lambda value: str(value))
def test_who_asks_and_who_decides(figure, reporter, province, commune, role, at, asks, decides):
    place = {"commune": commune, "province": province}.get(at) or make.agency("Nơi khác")
    person = make.user(place, role)
    assert bool(can_request_correction(person, figure)) == asks
    assert bool(can_decide_correction(person, ask(reporter, figure))) == decides


# --- what counts afterwards ------------------------------------------------------------------------------------------------


def test_the_board_counts_the_corrected_figure_from_then_on(province, figure, reporter, officer):
    make.target(province, figure.indicator, value=Decimal(97))
    before = only_result(province).attainment
    correction = ask(reporter, figure)
    assert only_result(province).attainment.shown == before.shown == "97,3%"
    approve(officer, correction)
    after = only_result(province).attainment
    assert after.shown == "96,1%"
    assert (before.verdict, after.verdict) == ("on_track", "near")


def test_a_corrected_cumulative_figure_may_fall_and_changes_the_next_flow(province, commune, reporter, officer):
    counted = make.indicator("Hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    form = make.report_form(owner=province)
    make.line(form, counted, Typed.CUMULATIVE)
    reports = [make.submission(commune, form, make.period(key.kind, key.year, key.order)) for key in (Q1, HALF)]
    for report, value in zip(reports, (10, 25), strict=True):
        report.figures.update(value=value)
        confirm(report, officer, reporter)
    make.target(province, counted, value=Decimal(40), tolerance=Decimal(4), path="reach")
    assert flows_of(province) == [10, 15]
    approve(officer, ask(reporter, reports[1].figures.get(), Parts(value=Decimal(8))))
    assert flows_of(province) == [10, -2]
    approve(officer, ask(reporter, reports[0].figures.get(), Parts(value=Decimal(6))))
    assert flows_of(province) == [6, 2]


def test_a_corrected_quarter_may_pass_the_half_year_which_is_corrected_next(province, commune, reporter, officer):
    form = make.report_form(make.indicator(case_noun="hồ sơ"), owner=province)
    quarter, half = (make.submission(commune, form, make.period(key.kind, key.year, key.order)) for key in (Q1, HALF))
    for report, given in ((quarter, (90, 100)), (half, (150, 160))):
        report.figures.update(numerator=given[0], denominator=given[1])
        confirm(report, officer, reporter)
    approve(officer, ask(reporter, quarter.figures.get(), parts(155, 165)))
    with pytest.raises(ValidationError, match="nhỏ hơn 155 đã báo cáo"):
        ask(reporter, half.figures.get(), parts(154, 170))
    approve(officer, ask(reporter, half.figures.get(), parts(156, 170)))
    assert half.figures.get().numerator == 156


def flows_of(province) -> list:
    """The flow of each report of the only agency, as a board reads it."""
    result = only_result(province, AFTER_HALF, stored=False)
    [series] = result.board.figures.series(result.indicator.pk, 2026).values()
    return [flow.amount.value for flow in flows(series)]


def test_an_outside_figure_is_corrected_by_a_second_person_too(client, province, officer):
    rank = make.indicator("Xếp hạng PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE, owner=province)
    recorder = make.user(province)
    figure = make.figure(
        province,
        rank,
        make.period("year", 2025),
        value=Decimal(12),
        out_of=34,
        approved_by=officer,
        recorded_by=recorder,
    )
    correction = ask(recorder, figure, Parts(value=Decimal(11), out_of=34))
    assert Correction.objects.waiting_for(officer).get() == correction
    assert not Correction.objects.waiting_for(recorder).exists()
    approve(officer, correction)
    figure.refresh_from_db()
    assert figure.value == 11
    client.force_login(officer)
    page = text(client.get(reverse("targets:outside_figure", args=[figure.pk])))
    assert "đã đính chính ngày" in page
    assert reverse("targets:figure_history", args=[figure.pk]) in page
