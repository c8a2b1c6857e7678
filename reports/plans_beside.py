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
    """The targets that judge the agency on an indicator, its own plan's first; where none does, in totals, those of
    its groups. Judging a group costs as much as all its members, so it is not asked for more than that."""
    measured = [result for result in results if result.indicator.pk == indicator]
    groups = [result for result in measured if not of_one and result.is_of_members and _is_own(result, agency)]
    direct = [one for result in measured if result not in groups if (one := _of_the_agency(result, agency))]
    if direct:
        return [one for _, one in sorted(direct, key=lambda ranked: ranked[0])]
    return [_of_a_group(result) for result in groups if result.members]


def _is_own(result: TargetResult, agency: Agency) -> bool:
    return result.target.plan.issuer_id == agency.pk


def _of_the_agency(result: TargetResult, agency: Agency) -> tuple[bool, Beside] | None:
    """The agency's own verdict, its own plan's before those of others."""
    cell = result.cell(agency.pk)
    if cell is None or not cell.is_member:
        return None
    asked = short_condition(rule_of(result.version))
    return not _is_own(result, agency), _of(result, cell.attainment, asked, is_of_a_group=False)


def _of_a_group(result: TargetResult) -> Beside:
    return _of(result, result.attainment, condition_of(result.version), is_of_a_group=True)


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
