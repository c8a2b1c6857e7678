"""What a line asks for, and what its figures are held against, as plain values for the rules."""

from targets.checks import Asked
from targets.flags import USUAL, Watch
from targets.models import Indicator
from targets.terms import Kind, SourceKind, Typed


def asked_of(indicator: Indicator, typed: Typed | str) -> Asked:
    """What a line asks for."""
    return Asked(
        kind=Kind(indicator.kind),
        name=indicator.name,
        unit=indicator.unit,
        case_noun=indicator.case_noun,
        numerator_label=indicator.numerator_label,
        denominator_label=indicator.denominator_label,
        may_exceed=indicator.may_exceed,
        steps=len(indicator.grade_steps),
        counts_tasks=indicator.source_kind == SourceKind.COMPUTED,
        typed=Typed(typed),
    )


def watch_of(indicator: Indicator) -> Watch:
    """What its figures are held against: as an office has set it, else the usual."""
    own = getattr(indicator, "check_rule", None)
    return own.watch if own else USUAL
