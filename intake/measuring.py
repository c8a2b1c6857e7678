"""How well readings agree with hand-made ones: precision, recall and F1 of what was found, kinds and fields right."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation

from ui.vietnamese import fold

SAME_UNITS = {"phan tram": "%", "diem %": "diem phan tram"}
PLAN_FIELDS = ("number", "issued_on", "issuer", "title", "year", "signer", "signer_title", "kind")
IN_OWN_WORDS = ("issuer", "title")  # right when most words agree; the others must be the same
SAME_WORDS = 0.8
SAME_SENTENCE = 0.5
SAME_TASK = 0.7


@dataclass
class Score:
    """Counts over a sentence, a file or a folder; `told` says each miss and false alarm in words."""

    hits: int = 0
    misses: int = 0
    alarms: int = 0
    kinds_right: int = 0
    negatives: int = 0
    negatives_alarmed: int = 0
    fields_right: int = 0
    fields: int = 0
    tasks_found: int = 0
    tasks: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def recall(self) -> float | None:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float | None:
        return _share(2 * self.hits, 2 * self.hits + self.misses + self.alarms)

    @property
    def kind_accuracy(self) -> float | None:
        return _share(self.kinds_right, self.hits)

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Score)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# --- targets -------------------------------------------------------------------------------------------------------


def score_sentence(expected: list[dict], found: Iterable[dict], where: str = "") -> Score:
    """One sentence alone; a sentence that sets no target counts as alarmed when anything is found in it."""
    found = [{**target, "sentence": None} for target in found]
    score = score_targets([{**target, "sentence": None} for target in expected], found, where)
    score.negatives = int(not expected)
    score.negatives_alarmed = int(not expected and bool(found))
    return score


def score_targets(expected: list[dict], found: Iterable[dict], where: str = "") -> Score:
    """Each expected target is met by at most one found one; a repeat of one that is met is neither hit nor alarm."""
    rest, score = list(found), Score()
    for target in expected:
        match = best_match(target, rest)
        if match is None:
            score.misses += 1
            score.told.append(f"THIẾU {where} {in_words(target)}")
            continue
        rest.remove(match)
        score.hits += 1
        score.kinds_right += match["kind"] == target["kind"]
        if match["kind"] != target["kind"]:
            score.told.append(f"LOẠI  {where} đọc là {match['kind']}, đúng ra {in_words(target)}")
    alarms = [one for one in rest if not any(is_repeat(one, target) for target in expected if target.get("repeats"))]
    score.alarms = len(alarms)
    score.told += [f"THỪA  {where} {in_words(one)}" for one in alarms]
    return score


def best_match(target: dict, found: list[dict]) -> dict | None:
    """The found target with the same rule, out of the same words where these are told, and the likest indicator."""
    same = [one for one in found if is_same_rule(target, one) and is_same_sentence(target, one)]
    return max(same, key=lambda one: (_sentence_likeness(target, one), _indicator_likeness(target, one)), default=None)


def is_repeat(one: dict, target: dict) -> bool:
    """Whether it tells again, in an annex, what `target` told."""
    told = f"{one.get('indicator')} {one.get('sentence')}"
    return (
        is_same_rule(target, one) and likeness(target.get("sentence") or target.get("indicator"), told) >= SAME_SENTENCE
    )


def is_same_rule(target: dict, one: dict) -> bool:
    """Comparator, value and unit; for a deadline the day. "At least" is as right as "equal" where equal is expected."""
    allowed = {target["comparator"], ">="} if target["comparator"] == "=" else {target["comparator"]}
    if one["comparator"] not in allowed:
        return False
    if "deadline" in (target["kind"], one["kind"]):
        return target["kind"] == one["kind"] and is_same_day(day_of(target), day_of(one))
    if target["kind"] == "grade":
        return one["value"] is None
    return as_number(target["value"]) == as_number(one["value"]) and as_unit(target["unit"]) == as_unit(one["unit"])


def is_same_sentence(target: dict, one: dict) -> bool:
    return not target.get("sentence") or not one.get("sentence") or _sentence_likeness(target, one) >= SAME_SENTENCE


def day_of(target: dict) -> str:
    """The ISO day, or month and day: as value in the older readings, as due in the others."""
    told = [str(target.get(name) or "") for name in ("value", "due")]
    return next((words for words in told if re.fullmatch(r"(\d{4}-)?\d\d-\d\d", words)), told[1])


def is_same_day(one: str, other: str) -> bool:
    """The same day; without the year where one of the two names none."""
    shorter = min(len(one), len(other))
    return one[-5:] == other[-5:] if shorter == len("MM-DD") else one == other


def as_number(value) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except InvalidOperation:
        return None


def as_unit(unit: str | None) -> str:
    folded = fold(unit or "")
    return SAME_UNITS.get(folded, folded)


def likeness(one: str | None, other: str | None) -> float:
    """How much of the shorter text's words stand in the other, 0 to 1."""
    first, second = set(fold(one or "").split()), set(fold(other or "").split())
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def _sentence_likeness(target: dict, one: dict) -> float:
    return likeness(target.get("sentence"), one.get("sentence"))


def _indicator_likeness(target: dict, one: dict) -> float:
    return likeness(target.get("indicator"), one.get("indicator"))


def in_words(target: dict) -> str:
    sentence = f" «{target['sentence'][:110]}»" if target.get("sentence") else ""
    rule = " ".join(str(target[name]) for name in ("comparator", "value", "unit") if target.get(name) is not None)
    day = f" {target.get('due')}" if target["kind"] == "deadline" else ""
    return f"[{rule}{day} {target['kind']}] {target.get('indicator')}{sentence}"


# --- a whole paper -------------------------------------------------------------------------------------------------


def score_paper(expected: dict, found: dict, where: str = "") -> Score:
    """A whole plan: its targets, and where the hand-made reading tells them its fields and tasks."""
    score = score_targets(expected["targets"], found["targets"], where)
    for name in PLAN_FIELDS:
        if expected.get(name) is not None and (name != "title" or "number" in expected):
            score.fields += 1
            right = is_right(name, expected[name], found.get(name))
            score.fields_right += right
            if not right:
                score.told.append(f"TRƯỜNG {where} {name}: {found.get(name)!r}, đúng ra {expected[name]!r}")
    return score + score_tasks(expected.get("tasks", []), found.get("tasks", []), where)


def is_right(name: str, expected, found) -> bool:
    if name not in IN_OWN_WORDS:
        return fold(str(expected)) == fold(str(found))
    return min(_covered(str(expected), str(found or "")), _covered(str(found or ""), str(expected))) >= SAME_WORDS


def _covered(one: str, other: str) -> float:
    """The share of one text's words that stand in the other."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return len(words & others) / len(words) if words else 0.0


def score_tasks(expected: list[dict], found: list[dict], where: str) -> Score:
    rest, score = list(found), Score(tasks=len(expected))
    for task in expected:
        match = max(rest, key=lambda one: likeness(task["content"], one["content"]), default=None)
        if match is None or likeness(task["content"], match["content"]) < SAME_TASK:
            score.told.append(f"VIỆC  {where} không thấy: {task['content'][:110]}")
            continue
        rest.remove(match)
        score.tasks_found += 1
    return score
