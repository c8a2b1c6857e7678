"""The hard checks of a whole report: brings each figure together with its whole, its year and its days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from agencies.models import Agency, lives_on
from periods.period import whole_year
from targets.asked import asked_of
from targets.asks import Ask, asks_of
from targets.checks import Earlier, Problem, check_against_year, check_alone, check_part
from targets.models import Exemption, Figure, Submission
from targets.task_rows import task_problems
from targets.terms import Typed

ONE_DAY = timedelta(days=1)


def days_covered(typed: Typed | str, submission: Submission, agency: Agency) -> tuple[date, date]:
    """First and last day of the work that a figure covers: within the agency's own life."""
    start, end = submission.data_from, submission.data_to
    if typed == Typed.CUMULATIVE:
        start = min(start, whole_year(submission.period.year).starts_on)
    if agency.founded_on:
        start = max(start, agency.founded_on)
    if agency.dissolved_on:
        end = min(end, agency.dissolved_on - ONE_DAY)
    return start, end


def figures_of(submission: Submission) -> list[Figure]:
    """The figures of a report in the order of its form, with all that a page or a check asks of them."""
    rows = submission.figures.select_related(
        "indicator__part_of", "indicator__check_rule", "line", "agency", "reported_by", "recorded_by"
    )
    return list(rows.prefetch_related("evidence").order_by("line__order", "line_id", "agency__sort_key", "pk"))


def exemptions_of(submission: Submission, figures: Iterable[Figure]) -> dict[tuple[int, int], str]:
    """Why a cell need not be filled, by agency and indicator: marked "không áp dụng" after the period was opened."""
    asked = {(figure.agency_id, figure.indicator_id) for figure in figures}
    marks = Exemption.objects.filter(
        lives_on(submission.data_to),
        agency__in={agency for agency, _ in asked},
        indicator__in={indicator for _, indicator in asked},
    )
    return {(mark.agency_id, mark.indicator_id): mark.reason for mark in marks}


def blocking(submission: Submission, figure: Figure, today: date) -> list[Problem]:
    """Only what not even a draft can hold."""
    asked = asked_of(figure.indicator, figure.typed)
    days = days_covered(figure.typed, submission, figure.agency)
    problems = check_alone(asked, figure.parts, days=days, today=today)
    return [problem for problem in problems if problem.blocks_saving]


class Checker:
    """Checks the figures of one report against each other and against the agency's other reports of the year."""

    def __init__(self, submission: Submission, figures: Iterable[Figure], *, today: date, is_correction: bool = False):
        self.submission, self.figures, self.today = submission, list(figures), today
        self.is_correction = is_correction  # a corrected cumulative figure may fall below an earlier one (DESIGN §8)
        self._here = {(figure.agency_id, figure.indicator_id): figure for figure in self.figures}
        self._elsewhere = self._figures_elsewhere()
        self._exempt = exemptions_of(submission, self.figures)

    def problems(self) -> dict[int | str, list[Problem]]:
        """What keeps the report from being sent: what is wrong, and what is asked and not yet answered, by figure; what is
        missing of its tasks by the prefix of their boxes."""
        unanswered = {
            pk: [Problem(ask.kind, ask.request) for ask in asks if not ask.is_answered]
            for pk, asks in self.asks.items()
            if not all(ask.is_answered for ask in asks)
        }
        return self.faults | unanswered | task_problems(self.submission)

    @cached_property
    def faults(self) -> dict[int, list[Problem]]:
        """What is wrong, by figure; figures in order are left out."""
        found = {figure.pk: self.problems_of(figure) for figure in self.figures}
        return {pk: problems for pk, problems in found.items() if problems}

    @cached_property
    def asks(self) -> dict[int, list[Ask]]:
        """What is asked about the figures that are in order, answered or not, by figure."""
        in_order = [figure for figure in self.figures if figure.is_given and figure.pk not in self.faults]
        return asks_of(self.submission, in_order)

    def problems_of(self, figure: Figure) -> list[Problem]:
        asked, parts = asked_of(figure.indicator, figure.typed), figure.parts
        if not parts.is_given and (figure.agency_id, figure.indicator_id) in self._exempt:
            return []
        days = days_covered(figure.typed, self.submission, figure.agency)
        problems = check_alone(asked, parts, days=days, today=self.today)
        if not parts.is_given:
            return problems
        whole = self._whole(figure)
        if whole:
            problems += check_part(asked, parts, whole.parts, figure.indicator.part_of.name)
        return problems + check_against_year(asked, parts, self.submission.period.key.span, self._others(figure))

    def _whole(self, figure: Figure) -> Figure | None:
        """The figure that this one is "trong đó" of: in this report, else in another one of the period."""
        key = (figure.agency_id, figure.indicator.part_of_id)
        here = self._here.get(key)
        if here:
            return here if here.is_given else None
        rows = self._elsewhere.get(key, ())
        return next((row for row in rows if row.period_id == self.submission.period_id), None)

    def _others(self, figure: Figure) -> list[Earlier]:
        if self.is_correction and figure.typed == Typed.CUMULATIVE:
            return []
        rows = self._elsewhere.get((figure.agency_id, figure.indicator_id), ())
        alike = [row for row in rows if row.typed == figure.typed and row.period_id != self.submission.period_id]
        if self.is_correction:  # a longer one may have to be corrected next: only what lies inside binds
            alike = [row for row in alike if self.submission.period.key.contains(row.period.key)]
        return [Earlier(row.period.key.span, str(row.period), row.parts) for row in alike]

    def _figures_elsewhere(self) -> dict[tuple[int, int], list[Figure]]:
        """What the same agencies have sent this year for the same indicators and their wholes, in other reports."""
        asked = {figure.indicator_id for figure in self.figures}
        asked |= {figure.indicator.part_of_id for figure in self.figures if figure.indicator.part_of_id}
        rows = (
            Figure.objects.sent()
            .filter(
                agency__in={figure.agency_id for figure in self.figures},
                indicator__in=asked,
                period__year=self.submission.period.year,
            )
            .exclude(submission=self.submission)
            .select_related("period")
        )
        known = defaultdict(list)
        for row in rows:
            if row.is_given:
                known[row.agency_id, row.indicator_id].append(row)
        return known
