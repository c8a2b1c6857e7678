"""Where a task stands; the rule in Python and the filter in SQL say the same."""

from datetime import date, timedelta
from itertools import product

import pytest

from plans.models import Task
from plans.progress import TaskState, Timing, progress_of, timing_text
from tests import make

TODAY = date(2026, 6, 30)
BEFORE, AFTER = TODAY - timedelta(days=3), TODAY + timedelta(days=3)


@pytest.mark.parametrize(
    ("timing", "starts_on", "due_on", "done_on", "state", "sentence"),
    [
        pytest.param("deadline", None, AFTER, None, "doing", "còn 3 ngày", id="còn hạn, chưa xong"),
        pytest.param("deadline", None, TODAY, None, "doing", "hạn là hôm nay", id="ngày cuối của hạn vẫn trong hạn"),
        pytest.param("deadline", None, BEFORE, None, "overdue", "quá hạn 3 ngày", id="hết hạn, chưa xong"),
        pytest.param("deadline", None, BEFORE, BEFORE, "done", "", id="xong đúng ngày hạn"),
        pytest.param("deadline", None, AFTER, BEFORE, "done", "", id="xong trước hạn"),
        pytest.param("deadline", None, BEFORE, TODAY, "done_late", "chậm 3 ngày", id="xong sau hạn"),
        pytest.param("window", AFTER, AFTER, None, "not_started", "bắt đầu sau 3 ngày", id="chưa đến đợt"),
        pytest.param("window", TODAY, AFTER, None, "doing", "còn 3 ngày", id="ngày đầu của đợt"),
        pytest.param("window", BEFORE, BEFORE, None, "overdue", "quá hạn 3 ngày", id="đợt đã qua, chưa xong"),
        pytest.param("window", AFTER, AFTER, TODAY, "done", "", id="xong trước cả đợt"),
        pytest.param("ongoing", None, None, None, "standing", "", id="thường xuyên"),
        pytest.param("ongoing", None, None, BEFORE, "standing", "", id="thường xuyên không bao giờ xong"),
        pytest.param("unknown", None, None, None, "undated", "", id="chưa rõ thời hạn"),
        pytest.param("unknown", None, None, BEFORE, "done_undated", "", id="xong nhưng không rõ hạn"),
    ],
)
def test_a_task_stands_where_its_time_and_its_reports_put_it(timing, starts_on, due_on, done_on, state, sentence):
    progress = progress_of(timing, starts_on, due_on, done_on, TODAY)
    assert progress.state == state
    assert progress.sentence == sentence


@pytest.mark.parametrize(
    ("timing", "starts_on", "due_on", "words", "text"),
    [
        ("deadline", None, date(2026, 6, 30), "", "30/06/2026"),
        ("deadline", None, date(2026, 6, 30), "Quý II/2026", "30/06/2026 (Quý II/2026)"),
        ("window", date(2022, 6, 1), date(2022, 11, 30), "", "Từ 01/06/2022 đến 30/11/2022"),
        ("ongoing", None, None, "", "Thường xuyên"),
        ("ongoing", None, None, "Hằng quý", "Hằng quý"),
        ("unknown", None, None, "", "Chưa rõ"),
    ],
)
def test_the_time_of_a_task_in_words(timing, starts_on, due_on, words, text):
    assert timing_text(timing, starts_on, due_on, words) == text


@pytest.mark.django_db
def test_the_filter_in_the_database_finds_what_the_rule_says():
    plan, by = make.plan(), make.user()
    days = [BEFORE, TODAY, AFTER]
    for timing, starts_on, due_on, done_on in product(Timing.values, [None, *days], days, [None, *days]):
        if timing == Timing.WINDOW and (starts_on is None or starts_on > due_on):
            continue
        if timing in (Timing.ONGOING, Timing.UNKNOWN):
            starts_on = due_on = None
        elif timing == Timing.DEADLINE:
            starts_on = None
        task = make.task(plan, timing=timing, starts_on=starts_on, due_on=due_on)
        if done_on:
            task.reports.create(reported_on=AFTER, percent=100, done_on=done_on, result="Xong", by=by)
    for state in TaskState:
        found = set(Task.objects.with_latest_report().in_state(state, TODAY).values_list("pk", flat=True))
        by_rule = {task.pk for task in Task.objects.with_latest_report() if task.progress_on(TODAY).state == state}
        assert found == by_rule
        assert found, f"no case of {state}"


@pytest.mark.django_db
def test_the_newest_report_decides_so_a_task_can_open_again():
    task, by = make.task(due_on=AFTER), make.user()
    task.reports.create(reported_on=BEFORE, percent=100, done_on=BEFORE, result="Xong", by=by)
    task.reports.create(reported_on=TODAY, percent=80, result="Phải làm lại phụ lục", by=by)
    found = Task.objects.with_latest_report().get()
    assert found.progress_on(TODAY).state == TaskState.DOING
    assert (found.percent, found.reported_on) == (80, TODAY)


def test_many_days_are_written_the_vietnamese_way():
    progress = progress_of(Timing.DEADLINE, None, date(2022, 11, 30), None, date(2026, 11, 23))
    assert progress.sentence == "quá hạn 1.454 ngày"
