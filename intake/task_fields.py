"""A task as read, put as the task form asks it; and what a person should look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from plans.progress import Timing
from plans.reading import TaskReading
from ui.days import write_day

LED_BY = "chủ trì: "  # before the name of a lead agency that the system does not know, among the words about parties
DELIVERABLE_LENGTH, PARTIES_LENGTH, PERSON_LENGTH, WORDS_LENGTH, BUDGET_LENGTH = 500, 300, 200, 150, 200


@dataclass(frozen=True)
class Parties:
    """Who takes part: keys of agencies of the system, and the names that it does not know."""

    lead: str
    supporting: tuple[str, ...]
    unknown: tuple[str, ...]


def parties_of(reading: TaskReading, agency_of: Callable[[str], str]) -> Parties:
    """A group such as "các sở, ban, ngành" is no agency of the tree and stays in words."""
    lead = agency_of(reading.lead) if reading.lead else ""
    found = [(name, agency_of(name)) for name in reading.supporting]
    supporting = tuple(dict.fromkeys(key for _, key in found if key and key != lead))
    unknown = [name for name, key in found if not key]
    if reading.lead and not lead:
        unknown.insert(0, f"{LED_BY}{reading.lead}")
    return Parties(lead, supporting, tuple(unknown))


def task_fields(reading: TaskReading, parties: Parties, *, quote: str, area: str = "") -> dict:
    timing = _timing(reading)
    return {
        "area": area,
        "content": reading.content,
        "deliverable": reading.deliverable[:DELIVERABLE_LENGTH],
        "lead_agency": parties.lead,
        "supporting_agencies": list(parties.supporting),
        "parties_text": "; ".join(parties.unknown)[:PARTIES_LENGTH],
        "responsible_person": reading.person[:PERSON_LENGTH],
        "timing": str(timing),
        "starts_on": write_day(reading.starts_on) if timing == Timing.WINDOW else "",
        "due_on": write_day(reading.due) if timing in (Timing.DEADLINE, Timing.WINDOW) else "",
        "timing_text": reading.due_text[:WORDS_LENGTH],
        "budget_text": reading.budget_text[:BUDGET_LENGTH],
        "quote": quote,
    }


def in_words(parties_text: str) -> tuple[str, str]:
    """Who leads and who else takes part, as far as only words tell."""
    parts = [part for part in parties_text.split("; ") if part]
    led = [part.removeprefix(LED_BY) for part in parts if part.startswith(LED_BY)]
    return "; ".join(led), "; ".join(part for part in parts if not part.startswith(LED_BY))


def with_lead(typed: dict, lead: str) -> dict:
    """The fields once a person said who leads: its words are no longer needed beside."""
    words = in_words(typed.get("parties_text", ""))[1] if lead else typed.get("parties_text", "")
    return typed | {"lead_agency": lead, "parties_text": words}


def task_doubts(reading: TaskReading, parties: Parties, *, may_be_led: bool, issued_on: date | None) -> list[str]:
    """`may_be_led`: whether the system has agencies that the words of the lead may mean. A name it does not have at all
    stays in words; there is nothing to choose.
    """
    said = list(reading.doubts)
    if reading.lead and not parties.lead and may_be_led:
        said.append(f"Cơ quan chủ trì “{reading.lead}” có thể là nhiều đơn vị: chọn đơn vị, hoặc để lại thành chữ.")
    if reading.due and issued_on and reading.due < issued_on:
        said.append(f"Hạn {write_day(reading.due)} trước ngày ban hành kế hoạch {write_day(issued_on)}: xem lại năm.")
    return list(dict.fromkeys(said))


def _timing(reading: TaskReading) -> Timing:
    if reading.is_regular:
        return Timing.ONGOING
    if reading.due is None:
        return Timing.UNKNOWN
    return Timing.WINDOW if reading.starts_on and reading.starts_on <= reading.due else Timing.DEADLINE
