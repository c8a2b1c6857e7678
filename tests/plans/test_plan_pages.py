"""The pages of plans, through their addresses: lists, forms, downloads, one plan's page."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse

from accounts.roles import Role
from cchc.uploads import MEGABYTE
from plans import actions
from plans.models import Plan
from tests import make
from tests.documents.papers import EXE, PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A storage of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def office():
    return make.agency("Thanh tra Thành phố")


@pytest.fixture
def officer(client, office):
    """Somebody of the issuer's office, logged in."""
    person = make.user(office, full_name="Trần Thị Bình")
    client.force_login(person)
    return person


def typed(office, **fields) -> dict:
    """What a person types into the form of a plan."""
    return {
        "once": str(uuid.uuid4()),
        "number": "495/KH-TTTP",
        "summary": "Công tác cải cách hành chính năm 2022",
        "kind": "annual",
        "state": "issued",
        "issuer": office.pk,
        "issued_on": "15/02/2022",
        "year_from": "2022",
        **fields,
    }


def said(response) -> str:
    return response.content.decode()


# --- entering -----------------------------------------------------------------------------------------------------


def test_a_plan_is_entered_by_hand_and_its_page_opens(client, officer, office):
    response = client.post(
        reverse("plans:create"), typed(office, signer="Nguyễn An Huy", signed=upload("495_KH.pdf")), follow=True
    )
    plan = Plan.objects.get()
    assert response.redirect_chain == [(reverse("dashboard:plan", args=[plan.pk]), 302)]
    assert (plan.number, plan.issued_on, plan.years) == ("495/KH-TTTP", date(2022, 2, 15), "2022")
    document = said(client.get(reverse("dashboard:plan_document", args=[plan.pk])))
    for words in ("Công tác cải cách hành chính năm 2022", "15/02/2022"):
        assert words in said(response)
    for words in ("495/KH-TTTP", "Nguyễn An Huy", "495_KH.pdf"):
        assert words in document
    unnumbered = client.post(reverse("plans:create"), typed(office, number=""), follow=True)
    assert "Đã lưu kế hoạch “Công tác cải cách hành chính năm 2022”." in said(unnumbered)


def test_what_a_source_does_not_give_reads_chua_ro(client, officer, office):
    client.post(reverse("plans:create"), typed(office, number="", issued_on=""))
    page = said(client.get(reverse("dashboard:plan_document", args=[Plan.objects.get().pk])))
    assert "Số chưa rõ · ngày chưa rõ" in page
    assert page.count("chưa rõ") == 7  # above: number, day; below: number, day, signer, purposes, requirements


def test_the_same_number_twice_is_refused_with_a_link_to_the_one_on_file(client, officer, office):
    client.post(reverse("plans:create"), typed(office))
    first = Plan.objects.get()
    response = client.post(reverse("plans:create"), typed(office, number="số 495/kh–tttp", summary="Bản gõ lần hai"))
    assert "đã có kế hoạch số 495/KH-TTTP" in said(response)
    assert f'<a href="{reverse("dashboard:plan", args=[first.pk])}">' in said(response)
    assert "Bản gõ lần hai" in said(response)
    assert Plan.objects.count() == 1


def test_a_double_click_enters_one_plan(client, officer, office):
    content = typed(office, number="")
    first = client.post(reverse("plans:create"), content)
    second = client.post(reverse("plans:create"), content)
    assert first.url == second.url
    assert Plan.objects.count() == 1


def test_coming_back_and_typing_another_plan_loses_nothing(client, officer, office):
    content = typed(office, number="")
    client.post(reverse("plans:create"), content)
    response = client.post(reverse("plans:create"), content | {"summary": "Kế hoạch thứ hai"})
    assert "Trang này đã được gửi một lần" in said(response)
    assert "Kế hoạch thứ hai" in said(response)
    key = response.context["form"]["once"].value()
    client.post(reverse("plans:create"), content | {"summary": "Kế hoạch thứ hai", "once": key})
    assert Plan.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"issued_on": "31/02/2026"}, "Ngày 31/02/2026 không có trong lịch.", id="31/02/2026"),
        pytest.param({"issued_on": "02/30/2026"}, "không có trong lịch", id="kiểu Mỹ"),
        pytest.param({"year_from": "22"}, "Viết đủ bốn chữ số của năm", id="năm hai chữ số"),
        pytest.param(
            {"year_from": "2022", "year_to": "2021"}, "Năm kết thúc phải từ năm bắt đầu trở đi", id="năm ngược"
        ),
        pytest.param({"summary": "  "}, "Mục này bắt buộc", id="thiếu trích yếu"),
        pytest.param({"source_url": "javascript:alert(1)"}, "Địa chỉ trang chưa đúng", id="địa chỉ lạ"),
        pytest.param({"kind": "x"}, "không có trong danh sách", id="loại lạ"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_what_was_typed_stays(client, officer, office, fields, words):
    response = client.post(reverse("plans:create"), typed(office, signer="Nguyễn An Huy", **fields))
    assert words in said(response)
    assert "Nguyễn An Huy" in said(response)
    assert not Plan.objects.exists()


def test_an_exe_renamed_pdf_is_refused_with_the_reason(client, officer, office):
    response = client.post(reverse("plans:create"), typed(office, signed=upload("kế hoạch.pdf", EXE)))
    assert "thực chất là chương trình chạy được trên Windows" in said(response)
    assert "Công tác cải cách hành chính năm 2022" in said(response)
    assert not Plan.objects.exists()


def test_a_sixty_megabyte_upload_is_refused_at_its_field(client, officer, office):
    class Scan(UploadedFile):
        """A file that is large without needing the memory."""

        def __init__(self):
            super().__init__(name="quét.pdf", size=60 * MEGABYTE)
            self.left = 60 * MEGABYTE

        def read(self, size=-1):
            piece = self.left if size < 0 else min(size, self.left)
            self.left -= piece
            return b"\0" * piece

    response = client.post(reverse("plans:create"), typed(office, signed=Scan()))
    assert "vượt mức 20 MB" in said(response)
    assert "Công tác cải cách hành chính năm 2022" in said(response)


def test_a_plan_is_issued_only_in_the_name_of_agencies_one_acts_for(client, officer, office):
    response = client.post(reverse("plans:create"), typed(make.agency("Sở Tư pháp")))
    assert "không có trong danh sách" in said(response)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.APPRAISER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_only_reform_office_staff_enter_plans(client, office, role):
    client.force_login(make.user(office, role))
    response = client.get(reverse("plans:create"))
    assert response.status_code == 403
    assert "Chỉ cán bộ cải cách hành chính" in said(response)


# --- correcting ---------------------------------------------------------------------------------------------------


def test_two_people_saving_one_plan_the_second_is_told_sees_the_differences_and_can_save_on_top(
    client, officer, office
):
    plan = make.plan(office, year=2022, summary="Trích yếu cũ")
    address = reverse("plans:edit", args=[plan.pk])
    opened = client.get(address).context["form"]["revision"].value()
    colleague = make.user(office, full_name="Lê Văn Cường")
    theirs = Plan.objects.get(pk=plan.pk)
    theirs.summary = "Trích yếu của đồng nghiệp"
    actions.edit_plan(by=colleague, plan=theirs, revision=1, today=date(2022, 3, 1))
    mine = typed(office, summary="Trích yếu của tôi", revision=opened)
    response = client.post(address, mine)
    for words in ("Lê Văn Cường đã lưu kế hoạch này lúc", "Trích yếu của đồng nghiệp", "Trích yếu của tôi"):
        assert words in said(response)
    assert Plan.objects.get().summary == "Trích yếu của đồng nghiệp"
    renewed = response.context["form"]["revision"].value()
    client.post(address, mine | {"revision": renewed})
    assert Plan.objects.get().summary == "Trích yếu của tôi"


def test_a_reader_from_below_sees_the_plan_but_does_not_change_it(client, office):
    below = make.agency("Phòng Tổng hợp", parent=office)
    plan = make.plan(office)
    make.task(plan, lead_agency=below)
    client.force_login(make.user(below))
    assert client.get(reverse("dashboard:plan", args=[plan.pk])).status_code == 200
    response = client.get(reverse("plans:edit", args=[plan.pk]))
    assert response.status_code == 403
    assert "Thanh tra Thành phố" in said(response)


def test_a_stranger_finds_none_of_its_pages(client, office):
    plan = actions.create_plan(
        by=make.user(office),
        today=date(2026, 3, 1),
        plan=Plan(issuer=office, summary="Kế hoạch", year_from=2026, year_to=2026),
        signed=upload(),
    )
    client.force_login(make.user(make.agency()))
    for address in (
        reverse("dashboard:plan", args=[plan.pk]),
        reverse("plans:edit", args=[plan.pk]),
        reverse("plans:signed_file", args=[plan.pk]),
        reverse("plans:add_task", args=[plan.pk]),
    ):
        assert client.get(address).status_code == 404


def test_the_signed_paper_is_downloaded_by_whoever_may_read_the_plan(client, officer, office):
    client.post(reverse("plans:create"), typed(office, signed=upload("Kế hoạch 495.pdf")))
    response = client.get(reverse("plans:signed_file", args=[Plan.objects.get().pk]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("plans:signed_file", args=[make.plan(office).pk])).status_code == 404
    response.close()


# --- lists --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Cải cách hành chính", "Kiểm tra công vụ", "Bản thảo 2027"}),
        ("tim=kiem tra", {"Kiểm tra công vụ"}),
        ("tim=KIỂM TRA", {"Kiểm tra công vụ"}),
        ("tim=495", {"Cải cách hành chính"}),
        ("tim=thanh tra thanh pho 495", {"Cải cách hành chính"}),
        ("tim=không có", set()),
        ("nam=2025", {"Kiểm tra công vụ"}),
        ("loai=inspection", {"Kiểm tra công vụ"}),
        ("trang_thai=draft", {"Bản thảo 2027"}),
        ("nam=2026&tim=cai cach", {"Cải cách hành chính"}),
        ("nam=abc&trang=xyz", {"Cải cách hành chính", "Kiểm tra công vụ", "Bản thảo 2027"}),
    ],
)
def test_plans_are_found_by_what_is_in_the_address(client, officer, office, query, found):
    today = date(2026, 3, 1)
    for plan in (
        Plan(issuer=office, number="495/KH-TTTP", summary="Cải cách hành chính", year_from=2026, year_to=2026),
        Plan(issuer=office, summary="Kiểm tra công vụ", kind="inspection", year_from=2024, year_to=2025),
        Plan(issuer=office, summary="Bản thảo 2027", state="draft", year_from=2027, year_to=2027),
    ):
        actions.create_plan(by=officer, plan=plan, today=today)
    response = client.get(f"{reverse('plans:list')}?{query}")
    assert {row.plan.summary for row in response.context["rows"]} == found


def test_the_list_of_plans_takes_as_many_queries_for_twenty_as_for_two(
    client, officer, office, django_assert_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            plan = make.plan(make.agency(parent=office))
            make.task(plan).reports.create(reported_on=date(2026, 1, 5), percent=5, result="x", by=officer)

    fill(2)
    with django_assert_num_queries(8) as two:  # one of them for documents that wait to become plans
        client.get(reverse("plans:list"))
    fill(18)
    with django_assert_num_queries(len(two)):
        assert len(client.get(reverse("plans:list")).context["rows"]) == 20


def test_the_list_counts_tasks_done_of_those_that_can_be_done(client, officer, office):
    plan = make.plan(office)
    make.task(plan).reports.create(
        reported_on=date(2026, 6, 1), percent=100, done_on=date(2026, 6, 1), result="Xong", by=officer
    )
    make.task(plan, due_on=date(2026, 1, 5))
    make.task(plan, timing="ongoing")
    row = client.get(reverse("plans:list")).context["rows"][0]
    assert (row.tally.done, row.tally.to_do, row.tally.overdue, row.tally.total) == (1, 2, 1, 3)


def test_an_empty_list_says_what_to_do_next(client, officer):
    assert "Nhập kế hoạch đầu tiên" in said(client.get(reverse("plans:list")))
    assert "Không có kế hoạch nào khớp bộ lọc" in said(client.get(reverse("plans:list") + "?tim=abc"))


# --- one plan's page ----------------------------------------------------------------------------------------------


def test_a_replaced_plan_says_since_when_and_by_which(client, officer, office):
    old = make.plan(office, number="5137/QĐ-UBND", summary="Kế hoạch cũ", year=2025)
    new = make.plan(
        office, number="2649/QĐ-UBND", year=2025, earlier_plan=old, effect="replaces", effective_from=date(2025, 8, 2)
    )
    page = said(client.get(reverse("dashboard:plan", args=[old.pk])))
    assert "Đã được thay thế từ ngày 02/08/2025" in page
    assert reverse("dashboard:plan", args=[new.pk]) in page
    old_document = said(client.get(reverse("dashboard:plan_document", args=[old.pk])))
    assert "Đã được thay thế từ ngày 02/08/2025 bởi" in old_document
    assert "Kế hoạch số 2649/QĐ-UBND" in old_document
    assert "Thay thế từ ngày 02/08/2025" in said(client.get(reverse("dashboard:plan_document", args=[new.pk])))


def test_a_plan_that_the_reader_may_not_open_is_named_without_a_link(client, officer, office):
    higher = make.plan(make.agency("UBND tỉnh"), number="1/KH-UBND")
    plan = make.plan(office, higher_plan=higher)
    page = said(client.get(reverse("dashboard:plan_document", args=[plan.pk])))
    assert "Kế hoạch số 1/KH-UBND" in page
    assert reverse("dashboard:plan", args=[higher.pk]) not in page


def test_the_history_names_what_changed(client, officer, office):
    plan = make.plan(office)
    plan.signer = "Nguyễn An Huy"
    actions.edit_plan(by=officer, plan=plan, revision=1, today=date(2026, 3, 1))
    page = said(client.get(reverse("dashboard:plan_document", args=[plan.pk])))
    assert "sửa kế hoạch: người ký" in " ".join(page.replace("</strong>", "").split())


def test_a_plan_without_targets_shows_its_tasks_at_once(client, officer, office):
    plan = make.plan(office, kind=Plan.Kind.INSPECTION)
    make.task(plan, content="Kiểm tra tại Sở Tư pháp")
    page = said(client.get(reverse("dashboard:plan", args=[plan.pk])))
    assert "Chưa nhập chỉ tiêu nào" in page
    assert "Kiểm tra tại Sở Tư pháp" in page


def test_targets_are_judged_for_the_year_and_period_in_the_address(client, officer, office):
    plan = make.plan(office, year=2025, year_to=2027)
    make.target(office, within=plan, first_year=2025, last_year=2025)
    address = reverse("dashboard:plan", args=[plan.pk])
    assert len(client.get(f"{address}?nam=2025&ky=2025-nam").context["targets"]) == 1
    other = client.get(f"{address}?nam=2027").context
    assert (len(other["targets"]), len(other["others"])) == (0, 1)


def test_looking_from_below_shows_own_verdicts_and_only_the_rules_of_the_rest(client, office):
    below, beside = make.agency("Phòng Tổng hợp", parent=office), make.agency("Phòng Giám sát", parent=office)
    plan = make.plan(office)
    group = make.group(below, beside, owner=office)
    own = make.target(within=plan, scope="each", judged_group=group)
    whole = make.target(office, within=plan)
    client.force_login(make.user(below))
    context = client.get(reverse("dashboard:plan", args=[plan.pk])).context
    assert [row.target for row in context["targets"]] == [own]
    assert [row.target for row in context["others"]] == [whole]
    client.force_login(make.user(office))
    context = client.get(reverse("dashboard:plan", args=[plan.pk])).context
    assert [row.target for row in context["targets"]] == [own, whole]
