"""Where a task stands: from its time and the day it was done, to a state and days late or left."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from ui.days import write_day
from ui.numbers import write_number


class Timing(TextChoices):
    """What a plan says of a task's time."""

    DEADLINE = "deadline", "Có thời hạn"
    WINDOW = "window", "Trong khoảng từ ngày đến ngày"
    ONGOING = "ongoing", "Thường xuyên"
    UNKNOWN = "unknown", "Chưa rõ"


class TaskState(TextChoices):
    """Where a task stands (DESIGN §7). The keys are those of ui.states, family "task"."""

    OVERDUE = "overdue", "Quá hạn, chưa hoàn thành"
    DOING = "doing", "Đang thực hiện, trong hạn"
    NOT_STARTED = "not_started", "Chưa đến thời gian thực hiện"
    DONE = "done", "Hoàn thành đúng hạn"
    DONE_LATE = "done_late", "Hoàn thành quá hạn"
    DONE_UNDATED = "done_undated", "Đã hoàn thành, chưa rõ thời hạn"
    STANDING = "standing", "Thường xuyên"
    UNDATED = "undated", "Chưa rõ thời hạn"


DONE_STATES = (TaskState.DONE, TaskState.DONE_LATE, TaskState.DONE_UNDATED)


@dataclass(frozen=True, slots=True)
class Progress:
    """A state, and days: late when positive, left when negative, None where no day is set or the task was done in time."""

    state: TaskState
    days_late: int | None = None

    @property
    def is_done(self) -> bool:
        return self.state in DONE_STATES

    @property
    def sentence(self) -> str:
        """In words: "quá hạn 3 ngày", "còn 12 ngày", "hạn là hôm nay"; empty where there is nothing to count."""
        if self.days_late is None:
            return ""
        if self.state == TaskState.DONE_LATE:
            return f"chậm {write_number(self.days_late)} ngày"
        if self.state == TaskState.NOT_STARTED:
            return f"bắt đầu sau {write_number(-self.days_late)} ngày"
        if self.days_late > 0:
            return f"quá hạn {write_number(self.days_late)} ngày"
        return f"còn {write_number(-self.days_late)} ngày" if self.days_late else "hạn là hôm nay"


def progress_of(
    timing: str, starts_on: date | None, due_on: date | None, done_on: date | None, today: date
) -> Progress:
    """Where a task stands today. `done_on` is the day it was done by its newest report, None while it is not.

    A standing task ("thường xuyên") is never done and never late. The due day itself is still in time. For a task whose
    time has not come, the days count to its first day.
    """
    if timing == Timing.ONGOING:
        return Progress(TaskState.STANDING)
    if timing == Timing.UNKNOWN or due_on is None:
        return Progress(TaskState.DONE_UNDATED if done_on else TaskState.UNDATED)
    if done_on:
        late = (done_on - due_on).days
        return Progress(TaskState.DONE_LATE, late) if late > 0 else Progress(TaskState.DONE)
    if today > due_on:
        return Progress(TaskState.OVERDUE, (today - due_on).days)
    if starts_on and today < starts_on:
        return Progress(TaskState.NOT_STARTED, (today - starts_on).days)
    return Progress(TaskState.DOING, (today - due_on).days)


def timing_text(timing: str, starts_on: date | None, due_on: date | None, words: str = "") -> str:
    """The time of a task in words; the plan's own words, where it has them, stand behind the days."""
    if timing == Timing.ONGOING:
        return words or "Thường xuyên"
    if timing == Timing.UNKNOWN or due_on is None:
        return words or "Chưa rõ"
    days = write_day(due_on)
    if timing == Timing.WINDOW and starts_on:
        days = f"Từ {write_day(starts_on)} đến {days}"
    return f"{days} ({words})" if words else days
