"""What a consolidated table is read from: the form's lines, every figure below an agency, its plans; a few wide queries."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q

from agencies.models import Agency
from periods.dates import DateBook
from periods.models import ReportingPeriod
from periods.period import Period, PeriodDays, Span
from plans.models import Plan
from reports.table import Extent
from targets.evidence import Clock, Coverage, coverage
from targets.forest import Forest
from targets.judging import Board
from targets.models import Correction, Figure, FormLine, ReportForm, Target
from targets.places import Places
from targets.raw import Closings, Exemptions, Figures, exemptions_of
from targets.totals import Belonging


@dataclass(frozen=True)
class Question:
    """Which table is asked for. `with_sent`: count what was sent beside what is confirmed."""

    form: ReportForm
    period: ReportingPeriod
    agency: Agency
    extent: Extent
    today: date
    with_sent: bool = False

    @property
    def key(self) -> Period:
        return self.period.key

    @property
    def to_date(self) -> Span:
        """From the start of the year to the end of the period."""
        return Span(0, self.key.span.end)


class Ground:
    """Everything that the lines of one table need; each part is read once, when first asked for."""

    def __init__(self, question: Question):
        self.question = question

    @cached_property
    def lines(self) -> list[FormLine]:
        """The form's lines on the period's last day by law, and those that its reports of the period have; in order."""
        day, used = self.question.key.ends_on, self._used_lines
        in_force = Q(from_day__isnull=True) | Q(from_day__lte=day)
        in_force &= Q(until__isnull=True) | Q(until__gt=day)
        lines = FormLine.objects.filter(in_force | Q(pk__in=used), form=self.question.form)
        once: dict[int, FormLine] = {}
        for line in lines.select_related("indicator").order_by("order", "pk"):
            once.setdefault(line.indicator_id, line)
        return list(once.values())

    @property
    def _used_lines(self):
        figures = Figure.objects.filter(period=self.question.period, submission__form=self.question.form)
        return figures.order_by().values("line")

    @cached_property
    def days(self) -> PeriodDays:
        """The period's days for this agency."""
        book = DateBook.load([self.question.period])
        return book.days(self.question.period, self.question.agency)

    @cached_property
    def forest(self) -> Forest:
        return Forest([self.question.agency.pk])

    @cached_property
    def below(self) -> set[int]:
        """The agency, whoever it absorbed, and all that ever stood below."""
        return self.forest.ever_below([self.question.agency.pk])

    @cached_property
    def own(self) -> set[int]:
        """The agency and those whose work it has taken over."""
        agency = self.question.agency.pk
        return {agency} | self.forest.origins.get(agency, set())

    @cached_property
    def figures(self) -> Figures:
        year = self.question.period.year
        return Figures(
            [line.indicator for line in self.lines],
            (year - 1, year),
            self.forest,
            self.below,
            self._closings,
            exemptions=self.exemptions,
            places=Places(self.forest, self.question.today),
            with_sent=self.question.with_sent,
        )

    @cached_property
    def _closings(self) -> Closings:
        return Closings((self.question.period.year, self.question.period.year - 1))

    @cached_property
    def exemptions(self) -> Exemptions:
        return exemptions_of(line.indicator_id for line in self.lines)

    @cached_property
    def clock(self) -> Clock:
        offices = [int(part) for part in reversed(self.question.agency.path.split("/")) if part]
        return Clock(self.question.today, self.question.key, self._closings.days_for(offices))

    def everybody(self, indicator: int, year: int) -> tuple[Belonging, ...]:
        """All that belongs to the agency's figure; of an earlier year its predecessors' stocks as well."""
        adds_stocks = year != self.question.period.year
        return self.figures.unit(indicator, year, self.question.agency.pk, adds_stocks=adds_stocks)

    def unit(self, indicator: int, year: int) -> tuple[Belonging, ...]:
        """Of these, whom the table adds up."""
        return tuple(one for one in self.everybody(indicator, year) if self._is_within(one))

    def _is_within(self, belonging: Belonging) -> bool:
        match self.question.extent:
            case Extent.OWN:
                return belonging.series.agency.pk in self.own
            case Extent.FORM:
                return belonging.series.agency.pk in self.told_by_the_form
            case _:
                return True

    @cached_property
    def told_by_the_form(self) -> set[int]:
        """About whom the form's reports of this year and the year before speak."""
        year = self.question.period.year
        rows = Figure.objects.filter(submission__form=self.question.form, period__year__in=(year - 1, year))
        return set(rows.order_by().values_list("agency", flat=True).distinct())

    @cached_property
    def coverage(self) -> Coverage:
        """Who owes anything of this table in its period, and who is not confirmed yet, in Vietnamese order."""
        year = self.question.period.year
        units = [one for line in self.lines for one in self.unit(line.indicator_id, year)]
        found = coverage(units, self.clock, self.question.key.span)
        return Coverage(found.owing, found.approved, _in_order(found.sent), _in_order(found.missing))

    @cached_property
    def board(self) -> Board:
        """The targets of issued plans about these indicators that the agency's plan sets or that name it, judged."""
        question, year = self.question, self.question.period.year
        theirs = Q(plan__issuer=question.agency) | Q(pk__in=Target.objects.naming(question.agency).values("pk"))
        measured = [line.indicator_id for line in self.lines]
        targets = Target.objects.filter(theirs, indicator__in=measured, plan__state=Plan.State.ISSUED).of_year(year)
        targets = targets.select_related("indicator__part_of", "indicator__split_from")
        return Board(
            targets.order_by("plan__issuer__depth", "plan__issued_on", "plan", "order", "pk"),
            office=question.agency,
            year=year,
            today=question.today,
            cutoff=question.key,
            viewer=self.own if question.extent == Extent.OWN else self.below,
            with_sent=question.with_sent,
        )

    @cached_property
    def corrections(self) -> dict[int, list[Correction]]:
        """Figure to its approved corrections, the oldest first; of these indicators, this year and the year before."""
        year = self.question.period.year
        rows = Correction.objects.filter(
            state=Correction.State.APPROVED,
            figure__indicator__in=[line.indicator_id for line in self.lines],
            figure__period__year__in=(year - 1, year),
        )
        found: dict[int, list[Correction]] = {}
        names = ("figure__agency", "figure__indicator", "figure__period", "figure__line")
        for row in rows.select_related(*names).order_by("decided_at", "pk"):
            if row.figure.agency_id in self.below:
                found.setdefault(row.figure_id, []).append(row)
        return found


def _in_order(agencies) -> tuple:
    return tuple(sorted(agencies, key=lambda agency: (agency.sort_key, agency.pk)))
