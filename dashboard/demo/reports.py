"""Two years of reporting in the sample province: who sent what and when, what was confirmed, what came back.

Written as the actions of targets/ leave it, only with days of the past: cells by `cells_owed`, a sender and another
person who confirms, every step an event.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils.timezone import get_current_timezone

from accounts.models import User
from agencies.models import Agency
from dashboard.demo.agencies import SAMPLE_PROVINCE
from dashboard.demo.figures import Parts, parts_of
from dashboard.demo.people import reporter_of
from dashboard.demo.reading import read
from periods import actions as period_actions
from periods.dates import DateBook
from periods.models import PeriodDates, ReportingPeriod
from periods.period import Calendar, Period, PeriodKind, parse_slug, periods_of
from targets.models import Exemption, Figure, Indicator, ReportForm, Submission, SubmissionEvent
from targets.owed import OwedCell, cells_owed
from targets.terms import SourceKind, Typed

State, Event = Submission.State, SubmissionEvent.Kind
OUTSIDE_YEAR, REPORTED_YEARS = 2024, (2025, 2026)
BATCH = 400
OFFICE, CHECKER = "vanphong", "noivu"


@dataclass(frozen=True)
class Story:
    """What became of one report: its state, when it was sent, and why it came back on the way."""

    state: State
    prepared_at: datetime
    sent_at: datetime
    returns: tuple[str, ...] = ()

    @property
    def sendings(self) -> list[datetime]:
        """The moments it was sent: once more after each return, and not after the last one where that still stands."""
        times = len(self.returns) + (self.state != State.RETURNED)
        return [self.sent_at + timedelta(days=2 * number) for number in range(times)]

    @property
    def decided_at(self) -> datetime:
        return self.sendings[-1] + timedelta(days=1, hours=2)


@dataclass
class Written:
    """Rows waiting for their bulk_create."""

    reports: list[Submission]
    events: list[SubmissionEvent]
    figures: list[Figure]


def write_periods(people: dict[str, User]) -> dict[Period, ReportingPeriod]:
    for year in (OUTSIDE_YEAR, *REPORTED_YEARS):
        period_actions.make_periods(by=people[OFFICE], year=year)
    return {period.key: period for period in ReportingPeriod.objects.all()}


def write_exemptions(agencies: dict[str, Agency], indicators: dict[str, Indicator], people: dict[str, User]) -> None:
    Exemption.objects.bulk_create(
        Exemption(
            agency=agencies[entry["agency"]],
            indicator=indicators[entry["indicator"]],
            reason=entry["reason"],
            by=people[OFFICE],
        )
        for entry in read("reports")["exempt"]
    )


def write_reports(
    forms: dict[str, ReportForm], periods: dict[Period, ReportingPeriod], people: dict[str, User]
) -> None:
    """Every report of every form whose data days are over, with its figures and events."""
    written = Written([], [], [])
    for form in forms.values():
        for period in _ended(form, periods):
            for cells in _cells_by_reporter(form, period).values():
                _write_report(written, form, period, cells, people)
    Submission.objects.bulk_create(written.reports, batch_size=BATCH)
    SubmissionEvent.objects.bulk_create(written.events, batch_size=BATCH)
    Figure.objects.bulk_create(written.figures, batch_size=BATCH)


def _ended(form: ReportForm, periods: dict[Period, ReportingPeriod]) -> Iterator[ReportingPeriod]:
    for year in REPORTED_YEARS:
        for key in periods_of(Calendar(form.calendar), year):
            if key.ends_on <= read("reports")["last_data_day"]:
                yield periods[key]


def _cells_by_reporter(form: ReportForm, period: ReportingPeriod) -> dict[int, list[OwedCell]]:
    by_reporter = defaultdict(list)
    for cell in cells_owed(form, period, DateBook([])):
        by_reporter[cell.reporter.pk].append(cell)
    return by_reporter


def _write_report(
    written: Written, form: ReportForm, period: ReportingPeriod, cells: list[OwedCell], people: dict[str, User]
) -> None:
    reporter = cells[0].reporter
    story = _story(reporter.code, form, period)
    sender = people[reporter_of(reporter.code)]
    checker = people[CHECKER if form.checker.code == "LG.SNV" else OFFICE]
    report = _report(reporter, form, period, story, sender, checker)
    report.changed_by = report.changed_by or people[OFFICE]
    written.reports.append(report)
    written.events.append(_opening(report, people[OFFICE]))
    written.events += _steps(report, story, sender, checker)
    written.figures += [_figure(cell, report, story, sender, checker) for cell in cells]


# --- The story of one report ---------------------------------------------------------------------------------------------


def _story(agency: str, form: ReportForm, period: ReportingPeriod) -> Story:
    chance = Random(f"{agency}/{form.code}/{period.key.slug}")
    sent_on = period.data_to + timedelta(days=chance.randint(1, 3))
    story = Story(
        state=State.APPROVED,
        prepared_at=_moment(period.data_to - timedelta(days=chance.randint(0, 3)), chance),
        sent_at=_moment(sent_on, chance),
    )
    return _as_planted(story, agency, form, period, chance)


def _as_planted(story: Story, agency: str, form: ReportForm, period: ReportingPeriod, chance: Random) -> Story:
    """The story as data/reports.toml has it, for the agency's own CCHC form."""
    if form.calendar != Calendar.CCHC or form.agencies.exists():
        return story
    place = (agency, period.key.slug)
    for late in read("reports")["late"]:
        if (late["agency"], late["period"]) == place:
            story = replace(story, sent_at=_moment(period.due_on + timedelta(days=late["days"]), chance))
    for planted in read("reports")["report"]:
        if (planted["agency"], planted["period"]) == place:
            story = replace(story, state=State(planted["state"]), returns=tuple(planted.get("returns", ())))
    return story


def _moment(day: date, chance: Random) -> datetime:
    """A moment of the working day."""
    at = time(chance.randint(8, 16), chance.randint(0, 59))
    return datetime.combine(day, at, tzinfo=get_current_timezone())


def _report(
    reporter: Agency, form: ReportForm, period: ReportingPeriod, story: Story, sender: User, checker: User
) -> Submission:
    report = Submission(
        agency=reporter,
        form=form,
        period=period,
        data_from=period.data_from,
        data_to=period.data_to,
        due_on=period.due_on,
        state=story.state,
    )
    if story.state == State.EMPTY:
        report.changed_at = _opened_at(period)
        return report
    report.prepared_at = report.changed_at = story.prepared_at
    report.changed_by, report.revision = sender, 2
    if story.state == State.LEADER:
        report.handed_at, report.handed_by = story.sent_at, sender
        report.changed_at, report.revision = story.sent_at, 3
    elif story.state != State.DRAFT:
        _send(report, story, sender)
    if story.state == State.APPROVED:
        report.approved_at = report.first_approved_at = story.decided_at
        report.approved_by = checker
    if story.state in (State.APPROVED, State.RETURNED):
        report.changed_by, report.changed_at = checker, story.decided_at
        report.revision += 1
    return report


def _send(report: Submission, story: Story, sender: User) -> None:
    report.first_submitted_at, report.submitted_at = story.sendings[0], story.sendings[-1]
    report.submitted_by = sender
    report.changed_at = report.submitted_at
    report.revision += 2 * len(story.returns) + 1


def _opened_at(period: ReportingPeriod) -> datetime:
    return datetime.combine(period.opens_on, time(8), tzinfo=get_current_timezone())


def _opening(report: Submission, office: User) -> SubmissionEvent:
    return SubmissionEvent(submission=report, kind=Event.OPENED, at=_opened_at(report.period), by=office)


def _steps(report: Submission, story: Story, sender: User, checker: User) -> Iterator[SubmissionEvent]:
    """What happened after the opening."""
    if report.prepared_at:
        yield SubmissionEvent(submission=report, kind=Event.PREPARED, at=story.prepared_at, by=sender)
    if report.handed_at:
        yield SubmissionEvent(submission=report, kind=Event.HANDED, at=story.sent_at, by=sender)
    if report.first_submitted_at:
        yield from _sendings_and_returns(report, story, sender, checker)
    if report.state == State.APPROVED:
        yield SubmissionEvent(submission=report, kind=Event.APPROVED, at=story.decided_at, by=checker)


def _sendings_and_returns(report: Submission, story: Story, sender: User, checker: User) -> Iterator[SubmissionEvent]:
    for number, at in enumerate(story.sendings):
        yield SubmissionEvent(submission=report, kind=Event.SUBMITTED, at=at, by=sender)
        if number < len(story.returns):
            returned_at, reason = at + timedelta(days=1), story.returns[number]
            yield SubmissionEvent(submission=report, kind=Event.RETURNED, at=returned_at, by=checker, reason=reason)


# --- Its figures -------------------------------------------------------------------------------------------------------------


def _figure(cell: OwedCell, report: Submission, story: Story, sender: User, checker: User) -> Figure:
    figure = Figure(
        submission=report,
        line=cell.line,
        agency=cell.about,
        reported_by=cell.reporter,
        indicator=cell.line.indicator,
        period=report.period,
        typed=Typed(cell.line.typed),
        is_sample=True,
    )
    if report.state != State.EMPTY and cell.line.indicator.source_kind != SourceKind.COMPUTED:
        _fill(figure, parts_of(cell.line.indicator.code, cell.about.code, report.period.key))
        figure.recorded_by, figure.recorded_at = sender, story.prepared_at
        figure.changed_at = story.prepared_at
    if report.state == State.APPROVED:
        figure.approved_at, figure.approved_by = story.decided_at, checker
    return figure


def _fill(figure: Figure, parts: Parts) -> None:
    for name, part in parts.items():
        setattr(figure, name, part)
    planted = _planted_figures().get((figure.agency.code, figure.period.key.slug, figure.indicator.code))
    if planted:
        figure.note = planted.get("note", "")
        figure.cause_and_remedy = planted.get("cause", "")
        _bend(figure, planted)


def _planted_figures() -> dict[tuple[str, str, str], dict]:
    return {(entry["agency"], entry["period"], entry["indicator"]): entry for entry in read("reports")["figure"]}


def _bend(figure: Figure, planted: dict) -> None:
    """Make a figure wrong on purpose."""
    divisor = planted.get("divided_by", 1)
    figure.numerator = figure.numerator // divisor + planted.get("add_to_numerator", 0)
    figure.denominator = figure.denominator // divisor


# --- What came after --------------------------------------------------------------------------------------------------------


def close_periods(agencies: dict[str, Agency], periods: dict[Period, ReportingPeriod], people: dict[str, User]) -> None:
    """The province closes what is settled, each period a month after its due day."""
    for slug in read("reports")["closed"]:
        period = periods[parse_slug(slug)]
        closed_on = period.due_on + timedelta(days=30)
        office = agencies[SAMPLE_PROVINCE]
        period_actions.close(by=people[OFFICE], office=office, period=period, today=closed_on)
    for own in PeriodDates.objects.select_related("period"):
        own.closed_at = datetime.combine(own.period.due_on, time(16), tzinfo=get_current_timezone()) + timedelta(
            days=30
        )
        own.save(update_fields=["closed_at"])


def write_outside_figures(
    agencies: dict[str, Agency],
    indicators: dict[str, Indicator],
    periods: dict[Period, ReportingPeriod],
    people: dict[str, User],
) -> None:
    """Ranks and indices that others published, each recorded by one person and confirmed by another."""
    province = agencies[SAMPLE_PROVINCE]
    for entry in read("reports")["outside"]:
        published = read("indicators")["expected"][str(entry["year"])]
        at = datetime.combine(published, time(9), tzinfo=get_current_timezone())
        Figure.objects.create(
            indicator=indicators[entry["indicator"]],
            agency=province,
            reported_by=province,
            period=periods[Period(PeriodKind.YEAR, entry["year"])],
            typed=Typed.AS_OF,
            value=Decimal(entry["value"]),
            out_of=entry.get("out_of"),
            source=entry["source"],
            recorded_by=people[CHECKER],
            recorded_at=at,
            approved_by=people[OFFICE],
            approved_at=at + timedelta(days=1),
            changed_at=at,
            is_sample=True,
        )
