"""Where a form asks for it, an agency's leader signs a report before it is sent (DESIGN §5)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActionRecord, User
from accounts.roles import Role
from dashboard.duties import duties_of
from periods.models import PeriodDates, PeriodOpening
from targets.actions import signing, submissions
from targets.actions.figures import Entry, save_and_send, save_figures
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.models import Submission
from targets.permissions import can_approve, can_enter, can_return, can_send_signed_paper, can_sign, can_withdraw
from targets.signing import leaders_of
from tests import make
from tests.world import PDF
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
State = Submission.State


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def report(province, commune):
    return make.submission(commune, make.report_form(make.indicator(), owner=province, needs_leader=True))


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def leader(commune):
    return make.user(commune, Role.LEADER, full_name="Lê Văn Lãnh")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def filled(report, numerator=97):
    figure = report.figures.get()
    parts = Parts(numerator=Decimal(numerator), denominator=Decimal(100))
    return {figure.pk: Entry(parts, seen=figure.revision)}


def press_send(report, by):
    """What the button of the entry page does."""
    report.refresh_from_db()
    problems = save_and_send(by=by, submission=report, revision=report.revision, entries=filled(report), today=TODAY)
    assert not problems
    report.refresh_from_db()
    return report


@pytest.fixture
def handed(report, reporter, leader):
    return press_send(report, reporter)


def kinds(report):
    return list(report.events.values_list("kind", flat=True))


def text(response) -> str:
    return response.content.decode()


def address(name, report):
    return reverse(f"targets:{name}_submission", args=[report.pk])


def test_sending_hands_the_report_to_the_leader_and_does_not_count_as_sent(handed, reporter):
    assert (handed.state, handed.handed_by, handed.first_submitted_at) == (State.LEADER, reporter, None)
    assert kinds(handed) == ["prepared", "handed"]
    assert handed.is_overdue(handed.due_on + timedelta(days=1))
    assert handed.shown_state(handed.due_on + timedelta(days=1)) == "leader"


def test_without_the_switch_the_report_goes_straight_to_its_checker(commune, province, reporter, leader):
    plain = make.submission(commune, make.report_form(make.indicator(), owner=province))
    press_send(plain, reporter)
    assert (plain.state, plain.handed_by, plain.submitted_by) == (State.SUBMITTED, None, reporter)


def test_a_leader_who_sends_has_signed(report, leader, commune):
    make.membership(leader, commune, Role.REPORTER)
    press_send(report, leader)
    assert (report.state, report.submitted_by) == (State.SUBMITTED, leader)
    assert kinds(report) == ["prepared", "signed", "submitted"]


def test_the_leader_signs_and_thereby_sends(handed, reporter, leader):
    signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    handed.refresh_from_db()
    assert (handed.state, handed.submitted_by, handed.handed_by) == (State.SUBMITTED, leader, reporter)
    assert handed.first_submitted_at == handed.submitted_at
    assert kinds(handed)[-2:] == ["signed", "submitted"]
    verbs = set(ActionRecord.objects.about(handed).values_list("verb", flat=True))
    assert {"trình lãnh đạo duyệt báo cáo số liệu", "duyệt báo cáo số liệu của đơn vị", "gửi báo cáo số liệu"} <= verbs


def test_neither_who_handed_it_nor_who_signed_it_confirms_it(handed, reporter, leader, province):
    signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    handed.refresh_from_db()
    for person in User.objects.filter(pk__in=[reporter.pk, leader.pk]):
        make.membership(person, province, Role.OFFICE)
        assert "Người gửi không tự xác nhận" in can_approve(person, handed).reason
        assert "Rút lại" in can_return(person, handed, None).reason
        with pytest.raises(ValidationError, match="Người gửi không tự xác nhận"):
            submissions.approve(by=person, submission=handed, revision=handed.revision)
    submissions.approve(by=make.user(province), submission=handed, revision=handed.revision)


def test_the_database_refuses_who_handed_it_as_who_confirms(handed, reporter, leader):
    signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=handed.pk).update(
            state="approved", approved_by=reporter, approved_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=handed.pk).update(state="leader", handed_by=None)


def test_nothing_is_typed_while_the_report_lies_with_the_leader(handed, reporter):
    assert "không sửa được nữa" in can_enter(reporter, handed, None).reason
    with pytest.raises(AlreadyDone, match="Trần Thị Báo trình lãnh đạo đơn vị duyệt lúc"):
        save_figures(by=reporter, submission=handed, entries=filled(handed, 90), today=TODAY)
    assert handed.figures.get().numerator == 97


def test_a_leader_declines_with_a_reason_and_the_report_is_a_draft_again(handed, leader):
    with pytest.raises(ValidationError, match="Ghi lý do"):
        signing.decline(by=leader, submission=handed, revision=handed.revision, reason=" ")
    signing.decline(by=leader, submission=handed, revision=handed.revision, reason="Thiếu hồ sơ đất đai")
    handed.refresh_from_db()
    assert (handed.state, handed.is_open) == (State.DRAFT, True)
    assert handed.events.last().reason == "Thiếu hồ sơ đất đai"
    with pytest.raises(AlreadyDone):
        signing.decline(by=leader, submission=handed, revision=handed.revision, reason="Lần nữa")


def test_the_preparer_takes_it_back_from_the_leader(handed, reporter, leader):
    assert can_withdraw(reporter, handed, None)
    submissions.withdraw(by=reporter, submission=handed, revision=handed.revision)
    with pytest.raises(ValidationError, match="rút lại để sửa"):
        signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)


def test_a_leader_does_not_sign_what_was_taken_back_and_handed_over_anew(handed, reporter, leader):
    read_at = handed.revision
    submissions.withdraw(by=reporter, submission=handed, revision=read_at)
    press_send(handed, reporter)
    with pytest.raises(StaleRevision):
        signing.sign(by=leader, submission=handed, revision=read_at, today=TODAY)


def test_what_others_sent_meanwhile_is_compared_once_more_before_it_goes_out(handed, leader, commune, province):
    inside = make.submission(commune, handed.form, make.period("half", 2026, 1))
    Submission.objects.filter(pk=handed.pk).update(period=make.period("year", 2026, 1))
    handed.figures.update(period=make.period("year", 2026, 1))
    now = timezone.now()
    Submission.objects.filter(pk=inside.pk).update(
        state="submitted", submitted_at=now, first_submitted_at=now, submitted_by=leader
    )
    inside.figures.update(numerator=500, denominator=600)
    with pytest.raises(ValidationError, match="cần trả lại để sửa: 97 nhỏ hơn 500"):
        signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    handed.refresh_from_db()
    assert handed.state == State.LEADER


def test_a_closed_period_keeps_the_report_with_the_leader(handed, leader, province, officer):
    PeriodDates.objects.create(period=handed.period, office=province, closed_at=timezone.now(), closed_by=officer)
    with pytest.raises(ValidationError, match="UBND tỉnh khoá"):
        signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)


WHO = [  # role, at, may sign
    (Role.LEADER, "commune", True),
    (Role.LEADER, "province", False),
    (Role.REPORTER, "commune", False),
    (Role.OFFICE, "commune", False),
    (Role.OFFICE, "province", False),
    (Role.ADMINISTRATOR, "commune", False),
]


@pytest.mark.parametrize(("role", "at", "allowed"), WHO, ids=lambda value: str(value))
def test_only_a_leader_of_the_very_agency_signs(handed, province, commune, role, at, allowed):
    person = make.user(commune if at == "commune" else province, role)
    assert bool(can_sign(person, handed, None)) == allowed


# --- no leader has an account ------------------------------------------------------------------------------------------


def paper(name="ban-ky.pdf"):
    return SimpleUploadedFile(name, PDF)


def test_without_a_leader_account_the_signed_paper_goes_with_the_report(report, reporter):
    press_send(report, reporter)
    assert report.state == State.LEADER
    assert can_send_signed_paper(reporter, report, None)
    with pytest.raises(ValidationError, match="Đính kèm bản đã được lãnh đạo"):
        signing.send_signed_paper(by=reporter, submission=report, revision=report.revision, papers=[], today=TODAY)
    signing.send_signed_paper(by=reporter, submission=report, revision=report.revision, papers=[paper()], today=TODAY)
    report.refresh_from_db()
    assert (report.state, report.submitted_by) == (State.SUBMITTED, reporter)
    assert report.signed_papers.get().original_name == "ban-ky.pdf"
    assert report.events.get(kind="signed").reason == "bản giấy đã ký, đính kèm"


def test_a_paper_does_not_stand_for_a_leader_who_has_an_account(handed, reporter):
    assert "duyệt trên hệ thống" in can_send_signed_paper(reporter, handed, None).reason
    with pytest.raises(ValidationError, match="duyệt trên hệ thống"):
        signing.send_signed_paper(
            by=reporter, submission=handed, revision=handed.revision, papers=[paper()], today=TODAY
        )


def test_an_account_out_of_use_is_no_leader(report, reporter, leader):
    leader.is_active = False
    leader.save()
    assert not leaders_of(report.agency).exists()
    press_send(report, reporter)
    assert can_send_signed_paper(reporter, report, None)


# --- pages ---------------------------------------------------------------------------------------------------------------


def test_the_leader_signs_on_one_page_with_what_is_odd_before_the_button_is_pressed(client, handed, leader, officer):
    earlier = make.submission(handed.agency, handed.form, make.period("year", 2025, 1))
    now = timezone.now()
    Submission.objects.filter(pk=earlier.pk).update(
        state="submitted", submitted_at=now, first_submitted_at=now, submitted_by=officer
    )
    earlier.figures.update(numerator=50, denominator=100)
    client.force_login(leader)
    page = text(client.get(address("sign", handed)))
    assert "Cần xem kỹ: 1 số liệu" in page
    assert "97%" in page
    assert "Duyệt và gửi" in page
    answer = client.post(address("sign", handed), {"revision": handed.revision, "papers": paper()}, follow=True)
    assert "Đã gửi" in text(answer)
    assert "ban-ky.pdf" in text(answer)
    again = client.post(address("sign", handed), {"revision": handed.revision}, follow=True)
    assert "đã được Lê Văn Lãnh gửi lúc" in text(again)
    assert handed.events.filter(kind="submitted").count() == 1


def test_a_decline_tells_the_preparer_why_on_the_page_to_type_on(client, handed, leader, reporter):
    client.force_login(leader)
    client.post(address("decline", handed), {"revision": handed.revision, "reason": "Thiếu hồ sơ đất đai"})
    client.force_login(reporter)
    page = text(client.get(reverse("targets:submission", args=[handed.pk])))
    assert "Lãnh đạo đơn vị trả lại để sửa" in page
    assert "Thiếu hồ sơ đất đai" in page
    assert "Thiếu hồ sơ đất đai" in text(client.get(reverse("targets:submissions")))
    press_send(handed, reporter)
    assert "Thiếu hồ sơ đất đai" not in text(client.get(reverse("targets:submissions")))


def test_the_page_says_whom_a_waiting_report_waits_for(client, handed, reporter):
    client.force_login(reporter)
    page = text(client.get(reverse("targets:submission", args=[handed.pk])))
    assert "đang chờ lãnh đạo duyệt (Lê Văn Lãnh)" in page
    assert "Rút lại để sửa" in page


def test_an_agency_without_leader_account_is_led_to_attach_the_paper(client, report, reporter):
    press_send(report, reporter)
    client.force_login(reporter)
    assert "Gửi kèm bản đã ký" in text(client.get(reverse("targets:submission", args=[report.pk])))
    asked = client.post(address("sign", report), {"revision": report.revision})
    assert "Chưa chọn tệp" in text(asked)
    client.post(address("sign", report), {"revision": report.revision, "papers": paper()})
    report.refresh_from_db()
    assert report.state == State.SUBMITTED


def test_a_leader_who_comes_by_an_old_link_is_led_to_where_the_report_stands(client, handed, leader, reporter):
    submissions.withdraw(by=reporter, submission=handed, revision=handed.revision)
    client.force_login(leader)
    answer = client.get(address("sign", handed), follow=True)
    assert answer.redirect_chain == [(report_page(handed), 302)]
    assert "không còn chờ lãnh đạo đơn vị duyệt" in text(answer)


def test_taking_back_says_what_is_lost_and_by_when(client, handed, reporter):
    client.force_login(reporter)
    page = text(client.get(reverse("targets:withdraw_submission", args=[handed.pk])))
    assert "sửa xong cần trình lại lãnh đạo" in page
    assert "Lần gửi đầu tiên" not in page  # it has never gone out


def test_a_signed_paper_is_handed_to_those_who_read_the_whole_report(client, handed, leader, officer, province):
    client.force_login(leader)
    client.post(address("sign", handed), {"revision": handed.revision, "papers": paper()})
    url = reverse("targets:signed_paper", args=[handed.pk, handed.signed_papers.get().pk])
    client.force_login(officer)
    assert b"".join(client.get(url)) == PDF
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(url).status_code == 404


def test_the_leaders_first_page_says_what_waits_for_the_signature(handed, leader, reporter):
    [duty] = duties_of(leader, TODAY)
    assert duty.words.startswith("1 báo cáo chờ anh/chị duyệt")
    [late] = duties_of(leader, handed.due_on + timedelta(days=1))
    assert (duty.is_late, late.is_late) == (False, True)
    assert not duties_of(reporter, TODAY)


def test_the_list_of_a_leader_begins_with_what_waits_for_the_signature(client, handed, leader):
    client.force_login(leader)
    page = text(client.get(reverse("targets:submissions")))
    assert "Báo cáo chờ anh/chị duyệt đứng đầu" in page
    assert address("sign", handed) in page
    assert address("sign", handed) in text(client.get(reverse("targets:submissions"), {"trang_thai": "leader"}))
    signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    assert address("sign", handed) not in text(client.get(reverse("targets:submissions")))


def test_a_link_in_a_message_leads_through_log_in_to_the_page_to_sign(client, handed, leader):
    asked = client.get(address("sign", handed))
    answer = client.post(asked.url, {"username": leader.username, "password": make.PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == address("sign", handed)
    assert "Duyệt và gửi" in text(answer)


# --- why a page is locked ------------------------------------------------------------------------------------------------


def report_page(report):
    return reverse("targets:submission", args=[report.pk])


def test_a_closed_page_says_who_closed_it_and_whom_to_ask(client, report, reporter, province, officer):
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=officer)
    client.force_login(reporter)
    page = text(client.get(report_page(report)))
    assert "đã được UBND tỉnh khoá" in page
    assert "Cần sửa thì đề nghị UBND tỉnh mở riêng kỳ cho đơn vị" in page
    client.force_login(officer)
    assert "Cần sửa thì đề nghị" not in text(client.get(report_page(report)))


def test_a_page_opened_for_one_agency_says_until_when_and_why(client, report, reporter, province, officer):
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=officer)
    PeriodOpening.objects.create(
        period=report.period,
        agency=report.agency,
        office=province,
        last_day=date(2099, 1, 5),
        reason="Mất điện ba ngày",
        by=officer,
    )
    client.force_login(reporter)
    page = text(client.get(report_page(report)))
    assert "đang mở riêng cho UBND xã Bình An đến hết ngày 05/01/2099: Mất điện ba ngày" in page
    assert "Lưu bản nháp" in page


def test_a_confirmed_page_says_that_only_a_correction_changes_it(client, handed, leader, reporter, officer, province):
    signing.sign(by=leader, submission=handed, revision=handed.revision, today=TODAY)
    handed.refresh_from_db()
    submissions.approve(by=officer, submission=handed, revision=handed.revision)
    PeriodDates.objects.create(period=handed.period, office=province, closed_at=timezone.now(), closed_by=officer)
    client.force_login(reporter)
    page = text(client.get(report_page(handed)))
    assert "Nguyễn Văn Phòng xác nhận lúc" in page
    assert "đính chính không cần mở lại kỳ" in page
    assert "mở riêng kỳ" not in page
