"""A day on which units were reorganised, and its words."""

from dataclasses import dataclass
from datetime import date

from ui.days import write_day

MOVED = "move"
WORDS = {"merge": "sáp nhập", "split": "chia, tách", "dissolve": "giải thể", MOVED: "chuyển cơ quan quản lý"}


@dataclass(frozen=True)
class Change:
    """When units below an office were reorganised, and how (the kinds of agencies.Succession, and MOVED)."""

    day: date
    kinds: tuple[str, ...]

    @property
    def words(self) -> str:
        """ "01/07/2025: sáp nhập đơn vị"."""
        said = " và ".join(words for kind, words in WORDS.items() if kind in self.kinds)
        return f"{write_day(self.day)}: {said} đơn vị"
