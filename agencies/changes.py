"""The single steps of a reorganisation: each says in one Vietnamese line what will happen, and is then done just so."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from agencies import consequences
from agencies.models import Agency, AgencyGroup, Succession
from ui.days import write_day


@dataclass(frozen=True)
class NewAgency:
    """An agency still to be founded."""

    code: str
    name: str
    kind: str
    parent: Agency | None
    short_name: str = ""

    def __str__(self) -> str:
        return self.name


Successor = Agency | NewAgency


@dataclass(frozen=True)
class Found:
    agency: NewAgency
    day: date

    @property
    def line(self) -> str:
        below = f", trực thuộc {self.agency.parent}" if self.agency.parent else ", ở cấp cao nhất"
        return f"Sẽ lập: {self.agency} (mã {self.agency.code}){below}, từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class End:
    agency: Agency
    day: date

    @property
    def line(self) -> str:
        return f"Sẽ kết thúc hoạt động: {self.agency} (mã {self.agency.code}), từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class Rename:
    agency: Agency
    old_name: str
    new_name: str
    new_short_name: str
    day: date

    @property
    def line(self) -> str:
        short = f" (gọi tắt: {self.new_short_name})" if self.new_short_name else ""
        return f"Sẽ đổi tên: {self.old_name} thành {self.new_name}{short}, từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class Move:
    agency: Agency
    old_parent: Agency | None
    parent: Successor | None
    day: date

    @property
    def line(self) -> str:
        old, new = self.old_parent or "cấp cao nhất", self.parent or "cấp cao nhất"
        return f"Sẽ chuyển: {self.agency} từ {old} sang {new}, từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class Leave:
    agency: Agency
    group: AgencyGroup
    day: date

    @property
    def line(self) -> str:
        return f"Nhóm {self.group}: {self.agency} ra khỏi nhóm từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class Join:
    agency: Successor
    group: AgencyGroup
    day: date

    @property
    def line(self) -> str:
        return f"Nhóm {self.group}: thành viên mới {self.agency} từ ngày {write_day(self.day)}"


@dataclass(frozen=True)
class Succeed:
    kind: Succession.Kind
    predecessor: Agency
    successor: Successor | None
    day: date

    @property
    def line(self) -> str:
        if self.successor is None:
            return f"Ghi: {self.predecessor} giải thể, không có đơn vị tiếp nhận"
        return f"Ghi: {self.successor} tiếp nối công việc của {self.predecessor} ({self.kind.label})"


Change = Found | End | Rename | Move | Leave | Join | Succeed


@dataclass(frozen=True)
class Reorganisation:
    """What one decision changes, in the order in which it is done."""

    kind: str
    day: date
    changes: tuple[Change, ...]

    @property
    def lines(self) -> list[str]:
        return [change.line for change in self.changes]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was confirmed is what was shown."""
        said = [self.kind, *(f"{change.line} {_keys(change)}" for change in self.changes)]
        return sha256("\n".join(said).encode()).hexdigest()

    @property
    def ended(self) -> list[Agency]:
        return [change.agency for change in self.changes if isinstance(change, End)]

    @property
    def notices(self) -> tuple[str, ...]:
        """What is worth knowing before these agencies end; it only informs."""
        return consequences.of_ending(self.ended, self.day)


def _keys(change: Change) -> list:
    """The ids behind the names of a line: two agencies may bear one name."""
    return [getattr(value, "pk", None) for value in vars(change).values()]
