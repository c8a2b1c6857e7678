"""The progress of tasks on the page where a report is typed, and where it is read."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import Role
from agencies.models import Agency
from periods.models import ReportingPeriod
from plans.models import ProgressReport
from targets.actions.periods import open_period
from targets.actions.task_lines import TaskEntry, keep_tasks
from targets.forms.task_lines import seen_of
from targets.models import Submission
from tests import make

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def department(province):
    return make.agency("Sở Nội vụ", parent=province, kind=Agency.Kind.DEPARTMENT)


@pytest.fixture
def person(department):
    return make.user(department, Role.REPORTER)


@pytest.fixture
def report(province, department):
    """A report of the first quarter with one figure and two tasks."""
    plan = make.plan(province)
    make.task(plan, lead_agency=department, content="Ban hành kế hoạch kiểm tra", due_on=date(2026, 12, 31))
    make.task(plan, lead_agency=department, content="Rà soát thủ tục", order=1, due_on=date(2026, 12, 31))
    form = make.report_form(make.indicator("Hội nghị", "count", unit="hội nghị"), owner=province, with_tasks=True)
    form.agencies.add(department)
    period: ReportingPeriod = make.period()
    open_period(by=make.user(province), form=form, period=period, today=date(2026, 3, 16))
    return Submission.objects.select_related("agency", "form", "period").get()


def address(report):
    return reverse("targets:submission", args=[report.pk])


def typed(report, *percents, **more):
    """What the browser sends: an untouched figure, and a percentage for each task."""
    boxes = {"revision": str(Submission.objects.get(pk=report.pk).revision)}
    for figure in report.figures.all():
        boxes[f"f{figure.pk}-value"] = "3"
    for line, percent in zip(report.task_lines.all(), percents, strict=True):
        boxes |= {f"t{line.pk}-seen": seen_of(line), f"t{line.pk}-percent": percent, f"t{line.pk}-result": "Đã làm"}
        boxes |= {f"t{line.pk}-{name}": value for name, value in more.items()}
    return boxes


def percents(report):
    return list(report.task_lines.values_list("percent", flat=True))


def test_the_tasks_stand_below_the_figures_with_their_deadlines(client, report, person):
    client.force_login(person)
    page = client.get(address(report)).content.decode()
    assert "Tiến độ nhiệm vụ" in page
    assert "Ban hành kế hoạch kiểm tra" in page
    assert "Thời hạn: 31/12/2026" in page
    assert "Báo cáo trước: chưa có" in page


def test_one_press_keeps_figures_and_tasks(client, report, person):
    client.force_login(person)
    client.post(address(report), typed(report, "40", "") | {"save": "1"})
    assert percents(report) == [40, None]
    assert report.figures.get().value == 3


def test_a_task_that_says_nothing_keeps_the_report_from_being_sent_and_the_draft_is_kept(client, report, person):
    client.force_login(person)
    page = client.post(address(report), typed(report, "40", "") | {"send": "1"}, follow=True).content.decode()
    assert "Đã lưu bản nháp, chưa gửi được" in page
    assert "Chưa báo cáo tiến độ." in page
    assert "Nhiệm vụ Rà soát thủ tục: Tiến độ (%)" in page
    assert percents(report) == [40, None]
    client.post(address(report), typed(report, "40", "0") | {"send": "1"})
    report.refresh_from_db()
    assert report.state == Submission.State.SUBMITTED


@pytest.mark.parametrize("percent", ["140", "-1", "abc", "12,5"])
def test_what_is_no_percentage_is_refused_at_its_box_and_stays_typed(client, report, person, percent):
    client.force_login(person)
    page = client.post(address(report), typed(report, percent, "") | {"save": "1"}).content.decode()
    assert f'value="{percent}"' in page
    assert percents(report) == [None, None]
    assert report.figures.get().value is None


def test_a_day_of_completion_without_100_percent_keeps_everything_unsaved(client, report, person):
    client.force_login(person)
    page = client.post(address(report), typed(report, "40", "40", done_on="2026-03-01") | {"save": "1"})
    assert "tiến độ phải là 100%" in page.content.decode()
    assert percents(report) == [None, None]
    assert report.figures.get().value is None


def test_two_officers_of_one_agency_never_overwrite_each_other_unseen(client, report, person, department):
    client.force_login(person)
    mine = typed(report, "40", "50")
    first = report.task_lines.first()
    colleague = make.user(department, Role.REPORTER, full_name="Lê Thị Bạn")
    keep_tasks(by=colleague, submission=report, entries={first.pk: TaskEntry(percent=70, result="Đã trình", seen=1)})
    page = client.post(address(report), mine | {"save": "1"}).content.decode()
    assert "Lê Thị Bạn đã ghi: 70%; Đã trình" in page
    assert 'value="40"' in page
    assert percents(report) == [70, None]
    client.post(address(report), typed(report, "40", "50") | {"save": "1"})
    assert percents(report) == [40, 50]


def test_what_a_person_left_alone_is_not_their_change(client, report, person, department):
    """A colleague's later save stays, though this page still shows what stood before."""
    client.force_login(person)
    mine = typed(report, "", "50")
    first, second = report.task_lines.all()
    mine |= {f"t{first.pk}-result": "", f"t{second.pk}-result": "Đã làm"}
    keep_tasks(by=make.user(department), submission=report, entries={first.pk: TaskEntry(percent=70, result="Xong")})
    client.post(address(report), mine | {"save": "1"})
    assert percents(report) == [70, 50]


def test_a_paper_comes_with_its_task_and_opens_for_its_readers(client, report, person, province):
    client.force_login(person)
    line = report.task_lines.first()
    paper = SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf")
    client.post(address(report), typed(report, "40", "40") | {"send": "1", f"t{line.pk}-papers": paper})
    client.force_login(make.user(province))
    page = client.get(address(report)).content.decode()
    evidence = line.evidence.get()
    opened = reverse("targets:task_evidence", args=[report.pk, line.pk, evidence.pk])
    assert opened in page
    assert b"".join(client.get(opened).streaming_content) == PDF
    other = report.task_lines.last()
    assert client.get(reverse("targets:task_evidence", args=[report.pk, other.pk, evidence.pk])).status_code == 404


def test_the_checker_reads_what_was_said_of_each_task(client, report, person, province):
    client.force_login(person)
    client.post(address(report), typed(report, "40", "55") | {"send": "1"})
    client.force_login(make.user(province))
    page = client.get(address(report)).content.decode()
    assert "55%" in page
    assert "Đang thực hiện, trong hạn" in page


def test_what_was_reported_on_the_task_itself_within_the_period_is_not_typed_twice(client, report, person):
    line = report.task_lines.first()
    of_period = {"reported_on": date(2026, 3, 1), "percent": 35, "result": "Đã có dự thảo"}
    ProgressReport.objects.create(task=line.task, by=person, **of_period)
    client.force_login(person)
    page = client.get(address(report)).content.decode()
    assert "Đã có báo cáo ngày 01/03/2026 trong kỳ này" in page
    assert "Đã có dự thảo</textarea>" in page
    boxes = typed(report, "35", "40") | {f"t{line.pk}-result": "Đã có dự thảo"}
    client.post(address(report), boxes | {"save": "1"})
    line.refresh_from_db()
    assert (line.percent, line.result) == (35, "Đã có dự thảo")


def test_a_report_of_an_earlier_period_is_only_shown_beside(client, report, person):
    line = report.task_lines.first()
    earlier = {"reported_on": date(2025, 12, 1), "percent": 35, "result": "Đã có dự thảo"}
    ProgressReport.objects.create(task=line.task, by=person, **earlier)
    client.force_login(person)
    page = client.get(address(report)).content.decode()
    assert "35% đến 01/12/2025" in page
    assert "Đã có dự thảo</textarea>" not in page


def save_task(client, report, line, **boxes):
    address = reverse("targets:save_task", args=[report.pk, line.pk])
    return client.post(address, {f"t{line.pk}-seen": seen_of(line)} | {f"t{line.pk}-{k}": v for k, v in boxes.items()})


def test_an_open_page_saves_one_task_by_itself(client, report, person):
    client.force_login(person)
    line = report.task_lines.first()
    answer = save_task(client, report, line, percent="40", result="Đã làm").json()
    line.refresh_from_db()
    assert (line.percent, answer["seen"]) == (40, seen_of(line))
    report.refresh_from_db()
    assert (report.revision, report.state) == (answer["revision"], Submission.State.DRAFT)


def test_saving_the_same_task_again_does_no_harm(client, report, person):
    """An answer that was lost on its way is asked for again."""
    client.force_login(person)
    line = report.task_lines.first()
    first, second = (save_task(client, report, line, percent="40", result="Đã làm").json() for _ in range(2))
    assert first["seen"] == second["seen"]
    assert report.task_lines.first().revision == 2


def test_an_open_page_is_told_what_a_colleague_wrote_instead_of_overwriting_it(client, report, person, department):
    client.force_login(person)
    line = report.task_lines.first()
    colleague = make.user(department, Role.REPORTER, full_name="Lê Thị Bạn")
    keep_tasks(by=colleague, submission=report, entries={line.pk: TaskEntry(percent=70, result="Đã trình")})
    answer = save_task(client, report, line, percent="40", result="Đã làm").json()
    assert answer == {"overtaken": "Lê Thị Bạn đã ghi: 70%; Đã trình"}
    assert report.task_lines.first().percent == 70


def test_an_open_page_is_told_what_cannot_be_kept(client, report, person):
    client.force_login(person)
    line = report.task_lines.first()
    assert list(save_task(client, report, line, percent="140").json()["refused"]) == ["percent"]
    assert list(save_task(client, report, line, percent="40", done_on="2026-03-01").json()["refused"]) == ["percent"]
    assert percents(report) == [None, None]


def test_a_report_that_was_sent_takes_no_more_progress(client, report, person):
    client.force_login(person)
    line = report.task_lines.first()
    client.post(address(report), typed(report, "40", "40") | {"send": "1"})
    assert save_task(client, report, line, percent="60").status_code == 409
    assert percents(report) == [40, 40]


def test_a_page_that_somebody_else_opened_saves_no_task_in_the_name_of_who_sits_there_now(client, report, person):
    client.force_login(person)
    line = report.task_lines.first()
    where = reverse("targets:save_task", args=[report.pk, line.pk])
    boxes = {name: value for name, value in typed(report, "40", "").items() if name.startswith(f"t{line.pk}-")}
    answer = client.post(where, boxes | {"person": str(person.pk + 1)})
    assert answer.status_code == 409
    assert "người khác" in answer.json()["message"]
    assert percents(report) == [None, None]
    assert client.post(where, boxes | {"person": str(person.pk)}).status_code == 200
    assert percents(report) == [40, None]
