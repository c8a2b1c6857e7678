"""How many agencies have given what they owe so far, counted in the database however large the tree."""

from collections.abc import Iterable

from django.db.models import Count, Q

from agencies.models import Agency
from periods.models import ReportingPeriod
from targets.evidence import NOBODY_OWES, Clock, Coverage, Several
from targets.models import FormLine, Submission

State = Submission.State


def coverage_below(office: Agency, indicators: Iterable[int], years: Iterable[int], clock: Clock) -> Coverage:
    """Of the agencies at or below an office that owe a report with one of these indicators for a period that is over:
    how many have all of theirs approved, the rest sent, or something missing; two queries."""
    periods = ReportingPeriod.objects.filter(year__in=set(years))
    over = [period.pk for period in periods if clock.is_over(period.key)]
    if not over:
        return NOBODY_OWES
    forms = FormLine.objects.filter(indicator__in=set(indicators)).values("form")
    reports = Submission.objects.filter(period__in=over, form__in=forms, agency__path__startswith=office.path)
    by_agency = (
        reports.order_by()
        .values("agency")
        .annotate(
            lacking=Count("pk", filter=~Q(state__in=(State.APPROVED, State.SUBMITTED))),
            waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
        )
    )
    found = by_agency.aggregate(
        owing=Count("agency"),
        sent=Count("agency", filter=Q(lacking=0, waiting__gt=0)),
        missing=Count("agency", filter=Q(lacking__gt=0)),
    )
    owing, sent, missing = found["owing"], found["sent"], found["missing"]
    return Coverage(owing, owing - sent - missing, _several(sent), _several(missing))


def _several(count: int) -> tuple[Several, ...]:
    return (Several(count),) if count else ()
