"""The share of tasks done as a line of a form: who may ask for it, how it reads, how it is judged."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.roles import Role
from agencies.models import Agency
from periods.period import Calendar
from plans.actions import report_progress
from plans.models import ProgressReport
from targets.actions.figures import save_and_send
from targets.actions.periods import open_period
from targets.actions.report_forms import FormValues, LineRefused, LineValues, create_form
from targets.actions.submissions import approve
from targets.asked import asked_of
from targets.checks import Parts
from targets.judging import Board
from targets.led_tasks import task_completion
from targets.models import Target
from targets.sheet import figure_words
from targets.terms import Kind, Path, SourceKind, Typed, Verdict
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def share(province):
    return make.indicator(
        "Tỷ lệ nhiệm vụ hoàn thành", Kind.RATIO_OF_STOCKS, source_kind=SourceKind.COMPUTED, owner=province
    )


def test_the_share_reads_as_a_count_of_tasks(share):
    parts = Parts(numerator=Decimal(17), denominator=Decimal(62))
    assert figure_words(asked_of(share, Typed.AS_OF), parts) == ("17/62 nhiệm vụ", "27,4%")


def created(province, **line):
    values = FormValues(
        f"TD{make.number()}", "Tiến độ nhiệm vụ", province, province, Calendar.CCHC, agencies=[province]
    )
    return create_form(by=make.user(province), values=values, lines=[LineValues(**line)])


def test_a_form_asks_for_the_share_as_of_a_day(province, share):
    assert created(province, indicator=share).lines.get().typed == Typed.AS_OF
    with pytest.raises(LineRefused, match="thời điểm"):
        created(province, indicator=share, typed=Typed.CUMULATIVE)


def test_nobody_gives_the_share_for_others(province, share):
    members = make.group(make.agency("UBND xã An Bình", parent=province), owner=province)
    with pytest.raises(LineRefused, match="từng đơn vị báo cáo"):
        created(province, indicator=share, about_group=members)


def test_the_share_is_judged_like_any_other_figure(province, share):
    target = make.target(province, share, value=Decimal(80), path=Path.HOLD)
    by = make.user(province)
    report = make.submission(province, make.report_form(share, owner=province), make.period(), state="draft")
    report.figures.update(numerator=17, denominator=62, approved_at=make.NOON, approved_by=by)
    board = Board(Target.objects.filter(pk=target.pk), office=province, year=2026, today=TODAY)
    assert (board.results[0].attainment.verdict, board.results[0].shown) == (Verdict.BEHIND, "27,4%")


def test_once_confirmed_the_share_stays_whatever_is_done_later(province, share):
    """The report of Quý I said 0/1; the task is finished afterwards: that counts in the next report, not in this one."""
    department = make.agency("Sở Nội vụ", parent=province, kind=Agency.Kind.DEPARTMENT)
    task = make.task(make.plan(province), lead_agency=department)
    form = make.report_form(share, owner=province)
    form.agencies.add(department)
    office, person = make.user(province), make.user(department, Role.REPORTER)
    open_period(by=office, form=form, period=make.period(), today=TODAY)
    report = form.submissions.get()
    assert not save_and_send(by=person, submission=report, revision=report.revision, entries={}, today=TODAY)
    report.refresh_from_db()
    approve(by=office, submission=report, revision=report.revision)
    told = ProgressReport(task=task, reported_on=TODAY, percent=100, done_on=date(2026, 3, 1), result="Đã ban hành")
    report_progress(by=person, report=told, today=TODAY)
    figure = report.figures.get()
    assert (figure.numerator, figure.denominator) == (0, 1)
    assert task_completion(report).numerator == 1
