"""What waits for a person: kinds of work, the order in which they stand, and the words that count them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from ui.states import State


class DutyKind(TextChoices):
    """The kinds of work, in the order of the list."""

    SIGN = "sign", "Báo cáo chờ anh/chị duyệt"
    SEND = "send", "Báo cáo phải gửi"
    ANSWER = "answer", "Đôn đốc, yêu cầu phải trả lời"
    CONFIRM = "confirm", "Báo cáo chờ xác nhận"
    CORRECT = "correct", "Đính chính chờ duyệt"
    DISPUTE = "dispute", "Ý kiến khác về số của hệ thống một cửa, chờ trả lời"
    READ = "read", "Trả lời đã đến, và yêu cầu đã quá hạn trả lời"


@dataclass(frozen=True)
class Duty:
    """One piece of work. `note`: why it came back or what was asked. `due_on` None: no day.

    is_back: it came back and must be mended. is_urged: somebody has urged it.
    """

    kind: DutyKind
    what: str
    who: str
    url: str
    look: State
    due_on: date | None = None
    note: str = ""
    is_back: bool = False
    is_urged: bool = False

    def is_late(self, today: date) -> bool:
        """Whether its day has passed, or it came back."""
        return self.is_back or self.is_overdue(today)

    def is_overdue(self, today: date) -> bool:
        return self.due_on is not None and self.due_on < today

    def is_pressing(self, today: date, ahead: int) -> bool:
        """Whether today's mail speaks of it: a report to send only from `ahead` days before its due day on."""
        far = self.due_on is not None and self.due_on > today + timedelta(days=ahead)
        return self.is_back or self.is_urged or self.kind != DutyKind.SEND or not far

    def left(self, today: date) -> str:
        """ "còn 3 ngày", "hạn hôm nay", "quá hạn 2 ngày"; empty where there is no day."""
        return left_words(self.due_on, today) if self.due_on else ""


def left_words(due_on: date, today: date) -> str:
    days = (due_on - today).days
    if days == 0:
        return "hạn hôm nay"
    return f"còn {days} ngày" if days > 0 else f"quá hạn {-days} ngày"


@dataclass(frozen=True)
class DutyGroup:
    """The work of one kind, the most urgent first."""

    kind: DutyKind
    duties: list[Duty]

    @property
    def title(self) -> str:
        return self.kind.label


def in_groups(duties: Iterable[Duty], today: date) -> list[DutyGroup]:
    """By kind; within it what is late, then the nearest day."""
    ordered = sorted(duties, key=lambda duty: (not duty.is_late(today), duty.due_on or date.max, duty.who, duty.what))
    groups = [DutyGroup(kind, [duty for duty in ordered if duty.kind == kind]) for kind in DutyKind]
    return [group for group in groups if group.duties]


@dataclass(frozen=True)
class Tally:
    """How many of one kind wait: "2 báo cáo phải gửi, 1 quá hạn, 1 bị trả lại"."""

    kind: DutyKind
    words: str
    is_late: bool


COUNTED = {
    DutyKind.SIGN: "báo cáo chờ anh/chị duyệt",
    DutyKind.SEND: "báo cáo phải gửi",
    DutyKind.ANSWER: "yêu cầu phải trả lời",
    DutyKind.CONFIRM: "báo cáo chờ xác nhận",
    DutyKind.CORRECT: "đính chính chờ duyệt",
    DutyKind.DISPUTE: "ý kiến khác về số của hệ thống một cửa",
    DutyKind.READ: "yêu cầu của anh/chị đã có trả lời hoặc quá hạn",
}
WITH_A_DAY = (DutyKind.SEND, DutyKind.ANSWER, DutyKind.SIGN)


def tallies(duties: Iterable[Duty], today: date) -> list[Tally]:
    duties = list(duties)
    counts = Counter(duty.kind for duty in duties)
    return [_tally(kind, [d for d in duties if d.kind == kind], today) for kind in DutyKind if counts[kind]]


def _tally(kind: DutyKind, duties: list[Duty], today: date) -> Tally:
    said = [f"{len(duties)} {COUNTED[kind]}"]
    overdue = sum(duty.is_overdue(today) for duty in duties) if kind in WITH_A_DAY else 0
    back = sum(duty.is_back for duty in duties)
    said += [f"{overdue} quá hạn"] if overdue else []
    said += [f"{back} bị trả lại"] if back else []
    return Tally(kind, ", ".join(said), is_late=len(said) > 1)
