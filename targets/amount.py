"""What was counted: the parts of a figure, added without rounding, and the exact value that they make."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from targets.terms import Kind

RATIOS = (Kind.RATIO, Kind.RATIO_OF_STOCKS)
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """The parts of one figure, or of several added up.

    value: numerator of a ratio; quantity of a count or stock; a level; the 1-based step of a grade; the place of a
    rank; 1 or 0 for yes or no.
    base: denominator of a ratio; sample of a level; out of how many a rank; how many owe a yes. None where there is
    none. A base of 0 means that nothing occurred ("không phát sinh"), which is never a value of 0.
    on: the day on which a yes was done.
    weighed: of a level only: value is the sum of level × sample, base the sum of samples.
    plain: of several weighed levels the sum of the levels themselves, for a plain mean; None where value is that sum.
    """

    value: Decimal
    base: Decimal | None = None
    on: date | None = None
    weighed: bool = False
    plain: Decimal | None = None

    def __add__(self, other: "Amount") -> "Amount":
        return self._joined(other, 1)

    def __sub__(self, other: "Amount") -> "Amount":
        return self._joined(other, -1)

    def _joined(self, other: "Amount", sign: int) -> "Amount":
        base = None if self.base is None or other.base is None else self.base + sign * other.base
        days = [day for day in (self.on, other.on) if day is not None]
        return Amount(self.value + sign * other.value, base, min(days, default=None), self.weighed or other.weighed)

    @property
    def rest(self) -> Decimal | None:
        """What of the denominator is not in the numerator: the failed cases of "đúng hạn"."""
        return None if self.base is None else self.base - self.value

    @property
    def is_nothing(self) -> bool:
        """Whether nothing occurred: known, and nothing to divide by."""
        return self.base == 0

    @property
    def has_sample(self) -> bool:
        return self.base is not None

    def times_sample(self) -> "Amount":
        """A level made addable: level × sample over sample."""
        return self if self.weighed else Amount(self.value * self.base, self.base, weighed=True)


NOTHING = Amount(Decimal(0), Decimal(0))


def exact(kind: Kind, amount: Amount) -> Fraction | None:
    """The value in the indicator's unit (a ratio in percent), unrounded; None where nothing occurred."""
    if kind in RATIOS:
        return divided(amount.value * PERCENT, amount.base) if amount.base else None
    if amount.weighed:
        return divided(amount.value, amount.base) if amount.base else None
    if amount.is_nothing and kind in (Kind.LEVEL, Kind.RANK, Kind.GRADE):
        return None
    return Fraction(amount.value)


def divided(value: Decimal, base: Decimal) -> Fraction:
    """value ÷ base, unrounded."""
    top, under = value.as_integer_ratio()
    bottom, over = base.as_integer_ratio()
    return Fraction(top * over, under * bottom)
