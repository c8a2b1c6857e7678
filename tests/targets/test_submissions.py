"""The life of a report: state × step × who, and what every step leaves behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import ActionRecord
from accounts.roles import Role
from agencies.models import Agency
from periods.models import PeriodDates
from targets.actions import submissions as actions
from targets.actions.submissions import AlreadyDone, closing_of
from targets.models import Submission
from targets.models.submission import overdue_on
from targets.permissions import can_approve, can_enter, can_return, can_withdraw
from tests import make
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
State = Submission.State


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province, kind=Agency.Kind.COMMUNE)


@pytest.fixture
def report(province, commune):
    return make.submission(commune, make.report_form(make.indicator(), owner=province))


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def put(report, state, *, sender=None, approver=None):
    """The report as the earlier steps would have left it."""
    now = timezone.now()
    report.state = state
    if state in (State.SUBMITTED, State.APPROVED):
        report.submitted_by, report.submitted_at, report.first_submitted_at = sender, now, now
    if state == State.APPROVED:
        report.approved_by, report.approved_at, report.first_approved_at = approver, now, now
    report.save()
    return report


STEPS = {
    "withdraw": lambda by, report: actions.withdraw(by=by, submission=report, revision=report.revision),
    "approve": lambda by, report: actions.approve(by=by, submission=report, revision=report.revision),
    "return": lambda by, report: actions.return_for_revision(
        by=by, submission=report, revision=report.revision, reason="Thiếu số liệu TT01"
    ),
}
FLOW = [  # step, from, to (None: refused)
    ("withdraw", State.EMPTY, None),
    ("withdraw", State.DRAFT, None),
    ("withdraw", State.RETURNED, None),
    ("withdraw", State.SUBMITTED, State.DRAFT),
    ("withdraw", State.APPROVED, None),
    ("approve", State.EMPTY, None),
    ("approve", State.DRAFT, None),
    ("approve", State.RETURNED, None),
    ("approve", State.SUBMITTED, State.APPROVED),
    ("approve", State.APPROVED, None),
    ("return", State.EMPTY, None),
    ("return", State.DRAFT, None),
    ("return", State.RETURNED, None),
    ("return", State.SUBMITTED, State.RETURNED),
    ("return", State.APPROVED, None),
]


@pytest.mark.parametrize(("step", "before", "after"), FLOW, ids=lambda value: str(value))
def test_which_step_leads_from_which_state(report, reporter, officer, step, before, after):
    put(report, before, sender=reporter, approver=officer)
    by = reporter if step == "withdraw" else officer
    if after is None:
        with pytest.raises(ValidationError):
            STEPS[step](by, report)
        after = before
    else:
        STEPS[step](by, report)
    report.refresh_from_db()
    assert report.state == after


WHO = [  # role, at, right, allowed while the report waits for confirmation, sent by the reporter
    (Role.REPORTER, "commune", "withdraw", True),
    (Role.REPORTER, "commune", "approve", False),
    (Role.REPORTER, "commune", "return", False),
    (Role.OFFICE, "commune", "withdraw", True),
    (Role.OFFICE, "commune", "approve", False),
    (Role.OFFICE, "province", "withdraw", False),
    (Role.OFFICE, "province", "approve", True),
    (Role.OFFICE, "province", "return", True),
    (Role.LEADER, "province", "approve", False),
    (Role.LEADER, "province", "return", False),
    (Role.LEADER, "commune", "withdraw", False),
    (Role.INSPECTOR, "province", "approve", False),
    (Role.APPRAISER, "province", "return", False),
    (Role.ADMINISTRATOR, "province", "approve", False),
    (Role.OFFICE, "elsewhere", "approve", False),
    (Role.REPORTER, "elsewhere", "withdraw", False),
]


@pytest.mark.parametrize(("role", "at", "right", "allowed"), WHO, ids=lambda value: str(value))
def test_who_may_take_which_step(report, reporter, province, commune, role, at, right, allowed):
    put(report, State.SUBMITTED, sender=reporter)
    place = {"commune": commune, "province": province}.get(at) or make.agency("Nơi khác")
    person = make.user(place, role)
    granted = {
        "withdraw": can_withdraw(person, report, None),
        "approve": can_approve(person, report),
        "return": can_return(person, report, None),
    }[right]
    assert bool(granted) == allowed
    assert granted or granted.reason


@pytest.mark.parametrize(
    ("role", "at", "allowed"),
    [
        (Role.REPORTER, "commune", True),
        (Role.OFFICE, "commune", True),
        (Role.OFFICE, "province", True),
        (Role.REPORTER, "province", False),
        (Role.LEADER, "commune", False),
        (Role.ADMINISTRATOR, "province", False),
    ],
)
def test_who_may_type(report, province, commune, role, at, allowed):
    person = make.user(commune if at == "commune" else province, role)
    assert bool(can_enter(person, report, None)) == allowed


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_a_sent_report_is_not_typed_on(report, reporter, officer, state):
    put(report, state, sender=reporter, approver=officer)
    assert "không sửa được nữa" in can_enter(reporter, report, None).reason


def test_nobody_confirms_what_they_sent(report, officer):
    put(report, State.SUBMITTED, sender=officer)
    assert "Người gửi không tự xác nhận" in can_approve(officer, report).reason
    with pytest.raises(ValidationError, match="Người gửi không tự xác nhận"):
        STEPS["approve"](officer, report)
    assert "Rút lại" in can_return(officer, report, None).reason
    with pytest.raises(ValidationError, match="Rút lại"):
        STEPS["return"](officer, report)


def test_the_database_itself_refuses_a_sender_who_confirms(report, officer):
    put(report, State.SUBMITTED, sender=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(report, State.APPROVED, sender=officer, approver=officer)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_the_database_refuses_a_sent_report_without_a_sender(report, officer, state):
    values = {"state": state}
    if state == State.APPROVED:
        values |= {"approved_at": timezone.now(), "approved_by": officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=report.pk).update(**values)


def test_the_database_refuses_a_confirmation_without_a_person(report, reporter):
    put(report, State.SUBMITTED, sender=reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=report.pk).update(state="approved")
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=report.pk).update(approved_at=timezone.now())


def test_a_report_is_once_for_an_agency_a_form_and_a_period(report):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.submission(report.agency, report.form, report.period)


def test_figures_count_from_the_moment_of_confirmation(report, reporter, officer):
    report.figures.update(numerator=Decimal(9), denominator=Decimal(10))
    put(report, State.SUBMITTED, sender=reporter)
    assert report.figures.get().approved_at is None
    STEPS["approve"](officer, report)
    report.refresh_from_db()
    figure = report.figures.get()
    assert (figure.approved_by, figure.approved_at) == (officer, report.approved_at)
    assert report.first_approved_at == report.approved_at


def test_a_second_press_on_confirm_says_who_confirmed_and_when(report, reporter, officer):
    put(report, State.SUBMITTED, sender=reporter)
    STEPS["approve"](officer, report)
    with pytest.raises(AlreadyDone, match="đã được Nguyễn Văn Phòng xác nhận lúc"):
        STEPS["approve"](officer, report)
    assert report.events.filter(kind="approved").count() == 1


def test_a_report_taken_back_and_sent_again_is_not_confirmed_unread(report, reporter, officer):
    put(report, State.SUBMITTED, sender=reporter)
    opened_at = report.revision
    actions.withdraw(by=reporter, submission=report, revision=opened_at)
    report.refresh_from_db()
    put(report, State.SUBMITTED, sender=reporter)
    with pytest.raises(StaleRevision, match="Trần Thị Báo đã lưu"):
        actions.approve(by=officer, submission=report, revision=opened_at)


def test_a_return_needs_a_reason_and_keeps_it(report, reporter, officer):
    put(report, State.SUBMITTED, sender=reporter)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        actions.return_for_revision(by=officer, submission=report, revision=report.revision, reason="  ")
    STEPS["return"](officer, report)
    assert [(event.kind, event.reason) for event in report.events.all()] == [("returned", "Thiếu số liệu TT01")]


def test_the_first_sending_is_never_forgotten(report, reporter, officer):
    with transaction.atomic():
        actions.send(by=reporter, submission=report)
    first = report.first_submitted_at
    STEPS["return"](officer, report)
    report.refresh_from_db()
    with transaction.atomic():
        actions.send(by=reporter, submission=report)
    report.refresh_from_db()
    assert report.first_submitted_at == first < report.submitted_at


def close_for(office, period):
    by = make.user(office)
    PeriodDates.objects.create(period=period, office=office, closed_at=timezone.now(), closed_by=by)


@pytest.mark.parametrize("step", ["withdraw", "return"])
def test_nothing_moves_back_in_a_closed_period(report, reporter, officer, province, step):
    put(report, State.SUBMITTED, sender=reporter)
    close_for(province, report.period)
    with pytest.raises(ValidationError, match="UBND tỉnh khoá"):
        STEPS[step](reporter if step == "withdraw" else officer, report)
    closing = closing_of(report)
    assert "UBND tỉnh" in can_withdraw(reporter, report, closing).reason
    assert "UBND tỉnh" in can_return(officer, report, closing).reason
    assert "UBND tỉnh" in can_enter(reporter, report, closing).reason


def test_a_report_sent_in_time_may_still_be_confirmed_after_closing(report, reporter, officer, province):
    put(report, State.SUBMITTED, sender=reporter)
    close_for(province, report.period)
    STEPS["approve"](officer, report)
    report.refresh_from_db()
    assert report.state == State.APPROVED


def test_every_step_leaves_its_record(report, reporter, officer):
    with transaction.atomic():
        actions.send(by=reporter, submission=report)
    STEPS["return"](officer, report)
    report.refresh_from_db()
    with transaction.atomic():
        actions.send(by=reporter, submission=report)
    STEPS["withdraw"](reporter, report)
    report.refresh_from_db()
    with transaction.atomic():
        actions.send(by=reporter, submission=report)
    STEPS["approve"](officer, report)
    kinds = [event.kind for event in report.events.all()]
    assert kinds == ["submitted", "returned", "submitted", "withdrawn", "submitted", "approved"]
    verbs = set(ActionRecord.objects.about(report).values_list("verb", flat=True))
    assert verbs == {"gửi báo cáo số liệu", "trả lại báo cáo số liệu", "rút lại báo cáo số liệu", "xác nhận số liệu"}


# --- who sees, how late ------------------------------------------------------------------------------------------------


def sees(person, report):
    return Submission.objects.seen_by(person).filter(pk=report.pk).exists()


def test_an_agency_sees_its_own_reports_and_an_office_all_below(report, reporter, officer, commune, province):
    stranger = make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER)
    assert sees(reporter, report)
    assert sees(officer, report)
    assert not sees(stranger, report)


def test_the_checker_sees_the_reports_that_it_checks_beside_the_line_of_command(commune, province):
    health = make.agency("Sở Y tế", parent=province)
    report = make.submission(commune, make.report_form(make.indicator(), owner=province, checker=health))
    assert sees(make.user(health, Role.OFFICE), report)
    assert not sees(make.user(health, Role.REPORTER), report)


def test_an_agency_sees_the_report_that_says_something_of_it(commune, province, reporter):
    justice = make.agency("Sở Tư pháp", parent=province)
    report = make.submission(justice, make.report_form(owner=province))
    make.figure(commune, make.indicator(), report.period, submission=report, reported_by=justice)
    assert sees(reporter, report)


@pytest.mark.parametrize(
    ("today", "words", "badge"),
    [
        (date(2026, 3, 14), "còn 3 ngày", "not_started"),
        (date(2026, 3, 17), "hạn hôm nay", "not_started"),
        (date(2026, 3, 19), "quá hạn 2 ngày", "overdue"),
    ],
)
def test_how_long_is_left(report, today, words, badge):
    assert (report.deadline_words(today), report.shown_state(today)) == (words, badge)


def test_lateness_is_that_of_the_first_sending(report, reporter):
    put(report, State.SUBMITTED, sender=reporter)
    report.first_submitted_at = timezone.make_aware(timezone.datetime(2026, 3, 18, 0, 30))
    assert report.deadline_words(date(2026, 6, 1)) == "gửi chậm 1 ngày"
    report.first_submitted_at = timezone.make_aware(timezone.datetime(2026, 3, 17, 23, 59))
    assert report.deadline_words(date(2026, 6, 1)) == "gửi đúng hạn"
    assert report.shown_state(date(2026, 6, 1)) == "submitted"


def test_overdue_are_those_never_sent(report, reporter):
    assert list(Submission.objects.filter(overdue_on(date(2026, 3, 18)))) == [report]
    assert not Submission.objects.filter(overdue_on(date(2026, 3, 17))).exists()
    put(report, State.SUBMITTED, sender=reporter)
    assert not Submission.objects.filter(overdue_on(date(2026, 3, 18))).exists()
