"""What was done to a plan or a task, newest first, with the words that the record keeps beside the deed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from accounts.models import ActionRecord, User

SHOWN_AT_MOST = 100


@dataclass(frozen=True)
class Deed:
    """One line of a page's history."""

    at: datetime
    by: User | None
    verb: str
    note: str


def history_of(target: Model) -> list[Deed]:
    """The newest deeds done to one object."""
    records = ActionRecord.objects.about(target).select_related("by")[:SHOWN_AT_MOST]
    return [Deed(record.at, record.by, record.verb, _note(record.detail)) for record in records]


def _note(detail: dict) -> str:
    """Which fields changed, which task it was, how far the progress had come."""
    if "changed" in detail:
        return ", ".join(detail["changed"]) or "không có gì thay đổi"
    if "percent" in detail:
        return f"{detail['percent']}%"
    return detail.get("content", "")
