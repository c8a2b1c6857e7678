"""The verdict on a target for one judged unit: a pure function of its rule, the evidence and today (DESIGN §4).

`judge` decides in the order of the table in DESIGN §4; `members.judge_each` and `members.judge_share` put the verdicts
of a group's members together.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from targets import needed, sentence
from targets.amount import Amount
from targets.evidence import Coverage, Evidence, Stretch
from targets.needed import Estimate, Needed
from targets.rule import BaselineError, Rule, Threshold, expected, threshold
from targets.showing import kind_words, places_beside, written
from targets.terms import Kind, SourceKind, Verdict, VerdictGroup
from targets.totals import Total

GROUPS = {
    Verdict.MET: VerdictGroup.GOOD,
    Verdict.ON_TRACK: VerdictGroup.GOOD,
    Verdict.NEAR: VerdictGroup.ATTENTION,
    Verdict.BEHIND: VerdictGroup.ATTENTION,
    Verdict.UNLIKELY: VerdictGroup.ATTENTION,
    Verdict.MISSED: VerdictGroup.FAILED,
    Verdict.OUT_OF_REACH: VerdictGroup.FAILED,
}
SIGNS = {
    Verdict.NOT_APPLICABLE: "–",
    Verdict.NOT_DUE: "○",
    Verdict.AWAITING: "…",
    Verdict.NO_DATA: "?",
    Verdict.NOTHING_OCCURRED: "∅",
    Verdict.MET: "✓",
    Verdict.MISSED: "✕",
    Verdict.OUT_OF_REACH: "✕",
    Verdict.UNLIKELY: "▽",
    Verdict.ON_TRACK: "●",
    Verdict.NEAR: "△",
    Verdict.BEHIND: "▽",
}
# A whole stands with its worst part or member: failed, attention, no data, good, then what is left out.
WORST_FIRST = (
    Verdict.MISSED,
    Verdict.OUT_OF_REACH,
    Verdict.UNLIKELY,
    Verdict.BEHIND,
    Verdict.NEAR,
    Verdict.NO_DATA,
    Verdict.ON_TRACK,
    Verdict.MET,
    Verdict.AWAITING,
    Verdict.NOT_DUE,
    Verdict.NOTHING_OCCURRED,
    Verdict.NOT_APPLICABLE,
)
SENT_WORD, EXCEEDED_WORD = "Đã gửi, chờ xác nhận", "Vượt"
PROGRESS_WORDS = {Verdict.ON_TRACK: "Đúng tiến độ", Verdict.BEHIND: "Chậm tiến độ"}


@dataclass(frozen=True)
class Attainment:
    """A verdict with everything that it rests on.

    value: unrounded, in the indicator's unit. shown: the same as text, never contradicting the verdict. gap: how far
    short, as text ("thiếu 0,7 điểm %"), or "". asked, expected: what must hold in the end, and by now (None: nothing).
    is_certain: final, or nothing can change it any more. is_running: not final, "tạm tính". is_sent: nothing is
    approved but something was sent. reason: why it is not judged. lacks_baseline: a relative target without one.
    parts: with windows, the verdict of each half or quarter. members: of each and share, (agency, its attainment).
    """

    verdict: Verdict
    rule: Rule
    stretch: Stretch
    value: Fraction | None = None
    asked: Threshold | None = None
    expected: Threshold | None = None
    gap: str = ""
    needed: Needed | None = None
    is_exceeded: bool = False
    is_certain: bool = False
    is_sent: bool = False
    is_late: bool = False
    is_small_sample: bool = False
    is_provisional: bool = False
    lacks_baseline: bool = False
    reason: str = ""
    told: str = ""
    parts: tuple["Attainment", ...] = ()
    members: tuple[tuple[Hashable, "Attainment"], ...] = ()

    def but(self, **changes) -> "Attainment":
        """The same with some fields changed. A page makes thousands of these; dataclasses.replace is ten times slower."""
        copy = object.__new__(Attainment)
        copy.__dict__.update(self.__dict__, **changes)
        copy.__dict__.pop("sentence", None)
        return copy

    @cached_property
    def sentence(self) -> str:
        """What stands behind the verdict, in one Vietnamese sentence."""
        return self.told or sentence.of(self)

    @property
    def word(self) -> str:
        """What the state badge says."""
        if self.is_sent and self.verdict == Verdict.NO_DATA:
            return SENT_WORD
        if self.is_exceeded and self.verdict == Verdict.MET:
            return EXCEEDED_WORD
        if self.rule.is_progress and self.verdict in PROGRESS_WORDS:
            return PROGRESS_WORDS[self.verdict]
        return self.verdict.label

    @property
    def sign(self) -> str:
        return SIGNS[self.verdict]

    @property
    def group(self) -> VerdictGroup:
        return GROUPS.get(self.verdict, VerdictGroup.UNJUDGED)

    @property
    def is_judged(self) -> bool:
        return self.verdict in GROUPS

    @property
    def is_final(self) -> bool:
        return self.stretch.is_final

    @property
    def is_running(self) -> bool:
        """ "tạm tính": judged, and not final."""
        return self.is_judged and not self.is_final

    @property
    def counts_as_met(self) -> bool:
        """Whether it counts in "met n of m": only what is final or certain."""
        return self.verdict == Verdict.MET

    @property
    def all_parts(self) -> tuple["Attainment", ...]:
        """The parts of a windowed verdict, or the verdict itself."""
        return self.parts or (self,)

    @property
    def total(self) -> Total:
        return self.stretch.total

    @property
    def coverage(self) -> Coverage:
        return self.stretch.coverage

    @property
    def estimate(self) -> Estimate | None:
        return self.needed.estimate if self.needed else None

    @property
    def shown(self) -> str:
        """The value as text with its unit, or "" where there is none."""
        return self.shown_number and kind_words(
            self.rule.kind, self.shown_number, self.rule.words.unit, self.rule.words.steps
        )

    @property
    def shown_number(self) -> str:
        """The value without its unit, with the decimals it needs beside what it is judged against."""
        if self.value is None:
            return ""
        return written(self.value, places_beside(self.value, _bounds(self.asked, self.expected)))

    @property
    def spread(self) -> dict[Verdict, int]:
        """How many members have each verdict."""
        counts: dict[Verdict, int] = {}
        for _, attainment in self.members:
            counts[attainment.verdict] = counts.get(attainment.verdict, 0) + 1
        return counts


def judge(evidence: Evidence, rule: Rule) -> Attainment:
    """The verdict on one unit. `rule` is the target's rule; a stretch judged by an older version uses that one's.

    Today and the cut-off are in the evidence (`evidence.gather`). With windows each part is judged by itself; one
    part that failed for good decides.
    """
    judged = [_judge_stretch(stretch, rule, evidence) for stretch in evidence.stretches]
    result = judged[0] if len(judged) == 1 else _over_windows(judged)
    return result.but(is_provisional=evidence.is_provisional) if evidence.is_provisional else result


def _judge_stretch(stretch: Stretch, rule: Rule, evidence: Evidence) -> Attainment:
    rule = stretch.version.rule if stretch.version else rule
    base = Attainment(Verdict.NOT_DUE, rule, stretch)
    if absence := evidence.absence or stretch.absence:
        return base.but(verdict=Verdict.NOT_APPLICABLE, reason=absence)
    if stretch.is_awaited or not (stretch.is_begun or stretch.total.is_given):
        return base
    if _is_awaiting(rule, stretch):
        return base.but(verdict=Verdict.AWAITING)
    try:
        asked = threshold(rule, evidence.baseline)
    except BaselineError as why:
        return base.but(verdict=Verdict.NO_DATA, reason=str(why), lacks_baseline=True, value=stretch.total.value)
    return _judge_figures(base.but(asked=asked), evidence)


def _is_awaiting(rule: Rule, stretch: Stretch) -> bool:
    """From outside, nothing known yet, and the expected day of publication not past (or unknown)."""
    if rule.source != SourceKind.OUTSIDE or stretch.total.is_given:
        return False
    return rule.expected_on is None or rule.expected_on >= stretch.today


def _judge_figures(base: Attainment, evidence: Evidence) -> Attainment:
    """What is known decides: nothing given, nothing occurred, or a value."""
    total, coverage = base.total, base.coverage
    if not total.is_given:
        return base.but(verdict=Verdict.NO_DATA, is_sent=bool(coverage.sent))
    if total.value is None:
        parts_missing = total.has_gaps or bool(coverage.missing or coverage.sent)
        return base.but(verdict=Verdict.NO_DATA if parts_missing else Verdict.NOTHING_OCCURRED)
    base = base.but(value=total.value, is_small_sample=is_small(base.rule, total.amount))
    if base.rule.kind == Kind.YES_NO and base.rule.condition.value is None:
        return _judge_doing(base)
    return _judge_final(base) if base.is_final else _judge_running(base, evidence)


def is_small(rule: Rule, amount: Amount | None) -> bool:
    """Whether what it was counted from is too little to rank by: "mẫu nhỏ"."""
    has_sample = rule.is_ratio or rule.kind == Kind.LEVEL
    return bool(has_sample and amount and amount.base and amount.base < rule.small_below)


def _judge_doing(base: Attainment) -> Attainment:
    """A yes or no: settled by the day of doing; without a yes, by the report that covers its day."""
    amount, due = base.total.amount, base.rule.due
    last_day = due.day or base.stretch.last_day
    if amount.value and amount.value >= (amount.base or 1):
        is_late = amount.on is not None and amount.on > last_day
        return base.but(verdict=Verdict.MISSED if is_late else Verdict.MET, is_late=is_late, is_certain=True)
    if base.is_final:
        return base.but(verdict=Verdict.MISSED, is_certain=True)
    if base.stretch.end_is_approved:
        return base.but(verdict=Verdict.OUT_OF_REACH, is_certain=True)
    return base.but(verdict=Verdict.ON_TRACK)


def _judge_final(base: Attainment) -> Attainment:
    if base.asked.holds(base.value):
        return base.but(verdict=Verdict.MET, is_certain=True, is_exceeded=base.asked.is_exceeded(base.value))
    return base.but(verdict=Verdict.MISSED, is_certain=True, gap=sentence.gap(base.rule, base.asked, base.value))


def _judge_running(base: Attainment, evidence: Evidence) -> Attainment:
    """Not final: first what is certain, then what the estimate says, then what is expected by now."""
    if _is_reached_for_good(base):
        exceeded = base.asked.is_exceeded(base.value)
        return base.but(verdict=Verdict.MET, is_certain=True, is_exceeded=exceeded)
    base = base.but(needed=_needed(base, evidence))
    if _is_lost_for_good(base):
        gap = sentence.gap(base.rule, base.asked, base.value)
        return base.but(verdict=Verdict.OUT_OF_REACH, is_certain=True, gap=gap)
    start = _start(base, evidence)
    now = expected(base.rule, base.asked, base.stretch.span, base.stretch.passed_by_the_figure, start)
    base = base.but(expected=now)
    if base.needed and base.needed.is_impossible:
        return base.but(verdict=Verdict.UNLIKELY, gap=sentence.gap(base.rule, base.asked, base.value))
    if now is None or now.holds(base.value):
        return base.but(verdict=Verdict.ON_TRACK)
    near = now.shortfall(base.value) <= Fraction(base.rule.tolerance)
    gap = sentence.gap(base.rule, now, base.value)
    return base.but(verdict=Verdict.NEAR if near else Verdict.BEHIND, gap=gap)


def _is_reached_for_good(base: Attainment) -> bool:
    """A count that has reached "at least" cannot fall back."""
    return base.rule.kind in (Kind.COUNT, Kind.YES_NO) and base.asked.is_at_least and base.asked.holds(base.value)


def _is_lost_for_good(base: Attainment) -> bool:
    """100% of a flow with one case failed, 0% with one case, a count above its upper bound: nothing mends these."""
    rule, asked, value = base.rule, base.asked, base.value
    if rule.kind == Kind.COUNT:
        return asked.high is not None and (value > asked.high or (asked.is_strict and value == asked.high))
    if rule.kind != Kind.RATIO or not rule.is_summed:
        return False
    all_is_asked = asked.low is not None and asked.low >= 100
    none_is_asked = asked.high is not None and asked.high <= 0
    return (all_is_asked and value < 100) or (none_is_asked and value > 0)


def _needed(base: Attainment, evidence: Evidence) -> Needed | None:
    """What it still takes, for the kinds where it can be said."""
    rule, asked, amount = base.rule, base.asked, base.total.amount
    if asked.is_exact or amount is None:
        return None
    if rule.is_ratio and rule.is_summed:
        whole = needed.estimate(
            amount, base.total.covered_months, base.stretch.span.months, base.stretch.last_year.amount
        )
        return needed.of_ratio(rule, asked, amount, whole) if whole else None
    if rule.is_ratio:
        return needed.of_stocks(rule, asked, amount)
    if rule.kind in (Kind.COUNT, Kind.YES_NO):
        return needed.of_count(rule, asked, base.value, base.stretch.periods_left)
    return needed.of_measure(rule, asked, base.value)


def _start(base: Attainment, evidence: Evidence) -> Fraction | None:
    """From where a straight path begins: a typed baseline; 0 for what starts anew; else last year's result.

    The baseline of a relative target is what it is compared with; a figure that starts anew still starts at 0.
    """
    if base.rule.starts_anew and (base.rule.relative or evidence.baseline is None):
        return Fraction(0)
    return base.stretch.last_year.value if evidence.baseline is None else evidence.baseline


def _over_windows(parts: list[Attainment]) -> Attainment:
    """The parts of a windowed target: one failed for good decides; else the worst of those that can be judged."""
    worst = min(parts, key=lambda part: WORST_FIRST.index(part.verdict))
    is_final = all(part.is_final or part.verdict == Verdict.NOT_APPLICABLE for part in parts)
    verdict = worst.verdict
    if verdict == Verdict.MISSED and not is_final:
        verdict = Verdict.OUT_OF_REACH
    if verdict == Verdict.MET and any(part.verdict in (Verdict.NOT_DUE, Verdict.AWAITING) for part in parts):
        verdict = Verdict.ON_TRACK
    return worst.but(verdict=verdict, stretch=replace(worst.stretch, is_final=is_final), parts=tuple(parts))


def _bounds(*thresholds: Threshold | None) -> tuple[Fraction, ...]:
    present = [one for one in thresholds if one is not None]
    return tuple(bound for one in present for bound in (one.low, one.high) if bound is not None)
