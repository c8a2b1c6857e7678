"""The leader's page: which targets are met, which are slipping, whose they are, and what is still needed."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from dashboard import rows
from dashboard.heat import heat_of
from dashboard.selection import BoardFilter, Selection, select, targets_from_above, targets_of
from dashboard.viewing import viewer_of
from plans.models import Plan
from targets.judging import Board
from targets.rollup import Named
from targets.terms import VerdictGroup
from ui import charts, states
from ui.filters import chips

FIRST_FEW = 3
WHERE = ("don_vi", "nam", "ky", "khoi")  # parts of the address that say from where one looks, not what is filtered


@dataclass(frozen=True)
class Tile:
    count: int
    label: str
    sign: str
    tone: str
    url: str
    note: str = ""


@require_safe
def home(request):
    today = localdate()
    selection = select(request.user, request.GET, today)
    if selection is None:
        return render(request, "dashboard/no_agency.html", {})
    boards = _boards(request.user, selection, today)
    form = BoardFilter(request.GET, user=request.user, selection=selection, plans=_plans(boards), today=today)
    own = _chosen(rows.rows_of(boards[0]), form)
    above = _chosen(rows.rows_of(boards[1]), form)
    context = {
        "office": selection.office,
        "year": str(selection.year),
        "form": form,
        "chips": chips(form, _without_where(request.GET)),
        "clear_url": _address(request.GET, keep=WHERE),
        "cut_off_line": rows.cut_off_line(boards[0] if boards[0].results else boards[1]),
        "areas": rows.by_area(own),
        "from_above": above,
        "missing": _missing(boards[0]),
        "can_enter_plan": scope.may(request.user, Action.EDIT_PLANS, selection.office),
        "has_sample_data": selection.office.is_sample,
        **_summary([*own, *above], request.GET),
        **_matrix(boards[0], selection, request),
    }
    return render(request, "dashboard/home.html", context)


def _boards(user: User, selection: Selection, today) -> tuple[Board, Board]:
    """The office's own targets with every figure below it; and those set above it, with its own verdicts only."""
    office, year = selection.office, selection.year
    common = {"office": office, "year": year, "cutoff": selection.cutoff, "today": today}
    own = Board(_ordered(targets_of(office, year)), viewer=viewer_of(user, office, office), **common)
    below = set(scope.sees(user).at_or_below(office).values_list("pk", flat=True))
    return own, Board(_ordered(targets_from_above(office, year)), viewer=below, **common)


def _ordered(targets):
    return targets.order_by("plan__issuer__depth", "plan", "order", "pk").select_related(
        "plan__issuer", "area", "indicator__area", "indicator__part_of", "indicator__split_from"
    )


def _plans(boards: tuple[Board, Board]):
    return Plan.objects.filter(pk__in={result.target.plan_id for board in boards for result in board.results})


def _chosen(found: list[rows.TargetRow], form: BoardFilter) -> list[rows.TargetRow]:
    """The rows that the filters leave."""
    form.is_valid()
    plan, area, group = (form.cleaned_data.get(name) for name in ("ke_hoach", "linh_vuc", "danh_gia"))
    return [
        row
        for row in found
        if (not plan or row.target.plan_id == plan.pk)
        and (not area or (row.target.area_id or row.target.indicator.area_id) == area.pk)
        and (not group or row.attainment.group == group)
    ]


def _summary(found: list[rows.TargetRow], query) -> dict:
    """Counts by group, the bar, the few that need attention first."""
    counts = {group: sum(row.attainment.group == group for row in found) for group in VerdictGroup}
    looks = {group: states.state("group", group.value) for group in VerdictGroup}
    tiles = [
        Tile(counts[group], look.label, look.sign, look.tone, _address(query, danh_gia=group.value))
        for group, look in looks.items()
    ]
    return {
        "total": len(found),
        "met": sum(row.attainment.counts_as_met for row in found),
        "judged": sum(row.attainment.is_judged for row in found),
        "tiles": tiles,
        "bar": charts.stack([(looks[g].label, looks[g].sign, looks[g].tone, counts[g]) for g in VerdictGroup]),
        "attention": _worst(found)[:FIRST_FEW],
    }


def _worst(found: list[rows.TargetRow]) -> list[rows.TargetRow]:
    """What failed, then what needs attention; among equals the order of the plan."""
    order = [VerdictGroup.FAILED, VerdictGroup.ATTENTION]
    bad = [row for row in found if row.attainment.group in order]
    return sorted(bad, key=lambda row: (order.index(row.attainment.group), rows.severity(row)))


def _matrix(board: Board, selection: Selection, request) -> dict:
    """The heat map of one kind of unit, with tabs for the others. `khoi` in the address names the kind."""
    below = scope.sees(request.user).at_or_below(selection.office).exclude(pk=selection.office.pk)
    reporting = _reporting(board)
    units = [agency for agency in below.order_by("sort_key") if agency.pk in reporting]
    kinds: dict[str, list[Agency]] = {}
    for agency in units:
        kinds.setdefault(agency.kind, []).append(agency)
    if not kinds:
        return {"heat": None, "heat_tabs": []}
    asked = request.GET.get("khoi", "")
    kind = asked if asked in kinds else max(kinds, key=lambda one: len(kinds[one]))
    label = Agency.Kind(kind).label
    heat = heat_of(board, kinds[kind], f"Kết quả theo cơ quan, đơn vị: {label}")
    tabs = [
        (f"{Agency.Kind(one).label} ({len(agencies)})", _address(request.GET, khoi=one) + "#theo-don-vi", one == kind)
        for one, agencies in kinds.items()
    ]
    return {"heat": heat if heat.rows else None, "heat_tabs": tabs if len(tabs) > 1 else []}


def _reporting(board: Board) -> set[int]:
    """The agencies that owe or gave a figure to one of the board's targets, or are judged by one."""
    owing = {unit.series.agency.pk for result in board.results for unit in result.reporting_units}
    return owing | {agency.pk for result in board.results for agency, _ in result.members}


def _missing(board: Board) -> list[tuple[Named, str]]:
    """Who has not reported, with the address of the agency's page."""
    return [(agency, reverse("dashboard:agency", args=[agency.pk])) for agency in board.coverage.missing]


def _without_where(query):
    rest = query.copy()
    for name in WHERE:
        rest.pop(name, None)
    return rest


def _address(query, *, keep: tuple[str, ...] | None = None, **changed: str) -> str:
    """This page's address with some parts changed; with `keep`, only those parts of what is asked now."""
    kept = query.copy()
    for name in list(kept):
        if keep is not None and name not in keep:
            kept.pop(name)
    for name, value in changed.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
