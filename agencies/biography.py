"""The life of one agency as a list of dated events, for its page: founded, renamed, moved, joined, divided, ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.models import Agency, Placement, Succession

Kind = Succession.Kind


TOOK_OVER = (
    "Theo tổ chức tại thời điểm báo cáo: số liệu các kỳ trước thuộc đơn vị tiền thân; chỉ tiêu cộng cả năm tính thêm phần đó và "
    "ghi “gồm số liệu của đơn vị tiền thân”. Theo tổ chức hiện nay: mọi kỳ trước cũng tính cho đơn vị tiếp nhận."
)
HANDED_OVER = "Số liệu đã báo cáo vẫn xem được tại trang này. Theo tổ chức hiện nay: tính cho đơn vị tiếp nhận, mỗi số liệu một lần."
ENDED_ALONE = "Số liệu đã báo cáo vẫn xem được tại trang này. Theo tổ chức hiện nay: tính cho cấp trên lúc kết thúc."
DIVIDED = "Số liệu trước ngày này không chia cho các đơn vị mới, kể cả theo tổ chức hiện nay: vẫn thuộc đơn vị này và cấp trên lúc đó."
CAME_OF_A_SPLIT = "Số liệu của đơn vị cũ trước ngày này không chia: đơn vị này chỉ có số liệu từ ngày này."
MOVED = (
    "Theo tổ chức tại thời điểm báo cáo: kỳ có ngày cuối của số liệu trước ngày này cộng vào cấp trên cũ, từ ngày này cộng vào "
    "cấp trên mới. Theo tổ chức hiện nay: mọi kỳ cộng vào cấp trên hiện nay."
)
RENAMED = "Số liệu nối liền qua việc đổi tên."


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day (None: not known). `others`: the agencies it leads to, to follow by a link.

    figures: what becomes of the figures, by the map of the time and by today's (DESIGN §4).
    """

    day: date | None
    words: str
    others: tuple[Agency, ...] = ()
    decision: str = ""
    note: str = ""
    figures: str = ""


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
        decision = agency.decision or (own[0].decision if own else "")
        yield Event(agency.founded_on, words, parents, decision, figures=_figures_of_origins(own))


def _figures_of_origins(origins: list[Succession]) -> str:
    """What a successor's numbers hold of those before it."""
    kinds = {row.kind for row in origins}
    said = [TOOK_OVER] if kinds - {Kind.SPLIT} else []
    return " ".join([*said, CAME_OF_A_SPLIT] if Kind.SPLIT in kinds else said)


def _taking_over(agency: Agency, origins: list[Succession]) -> Iterator[Event]:
    """Work taken over later than the founding, one event a day and kind."""
    later = [row for row in origins if row.day != agency.founded_on]
    for day, kind in dict.fromkeys((row.day, row.kind) for row in later):
        rows = [row for row in later if (row.day, row.kind) == (day, kind)]
        words = {Kind.MERGE: "Tiếp nhận do sáp nhập", Kind.SPLIT: "Tiếp nhận một phần từ"}.get(kind, "Tiếp nhận từ")
        old, figures = tuple(row.predecessor for row in rows), _figures_of_origins(rows)
        yield Event(day, words, old, rows[0].decision, rows[0].note, figures)


def _places(agency: Agency, places: list[Placement]) -> Iterator[Event]:
    for earlier, place in zip([None, *places], places, strict=False):
        if earlier is None and (place.from_day in (None, agency.founded_on)):
            continue  # the first place comes with the founding
        words = "Chuyển về trực thuộc" if place.parent else "Chuyển lên cấp cao nhất"
        yield Event(place.from_day, words, (place.parent,) if place.parent else (), figures=MOVED)


def _renames(steps: list[Succession]) -> Iterator[Event]:
    for row in steps:
        if row.kind == Kind.RENAME:
            words = f"Đổi tên từ “{row.old_name}” thành “{row.new_name}”"
            yield Event(row.day, words, (), row.decision, row.note, RENAMED)


def _handing_over(agency: Agency, steps: list[Succession]) -> Iterator[Event]:
    """Merged, split or dissolved: one event a day, with everyone who went on."""
    given = [row for row in steps if row.kind != Kind.RENAME]
    for day, kind in dict.fromkeys((row.day, row.kind) for row in given):
        rows = [row for row in given if (row.day, row.kind) == (day, kind)]
        heirs = tuple(row.successor for row in rows if row.successor)
        words, figures = _handing_words(agency, Kind(kind), day, bool(heirs)), DIVIDED
        if kind != Kind.SPLIT:
            figures = HANDED_OVER if heirs else ENDED_ALONE
        yield Event(day, words, heirs, rows[0].decision, rows[0].note, figures)


def _handing_words(agency: Agency, kind: Kind, day: date, has_heir: bool) -> str:
    if kind == Kind.MERGE:
        return "Kết thúc hoạt động, sáp nhập vào"
    if kind == Kind.SPLIT:
        return "Kết thúc hoạt động, chia thành" if agency.dissolved_on == day else "Tách ra"
    return "Giải thể, bàn giao cho" if has_heir else "Giải thể"
