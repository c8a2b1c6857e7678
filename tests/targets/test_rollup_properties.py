"""Whatever people do, in whatever order: stored totals are what the figures give, and nothing is lost or counted twice."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from random import Random

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Placement
from periods.period import Span
from targets import rollup
from targets.forest import Named
from targets.judging import Board
from targets.models import Figure, Indicator, MapView, Target
from targets.stored import Stored
from targets.terms import Kind, Typed
from targets.totals import total
from tests.targets.rolling import STEPS, WAYS, YEARS, Country, moment

pytestmark = [pytest.mark.django_db, pytest.mark.stored_totals]

OFTEN = (
    "open",
    "send",
    "send",
    "approve",
    "approve",
    "correct",
    "close",
    "place",
    "place",
    "merge",
    "merge",
    "split",
    "wait",
)
WHOLE = Span(0, 12)
OFTEN_ENOUGH = 5
measured = st.lists(st.sampled_from(WAYS), min_size=2, max_size=3, unique=True)
days_work = st.permutations([*STEPS, *OFTEN]).map(lambda names: names[:14])
FEW = settings(
    max_examples=12 if connection.vendor == "sqlite" else 5,  # the other asks the same questions of another database
    phases=[Phase.generate],  # to make a failing one smaller takes minutes; it is as short as a working day anyway
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def clock(monkeypatch):
    return lambda day: monkeypatch.setattr(timezone, "now", lambda: moment(day))


def test_stored_totals_are_what_the_figures_give_whatever_was_done(clock):
    tried, done = Counter(), Counter()

    @FEW
    @given(seed=st.integers(0, 2**32), ways=measured, names=days_work)
    def whatever_is_done(seed, ways, names):
        with transaction.atomic():
            world = Country(chance := Random(seed), tuple(ways), clock=clock)
            for number, name in enumerate(names):
                world.step(name, chance)
                assert list(rollup.differences(today=world.today)) == [], name
                today_counts_all_once(world)
                boards_agree(world, [world.province], [list(MapView)[number % 2]])
            boards_agree(world, Agency.objects.order_by("-pk")[:3], MapView)
            tried.update(names)
            done.update(world.done)
            transaction.set_rollback(True)

    whatever_is_done()
    assert [name for name in STEPS if tried[name] >= OFTEN_ENOUGH and not done[name]] == []  # none is always refused


# --- Boards -----------------------------------------------------------------------------------------------------------


def boards_agree(world: Country, offices: Iterable[Agency], views: Iterable[MapView]) -> None:
    """From stored totals and from raw figures: the same verdicts, totals, coverage, trends and members, on either map."""
    for office in offices:
        for view in views:
            for year in YEARS:
                about = {"office": office, "year": year, "today": world.today, "view": view}
                stored, raw = (Board(Target.objects.order_by("pk"), stored=kind, **about) for kind in (True, False))
                for kept, added in zip(stored.results, raw.results, strict=True):
                    assert described(kept) == described(added), (office, view, year, kept.target.pk)


def described(result) -> dict:
    return {
        "attainment": told(result.attainment),
        "members": [(agency.pk, told(attainment)) for agency, attainment in result.members],
        "trend": [(point.period, point.value, point.shown) for point in result.trend],
        "last year": [(point.period, point.value, point.shown) for point in result.last_year_trend],
        "same period": result.same_period and (result.same_period.period, result.same_period.value),
    }


def told(attainment) -> tuple:
    stretch = attainment.stretch
    return (
        *(attainment.verdict, attainment.value, attainment.shown, attainment.word, attainment.gap, attainment.sentence),
        *(attainment.is_certain, attainment.is_sent, attainment.is_small_sample, attainment.lacks_baseline),
        *(stretch.is_final, stretch.until, stretch.counted, counted(stretch.coverage)),
        *(added_up(stretch.total), added_up(stretch.last_year)),
        tuple(told(part) for part in attainment.parts),
    )


def counted(coverage) -> tuple:
    return coverage.owing, coverage.approved, coverage.sent_count, coverage.missing_count


def added_up(whole) -> tuple:
    return whole.amount, whole.value, whole.units, whole.as_of, whole.plain_mean, whole.with_predecessors


# --- Today's map --------------------------------------------------------------------------------------------------------


def today_counts_all_once(world: Country) -> None:
    """What was ever confirmed stands once under the tops of today's tree, by sums that use none of the code tried."""
    tops = Agency.objects.exclude(pk__in=standing_below_another(world.today)).values_list("pk", flat=True)
    summed = Indicator.objects.filter(kind__in=(Kind.RATIO, Kind.COUNT))
    stored = Stored(summed, YEARS, MapView.TODAY)
    stored.read([Named(pk, "", "", "") for pk in tops])
    for indicator in summed:
        for year in YEARS:
            totals = [total(stored.unit(indicator.pk, year, top), WHOLE).amount for top in tops]
            found = [(amount.value, amount.base or 0) for amount in totals if amount]
            assert together(found) == together(given_in_a_year(indicator, year).values()), (indicator.pk, year)


def together(pairs) -> tuple[Decimal, Decimal]:
    pairs = list(pairs)
    return sum((above for above, _ in pairs), Decimal(0)), sum((below for _, below in pairs), Decimal(0))


def given_in_a_year(indicator: Indicator, year: int) -> dict[int, tuple[Decimal, Decimal]]:
    """Agency to all that it gave of an amount in a year: reports of a calendar that fill the year best, added by hand."""
    rows = Figure.objects.filter(indicator=indicator, period__year=year, approved_at__isnull=False)
    by_agency: dict[int, dict[Span, Figure]] = {}
    for row in rows.select_related("period"):
        by_agency.setdefault(row.agency_id, {})[row.period.key.span] = row
    return {agency: _added(found) for agency, found in by_agency.items()}


def _added(found: dict[Span, Figure]) -> tuple[Decimal, Decimal]:
    if any(row.typed == Typed.CUMULATIVE for row in found.values()):
        return _both(found[max(found, key=lambda span: span.end)])
    kept = [span for span in found if not any(other != span and other.contains(span) for other in found)]
    parts = [_both(found[span]) for span in kept]
    return sum((part[0] for part in parts), Decimal(0)), sum((part[1] for part in parts), Decimal(0))


def _both(row: Figure) -> tuple[Decimal, Decimal]:
    above = row.numerator if row.numerator is not None else row.value
    return above or Decimal(0), row.denominator or Decimal(0)


def standing_below_another(day) -> set[int]:
    begun = Q(from_day=None) | Q(from_day__lte=day)
    lasts = Q(until=None) | Q(until__gt=day)
    return set(Placement.objects.filter(begun, lasts, parent__isnull=False).values_list("agency_id", flat=True))
