"""Target readings with what matters to a test; everything else is as the reader leaves it."""

from decimal import Decimal

from targets.target_reading import InnerCondition, ReadKind, TargetReading


def target(indicator: str, kind: ReadKind = ReadKind.RATIO, comparator: str = ">=", value="80", unit="%", **said):
    """At least 80% of something."""
    sentence = said.pop("sentence", f"{indicator} {value} {unit}")
    number = None if value is None else Decimal(value)
    return TargetReading(sentence, 0, 0, len(sentence), indicator, comparator, number, unit, kind, **said)


def inner(words: str, comparator: str = "", value=None, unit: str = "") -> InnerCondition:
    return InnerCondition(words, comparator, None if value is None else Decimal(value), unit)
