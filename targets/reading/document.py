"""A whole paper's targets."""

from documents.text import Text
from targets.target_reading import TargetReading


def read_targets(text: Text, *, year: int | None) -> tuple[TargetReading, ...]:
    return ()
