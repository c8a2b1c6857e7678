"""An exact number as a cell of the paper: how it is written, and how it stands beside last year's."""

from collections.abc import Sequence
from fractions import Fraction

from reports.table import BLANK, Value
from targets.amount import PERCENT, RATIOS
from targets.rule import SMALL_SAMPLE
from targets.showing import (
    FINE_PLACES,
    PERCENT_UNIT,
    USUAL_PLACES,
    difference_unit,
    kind_words,
    places_beside,
    rounded,
    with_unit,
    written,
)
from targets.terms import Kind
from targets.totals import Total
from ui.numbers import write_number

DONE, NOT_DONE = "Đã thực hiện", "Chưa thực hiện"
UNITS_OF = {Kind.RANK: "hạng", Kind.GRADE: "xếp loại", Kind.YES_NO: "có/không"}
HAVING_SAMPLES = (*RATIOS, Kind.LEVEL)
MINUS = "−"
SAME, ALMOST = "không đổi", "gần như không đổi"


def unit_of(kind: Kind, unit: str, *, of_one: bool) -> str:
    """What stands in "Đơn vị tính"; of_one: the table holds one agency, so that a yes is a yes and not a count."""
    if kind in RATIOS:
        return PERCENT_UNIT
    if kind == Kind.YES_NO and not of_one:
        return "đơn vị"
    return unit or UNITS_OF.get(kind, "")


def value_of(
    kind: Kind, exact: Fraction | None, bounds: Sequence[Fraction], steps: Sequence[str], *, of_one: bool
) -> Value:
    """A number without its unit. Ratios with the decimals that keep them on their side of the plan; what was counted
    or measured with two decimals at most, as it was typed."""
    if exact is None:
        return BLANK
    kept = f"{exact.numerator}/{exact.denominator}"
    if kind == Kind.YES_NO and of_one:
        return Value(DONE if exact else NOT_DONE, kept, is_text=True)
    if kind == Kind.GRADE:
        return Value(kind_words(kind, written(exact), "", tuple(steps)), kept, is_text=True)
    least = USUAL_PLACES if kind in RATIOS else FINE_PLACES
    return Value(written(exact, max(places_beside(exact, tuple(bounds)), least)), kept)


def quantity(number) -> Value:
    """A part of a ratio."""
    return BLANK if number is None else Value(write_number(number), _kept(Fraction(number)))


def difference(kind: Kind, unit: str, now: Value, before: Value) -> Value:
    """Against the same period of last year: points of a percentage or a level, percent of an amount, places of a rank."""
    if not now.exact or not before.exact or kind == Kind.YES_NO:
        return BLANK
    one, other = Fraction(now.exact), Fraction(before.exact)
    if kind in (Kind.RANK, Kind.GRADE):
        return _steps(other - one if kind == Kind.RANK else one - other)
    if kind in RATIOS or kind == Kind.LEVEL:
        change = rounded(one, now.places) - rounded(other, before.places)
        if not change:
            return Value(SAME if one == other else ALMOST)
        return _signed(change, max(now.places, before.places), difference_unit(unit))
    if other:
        return _signed((one - other) * PERCENT / abs(other), USUAL_PLACES, PERCENT_UNIT)
    return _signed(one - other, FINE_PLACES, unit)


def _steps(better_by: Fraction) -> Value:
    if not better_by:
        return Value("giữ nguyên")
    return Value(f"{'tăng' if better_by > 0 else 'giảm'} {write_number(abs(int(better_by)))} bậc")


def _signed(change: Fraction, places: int, unit: str) -> Value:
    shown = rounded(change, places)
    if not shown:
        return Value(ALMOST if change else SAME)
    number = written(abs(shown), places)
    suffix = with_unit("", unit) if unit == PERCENT_UNIT else f" {unit}".rstrip()
    return Value(f"{'+' if shown > 0 else MINUS}{number}{suffix}", _kept(shown), suffix, signed=True)


def _kept(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def is_small(kind: Kind, total: Total) -> bool:
    """Whether it was counted from too little to rank by: "mẫu nhỏ"."""
    amount = total.amount
    return bool(kind in HAVING_SAMPLES and amount and amount.base and amount.base < SMALL_SAMPLE)
