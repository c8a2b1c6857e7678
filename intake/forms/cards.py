"""What a card of the review page asks besides "Nhận" and "Bỏ": which indicator, which group, hold or reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from intake.deciding import Item, Sort, State
from intake.forms.filled import without_nul
from intake.marking import look_of, name_of
from intake.proposing import NEW
from intake.task_fields import with_lead
from targets.terms import Path, Scope

NO_GROUP = "khong-co"
OF_RATIO = ("scope", "indicator", f"{NEW}-name")
QUICK = ("indicator", "judged_group", "path")  # the fields of the target form that a card can change
PATHS = [(Path.HOLD, "Giữ trong suốt kỳ"), (Path.REACH, "Phấn đấu đạt vào cuối kỳ")]


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Card:
    """A proposal as its card shows it. `refusal`: why the last press was not carried out."""

    item: Item
    indicators: tuple[Choice, ...] = ()
    groups: tuple[Choice, ...] = ()
    paths: tuple[Choice, ...] = ()
    leads: tuple[Choice, ...] = ()
    refusal: str = ""

    @property
    def name(self) -> str:
        return name_of(self.item)

    @property
    def looks_doubtful(self) -> bool:
        return self.item.is_open and not self.item.is_settled

    @property
    def look(self) -> str:
        """The classes by which the card and its marks in the document look alike."""
        return look_of(self.item)

    @property
    def sign(self) -> str:
        if self.item.state == State.OPEN:
            return "△" if self.looks_doubtful else "○"
        return "✓" if self.item.is_accepted else "–"

    @property
    def state_words(self) -> str:
        if self.item.state == State.OPEN:
            return "Nghi vấn" if self.looks_doubtful else "Đề xuất"
        return "Đã nhận" if self.item.is_accepted else "Đã bỏ"


def card_of(item: Item, groups: Iterable[tuple[int, str]], refusal: str = "") -> Card:
    if not item.is_open or item.sort == Sort.PLAN:
        return Card(item, refusal=refusal)
    if item.sort == Sort.TASK:
        return Card(item, leads=_leads(item), refusal=refusal)
    indicators = () if is_as_ratio(item) else _indicators(item)
    return Card(item, indicators, _groups(item, groups), _paths(item), refusal=refusal)


def is_as_ratio(item: Item) -> bool:
    """Whether a share of units is told as the ratio that an office without such a group reports."""
    return bool(item.otherwise) and all(item.typed.get(name) == item.otherwise.get(name) for name in OF_RATIO)


def quick_typed(item: Item, post) -> dict:
    """The proposal's fields with those that its card sent."""
    sent = {name: without_nul(post[name]) for name in QUICK if name in post}
    if item.sort == Sort.TASK and "lead_agency" in post:
        return with_lead(item.typed, without_nul(post["lead_agency"]))
    if sent.get("judged_group") == NO_GROUP and item.otherwise:
        return item.typed | item.otherwise | {name: sent[name] for name in ("path",) if name in sent}
    if "judged_group" in sent and is_as_ratio(item):
        return item.read | sent
    return item.typed | sent


def asks_groups(item: Item) -> bool:
    return item.typed.get("scope") in (Scope.EACH, Scope.SHARE) or is_as_ratio(item)


def _indicators(item: Item) -> tuple[Choice, ...]:
    """The candidates, what was chosen beside them, and a new one."""
    chosen = item.typed.get("indicator", "")
    offered = [Choice(str(key), name, str(key) == chosen) for key, name in item.candidates]
    if chosen and not any(choice.is_chosen for choice in offered):
        offered.insert(0, Choice(chosen, "Chỉ tiêu đã chọn khi sửa", True))
    new = item.typed.get(f"{NEW}-name", "")
    return (*offered, Choice("", f"Lập mới: {new}", not chosen)) if new else tuple(offered)


def _leads(item: Item) -> tuple[Choice, ...]:
    """Agencies that the words may mean; none of them leaves the words as they are."""
    if not item.candidates:
        return ()
    chosen = item.typed.get("lead_agency", "")
    offered = [Choice(str(key), name, str(key) == chosen) for key, name in item.candidates]
    return (Choice("", "Để thành chữ như trong văn bản", not chosen), *offered)


def _groups(item: Item, groups: Iterable[tuple[int, str]]) -> tuple[Choice, ...]:
    if not asks_groups(item):
        return ()
    chosen = NO_GROUP if is_as_ratio(item) else item.typed.get("judged_group", "")
    as_ratio = Choice(NO_GROUP, "Không có nhóm này: lập chỉ tiêu tỷ lệ, tự báo cáo", chosen == NO_GROUP)
    no_group = [as_ratio] if item.otherwise else []
    return (
        Choice("", "Chọn nhóm đơn vị", not chosen),
        *no_group,
        *(Choice(str(key), name, str(key) == chosen) for key, name in groups),
    )


def _paths(item: Item) -> tuple[Choice, ...]:
    if "path" not in item.asks and not is_as_ratio(item):
        return ()
    return tuple(Choice(str(path), words, item.typed.get("path") == path) for path, words in PATHS)
