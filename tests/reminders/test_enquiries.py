"""Asking an agency, answering, asking for more, ending; who may, who sees, and what a double click does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from accounts.models import ActionRecord
from accounts.roles import Role
from reminders.actions import enquiries as actions
from reminders.matter import Asked, Matter
from reminders.models import Enquiry
from targets.terms import Scope
from tests import make
from tests.world import PDF

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 1)
REMIND, EXPLAIN = Enquiry.Kind.REMIND, Enquiry.Kind.EXPLAIN


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def boss(province):
    return make.user(province, Role.LEADER)


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER)


def asked_by(boss, *agencies, kind=EXPLAIN, **fields):
    fields = {"words": "Nêu nguyên nhân", "due_on": date(2026, 4, 10), "about": Matter(), "today": TODAY, **fields}
    return actions.ask(by=boss, kind=kind, asked=[Asked(agency) for agency in agencies], **fields)


# --- asking ---------------------------------------------------------------------------------------------------------------


def test_each_of_several_agencies_gets_an_enquiry_of_its_own_in_the_name_of_the_nearest_office(province, commune, boss):
    neighbour = make.agency(parent=province)
    made = asked_by(boss, commune, neighbour)
    assert [one.agency for one in made] == [commune, neighbour]
    assert {one.asked_from for one in made} == {province}
    assert ActionRecord.objects.filter(by=boss, verb="yêu cầu báo cáo nguyên nhân, giải pháp").count() == 2


@pytest.mark.parametrize(
    "fields, why",
    [
        pytest.param({"words": "  "}, "Ghi nội dung yêu cầu", id="không có nội dung"),
        pytest.param({"words": "a" * 4001}, "dài quá 4000", id="quá dài"),
        pytest.param({"due_on": TODAY - timedelta(days=1)}, "đã qua", id="hạn đã qua"),
    ],
)
def test_an_enquiry_without_words_or_with_a_day_gone_by_is_refused(commune, boss, fields, why):
    with pytest.raises(ValidationError, match=why):
        asked_by(boss, commune, **fields)
    assert not Enquiry.objects.exists()


def target_of(province, *members, **rule):
    """A target judged of each member; the first has 50%, the others 99%."""
    measured = make.indicator()
    target = make.target(
        None,
        measured,
        within=make.plan(province),
        scope=Scope.EACH,
        judged_group=make.group(*members, owner=province),
        **rule,
    )
    checker = make.user(province)
    for place, member in enumerate(members):
        good = 99 if place else 50
        make.figure(member, measured, make.period(), numerator=good, denominator=100, approved_by=checker)
    return target


def test_the_form_proposes_the_words_of_the_one_agency_asked_about(client, province, commune, boss):
    target = target_of(province, commune, make.agency(parent=province))
    client.force_login(boss)
    page = client.get(f"/don-doc/gui/?target={target.pk}&agency={commune.pk}&nam=2026&ky=2026-q1").content.decode()
    assert "50%, " in page
    assert "yêu cầu tối thiểu 95%" in page
    assert "Đề nghị đơn vị báo cáo nguyên nhân, giải pháp" in page


def test_of_a_group_those_that_are_not_well_are_offered_the_worst_first(client, province, commune, boss):
    well = make.agency("UBND xã Giỏi", parent=province)
    target = target_of(province, commune, well)
    client.force_login(boss)
    page = client.get(f"/don-doc/gui/?target={target.pk}&nam=2026&ky=2026-q1")
    assert [one.agency for one in page.context["question"].candidates] == [commune]


def test_one_form_asks_several_and_pressed_twice_asks_once(client, province, commune, boss):
    other = make.agency("UBND xã Bình Minh", parent=province)
    target = target_of(province, commune, other)
    target.versions.update(value=100)
    client.force_login(boss)
    address = f"/don-doc/gui/?target={target.pk}&loai=remind&nam=2026&ky=2026-q1"
    form = client.get(address).context["form"]
    typed = {
        "once": str(form["once"].value()),
        "agencies": [commune.pk, other.pk],
        "words": "Khẩn trương thực hiện",
        "due_on": f"{localdate() + timedelta(days=5):%d/%m/%Y}",
    }
    for _ in range(2):
        assert client.post(address, typed).status_code == 302
    made = {one.agency: one for one in Enquiry.objects.all()}
    assert set(made) == {commune, other}
    assert {one.target for one in made.values()} == {target}
    assert "50%" in made[commune].situation
    assert "99%" in made[other].situation
    assert {one.period.key.slug for one in made.values()} == {"2026-q1"}


def test_an_agency_that_was_not_offered_is_not_asked(client, province, commune, boss):
    stranger = make.agency("UBND tỉnh Sông Đà")
    target = target_of(province, commune)
    client.force_login(boss)
    address = f"/don-doc/gui/?target={target.pk}&nam=2026&ky=2026-q1"
    page = client.post(address, {"agencies": [stranger.pk], "words": "Nêu rõ", "due_on": "01/01/2100"})
    assert page.status_code == 200
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("name", ["target", "agency", "submission", "figure", "task"])
@pytest.mark.parametrize("key", ["999999", "x", "-1", "9" * 30, "²"])
def test_what_is_not_there_or_makes_no_sense_is_not_found(client, boss, name, key):
    client.force_login(boss)
    assert client.get("/don-doc/gui/", {name: key}).status_code == 404


def test_a_leader_of_a_commune_does_not_ask_the_province(client, province, commune):
    client.force_login(make.user(commune, Role.LEADER))
    assert client.get(f"/don-doc/gui/?agency={province.pk}").status_code == 404


def test_a_report_and_a_figure_are_asked_about_in_their_own_words(client, province, commune, boss):
    report = make.submission(commune, make.report_form(make.indicator(), owner=province))
    report.figures.update(numerator=912, denominator=1000)
    client.force_login(boss)
    page = client.get(f"/don-doc/gui/?submission={report.pk}&loai=remind").content.decode()
    assert "hạn gửi 17/03/2026" in page
    page = client.get(f"/don-doc/gui/?figure={report.figures.get().pk}").content.decode()
    assert "Quý I/2026: 91,2%" in page


def test_a_task_is_asked_about_at_the_agency_that_leads_it(client, province, commune, boss):
    task = make.task(make.plan(province), lead_agency=commune, content="Rà soát thủ tục")
    client.force_login(boss)
    address = f"/don-doc/gui/?task={task.pk}&loai=remind"
    form = client.get(address).context["form"]
    assert "Nhiệm vụ “Rà soát thủ tục”, thời hạn 30/06/2026" in form["words"].value()
    due = f"{localdate() + timedelta(days=5):%d/%m/%Y}"
    typed = {"once": str(form["once"].value()), "agencies": [commune.pk], "words": "Khẩn trương", "due_on": due}
    page = client.post(address, typed, follow=True).content.decode()
    assert (Enquiry.objects.get().task, Enquiry.objects.get().agency) == (task, commune)
    assert f'href="/nhiem-vu/{task.pk}/"' in page


# --- answering, ending ----------------------------------------------------------------------------------------------------


def test_an_answer_to_why_needs_cause_and_remedy(commune, boss, reporter):
    (enquiry,) = asked_by(boss, commune)
    with pytest.raises(ValidationError, match="nguyên nhân"):
        actions.answer(by=reporter, enquiry=enquiry, text="Đã rõ", remedy="Bổ sung người")
    with pytest.raises(ValidationError, match="giải pháp"):
        actions.answer(by=reporter, enquiry=enquiry, cause="Thiếu người")
    actions.answer(by=reporter, enquiry=enquiry, cause="Thiếu người", remedy="Bổ sung người")
    enquiry.refresh_from_db()
    assert enquiry.look(TODAY).label == "Đã trả lời"


def test_an_answer_with_a_paper_is_read_by_both_sides_and_by_nobody_else(client, commune, boss, reporter):
    (enquiry,) = asked_by(boss, commune, kind=REMIND)
    client.force_login(reporter)
    page = client.get(f"/don-doc/{enquiry.pk}/")
    typed = {"once": str(page.context["answer_form"]["once"].value()), "text": "Đã làm xong"}
    typed["papers"] = SimpleUploadedFile("bao-cao.pdf", PDF)
    assert client.post(f"/don-doc/{enquiry.pk}/tra-loi/", typed).status_code == 302
    sent = enquiry.answers.get().papers.get()
    address = reverse("reminders:paper", args=[enquiry.pk, sent.pk])
    for person, status in ((reporter, 200), (boss, 200), (make.user(make.agency(parent=commune.parent)), 404)):
        client.force_login(person)
        assert client.get(f"/don-doc/{enquiry.pk}/").status_code == status
        paper = client.get(address)
        assert paper.status_code == status
        assert status == 404 or b"".join(paper.streaming_content) == PDF


def test_asking_for_more_starts_another_round(commune, boss, reporter):
    (enquiry,) = asked_by(boss, commune)
    actions.answer(by=reporter, enquiry=enquiry, cause="Thiếu người", remedy="Bổ sung")
    actions.ask_more(by=boss, enquiry=enquiry, words="Bổ sung khi nào?", due_on=date(2026, 4, 20), seen=1, today=TODAY)
    enquiry.refresh_from_db()
    assert enquiry.is_waiting
    assert enquiry.due_on == date(2026, 4, 20)
    actions.answer(by=reporter, enquiry=enquiry, cause="Thiếu người", remedy="Trước 01/5")
    assert enquiry.answers.count() == 2


def test_nobody_ends_it_over_an_answer_that_they_have_not_read(commune, boss, reporter):
    (enquiry,) = asked_by(boss, commune)
    actions.answer(by=reporter, enquiry=enquiry, cause="Thiếu người", remedy="Bổ sung")
    with pytest.raises(ValidationError, match="vừa gửi thêm trả lời"):
        actions.close(by=boss, enquiry=enquiry, seen=0)
    actions.close(by=boss, enquiry=enquiry, seen=1)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        actions.answer(by=reporter, enquiry=enquiry, cause="Còn nữa", remedy="Còn nữa")
    actions.ask_more(by=boss, enquiry=enquiry, words="Mở lại", due_on=TODAY, seen=1, today=TODAY)
    enquiry.refresh_from_db()
    assert enquiry.is_waiting


def test_ending_pressed_twice_ends_once(client, commune, boss):
    (enquiry,) = asked_by(boss, commune)
    client.force_login(boss)
    typed = {"once": str(client.get(f"/don-doc/{enquiry.pk}/").context["close_form"]["once"].value()), "seen": "0"}
    for _ in range(2):
        assert client.post(f"/don-doc/{enquiry.pk}/ket-thuc/", typed).status_code == 302
    assert enquiry.steps.count() == 1


def test_a_page_that_comes_back_keeps_what_was_typed(client, commune, boss, reporter):
    (enquiry,) = asked_by(boss, commune)
    client.force_login(reporter)
    page = client.post(f"/don-doc/{enquiry.pk}/tra-loi/", {"cause": "Mất điện ba ngày"}).content.decode()
    assert "Mất điện ba ngày" in page
    assert not enquiry.answers.exists()


# --- who sees, what stands first --------------------------------------------------------------------------------------------


def test_who_sees_the_agency_but_not_the_asking_office_does_not_see_the_enquiry(province):
    middle = make.agency("Sở Y tế", parent=province)
    centre = make.agency("Trung tâm Y tế", parent=middle)
    (enquiry,) = asked_by(make.user(province, Role.LEADER), centre)
    office_between, worker = make.user(middle), make.user(centre, Role.REPORTER)
    assert list(Enquiry.objects.seen_by(worker)) == [enquiry]
    assert list(Enquiry.objects.seen_by(office_between)) == []
    assert list(Enquiry.objects.seen_by(make.user(province))) == [enquiry]


def test_what_waits_stands_first_the_nearest_day_first(client, commune, boss):
    far, near = (make.enquiry(commune, by=boss, due_on=date(2026, 5, day)) for day in (20, 2))
    answered = make.enquiry(commune, by=boss, answered_at=now())
    closed = make.enquiry(commune, by=boss, closed_at=now())
    client.force_login(boss)
    rows = client.get("/don-doc/").context["rows"]
    assert [row["enquiry"] for row in rows] == [near, far, answered, closed]
    for state, found in (("overdue", [near, far]), ("answered", [answered]), ("closed", [closed]), ("open", [])):
        rows = client.get("/don-doc/", {"trang_thai": state}).context["rows"]
        assert [row["enquiry"] for row in rows] == found
    assert client.get("/don-doc/?chieu=den").context["rows"] == []


def test_a_list_of_twenty_takes_as_many_queries_as_of_two(client, commune, boss):
    target = make.target(commune)
    client.force_login(boss)

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/don-doc/").status_code == 200
        return len(counted)

    for _ in range(2):
        make.enquiry(commune, by=boss, target=target)
    few = queries()
    for _ in range(20):
        make.enquiry(commune, by=boss, target=target)
    assert queries() == few


def test_a_target_that_is_deleted_leaves_the_enquiry_with_its_words(client, commune, boss):
    target = make.target(commune)
    enquiry = make.enquiry(commune, by=boss, target=target, words="Nêu nguyên nhân")
    target.delete()
    client.force_login(boss)
    assert "Nêu nguyên nhân" in client.get(f"/don-doc/{enquiry.pk}/").content.decode()
