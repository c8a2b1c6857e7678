"""Opening a period for a form, an office's own dates, closing: what binds reports to their periods."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.locks import tree_lock
from agencies.models import Agency
from periods import actions as period_actions
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import Calendar, PeriodDays, periods_of
from targets import rollup
from targets.actions.task_lines import write_task_lines
from targets.models import Figure, ReportForm, Submission, SubmissionEvent
from targets.owed import OwedCell, cells_owed
from targets.terms import Typed


@dataclass(frozen=True, slots=True)
class Opened:
    """What an opening wrote; zero where everything owed was there already. `kept`: reports already sent, left alone."""

    reports: int = 0
    figures: int = 0
    kept: int = 0


@transaction.atomic
def open_period(*, by: User, form: ReportForm, period: ReportingPeriod, today: date) -> Opened:
    """Write what is owed: one report for each agency, one empty figure for each cell. Adds only what is missing.

    From here on "expected" means these rows, whatever later happens to the form, its groups or the tree. A report
    already sent keeps the cells that it was sent with.
    """
    tree_lock()  # alone: thousands of reports may be owed from now on, and all totals above them change
    period = ReportingPeriod.objects.select_for_update().get(pk=period.pk)  # openings of a period queue up here
    book = DateBook.load([period])
    require_openable(form, period, book, today)
    by_reporter = _grouped(cells_owed(form, period, book))
    reports = {row.agency_id: row for row in Submission.objects.filter(form=form, period=period)}
    missing = [cells[0].reporter for pk, cells in by_reporter.items() if pk not in reports]
    made = _write_reports(by, form, period, {agency: book.days(period, agency) for agency in missing})
    reports |= {row.agency_id: row for row in made}
    figures, kept = _write_figures(by_reporter, reports, period)
    tasks = write_task_lines(form=form, period=period)
    if figures:
        rollup.recount_reports(report.pk for report in reports.values())
    opened = Opened(len(made), figures, kept)
    if made or figures or tasks:
        counts = {"reports": len(made), "figures": figures, "tasks": tasks}
        ActionRecord.note(by, "mở kỳ báo cáo", form, period=period.key.slug, **counts)
    return opened


def require_openable(form: ReportForm, period: ReportingPeriod, book: DateBook, today: date) -> None:
    """A form opens the periods of its own calendar, from the day on which entry opens, while they are not closed."""
    if period.key not in periods_of(Calendar(form.calendar), period.year):
        raise ValidationError(f"{form} không báo cáo theo kỳ này.")
    opens_on = book.days(period, form.owner).opens_on
    if today < opens_on:
        raise ValidationError(
            f"{period} mở nhập từ ngày {opens_on:%d/%m/%Y}. Muốn mở sớm hơn, đặt ngày riêng của cơ quan và ghi lý do."
        )
    if closing := book.closing(period, form.owner):
        raise ValidationError(f"{period} đã được {closing.office} khoá; mở lại kỳ trước.")


def _grouped(cells: list[OwedCell]) -> dict[int, list[OwedCell]]:
    by_reporter: dict[int, list[OwedCell]] = defaultdict(list)
    for cell in cells:
        by_reporter[cell.reporter.pk].append(cell)
    return by_reporter


def _write_reports(
    by: User, form: ReportForm, period: ReportingPeriod, days_of: dict[Agency, PeriodDays]
) -> list[Submission]:
    reports = [
        Submission(
            agency=agency,
            form=form,
            period=period,
            data_from=days.starts_on,
            data_to=days.ends_on,
            due_on=days.due_on,
            changed_by=by,
        )
        for agency, days in days_of.items()
    ]
    made = Submission.objects.bulk_create(reports)
    opened = SubmissionEvent.Kind.OPENED
    SubmissionEvent.objects.bulk_create(SubmissionEvent(submission=row, kind=opened, by=by) for row in made)
    return made


def _write_figures(
    by_reporter: dict[int, list[OwedCell]], reports: dict[int, Submission], period: ReportingPeriod
) -> tuple[int, int]:
    """The empty figures that are missing; and how many sent reports lack cells that they will not be given."""
    written = set(Figure.objects.filter(submission__in=reports.values()).values_list("agency_id", "indicator_id"))
    figures, kept = [], set()
    for reporter, cells in by_reporter.items():
        for cell in cells:
            if cell.key in written:
                continue
            if reports[reporter].is_open:
                figures.append(_empty_figure(cell, reports[reporter], period))
            else:
                kept.add(reporter)
    Figure.objects.bulk_create(figures, batch_size=500)
    return len(figures), len(kept)


def _empty_figure(cell: OwedCell, report: Submission, period: ReportingPeriod) -> Figure:
    return Figure(
        submission=report,
        line=cell.line,
        agency=cell.about,
        reported_by=cell.reporter,
        indicator_id=cell.line.indicator_id,
        period=period,
        typed=Typed(cell.line.typed),
        is_sample=cell.reporter.is_sample,
    )


@transaction.atomic
def set_dates(
    *, by: User, office: Agency, period: ReportingPeriod, days: dict[str, date | None], reason: str, today: date
) -> int:
    """An office's own days for a period. Says how many reports already written have moved with it.

    A report never sent whose due day is still ahead takes the new due day; one of which nothing was typed also the new
    data days. Old lateness is never rewritten.
    """
    tree_lock()  # alone: whoever confirms a report meanwhile would be counted with the old day
    period_actions.set_dates(by=by, office=office, period=period, days=days, reason=reason)
    book = DateBook.load([period])
    waiting = Submission.objects.select_for_update(of=("self",)).filter(
        period=period, agency__path__startswith=office.path, first_submitted_at__isnull=True, due_on__gte=today
    )
    moved = [report for report in waiting.select_related("agency") if _move(report, book.days(period, report.agency))]
    Submission.objects.bulk_update(moved, ["due_on", "data_from", "data_to", "revision"])
    rollup.recount_reports(report.pk for report in moved)
    return len(moved)


def _move(report: Submission, days: PeriodDays) -> bool:
    before = (report.due_on, report.data_from, report.data_to)
    report.due_on = days.due_on
    if report.state == Submission.State.EMPTY:
        report.data_from, report.data_to = days.starts_on, days.ends_on
    if before == (report.due_on, report.data_from, report.data_to):
        return False
    report.revision += 1
    return True
