"""Reorganisations below an office within two years: what lets both maps of agencies differ, and what charts mark."""

from datetime import date

from django.db.models import CharField, F, Q, Value
from django.http import QueryDict

from agencies.models import Agency, Placement, Succession
from dashboard.addresses import address
from dashboard.changes import MOVED, Change
from dashboard.selection import MAP, TODAYS_MAP, Selection
from periods.period import whole_year
from targets.models import MapView
from ui.days import write_day

MAPS = {
    MapView.REPORTED: "Theo tổ chức tại thời điểm báo cáo",
    MapView.TODAY: "Theo tổ chức hiện nay",
}


def changes_below(office: Agency, year: int, today: date) -> tuple[Change, ...]:
    """Those of the year looked at and the one before, up to today, in their order; one query."""
    since, until = whole_year(year - 1).starts_on, min(today, whole_year(year).ends_on)
    inside = Q(predecessor__path__startswith=office.path) | Q(successor__path__startswith=office.path)
    handed = Succession.objects.filter(inside, day__range=(since, until)).exclude(kind=Succession.Kind.RENAME)
    moves = Placement.objects.filter(from_day__range=(since, until), agency__path__startswith=office.path)
    moves = moves.exclude(agency__founded_on=F("from_day"))
    rows = handed.order_by().values_list("day", "kind")
    rows = rows.union(moves.order_by().values_list("from_day", Value(MOVED, output_field=CharField())))
    kinds: dict[date, set[str]] = {}
    for day, kind in rows:
        kinds.setdefault(day, set()).add(kind)
    return tuple(Change(day, tuple(sorted(kinds[day]))) for day in sorted(kinds))


def maps_of(selection: Selection, changes: tuple[Change, ...], here: QueryDict) -> list[tuple[str, str, bool]]:
    """The switch between both maps, as tabs; none where they cannot differ and nobody has asked for another."""
    if not changes and selection.view == MapView.REPORTED:
        return []
    addresses = {MapView.REPORTED: "", MapView.TODAY: TODAYS_MAP}
    return [(MAPS[view], address(here, **{MAP: asked}), view == selection.view) for view, asked in addresses.items()]


def split_note(agency: int, year: int) -> str:
    """What is said of an agency that came from a split, or was split, within these two years; "" where it was not."""
    since, until = whole_year(year - 1).starts_on, whole_year(year).ends_on
    splits = Succession.objects.filter(kind=Succession.Kind.SPLIT, day__range=(since, until))
    found = splits.filter(Q(predecessor=agency) | Q(successor=agency)).order_by("day").first()
    return f"Đơn vị được chia, tách: số liệu trước ngày {write_day(found.day)} không chia." if found else ""
