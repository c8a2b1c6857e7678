"""The life of one agency as a list of dated events, for its page: founded, renamed, moved, joined, divided, ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency, Placement, Succession

Kind = Succession.Kind


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day (None: not known). `others`: the agencies it leads to, to follow by a link."""

    day: date | None
    words: str
    others: tuple[Agency, ...] = ()
    decision: str = ""
    note: str = ""


def events_of(agency: Agency) -> list[Event]:
    """The life of an agency, oldest first, in three queries."""
    origins = list(agency.origins.exclude(kind=Kind.RENAME).select_related("predecessor").order_by("day", "pk"))
    steps = list(agency.successions.select_related("successor").order_by("day", "pk"))
    places = list(agency.placements.select_related("parent"))
    events = [*_beginning(agency, origins), *_places(agency, places), *_renames(steps), *_handing_over(agency, steps)]
    events += _taking_over(agency, origins)
    return sorted(events, key=lambda event: event.day or date.min)


def _beginning(agency: Agency, origins: list[Succession]) -> Iterator[Event]:
    own = [row for row in origins if row.day == agency.founded_on]
    parents = tuple(row.predecessor for row in own)
    words = "Thành lập"
    if own:
        words = "Thành lập do sáp nhập" if own[0].kind == Kind.MERGE else "Thành lập do tách từ"
    if agency.founded_on or agency.decision:
        yield Event(agency.founded_on, words, parents, agency.decision or (own[0].decision if own else ""))


def _taking_over(agency: Agency, origins: list[Succession]) -> Iterator[Event]:
    """Work taken over later than the founding, one event a day and kind."""
    later = [row for row in origins if row.day != agency.founded_on]
    for day, kind in dict.fromkeys((row.day, row.kind) for row in later):
        rows = [row for row in later if (row.day, row.kind) == (day, kind)]
        words = {Kind.MERGE: "Tiếp nhận do sáp nhập", Kind.SPLIT: "Tiếp nhận một phần từ"}.get(kind, "Tiếp nhận từ")
        yield Event(day, words, tuple(row.predecessor for row in rows), rows[0].decision, rows[0].note)


def _places(agency: Agency, places: list[Placement]) -> Iterator[Event]:
    for earlier, place in zip([None, *places], places, strict=False):
        if earlier is None and (place.from_day in (None, agency.founded_on)):
            continue  # the first place comes with the founding
        words = "Chuyển về trực thuộc" if place.parent else "Chuyển lên cấp cao nhất"
        yield Event(place.from_day, words, (place.parent,) if place.parent else ())


def _renames(steps: list[Succession]) -> Iterator[Event]:
    for row in steps:
        if row.kind == Kind.RENAME:
            yield Event(row.day, f"Đổi tên từ “{row.old_name}” thành “{row.new_name}”", (), row.decision, row.note)


def _handing_over(agency: Agency, steps: list[Succession]) -> Iterator[Event]:
    """Merged, split or dissolved: one event a day, with everyone who went on."""
    given = [row for row in steps if row.kind != Kind.RENAME]
    for day, kind in dict.fromkeys((row.day, row.kind) for row in given):
        rows = [row for row in given if (row.day, row.kind) == (day, kind)]
        heirs = tuple(row.successor for row in rows if row.successor)
        yield Event(day, _handing_words(agency, Kind(kind), day, bool(heirs)), heirs, rows[0].decision, rows[0].note)


def _handing_words(agency: Agency, kind: Kind, day: date, has_heir: bool) -> str:
    if kind == Kind.MERGE:
        return "Kết thúc hoạt động, sáp nhập vào"
    if kind == Kind.SPLIT:
        return "Kết thúc hoạt động, chia thành" if agency.dissolved_on == day else "Tách ra"
    return "Giải thể, bàn giao cho" if has_heir else "Giải thể"
