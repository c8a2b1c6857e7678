"""What each kind of indicator asks for: how it may be combined, what a target about it may say (DESIGN §3, §4)."""

from dataclasses import dataclass

from targets.terms import AcrossAgencies, AcrossPeriods, Kind, RelativeKind, Window

BY_DAY = (RelativeKind.NONE,)
OF_QUANTITY = (RelativeKind.NONE, RelativeKind.PERCENT, RelativeKind.POINTS, RelativeKind.TIMES)
ANY_WINDOW = tuple(Window)


@dataclass(frozen=True, slots=True)
class Shape:
    """The combinations that make sense for a kind; the first of each is what a form offers.

    asks: the fields of an indicator that matter for this kind alone. has_path: whether a plan must say "giữ" or "phấn
    đấu"; a count and a yes/no are always worked towards, a rank is known once a year.
    """

    periods: tuple[AcrossPeriods, ...]
    agencies: tuple[AcrossAgencies, ...]
    asks: tuple[str, ...] = ("unit",)
    relative: tuple[RelativeKind, ...] = OF_QUANTITY
    windows: tuple[Window, ...] = ANY_WINDOW
    has_path: bool = True


PARTS = ("numerator_label", "denominator_label", "case_noun", "failed_noun", "may_exceed")

SHAPES = {
    Kind.RATIO: Shape((AcrossPeriods.SUM, AcrossPeriods.LATEST), (AcrossAgencies.SUM, AcrossAgencies.OWN), asks=PARTS),
    Kind.RATIO_OF_STOCKS: Shape((AcrossPeriods.LATEST,), (AcrossAgencies.SUM, AcrossAgencies.OWN), asks=PARTS),
    Kind.COUNT: Shape(
        (AcrossPeriods.SUM, AcrossPeriods.LATEST), (AcrossAgencies.SUM, AcrossAgencies.OWN), has_path=False
    ),
    Kind.STOCK: Shape((AcrossPeriods.LATEST,), (AcrossAgencies.SUM, AcrossAgencies.OWN)),
    Kind.LEVEL: Shape((AcrossPeriods.LATEST, AcrossPeriods.WEIGHTED), (AcrossAgencies.WEIGHTED, AcrossAgencies.OWN)),
    Kind.GRADE: Shape(
        (AcrossPeriods.LATEST,), (AcrossAgencies.OWN,), asks=("grade_steps",), relative=BY_DAY, windows=(Window.FULL,)
    ),
    Kind.RANK: Shape(
        (AcrossPeriods.LATEST,),
        (AcrossAgencies.OWN,),
        asks=(),
        relative=(RelativeKind.NONE, RelativeKind.PLACES),
        windows=(Window.FULL,),
        has_path=False,
    ),
    Kind.YES_NO: Shape(
        (AcrossPeriods.ONCE,),
        (AcrossAgencies.COUNT_DONE, AcrossAgencies.OWN),
        asks=(),
        relative=BY_DAY,
        windows=(Window.FULL,),
        has_path=False,
    ),
}


def shape_of(kind: Kind | str) -> Shape:
    return SHAPES[Kind(kind)]
