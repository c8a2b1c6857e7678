"""What others published about the provinces of the made-up nation: ranks and satisfaction, confirmed by a second person."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from accounts.models import User
from agencies.models import Agency
from dashboard.nation import codes
from dashboard.nation.measures import EXPECTED, Catalogue
from periods.models import ReportingPeriod
from periods.period import Period, whole_year
from targets.models import Figure
from targets.terms import Typed

SOURCE = "Công bố minh hoạ"


def outside_figures(
    seed: int,
    years: range,
    provinces: list[Agency],
    catalogue: Catalogue,
    periods: dict[Period, ReportingPeriod],
    by: tuple[User, User],
) -> list[Figure]:
    """Unnumbered figures of every year that is published by the day as of which the nation is made. `by`: who recorded,
    who confirmed."""
    published = [year for year in years if date(year + 1, *EXPECTED) < codes.SEEN_ON]
    return [
        figure
        for year in published
        for figure in _of_year(Random(f"{seed}/{year}"), periods[whole_year(year)], provinces, catalogue, by)
    ]


def _of_year(
    chance: Random, period: ReportingPeriod, provinces: list[Agency], catalogue: Catalogue, by
) -> list[Figure]:
    places = list(range(1, len(provinces) + 1))
    chance.shuffle(places)
    made = []
    for province, place in zip(provinces, places, strict=True):
        satisfied = Decimal(chance.randint(7900, 9000)) / 100
        made.append(_figure(period, province, catalogue, "KQ01", by, value=Decimal(place), out_of=len(provinces)))
        made.append(_figure(period, province, catalogue, "KQ02", by, value=satisfied))
    return made


def _figure(period: ReportingPeriod, province: Agency, catalogue: Catalogue, code: str, by, **parts) -> Figure:
    at = datetime.combine(date(period.year + 1, *EXPECTED), time(2), tzinfo=UTC)
    return Figure(
        indicator=catalogue.indicators[code],
        agency=province,
        reported_by=province,
        period=period,
        typed=Typed.AS_OF,
        source=SOURCE,
        recorded_by=by[0],
        recorded_at=at,
        approved_by=by[1],
        approved_at=at + timedelta(days=1),
        changed_at=at,
        is_sample=True,
        **parts,
    )
