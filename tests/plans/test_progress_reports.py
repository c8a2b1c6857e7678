"""Reporting on a task: what is asked, what is refused, where the papers go."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import ActionRecord
from documents.models import EvidenceFile
from plans import actions
from plans.models import Plan, ProgressReport, Task
from plans.progress import Timing
from tests import make
from tests.documents.papers import EXE, upload
from tests.plans.test_plan_actions import refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def room(settings, tmp_path):
    """A storage of its own for each test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def report(task: Task, papers=(), **fields) -> ProgressReport:
    said = {"reported_on": TODAY, "percent": 40, "result": "Đã rà soát 12 thủ tục"}
    unsaved = ProgressReport(task=task, **{**said, **fields})
    return actions.report_progress(by=make.user(), report=unsaved, papers=papers, today=TODAY)


def test_a_report_is_kept_with_its_papers_in_the_name_of_the_lead_agency():
    lead = make.agency("Sở Tư pháp")
    task = make.task(lead_agency=lead)
    made = report(task, papers=[upload("biên bản.pdf"), upload("phụ lục.pdf")])
    assert {paper.original_name for paper in made.evidence.all()} == {"biên bản.pdf", "phụ lục.pdf"}
    assert {paper.agency for paper in made.evidence.all()} == {lead}
    assert ActionRecord.objects.about(task).get().detail == {"percent": 40, "done": None}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        pytest.param({"reported_on": TOMORROW}, "reported_on", "ở sau hôm nay", id="tính đến ngày mai"),
        pytest.param({"done_on": TOMORROW, "percent": 100}, "done_on", "ở sau hôm nay", id="xong ngày mai"),
        pytest.param(
            {"reported_on": YESTERDAY, "done_on": TODAY, "percent": 100},
            "done_on",
            "ở sau ngày tính đến",
            id="xong sau",
        ),
        pytest.param({"done_on": TODAY, "percent": 90}, "percent", "phải là 100%", id="xong mà chưa 100%"),
        pytest.param({"percent": 100}, "done_on", "cần ngày hoàn thành", id="100% mà không có ngày xong"),
        pytest.param({"percent": 101}, "percent", "", id="hơn 100%"),
        pytest.param({"result": ""}, "result", "", id="không ghi kết quả"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields, field, words):
    assert words in refused(lambda: report(make.task(), **fields), field)
    assert not ProgressReport.objects.exists()


def test_reports_go_forward_in_time():
    task = make.task()
    report(task)
    assert "20/06/2026" in refused(lambda: report(task, reported_on=YESTERDAY), "reported_on")
    assert report(task, percent=50).pk


def test_what_is_late_or_went_back_names_its_cause():
    late = make.task(due_on=YESTERDAY)
    assert "quá hạn 1 ngày" in refused(lambda: report(late), "difficulty")
    done_late = {"percent": 100, "done_on": TODAY}
    assert "chậm 1 ngày" in refused(lambda: report(late, **done_late), "difficulty")
    assert report(late, difficulty="Chờ ý kiến bộ", **done_late).pk
    assert report(make.task(due_on=YESTERDAY), reported_on=YESTERDAY).pk  # in time on its own day
    task = make.task()
    report(task)
    assert "giảm so với báo cáo trước (40%)" in refused(lambda: report(task, percent=30), "difficulty")
    assert report(task, percent=30, difficulty="Phải làm lại").pk


def test_a_standing_task_is_never_done():
    task = make.task(timing=Timing.ONGOING, due_on=None)
    refused(lambda: report(task, percent=100, done_on=TODAY), "done_on")
    assert report(task, percent=100).pk


def test_nothing_is_reported_on_a_draft_or_after_the_plan_was_replaced():
    assert "bản thảo" in refused(lambda: report(make.task(make.plan(state=Plan.State.DRAFT))))
    old = make.plan()
    make.plan(earlier_plan=old, effect=Plan.Effect.REPLACES, effective_from=TODAY)
    task = make.task(old)
    assert "thay thế từ ngày 20/06/2026" in refused(lambda: report(task), "reported_on")
    assert report(task, reported_on=YESTERDAY).pk


def test_a_refused_paper_refuses_the_whole_report(room):
    refused(lambda: report(make.task(), papers=[upload("a.pdf"), upload("b.pdf", EXE)]))
    assert not ProgressReport.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert not [path for path in room.rglob("*") if path.is_file()]


def test_the_database_itself_refuses_impossible_reports():
    said = {"task": make.task(), "reported_on": TODAY, "result": "x", "by": make.user()}
    for impossible in ({"percent": 101}, {"percent": 99, "done_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgressReport.objects.create(**said, **impossible)
    assert ProgressReport.objects.create(**said, percent=100, done_on=TODAY).pk


def test_done_before_a_report_that_it_was_not_names_its_cause():
    task = make.task(due_on=YESTERDAY - timedelta(days=1))
    report(task, percent=60, difficulty="Chờ góp ý")
    early = {"percent": 100, "done_on": YESTERDAY - timedelta(days=1)}
    assert "60% đến ngày 20/06/2026" in refused(lambda: report(task, **early), "difficulty")
    assert report(task, **early, difficulty="Báo cáo trước nhập nhầm").pk
