"""How far each report of the made-up nation has come: sent in time or late, returned once, waiting, or missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from dashboard.nation import codes

EMPTY, DRAFT, SUBMITTED, RETURNED, APPROVED = "empty", "draft", "submitted", "returned", "approved"
LAST_DUE_STATES = ((APPROVED, 900), (SUBMITTED, 955), (RETURNED, 965), (DRAFT, 980), (EMPTY, 1000))  # up to, of 1000
EARLIER_STATES = ((APPROVED, 985), (EMPTY, 1000))
IN_TIME, RETURNED_ONCE = 880, 30  # of 1000 sent reports
MOST_DAYS_EARLY, MOST_DAYS_LATE = 3, 10
DAYS_TO_RETURN, DAYS_TO_SEND_AGAIN, DAYS_TO_CONFIRM = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Story:
    """One report. Days are ordinals; None: it did not come so far."""

    state: str
    begun: int | None = None
    first_sent: int | None = None
    returned: int | None = None
    sent: int | None = None
    confirmed: int | None = None


def stories(seed: int, code: str, due_days: list[date], *, waits: bool, is_reliable: bool) -> Iterator[Story]:
    """An agency's reports in the order of their due days.

    waits: the last one due is sent and not confirmed. is_reliable: nothing is ever missing.
    """
    chance = Random(f"{seed}/{code}/reports")
    last_due = max((day for day in due_days if day < codes.SEEN_ON), default=None)
    for due in due_days:
        place, other = chance.randrange(1000), chance.randrange(1000)
        is_last = due == last_due and due.year == codes.LAST_YEAR
        if due >= codes.SEEN_ON:
            yield Story(EMPTY)
        elif is_last and waits:
            yield _told(SUBMITTED, due, chance, other)
        elif is_reliable:
            yield _told(APPROVED, due, chance, other)
        else:
            states = LAST_DUE_STATES if is_last else EARLIER_STATES
            yield _told(next(state for state, end in states if place < end), due, chance, other)


def _told(state: str, due: date, chance: Random, place: int) -> Story:
    day = due.toordinal() - chance.randrange(MOST_DAYS_EARLY + 1)
    if state in (EMPTY, DRAFT):
        return Story(state, begun=None if state == EMPTY else day)
    if place >= IN_TIME:
        day = due.toordinal() + 1 + chance.randrange(MOST_DAYS_LATE)
    is_returned = state == RETURNED or place < RETURNED_ONCE
    returned = day + DAYS_TO_RETURN if is_returned else None
    sent = day + DAYS_TO_SEND_AGAIN if is_returned and state != RETURNED else day
    return Story(state, day - 1, day, returned, sent, sent + DAYS_TO_CONFIRM if state == APPROVED else None)
