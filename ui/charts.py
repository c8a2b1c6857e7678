"""Geometry of the small charts: values in, positions out. Positions are texts with a point, ready for SVG attributes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from ui.numbers import round_half_up

HUNDRED = Decimal(100)
ROOM_BEYOND = Decimal("1.15")  # an open-ended scale ends this far beyond its largest value
NICE_STEPS = [Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")]


def svg(position: Decimal) -> str:
    """A position as SVG writes it: at most two decimals, a point between."""
    return f"{round_half_up(position, 2).normalize():f}"


@dataclass(frozen=True)
class Scale:
    """A straight scale from `start` to `end` along 0 to 100 percent of a chart's width."""

    start: Decimal
    end: Decimal

    def at(self, value: Decimal) -> Decimal:
        """Where a value lies, held within the chart."""
        return min(max((value - self.start) / (self.end - self.start) * HUNDRED, Decimal(0)), HUNDRED)


def nice_end(largest: Decimal) -> Decimal:
    """A round end for an open scale: 37 gives 50, 1.230 gives 1.500."""
    if largest <= 0:
        return Decimal(1)
    wanted = largest * ROOM_BEYOND
    power = Decimal(10) ** wanted.adjusted()
    return next(step * power for step in NICE_STEPS if step * power >= wanted)


@dataclass(frozen=True)
class Bullet:
    """A bullet bar, in percent of its width. `bar` None: no value. `is_dot`: the scale does not begin at zero."""

    bar: str | None
    target: str
    upper: str | None
    met_x: str
    met_width: str
    near_x: str
    near_width: str
    tone: str
    is_provisional: bool
    is_dot: bool
    start: Decimal
    end: Decimal
    label: str


def bullet(
    *,
    value: Decimal | None,
    target: Decimal,
    label: str,
    tone: str,
    upper: Decimal | None = None,
    tolerance: Decimal = Decimal(0),
    lower_is_better: bool = False,
    start: Decimal = Decimal(0),
    end: Decimal | None = None,
    is_provisional: bool = False,
) -> Bullet:
    """The bar of a value beside its target, all in the indicator's unit.

    The light band is where the target is met, the one beside it where it is nearly met (within `tolerance`). `upper` makes
    it a target between two bounds. `end` is 100 for percents; left out, a round number beyond all values. `label` says in
    words what the bar shows; `tone` comes from the verdict's state.
    """
    marks = [mark for mark in (value, target, upper) if mark is not None]
    scale = Scale(start, max([end, *marks]) if end is not None else nice_end(max(marks)))
    if upper is not None:
        met, near = (target, upper), (target - tolerance, upper + tolerance)
    elif lower_is_better:
        met, near = (scale.start, target), (scale.start, target + tolerance)
    else:
        met, near = (target, scale.end), (target - tolerance, scale.end)
    met_x, met_width = _span(scale, met)
    near_x, near_width = _span(scale, near)
    return Bullet(
        bar=None if value is None else svg(scale.at(value)),
        target=svg(scale.at(target)),
        upper=None if upper is None else svg(scale.at(upper)),
        met_x=met_x,
        met_width=met_width,
        near_x=near_x,
        near_width=near_width,
        tone=tone,
        is_provisional=is_provisional,
        is_dot=start != 0,
        start=scale.start,
        end=scale.end,
        label=label,
    )


def _span(scale: Scale, between: tuple[Decimal, Decimal]) -> tuple[str, str]:
    first, last = scale.at(between[0]), scale.at(between[1])
    return svg(first), svg(last - first)


SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = Decimal(96), Decimal(28), Decimal(4)


@dataclass(frozen=True)
class Spark:
    """A sparkline in a box of 96 by 28: lines and lone points of this year and last year, the target's height, the last point.

    changes, changes_before: where thin upright lines mark a reorganisation of this and of last year; the label says when.
    """

    this_year: list[str]
    last_year: list[str]
    lone_points: list[tuple[str, str]]
    last_point: tuple[str, str] | None
    target: str | None
    label: str
    changes: list[str] = field(default_factory=list)
    changes_before: list[str] = field(default_factory=list)


def spark(
    this_year: Sequence[Decimal | None],
    last_year: Sequence[Decimal | None] = (),
    *,
    label: str,
    target: Decimal | None = None,
    changes: Sequence[Decimal] = (),
    changes_before: Sequence[Decimal] = (),
) -> Spark:
    """The course of a figure over the reports of a year, in their order; None (not known) leaves a gap.

    changes, changes_before: days of a reorganisation in this and in last year, as the share (0 to 1) of the way from
    the first report to the last.
    """
    known = [value for value in [*this_year, *last_year, target] if value is not None]
    across = _steps(max(len(this_year), len(last_year)))
    height = _height(known)
    now = [(x, height(value)) if value is not None else None for x, value in zip(across, this_year, strict=False)]
    before = [(x, height(value)) if value is not None else None for x, value in zip(across, last_year, strict=False)]
    reached = [point for point in now if point]
    return Spark(
        this_year=[_line(run) for run in _runs(now) if len(run) > 1],
        last_year=[_line(run) for run in _runs(before) if len(run) > 1],
        lone_points=[(svg(run[0][0]), svg(run[0][1])) for run in _runs(now) if len(run) == 1],
        last_point=(svg(reached[-1][0]), svg(reached[-1][1])) if reached else None,
        target=svg(height(target)) if target is not None else None,
        label=label,
        changes=[_across(share) for share in changes],
        changes_before=[_across(share) for share in changes_before],
    )


def _across(share: Decimal) -> str:
    return svg(SPARK_MARGIN + (SPARK_WIDTH - 2 * SPARK_MARGIN) * share)


def _steps(count: int) -> list[Decimal]:
    room = SPARK_WIDTH - 2 * SPARK_MARGIN
    return [SPARK_MARGIN + room * place / max(count - 1, 1) for place in range(count)]


def _height(known: list[Decimal]):
    """From a value to its height from the top; all equal values lie in the middle."""
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    room = SPARK_HEIGHT - 2 * SPARK_MARGIN

    def at(value: Decimal) -> Decimal:
        return SPARK_HEIGHT / 2 if high == low else SPARK_MARGIN + room * (high - value) / (high - low)

    return at


def _runs(points: Iterable[tuple | None]) -> list[list[tuple]]:
    """Points next to each other, without the gaps."""
    return [list(run) for is_known, run in groupby(points, key=lambda point: point is not None) if is_known]


def _line(points: list[tuple[Decimal, Decimal]]) -> str:
    return " ".join(f"{svg(x)},{svg(y)}" for x, y in points)


@dataclass(frozen=True)
class Segment:
    """One part of a stacked bar: where it lies in percent, how many it stands for."""

    label: str
    sign: str
    tone: str
    count: int
    x: str
    width: str


def stack(parts: Sequence[tuple[str, str, str, int]]) -> list[Segment]:
    """Parts (label, sign, tone, count) side by side along the whole width; empty parts keep their place in the words."""
    total = sum(count for *_, count in parts) or 1
    segments, done = [], Decimal(0)
    for label, sign, tone, count in parts:
        width = HUNDRED * count / total
        segments.append(Segment(label, sign, tone, count, svg(done), svg(width)))
        done += width
    return segments
