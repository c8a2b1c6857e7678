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
from dashboard.asking import beside, marks_of
from dashboard.duties import duties_of
from dashboard.heat import heat_of
from dashboard.selection import NARROWING, BoardFilter, Selection, select, targets_from_above, targets_of
from dashboard.viewing import viewer_of
from periods.period import reporting_year
from plans.models import Plan
from targets.judging import Board
from targets.raw import Named
from targets.results import TargetResult
from targets.terms import VerdictGroup
from ui import charts, states
from ui.filters import Chip, without
from ui.forms import shown

FIRST_FEW = 3
SHORT_WORDS = {
    VerdictGroup.GOOD: "đạt, đang đạt",
    VerdictGroup.ATTENTION: "cần chú ý",
    VerdictGroup.FAILED: "không đạt",
    VerdictGroup.UNJUDGED: "chưa đánh giá",
}
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
    board, board_above = _boards(request.user, selection, today)
    form = BoardFilter(
        request.GET, user=request.user, selection=selection, plans=_plans(board, board_above), today=today
    )
    marks = marks_of(request.user, board, board_above)
    own = [row for row in beside(rows.rows_of(board), marks, board, request.user) if form.leaves(row)]
    from_above = beside(rows.rows_of(board_above), marks, board_above, request.user, selection.office)
    above = [row for row in from_above if form.leaves(row)]
    address = _address_of(request.GET, selection, form)
    context = {
        "office": selection.office,
        "year": str(selection.year),
        "other_year": _other_year(selection, address, today),
        "duties": duties_of(request.user, today),
        "form": form,
        "chips": _chips(form, address),
        "clear_url": _address(address, keep=WHERE),
        "cut_off_line": rows.cut_off_line(board if board.results else board_above),
        "areas": rows.by_area(own),
        "from_above": above,
        "missing": _missing(board),
        "can_enter_plan": scope.may(request.user, Action.EDIT_PLANS, selection.office),
        "has_sample_data": selection.office.is_sample,
        **_summary([*own, *above], address),
        **_matrix(board, own, selection, request.user, address, marks),
    }
    return render(request, "dashboard/home.html", context)


def _address_of(query, selection: Selection, form: BoardFilter):
    """The full address of what is shown, which shows a colleague the same; without what cannot be understood."""
    full = query.copy()
    full["don_vi"], full["nam"] = str(selection.office.pk), str(selection.year)
    full["ky"] = selection.cutoff.slug if selection.cutoff else ""
    for name in NARROWING:
        if not form.chosen(name):
            full.pop(name, None)
    return full


def _chips(form: BoardFilter, address) -> list[Chip]:
    """One for each filter that narrows the page; its link keeps from where one looks."""
    narrowed = [form[name] for name in NARROWING if form.chosen(name)]
    return [Chip(field.label, shown(field, address[field.name]), without(address, field.name)) for field in narrowed]


def _other_year(selection: Selection, address, today) -> dict[str, str] | None:
    """What is said where another year than the current one is shown, and the way to the current one."""
    now = reporting_year(today)
    if selection.year == now:
        return None
    if not selection.is_year_asked:
        words = f"Năm {now} chưa có chỉ tiêu nào; trang này hiện năm {selection.year}, năm gần nhất có chỉ tiêu."
        return {"words": words, "url": "", "link": ""}
    words = f"Đang xem năm {selection.year}, không phải năm báo cáo hiện tại."
    return {"words": words, "url": _address(address, keep=("don_vi",), nam=str(now)), "link": f"Xem năm {now}"}


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


def _plans(*boards: Board):
    return Plan.objects.filter(pk__in={result.target.plan_id for board in boards for result in board.results})


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
        "bar": charts.stack([(SHORT_WORDS[g], looks[g].sign, looks[g].tone, counts[g]) for g in VerdictGroup]),
        "attention": _worst(found)[:FIRST_FEW],
    }


def _worst(found: list[rows.TargetRow]) -> list[rows.TargetRow]:
    """What failed, then what needs attention; among equals the order of the plan."""
    order = [VerdictGroup.FAILED, VerdictGroup.ATTENTION]
    bad = [row for row in found if row.attainment.group in order]
    return sorted(bad, key=lambda row: (order.index(row.attainment.group), rows.severity(row)))


def _matrix(board: Board, own: list[rows.TargetRow], selection: Selection, user: User, address, marks) -> dict:
    """The heat map of one kind of unit, with tabs for the others. `khoi` in the address names the kind."""
    listed = {row.target.pk for row in own}
    chosen = [result for result in board.results if result.target.pk in listed]
    kinds = _by_kind(scope.sees(user).at_or_below(selection.office).exclude(pk=selection.office.pk), chosen)
    if not kinds:
        return {"heat": None, "heat_tabs": []}
    asked = address.get("khoi", "")
    kind = asked if asked in kinds else max(kinds, key=lambda one: len(kinds[one]))
    label = Agency.Kind(kind).label
    heat = heat_of(board, chosen, kinds[kind], f"Kết quả theo cơ quan, đơn vị: {label}", marks)
    tabs = [
        (f"{Agency.Kind(one).label} ({len(agencies)})", _address(address, khoi=one) + "#theo-don-vi", one == kind)
        for one, agencies in kinds.items()
    ]
    return {"heat": heat if heat.rows else None, "heat_tabs": tabs if len(tabs) > 1 else []}


def _by_kind(below, chosen: list[TargetResult]) -> dict[str, list[Agency]]:
    """The units that take part in the chosen targets, by kind, in Vietnamese order."""
    reporting = _reporting(chosen)
    kinds: dict[str, list[Agency]] = {}
    for agency in below.order_by("sort_key"):
        if agency.pk in reporting:
            kinds.setdefault(agency.kind, []).append(agency)
    return kinds


def _reporting(chosen: list[TargetResult]) -> set[int]:
    """The agencies that owe or gave a figure to one of the targets, or are judged by one."""
    owing = {unit.series.agency.pk for result in chosen for unit in result.reporting_units}
    return owing | {agency.pk for result in chosen for agency, _ in result.members}


def _missing(board: Board) -> list[tuple[Named, str]]:
    """Who has not reported, with the address of the agency's page."""
    return [(agency, reverse("dashboard:agency", args=[agency.pk])) for agency in board.coverage.missing]


def _address(query, *, keep: tuple[str, ...] | None = None, **changed: str) -> str:
    """This page's address with some parts changed; with `keep`, only those parts of what is asked now."""
    kept = query.copy()
    for name in list(kept):
        if keep is not None and name not in keep:
            kept.pop(name)
    for name, value in changed.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
