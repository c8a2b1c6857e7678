"""Who reports in time: the agencies of a year by what happened to their reports, kept for ever and computed only here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

from django.db.models import Count, DateField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Coalesce, TruncDate

from agencies.models import Agency
from targets.models import SubmissionEvent
from ui.numbers import round_half_up

NO_TIME = timedelta(0)
NEARLY_ALL = Decimal("99.9")


@dataclass
class Standing:
    """One agency in a year. `owed`: reports whose due day has passed, and those sent before it.

    `late` came after their due day, `missing` have not come after it; `days_late` of both together.
    `decided`: reports confirmed or sent back at least once; `first_right`: confirmed without ever being sent back.
    `place` is None where too little was owed to compare.
    """

    agency: Agency | None
    owed: int
    in_time: int
    late: int
    missing: int
    days_late: int
    returns: int
    decided: int
    first_right: int
    place: int | None = None

    @property
    def share_in_time(self) -> Fraction:
        return Fraction(self.in_time, self.owed) if self.owed else Fraction(0)

    @property
    def in_time_pct(self) -> Decimal:
        """From 0 to 100, one decimal; only who was always in time reads 100%."""
        share = round_half_up(Decimal(100 * self.in_time) / (self.owed or 1), 1)
        return share if self.in_time == self.owed else min(share, NEARLY_ALL)

    @property
    def days_per_late(self) -> Decimal | None:
        """Average days late of the late and the missing, to one decimal; None where there are none."""
        behind = self.late + self.missing
        return round_half_up(Decimal(self.days_late) / behind, 1) if behind else None

    @property
    def merit(self) -> tuple[Fraction, Fraction]:
        """What the place goes by, smaller is better: the share not in time, then days late for each report owed."""
        return 1 - self.share_in_time, Fraction(self.days_late, self.owed or 1)


def least_to_compare(owed: Iterable[int]) -> int:
    """How many reports an agency must owe to be given a place: half of what the agency in the middle owes.

    One report in time is not better than eleven of twelve.
    """
    counts = list(owed)
    return -(-int(median(counts)) // 2) if counts else 0


def placed(standings: Sequence[Standing]) -> list[Standing]:
    """The best first; those equal share a place ("1, 1, 3"); those with too few reports at the end, without one."""
    least = least_to_compare(one.owed for one in standings)
    by_merit = sorted(standings, key=lambda one: (one.owed < least, one.merit))
    for number, one in enumerate(by_merit):
        before = by_merit[number - 1] if number else None
        is_equal = before is not None and before.merit == one.merit
        one.place = None if one.owed < least else before.place if is_equal else number + 1
    return by_merit


def total(standings: Iterable[Standing]) -> Standing:
    """All agencies together, for the foot of the table."""
    rows = list(standings)
    names = ("owed", "in_time", "late", "missing", "days_late", "returns", "decided", "first_right")
    return Standing(None, **{name: sum(getattr(row, name) for row in rows) for name in names})


def league(reports, today: date) -> list[Standing]:
    """Every agency that gave, or should have given, one of these reports (a queryset); three queries."""
    due = reports.filter(Q(due_on__lt=today) | Q(first_submitted_at__isnull=False)).order_by()
    counts = {row.pop("agency"): row for row in _counts(due, today)}
    returns = _returns(due)
    agencies = Agency.objects.filter(pk__in=due.values("agency")).order_by("sort_key")
    return placed([_standing(agency, counts[agency.pk], returns.get(agency.pk, 0)) for agency in agencies])


def _standing(agency: Agency, counts: dict, returns: int) -> Standing:
    lateness = counts.pop("sent_after") + counts.pop("missing_for")
    return Standing(agency, **counts, days_late=lateness.days, returns=returns)


def _counts(due, today: date):
    """One row an agency, added up by the database."""
    came, missing = Q(sent_on__isnull=False), Q(sent_on__isnull=True)
    late = Q(sent_on__gt=F("due_on"))
    sent_back = SubmissionEvent.objects.filter(submission=OuterRef("pk"), kind=SubmissionEvent.Kind.RETURNED)
    rows = due.annotate(sent_on=TruncDate("first_submitted_at"), was_returned=Exists(sent_back))
    return rows.values("agency").annotate(
        owed=Count("pk"),
        in_time=Count("pk", filter=came & ~late),
        late=Count("pk", filter=late),
        missing=Count("pk", filter=missing),
        sent_after=_days(F("sent_on"), late),
        missing_for=_days(Value(today, DateField()), missing),
        decided=Count("pk", filter=Q(first_approved_at__isnull=False) | Q(was_returned=True)),
        first_right=Count("pk", filter=Q(first_approved_at__isnull=False, was_returned=False)),
    )


def _days(until, which: Q):
    after_due = ExpressionWrapper(until - F("due_on"), DurationField())
    return Coalesce(Sum(after_due, filter=which), Value(NO_TIME))


def _returns(due) -> dict[int, int]:
    back = SubmissionEvent.objects.filter(submission__in=due.values("pk"), kind=SubmissionEvent.Kind.RETURNED)
    return dict(back.order_by().values_list("submission__agency").annotate(Count("pk")))
