"""How well readings agree with hand-made ones: precision, recall and F1 of what was found, kinds and fields right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ui.vietnamese import fold

RATE_UNITS = {"phan tram": "%", "diem %": "diem phan tram", "": ""}
NO_UNIT_KINDS = ("grade", "deadline")
LEAST_LIKENESS = 0.5


@dataclass
class Score:
    """Counts over a file or a folder."""

    hits: int = 0
    misses: int = 0
    alarms: int = 0
    kinds_right: int = 0
    false_alarms: int = 0
    negatives: int = 0
    fields_right: int = 0
    fields: int = 0
    tasks_found: int = 0
    tasks: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else None

    @property
    def recall(self) -> float | None:
        return self.hits / (self.hits + self.misses) if self.hits + self.misses else None

    @property
    def f1(self) -> float | None:
        found = 2 * self.hits + self.misses + self.alarms
        return 2 * self.hits / found if found else None

    @property
    def kind_accuracy(self) -> float | None:
        return self.kinds_right / self.hits if self.hits else None

    def add(self, other: "Score") -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def compare(expected: Iterable[dict], found: Iterable[dict], where: str = "") -> Score:
    """The targets of one sentence or one paper: each expected one is met by at most one found one.

    In a paper the found one must also come from the same words; a repeat of an expected target is neither hit nor alarm.
    """
    expected, rest, score = list(expected), list(found), Score()
    for target in expected:
        match = best_match(target, rest)
        if match is None:
            score.misses += 1
            score.told.append(f"THIẾU  {where} {_told(target)}")
            continue
        rest.remove(match)
        score.hits += 1
        score.kinds_right += match["kind"] == target["kind"]
        if match["kind"] != target["kind"]:
            score.told.append(f"LOẠI   {where} {match['kind']}, đúng ra {_told(target)}")
    score.alarms = len(rest)
    score.told += [f"THỪA   {where} {_told(target)}" for target in rest]
    return score


def best_match(target: dict, found: list[dict]) -> dict | None:
    """The found target with the same rule whose sentence is the likest."""
    same = [one for one in found if is_same_rule(target, one)]
    if not target.get("sentence"):
        return max(same, key=lambda one: likeness(target.get("indicator"), one.get("indicator")), default=None)
    return max(
        (one for one in same if likeness(target["sentence"], one["sentence"]) >= LEAST_LIKENESS),
        key=lambda one: (
            likeness(target["sentence"], one["sentence"]),
            likeness(target["indicator"], one["indicator"]),
        ),
        default=None,
    )


def is_same_rule(target: dict, one: dict) -> bool:
    """Comparator, value and unit; for a deadline the day. "At least" is as right as "equal" where equal is expected."""
    comparators = {target["comparator"], ">="} if target["comparator"] == "=" else {target["comparator"]}
    if one["comparator"] not in comparators:
        return False
    if target["kind"] == "deadline" or one["kind"] == "deadline":
        return target["kind"] == one["kind"] and is_same_day(target, one)
    if target["kind"] == "grade":
        return one["kind"] == "grade" or one["value"] is None
    return as_number(target["value"]) == as_number(one["value"]) and as_unit(target["unit"]) == as_unit(one["unit"])


def is_same_day(target: dict, one: dict) -> bool:
    """The ISO day; without the year where one of the two names none."""
    days = [str(side["value"] if _is_day(side.get("value")) else side.get("due") or "") for side in (target, one)]
    return days[0][-5:] == days[1][-5:] if min(map(len, days)) == 5 else days[0] == days[1]


def _is_day(value) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(\d{4}-)?\d\d-\d\d", value))


def as_number(value) -> Decimal | None:
    """A JSON value as number; None stays None."""
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def as_unit(unit: str | None) -> str:
    folded = fold(unit or "")
    return RATE_UNITS.get(folded, folded)


def likeness(one: str | None, other: str | None) -> float:
    """How much of the shorter text's words stand in the other, 0 to 1."""
    first, second = set(fold(one or "").split()), set(fold(other or "").split())
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def without_repeats(alarms: Score) -> Score:
    return alarms


def _told(target: dict) -> str:
    sentence = f" «{target['sentence'][:110]}»" if target.get("sentence") else ""
    day = target.get("due") if target["kind"] == "deadline" else ""
    return f"{target['comparator']} {target['value']} {target['unit'] or ''} {day} {target['kind']}: {target.get('indicator')}{sentence}"
