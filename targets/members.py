"""A target that speaks of the members of a group: the verdict on each, and on the share that meets it (DESIGN §4)."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from targets import needed
from targets.amount import Amount
from targets.attainment import GROUPS, WORST_FIRST, Attainment
from targets.evidence import Coverage, Stretch
from targets.needed import Needed
from targets.rule import Rule, Threshold, threshold
from targets.sentence import asked_words, coverage_words, gap, when
from targets.showing import written, written_beside
from targets.terms import Kind, Path, Verdict
from targets.totals import Total

Member = tuple[Hashable, Attainment]

LEFT_OUT = (Verdict.NOT_APPLICABLE, Verdict.NOTHING_OCCURRED)
WAITING = (Verdict.NOT_DUE, Verdict.AWAITING)
ON_THEIR_PATH = (Verdict.MET, Verdict.ON_TRACK, *WAITING)
CERTAIN_FAILURES = (Verdict.MISSED, Verdict.OUT_OF_REACH)
NAMES_SHOWN = 3
# In a sentence the good come first, then those that are short, then those that cannot be told.
TOLD_FIRST = (
    *(Verdict.MET, Verdict.ON_TRACK, Verdict.NEAR, Verdict.BEHIND, Verdict.UNLIKELY),
    *(Verdict.OUT_OF_REACH, Verdict.MISSED, Verdict.NO_DATA, *WAITING, *reversed(LEFT_OUT)),
)
NO_MEMBERS = "nhóm không có thành viên"
NOT_A_MEMBER = "đơn vị không thuộc nhóm được đánh giá"


def judge_each(members: Sequence[Member], rule: Rule) -> Attainment:
    """One target for every member: it stands with its worst member, its spread beside it. Final when all are."""
    members = tuple((agency, as_member(agency, attainment)) for agency, attainment in members)
    if not members:
        return _no_members(rule)
    _, worst = min(members, key=lambda member: WORST_FIRST.index(member[1].verdict))
    is_final = all(attainment.is_final for _, attainment in members if attainment.verdict not in LEFT_OUT)
    verdict = worst.verdict
    if verdict == Verdict.MISSED and not is_final:
        verdict = Verdict.OUT_OF_REACH
    if verdict == Verdict.MET and any(attainment.verdict in WAITING for _, attainment in members):
        verdict = Verdict.ON_TRACK
    judged = [attainment for _, attainment in members if attainment.is_judged]
    meeting = sum(_meets_now(attainment) for attainment in judged)
    result = worst.but(
        verdict=verdict,
        value=None,
        needed=None,
        gap="",
        is_exceeded=verdict == Verdict.MET and all(attainment.is_exceeded for attainment in judged),
        is_certain=verdict in (Verdict.MET, *CERTAIN_FAILURES),
        is_sent=all(a.is_sent for _, a in members if a.verdict == Verdict.NO_DATA),
        is_small_sample=False,
        lacks_baseline=False,
        reason=_shared_reason(members, verdict),
        members=members,
        parts=(),
        stretch=_group_stretch(rule, members, meeting, len(judged), is_final),
    )
    return result.but(told=_each_sentence(result))


def for_no_member(rule: Rule) -> Attainment:
    """What a reader is told who may see none of the group's members: the rule judges others."""
    return _no_members(rule, NOT_A_MEMBER)


def judge_share(members: Sequence[Member], rule: Rule) -> Attainment:
    """The share of members that meet the inner condition against the outer one, in percent (`rule.condition`).

    Members not applicable, where nothing occurred or without a baseline leave the denominator; those that have not
    reported stay in it. While it runs it shows who already meets; its verdict counts those on their path.
    """
    members = tuple((agency, as_member(agency, attainment)) for agency, attainment in members)
    counted = [m for m in members if m[1].verdict not in LEFT_OUT and not m[1].lacks_baseline]
    if not members:
        return _no_members(rule)
    is_final = bool(counted) and all(attainment.is_final for _, attainment in counted)
    inner = next((attainment.rule for _, attainment in members), rule)
    rule = replace(rule, kind=Kind.RATIO_OF_STOCKS, path=Path.REACH if inner.is_progress else Path.HOLD)
    meeting = sum(_meets_now(attainment) for _, attainment in counted)
    stretch = _group_stretch(rule, members, meeting, len(counted), is_final)
    base = Attainment(Verdict.NOT_DUE, rule, stretch, members=members, asked=threshold(rule))
    result = _judge_counted(base, [attainment for _, attainment in counted])
    if result.is_judged:
        more = _needed(result, counted)
        result = result.but(needed=more, gap=_units_short(result, more) if more else result.gap)
    return result.but(told=_share_sentence(result, counted, meeting))


def _units_short(result: Attainment, more: Needed) -> str:
    """How far a running share is, in units: its percentage shows who meets already, its verdict who is on the way."""
    return f"cần thêm {written(more.more, 0)} {result.rule.words.unit_noun}"


def as_member(agency: Hashable, attainment: Attainment) -> Attainment:
    """A member that lacks a closed period counts as not reported, unless what it reported decides anyway: a count that
    is reached, a half year that failed by its own reports."""
    if not attainment.is_final or not attainment.is_judged or _is_reached_count(attainment):
        return attainment
    lacking = [_missing_words(agency, part) for part in attainment.all_parts]
    missing = [words for part in lacking for words in part]
    failed_by_itself = any(
        p.verdict == Verdict.MISSED and not lacks for p, lacks in zip(attainment.parts, lacking, strict=False)
    )
    if not missing or failed_by_itself:
        return attainment
    return attainment.but(verdict=Verdict.NO_DATA, reason=", ".join(missing), needed=None, gap="")


def _missing_words(agency: Hashable, part: Attainment) -> list[str]:
    own = [contribution for contribution in part.total.contributions if contribution.agency == agency]
    return [words for contribution in own for piece in contribution.slices if (words := piece.missing_words)]


def _is_reached_count(attainment: Attainment) -> bool:
    return attainment.verdict == Verdict.MET and attainment.rule.kind in (Kind.COUNT, Kind.YES_NO)


def _meets_now(attainment: Attainment) -> bool:
    """Whether the member's figure satisfies the condition today, final or not."""
    if attainment.verdict == Verdict.MET:
        return True
    return attainment.verdict == Verdict.ON_TRACK and not attainment.parts and _holds_asked(attainment)


def _holds_asked(attainment: Attainment) -> bool:
    return attainment.value is not None and attainment.asked is not None and attainment.asked.holds(attainment.value)


def _judge_counted(base: Attainment, counted: list[Attainment]) -> Attainment:
    verdicts = [attainment.verdict for attainment in counted]
    if not counted:
        return _nobody_left(base)
    if all(verdict in WAITING for verdict in verdicts):
        return base.but(verdict=verdicts[0], rule=replace(base.rule, expected_on=counted[0].rule.expected_on))
    if all(verdict in (Verdict.NO_DATA, *WAITING) for verdict in verdicts):
        return base.but(verdict=Verdict.NO_DATA, is_sent=all(one.is_sent for one in counted))
    base = base.but(value=base.total.value)
    return _judge_final(base) if base.is_final else _judge_running(base, counted)


def _nobody_left(base: Attainment) -> Attainment:
    if any(attainment.lacks_baseline for _, attainment in base.members):
        return base.but(verdict=Verdict.NO_DATA, reason="thiếu giá trị gốc", lacks_baseline=True)
    return base.but(verdict=Verdict.NOTHING_OCCURRED)


def _judge_final(base: Attainment) -> Attainment:
    if base.asked.holds(base.value):
        return base.but(verdict=Verdict.MET, is_certain=True, is_exceeded=base.asked.is_exceeded(base.value))
    return base.but(verdict=Verdict.MISSED, is_certain=True, gap=gap(base.rule, base.asked, base.value))


def _judge_running(base: Attainment, counted: list[Attainment]) -> Attainment:
    """Certain when enough have met what cannot fall back, or too many have failed for good; else by those on path."""
    asked, members = base.asked, len(counted)
    verdicts = [attainment.verdict for attainment in counted]
    met = _percent(verdicts.count(Verdict.MET), members)
    best = _percent(members - sum(_is_lost(attainment) for attainment in counted), members)
    if asked.is_at_least and asked.holds(met):
        return base.but(verdict=Verdict.MET, is_certain=True, is_exceeded=asked.is_exceeded(met))
    if _cannot_hold(asked, met, best):
        return base.but(verdict=Verdict.OUT_OF_REACH, is_certain=True, gap=gap(base.rule, asked, best))
    on_path = _percent(sum(verdict in ON_THEIR_PATH for verdict in verdicts), members)
    if asked.holds(on_path):
        return base.but(verdict=Verdict.ON_TRACK)
    near = asked.shortfall(on_path) <= Fraction(base.rule.tolerance)
    return base.but(verdict=Verdict.NEAR if near else Verdict.BEHIND, gap=gap(base.rule, asked, on_path))


def _is_lost(attainment: Attainment) -> bool:
    """Whether a member can no longer come to meet: it failed for good, or the office closed what it never reported."""
    if attainment.verdict == Verdict.NO_DATA:
        return any(part.verdict == Verdict.NO_DATA and part.is_final for part in (attainment, *attainment.parts))
    return attainment.verdict in CERTAIN_FAILURES


def _cannot_hold(asked: Threshold, least: Fraction, most: Fraction) -> bool:
    """Whether no share from `least` (who met for good) to `most` (who did not fail for good) satisfies it."""
    too_low = asked.low is not None and not replace(asked, high=None).holds(most)
    return too_low or (asked.high is not None and not replace(asked, low=None).holds(least))


def _percent(part: int, whole: int) -> Fraction:
    return Fraction(part * 100, whole)


def _no_members(rule: Rule, reason: str = NO_MEMBERS) -> Attainment:
    stretch = Stretch(rule.due.span, rule.due.period.year, rule.due.period.ends_on)
    return Attainment(Verdict.NOT_APPLICABLE, rule, stretch, reason=reason, told=f"Không áp dụng: {reason}.")


def _group_stretch(rule: Rule, members: Sequence[Member], meeting: int, counted: int, is_final: bool) -> Stretch:
    """The stretch of the member that is furthest, with the group's own coverage; its total counts members."""
    furthest = max(
        (attainment.stretch for _, attainment in members), key=lambda one: (one.until or date.min, one.is_over)
    )
    amount = Amount(Decimal(meeting), Decimal(counted))
    total = Total(amount, _percent(meeting, counted)) if counted else Total()
    due = replace(furthest, span=rule.due.span, is_final=is_final)
    return replace(due, total=total, coverage=_coverage(members))


def _coverage(members: Sequence[Member]) -> Coverage:
    """Members whose own figures owed so far are all approved, sent, or missing."""
    owing = [(agency, attainment.coverage) for agency, attainment in members if attainment.coverage.owing]
    missing = tuple(agency for agency, coverage in owing if coverage.missing)
    sent = tuple(agency for agency, coverage in owing if coverage.sent and not coverage.missing)
    return Coverage(len(owing), len(owing) - len(missing) - len(sent), sent, missing)


def _needed(result: Attainment, counted: Sequence[Member]) -> Needed | None:
    """How many more must come onto their path (once final: must meet it), and which are nearest."""
    if result.verdict in (Verdict.MET, Verdict.ON_TRACK) or result.is_certain:
        return None
    on_path = sum(attainment.verdict in ON_THEIR_PATH for _, attainment in counted)
    return needed.of_share(result.rule, result.asked, on_path, len(counted), _nearest(counted))


def _nearest(counted: Sequence[Member]) -> list[str]:
    """The members that are short by least, by name; those without a figure cannot be told."""
    short = [
        ((attainment.expected or attainment.asked).shortfall(attainment.value), str(agency))
        for agency, attainment in counted
        if attainment.verdict in (Verdict.NEAR, Verdict.BEHIND) and attainment.value is not None
    ]
    return [name for _, name in sorted(short)[:NAMES_SHOWN]]


def _shared_reason(members: Sequence[Member], verdict: Verdict) -> str:
    """Why nobody is judged, where it is the same for all."""
    reasons = {attainment.reason for _, attainment in members}
    return reasons.pop() if verdict not in GROUPS and len(reasons) == 1 else ""


def failing(attainment: Attainment) -> list[Hashable]:
    """Who does not meet it: failed, needing attention, or not reported; worst first, then by the given order."""
    off = [m for m in attainment.members if m[1].verdict not in (*ON_THEIR_PATH, *LEFT_OUT)]
    return [agency for agency, _ in sorted(off, key=lambda member: WORST_FIRST.index(member[1].verdict))]


def _names(agencies: Sequence[Hashable], noun: str) -> str:
    """ "A, B, C và 4 phường, xã khác"."""
    names = ", ".join(str(agency) for agency in agencies[:NAMES_SHOWN])
    more = len(agencies) - NAMES_SHOWN
    return f"{names} và {more} {noun} khác" if more > 0 else names


def _each_sentence(result: Attainment) -> str:
    """Empty where the plain sentence of one unit says it: not due, awaiting."""
    if result.verdict in WAITING:
        return ""
    if not result.is_judged and result.verdict != Verdict.NO_DATA:
        return f"{result.verdict.label}{': ' + result.reason if result.reason else ''}."
    spread = result.spread
    counts = [
        f"{spread[verdict]} {result.but(verdict=verdict).word.lower()}" for verdict in TOLD_FIRST if verdict in spread
    ]
    return _ended(f"{when(result)}: {len(result.members)} {result.rule.words.unit_noun}: {', '.join(counts)}", result)


def _share_sentence(result: Attainment, counted: Sequence[Member], meeting: int) -> str:
    if result.verdict in WAITING:
        return ""
    if result.reason:
        return f"Chưa đánh giá được: {result.reason}."
    if not result.is_judged:
        return f"{result.verdict.label}."
    percent = written_beside(result.value, [result.asked.bound])
    said = (
        f"{when(result)}: {meeting}/{len(counted)} {result.rule.words.unit_noun} ({percent}%) {_inner_words(counted)}"
    )
    return _ended(f"{said}, yêu cầu {asked_words(result.rule, result.asked)}", result)


def _inner_words(counted: Sequence[Member]) -> str:
    """ "đã đạt tối thiểu 2 hội nghị", "đã thực hiện trong năm 2026"."""
    rule = counted[0][1].rule
    asked = next(attainment.asked for _, attainment in counted if attainment.asked)
    words = asked_words(rule, asked)
    if rule.relative:
        return "đã đạt mức của mình"
    return f"đã {words}" if rule.kind == Kind.YES_NO and rule.condition.value is None else f"đã đạt {words}"


def _ended(said: str, result: Attainment) -> str:
    """With who does not meet it, who left the share for want of a baseline, and the coverage."""
    off = failing(result)
    if off:
        said += f". Chưa đạt: {_names(off, result.rule.words.unit_noun)}"
    without = [agency for agency, attainment in result.members if attainment.lacks_baseline]
    if without:
        said += f". Thiếu giá trị gốc: {_names(without, result.rule.words.unit_noun)}"
    if result.needed:
        said += f". {result.needed.words}"
    if not result.coverage.is_full:
        said += f" ({coverage_words(result)})"
    return f"{said}."
