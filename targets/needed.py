"""What is still needed, said in cases, and the estimate of the whole year that it rests on (DESIGN §4)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from targets.amount import Amount
from targets.rule import Rule, Threshold, said_bound
from targets.showing import difference_unit, distance, with_unit, written, written_down, written_up
from targets.terms import Kind


class EstimateSource(StrEnum):
    """From where the year's denominator was estimated."""

    LAST_YEAR = "theo số của năm trước"
    PACE = "theo nhịp độ đến nay"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The expected denominator D of the whole due period, and which of its two sources was the greater."""

    whole: Fraction
    source: EstimateSource

    def words(self, case: str) -> str:
        """ "ước 16.000 hồ sơ theo số của năm trước"."""
        return f"ước {written(self.whole, 0)} {case} {self.source}"


@dataclass(frozen=True, slots=True)
class Needed:
    """What it still takes. Numbers are None where they say nothing for this kind of target.

    rate: the share of the rest, in percent, that is needed ("at least") or still allowed ("at most"), unrounded.
    allowed, spent, left: cases that may fail in the whole period, have failed, may still; left below 0 is too many.
    more: what is missing to the value, in the indicator's unit. tell: makes `words`, which few of many results show.
    """

    tell: Callable[[], str]
    rate: Fraction | None = None
    is_rate_rounded_up: bool = True
    allowed: int | None = None
    spent: Fraction | None = None
    left: Fraction | None = None
    more: Fraction | None = None
    estimate: Estimate | None = None
    is_impossible: bool = False
    is_secured: bool = False

    @property
    def words(self) -> str:
        """One Vietnamese sentence without its full stop."""
        return self.tell()

    @property
    def rate_words(self) -> str:
        """The rate rounded to its hard side: needed ones up, allowed ones down."""
        if self.rate is None:
            return ""
        return f"{(written_up if self.is_rate_rounded_up else written_down)(self.rate)}%"


def estimate(so_far: Amount, covered_months: int, span_months: int, last_year: Amount | None) -> Estimate | None:
    """D: the greater of last year's denominator and today's pace over the whole span; None where D ≤ d.

    Pace is d ÷ the share of the span that the figures cover; it is not scaled up for agencies that are missing.
    """
    d = Fraction(so_far.base)
    pace = d * span_months / covered_months if covered_months > 0 else Fraction(0)
    before = Fraction(last_year.base) if last_year and last_year.base else Fraction(0)
    whole, source = max((before, EstimateSource.LAST_YEAR), (pace, EstimateSource.PACE), key=lambda pair: pair[0])
    return Estimate(whole, source) if whole > d else None


def of_ratio(rule: Rule, asked: Threshold, so_far: Amount, whole: Estimate) -> Needed:
    """A ratio whose periods are summed: how many cases may fail in the whole year, and how many of them are left."""
    share = asked.bound / 100
    wanted = share * whole.whole
    rest = whole.whole - Fraction(so_far.base)
    rate = (wanted - Fraction(so_far.value)) / rest
    bad = so_far.rest if asked.is_at_least else so_far.value
    most = (whole.whole - wanted) if asked.is_at_least else wanted
    allowed = ceil(most) - 1 if asked.is_strict else floor(most)
    left = allowed - Fraction(bad)
    needed = Needed(
        tell=lambda: (
            _secured(rule, whole) if needed.is_secured else _allowance(rule, whole, allowed, Fraction(bad), left)
        ),
        rate=rate * 100,
        is_rate_rounded_up=asked.is_at_least,
        allowed=allowed,
        spent=Fraction(bad),
        left=left,
        estimate=whole,
        is_impossible=_is_past(rate, 1, asked.is_strict) if asked.is_at_least else _is_past(-rate, 0, asked.is_strict),
        is_secured=_is_past(-rate, 0, not asked.is_strict)
        if asked.is_at_least
        else _is_past(rate, 1, not asked.is_strict),
    )
    return needed


def _is_past(rate: Fraction, edge: int, and_at_it: bool) -> bool:
    return rate > edge or (and_at_it and rate == edge)


def _secured(rule: Rule, whole: Estimate) -> str:
    """The rest of the year cannot undo it any more, if the estimate is right."""
    period = "cả năm" if rule.due.span.months == 12 else "cả kỳ"
    return f"Đã chắc đạt {period} nếu không phát sinh nhiều hơn ước tính ({whole.words(rule.words.case)})"


def _allowance(rule: Rule, whole: Estimate, allowed: int, bad: Fraction, left: Fraction) -> str:
    """ "Cả năm được phép tối đa 320 hồ sơ quá hạn (ước 16.000 hồ sơ …); đã có 250; còn 70"."""
    period = "cả năm" if rule.due.span.months == 12 else "cả kỳ"
    if not allowed:
        return _none_allowed(rule.words.failed, bad)
    most, failed, whole_words = written(Fraction(allowed), 0), rule.words.failed, whole.words(rule.words.case)
    if left < 0:
        over = written(-left)
        return f"Đã có {written(bad)} {failed}, vượt {over} so với mức cho phép {most} của {period} ({whole_words})"
    return f"{period.capitalize()} được phép tối đa {most} {failed} ({whole_words}); đã có {written(bad)}; còn {written(left)}"


def _none_allowed(failed: str, bad: Fraction) -> str:
    if bad:
        return f"Đã có {written(bad)} {failed}, trong khi không được có trường hợp nào"
    return f"Không được để có {failed}"


def of_stocks(rule: Rule, asked: Threshold, so_far: Amount) -> Needed | None:
    """A ratio of what stands today: how many more of today's denominator it takes, or how many too many."""
    top, base, case = Fraction(so_far.value), Fraction(so_far.base), rule.words.case
    if asked.holds(top * 100 / base):
        return None
    wanted = asked.bound * base / 100
    if asked.is_at_most:
        many = _whole_steps(top - wanted, asked.is_strict)
        return Needed(lambda: f"Cần giảm {written(many, 0)} {case}", more=many)
    more = _whole_steps(wanted - top, asked.is_strict)
    return Needed(lambda: f"Cần thêm {written(more, 0)} {case} (trên {written(base)} {case})", more=more)


def of_count(rule: Rule, asked: Threshold, so_far: Fraction, periods_left: int) -> Needed | None:
    """A count: how many more, and how many in each report still to come; or how many are still allowed."""
    unit = rule.words.unit
    if asked.is_at_most:
        left = asked.high - so_far
        return Needed(lambda: f"Còn được phép {with_unit(written(left), unit)}", left=left) if left >= 0 else None
    more = _whole_steps(asked.low - so_far, asked.is_strict)
    return Needed(lambda: _still_to_do(more, unit, periods_left), more=more) if more > 0 else None


def _still_to_do(more: Fraction, unit: str, periods_left: int) -> str:
    words = f"Còn cần thêm {with_unit(written(more), unit)}"
    if periods_left < 2:
        return words
    each = with_unit(written(Fraction(ceil(more / periods_left))), unit)
    return f"{words}, bình quân {each} mỗi kỳ trong {periods_left} kỳ báo cáo còn lại"


def of_measure(rule: Rule, asked: Threshold, so_far: Fraction) -> Needed | None:
    """A level, stock, rank or grade: how far it still is."""
    if not asked.shortfall(so_far):
        return None
    is_upper = asked.high is not None and so_far > asked.high
    bound = said_bound(rule, asked.high if is_upper else asked.low, is_upper=is_upper)
    short, number = abs(bound - so_far), distance(so_far, bound)
    if rule.kind == Kind.RANK:
        return Needed(lambda: f"Cần lên {number} bậc", more=short)
    if rule.kind == Kind.GRADE:
        return Needed(lambda: f"Cần lên {number} bậc xếp loại", more=short)
    unit = difference_unit(rule.words.unit)
    return Needed(lambda: f"Cần {'giảm' if is_upper else 'tăng'} {with_unit(number, unit)}", more=short)


def of_share(rule: Rule, asked: Threshold, meeting: int, members: int, nearest: list[str]) -> Needed | None:
    """A share of units: how many more units must meet the inner condition, and which are nearest to it."""
    if not asked.is_at_least:
        return None
    more = _whole_steps(asked.low * members / 100 - meeting, asked.is_strict)
    if more <= 0:
        return None
    names = f"; gần nhất: {', '.join(nearest)}" if nearest else ""
    return Needed(lambda: f"Cần thêm {written(more, 0)} {rule.words.unit_noun}{names}", more=more)


def _whole_steps(gap: Fraction, is_strict: bool) -> Fraction:
    """A gap in whole cases: to the bound, or one past it where the bound itself is not enough."""
    return Fraction(floor(gap) + 1 if is_strict else ceil(gap))
