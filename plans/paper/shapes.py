"""What is read from a plan's paper; proposals for a person to decide on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReadKind(StrEnum):
    """What sort of paper it is."""

    ANNUAL = "annual"
    MULTI_YEAR = "multi_year"
    INSPECTION = "inspection"
    PUBLICATION = "publication"
    OTHER = "other"


@dataclass(frozen=True)
class Found:
    """A piece of a plan and where it stands: `content[start:end] == quote` of the Text it was read from.

    `doubt` says in Vietnamese why a person should look; empty where the reading is sure.
    """

    value: str | int | date
    quote: str
    start: int
    end: int
    doubt: str = ""


@dataclass(frozen=True)
class TaskReading:
    """A task as read. `start` and `end` hold the row or paragraph in the Text's content; `due` is None for words alone.

    `is_regular` stands for "thường xuyên"; `place` names the spot for people: "Phụ lục, dòng 5", "trang 3"; `starts_on`
    begins a window ("từ tháng 6/2022 - 11/2022"); `person` is who answers for it: "Trưởng đoàn: …".
    """

    content: str
    start: int
    end: int
    place: str = ""
    section: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    deliverable: str = ""
    due_text: str = ""
    due: date | None = None
    is_regular: bool = False
    starts_on: date | None = None
    person: str = ""
    budget_text: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanReading:
    """What a paper says of itself; None is "not found". `based_on` lists the papers after "Căn cứ"."""

    number: Found | None = None
    issued_on: Found | None = None
    issued_in: Found | None = None
    issuer: Found | None = None
    superior: Found | None = None
    title: Found | None = None
    kind: ReadKind = ReadKind.OTHER
    year_from: Found | None = None
    year_to: Found | None = None
    signer: Found | None = None
    signer_title: Found | None = None
    based_on: tuple[Found, ...] = ()
    replaces: Found | None = None
    tasks: tuple[TaskReading, ...] = ()
