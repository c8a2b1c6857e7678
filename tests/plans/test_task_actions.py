"""Adding, correcting, ordering and removing tasks; a changed deadline keeps its history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import ActionRecord
from plans import actions
from plans.models import Plan, Task
from plans.progress import Timing
from tests import make
from tests.plans.test_plan_actions import refused
from ui.revisions import StaleRevision

pytestmark = pytest.mark.django_db
JUNE, AUGUST = date(2026, 6, 30), date(2026, 8, 31)


def unsaved(plan: Plan | None = None, **fields) -> Task:
    if fields.get("timing", Timing.DEADLINE) == Timing.DEADLINE:
        fields.setdefault("due_on", JUNE)
    return Task(plan=plan or make.plan(), **{"content": "Rà soát thủ tục hành chính", **fields})


def add(task: Task, supporting=()) -> Task:
    return actions.add_task(by=make.user(task.plan.issuer), task=task, supporting=supporting)


def edit(task: Task, revision: int = 1, reason: str = "", supporting=(), **changes) -> Task:
    task = Task.objects.get(pk=task.pk)
    for name, value in changes.items():
        setattr(task, name, value)
    by = make.user(task.plan.issuer, full_name="Trần Bình")
    return actions.edit_task(by=by, task=task, revision=revision, supporting=supporting, reason=reason)


def test_a_new_task_stands_last_and_the_plan_remembers_who_added_it():
    plan = make.plan()
    helper = make.agency()
    first, second = add(unsaved(plan)), add(unsaved(plan, content="Tập huấn"), [helper])
    assert (first.order, second.order) == (1, 2)
    assert list(second.supporting_agencies.all()) == [helper]
    assert ActionRecord.objects.about(plan).filter(verb="thêm nhiệm vụ").count() == 2


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        pytest.param({"due_on": None}, "due_on", "Ghi hạn hoàn thành", id="có thời hạn mà thiếu ngày"),
        pytest.param({"timing": "window", "starts_on": JUNE}, "due_on", "cả ngày bắt đầu", id="đợt thiếu ngày cuối"),
        pytest.param({"timing": "window", "due_on": JUNE}, "starts_on", "cả ngày bắt đầu", id="đợt thiếu ngày đầu"),
        pytest.param(
            {"timing": "window", "starts_on": AUGUST, "due_on": JUNE}, "due_on", "(31/08/2026)", id="đợt ngược ngày"
        ),
        pytest.param(
            {"due_on": date(2026, 1, 4)}, "due_on", "trước ngày ban hành kế hoạch (05/01/2026)", id="hạn trước"
        ),
        pytest.param({"content": ""}, "content", "", id="thiếu nội dung"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, field, words):
    plan = make.plan(issued_on=date(2026, 1, 5))
    assert words in refused(lambda: add(unsaved(plan, **fields)), field)


def test_a_task_due_on_the_day_of_issue_is_fine():
    assert add(unsaved(make.plan(issued_on=JUNE))).pk


def test_the_lead_agency_does_not_support_itself():
    lead = make.agency("Sở Tư pháp")
    assert "Sở Tư pháp đã là cơ quan chủ trì" in refused(
        lambda: add(unsaved(lead_agency=lead), [lead]), "supporting_agencies"
    )


def test_days_that_the_chosen_time_does_not_have_are_dropped():
    task = add(unsaved(timing=Timing.ONGOING, starts_on=JUNE, due_on=AUGUST))
    assert (task.starts_on, task.due_on) == (None, None)
    assert add(unsaved(starts_on=date(2026, 1, 1))).starts_on is None


def test_a_changed_deadline_of_an_issued_plan_needs_a_reason_and_keeps_its_history():
    task = add(unsaved())
    words = refused(lambda: edit(task, due_on=AUGUST), "reason")
    assert "trước đây: 30/06/2026" in words
    edit(task, due_on=AUGUST, reason="Công văn 12/UBND-NC cho gia hạn")
    change = task.deadline_changes.get()
    assert (change.old_text, change.new_text) == ("30/06/2026", "31/08/2026")
    assert (change.old_due_on, change.new_due_on) == (JUNE, AUGUST)
    assert change.reason == "Công văn 12/UBND-NC cho gia hạn"
    assert change.by.full_name == "Trần Bình"


def test_turning_a_deadline_into_a_standing_task_is_a_changed_deadline_too():
    task = add(unsaved())
    refused(lambda: edit(task, timing=Timing.ONGOING), "reason")
    edit(task, timing=Timing.ONGOING, reason="Giao làm thường xuyên")
    assert task.deadline_changes.get().new_text == "Thường xuyên"


def test_other_corrections_and_drafts_need_no_reason():
    task = add(unsaved())
    edit(task, content="Rà soát, đơn giản hoá thủ tục", timing_text="Quý II/2026")
    draft = add(unsaved(make.plan(state=Plan.State.DRAFT)))
    edit(draft, due_on=AUGUST)
    assert not task.deadline_changes.exists()
    assert not draft.deadline_changes.exists()


def test_a_correction_is_recorded_with_what_changed():
    task = add(unsaved())
    edit(task, responsible_person="Lê Thị Cúc", supporting=[make.agency()])
    record = ActionRecord.objects.about(task).get()
    assert record.detail["changed"] == ["người phụ trách", "cơ quan phối hợp"]


def test_the_second_of_two_people_is_told_and_nothing_is_lost():
    task = add(unsaved())
    edit(task, responsible_person="Lê Thị Cúc")
    with pytest.raises(StaleRevision, match="Trần Bình đã lưu nhiệm vụ này lúc"):
        edit(task, revision=1, responsible_person="Nguyễn Văn An")
    assert Task.objects.get().responsible_person == "Lê Thị Cúc"


def test_tasks_change_places_with_their_neighbours():
    plan = make.plan()
    one, two, three = (add(unsaved(plan, content=words)) for words in ("một", "hai", "ba"))
    by = make.user()
    actions.move_task(by=by, task=three, up=True)
    assert list(plan.tasks.values_list("content", flat=True)) == ["một", "ba", "hai"]
    actions.move_task(by=by, task=one, up=False)
    assert list(plan.tasks.values_list("content", flat=True)) == ["ba", "một", "hai"]
    actions.move_task(by=by, task=three, up=True)  # already first
    actions.move_task(by=by, task=two, up=False)  # already last
    assert list(plan.tasks.values_list("content", flat=True)) == ["ba", "một", "hai"]


def test_a_task_entered_by_mistake_goes_and_the_plan_remembers_it():
    task = add(unsaved(content="Nhập nhầm"))
    actions.delete_task(by=make.user(), task=task, revision=task.revision)
    assert not Task.objects.exists()
    assert ActionRecord.objects.about(task.plan).get(verb="xoá nhiệm vụ").detail["content"] == "Nhập nhầm"


def test_a_task_with_a_history_stays():
    reported, revised = add(unsaved()), add(unsaved())
    reported.reports.create(reported_on=JUNE, percent=5, result="Bắt đầu", by=make.user())
    edit(revised, due_on=AUGUST, reason="Gia hạn")
    assert "đã có báo cáo tiến độ" in refused(lambda: actions.delete_task(by=make.user(), task=reported, revision=1))
    assert "gia hạn" in refused(lambda: actions.delete_task(by=make.user(), task=revised, revision=2))
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"timing": "deadline", "due_on": None},
        {"timing": "window", "starts_on": None, "due_on": JUNE},
        {"timing": "window", "starts_on": AUGUST, "due_on": JUNE},
    ],
)
def test_the_database_itself_refuses_incomplete_times(fields):
    with pytest.raises(IntegrityError):
        Task.objects.create(plan=make.plan(), content="x", **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"timing": "deadline", "due_on": JUNE},
        {"timing": "window", "starts_on": JUNE, "due_on": JUNE},
        {"timing": "ongoing"},
        {"timing": "unknown"},
    ],
)
def test_the_database_takes_complete_times(fields):
    assert Task.objects.create(plan=make.plan(), content="x", **fields).pk


def test_a_refusal_is_a_validation_error_not_a_crash():
    with pytest.raises(ValidationError):
        add(unsaved(budget_million=-1, label="x" * 21))
