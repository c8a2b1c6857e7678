"""A target's rule in plain values, ready to be put into words; and the small words that all ways of telling it share."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from periods.period import PeriodKind
from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Scope, Window
from ui.numbers import write_number

RATIOS = (Kind.RATIO, Kind.RATIO_OF_STOCKS)
MISSING = "…"  # what has not been filled in yet
HUNDRED = Decimal(100)
NAMED_STEP = re.compile(r"(cấp|mức|bậc|loại|hạng|nhóm)\b", re.IGNORECASE)
AT_MOST_SIDE = (Comparator.AT_MOST, Comparator.LESS_THAN)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparator with its value, or its two bounds; None where nothing has been typed yet."""

    comparator: Comparator | str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A target's rule in plain values. `condition` is what the whole or each unit must meet; `outer`, under scope
    "share", is asked of the percentage of units. The comparator of a relative target speaks of the size of the change:
    "giảm tối thiểu 50%" is (percent, goes down, AT_LEAST 50).
    """

    indicator: str
    kind: Kind | str
    condition: Condition = Condition()
    outer: Condition = Condition()
    unit: str = ""
    better: Better | str = Better.HIGHER
    grade_steps: tuple[str, ...] = ()
    part_of: str = ""
    split_from: str = ""
    scope: Scope | str = Scope.WHOLE
    judged: str = ""
    unit_noun: str = "đơn vị"
    exact: bool = False
    relative_kind: RelativeKind | str = RelativeKind.NONE
    goes_down: bool = False
    baseline_year: int | None = None
    baseline: Decimal | None = None
    path: Path | str = Path.HOLD
    window: Window | str = Window.FULL
    first_year: int | None = None
    last_year: int | None = None
    due_kind: PeriodKind | str = PeriodKind.YEAR
    due_order: int = 1
    due_on: date | None = None
    stretch: str = ""
    is_published: bool = False  # by an outside source, once for the whole period

    @property
    def is_relative(self) -> bool:
        return self.relative_kind not in ("", RelativeKind.NONE)


def quantity(value: Decimal | None, unit: str) -> str:
    """1234.5 with its unit: "1.234,5 hồ sơ", "98%"."""
    number = MISSING if value is None else write_number(value)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def unit_of(kind: Kind | str, unit: str) -> str:
    """The unit that a value of this kind is written with; a ratio is always a percentage."""
    return "%" if kind in RATIOS else unit


def change_unit(relative_kind: RelativeKind | str, kind: Kind | str, unit: str) -> str:
    """The unit in which a change from a baseline is written."""
    own = unit_of(kind, unit)
    return {
        RelativeKind.PERCENT: "%",
        RelativeKind.POINTS: "điểm phần trăm" if own == "%" else own,
        RelativeKind.TIMES: "lần",
        RelativeKind.PLACES: "bậc",
    }[RelativeKind(relative_kind)]


def unit_of_change(rule: Rule) -> str:
    return change_unit(rule.relative_kind, rule.kind, rule.unit)


def shown_unit(rule: Rule) -> str:
    return unit_of(rule.kind, rule.unit)


def step_name(rule: Rule, place: Decimal | None) -> str:
    if place is None or not 1 <= place <= len(rule.grade_steps):
        return MISSING
    name = rule.grade_steps[int(place) - 1]
    return lowered(name) if NAMED_STEP.match(name) else f"mức “{name}”"


def is_all(asked: Condition) -> bool:
    return asked.value == HUNDRED and asked.comparator in (Comparator.AT_LEAST, Comparator.EQUAL)


def leans(rule: Rule) -> Comparator | str:
    """The comparator as it will be judged: "=" leans to the better side unless exact."""
    asked = rule.condition.comparator
    if asked != Comparator.EQUAL or rule.exact or rule.better == Better.NONE:
        return asked
    return Comparator.AT_MOST if rule.better == Better.LOWER else Comparator.AT_LEAST


def plain(value: Decimal | None) -> str:
    return MISSING if value is None else write_number(value)


def lowered(text: str) -> str:
    """The first letter small, unless the first word is an abbreviation (TTHC) or a name written with inner capitals."""
    first = text.split(" ", 1)[0]
    return text if not text or any(letter.isupper() for letter in first[1:]) else text[0].lower() + text[1:]


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
