"""How readings are printed as JSON, for people and programs that have no database."""

from decimal import Decimal

from targets.target_reading import InnerCondition, TargetReading


def target_to_json(reading: TargetReading) -> dict:
    """One target in the shape of the hand-made readings, with what they leave out added at the end."""
    return {
        "sentence": reading.sentence,
        "indicator": reading.indicator,
        "comparator": reading.comparator,
        "value": plain(reading.value),
        "value_max": plain(reading.value_max),
        "unit": reading.unit or None,
        "kind": str(reading.kind),
        "inner": inner_words(reading.inner),
        "scope": reading.scope or None,
        "due": (reading.due_on.isoformat() if reading.due_on else reading.due) or None,
        "baseline": reading.baseline or None,
        "grade": reading.grade or None,
        "stretch": plain(reading.stretch),
        "area": reading.area or None,
        "section": reading.section or None,
        "place": reading.place or None,
        "watching": reading.watching or None,
        "start": reading.start,
        "end": reading.end,
        "doubts": list(reading.doubts),
    }


def inner_words(inner: InnerCondition | None) -> str | None:
    """What each unit has to meet, in words."""
    return inner.words if inner else None


def plain(value: Decimal | None) -> int | str | float | None:
    """A JSON number that reads as it was written: 95, 98.5; a whole number has no decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
