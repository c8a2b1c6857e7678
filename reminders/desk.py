"""What waits for whom today: one person's list, or everybody's, from the same few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import User
from accounts.roles import Action, roles_that_may
from agencies.models import Membership
from periods.locks import Locks
from reminders.duty import Duty, DutyKind
from reminders.models import SETTLED, Enquiry
from targets.models import Correction, SourcedCell, Submission, SubmissionEvent
from ui.days import write_day
from ui.states import state

ReportState, Event = Submission.State, SubmissionEvent.Kind
TOLD_BACK = {Event.RETURNED: "Trả lại", Event.DECLINED: "Lãnh đạo đơn vị trả lại"}
SHORT = 200


@dataclass(frozen=True)
class Post:
    """A person's role at an agency."""

    person: int
    role: str
    agency: int
    path: str


class Staff:
    """The posts of some people: who does an action for an agency."""

    def __init__(self, posts: Iterable[Post]):
        self.posts = list(posts)
        self._at: dict[tuple[int, str], set[int]] = defaultdict(set)
        for post in self.posts:
            self._at[post.agency, post.role].add(post.person)

    @classmethod
    def of(cls, people: Iterable[User]) -> "Staff":
        """Of the people who can log in; one query."""
        rows = Membership.objects.filter(person__in=people, person__is_active=True)
        return cls(Post(*row) for row in rows.values_list("person_id", "role", "agency_id", "agency__path"))

    def that_may(self, action: Action) -> list[Post]:
        roles = roles_that_may(action)
        return [post for post in self.posts if post.role in roles]

    def at(self, agency: int, action: Action) -> set[int]:
        """Who does it at this very agency."""
        return set().union(*(self._at[agency, role] for role in roles_that_may(action)))

    def above(self, path: str, action: Action) -> set[int]:
        """Who does it there or from above."""
        return {post.person for post in self.that_may(action) if post.path and path.startswith(post.path)}


@dataclass(frozen=True)
class Scene:
    """The people asked about, and whether all rows are wanted or only those that can be theirs."""

    people: frozenset[int]
    staff: Staff
    today: date
    is_everybody: bool

    def own(self, field: str, action: Action) -> Q:
        """Rows whose agency is one where somebody here does this."""
        if self.is_everybody:
            return Q()
        return Q(**{f"{field}__in": {post.agency for post in self.staff.that_may(action)}})

    def below(self, field: str, action: Action) -> Q:
        """Rows whose agency stands at or below a post that does this."""
        if self.is_everybody:
            return Q()
        reached = Q(pk__in=[])
        for path in {post.path for post in self.staff.that_may(action) if post.path}:
            reached |= Q(**{f"{field}__path__startswith": path})
        return reached

    def checkers(self, report: Submission) -> set[int]:
        """Who confirms: the office of the checking agency, and where nobody holds that role, the offices above it."""
        checker = report.form.checker
        if report.has_staff:
            return self.staff.at(checker.pk, Action.APPROVE_FIGURES)
        return self.staff.above(checker.path, Action.APPROVE_FIGURES)


def duties_of(user: User, today: date) -> list[Duty]:
    """What one person has to do; nothing, and one query, for who holds no role."""
    staff = Staff.of([user])
    if not staff.posts and not user.is_superuser:
        return []
    return _duties(Scene(frozenset([user.pk]), staff, today, is_everybody=False))[user.pk]


def duties_by_person(people: list[User], today: date) -> dict[int, list[Duty]]:
    """What each of these has to do; as many queries for five hundred as for two."""
    everybody = frozenset(person.pk for person in people)
    return _duties(Scene(everybody, Staff.of(people), today, is_everybody=True))


def _duties(scene: Scene) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = {person: [] for person in scene.people}
    for collect in (_of_reports, _of_corrections, _of_disputes, _of_enquiries):
        for persons, duty in collect(scene):
            for person in persons & found.keys():
                found[person].append(duty)
    return found


# --- reports ------------------------------------------------------------------------------------------------------------


def _of_reports(scene: Scene):
    """To send, to sign, to confirm. A report of a closed period is nobody's: it cannot be sent."""
    reports = list(_reports(scene))
    locks = Locks.load({report.period for report in reports if report.state != ReportState.SUBMITTED}, scene.today)
    for report in reports:
        if report.state == ReportState.SUBMITTED:
            yield scene.checkers(report) - {report.submitted_by_id, report.handed_by_id}, _to_confirm(report)
        elif locks.closing(report.period, report.agency):
            continue
        elif report.state == ReportState.LEADER:
            yield scene.staff.at(report.agency_id, Action.SIGN_FIGURES), _to_sign(report)
        else:
            yield scene.staff.at(report.agency_id, Action.ENTER_FIGURES), _to_send(report, scene.today)


def _reports(scene: Scene):
    events = SubmissionEvent.objects.filter(submission=OuterRef("pk"), kind__in=TOLD_BACK).order_by("-at", "-pk")
    urged = Enquiry.objects.waiting().filter(submission=OuterRef("pk"), nudged_on__isnull=False).order_by("-at", "-pk")
    wanted = (
        Q(state__in=Submission.OPEN_STATES) & scene.own("agency", Action.ENTER_FIGURES)
        | Q(state=ReportState.LEADER) & scene.own("agency", Action.SIGN_FIGURES)
        | Q(state=ReportState.SUBMITTED) & scene.below("form__checker", Action.APPROVE_FIGURES)
    )
    return (
        Submission.objects.filter(wanted)
        .select_related("agency", "form__checker", "period", "handed_by", "submitted_by")
        .annotate(
            back_kind=Subquery(events.values("kind")[:1]),
            back_reason=Subquery(events.values("reason")[:1]),
            back_at=Subquery(events.values("at")[:1]),
            has_staff=_somebody_checks(OuterRef("form__checker")),
            urged_from=Subquery(urged.values("asked_from__name")[:1]),
            urged_on=Subquery(urged.values("nudged_on")[:1]),
        )
    )


def _somebody_checks(agency: OuterRef) -> Exists:
    roles = roles_that_may(Action.APPROVE_FIGURES)
    return Exists(Membership.objects.filter(agency=agency, role__in=roles, person__is_active=True))


def _report_words(report: Submission) -> str:
    return f"{report.form}, {report.period}"


def _to_send(report: Submission, today: date) -> Duty:
    is_back = _came_back(report)
    return Duty(
        DutyKind.SEND,
        what=_report_words(report),
        who=str(report.agency),
        url=reverse("targets:submission", args=[report.pk]),
        look=state("report", report.shown_state(today) if report.state != ReportState.RETURNED else "returned"),
        due_on=_day_to_send(report, today),
        note=" · ".join(_notes(report, is_back=is_back)),
        is_back=is_back,
        is_urged=bool(report.urged_on),
    )


def _day_to_send(report: Submission, today: date) -> date | None:
    """Its due day. What was sent once and came back later is overdue no more: its lateness is settled (DESIGN §5)."""
    is_settled = report.first_submitted_at is not None and report.due_on < today
    return None if is_settled else report.due_on


def _notes(report: Submission, *, is_back: bool) -> list[str]:
    """Why it came back or that it was taken back, and who has urged it."""
    notes = [_back_words(report)] if is_back else []
    if report.first_submitted_at and not is_back:
        notes.append(f"Đã gửi ngày {write_day(localdate(report.first_submitted_at))}, rồi rút lại để sửa; cần gửi lại")
    return notes + ([f"{report.urged_from} đôn đốc ngày {write_day(report.urged_on)}"] if report.urged_on else [])


def _back_words(report: Submission) -> str:
    return f"{TOLD_BACK[report.back_kind]} ngày {write_day(localdate(report.back_at))}: {report.back_reason}"[:SHORT]


def _came_back(report: Submission) -> bool:
    """Returned by the checker; or sent back by the leader, and neither handed over nor sent again since."""
    if report.state == ReportState.RETURNED:
        return True
    declined = report.state == ReportState.DRAFT and report.back_kind == Event.DECLINED
    return declined and (report.handed_at is None or report.handed_at < report.back_at)


def _to_sign(report: Submission) -> Duty:
    return Duty(
        DutyKind.SIGN,
        what=_report_words(report),
        who=str(report.agency),
        url=reverse("targets:sign_submission", args=[report.pk]),
        look=state("report", "leader"),
        due_on=report.due_on,
        note=f"{report.handed_by} trình",
    )


def _to_confirm(report: Submission) -> Duty:
    return Duty(
        DutyKind.CONFIRM,
        what=_report_words(report),
        who=str(report.agency),
        url=reverse("targets:submission", args=[report.pk]),
        look=state("report", "submitted"),
        note=f"{report.submitted_by} gửi",
    )


# --- corrections --------------------------------------------------------------------------------------------------------


def _of_corrections(scene: Scene):
    waiting = (
        Correction.objects.waiting()
        .filter(scene.below("figure__submission__form__checker", Action.APPROVE_FIGURES))
        .select_related(
            "figure__indicator", "figure__agency", "figure__period", "figure__submission__form__checker", "requested_by"
        )
        .annotate(has_staff=_somebody_checks(OuterRef("figure__submission__form__checker")))
    )
    for correction in waiting:
        report = correction.figure.submission
        if report is None:
            continue
        report.has_staff = correction.has_staff
        yield scene.checkers(report) - {correction.requested_by_id}, _to_decide(correction)


def _to_decide(correction: Correction) -> Duty:
    figure = correction.figure
    return Duty(
        DutyKind.CORRECT,
        what=f"{figure.indicator.name}, {figure.period}",
        who=str(figure.agency),
        url=reverse("targets:corrections"),
        look=state("correction", "requested"),
        note=f"{correction.requested_by} đề nghị: {correction.reason}"[:SHORT],
    )


# --- numbers of another system that an agency disputes ---------------------------------------------------------------------


def _of_disputes(scene: Scene):
    """To answer, for the office that has loaded the number, until it has or the report is confirmed."""
    disputed = (
        SourcedCell.objects.filter(scene.own("upload__office", Action.LOAD_SOURCES), state=SourcedCell.State.DISPUTED)
        .exclude(figure__submission__state=ReportState.APPROVED)
        .exclude(dispute_answers__at__gte=F("at"))
        .select_related("figure__indicator", "figure__agency", "figure__period", "upload")
    )
    for cell in disputed:
        yield scene.staff.at(cell.upload.office_id, Action.LOAD_SOURCES), _to_settle(cell)


def _to_settle(cell: SourcedCell) -> Duty:
    return Duty(
        DutyKind.DISPUTE,
        what=f"{cell.figure.indicator.name}, {cell.figure.period}",
        who=str(cell.figure.agency),
        url=reverse("dossiers:answer", args=[cell.figure_id]),
        look=state("sourced", "disputed"),
        note=cell.reason[:SHORT],
    )


# --- enquiries ----------------------------------------------------------------------------------------------------------


def _of_enquiries(scene: Scene):
    """To answer, for the asked agency; answered or overdue, for who asked, or for their office once they have left.

    What was urged with one click and is still late stands among the late reports, not here.
    """
    rows = Enquiry.objects.exclude(SETTLED)
    if not scene.is_everybody:
        left = Q(by__is_active=False) & scene.own("asked_from", Action.ASK)
        rows = rows.filter(scene.own("agency", Action.ANSWER) | Q(by__in=scene.people) | left)
    for enquiry in rows.with_names():
        if enquiry.is_waiting:
            yield _answering(scene, enquiry), _to_answer(enquiry, scene.today)
        is_overdue = enquiry.is_overdue(scene.today) and not enquiry.nudged_on
        if enquiry.answered_at or is_overdue:
            yield _asking(scene, enquiry), _to_read(enquiry, scene.today)


def _answering(scene: Scene, enquiry: Enquiry) -> set[int]:
    """The people of the asked agency. Who sends the report that was urged with one click has that note on the report."""
    people = scene.staff.at(enquiry.agency_id, Action.ANSWER) - {enquiry.by_id}
    report = enquiry.submission
    if enquiry.nudged_on and report and report.is_open:
        return people - scene.staff.at(report.agency_id, Action.ENTER_FIGURES)
    return people


def _asking(scene: Scene, enquiry: Enquiry) -> set[int]:
    return {enquiry.by_id} if enquiry.by.is_active else scene.staff.at(enquiry.asked_from_id, Action.ASK)


def _to_answer(enquiry: Enquiry, today: date) -> Duty:
    return Duty(
        DutyKind.ANSWER,
        what=f"{enquiry.get_kind_display()} của {enquiry.asked_from}",
        who=str(enquiry.agency),
        url=reverse("reminders:enquiry", args=[enquiry.pk]),
        look=enquiry.look(today),
        due_on=enquiry.due_on,
        note=enquiry.words[:SHORT],
    )


def _to_read(enquiry: Enquiry, today: date) -> Duty:
    said = enquiry.last_cause or enquiry.last_text or ""
    return Duty(
        DutyKind.READ,
        what=f"{enquiry.get_kind_display()}: {enquiry.words}"[:SHORT],
        who=str(enquiry.agency),
        url=reverse("reminders:enquiry", args=[enquiry.pk]),
        look=enquiry.look(today),
        due_on=enquiry.due_on if enquiry.is_waiting else None,
        note=f"Trả lời: {said}"[:SHORT] if enquiry.answered_at else "",
    )
