"""The leader's page: which targets are met, which are slipping, whose they are, and what is still needed."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.roles import Action
from agencies import scope
from dashboard import rows
from dashboard.addresses import address, full_address
from dashboard.asking import beside, marks_of
from dashboard.boards import Boards, boards_asked
from dashboard.frame import frame_of
from dashboard.pulling import with_pull
from dashboard.selection import WHERE, BoardFilter, Selection
from periods.period import reporting_year
from targets.terms import VerdictGroup
from ui import charts, states

FIRST_FEW = 3
SHORT_WORDS = {
    VerdictGroup.GOOD: "đạt, đang đạt",
    VerdictGroup.ATTENTION: "cần chú ý",
    VerdictGroup.FAILED: "không đạt",
    VerdictGroup.UNJUDGED: "chưa đánh giá",
}


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
    boards = boards_asked(request.user, request.GET, today)
    if boards is None:
        return render(request, "dashboard/no_agency.html", {})
    selection = boards.selection
    form = BoardFilter(request.GET, selection=selection, plans=boards.plans, areas=boards.areas, today=today)
    marks = marks_of(request.user, *boards)
    all_own, all_above = (rows.rows_of(board, boards.changes) for board in boards)
    own = beside([row for row in all_own if form.leaves(row)], marks, boards.own, request.user)
    above = [row for row in all_above if form.leaves(row)]
    above = beside(above, marks, boards.above, request.user, selection.office)
    here = full_address(request.GET, selection, form)
    context = {
        **frame_of(boards, form, here),
        "other_year": _other_year(selection, here, today),
        "cut_off_line": rows.cut_off_line(*((boards.own, all_own) if all_own else (boards.above, all_above))),
        "areas": rows.by_area(own),
        "from_above": above,
        "missing": rows.coverage_of(boards.own).missing_count,
        "missing_url": reverse("dashboard:not_reported") + address(here, keep=WHERE),
        "by_agency_url": reverse("dashboard:by_agency") + address(here) if own else "",
        "can_enter_plan": scope.may(request.user, Action.EDIT_PLANS, selection.office),
        **_summary([*own, *above], boards, here),
    }
    return render(request, "dashboard/home.html", context)


def _other_year(selection: Selection, here, today) -> dict[str, str] | None:
    """What is said where another year than the current one is shown, and the way to the current one."""
    now = reporting_year(today)
    if selection.year == now:
        return None
    if not selection.is_year_asked:
        words = f"Năm {now} chưa có chỉ tiêu nào; trang này hiện năm {selection.year}, năm gần nhất có chỉ tiêu."
        return {"words": words, "url": "", "link": ""}
    words = f"Đang xem năm {selection.year}, không phải năm báo cáo hiện tại."
    return {"words": words, "url": address(here, keep=("don_vi",), nam=str(now)), "link": f"Xem năm {now}"}


def _summary(found: list[rows.TargetRow], boards: Boards, here) -> dict:
    """Counts by group, the bar, the few that need attention first."""
    counts = {group: sum(row.attainment.group == group for row in found) for group in VerdictGroup}
    looks = {group: states.state("group", group.value) for group in VerdictGroup}
    tiles = [
        Tile(counts[group], look.label, look.sign, look.tone, address(here, danh_gia=group.value))
        for group, look in looks.items()
    ]
    return {
        "total": len(found),
        "met": sum(row.attainment.counts_as_met for row in found),
        "judged": sum(row.attainment.is_judged for row in found),
        "tiles": tiles,
        "bar": charts.stack([(SHORT_WORDS[g], looks[g].sign, looks[g].tone, counts[g]) for g in VerdictGroup]),
        "attention": with_pull(_worst(found)[:FIRST_FEW], boards.own),
    }


def _worst(found: list[rows.TargetRow]) -> list[rows.TargetRow]:
    """What failed, then what needs attention; among equals the order of the plan."""
    order = [VerdictGroup.FAILED, VerdictGroup.ATTENTION]
    bad = [row for row in found if row.attainment.group in order]
    return sorted(bad, key=lambda row: (order.index(row.attainment.group), rows.severity(row)))
