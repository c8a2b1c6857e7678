"""What an enquiry is about, found from an address: a target, a report, a figure, a task; and whom one may ask about it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from periods.models import ReportingPeriod
from periods.period import Period, parse_slug, reporting_year
from plans.models import Task
from reminders.duty import left_words
from reminders.models import Enquiry
from targets.attainment import WORST_FIRST, Attainment
from targets.checking import asked_of
from targets.judging import Board
from targets.models import Figure, Submission, Target
from targets.results import TargetResult
from targets.sheet import figure_words
from targets.terms import Verdict, VerdictGroup
from ui import states
from ui.days import write_day
from ui.states import State

DAYS_TO_ANSWER = 7
REQUESTS = {
    Enquiry.Kind.REMIND: "Đề nghị đơn vị khẩn trương thực hiện và báo lại kết quả.",
    Enquiry.Kind.EXPLAIN: "Đề nghị đơn vị báo cáo nguyên nhân, giải pháp và thời gian khắc phục.",
}
DIGITS_OF_A_KEY = 18


@dataclass(frozen=True)
class Matter:
    """What an enquiry is about; all of it may be unknown."""

    target: Target | None = None
    submission: Submission | None = None
    figure: Figure | None = None
    period: ReportingPeriod | None = None
    task: Task | None = None


@dataclass(frozen=True)
class Asked:
    """One agency that is asked, and what was known of its figure then ("" where nothing is added to the words)."""

    agency: Agency
    situation: str = ""


@dataclass(frozen=True)
class Candidate:
    """An agency that may be asked, with where it stands; `brief`: the same without the name of what is asked about."""

    agency: Agency
    situation: str = ""
    brief: str = ""
    look: State | None = None
    is_chosen: bool = False


@dataclass(frozen=True)
class Question:
    """What is to be asked, before it is written: `subject` in a few words, `facts` as known of the whole."""

    matter: Matter = field(default_factory=Matter)
    subject: str = ""
    facts: str = ""
    candidates: list[Candidate] = field(default_factory=list)

    def words(self, kind: str) -> str:
        """What the form proposes to write: the facts of the one who is asked, then what is wanted."""
        alone = self.candidates[0].situation if len(self.candidates) == 1 else self.facts
        return " ".join(filter(None, [alone, REQUESTS[Enquiry.Kind(kind)]]))


def due_day(today: date) -> date:
    return today + timedelta(days=DAYS_TO_ANSWER)


def question_of(user: User, query, today: date) -> Question:
    """What the address asks about; 404 for what the person may not see."""
    agency = _found(scope.sees(user), query.get("agency"))
    if task := _found(Task.objects.filter(plan__state="issued", lead_agency__in=scope.sees(user)), query.get("task")):
        return _of_task(user, task, agency)
    if figure := _found(
        Figure.objects.seen_by(user).select_related("agency", "indicator", "period"), query.get("figure")
    ):
        return _of_figure(user, figure)
    if report := _found(Submission.objects.seen_by(user).with_names(), query.get("submission")):
        return _of_report(user, report, today)
    if target := _found(Target.objects.seen_by(user).with_rules(), query.get("target")):
        return _of_target(user, target, agency, query, today)
    return Question(subject=str(agency or ""), candidates=_alone(user, agency) if agency else [])


def _found(rows, asked: str | None):
    """The row with the key in the address; None where the address has none, 404 where there is no such row."""
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > DIGITS_OF_A_KEY:
        raise Http404
    return get_object_or_404(rows, pk=int(asked))


def _alone(user: User, agency: Agency, situation: str = "") -> list[Candidate]:
    is_allowed = scope.may(user, Action.ASK, agency)
    return [Candidate(agency, situation, is_chosen=True)] if is_allowed else []


def _of_task(user: User, task: Task, agency: Agency | None) -> Question:
    words = f"Nhiệm vụ “{task.content}”" + (f", thời hạn {write_day(task.due_on)}." if task.due_on else ".")
    return Question(Matter(task=task), task.content, words, _alone(user, agency or task.lead_agency, words))


def _of_report(user: User, report: Submission, today: date) -> Question:
    words = f"Báo cáo {report.form}, {report.period}: hạn gửi {write_day(report.due_on)}"
    words += "." if report.submitted_at else f", {left_words(report.due_on, today)}, chưa gửi."
    subject = f"{report.form}, {report.period}"
    matter = Matter(submission=report, period=report.period)
    return Question(matter, subject, words, _alone(user, report.agency, words))


def _of_figure(user: User, figure: Figure) -> Question:
    indicator = figure.indicator
    shown, parts = figure_words(asked_of(indicator, figure.typed), figure.parts, tuple(indicator.grade_steps))
    known = f": {shown}{f' ({parts})' if parts else ''}." if figure.is_given else ": chưa có số liệu."
    words = f"Chỉ tiêu “{indicator.name}”, {figure.period}{known}"
    matter = Matter(figure=figure, period=figure.period)
    return Question(matter, f"{indicator.name}, {figure.period}", words, _alone(user, figure.agency, words))


# --- a target -------------------------------------------------------------------------------------------------------------


def _of_target(user: User, target: Target, agency: Agency | None, query, today: date) -> Question:
    result = _result(user, target, agency, query, today)
    if result is None:
        return Question(Matter(target=target), target.indicator.name, candidates=_alone(user, agency) if agency else [])
    facts = _told(result, result.attainment)
    matter = Matter(target=target, period=_period_row(result.board.cutoff))
    return Question(matter, target.indicator.name, facts, _candidates(user, result, agency))


def _told(result: TargetResult, attainment: Attainment) -> str:
    """ "Chỉ tiêu “Tỷ lệ …”. Đến ngày 14/09/2026: 97,4%, yêu cầu tối thiểu 98%: thiếu 0,6 điểm %." """
    return f"Chỉ tiêu “{result.indicator.name}”. {attainment.sentence}"


def _result(user: User, target: Target, agency: Agency | None, query, today: date) -> TargetResult | None:
    """The target judged for the year and period in the address, from the issuer's chair or from the person's own."""
    issuer = target.plan.issuer
    from_above = scope.may(user, Action.SEE, issuer)
    office = issuer if from_above else agency or scope.sees(user).order_by("depth").first()
    if office is None:
        return None
    board = Board(
        Target.objects.filter(pk=target.pk).with_rules(),
        office=office,
        year=_year(query.get("nam", ""), target, today),
        cutoff=_cutoff(query.get("ky", "")),
        today=today,
        viewer=None if from_above else set(scope.sees(user).values_list("pk", flat=True)),
    )
    return board.result_of(target.pk)


def _year(asked: str, target: Target, today: date) -> int:
    if len(asked) == 4 and asked.isdecimal():
        return int(asked)
    rule = target.last_version
    now = reporting_year(today)
    return min(max(now, rule.first_year), rule.last_year) if rule else now


def _cutoff(asked: str) -> Period | None:
    try:
        return parse_slug(asked)
    except ValueError:
        return None


def _period_row(period: Period | None) -> ReportingPeriod | None:
    return ReportingPeriod.objects.keyed([period]).first() if period else None


def _candidates(user: User, result: TargetResult, focus: Agency | None) -> list[Candidate]:
    """The one agency asked about; else who leads, for the whole, then all that are not well, the worst first."""
    lead = result.version.lead_agency
    standings = _standings(result)
    if focus:
        return _alone(user, focus, _told(result, standings.get(focus.pk, result.attainment)))
    weak = {pk: told for pk, told in standings.items() if _is_weak(told) and pk != result.judged.pk}
    if lead:
        weak[lead.pk] = result.attainment
    allowed = scope.acts_for(user, Action.ASK).in_bulk(weak)
    found = [_candidate(agency, weak[agency.pk], result, is_lead=agency == lead) for agency in allowed.values()]
    return [candidate for _, candidate in sorted(found, key=lambda one: one[0])]


def _standings(result: TargetResult) -> dict[int, Attainment]:
    """Where each agency stands: the members of a group, or the parts of a whole."""
    if result.is_of_members:
        return {agency.pk: attainment for agency, attainment in result.members}
    cells = [result.cell(agency.pk) for agency in result.agencies]
    return {cell.agency.pk: cell.attainment for cell in cells if cell}


def _is_weak(told: Attainment) -> bool:
    return told.group in (VerdictGroup.FAILED, VerdictGroup.ATTENTION) or told.verdict == Verdict.NO_DATA


def _candidate(agency: Agency, told: Attainment, result: TargetResult, *, is_lead: bool) -> tuple[tuple, Candidate]:
    """(place in the list, the candidate)."""
    look = states.state("verdict", told.verdict.value, told.word)
    place = (not is_lead, _rank(told), agency.sort_key)
    return place, Candidate(agency, _told(result, told), told.sentence, look, is_chosen=is_lead)


def _rank(told: Attainment) -> int:
    return WORST_FIRST.index(told.verdict) if told.verdict in WORST_FIRST else len(WORST_FIRST)
