"""What happened to the sample reports afterwards: corrections, a closed period opened for one agency, tasks reported on.

Written as the actions of targets/ and periods/ leave it, only with days of the past.
"""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from accounts.models import ActionRecord, User
from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.people import reporter_of
from dashboard.demo.reading import read
from dashboard.demo.reports import CHECKER, OFFICE
from periods.models import PeriodOpening, ReportingPeriod
from periods.period import Period, parse_slug
from targets.content import content_of, differences, parts_to_json
from targets.led_tasks import lines_asked, task_completion
from targets.models import Correction, Figure, FigureChange, Submission, SubmissionEvent, TaskLine
from targets.terms import SourceKind, Way


def write_corrections(periods: dict[Period, ReportingPeriod], people: dict[str, User]) -> None:
    """One that was approved and counts since then, one that waits for a decision."""
    for entry in read("cycle")["correction"]:
        figure = Figure.objects.select_related("submission", "indicator", "agency", "period").get(
            agency__code=entry["agency"],
            indicator__code=entry["indicator"],
            period=periods[parse_slug(entry["period"])],
        )
        if "decided_on" in entry:
            _write_approved(figure, entry, people)
        else:
            _write_waiting(figure, entry, people)


def _write_waiting(figure: Figure, entry: dict, people: dict[str, User]) -> None:
    old = parts_to_json(figure.parts)
    figure.numerator -= entry["new_numerator_less"]
    correction = Correction.objects.create(
        figure=figure,
        old=old,
        new=parts_to_json(figure.parts),
        reason=entry["reason"],
        requested_by=people[reporter_of(entry["agency"])],
        requested_at=_morning(entry["asked_on"]),
    )
    ActionRecord.note(correction.requested_by, "đề nghị đính chính số liệu", correction)


def _write_approved(figure: Figure, entry: dict, people: dict[str, User]) -> None:
    """The figure on file is the corrected one already; what stood before is made from it."""
    after, new = content_of(figure), parts_to_json(figure.parts)
    figure.numerator += entry["add_to_numerator"]
    before, old = content_of(figure), parts_to_json(figure.parts)
    decided_at = _morning(entry["decided_on"])
    correction = Correction.objects.create(
        figure=figure,
        state=Correction.State.APPROVED,
        old=old,
        new=new,
        reason=entry["reason"],
        answer=entry["answer"],
        requested_by=people[reporter_of(entry["agency"])],
        requested_at=_morning(entry["asked_on"]),
        decided_by=people[CHECKER],
        decided_at=decided_at,
    )
    Figure.objects.filter(pk=figure.pk).update(corrected_at=decided_at, changed_at=decided_at, revision=2)
    lost, found = differences(before, after)
    FigureChange.objects.create(
        figure=figure,
        at=decided_at,
        by=correction.requested_by,
        way=Way.CORRECTION,
        old=lost,
        new=found,
        revision=2,
    )
    SubmissionEvent.objects.create(
        submission=figure.submission,
        kind=SubmissionEvent.Kind.CORRECTED,
        at=decided_at,
        by=people[CHECKER],
        reason=f"{figure.indicator.name}, {figure.agency}. {entry['reason']}",
    )
    ActionRecord.note(people[CHECKER], "duyệt đính chính số liệu", correction)


def write_opening(agencies: dict[str, Agency], periods: dict[Period, ReportingPeriod], people: dict[str, User]) -> None:
    """A closed period that one agency may still fill in."""
    entry = read("cycle")["opening"]
    opening = PeriodOpening.objects.create(
        period=periods[parse_slug(entry["period"])],
        agency=agencies[entry["agency"]],
        office=agencies[SAMPLE_PROVINCE],
        last_day=entry["last_day"],
        reason=entry["reason"],
        by=people[OFFICE],
        at=_morning(entry["on"]),
    )
    ActionRecord.note(people[OFFICE], "mở riêng kỳ báo cáo cho đơn vị", opening, reason=opening.reason)


def write_task_reports(periods: dict[Period, ReportingPeriod]) -> None:
    """What each department says of its tasks with its report of the last quarter, and how many of them are done."""
    entry = read("cycle")["tasks"]
    period = periods[parse_slug(entry["period"])]
    reports = Submission.objects.filter(form__code=entry["form"], period=period).select_related("agency", "period")
    lines = lines_asked(list(reports))
    for line in lines:
        if line.submission.state != Submission.State.EMPTY:
            _say(line, entry["nothing_yet"])
    TaskLine.objects.bulk_create(lines)
    for figure in Figure.objects.filter(submission__in=reports, indicator__source_kind=SourceKind.COMPUTED):
        _count(figure)


def _say(line: TaskLine, nothing_yet: str) -> None:
    """As the newest report on the task has it, up to the end of the period."""
    report, last_day = line.submission, line.submission.data_to
    line.recorded_by, line.recorded_at = report.changed_by, report.prepared_at
    newest = line.task.reports.filter(reported_on__lte=last_day).first()
    if newest is None:
        line.percent, line.result = 0, nothing_yet
        return
    line.percent, line.done_on, line.result = newest.percent, newest.done_on, newest.result
    line.difficulty = newest.difficulty
    if report.state == Submission.State.APPROVED:
        line.report = newest


def _count(figure: Figure) -> None:
    report = figure.submission
    if report.state == Submission.State.EMPTY:
        return
    figure.take(task_completion(report))
    figure.recorded_by, figure.recorded_at = report.changed_by, report.prepared_at
    figure.save()


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=get_current_timezone()) + timedelta(minutes=day.day)
