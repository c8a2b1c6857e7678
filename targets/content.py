"""What a person gives for one figure, as plain values: its parts and words; compared, and kept as JSON."""

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from targets.checks import Parts

PARTS = tuple(Parts.__dataclass_fields__)
WORDS = ("note", "cause_and_remedy", "explanation")
CONTENT = (*PARTS, *WORDS)
DECIMALS = ("numerator", "denominator", "value")

Content = dict[str, object]


def content_of(figure) -> Content:
    """Everything given for a figure, by name."""
    return {name: getattr(figure, name) for name in CONTENT}


def differences(old: Content, new: Content) -> tuple[dict, dict]:
    """The old and the new value, ready for JSON, of every name in which the two differ."""
    names = [name for name in new if old.get(name) != new[name]]
    return to_json({name: old.get(name) for name in names}), to_json({name: new[name] for name in names})


def to_json(content: Mapping[str, object]) -> dict:
    """Decimals as plain text without trailing zeros, days as ISO text."""
    return {name: _plain(value) for name, value in content.items()}


def parts_to_json(parts: Parts) -> dict:
    """The parts that were given, and "không phát sinh" where it was said."""
    given = {name: getattr(parts, name) for name in PARTS if getattr(parts, name) is not None}  # zero is given
    if not parts.nothing_occurred:
        del given["nothing_occurred"]
    return to_json(given)


def parts_from_json(kept: Mapping[str, object]) -> Parts:
    """The parts that `parts_to_json` wrote; other names are left alone."""
    values = {name: value for name, value in kept.items() if name in PARTS}
    for name in DECIMALS:
        if values.get(name) is not None:
            values[name] = Decimal(str(values[name]))
    if values.get("done_on"):
        values["done_on"] = date.fromisoformat(str(values["done_on"]))
    return Parts(**values)


def print_of(content: Mapping[str, object]) -> str:
    """A short print of a content, equal for equal contents: tells what a person touched from what they left."""
    written = repr(sorted(to_json(content).items()))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _plain(value):
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case _:
            return value
