"""Reports that wait for confirmation, many at once: how much each holds and what in it is worth a second look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from periods.period import Period
from targets.asked import asked_of, watch_of
from targets.checks import Parts
from targets.earlier import beside, keys_beside, sent_about
from targets.flags import oddities
from targets.models import Figure, Submission
from targets.sheet import Words, figure_words

Known = Mapping[tuple[int, int], Mapping[Period, Parts]]


@dataclass(frozen=True)
class Odd:
    """One figure worth a second look: what it says, what stood there before, why it is odd, what the agency says of it."""

    figure: Figure
    shown: Words
    before: Words | None
    year_before: Words | None
    reasons: list[str]

    @property
    def is_explained(self) -> bool:
        return bool(self.figure.explanation)


@dataclass
class Waiting:
    """One report with its counts; `odd`: unexplained figures first."""

    submission: Submission
    total: int = 0
    given: int = 0
    nothing: int = 0
    odd: list[Odd] = field(default_factory=list)

    @property
    def unexplained(self) -> int:
        return sum(not one.is_explained for one in self.odd)


def waiting_for(user: User):
    """Reports that this person may confirm: sent to where they check, and never their own."""
    checked = scope.acts_for(user, Action.APPROVE_FIGURES)
    rows = Submission.objects.filter(state=Submission.State.SUBMITTED, form__checker__in=checked)
    return rows.exclude(submitted_by=user).exclude(handed_by=user)


def looked_at(reports: Sequence[Submission]) -> list[Waiting]:
    """The reports in their order, each with its odd figures; three queries however many."""
    figures = _figures_of(reports)
    known = sent_about(figures, {key for report in reports for key in keys_beside(report)})
    found = {report.pk: Waiting(report) for report in reports}
    for figure in figures:
        _count(found[figure.submission_id], figure, known)
    for waiting in found.values():
        waiting.odd.sort(key=lambda one: one.is_explained)
    return list(found.values())


def _count(waiting: Waiting, figure: Figure, known: Known) -> None:
    waiting.total += 1
    waiting.given += figure.is_given
    waiting.nothing += figure.nothing_occurred
    if odd := _odd(waiting.submission, figure, known.get((figure.agency_id, figure.indicator_id), {})):
        waiting.odd.append(odd)


def _odd(report: Submission, figure: Figure, known: Mapping[Period, Parts]) -> Odd | None:
    asked, around = asked_of(figure.indicator, figure.typed), beside(report, known)
    reasons = [oddity.words for oddity in oddities(asked, figure.parts, around, watch_of(figure.indicator))]
    if not reasons:
        return None
    steps = tuple(figure.indicator.grade_steps)
    words = [figure_words(asked, parts, steps) if parts else None for parts in (around.before, around.year_before)]
    return Odd(figure, figure_words(asked, figure.parts, steps), *words, reasons)


def _figures_of(reports: Sequence[Submission]) -> list[Figure]:
    rows = Figure.objects.filter(submission__in=[report.pk for report in reports])
    return list(
        rows.select_related("indicator__check_rule", "line", "agency").order_by(
            "line__order", "line_id", "agency__sort_key", "pk"
        )
    )
