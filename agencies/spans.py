"""Stretches of days, half-open as everywhere in this project: the first day is in, the last is not."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """The days from `start` up to but without `end`; None is open on that side."""

    start: date | None = None
    end: date | None = None

    @property
    def first(self) -> date:
        return self.start or date.min

    @property
    def last(self) -> date:
        return self.end or date.max

    def holds(self, day: date) -> bool:
        return self.first <= day < self.last

    def covers(self, other: "Span") -> bool:
        """Whether every day of `other` is a day of this one."""
        return self.first <= other.first and other.last <= self.last

    def common(self, other: "Span") -> "Span | None":
        """The days that both hold; None where there are none."""
        start, end = max(self.first, other.first), min(self.last, other.last)
        return Span(start, end) if start < end else None
