""" "Kết quả theo cơ quan, đơn vị": the units directly below an office by its targets, one kind of unit at a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.models import User
from agencies import scope
from agencies.models import Agency
from dashboard import rows
from dashboard.addresses import address, full_address
from dashboard.asking import marks_of
from dashboard.boards import Boards, boards_asked
from dashboard.frame import frame_of
from dashboard.heat import Heat, Line, heat_of
from dashboard.selection import WHERE, BoardFilter, Selection, whole_number
from periods.period import whole_year
from reminders.beside import Marks
from targets.models import MapView
from targets.results import TargetResult

MOST_COLUMNS = 60  # wider, nobody reads it: then what is worst, the rest by plan or field
MOST_UNITS = 400  # more stand below no office at once; the rest is found by "Đơn vị"


@dataclass(frozen=True)
class Floor:
    """Whose units are shown: the office itself, or one below it; `above` are those between, from the top down."""

    top: Agency
    above: list[Agency]


@require_safe
@vary_on_headers("HX-Request")
def by_agency(request):
    """The whole page; for htmx the matrix alone, which the leader's page takes into itself."""
    today = localdate()
    boards = boards_asked(request.user, request.GET, today)
    if boards is None:
        return render(request, "dashboard/no_agency.html", {})
    selection = boards.selection
    form = BoardFilter(request.GET, selection=selection, plans=boards.plans, areas=boards.areas, today=today)
    here = full_address(request.GET, selection, form)
    floor = _floor(request.user, selection.office, request.GET.get("duoi", ""))
    context = {
        **frame_of(boards, form, here, back="theo-don-vi"),
        "floor": floor.top,
        "crumbs": _crumbs(selection, floor, here),
        "is_fragment": bool(request.htmx),
        **_matrix(request.user, boards, form, floor, here),
    }
    if not request.htmx:
        context["cut_off_line"] = rows.cut_off_line(boards.own, rows.rows_of(boards.own, boards.changes))
    page = "dashboard/_by_agency.html" if request.htmx else "dashboard/by_agency.html"
    return render(request, page, context)


def _floor(user: User, office: Agency, asked: str) -> Floor:
    """The office, or the agency below it whose units are asked for; 404 for what is not below it or out of reach."""
    key = whole_number(asked)
    if key is None or key == office.pk:
        return Floor(office, [])
    found = scope.sees(user).at_or_below(office).filter(pk=key).first()
    if found is None:
        raise Http404("Không có đơn vị này trong phạm vi của anh/chị.")
    between = [int(part) for part in found.path.removeprefix(office.path).split("/") if part][:-1]
    known = Agency.objects.in_bulk(between) if between else {}
    return Floor(found, [known[pk] for pk in between])


def _crumbs(selection: Selection, floor: Floor, here) -> list[tuple[str, str]]:
    """Back to the leader's page, and up through the agencies that were opened."""
    crumbs = [("Tổng quan", reverse("dashboard:home") + address(here, keep=WHERE))]
    if floor.top.pk == selection.office.pk:
        return crumbs
    crumbs.append((str(selection.office), address(here, duoi="", khoi="")))
    return crumbs + [(str(agency), address(here, duoi=str(agency.pk), khoi="")) for agency in floor.above]


def _matrix(user: User, boards: Boards, form: BoardFilter, floor: Floor, here) -> dict:
    """The heat map of one kind of unit, with tabs for the others. `khoi` in the address names the kind."""
    board = boards.own
    chosen = [result for result in board.results if form.holds(result.target)]
    if form.chosen("danh_gia"):
        chosen = [result for result in chosen if form.leaves(rows.kept_row_of(result, boards.changes))]
    all_chosen, chosen = chosen, _worst_in_order(chosen, boards)
    kinds = _by_kind(_units(user, floor.top, boards.selection))
    marks = marks_of(user, board)
    living = _living(kinds, _day_looked_at(boards.selection, board.today))
    asked = here.get("khoi", "")
    kind, heat = "", None
    for kind in [asked] if asked in kinds else sorted(kinds, key=lambda one: -living[one]):
        heat = _heat(boards, chosen, kinds[kind], kind, marks, here)
        if heat.rows:
            break
    left_out = f"{len(chosen)}/{len(all_chosen)}" if len(chosen) < len(all_chosen) else ""
    is_shown = bool(heat and heat.rows)
    return {"heat": heat if is_shown else None, "heat_tabs": _tabs(living, kind, here), "left_out": left_out}


def _tabs(living: Counter[str], shown: str, here) -> list[tuple[str, str, bool]]:
    """The kinds of units that there were on the day, as tabs; none where there is nothing else to choose."""
    page = reverse("dashboard:by_agency")
    kinds = [kind for kind, count in living.items() if count or kind == shown]
    tabs = [
        (f"{Agency.Kind(one).label} ({living[one]})", page + address(here, khoi=one), one == shown) for one in kinds
    ]
    return tabs if len(tabs) > 1 else []


def _day_looked_at(selection: Selection, today: date) -> date:
    """The day of whose units a reader thinks: today on today's map, else the last of the figures."""
    if selection.view == MapView.TODAY or selection.cutoff is None:
        return today
    return min(today, selection.cutoff.days().ends_on)


def _living(kinds: dict[str, list[Agency]], day: date) -> Counter[str]:
    return Counter({kind: sum(unit.is_alive_on(day) for unit in units) for kind, units in kinds.items()})


def _worst_in_order(chosen: list[TargetResult], boards: Boards) -> list[TargetResult]:
    """All that a matrix can hold; of more, those that stand worst, in the order of the plans."""
    if len(chosen) <= MOST_COLUMNS:
        return chosen
    severity = {result: rows.severity(rows.kept_row_of(result, boards.changes)) for result in chosen}
    worst = set(sorted(chosen, key=severity.__getitem__)[:MOST_COLUMNS])
    return [result for result in chosen if result in worst]


def _units(user: User, office: Agency, selection: Selection) -> list[Agency]:
    """Who stands directly below, in Vietnamese order, each with whether others stand below it in turn.

    Whoever ended before the year began is left out; whoever ended within it still has figures of it.
    """
    year = whole_year(selection.year)
    below = Agency.objects.filter(parent=OuterRef("pk")).alive_on(year.ends_on)
    units = scope.sees(user).filter(parent=office).exclude(dissolved_on__lte=year.starts_on)
    return list(units.annotate(has_units=Exists(below)).order_by("sort_key", "pk")[:MOST_UNITS])


def _by_kind(units: list[Agency]) -> dict[str, list[Agency]]:
    kinds: dict[str, list[Agency]] = {}
    for agency in units:
        kinds.setdefault(agency.kind, []).append(agency)
    return kinds


def _heat(boards: Boards, chosen: list[TargetResult], units: list[Agency], kind: str, marks: Marks, here) -> Heat:
    caption = f"Kết quả theo cơ quan, đơn vị: {Agency.Kind(kind).label}"
    page = reverse("dashboard:by_agency")
    lines = [Line(unit, page + address(here, duoi=str(unit.pk), khoi="") if unit.has_units else "") for unit in units]
    return heat_of(boards.own, chosen, lines, caption, marks)
