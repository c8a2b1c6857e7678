"""Reorganisations below an office within two years: what lets both maps of agencies differ, and what charts mark."""

from datetime import date

from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from agencies.models import Agency, Succession
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


# Days first: of a reform that founded thousands on one day it is enough to find one agency inside.
CHANGES = """
SELECT steps.day, steps.kind
FROM (SELECT DISTINCT day, kind FROM agencies_succession WHERE day BETWEEN %(since)s AND %(until)s) steps
WHERE steps.kind <> %(rename)s AND EXISTS (
    SELECT 1 FROM agencies_succession step
    WHERE step.day = steps.day AND step.kind = steps.kind AND EXISTS (
        SELECT 1 FROM agencies_agency one
        WHERE one.id IN (step.predecessor_id, step.successor_id) AND one.path LIKE %(inside)s
    )
)
UNION
SELECT place.from_day, %(moved)s
FROM agencies_placement place
JOIN agencies_placement earlier ON earlier.agency_id = place.agency_id AND earlier.until = place.from_day
JOIN agencies_agency one ON one.id = place.agency_id
WHERE earlier.until BETWEEN %(since)s AND %(until)s AND one.path LIKE %(inside)s
"""


def changes_below(office: Agency, year: int, today: date) -> tuple[Change, ...]:
    """Those of the year looked at and the one before, up to today, in their order; one query."""
    since, until = whole_year(year - 1).starts_on, min(today, whole_year(year).ends_on)
    asked = {"since": since, "until": until, "inside": f"{office.path}%"}
    with connection.cursor() as cursor:
        cursor.execute(CHANGES, {**asked, "rename": Succession.Kind.RENAME.value, "moved": MOVED})
        rows = cursor.fetchall()
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
