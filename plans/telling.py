"""What a report on a task must say, wherever it is given: values in, faults out. Each names its field and the remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plans.progress import TaskState, Timing, progress_of
from ui.days import write_day

Fault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a task, as of a day. percent None: nothing is said."""

    as_of: date
    percent: int | None
    done_on: date | None = None
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier report on the same task: its day and its percentage."""

    as_of: date
    percent: int


def done_faults(timing: str, told: Told) -> Iterator[Fault]:
    """A day of completion and 100% come together; a standing task ("thường xuyên") has neither."""
    if timing == Timing.ONGOING and told.done_on:
        yield "done_on", "Nhiệm vụ thường xuyên không có ngày hoàn thành; để trống mục này."
    if told.done_on and told.percent != 100:
        yield "percent", "Nhiệm vụ đã hoàn thành thì tiến độ phải là 100%."
    if told.percent == 100 and not told.done_on and timing != Timing.ONGOING:
        yield "done_on", "Tiến độ 100% cần ngày hoàn thành."


def unexplained_faults(
    timing: str,
    starts_on: date | None,
    due_on: date | None,
    told: Told,
    newest: Before | None,
    unfinished: Before | None,
) -> Iterator[Fault]:
    """What was late on the day of the report, went back, or was done before a report that it was not, needs its cause.

    newest: the last report before this one; unfinished: the last one that said less than 100%.
    """
    if told.difficulty:
        return
    standing = progress_of(timing, starts_on, due_on, told.done_on, told.as_of)
    if standing.state in (TaskState.OVERDUE, TaskState.DONE_LATE):
        yield "difficulty", f"Nhiệm vụ {standing.sentence}. Ghi khó khăn, nguyên nhân."
    if newest and told.percent < newest.percent:
        yield "difficulty", f"Tiến độ giảm so với báo cáo trước ({newest.percent}%). Ghi nguyên nhân."
    if told.done_on and unfinished and told.done_on < unfinished.as_of:
        yield (
            "difficulty",
            f"Báo cáo trước ghi mới làm được {unfinished.percent}% đến ngày {write_day(unfinished.as_of)}, sau ngày hoàn "
            "thành này. Xem lại ngày hoàn thành, hoặc ghi rõ vì sao báo cáo trước chưa đúng.",
        )
