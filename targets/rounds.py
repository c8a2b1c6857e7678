"""How often a report was handed over and sent, and what became of each time: from its events, in plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STARTS = ("handed", "submitted")
ENDS = ("declined", "withdrawn", "returned", "approved")


@dataclass
class Round:
    """One time that a report left the hands of those who type it. `handed`, `sent`, `ended`: the events, or None."""

    number: int
    handed: Any = None
    sent: Any = None
    ended: Any = None

    @property
    def state(self) -> tuple[str, str]:
        """The badge of what became of it, and its word where the badge's own does not fit."""
        if self.ended is None:
            return ("submitted", "") if self.sent else ("leader", "")
        match self.ended.kind:
            case "withdrawn":
                return "draft", "Đơn vị rút lại"
            case "declined":
                return "returned", "Lãnh đạo đơn vị trả lại"
            case kind:
                return kind, ""


def rounds_of(events: Iterable[Any]) -> list[Round]:
    """The rounds of a report, the first one first. `events`: each with a `kind`, in the order in which they happened."""
    rounds: list[Round] = []
    for event in events:
        is_going_on = bool(rounds) and rounds[-1].ended is None
        if event.kind in ENDS and is_going_on:
            rounds[-1].ended = event
        elif event.kind == "submitted" and is_going_on and rounds[-1].sent is None:
            rounds[-1].sent = event
        elif event.kind in STARTS:
            begun = {"handed": event} if event.kind == "handed" else {"sent": event}
            rounds.append(Round(len(rounds) + 1, **begun))
    return rounds


def times_returned(events: Iterable[Any]) -> int:
    """How often the checker sent the report back."""
    return sum(event.kind == "returned" for event in events)


def reasons_to_mend(events: Iterable[Any]) -> list[Any]:
    """Why the report lies with those who type it: what the checker said since it was last sent, and what the leader said
    since it was last handed over; the latest first."""
    open_reasons: dict[str, Any] = {}
    for event in events:
        if event.kind in ("returned", "declined"):
            open_reasons[event.kind] = event
        elif event.kind == "submitted":
            open_reasons.clear()
        elif event.kind == "handed":
            open_reasons.pop("declined", None)
    return sorted(open_reasons.values(), key=lambda event: event.at, reverse=True)
