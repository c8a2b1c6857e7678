"""What stands beside the figures of a report: the form's last period, and the same period of last year."""

from collections import defaultdict
from collections.abc import Sequence

from periods.models import ReportingPeriod
from periods.period import Calendar, Period, periods_of
from targets.checks import Parts
from targets.flags import Around
from targets.models import Figure, Submission

NOTHING_KNOWN = Around()


def previous_of(calendar: Calendar, key: Period) -> Period:
    """The period that the same form reported just before this one."""
    keys = periods_of(calendar, key.year)
    place = keys.index(key)
    return keys[place - 1] if place else periods_of(calendar, key.year - 1)[-1]


def around_of(submission: Submission, figures: Sequence[Figure]) -> dict[tuple[int, int], Around]:
    """What is known beside each figure, by (agency, indicator)."""
    key = submission.period.key
    before, year_before = previous_of(Calendar(submission.form.calendar), key), key.year_before
    known = earlier_figures(submission, figures)
    return {
        pair: Around(
            before=parts.get(before),
            year_before=parts.get(year_before),
            is_as_long=before.months == key.months,
            is_same_year=before.year == key.year,
        )
        for pair, parts in known.items()
    }


def earlier_figures(submission: Submission, figures: Sequence[Figure]) -> dict[tuple[int, int], dict[Period, Parts]]:
    """What was sent about the same agencies in those two periods; one query."""
    key = submission.period.key
    keys = [previous_of(Calendar(submission.form.calendar), key), key.year_before]
    rows = (
        Figure.objects.sent()
        .filter(
            period__in=ReportingPeriod.objects.keyed(keys),
            agency__in={figure.agency_id for figure in figures},
            indicator__in={figure.indicator_id for figure in figures},
        )
        .select_related("period")
    )
    known: dict[tuple[int, int], dict[Period, Parts]] = defaultdict(dict)
    for row in rows:
        known[row.agency_id, row.indicator_id][row.period.key] = row.parts
    return known
