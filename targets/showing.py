"""How an exact value is written: in Vietnamese, with as many decimals as it needs not to contradict its verdict."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from targets.terms import Kind
from ui.numbers import write_number

USUAL_PLACES = 1
FINE_PLACES = 2
MOST_PLACES = 8
PERCENT_UNIT = "%"


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, by whole numbers only, so that nothing is rounded twice."""
    return Fraction(_in_steps(value, places), 10**places)


def _in_steps(value: Fraction, places: int) -> int:
    """The rounded value in steps of its last decimal: 97,46 at one decimal is 975."""
    top, under = abs(value.numerator) * 10**places, value.denominator
    steps = (2 * top + under) // (2 * under)
    return -steps if value.numerator < 0 else steps


def written(value: Fraction, places: int = USUAL_PLACES) -> str:
    """97,5: at most `places` decimals, trailing zeros dropped."""
    return _text(rounded(value, places), places)


def written_up(value: Fraction, places: int = USUAL_PLACES) -> str:
    """Rounded to the higher side: 98,83 is "98,9"."""
    return _text(Fraction(ceil(value * 10**places), 10**places), places)


def written_down(value: Fraction, places: int = USUAL_PLACES) -> str:
    return _text(Fraction(floor(value * 10**places), 10**places), places)


def _text(value: Fraction, places: int) -> str:
    """An already rounded value as text."""
    return write_number(Decimal(int(value * 10**places)).scaleb(-places))


def written_beside(value: Fraction, bounds: Iterable[Fraction] = ()) -> str:
    """With the fewest decimals that keep it on its own side of every bound: 97,96 beside 98 is not "98"."""
    return written(value, places_beside(value, tuple(bounds)))


def places_beside(value: Fraction, bounds: tuple[Fraction, ...]) -> int:
    sides = [(bound, _side(value.numerator, value.denominator, bound)) for bound in bounds]
    for places in range(USUAL_PLACES, MOST_PLACES):
        steps, scale = _in_steps(value, places), 10**places
        if all(_side(steps, scale, bound) == side for bound, side in sides):
            return places
    return MOST_PLACES


def distance(value: Fraction, bound: Fraction) -> str:
    """From the value as it is shown to the bound, so that what a reader adds up agrees."""
    places = places_beside(value, (bound,))
    return written(abs(bound - rounded(value, places)), max(places, FINE_PLACES))


def _side(top: int, under: int, bound: Fraction) -> int:
    """On which side of the bound top ÷ under lies: 1 above, 0 on it, -1 below."""
    one, other = top * bound.denominator, bound.numerator * under
    return (one > other) - (one < other)


def with_unit(number: str, unit: str) -> str:
    """ "98%", "2 hội nghị", "15" where there is no unit."""
    if unit == PERCENT_UNIT:
        return number + unit
    return f"{number} {unit}" if unit else number


def difference_unit(unit: str) -> str:
    """Percentages differ by points: "0,7 điểm %"."""
    return "điểm %" if unit == PERCENT_UNIT else unit


def kind_words(kind: Kind, number: str, unit: str, steps: tuple[str, ...] = ()) -> str:
    """A number of an indicator as a person says it: a rank is "hạng 12", a grade its own name."""
    if kind == Kind.RANK:
        return f"hạng {number}"
    if kind == Kind.GRADE:
        place = int(number) - 1 if number.isdigit() else -1
        return steps[place] if 0 <= place < len(steps) else f"bậc {number}"
    return with_unit(number, unit)
