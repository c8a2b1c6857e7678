"""How an indicator's checks read to the office that sets them: what they hold against what, and an example of a question."""

from decimal import Decimal
from fractions import Fraction

from targets.checks import RATIOS, Asked, Parts
from targets.flags import Around, Watch, oddities
from targets.showing import written
from targets.terms import Kind
from ui.numbers import write_number

HUNDRED = Decimal(100)
USUAL_SHARE = Decimal(95)
COUNTED = (Kind.COUNT, Kind.STOCK)
BOUNDS = ("lowest", "highest")


def thresholds_of(kind: Kind | str) -> tuple[str, ...]:
    """The thresholds that mean something for a kind; a place, a step or a yes is never far from anything."""
    if kind in RATIOS:
        return ("points_apart", "times_apart", "fewest_cases", *BOUNDS)
    if kind in COUNTED:
        return ("times_apart", "fewest_cases", *BOUNDS)
    return ("points_apart", *BOUNDS) if kind == Kind.LEVEL else ()


def example(asked: Asked, watch: Watch) -> str:
    """What would be asked of an invented pair of figures, worked out by the rule itself; "" where nothing would be."""
    pair = _pair(asked, watch)
    if pair is None:
        return ""
    then, now = pair
    is_yearly = not watch.last_period
    around = Around(year_before=then) if is_yearly else Around(before=then)
    found = oddities(asked, now, around, watch)
    if not found:
        return ""
    earlier = "Cùng kỳ năm trước" if is_yearly else "Kỳ trước"
    asks = "đơn vị phải thuyết minh" if watch.asks_explanation else "chỉ đánh dấu cho người kiểm tra"
    said = "; ".join(odd.words for odd in found)
    return f"{earlier} {_shown(asked, then)}, kỳ này {_shown(asked, now)}: {said}; {asks}."


def _pair(asked: Asked, watch: Watch) -> tuple[Parts, Parts] | None:
    """An earlier figure and one that stands just as far from it as is odd."""
    if not (watch.last_period or watch.last_year):
        return None
    start = max(min(USUAL_SHARE, watch.highest or USUAL_SHARE), watch.points)
    if asked.kind in RATIOS:
        now = (start - watch.points).to_integral_value(rounding="ROUND_FLOOR")
        return Parts(numerator=start, denominator=HUNDRED), Parts(numerator=max(now, Decimal(0)), denominator=HUNDRED)
    if asked.kind == Kind.LEVEL:
        return Parts(value=start), Parts(value=start - watch.points)
    if asked.kind in COUNTED:
        then = Decimal(max(watch.fewest, 1))
        return Parts(value=then), Parts(value=(then * watch.times).to_integral_value(rounding="ROUND_CEILING"))
    return None


def _shown(asked: Asked, parts: Parts) -> str:
    if asked.kind in RATIOS:
        counts = f"{write_number(parts.numerator)}/{write_number(parts.denominator)}"
        return f"{written(Fraction(parts.numerator) * 100 / Fraction(parts.denominator))}% ({counts})"
    return f"{write_number(parts.value)} {asked.unit}".rstrip()
