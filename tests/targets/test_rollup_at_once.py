"""Many people at once while the tree changes: every confirmation counts once or is refused, whoever comes first."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from agencies.actions import reorganise
from agencies.models import Agency
from periods.period import Calendar, periods_of
from targets import rollup
from targets.actions import corrections, submissions
from targets.checks import Parts
from targets.judging import Board
from targets.models import Figure, MapView, Submission, SubmissionEvent, Target
from targets.terms import Scope
from tests import make
from tests.targets.rolling import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.stored_totals]

Q1, HALF, Q3, WHOLE = periods_of(Calendar.CCHC, 2026)
TODAY = date(2026, 9, 20)
COMMUNES = 50 if connection.vendor == "postgresql" else 12  # SQLite lets one in at a time


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment(TODAY))


@pytest.fixture
def officer():
    return make.user()


class Province:
    """Five levels: the province, two regions, districts, communes, and a centre below each; all communes have sent."""

    def __init__(self, communes: int):
        self.top = make.agency("Tỉnh")
        self.regions = [make.agency(f"Vùng {number}", parent=self.top) for number in range(2)]
        self.districts = [make.agency(parent=region) for region in self.regions for _ in range(2)]
        self.communes = [
            make.agency(f"Xã {number}", parent=self.districts[number % len(self.districts)])
            for number in range(communes)
        ]
        self.centres = [make.agency(f"Trung tâm {commune.name}", parent=commune) for commune in self.communes]
        self.indicators = [make.indicator() for _ in range(3)]
        self.form = make.report_form(*self.indicators, owner=self.top)
        self.reporter = make.user()
        plan, group = make.plan(self.top), make.group(*self.communes, owner=self.top)
        for measured in self.indicators:
            make.target(self.top, measured, within=plan, value=50)
            make.target(None, measured, within=plan, value=50, scope=Scope.EACH, judged_group=group)

    def send(self, *periods) -> list[Submission]:
        """The reports of all centres; number n has n of 100 in each of its figures."""
        sent = {"state": "submitted", "submitted_by": self.reporter, "submitted_at": make.NOON}
        reports = [
            make.submission(centre, self.form, row_of(key), first_submitted_at=make.NOON, **sent)
            for key in periods
            for centre in self.centres
        ]
        for number, report in enumerate(reports):
            report.figures.update(numerator=number % 100, denominator=100)
        return reports


def row_of(key):
    return make.period(key.kind, key.year, key.order)


def at_once(*acts) -> list[Exception | None]:
    """Start all acts together; what each was refused or broken with, None where it was done."""
    start = threading.Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait()
            act()
        except Exception as fault:
            return fault
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def approval(report: Submission, officer):
    return lambda: submissions.approve(by=officer, submission=report, revision=report.revision)


def agrees_with_figures(top: Agency, by_hand: Decimal | None) -> None:
    """Stored totals are what the figures give; and the whole province is what was added by hand, on either map."""
    assert list(rollup.differences(today=TODAY)) == []
    for view in MapView:
        board = Board(Target.objects.order_by("pk"), office=top, year=2026, today=TODAY, view=view)
        totals = [result.attainment.stretch.total.amount for result in board.results if not result.is_of_members]
        assert {amount and amount.value for amount in totals} == {by_hand}


def confirmed_by_hand(*reports: Submission) -> Decimal:
    figures = Figure.objects.filter(submission__in=reports, approved_at__isnull=False)
    return sum((figure.numerator for figure in figures), Decimal(0)) / 3


def test_a_whole_province_is_confirmed_at_once_while_one_commune_moves_and_two_merge(officer):
    province = Province(COMMUNES)
    reports = province.send(Q3)
    mover, first, second, heir = province.communes[:4]
    rollup.rebuild(today=TODAY)
    faults = at_once(
        *[approval(report, officer) for report in reports],
        lambda: reorganise.place(by=None, agency=mover, parent=province.regions[1], day=date(2026, 7, 1), today=TODAY),
        lambda: reorganise.merge(
            by=None, predecessors=[first, second], successor=heir, day=date(2026, 8, 1), today=TODAY
        ),
    )
    assert [fault for fault in faults if fault and not isinstance(fault, ValidationError)] == []
    assert faults[COMMUNES:] == [None, None]
    assert Submission.objects.filter(state="approved").count() == faults[:COMMUNES].count(None) == COMMUNES
    agrees_with_figures(province.top, confirmed_by_hand(*reports))


def test_two_reports_of_one_agency_confirmed_at_once_both_count(officer):
    """Quý III is added to the half year whichever is confirmed first; each reads what the other has just written."""
    province = Province(6)
    reports = province.send(HALF, Q3)
    rollup.rebuild(today=TODAY)
    assert set(at_once(*[approval(report, officer) for report in reports])) == {None}
    agrees_with_figures(province.top, confirmed_by_hand(*reports))


def test_a_correction_and_a_confirmation_at_once_both_count(officer):
    province = Province(4)
    halves, thirds = (province.send(key) for key in (HALF, Q3))
    for report in halves:
        submissions.approve(by=officer, submission=report, revision=report.revision)
    asked = [
        corrections.request_correction(
            by=province.reporter,
            figure=figure,
            revision=figure.revision,
            parts=Parts(numerator=Decimal(77), denominator=Decimal(100)),
            reason="Đếm trùng.",
            today=TODAY,
        )
        for report in halves
        for figure in report.figures.all()
    ]
    rollup.rebuild(today=TODAY)
    agreed = [
        lambda one=one: corrections.approve_correction(by=officer, correction=one, answer="Đồng ý.", today=TODAY)
        for one in asked
    ]
    assert set(at_once(*agreed, *[approval(report, officer) for report in thirds])) == {None}
    agrees_with_figures(province.top, confirmed_by_hand(*halves, *thirds))


def test_a_connection_that_is_cut_in_mid_approval_leaves_nothing_half_written(officer, monkeypatch):
    """Cut when the totals are written and the results of units are not; the next try does all of it."""
    province = Province(2)
    [report, _] = province.send(Q3)
    rollup.rebuild(today=TODAY)
    with monkeypatch.context() as cut:
        cut.setattr(rollup.unit_results, "recount", lambda *args, **fields: cut_off())
        [fault] = at_once(approval(report, officer))
    assert isinstance(fault, DatabaseError | InterfaceError)
    assert Submission.objects.get(pk=report.pk).state == "submitted"
    assert not SubmissionEvent.objects.exists()
    agrees_with_figures(province.top, by_hand=None)
    assert at_once(approval(report, officer)) == [None]
    agrees_with_figures(province.top, confirmed_by_hand(report))


def cut_off() -> None:
    """The end of this thread's connection, as when the server dies or the line breaks."""
    if connection.vendor == "sqlite":
        connection.connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
