""" "Diễn biến" of one number: its reports of this year beside last year's, with the reorganisations between them."""

from dataclasses import dataclass
from itertools import pairwise

from dashboard.changes import Change
from periods.period import reporting_year, whole_year
from targets.results import Point, TargetResult


@dataclass(frozen=True)
class TrendRow:
    """One report: its name, the figure up to its end in both years, and what was reorganised since the one before."""

    name: str
    now: str
    before: str
    changes: list[str]


def trend_of(result: TargetResult, changes: tuple[Change, ...]) -> list[TrendRow]:
    """The reports of a year in their order; none where nothing is known of either year."""
    now = {point.period.span.end: point for point in result.trend}
    before = {point.period.span.end: point for point in result.last_year_trend}
    if not any(point.value is not None for point in (*now.values(), *before.values())):
        return []
    return [
        TrendRow(
            name=_sentence_case(before[end].period.name),
            now=_shown(now.get(end)),
            before=_shown(before.get(end)),
            changes=[change.words for change in changes if _month_of(change) in range(start, end)],
        )
        for start, end in pairwise([0, *sorted(before)])
    ]


def _sentence_case(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _shown(point: Point | None) -> str:
    return point.shown if point and point.value is not None else ""


def _month_of(change: Change) -> int:
    """In which month (0-11) of its reporting year the day lies; months begin on their 15th."""
    begins = whole_year(reporting_year(change.day)).starts_on
    months = (change.day.year - begins.year) * 12 + change.day.month - begins.month
    return months - (change.day.day < begins.day)
