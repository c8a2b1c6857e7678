"""Which target of a plan stands beside a line of a table, and how the figures stand against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from agencies.models import Agency
from targets.attainment import EXCEEDED_WORD, Attainment
from targets.condition_words import short_condition
from targets.restating import condition_of, rule_of
from targets.results import TargetResult
from targets.sentence import when
from targets.terms import Verdict, VerdictGroup
from targets.worded_rule import lowered

MEMBER_FIRST, GROUP_LAST = 0, 1


@dataclass(frozen=True)
class Beside:
    """What a plan asks of a line's indicator, and the verdict.

    bounds: which numbers must stay on their side when rounded. is_of_a_group: the verdict speaks of the members one by
    one, not of the number in the table.
    """

    asked: str
    rule: int
    attainment: Attainment
    is_of_a_group: bool
    plan: str
    unit_noun: str

    @property
    def bounds(self) -> tuple[Fraction, ...]:
        asked = None if self.is_of_a_group else self.attainment.asked
        return tuple(bound for bound in (asked.low, asked.high) if bound is not None) if asked else ()

    @property
    def key(self) -> str:
        """The badge's key; "" where nothing is judged."""
        verdict = self.attainment.verdict
        if not self.attainment.is_judged:
            return ""
        return "exceeded" if verdict == Verdict.MET and self.attainment.word == EXCEEDED_WORD else verdict.value

    @property
    def word(self) -> str:
        return self.attainment.word if self.attainment.is_judged else ""

    def gap_beside(self, to_date: Fraction | None) -> str:
        """What is short; of a group how many of its members are well. A verdict on other months than the year to date
        (a target that fell due at mid-year) brings its own number along."""
        if self.is_of_a_group:
            return self._members_words()
        said = [self.attainment.gap]
        if self.attainment.is_judged and self.attainment.value not in (None, to_date):
            said.insert(0, f"{lowered(when(self.attainment))}: {self.attainment.shown}")
        return ", ".join(words for words in said if words)

    def _members_words(self) -> str:
        judged = [member for _, member in self.attainment.members if member.is_judged]
        well = sum(member.group == VerdictGroup.GOOD for member in judged)
        return f"{well}/{len(judged)} {self.unit_noun} đạt, đang đạt" if judged else ""

    @property
    def is_running(self) -> bool:
        return self.attainment.is_running and not self.attainment.is_certain


def beside(results: Iterable[TargetResult], agency: Agency, indicator: int, *, of_one: bool) -> list[Beside]:
    """The targets that judge the agency on an indicator, its own plan's first; in totals also those of its groups."""
    measured = [result for result in results if result.indicator.pk == indicator]
    found = [one for result in measured if (one := _ranked(result, agency, of_one=of_one))]
    return [one for _, one in sorted(found, key=lambda ranked: ranked[0])]


def _ranked(result: TargetResult, agency: Agency, *, of_one: bool) -> tuple[tuple[int, int], Beside] | None:
    is_own = result.target.plan.issuer_id == agency.pk
    cell = result.cell(agency.pk)
    if cell and cell.is_member:
        asked = short_condition(rule_of(result.version))
        return (MEMBER_FIRST, not is_own), _of(result, cell.attainment, asked, is_of_a_group=False)
    if result.is_of_members and is_own and not of_one and result.members:
        asked = condition_of(result.version)
        return (GROUP_LAST, 0), _of(result, result.attainment, asked, is_of_a_group=True)
    return None


def _of(result: TargetResult, attainment: Attainment, asked: str, *, is_of_a_group: bool) -> Beside:
    group = result.version.judged_group
    return Beside(
        asked=asked,
        rule=result.version.pk,
        attainment=attainment,
        is_of_a_group=is_of_a_group,
        plan=str(result.target.plan),
        unit_noun=group.unit_noun if group else "đơn vị",
    )
