"""What stands beside the figures of a report: the form's last period, and the same period of last year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
    known = earlier_figures(submission, figures)
    return {pair: beside(submission, parts) for pair, parts in known.items()}


def beside(submission: Submission, known: Mapping[Period, Parts]) -> Around:
    """What stands beside one figure of a report, of all that is known of it by period."""
    key = submission.period.key
    before, year_before = keys_beside(submission)
    return Around(
        before=known.get(before),
        year_before=known.get(year_before),
        is_as_long=before.months == key.months,
        is_same_year=before.year == key.year,
    )


def keys_beside(submission: Submission) -> tuple[Period, Period]:
    """The form's last period, and the same period of last year."""
    key = submission.period.key
    return previous_of(Calendar(submission.form.calendar), key), key.year_before


def earlier_figures(submission: Submission, figures: Sequence[Figure]) -> dict[tuple[int, int], dict[Period, Parts]]:
    """What was sent about the same agencies in those two periods; one query."""
    return sent_about(figures, keys_beside(submission))


def sent_about(figures: Sequence[Figure], keys: Iterable[Period]) -> dict[tuple[int, int], dict[Period, Parts]]:
    """What was sent in these periods about the agencies and indicators of the figures; one query."""
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
