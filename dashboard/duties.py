"""What waits for a person among the reports: their own agencies' to send or sign, others' to confirm or correct."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from targets.models import Correction, Submission
from targets.models.submission import overdue_on

State = Submission.State


@dataclass(frozen=True)
class Duty:
    """One kind of work that waits: in words, with the list of it. `is_late`: some of it is overdue or came back."""

    words: str
    url: str
    is_late: bool = False


def duties_of(user: User, today: date) -> list[Duty]:
    """What the person has to do now, in two queries; nothing for those who neither enter, sign nor confirm figures."""
    takes_part = (Action.ENTER_FIGURES, Action.SIGN_FIGURES, Action.APPROVE_FIGURES)
    if not any(scope.may_somewhere(user, action) for action in takes_part):
        return []
    counts = _counts(user, today)
    found = [_to_send(counts), _to_sign(counts), _to_confirm(counts["to_confirm"]), _to_correct(user)]
    return [duty for duty in found if duty]


def _counts(user: User, today: date) -> dict[str, int]:
    """A report is owed by the agency where the person works, not by each one below; nobody confirms what they sent."""
    own = scope.acts_for(user, Action.ENTER_FIGURES).filter(pk__in=scope.own_agencies(user))
    led = scope.acts_for(user, Action.SIGN_FIGURES).filter(pk__in=scope.own_agencies(user))
    to_send = Q(agency__in=own, state__in=Submission.OPEN_STATES)
    to_sign = Q(agency__in=led, state=State.LEADER)
    to_confirm = Q(state=State.SUBMITTED, form__checker__in=scope.acts_for(user, Action.APPROVE_FIGURES))
    return Submission.objects.filter(to_send | to_sign | to_confirm).aggregate(
        to_send=Count("pk", filter=to_send),
        overdue=Count("pk", filter=to_send & overdue_on(today)),
        returned=Count("pk", filter=to_send & Q(state=State.RETURNED)),
        to_sign=Count("pk", filter=to_sign),
        to_sign_late=Count("pk", filter=to_sign & overdue_on(today)),
        to_confirm=Count("pk", filter=to_confirm & ~Q(submitted_by=user) & ~Q(handed_by=user, handed_by__isnull=False)),
    )


def _to_send(counts: dict[str, int]) -> Duty | None:
    """ "2 báo cáo phải gửi, 1 quá hạn, 1 bị trả lại"."""
    if not counts["to_send"]:
        return None
    said = [f"{counts['to_send']} báo cáo phải gửi"]
    said += [f"{counts['overdue']} quá hạn"] if counts["overdue"] else []
    said += [f"{counts['returned']} bị trả lại"] if counts["returned"] else []
    return Duty(", ".join(said), reverse("targets:submissions"), is_late=len(said) > 1)


def _to_sign(counts: dict[str, int]) -> Duty | None:
    """ "2 báo cáo chờ anh/chị duyệt để gửi, 1 quá hạn"."""
    if not counts["to_sign"]:
        return None
    late = f", {counts['to_sign_late']} quá hạn" if counts["to_sign_late"] else ""
    address = f"{reverse('targets:submissions')}?trang_thai={State.LEADER.value}"
    return Duty(f"{counts['to_sign']} báo cáo chờ anh/chị duyệt để gửi{late}", address, is_late=bool(late))


def _to_confirm(count: int) -> Duty | None:
    if not count:
        return None
    address = f"{reverse('targets:submissions')}?trang_thai={State.SUBMITTED.value}"
    return Duty(f"{count} báo cáo chờ xác nhận", address)


def _to_correct(user: User) -> Duty | None:
    """ "1 đề nghị đính chính chờ duyệt"; nobody decides what they asked for."""
    if not scope.may_somewhere(user, Action.APPROVE_FIGURES):
        return None
    count = Correction.objects.waiting_for(user).count()
    return Duty(f"{count} đề nghị đính chính chờ duyệt", reverse("targets:corrections")) if count else None
