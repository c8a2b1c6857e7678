"""Lets an address carry a period: path("so-lieu/<period:period>/", …) matches /so-lieu/2026-q2/."""

from periods.period import SLUG, Period, parse_slug


class PeriodConverter:
    """A URL converter between 2026-q2 and its Period; register it under the name "period"."""

    regex = SLUG

    def to_python(self, value: str) -> Period:
        return parse_slug(value)

    def to_url(self, value: Period) -> str:
        return value.slug
