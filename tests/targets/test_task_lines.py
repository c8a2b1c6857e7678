"""The progress of tasks within the reporting cycle, and the share of them that is done."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from agencies.models import Agency, Succession
from periods.period import PeriodKind
from plans.models import Plan, ProgressReport, Task
from targets.actions.figures import Entry, Faulty, save_and_send, save_figures
from targets.actions.periods import open_period
from targets.actions.submissions import approve, return_for_revision
from targets.actions.task_lines import TaskEntry, TasksFaulty, TasksOvertaken
from targets.checks import Parts
from targets.led_tasks import task_completion
from targets.models import FigureChange, Submission, TaskLine
from targets.task_rows import task_rows
from targets.terms import Kind, SourceKind, Way
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)
SAID = TaskEntry(percent=40, result="Đã rà soát 12 thủ tục")
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def department(province):
    return make.agency("Sở Nội vụ", parent=province, kind=Agency.Kind.DEPARTMENT)


@pytest.fixture
def office(province):
    return make.user(province)


@pytest.fixture
def person(department):
    return make.user(department, Role.REPORTER)


@pytest.fixture
def plan(province):
    return make.plan(province)


@pytest.fixture
def form(province, department):
    made = make.report_form(computed(province), owner=province, with_tasks=True)
    made.agencies.add(department)
    return made


def computed(province):
    return make.indicator(
        "Tỷ lệ nhiệm vụ hoàn thành",
        Kind.RATIO_OF_STOCKS,
        source_kind=SourceKind.COMPUTED,
        numerator_label="Nhiệm vụ đã hoàn thành",
        denominator_label="Nhiệm vụ có thời hạn",
        case_noun="nhiệm vụ",
        owner=province,
    )


def opened(form, office, period=None, today=TODAY):
    open_period(by=office, form=form, period=period or make.period(), today=today)
    return Submission.objects.select_related("agency", "form", "period").get(period=period or make.period(), form=form)


def save(report, person, **said):
    entries = {
        line.pk: said[f"task_{line.task_id}"] for line in report.task_lines.all() if f"task_{line.task_id}" in said
    }
    return save_figures(by=person, submission=report, entries={}, today=TODAY, tasks=entries)


def send(report, person, *entries, today=TODAY):
    report.refresh_from_db()
    tasks = dict(zip(report.task_lines.values_list("pk", flat=True), entries, strict=True))
    return save_and_send(by=person, submission=report, revision=report.revision, entries={}, today=today, tasks=tasks)


def words_of(problems):
    return [(problem.field, problem.message) for found in problems.values() for problem in found]


def test_opening_a_period_asks_about_every_task_that_the_agency_leads(form, office, plan, department, province):
    asked = make.task(plan, lead_agency=department)
    standing = make.task(plan, lead_agency=department, timing=Task.Timing.ONGOING)
    make.task(plan, lead_agency=make.agency("Sở Tư pháp", parent=province))
    make.task(plan)
    make.task(make.plan(province, state=Plan.State.DRAFT), lead_agency=department)
    make.task(make.plan(province, year=2025), lead_agency=department)
    report = opened(form, office)
    assert [line.task for line in report.task_lines.all()] == [asked, standing]
    assert not any(line.is_given for line in report.task_lines.all())


def test_what_is_done_before_or_begins_later_is_not_asked_about(form, office, plan, department):
    done = make.task(plan, lead_agency=department)
    ProgressReport.objects.create(
        task=done, reported_on=date(2025, 12, 10), percent=100, done_on=date(2025, 12, 10), result="Xong", by=office
    )
    window = {"timing": Task.Timing.WINDOW, "starts_on": date(2026, 7, 1), "due_on": date(2026, 9, 30)}
    make.task(plan, lead_agency=department, **window)
    assert not opened(form, office).task_lines.exists()


def test_a_plan_that_is_replaced_by_then_asks_for_nothing(form, office, plan, department, province):
    make.task(plan, lead_agency=department)
    make.plan(province, earlier_plan=plan, effect=Plan.Effect.REPLACES, effective_from=date(2026, 3, 1))
    assert not opened(form, office).task_lines.exists()


def test_a_plan_replaced_after_the_opening_is_not_missed_and_not_recorded(
    form, office, person, plan, department, province
):
    make.task(plan, lead_agency=department)
    report = opened(form, office)
    make.plan(province, earlier_plan=plan, effect=Plan.Effect.REPLACES, effective_from=date(2026, 3, 1))
    assert not send(report, person, SAID)
    confirm(report, office)
    assert not ProgressReport.objects.exists()


def test_a_form_without_tasks_asks_for_none_and_leaves_what_was_opened_before(form, office, plan, department):
    make.task(plan, lead_agency=department)
    before = opened(form, office)
    form.with_tasks = False
    form.save()
    assert not opened(form, office, make.period(order=3), date(2026, 9, 10)).task_lines.exists()
    assert len(task_rows(Submission.objects.get(pk=before.pk))) == 1


def test_a_task_of_a_room_goes_with_the_department_and_that_of_a_commune_stays_with_it(
    form, office, plan, department, province
):
    room = make.agency("Phòng Cải cách hành chính", parent=department, kind=Agency.Kind.OFFICE)
    commune = make.agency("UBND xã An Bình", parent=province, kind=Agency.Kind.COMMUNE)
    form.agencies.add(province)
    of_room = make.task(plan, lead_agency=room)
    make.task(plan, lead_agency=commune)
    open_period(by=office, form=form, period=make.period(), today=TODAY)
    assert [(line.task, line.submission.agency) for line in TaskLine.objects.all()] == [(of_room, department)]


def test_the_task_of_a_merged_agency_goes_with_its_successor(form, office, plan, department, province):
    old = make.agency("Sở Thông tin", parent=province, dissolved_on=date(2026, 2, 1), kind=Agency.Kind.DEPARTMENT)
    Succession.objects.create(
        kind=Succession.Kind.MERGE, predecessor=old, successor=department, day=date(2026, 2, 1), decision="01/QĐ"
    )
    task = make.task(plan, lead_agency=old)
    assert [line.task for line in opened(form, office).task_lines.all()] == [task]


def test_opening_again_adds_only_what_is_missing(form, office, plan, department):
    first = make.task(plan, lead_agency=department)
    opened(form, office)
    second = make.task(plan, lead_agency=department, order=2)
    report = opened(form, office)
    assert [line.task for line in report.task_lines.all()] == [first, second]


def test_opening_takes_as_many_queries_for_twenty_tasks_as_for_two(form, office, plan, department, province):
    def queries(tasks, of):
        for place in range(tasks):
            make.task(plan, lead_agency=department, order=place)
        with CaptureQueriesContext(connection) as taken:
            open_period(by=office, form=form, period=of, today=date(2026, 12, 16))
        return len(taken)

    queries(1, make.period())  # makes the rows that count what the agency owes
    assert queries(2, make.period("half")) == queries(20, make.period(order=3))


def test_what_is_typed_is_kept_as_a_draft_and_the_report_is_begun(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    save(report, person, **{f"task_{task.pk}": SAID})
    line = report.task_lines.get()
    assert (line.percent, line.result, line.recorded_by, line.revision) == (40, SAID.result, person, 2)
    report.refresh_from_db()
    assert report.state == Submission.State.DRAFT
    assert report.prepared_at is not None


def test_saving_the_same_again_changes_nothing(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    for _ in range(2):
        save(report, person, **{f"task_{task.pk}": SAID})
    assert report.task_lines.get().revision == 2


def test_a_colleague_is_never_overwritten_unseen(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    save(report, person, **{f"task_{task.pk}": SAID})
    late = TaskEntry(percent=60, result="Đã xong 18 thủ tục", seen=1)
    with pytest.raises(TasksOvertaken, match="đã lưu tiến độ của 1 nhiệm vụ"):
        save(report, make.user(department, Role.REPORTER), **{f"task_{task.pk}": late})
    assert report.task_lines.get().percent == 40


def test_a_day_of_completion_without_100_percent_cannot_even_be_a_draft(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    with pytest.raises(TasksFaulty):
        save(report, person, **{f"task_{task.pk}": TaskEntry(percent=90, done_on=date(2026, 3, 1))})
    assert not report.task_lines.get().is_given


WRONG = [
    pytest.param(TaskEntry(), "percent", "Chưa báo cáo tiến độ", id="chưa báo cáo"),
    pytest.param(TaskEntry(percent=40), "result", "Ghi kết quả", id="không có kết quả"),
    pytest.param(TaskEntry(percent=100, result="Xong"), "done_on", "cần ngày hoàn thành", id="100% thiếu ngày"),
    pytest.param(
        TaskEntry(percent=100, done_on=date(2026, 3, 15), result="Xong"), "done_on", "báo cáo kỳ sau", id="sau kỳ"
    ),
    pytest.param(TaskEntry(percent=20, result="Làm lại"), "difficulty", "Tiến độ giảm", id="giảm không lý do"),
]


@pytest.mark.parametrize(("entry", "at", "words"), WRONG)
def test_every_task_is_given_in_full_before_the_report_is_sent(
    form, office, person, plan, department, entry, at, words
):
    task = make.task(plan, lead_agency=department)
    ProgressReport.objects.create(task=task, reported_on=date(2026, 1, 5), percent=30, result="Bắt đầu", by=office)
    report = opened(form, office)
    problems = send(report, person, entry)
    assert list(problems) == [f"t{report.task_lines.get().pk}"]
    assert [field for field, _ in words_of(problems)] == [at]
    assert words in words_of(problems)[0][1]
    assert not send(report, person, SAID)


def test_an_overdue_task_says_why(form, office, person, plan, department):
    make.task(plan, lead_agency=department, due_on=date(2026, 2, 28))
    report = opened(form, office)
    assert words_of(send(report, person, SAID)) == [
        ("difficulty", "Nhiệm vụ quá hạn 14 ngày. Ghi khó khăn, nguyên nhân.")
    ]
    late = TaskEntry(percent=40, result="Đã rà soát 12 thủ tục", difficulty="Chờ hướng dẫn của bộ")
    assert not send(report, person, late)


def confirm(report, office):
    report.refresh_from_db()
    approve(by=office, submission=report, revision=report.revision)


def test_a_confirmed_report_is_written_to_the_history_of_its_tasks_once(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    paper = SimpleUploadedFile("ket-qua.pdf", PDF, "application/pdf")
    send(report, person, TaskEntry(percent=40, result="Đã rà soát 12 thủ tục", uploads=(paper,)))
    assert not task.reports.exists()
    report.refresh_from_db()
    return_for_revision(by=office, submission=report, revision=report.revision, reason="Ghi rõ số thủ tục")
    send(report, person, TaskEntry(percent=50, result="Đã rà soát 15/30 thủ tục"))
    confirm(report, office)
    told = task.reports.get()
    assert (told.percent, told.result, told.by) == (50, "Đã rà soát 15/30 thủ tục", person)
    assert told.reported_on == date(2026, 3, 14)
    assert [evidence.original_name for evidence in told.evidence.all()] == ["ket-qua.pdf"]
    assert report.task_lines.get().report == told


def test_what_was_told_on_the_same_day_stands_in_the_history_once(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    told = ProgressReport.objects.create(
        task=task, reported_on=date(2026, 3, 14), percent=40, result=SAID.result, by=person
    )
    send(report, person, SAID)
    confirm(report, office)
    assert task.reports.get() == told == report.task_lines.get().report


def test_something_newer_that_is_known_of_a_task_stays_its_newest_word(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    send(report, person, SAID)
    ProgressReport.objects.create(task=task, reported_on=date(2026, 3, 20), percent=70, result="Thêm", by=person)
    confirm(report, office)
    assert [told.percent for told in task.reports.all()] == [70, 40]


# --- the share of tasks that is done -----------------------------------------------------------------------------------


def done_by(task, day, by):
    ProgressReport.objects.create(task=task, reported_on=day, percent=100, done_on=day, result="Xong", by=by)


def test_the_share_of_tasks_done_is_counted_and_never_typed(form, office, person, plan, department):
    done, open_, standing = (make.task(plan, lead_agency=department, order=place) for place in range(3))
    Task.objects.filter(pk=standing.pk).update(timing=Task.Timing.ONGOING, due_on=None)
    make.task(plan, lead_agency=department, timing=Task.Timing.UNKNOWN)
    report = opened(form, office)
    finished = TaskEntry(percent=100, done_on=date(2026, 3, 1), result="Đã ban hành")
    save(report, person, **{f"task_{done.pk}": finished, f"task_{open_.pk}": SAID})
    figure = report.figures.get()
    assert (figure.numerator, figure.denominator, figure.recorded_by) == (1, 2, person)
    assert FigureChange.objects.get(figure=figure).way == Way.COMPUTED


def test_sending_counts_anew_even_where_no_task_was_touched(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    done_by(task, date(2025, 12, 20), office)
    form.with_tasks = False
    form.save()
    report = opened(form, office)
    assert not send(report, person)
    figure = report.figures.get()
    assert (figure.numerator, figure.denominator) == (1, 1)


def test_an_agency_that_leads_no_task_has_nothing_to_complete(form, office, person):
    report = opened(form, office)
    assert not send(report, person)
    assert report.figures.get().nothing_occurred


def test_nobody_types_the_share_by_hand(form, office, person):
    report = opened(form, office)
    typed = {report.figures.get().pk: Entry(Parts(numerator=Decimal(9), denominator=Decimal(9)))}
    with pytest.raises(Faulty) as refused:
        save_figures(by=person, submission=report, entries=typed, today=TODAY)
    assert "không nhập tay" in next(iter(refused.value.problems.values()))[0].message


COUNTED = [
    pytest.param({"due_on": date(2026, 12, 31)}, None, (0, 1), id="hạn trong năm, chưa xong"),
    pytest.param({"due_on": date(2026, 12, 31)}, date(2026, 3, 14), (1, 1), id="xong đúng ngày cuối kỳ"),
    pytest.param({"due_on": date(2026, 12, 31)}, date(2026, 3, 15), (0, 1), id="xong sau kỳ"),
    pytest.param({"due_on": date(2027, 6, 30)}, None, None, id="hạn năm sau"),
    pytest.param({"due_on": date(2025, 6, 30)}, None, (0, 1), id="quá hạn từ năm trước"),
    pytest.param({"due_on": date(2025, 6, 30)}, date(2025, 7, 1), None, id="xong từ năm trước"),
]


@pytest.mark.parametrize(("time", "done_on", "counts"), COUNTED)
def test_which_tasks_are_counted(form, office, province, department, time, done_on, counts):
    task = make.task(make.plan(province, year=2025, year_to=2030), lead_agency=department, **time)
    if done_on:
        done_by(task, done_on, office)
    report = opened(form, office)
    parts = task_completion(report)
    assert parts == (
        Parts(numerator=Decimal(counts[0]), denominator=Decimal(counts[1])) if counts else Parts(nothing_occurred=True)
    )


def test_what_the_report_says_counts_before_what_was_said_earlier(form, office, person, plan, department):
    task = make.task(plan, lead_agency=department)
    report = opened(form, office)
    done_by(task, date(2026, 3, 1), office)
    save(report, person, **{f"task_{task.pk}": TaskEntry(percent=80, result="Chưa xong", difficulty="Báo nhầm")})
    assert task_completion(report).numerator == 0


def test_the_tasks_of_a_report_take_as_many_queries_for_twenty_as_for_two(form, office, plan, department):
    def queries(of, tasks):
        for place in range(tasks):
            make.task(plan, lead_agency=department, order=place)
        report = opened(form, office, of, date(2026, 12, 16))
        with CaptureQueriesContext(connection) as taken:
            assert len([row.last_words for row in task_rows(report)]) >= tasks
        return len(taken)

    assert queries(make.period(), 2) == queries(make.period(PeriodKind.HALF, 2026, 1), 20) == 3


def test_a_refused_report_keeps_no_task(form, office, person, plan, department):
    make.task(plan, lead_agency=department)
    report = opened(form, office)
    with pytest.raises(ValidationError):
        save_and_send(
            by=person,
            submission=report,
            revision=report.revision + 1,
            entries={},
            today=TODAY,
            tasks={report.task_lines.get().pk: SAID},
        )
    assert not report.task_lines.get().is_given
