"""Whatever people do, in whatever order: stored totals are what the figures give, and nothing is lost or counted twice."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import Agency, Placement
from periods.period import Span
from targets import rollup
from targets.forest import Named
from targets.judging import Board
from targets.models import Indicator, MapView, Target
from targets.stored import Stored
from targets.terms import Kind
from targets.totals import total
from tests.targets.rolling import STEPS, WAYS, YEARS, Country, given_in_a_year, moment

pytestmark = [pytest.mark.django_db, pytest.mark.stored_totals]

OFTEN = ("open", "send", "send", "approve", "approve", "correct", "place", "place", "merge", "merge", "split", "wait")
WHOLE = Span(0, 12)
steps = st.lists(st.tuples(st.sampled_from([*STEPS, *OFTEN]), st.integers(0, 2**32)), min_size=10, max_size=16)
countries = st.tuples(st.integers(0, 2**32), st.lists(st.sampled_from(WAYS), min_size=3, max_size=4, unique=True))
FEW = settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def clock(monkeypatch):
    return lambda day: monkeypatch.setattr(timezone, "now", lambda: moment(day))


def test_stored_totals_are_what_the_figures_give_whatever_was_done(clock):
    done = Counter()

    @FEW
    @given(country=countries, taken=steps)
    def whatever_is_done(country, taken):
        with transaction.atomic():
            seed, ways = country
            world = Country(Random(seed), tuple(ways), clock=clock)
            for name, drawn in taken:
                world.step(name, Random(drawn))
                assert list(rollup.differences(today=world.today)) == [], name
            boards_agree(world)
            today_counts_all_once(world)
            done.update(world.done)
            transaction.set_rollback(True)

    whatever_is_done()
    assert set(done) == set(STEPS)  # else some step is refused whenever it is tried


# --- Boards -----------------------------------------------------------------------------------------------------------


def boards_agree(world: Country) -> None:
    """From stored totals and from raw figures: the same verdicts, totals, coverage, trends and members, on either map."""
    for office in Agency.objects.order_by("pk"):
        for view in MapView:
            about = {"office": office, "year": 2026, "today": world.today, "view": view}
            stored, raw = (Board(Target.objects.order_by("pk"), stored=kind, **about) for kind in (True, False))
            for kept, added in zip(stored.results, raw.results, strict=True):
                assert described(kept) == described(added), (office, view, kept.target.pk)


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
            found = [
                sum((Fraction(part) for part in parts), Fraction(0))
                for parts in zip(*map(parts_of, totals), strict=True)
            ]
            given = given_in_a_year(indicator, year).values()
            assert (
                found == [sum((Fraction(part) for part in parts), Fraction(0)) for parts in zip(*given, strict=True)]
                or not given
            )


def parts_of(amount) -> tuple[Decimal, Decimal]:
    return (amount.value or Decimal(0), amount.base or Decimal(0)) if amount else (Decimal(0), Decimal(0))


def standing_below_another(day) -> set[int]:
    begun = Q(from_day=None) | Q(from_day__lte=day)
    lasts = Q(until=None) | Q(until__gt=day)
    return set(Placement.objects.filter(begun, lasts, parent__isnull=False).values_list("agency_id", flat=True))
