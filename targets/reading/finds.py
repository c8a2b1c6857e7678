"""What each finder hands over: one possible target inside a sentence, before context and indicator are added."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from targets.target_reading import InnerCondition, ReadKind


@dataclass(frozen=True)
class Find:
    """`start` to `end` is the number with its words; `phrase_start` to `phrase_end` what is measured."""

    start: int
    end: int
    kind: ReadKind
    comparator: str
    value: Decimal | None
    unit: str
    indicator: str = ""
    value_max: Decimal | None = None
    stretch: Decimal | None = None
    grade: str = ""
    inner: InnerCondition | None = None
    scope: str = ""
    due: str = ""
    due_on: date | None = None
    window: str = ""
    direction: str = ""
    relative: str = ""
    baseline: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Around:
    """What is known of the place where a sentence stands: the plan's year, whether a heading of aims is above it."""

    year: int | None = None
    aimed: bool = False
