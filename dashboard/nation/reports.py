"""The reports of the made-up nation and their figures, as lines for `bulk`: one agency after the other, nothing kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency
from dashboard.nation import codes
from dashboard.nation.amounts import (
    FROM_JULY,
    NOT_GIVEN,
    PARTS,
    UNTIL_JULY,
    WHOLE_YEAR,
    AgencyYears,
    Reports,
    leaning,
)
from dashboard.nation.measures import Catalogue
from dashboard.nation.sizes import Size
from dashboard.nation.standing import APPROVED, DRAFT, EMPTY, RETURNED, Story, stories
from dashboard.nation.units import REORGANISED_ON, Unit
from periods.models import ReportingPeriod
from periods.period import Calendar, Period, periods_of
from targets.models import FormLine
from targets.owed import day_that_counts

SUBMISSION_COLUMNS = (
    *("id", "agency_id", "form_id", "period_id", "data_from", "data_to", "due_on", "state", "prepared_at", "handed_at"),
    *("handed_by_id", "first_submitted_at", "submitted_at", "submitted_by_id", "first_approved_at", "approved_at"),
    *("approved_by_id", "changed_by_id", "changed_at", "revision"),
)
EVENT_COLUMNS = ("id", "submission_id", "kind", "at", "by_id", "reason")
FIGURE_COLUMNS = (
    *("id", "line_id", "indicator_id", "typed", *PARTS, "submission_id", "agency_id", "reported_by_id", "period_id"),
    *("recorded_by_id", "recorded_at", "approved_at", "approved_by_id", "changed_at"),
    *("out_of", "note", "cause_and_remedy", "explanation", "source", "corrected_at", "is_sample", "revision"),
)
UNUSED = "\\N\t\t\t\t\t\\N\t1\t1"  # the last eight columns of a figure
NONE = "\\N"
MORNING, OPENED_AT = "02:00:00", "01:00:00"  # UTC: 9:00 and 8:00 in Hà Nội
REASON = "Đề nghị rà soát lại số liệu, đối chiếu với hệ thống một cửa trước khi gửi."
FIRST_HALF = 2


@dataclass(frozen=True, eq=False)
class Owing:
    """One agency that owes one form: for which periods, who sends it and who confirms it."""

    unit: Unit
    form: int
    lines: list[FormLine]
    periods: list[ReportingPeriod]
    sender: int
    checker: int
    waits: bool
    is_reliable: bool
    is_long: bool = False


@dataclass(frozen=True)
class Report:
    pk: int
    owing: Owing
    period: ReportingPeriod
    story: Story


class ReportMaker:
    """Tells every report in the same order as often as it is asked: once for each table that is written of it."""

    def __init__(
        self,
        units: list[Unit],
        size: Size,
        seed: int,
        years: range,
        periods: dict[Period, ReportingPeriod],
        catalogue: Catalogue,
        people: dict[str, User],
    ):
        self.units, self.size, self.seed, self.catalogue, self.people = units, size, seed, catalogue, people
        self.asked = [periods[key] for year in years for key in periods_of(Calendar.CCHC, year)]
        long_years = range(codes.LAST_YEAR - size.long_years + 1, codes.LAST_YEAR + 1)
        self.asked_long = [periods[key] for year in long_years for key in periods_of(Calendar.CCHC, year)]
        self.waiting = self._waiting()

    def _waiting(self) -> set[str]:
        """Who of the first province has sent the last report and waits: spread over its units, the deepest among them."""
        reporting = [u.code for u in self.units if u.reports_to == codes.FIRST_PROVINCE and not u.dissolved]
        step = max(len(reporting) // self.size.waiting, 1)
        return {codes.DEEPEST, *reporting[::step][: self.size.waiting]} - {codes.FIRST_COMMUNE}

    # --- who owes what ----------------------------------------------------------------------------------------------------

    def owings(self) -> Iterator[Owing]:
        for unit in self.units:
            if unit.kind == "province":
                yield self._owing(unit, codes.PROVINCE_FORM, codes.ROOT, self.asked)
            if unit.work:
                yield self._owing(unit, codes.unit_form(unit.reports_to), unit.reports_to, self.asked)
            if unit.kind == "commune" and unit.reports_to == codes.FIRST_PROVINCE:
                form = codes.long_form(codes.FIRST_PROVINCE)
                yield self._owing(unit, form, unit.reports_to, self.asked_long, is_long=True)

    def _owing(
        self, unit: Unit, form: str, checker: str, periods: list[ReportingPeriod], *, is_long: bool = False
    ) -> Owing:
        return Owing(
            unit=unit,
            form=self.catalogue.forms[form].pk,
            lines=self.catalogue.lines[form],
            periods=[period for period in periods if asked_on(unit.founded, unit.dissolved, period)],
            sender=self.people[codes.username(unit.code, Role.REPORTER)].pk,
            checker=self.people[codes.username(checker, Role.OFFICE)].pk,
            waits=unit.code in self.waiting and not is_long,
            is_reliable=unit.code in (codes.DEEPEST, codes.FIRST_COMMUNE) or unit.kind == "province",
            is_long=is_long,
        )

    def reports(self) -> Iterator[Report]:
        number = 0
        for owing in self.owings():
            due_days = [period.due_on for period in owing.periods]
            told = stories(
                self.seed, f"{owing.form}/{owing.unit.code}", due_days, waits=owing.waits, is_reliable=owing.is_reliable
            )
            for period, story in zip(owing.periods, told, strict=True):
                number += 1
                yield Report(number, owing, period, story)

    # --- lines ------------------------------------------------------------------------------------------------------------

    def submissions(self) -> Iterator[str]:
        return map(_submission, self.reports())

    def events(self) -> Iterator[str]:
        steps = (step for report in self.reports() for step in _steps(report))
        return (f"{pk}\t{step}" for pk, step in enumerate(steps, start=1))

    def figures(self) -> Iterator[str]:
        pk = 0
        for owing, reports in groupby(self.reports(), key=lambda report: report.owing):
            heads = [f"{line.pk}\t{line.indicator_id}\t{line.typed}" for line in owing.lines]
            for period, cells in self._cells(owing, reports):
                tail = _tail(period)
                for head, cell in zip(heads, cells, strict=True):
                    pk += 1
                    yield f"{pk}\t{head}\t{cell}\t{tail}"

    def _cells(self, owing: Owing, reports: Iterator[Report]) -> Iterator[tuple[Report, list[str]]]:
        """Each report of one agency and form with the parts of its figures, in the order of the form's lines."""
        unit, leans = owing.unit, leaning(self.seed, owing.unit.reports_to or owing.unit.code)
        years = AgencyYears(self.seed, f"{owing.form}/{unit.code}", unit.work or "province", leans)
        for year, of_year in groupby(reports, key=lambda report: report.period.year):
            rows = self._rows(owing, years, year)
            for report in of_year:
                place = periods_of(Calendar.CCHC, year).index(report.period.key)
                yield report, given(report.story.state, [row[place] for row in rows])

    def _rows(self, owing: Owing, years: AgencyYears, year: int) -> list[Reports]:
        if owing.is_long:
            return years.ratios(len(owing.lines))
        amounts = years.year(year, lived_in(owing.unit, year))
        return [amounts[line.indicator.code] for line in owing.lines]


@lru_cache(maxsize=512)
def _asked(founded: date | None, dissolved: date | None, key: Period, last_day: date) -> bool:
    agency = Agency(founded_on=founded, dissolved_on=dissolved)
    return (
        day_that_counts(agency, ReportingPeriod(kind=key.kind, year=key.year, order=key.order), Calendar.CCHC, last_day)
        is not None
    )


def asked_on(founded: date | None, dissolved: date | None, period: ReportingPeriod) -> bool:
    """Whether an agency of this life owes a report of the period: the rule by which periods are opened."""
    return _asked(founded, dissolved, period.key, period.data_to)


def lived_in(unit: Unit, year: int) -> tuple[int, ...]:
    """How much of each quarter's work was its own."""
    if year != REORGANISED_ON.year or not (unit.founded or unit.dissolved):
        return WHOLE_YEAR
    return UNTIL_JULY if unit.dissolved else FROM_JULY


def given(state: str, cells: list[str]) -> list[str]:
    """What of the figures is there: nothing of an empty report, the first half of a draft."""
    there = {EMPTY: 0, DRAFT: len(cells) // FIRST_HALF}.get(state, len(cells))
    return cells[:there] + [NOT_GIVEN] * (len(cells) - there)


@lru_cache(maxsize=8192)
def _at(ordinal: int | None, time: str = MORNING) -> str:
    return NONE if ordinal is None else f"{date.fromordinal(ordinal).isoformat()} {time}"


def _opened(period: ReportingPeriod) -> str:
    return _at(min(period.opens_on, codes.SEEN_ON).toordinal(), OPENED_AT)


def _submission(report: Report) -> str:
    story, owing, period = report.story, report.owing, report.period
    sender = owing.sender if story.sent else NONE
    confirmed, checker = _at(story.confirmed), owing.checker if story.confirmed else NONE
    changed = _at(story.confirmed or story.sent or story.begun) if story.begun else _opened(period)
    changed_by = owing.checker if story.state in (APPROVED, RETURNED) else owing.sender if story.begun else NONE
    revision = 1 + sum(day is not None for day in (story.begun, story.sent, story.returned, story.confirmed))
    return (
        f"{report.pk}\t{owing.unit.pk}\t{owing.form}\t{period.pk}\t{period.data_from}\t{period.data_to}\t{period.due_on}"
        f"\t{story.state}\t{_at(story.begun)}\t{NONE}\t{NONE}\t{_at(story.first_sent)}\t{_at(story.sent)}\t{sender}"
        f"\t{confirmed}\t{confirmed}\t{checker}\t{changed_by}\t{changed}\t{revision}"
    )


def _steps(report: Report) -> Iterator[str]:
    """What happened to a report, each as the columns of its event after the number."""
    story, owing, pk = report.story, report.owing, report.pk
    yield f"{pk}\topened\t{_opened(report.period)}\t{owing.checker}\t"
    if story.begun:
        yield f"{pk}\tprepared\t{_at(story.begun)}\t{owing.sender}\t"
    if story.first_sent:
        yield f"{pk}\tsubmitted\t{_at(story.first_sent)}\t{owing.sender}\t"
    if story.returned:
        yield f"{pk}\treturned\t{_at(story.returned)}\t{owing.checker}\t{REASON}"
    if story.sent != story.first_sent:
        yield f"{pk}\tsubmitted\t{_at(story.sent)}\t{owing.sender}\t"
    if story.confirmed:
        yield f"{pk}\tapproved\t{_at(story.confirmed)}\t{owing.checker}\t"


def _tail(report: Report) -> str:
    """The columns of a figure that are the same for the whole report."""
    story, owing, agency = report.story, report.owing, report.owing.unit.pk
    sender = owing.sender if story.begun else NONE
    begun, confirmed = _at(story.begun), _at(story.confirmed)
    changed = begun if story.begun else _opened(report.period)
    checker = owing.checker if story.confirmed else NONE
    return f"{report.pk}\t{agency}\t{agency}\t{report.period.pk}\t{sender}\t{begun}\t{confirmed}\t{checker}\t{changed}\t{UNUSED}"
