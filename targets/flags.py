"""What in a typed figure is worth a second look by whoever confirms it: nothing here is wrong, and nothing blocks."""

from decimal import Decimal
from fractions import Fraction

from targets.checks import RATIOS, Asked, Parts
from targets.terms import Kind, Typed

POINTS_APART = 10
TIMES_APART = 2
FEWEST_CASES = Decimal(10)  # below this a doubling says little


def worth_a_look(
    asked: Asked, parts: Parts, before: Parts | None, year_before: Parts | None, *, as_long: bool = True
) -> list[str]:
    """Reasons to look twice, against the last period and the same period of last year.

    A cumulative figure is expected to grow, so only last year counts for it; quantities of a shorter or longer last
    period (`as_long` False: Quý III after 6 tháng) say nothing about each other.
    """
    if not parts.is_given:
        return []
    reasons = []
    if before and before.is_given and asked.typed != Typed.CUMULATIVE:
        reasons += _against(asked, parts, before, "kỳ trước", by_quantity=as_long or asked.typed == Typed.AS_OF)
    if year_before and year_before.is_given:
        reasons += _against(asked, parts, year_before, "cùng kỳ năm trước")
    return reasons


def _against(asked: Asked, parts: Parts, other: Parts, words: str, *, by_quantity: bool = True) -> list[str]:
    if parts.nothing_occurred != other.nothing_occurred:
        now, then = ("không phát sinh", "có số liệu")
        return [f"{now}, {words} {then}"] if parts.nothing_occurred else [f"có số liệu, {words} {now}"]
    if share_apart(parts, other):
        return [f"chênh từ {POINTS_APART} điểm % trở lên so với {words}"]
    if asked.kind == Kind.LEVEL and _points(parts.value, other.value) >= POINTS_APART:
        return [f"chênh từ {POINTS_APART} đơn vị trở lên so với {words}"]
    quantity, then = _quantity(asked, parts), _quantity(asked, other)
    if by_quantity and quantity is not None and then is not None and is_far(quantity, then):
        far = f"gấp từ {TIMES_APART} lần trở lên" if quantity > then else f"chưa bằng 1/{TIMES_APART}"
        return [f"{counted(asked)} {far} so với {words}"]
    return []


def counted(asked: Asked) -> str:
    """What the quantity counts, in the indicator's own words."""
    name = asked.words_for("denominator") if asked.kind in RATIOS else "số lượng"
    return name[:1].lower() + name[1:]


def share_apart(parts: Parts, other: Parts) -> bool:
    """Whether two ratios differ by so many points that one of them may be a slip."""
    now, then = _share(parts), _share(other)
    return now is not None and then is not None and abs(now - then) * 100 >= POINTS_APART


def is_far(now: Decimal, then: Decimal) -> bool:
    """Whether one quantity is at least twice the other, and the larger one not small."""
    small, large = sorted((now, then))
    return large >= FEWEST_CASES and large >= TIMES_APART * small


def _share(parts: Parts) -> Fraction | None:
    if parts.numerator is None or not parts.denominator:
        return None
    return Fraction(parts.numerator) / Fraction(parts.denominator)


def _points(now: Decimal | None, then: Decimal | None) -> Decimal:
    return abs(now - then) if now is not None and then is not None else Decimal(0)


def _quantity(asked: Asked, parts: Parts) -> Decimal | None:
    if asked.kind in RATIOS:
        return parts.denominator
    return parts.value if asked.kind in (Kind.COUNT, Kind.STOCK) else None
