"""What was proposed and what a person decided of it: the state of each proposal, and how many still wait.

A proposal is a dictionary, kept as JSON: key ("c3"), sort, quote, place, start, end, places, doubts, typed (the fields of the
house's form), sentence, faults; of a target also candidates, asks and otherwise (intake/proposing.py). A decision is one
too: state, typed, sentence, by, at, revision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

PLAN_KEY = "kh"


class Sort(StrEnum):
    PLAN = "plan"
    TARGET = "target"
    TASK = "task"


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"


LETTERS = {Sort.TARGET: "c", Sort.TASK: "n"}


@dataclass(frozen=True)
class Item:
    """One proposal as it stands now. `revision` counts the decisions about it; `faults` are what the form refuses."""

    key: str
    sort: Sort
    state: State
    typed: dict
    read: dict = field(default_factory=dict)  # the fields as they were proposed
    revision: int = 0
    quote: str = ""
    place: str = ""
    start: int | None = None
    end: int | None = None
    more_places: tuple[tuple[int, int], ...] = ()
    sentence: str = ""
    doubts: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    candidates: tuple[tuple[int, str], ...] = ()
    asks: tuple[str, ...] = ()
    otherwise: dict = field(default_factory=dict)
    is_added: bool = False
    by: str = ""
    at: str = ""
    facts: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_accepted(self) -> bool:
        return self.state == State.ACCEPTED

    @property
    def is_settled(self) -> bool:
        """Whether nothing about it needs a person's eye."""
        return not self.doubts and not self.faults

    @property
    def is_placed(self) -> bool:
        """Whether it can be shown in the document."""
        return self.start is not None and self.end is not None and self.end > self.start

    @property
    def number(self) -> str:
        """ "3" of "c3"."""
        return self.key[1:] if self.sort != Sort.PLAN else ""


def items_of(proposals: Iterable[dict], decisions: dict) -> list[Item]:
    return [item_of(proposal, decisions.get(proposal["key"])) for proposal in proposals]


def item_of(proposal: dict, decision: dict | None) -> Item:
    """What was typed last stands before what was read."""
    decided = decision or {}
    return Item(
        key=proposal["key"],
        sort=Sort(proposal["sort"]),
        state=State(decided.get("state", State.OPEN)),
        typed=decided.get("typed") or proposal["typed"],
        read=proposal["typed"],
        revision=decided.get("revision", 0),
        quote=proposal.get("quote", ""),
        place=proposal.get("place", ""),
        start=proposal.get("start"),
        end=proposal.get("end"),
        more_places=tuple((start, end) for start, end in proposal.get("places", ())[1:]),
        sentence=decided.get("sentence") or proposal.get("sentence", ""),
        doubts=tuple(proposal.get("doubts", ())),
        faults=tuple(decided.get("faults", proposal.get("faults", ()))),
        candidates=tuple((key, name) for key, name in proposal.get("candidates", ())),
        asks=tuple(proposal.get("asks", ())),
        otherwise=proposal.get("otherwise", {}),
        is_added=proposal.get("is_added", False),
        by=decided.get("by", ""),
        at=decided.get("at", ""),
        facts=tuple((term, value) for term, value in decided.get("facts") or proposal.get("facts", ())),
    )


def followed(entry: dict, old: dict, new: dict) -> dict:
    """A proposal or decision whose rule has the years that were read of the plan, with the corrected ones."""
    typed = entry.get("typed") or {}
    return entry | {"typed": typed | new} if old.items() <= typed.items() else entry


def years_in(plan_typed: dict) -> dict[str, str]:
    """The years of a plan as a target of it has them."""
    return {
        "first_year": plan_typed.get("year_from", ""),
        "last_year": plan_typed.get("year_to") or plan_typed.get("year_from", ""),
    }


def next_key(proposals: Sequence[dict], sort: Sort) -> str:
    letter = LETTERS[sort]
    taken = [int(one["key"][1:]) for one in proposals if one["key"].startswith(letter) and one["key"][1:].isdigit()]
    return f"{letter}{max(taken, default=0) + 1}"


def decided(item: Item, state: State, typed: dict, *, sentence: str, facts=(), faults=(), by: str, at: str) -> dict:
    """The decision to keep: one more than the last about this proposal."""
    return {
        "state": str(state),
        "typed": typed,
        "sentence": sentence,
        "facts": [list(fact) for fact in facts],
        "faults": list(faults),
        "by": by,
        "at": at,
        "revision": item.revision + 1,
    }


@dataclass(frozen=True)
class Count:
    """How far the deciding has come."""

    to_look_at: int  # open, and something about it is doubtful
    settled: int  # open, nothing doubtful
    accepted: int
    dropped: int

    @property
    def open(self) -> int:
        return self.to_look_at + self.settled

    @property
    def words(self) -> str:
        if not self.open:
            return "Đã xem hết các đề xuất."
        if not self.to_look_at:
            return f"Không còn nghi vấn; còn {self.settled} đề xuất chờ nhận."
        return f"Còn {self.to_look_at} chỗ cần xem."


def count(items: Iterable[Item]) -> Count:
    items = list(items)
    waiting = [item for item in items if item.is_open]
    settled = sum(item.is_settled for item in waiting)
    return Count(
        to_look_at=len(waiting) - settled,
        settled=settled,
        accepted=sum(item.is_accepted for item in items),
        dropped=sum(item.state == State.DROPPED for item in items),
    )


def in_reading_order(items: Iterable[Item]) -> list[Item]:
    """The plan's own data and what waits with a doubt first, then what waits, then what is decided; within each as the
    document has it.
    """
    order = {Sort.PLAN: 0, Sort.TARGET: 1, Sort.TASK: 2}
    return sorted(items, key=lambda item: (_rank(item), order[item.sort], item.start is None, item.start or 0))


def _rank(item: Item) -> int:
    if item.is_open:
        return 0 if item.sort == Sort.PLAN or not item.is_settled else 1
    return 2 if item.is_accepted else 3
