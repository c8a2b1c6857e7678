"""What waits for whom: the same list in the application, on the home page and in the mail."""

from datetime import date, datetime

import pytest
from django.utils.timezone import get_current_timezone, localdate, now

from accounts.roles import Role
from periods.models import PeriodDates
from reminders.desk import duties_by_person, duties_of
from reminders.duty import DutyKind, in_groups, tallies
from targets.models import Correction, SubmissionEvent
from tests import make
from ui.days import write_day

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)
SENT = datetime(2026, 3, 16, 9, tzinfo=get_current_timezone())


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(), owner=province)


def kinds(person, today=TODAY):
    return [duty.kind for duty in duties_of(person, today)]


def sent(commune, form, by, **fields):
    return make.submission(
        commune, form, state="submitted", submitted_by=by, submitted_at=SENT, first_submitted_at=SENT, **fields
    )


def test_a_report_past_its_day_waits_for_those_who_enter_at_that_very_agency(province, commune, form):
    make.submission(commune, form)
    reporter, office, leader = make.user(commune, Role.REPORTER), make.user(province), make.user(commune, Role.LEADER)
    duty = duties_of(reporter, TODAY)[0]
    assert (duty.kind, duty.look.label, duty.left(TODAY)) == (DutyKind.SEND, "Quá hạn, chưa gửi", "quá hạn 3 ngày")
    assert kinds(office) == kinds(leader) == []


def test_a_returned_report_says_why_it_came_back(commune, form):
    reporter = make.user(commune, Role.REPORTER)
    report = make.submission(commune, form, state="returned", first_submitted_at=SENT)
    report.events.create(kind=SubmissionEvent.Kind.RETURNED, by=reporter, reason="Thiếu số của Bộ phận Một cửa")
    duty = duties_of(reporter, TODAY)[0]
    assert duty.is_back
    assert f"Trả lại ngày {write_day(localdate())}: Thiếu số của Bộ phận Một cửa" in duty.note
    assert duty.left(TODAY) == ""  # sent in time once: not overdue, however long it has lain since
    assert duties_of(reporter, report.due_on)[0].left(report.due_on) == "hạn hôm nay"


def test_a_report_taken_back_after_it_was_sent_asks_to_be_sent_again(commune, form):
    make.submission(commune, form, state="draft", first_submitted_at=SENT)
    [duty] = duties_of(make.user(commune, Role.REPORTER), TODAY)
    assert duty.note == f"Đã gửi ngày {write_day(SENT.date())}, rồi rút lại để sửa; cần gửi lại"
    assert (duty.left(TODAY), duty.is_pressing(TODAY, ahead=3)) == ("", True)


def test_a_report_that_its_leader_declined_says_why_until_it_is_handed_over_again(commune, form):
    reporter = make.user(commune, Role.REPORTER)
    report = make.submission(commune, form, state="draft")
    report.events.create(kind=SubmissionEvent.Kind.DECLINED, by=reporter, reason="Xem lại mẫu số", at=SENT)
    assert (
        f"Lãnh đạo đơn vị trả lại ngày {write_day(SENT.date())}: Xem lại mẫu số" in duties_of(reporter, TODAY)[0].note
    )
    report.handed_at, report.handed_by = now(), reporter
    report.save()
    assert duties_of(reporter, TODAY)[0].note == ""


def test_a_report_waiting_for_its_leader_is_the_leaders_one_tap_away(province, commune, form):
    reporter = make.user(commune, Role.REPORTER)
    report = make.submission(commune, form, state="leader", handed_at=SENT, handed_by=reporter)
    leader, above = make.user(commune, Role.LEADER), make.user(province, Role.LEADER)
    duty = duties_of(leader, TODAY)[0]
    assert (duty.kind, duty.url) == (DutyKind.SIGN, f"/so-lieu/{report.pk}/duyet/")
    assert kinds(above) == kinds(reporter) == []


def test_a_sent_report_waits_for_the_checking_office_but_never_for_who_sent_it(province, commune, form):
    office, colleague = make.user(province), make.user(province)
    sent(commune, form, by=office)
    assert kinds(office) == []
    assert kinds(colleague) == [DutyKind.CONFIRM]


def test_an_office_above_confirms_only_where_the_checking_agency_has_nobody(province, commune, form):
    department = make.agency("Sở Tư pháp", parent=province)
    form.checker = department
    form.save()
    sent(commune, form, by=make.user(commune, Role.REPORTER))
    above = make.user(province)
    assert kinds(above) == [DutyKind.CONFIRM]
    checker = make.user(department)
    assert (kinds(above), kinds(checker)) == ([], [DutyKind.CONFIRM])


def test_a_report_of_a_closed_period_waits_for_nobody(province, commune, form):
    report = make.submission(commune, form)
    reporter = make.user(commune, Role.REPORTER)
    PeriodDates.objects.create(period=report.period, office=province, closed_at=now(), closed_by=make.user(province))
    assert kinds(reporter) == []


def test_a_correction_waits_for_the_checking_office_but_not_for_who_asked_for_it(province, commune, form):
    office, colleague = make.user(province), make.user(province)
    report = sent(commune, form, by=make.user(commune, Role.REPORTER))
    report.state, report.approved_by, report.approved_at = "approved", office, SENT
    report.save()
    Correction.objects.create(figure=report.figures.get(), reason="Đếm trùng", requested_by=office)
    assert kinds(office) == []
    assert kinds(colleague) == [DutyKind.CORRECT]


def test_an_enquiry_waits_for_the_asked_agency_then_its_answer_for_who_asked(province, commune):
    boss, reporter, other = make.user(province, Role.LEADER), make.user(commune, Role.REPORTER), make.user(province)
    asked = make.enquiry(commune, by=boss)
    assert (kinds(reporter), kinds(boss), kinds(other)) == ([DutyKind.ANSWER], [], [])
    asked.answers.create(text="Đã làm", by=reporter)
    asked.answered_at = now()
    asked.save()
    assert (kinds(reporter), kinds(boss), kinds(other)) == ([], [DutyKind.READ], [])


def test_the_answer_to_somebody_who_has_left_waits_for_their_office(province, commune):
    boss, other = make.user(province, Role.LEADER), make.user(province)
    make.enquiry(commune, by=boss, answered_at=now())
    boss.is_active = False
    boss.save()
    assert kinds(other) == [DutyKind.READ]


def test_an_overdue_enquiry_is_told_to_both_sides(province, commune):
    boss, reporter = make.user(province, Role.LEADER), make.user(commune, Role.REPORTER)
    make.enquiry(commune, by=boss, due_on=date(2026, 3, 19))
    assert [duty.left(TODAY) for duty in duties_of(reporter, TODAY)] == ["quá hạn 1 ngày"]
    assert kinds(boss) == [DutyKind.READ]


def test_one_list_for_each_is_the_same_as_everybodys_at_once(province, commune, form):
    reporter, boss, office = make.user(commune, Role.REPORTER), make.user(province, Role.LEADER), make.user(province)
    leader = make.user(commune, Role.LEADER)
    make.submission(commune, form)
    sent(commune, form, by=reporter, of=make.period(order=2))
    make.submission(commune, form, make.period(order=3), state="leader", handed_at=SENT, handed_by=reporter)
    make.enquiry(commune, by=boss)
    people = [reporter, boss, office, leader]
    assert duties_by_person(people, TODAY) == {person.pk: duties_of(person, TODAY) for person in people}
    assert all(duties_by_person(people, TODAY)[person.pk] for person in (reporter, office, leader))


def test_five_hundred_people_cost_as_many_queries_as_two(
    province, form, django_assert_num_queries, django_assert_max_num_queries
):
    def people_of(count):
        communes = [make.agency(parent=province) for _ in range(count)]
        for commune in communes:
            make.submission(commune, form)
            make.enquiry(commune, by=boss)
        return [make.user(commune, Role.REPORTER) for commune in communes]

    boss = make.user(province, Role.LEADER)
    few = people_of(2)
    with django_assert_max_num_queries(7) as counted:
        duties_by_person(few, TODAY)
    many = few + people_of(20)
    with django_assert_num_queries(len(counted)):
        assert all(len(duties) == 2 for duties in duties_by_person(many, TODAY).values())


def test_the_page_takes_as_many_queries_for_twenty_reports_as_for_two(
    client, province, commune, form, django_assert_num_queries
):
    reporter = make.user(commune, Role.REPORTER)
    client.force_login(reporter)
    for order in (1, 2):
        make.submission(commune, form, make.period(order=order))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as counted:
        client.get("/viec-can-lam/")
    for month in range(1, 13):
        make.submission(commune, form, make.period("month", order=month))
    with django_assert_num_queries(len(counted)):
        page = client.get("/viec-can-lam/").content.decode()
    assert page.count("Quá hạn, chưa gửi") > 1


def test_the_home_page_counts_the_same_work(client, commune, form):
    reporter = make.user(commune, Role.REPORTER)
    make.submission(commune, form)
    assert [tally.words for tally in tallies(duties_of(reporter, TODAY), TODAY)] == ["1 báo cáo phải gửi, 1 quá hạn"]
    client.force_login(reporter)
    assert 'hx-get="/viec-can-lam/tom-tat/"' in client.get("/").content.decode()
    assert "1 báo cáo phải gửi, 1 quá hạn" in client.get("/viec-can-lam/tom-tat/").content.decode()


def test_what_came_back_and_what_is_overdue_stands_first(commune, form):
    reporter = make.user(commune, Role.REPORTER)
    make.submission(commune, form, make.period(order=3))
    make.submission(commune, form, make.period(order=1))
    (group,) = in_groups(duties_of(reporter, TODAY), TODAY)
    assert [duty.left(TODAY) for duty in group.duties] == ["quá hạn 3 ngày", "còn 181 ngày"]


def test_who_has_nothing_to_do_is_told_so(client, commune):
    client.force_login(make.user(commune, Role.REPORTER))
    assert "Không có việc nào đang chờ anh/chị" in client.get("/viec-can-lam/").content.decode()
