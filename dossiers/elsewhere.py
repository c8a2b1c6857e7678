"""Holding a number of an export against the agency's other reports of the year and against what it is "trong đó" of."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from dossiers.models import DossierSource
from periods.models import ReportingPeriod
from targets.checking import asked_of
from targets.checks import Earlier, Parts, Problem, check_against_year, check_part
from targets.models import Figure

Key = tuple[int, int]  # agency, indicator


class Elsewhere:
    """What the agencies of an office have sent for other periods of the year; one query."""

    def __init__(self, source: DossierSource, period: ReportingPeriod, indicators: Collection[int]):
        self.span = period.key.span
        rows = Figure.objects.sent().filter(
            agency__path__startswith=source.office.path, indicator__in=set(indicators), period__year=period.year
        )
        self._known: dict[Key, list[Figure]] = defaultdict(list)
        for row in rows.exclude(period=period).select_related("period"):
            if row.is_given:
                self._known[row.agency_id, row.indicator_id].append(row)

    def against_year(self, figure: Figure, parts: Parts) -> list[Problem]:
        rows = self._known.get((figure.agency_id, figure.indicator_id), ())
        others = [Earlier(row.period.key.span, str(row.period), row.parts) for row in rows if row.typed == figure.typed]
        return check_against_year(asked_of(figure.indicator, figure.typed), parts, self.span, others)

    def against_whole(self, figure: Figure, parts: Parts, standing: Mapping[Key, Parts]) -> list[Problem]:
        """`standing`: what each figure of the form will be."""
        whole = standing.get((figure.agency_id, figure.indicator.part_of_id))
        if whole is None or not whole.is_given:
            return []
        return check_part(asked_of(figure.indicator, figure.typed), parts, whole, figure.indicator.part_of.name)
