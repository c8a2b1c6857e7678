"""What in a typed figure is worth a second look: nothing here is wrong, and nothing blocks by itself.

How far apart is "far" belongs to the indicator (IndicatorCheck) and is data; `USUAL` holds without one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from targets.checks import RATIOS, Asked, Parts
from targets.showing import written
from targets.terms import Kind, Typed
from ui.numbers import write_number

JUST_ODD = Fraction(1)  # from here on an agency is asked to explain
IMPLAUSIBLE = Fraction(1000)  # outside the plausible bounds: asked about before anything that is only far from the rest
MEASURED_BY_VALUE = (Kind.COUNT, Kind.STOCK, Kind.LEVEL)


@dataclass(frozen=True, slots=True)
class Watch:
    """What an indicator's figures are held against, and from which distance one of them is odd.

    points: of percentages and levels. times: of quantities, from `fewest` cases on, below which a doubling says little.
    lowest, highest: the plausible bounds of the percentage or value; None where there is none.
    """

    last_period: bool = True
    last_year: bool = True
    points: Decimal = Decimal(10)
    times: Decimal = Decimal(2)
    fewest: int = 10
    lowest: Decimal | None = None
    highest: Decimal | None = None
    asks_explanation: bool = True
    asks_cause: bool = True


USUAL = Watch()


@dataclass(frozen=True, slots=True)
class Around:
    """What is known beside a figure: the form's last period, and the same period of last year.

    is_as_long: False where the last period is shorter or longer (Quý III after 6 tháng); is_same_year: whether it
    belongs to the same year.
    """

    before: Parts | None = None
    year_before: Parts | None = None
    is_as_long: bool = True
    is_same_year: bool = True


@dataclass(frozen=True, slots=True)
class Oddity:
    """Why a figure is worth a second look; `size`: how many times beyond the distance from which it is odd.

    Below 1 it is marked for whoever confirms the report, and nobody is asked about it.
    """

    words: str
    size: Fraction = JUST_ODD


def oddities(asked: Asked, parts: Parts, around: Around, watch: Watch = USUAL) -> list[Oddity]:
    """Reasons to look twice at a figure.

    A cumulative figure is expected to grow, so only last year counts for it; quantities of a shorter or longer last
    period say nothing about each other.
    """
    if not parts.is_given:
        return []
    found = [*_implausible(asked, parts, watch), *_soft_instead_of_hard(asked, parts, around)]
    if watch.last_period and asked.typed != Typed.CUMULATIVE:
        by_quantity = around.is_as_long or asked.typed == Typed.AS_OF
        found += _against(asked, parts, around.before, "kỳ trước", watch, by_quantity=by_quantity)
    if watch.last_year:
        found += _against(asked, parts, around.year_before, "cùng kỳ năm trước", watch)
    return found


def shown_value(asked: Asked, parts: Parts) -> Fraction | None:
    """The percentage of a ratio, the value of a quantity or level; None of other kinds and where a part is missing."""
    if asked.kind in RATIOS:
        share = _share(parts)
        return None if share is None else share * 100
    return Fraction(parts.value) if asked.kind in MEASURED_BY_VALUE and parts.value is not None else None


def _implausible(asked: Asked, parts: Parts, watch: Watch) -> Iterator[Oddity]:
    value = shown_value(asked, parts)
    if value is None:
        return
    unit = "%" if asked.kind in RATIOS else f" {asked.unit}".rstrip()
    if watch.lowest is not None and value < watch.lowest:
        yield Oddity(
            f"{written(value)}{unit}, thấp hơn mức thường thấy {write_number(watch.lowest)}{unit}", IMPLAUSIBLE
        )
    if watch.highest is not None and value > watch.highest:
        yield Oddity(
            f"{written(value)}{unit}, cao hơn mức thường thấy {write_number(watch.highest)}{unit}", IMPLAUSIBLE
        )


def _soft_instead_of_hard(asked: Asked, parts: Parts, around: Around) -> Iterator[Oddity]:
    """A quota or a capital plan may change by decision within the year: what is hard of others is a question here."""
    if not asked.may_exceed or asked.kind not in RATIOS:
        return
    share = _share(parts)
    if share is not None and share > 1:
        yield Oddity(f"{_part(asked, 'numerator')} lớn hơn {_part(asked, 'denominator')}", share)
    before = around.before if around.is_same_year and asked.typed != Typed.FLOW else None
    if before and before.denominator and parts.denominator is not None and parts.denominator < before.denominator:
        cut = f"{write_number(before.denominator)} còn {write_number(parts.denominator)}"
        yield Oddity(f"{_part(asked, 'denominator')} giảm so với kỳ trước, từ {cut}")


def _against(
    asked: Asked, parts: Parts, other: Parts | None, words: str, watch: Watch, *, by_quantity: bool = True
) -> list[Oddity]:
    if other is None or not other.is_given:
        return []
    if parts.nothing_occurred != other.nothing_occurred:
        now, then = ("không phát sinh", "có số liệu")
        said = f"{now}, {words} {then}" if parts.nothing_occurred else f"{then}, {words} {now}"
        return [Oddity(said, _size_beside_nothing(asked, other if parts.nothing_occurred else parts, watch))]
    apart = _points_apart(asked, parts, other)
    if apart is not None and apart >= watch.points:
        unit = "điểm %" if asked.kind in RATIOS else "đơn vị"
        said = f"chênh từ {write_number(watch.points)} {unit} trở lên so với {words}"
        return [Oddity(said, apart / Fraction(watch.points))]
    quantity, then = _quantity(asked, parts), _quantity(asked, other)
    if by_quantity and quantity is not None and then is not None and is_far(quantity, then, watch):
        times = write_number(watch.times)
        far = f"gấp từ {times} lần trở lên" if quantity > then else f"chưa bằng 1/{times}"
        small, large = sorted((quantity, then))
        return [
            Oddity(
                f"{counted(asked)} {far} so với {words}",
                Fraction(large) / max(Fraction(small), 1) / Fraction(watch.times),
            )
        ]
    return []


def _size_beside_nothing(asked: Asked, given: Parts, watch: Watch) -> Fraction:
    """How odd it is that one period had cases and the other none: by how many cases there were."""
    quantity = _quantity(asked, given)
    return JUST_ODD if quantity is None else Fraction(quantity) / max(watch.fewest, 1)


def counted(asked: Asked) -> str:
    """What the quantity counts, in the indicator's own words."""
    return _part(asked, "denominator") if asked.kind in RATIOS else "số lượng"


def is_far(now: Decimal, then: Decimal, watch: Watch = USUAL) -> bool:
    """Whether one quantity is so many times the other, and the larger one not small."""
    small, large = sorted((now, then))
    return large >= watch.fewest and large >= watch.times * small


def _points_apart(asked: Asked, parts: Parts, other: Parts) -> Fraction | None:
    """Between two percentages or two levels, in points; None of what is counted."""
    if asked.kind not in (*RATIOS, Kind.LEVEL):
        return None
    now, then = shown_value(asked, parts), shown_value(asked, other)
    return None if now is None or then is None else abs(now - then)


def _share(parts: Parts) -> Fraction | None:
    if parts.numerator is None or not parts.denominator:
        return None
    return Fraction(parts.numerator) / Fraction(parts.denominator)


def _quantity(asked: Asked, parts: Parts) -> Decimal | None:
    return (
        parts.denominator if asked.kind in RATIOS else parts.value if asked.kind in (Kind.COUNT, Kind.STOCK) else None
    )


def _part(asked: Asked, name: str) -> str:
    words = asked.words_for(name)
    return words[:1].lower() + words[1:]
