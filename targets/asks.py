"""What a report is asked to say beside its figures: a thuyết minh of the odd ones, cause and remedy of those below target.

Nobody is asked about everything: the form says how many of either at most, the most surprising first. What is not asked
about is still marked for whoever confirms the report.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from django.db.models import Q, QuerySet

from plans.models import Plan
from targets.asked import asked_of, watch_of
from targets.attainment import WORST_FIRST, Attainment
from targets.earlier import NOTHING_KNOWN, around_of
from targets.flags import JUST_ODD, Oddity, oddities
from targets.judging import Board
from targets.models import Figure, Submission, Target, TargetVersion
from targets.results import TargetResult
from targets.terms import VerdictGroup

ONE_DAY = timedelta(days=1)
BELOW_TARGET = (VerdictGroup.ATTENTION, VerdictGroup.FAILED)


class AskKind(StrEnum):
    """What is asked for; the name is the figure's own field for the answer."""

    EXPLANATION = "explanation"
    CAUSE = "cause_and_remedy"


@dataclass(frozen=True, slots=True)
class Ask:
    """One question about one figure. `size` orders them; `is_answered`: the words are there."""

    kind: AskKind
    words: str
    size: Fraction
    is_answered: bool

    @property
    def request(self) -> str:
        """The question with what is to be done about it."""
        if self.kind == AskKind.EXPLANATION:
            return f"Số liệu khác thường: {self.words}. Ghi thuyết minh, hoặc sửa số liệu."
        return f"Chưa đạt kế hoạch: {self.words} Ghi nguyên nhân, giải pháp."


def asks_of(submission: Submission, figures: Sequence[Figure]) -> dict[int, list[Ask]]:
    """What is asked about each of these figures, by figure; a bounded number of queries however many.

    `figures`: those that are given and pass the hard checks by themselves; the others are to be mended first.
    """
    asks: dict[int, list[Ask]] = defaultdict(list)
    most = submission.form.most_explanations
    if not figures or not most:
        return asks
    for found in (_odd_ones(submission, figures), _below_target(submission, figures)):
        for pk, ask in sorted(found, key=lambda one: -one[1].size)[:most]:
            asks[pk].append(ask)
    return asks


def _odd_ones(submission: Submission, figures: Sequence[Figure]) -> list[tuple[int, Ask]]:
    around = around_of(submission, figures)
    found = []
    for figure in figures:
        watch = watch_of(figure.indicator)
        if not watch.asks_explanation:
            continue
        known = around.get((figure.agency_id, figure.indicator_id), NOTHING_KNOWN)
        found_here = oddities(asked_of(figure.indicator, figure.typed), figure.parts, known, watch)
        odd = [one for one in found_here if one.size >= JUST_ODD]
        if odd:
            found.append((figure.pk, _explanation(figure, odd)))
    return found


def _explanation(figure: Figure, odd: list[Oddity]) -> Ask:
    words = "; ".join(one.words for one in odd)
    return Ask(AskKind.EXPLANATION, words, max(one.size for one in odd), bool(figure.explanation))


def _below_target(submission: Submission, figures: Sequence[Figure]) -> list[tuple[int, Ask]]:
    """Of the agency's own figures those that leave a target of its own short, each with the worst of its verdicts."""
    own = {
        figure.indicator_id: figure
        for figure in figures
        if figure.agency_id == submission.agency_id and watch_of(figure.indicator).asks_cause
    }
    worst: dict[int, Attainment] = {}
    for indicator, attainment in _verdicts(submission, own.values()):
        known = worst.get(indicator)
        if known is None or WORST_FIRST.index(attainment.verdict) < WORST_FIRST.index(known.verdict):
            worst[indicator] = attainment
    return [(own[indicator].pk, _cause(own[indicator], attainment)) for indicator, attainment in worst.items()]


def _cause(figure: Figure, attainment: Attainment) -> Ask:
    size = Fraction(len(WORST_FIRST) - WORST_FIRST.index(attainment.verdict))
    return Ask(AskKind.CAUSE, attainment.sentence, size, bool(figure.cause_and_remedy))


def _verdicts(submission: Submission, own: Iterable[Figure]) -> list[tuple[int, Attainment]]:
    """(indicator, verdict) of the targets that the agency is held to and does not meet, counting this report as approved.

    Looked at from the day after the report is due, whenever it is typed: what is expected then is what it is held to.
    """
    figures = {figure.indicator_id: figure.pk for figure in own}
    targets = _targets_judging(submission, figures)
    if not figures or not targets.exists():
        return []
    board = Board(
        targets,
        office=submission.agency,
        year=submission.period.year,
        today=max(submission.due_on, submission.data_to) + ONE_DAY,
        cutoff=submission.period.key,
        viewer={submission.agency_id},
        as_approved=frozenset(figures.values()),
    )
    cells = [(result, result.cell(submission.agency_id)) for result in board.results]
    return [
        (result.indicator.pk, cell.attainment)
        for result, cell in cells
        if cell and cell.is_member and cell.attainment.group in BELOW_TARGET and _rests_on_it_alone(result, submission)
    ]


def _rests_on_it_alone(result: TargetResult, submission: Submission) -> bool:
    """Whether nobody below the agency reports towards the verdict: a whole is explained by whoever leads it, not here."""
    unit = result.board.figures.unit(result.indicator.pk, result.board.year, submission.agency_id)
    return all(one.is_predecessor or one.series.agency.pk == submission.agency_id for one in unit)


def _targets_judging(submission: Submission, indicators: Iterable[int]) -> "QuerySet[Target]":
    """The targets of issued plans whose rule judges the very agency on the last data day of the report."""
    agency, year = submission.agency_id, submission.period.year
    judges = (
        Q(judged_agency=agency)
        | Q(judged_group__memberships__agency=agency)
        | Q(judged_agency=None, judged_group=None, target__plan__issuer=agency)
    )
    versions = TargetVersion.objects.filter(
        judges, _in_force(submission.data_to), first_year__lte=year, last_year__gte=year
    )
    issued = Target.objects.filter(plan__state=Plan.State.ISSUED, indicator__in=list(indicators))
    return issued.filter(pk__in=versions.values("target")).order_by("plan_id", "order", "pk")


def _in_force(day: date) -> Q:
    begun = Q(from_day=None) | Q(from_day__lte=day)
    return begun & (Q(until=None) | Q(until__gt=day))
