"""Who pulls a result down: of the units directly below an office, from their stored totals alone."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from agencies.models import Agency
from dashboard.kept import LINES
from dashboard.rows import TargetRow
from periods.period import whole_year
from targets.attainment import is_small
from targets.ground import named
from targets.judging import Board
from targets.models import MapView
from targets.results import TargetResult
from targets.showing import written
from targets.totals import Contribution, Pull, pull, total

REST = -1  # stands for the office itself and those who left it within the year: their cases count, nobody is named


@dataclass(frozen=True)
class Pulled:
    """Who has most of the cases of a target, by key, and what the cases are called."""

    found: Pull
    noun: str

    def words(self, agencies: dict[int, Agency]) -> str:
        """ "3 tỉnh chiếm 71% số hồ sơ quá hạn"."""
        units = [agencies[pk] for pk in self.found.agencies]
        names = ", ".join(unit.short_name or unit.name for unit in units)
        return f"{names} chiếm {written(self.found.share * 100, 0)}% số {self.noun}"


def with_pull(rows: list[TargetRow], board: Board) -> list[TargetRow]:
    """The rows, each with who makes most of what is missing; one query for the names, two more where figures changed."""
    results = {row.target.pk: board.result_of(row.target.pk) for row in rows}
    pulled = pulled_down([result for result in results.values() if result], board)
    return [replace(row, pull=pulled.get(row.target.pk, "")) for row in rows]


def pulled_down(results: list[TargetResult], board: Board) -> dict[int, str]:
    """Target to the words; targets of which nobody stands out are left out."""
    below = _Below(board, results)
    keys = {result: board.fingerprint(result.target) for result in results}
    found = {
        result.target.pk: LINES.get(key and ("pull", key), lambda result=result: below.pull_of(result))
        for result, key in keys.items()
    }
    named_units = {pk for one in found.values() if one for pk in one.found.agencies}
    agencies = Agency.objects.in_bulk(named_units) if named_units else {}
    return {target: one.words(agencies) for target, one in found.items() if one}


class _Below:
    """The units directly below an office with their totals, read when the first of some results asks for them."""

    def __init__(self, board: Board, results: list[TargetResult]):
        self._board, self._results = board, results
        self._units: list[Agency] | None = None

    @property
    def units(self) -> list[Agency]:
        """Who stands there and lived within the year."""
        if self._units is None:
            year = whole_year(self._board.year)
            below = Agency.objects.filter(parent=self._board.office).exclude(dissolved_on__lte=year.starts_on)
            self._units = list(below.order_by("sort_key", "pk"))
            self._board.figures.read(map(named, self._units), {result.indicator.pk for result in self._results})
        return self._units

    def pull_of(self, result: TargetResult) -> Pulled | None:
        """None where nobody stands out, or where units that moved within the year blur the sums."""
        is_own_whole = not result.is_of_members and result.judged.pk == self._board.office.pk
        if not is_own_whole or not self._board.is_stored or result.attainment.stretch.total.amount is None:
            return None
        parts = {unit.pk: self._brought(result, unit) for unit in self.units if unit.is_alive_on(self._day(result))}
        cases = {unit: bad for unit, part in parts.items() if (bad := result.failed_cases(part)) is not None}
        everything = result.failed_cases(Contribution(REST, result.attainment.stretch.total.amount))
        if len(cases) < 2 or everything is None or (rest := everything - sum(cases.values(), Decimal(0))) < 0:
            return None
        small = {unit for unit, part in parts.items() if is_small(result.rule, part.amount)}
        found = pull(cases | ({REST: rest} if rest else {}), unnamed=small | {REST})
        return (
            Pulled(found, result.rule.words.failed if result.rule.is_ratio else result.indicator.unit)
            if found
            else None
        )

    def _day(self, result: TargetResult) -> date:
        """The day of whose units the sums are made: what a successor brought holds that of those merged into it."""
        return self._board.today if self._board.view == MapView.TODAY else result.attainment.stretch.until

    def _brought(self, result: TargetResult, unit: Agency) -> Contribution:
        """What a unit with everything below it has brought over the months that are counted."""
        stretch = result.attainment.stretch
        belonging = self._board.figures.unit(result.indicator.pk, result.year, unit.pk)
        return Contribution(unit.pk, total(belonging, stretch.counted, is_final=stretch.is_final).amount)
