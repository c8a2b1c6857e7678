"""The pages of tasks, through their addresses: lists, forms, progress with evidence."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.roles import Role
from plans.models import Plan, ProgressReport, Task
from tests import make
from tests.documents.papers import EXE, PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A storage of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def department(province):
    return make.agency("Sở Tư pháp", parent=province)


@pytest.fixture
def officer(client, province):
    """Somebody of the issuer's office, logged in."""
    person = make.user(province, full_name="Trần Thị Bình")
    client.force_login(person)
    return person


def typed(**fields) -> dict:
    """What a person types into the form of a task."""
    return {
        "once": str(uuid.uuid4()),
        "content": "Rà soát thủ tục hành chính",
        "timing": "deadline",
        "due_on": "30/06/2026",
        **fields,
    }


def reported(**fields) -> dict:
    """What a person types into the form of a progress report."""
    return {
        "once": str(uuid.uuid4()),
        "reported_on": f"{localdate():%d/%m/%Y}",
        "percent": "40",
        "result": "Đã rà soát 12 thủ tục",
        **fields,
    }


def said(response) -> str:
    return response.content.decode()


# --- adding and correcting ----------------------------------------------------------------------------------------


def test_a_task_is_added_with_everything_the_plan_says_of_it(client, officer, province, department):
    plan = make.plan(province, issued_on=date(2026, 1, 5))
    helper = make.agency("Sở Tài chính", parent=province)
    response = client.post(
        reverse("plans:add_task", args=[plan.pk]),
        typed(
            label="2.1",
            lead_agency=department.pk,
            supporting_agencies=[helper.pk],
            budget_million="1.250,5",
            responsible_person="Lê Văn Cường",
            authority="Chủ tịch UBND tỉnh",
            deliverable="Quyết định",
            timing="window",
            starts_on="1/6/2026",
            due_on="30/6/2026",
        ),
    )
    task = Task.objects.get()
    assert response.url == f"{reverse('dashboard:plan_tasks', args=[plan.pk])}#nhiem-vu-{task.pk}"
    assert (task.starts_on, task.due_on) == (date(2026, 6, 1), date(2026, 6, 30))
    assert f"{task.budget_million}" == "1250.500"
    assert list(task.supporting_agencies.all()) == [helper]
    page = said(client.get(reverse("plans:task", args=[task.pk])))
    for words in ("Sở Tư pháp", "Sở Tài chính", "Lê Văn Cường", "Từ 01/06/2026 đến 30/06/2026", "1.250,5 triệu đồng"):
        assert words in page


def test_one_task_after_another_can_be_added_without_leaving_the_form(client, officer, province):
    plan = make.plan(province)
    address = reverse("plans:add_task", args=[plan.pk])
    assert client.post(address, typed(then_next="1")).url == address


def test_a_double_click_adds_one_task(client, officer, province):
    content, address = typed(), reverse("plans:add_task", args=[make.plan(province).pk])
    for _ in range(2):
        client.post(address, content)
    assert Task.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"due_on": "31/02/2026"}, "Ngày 31/02/2026 không có trong lịch.", id="31/02/2026"),
        pytest.param(
            {"due_on": "04/01/2026"}, "trước ngày ban hành kế hoạch (05/01/2026)", id="hạn trước ngày ban hành"
        ),
        pytest.param({"due_on": ""}, "Ghi hạn hoàn thành", id="thiếu hạn"),
        pytest.param({"budget_million": "95,5.3"}, "Không đọc được số “95,5.3”", id="95,5.3"),
        pytest.param({"content": ""}, "Mục này bắt buộc", id="thiếu nội dung"),
        pytest.param({"lead_agency": "999999"}, "không có trong danh sách", id="cơ quan lạ"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_what_was_typed_stays(client, officer, province, fields, words):
    plan = make.plan(province, issued_on=date(2026, 1, 5))
    response = client.post(reverse("plans:add_task", args=[plan.pk]), typed(deliverable="Quyết định", **fields))
    assert words in said(response)
    assert "Quyết định" in said(response)
    assert not Task.objects.exists()


def test_the_next_task_of_an_inspection_starts_from_the_window_of_the_one_before(client, officer, province):
    plan = make.plan(province, kind=Plan.Kind.INSPECTION)
    window = {"timing": "window", "starts_on": date(2022, 6, 1), "due_on": date(2022, 11, 30)}
    make.task(plan, **window)
    form = client.get(reverse("plans:add_task", args=[plan.pk])).context["form"]
    assert {name: form[name].value() for name in window} == window
    assert form["responsible_person"].label == "Người thực hiện, chức trách trong đoàn"


def test_a_changed_deadline_asks_why_and_the_page_keeps_its_history(client, officer, province):
    task = make.task(make.plan(province), due_on=date(2026, 6, 30))
    address = reverse("plans:edit_task", args=[task.pk])
    changed = typed(due_on="31/08/2026", revision="1")
    assert "Thời hạn thay đổi (trước đây: 30/06/2026). Ghi lý do" in said(client.post(address, changed))
    client.post(address, changed | {"reason": "Công văn 12/UBND-NC"})
    page = said(client.get(reverse("plans:task", args=[task.pk])))
    for words in ("Các lần thay đổi thời hạn", "30/06/2026", "31/08/2026", "Công văn 12/UBND-NC"):
        assert words in page


def test_the_second_of_two_people_is_told_and_can_save_on_top(client, officer, province):
    task = make.task(make.plan(province), responsible_person="Bản cũ")
    address = reverse("plans:edit_task", args=[task.pk])
    client.post(address, typed(revision="1", responsible_person="Bản thứ nhất"))
    second = typed(revision="1", responsible_person="Bản thứ hai")
    response = client.post(address, second)
    for words in ("Trần Thị Bình đã lưu nhiệm vụ này lúc", "Bản thứ nhất", "Bản thứ hai"):
        assert words in said(response)
    client.post(address, second | {"revision": response.context["form"]["revision"].value()})
    assert Task.objects.get().responsible_person == "Bản thứ hai"


def test_a_task_is_moved_and_removed_by_buttons_that_also_work_without_script(client, officer, province):
    plan = make.plan(province)
    first, second = make.task(plan, content="một", order=1), make.task(plan, content="hai", order=2)
    client.post(reverse("plans:move_task", args=[second.pk]), {"huong": "len"})
    assert list(plan.tasks.values_list("content", flat=True)) == ["hai", "một"]
    assert client.get(reverse("plans:move_task", args=[second.pk])).status_code == 405
    assert "Xoá hẳn nhiệm vụ này" in said(client.get(reverse("plans:delete_task", args=[first.pk])))
    client.post(reverse("plans:delete_task", args=[first.pk]), {"revision": first.revision})
    assert list(plan.tasks.values_list("content", flat=True)) == ["hai"]


def test_a_task_with_progress_is_not_removed_and_the_page_says_why(client, officer, province):
    task = make.task(make.plan(province))
    task.reports.create(reported_on=date(2026, 1, 5), percent=5, result="x", by=officer)
    response = client.post(reverse("plans:delete_task", args=[task.pk]), {"revision": task.revision}, follow=True)
    assert "đã có báo cáo tiến độ nên không xoá được" in said(response)


def test_a_task_that_somebody_changed_meanwhile_is_not_removed_unseen(client, officer, province):
    task = make.task(make.plan(province))
    address, opened = reverse("plans:delete_task", args=[task.pk]), {"revision": task.revision}
    Task.objects.update(revision=2, changed_by=officer)
    assert "đã lưu nhiệm vụ này lúc" in said(client.post(address, opened, follow=True))
    assert 'name="revision" value="2"' in client.get(address).content.decode()
    client.post(address, {"revision": 2})
    assert not Task.objects.exists()


# --- progress -----------------------------------------------------------------------------------------------------


@pytest.fixture
def reporter(client, department):
    """The reporting officer of the lead agency, logged in."""
    person = make.user(department, Role.REPORTER, full_name="Lê Văn Cường")
    client.force_login(person)
    return person


@pytest.fixture
def task(province, department):
    return make.task(make.plan(province), lead_agency=department, due_on=localdate() + timedelta(days=30))


def test_the_lead_agency_reports_with_several_papers_and_they_are_downloaded_again(client, reporter, task):
    papers = [upload("biên bản.pdf"), upload("danh sách.pdf")]
    response = client.post(reverse("plans:report_progress", args=[task.pk]), reported(papers=papers), follow=True)
    page = said(response)
    for words in ("40% đến ngày", "Đã rà soát 12 thủ tục", "biên bản.pdf", "danh sách.pdf", "Lê Văn Cường báo cáo lúc"):
        assert words in page
    paper = ProgressReport.objects.get().evidence.first()
    download = client.get(reverse("plans:evidence", args=[task.pk, paper.pk]))
    assert b"".join(download.streaming_content) == PDF
    download.close()


def test_evidence_is_for_those_at_work_on_the_task(client, reporter, province, task):
    client.post(reverse("plans:report_progress", args=[task.pk]), reported(papers=[upload()]))
    paper = ProgressReport.objects.get().evidence.get()
    address = reverse("plans:evidence", args=[task.pk, paper.pk])
    other = make.agency("Sở Tài chính", parent=province)
    client.force_login(make.user(other))
    assert client.get(address).status_code == 404
    make.task(task.plan, lead_agency=other)  # now they read the plan, yet not what others reported
    assert client.get(address).status_code == 403
    page = said(client.get(reverse("plans:task", args=[task.pk])))
    assert "Đã rà soát 12 thủ tục" not in page
    assert "Chỉ cơ quan ban hành, chủ trì và phối hợp xem được báo cáo" in page


def test_evidence_of_one_task_is_not_found_under_another(client, reporter, task, department):
    client.post(reverse("plans:report_progress", args=[task.pk]), reported(papers=[upload()]))
    paper = ProgressReport.objects.get().evidence.get()
    other = make.task(task.plan, lead_agency=department)
    assert client.get(reverse("plans:evidence", args=[other.pk, paper.pk])).status_code == 404


def test_a_double_click_reports_once(client, reporter, task):
    content = reported()
    for _ in range(2):
        client.post(reverse("plans:report_progress", args=[task.pk]), content)
    assert ProgressReport.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"percent": "120"}, "Phải nhỏ hơn hoặc bằng 100", id="120%"),
        pytest.param({"percent": "40,5"}, "Chỉ nhận số nguyên", id="phần trăm lẻ"),
        pytest.param({"percent": "100"}, "Tiến độ 100% cần ngày hoàn thành", id="100% thiếu ngày"),
        pytest.param({"reported_on": "31/02/2026"}, "không có trong lịch", id="31/02/2026"),
        pytest.param({"result": ""}, "Mục này bắt buộc", id="thiếu kết quả"),
    ],
)
def test_a_bad_report_is_refused_at_its_field_and_what_was_typed_stays(client, reporter, task, fields, words):
    response = client.post(
        reverse("plans:report_progress", args=[task.pk]), reported(difficulty="Thiếu người", **fields)
    )
    assert words in said(response)
    assert "Thiếu người" in said(response)
    assert not ProgressReport.objects.exists()


def test_an_exe_among_the_evidence_is_refused(client, reporter, task):
    papers = [upload("biên bản.pdf"), upload("ảnh.pdf", EXE)]
    response = client.post(reverse("plans:report_progress", args=[task.pk]), reported(papers=papers))
    assert "Tệp “ảnh.pdf” thực chất là chương trình chạy được" in said(response)
    assert not ProgressReport.objects.exists()


def test_a_supporting_agency_reads_but_does_not_report(client, province, task):
    helper = make.agency("Sở Tài chính", parent=province)
    task.supporting_agencies.add(helper)
    client.force_login(make.user(helper, Role.REPORTER))
    assert client.get(reverse("plans:task", args=[task.pk])).status_code == 200
    response = client.get(reverse("plans:report_progress", args=[task.pk]))
    assert response.status_code == 403
    assert "Sở Tư pháp (chủ trì)" in said(response)


def test_a_reader_from_below_does_not_change_tasks(client, reporter, task):
    for name in ("edit_task", "delete_task"):
        assert client.get(reverse(f"plans:{name}", args=[task.pk])).status_code == 403
    assert client.post(reverse("plans:move_task", args=[task.pk])).status_code == 403
    assert client.get(reverse("plans:add_task", args=[task.plan_id])).status_code == 403


def test_a_stranger_finds_none_of_its_pages(client, task):
    client.force_login(make.user(make.agency()))
    for name in ("task", "edit_task", "delete_task", "report_progress"):
        assert client.get(reverse(f"plans:{name}", args=[task.pk])).status_code == 404
    assert client.post(reverse("plans:move_task", args=[task.pk])).status_code == 404


# --- the list -----------------------------------------------------------------------------------------------------


@pytest.fixture
def three(officer, province, department):
    """One overdue task, one done, one standing of another agency, in two plans."""
    first, second = make.plan(province, year=2026), make.plan(province, year=2025)
    make.task(first, content="Quá hạn", lead_agency=department, due_on=date(2026, 1, 31), area=make.area("Thể chế"))
    done = make.task(first, content="Đã xong", lead_agency=province, due_on=date(2026, 1, 10))
    done.reports.create(reported_on=date(2026, 1, 9), percent=100, done_on=date(2026, 1, 9), result="x", by=officer)
    make.task(second, content="Thường xuyên", timing="ongoing")
    for task in Task.objects.all():
        task.search_text = {"Quá hạn": "qua han", "Đã xong": "da xong"}.get(task.content, "thuong xuyen")
        task.save()
    return first, second


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Quá hạn", "Thường xuyên", "Đã xong"]),
        ("xep=ke_hoach", ["Quá hạn", "Đã xong", "Thường xuyên"]),
        ("tim=xong", ["Đã xong"]),
        ("tim=SỞ TƯ PHÁP", ["Quá hạn"]),
        ("nam=2025", ["Thường xuyên"]),
        ("trang_thai=overdue", ["Quá hạn"]),
        ("trang_thai=done", ["Đã xong"]),
        ("trang_thai=standing", ["Thường xuyên"]),
        ("han_tu=11/01/2026", ["Quá hạn"]),
        ("han_den=11/01/2026", ["Đã xong"]),
        ("cua_toi=1", ["Đã xong"]),
        ("han_tu=31/02/2026", ["Quá hạn", "Thường xuyên", "Đã xong"]),
    ],
)
def test_tasks_are_found_by_what_is_in_the_address(client, three, query, found):
    response = client.get(f"{reverse('plans:tasks')}?{query}")
    assert [row.task.content for row in response.context["rows"]] == found


def test_tasks_are_found_by_plan_area_and_lead(client, three, department):
    first, second = three
    area = Task.objects.get(content="Quá hạn").area
    for query, found in (
        (f"ke_hoach={second.pk}", {"Thường xuyên"}),
        (f"linh_vuc={area.pk}", {"Quá hạn"}),
        (f"chu_tri={department.pk}", {"Quá hạn"}),
        (f"ke_hoach={first.pk}&chu_tri={department.pk}", {"Quá hạn"}),
    ):
        response = client.get(f"{reverse('plans:tasks')}?{query}")
        assert {row.task.content for row in response.context["rows"]} == found


def test_a_day_that_does_not_exist_is_named_in_the_filter(client, three):
    assert "Ngày 31/02/2026 không có trong lịch." in said(client.get(reverse("plans:tasks") + "?han_tu=31/02/2026"))


def test_the_list_of_tasks_takes_as_many_queries_for_twenty_as_for_two(
    client, officer, province, django_assert_num_queries
):
    def fill(count: int) -> None:
        for _ in range(count):
            task = make.task(make.plan(province), lead_agency=make.agency(parent=province), area=make.area())
            task.reports.create(reported_on=date(2026, 1, 5), percent=5, result="x", by=officer)

    fill(2)
    with django_assert_num_queries(7) as two:
        client.get(reverse("plans:tasks"))
    fill(18)
    with django_assert_num_queries(len(two)):
        assert len(client.get(reverse("plans:tasks")).context["rows"]) == 20
