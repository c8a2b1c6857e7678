""" "Căn cứ và cách tính": where one number comes from, down to who reported and who confirmed each part of it."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from agencies.models import Agency
from dashboard.asking import ask_url, buttons, marks_of
from dashboard.basis_inputs import inputs_of, labels_of, method_words, parts_of, totals_of, unit_rows
from dashboard.behind import Behind
from dashboard.pulling import pulled_down
from dashboard.reorganised import changes_below, maps_of, split_note
from dashboard.rows import basis_url, is_provisional, look_of, row_of
from dashboard.selection import Selection, select, whole_number
from dashboard.trend import trend_of
from dashboard.viewing import shows_verdict, viewer_of
from periods.period import reporting_year
from targets.attainment import Attainment
from targets.judging import Board
from targets.models import Target
from targets.raw import Named
from targets.restating import differences, facts_of, sentence_of
from targets.results import Cell, TargetResult
from ui.filters import page_of
from ui.states import State

MEMBERS_A_PAGE = 200


@dataclass(frozen=True)
class MemberRow:
    agency: Named
    shown: str
    state: State
    gap: str
    is_running: bool
    url: str


@require_safe
def basis(request, target_id):
    today = localdate()
    target = get_object_or_404(Target.objects.seen_by(request.user).with_rules(), pk=target_id)
    selection = _selection(request, target, today)
    if not shows_verdict(request.user, target, selection.office):
        raise Http404("Chỉ tiêu này không nêu đơn vị của anh/chị, nên chỉ xem được nội dung chỉ tiêu.")
    result = _result(request.user, target, selection, today)
    cell = _focus(result, request.GET.get("cua", ""))
    attainment = cell.attainment if cell else result.attainment
    agency = cell.agency if cell else _only_member(result)
    changes = changes_below(selection.office, selection.year, today)
    context = {
        "target": target,
        "plan": target.plan,
        "year": str(selection.year),
        "row": row_of(result, changes),
        "trend": trend_of(result, changes) if cell is None or cell.agency == result.judged else [],
        "maps": maps_of(selection, changes, request.GET),
        "changes": changes,
        "split_note": split_note(agency.pk, selection.year) if agency else "",
        "agency": agency,
        "is_own_rule": cell is None or cell.is_member,
        "attainment": attainment,
        "is_running": is_provisional(attainment),
        "look": look_of(attainment),
        "rule_words": sentence_of(result.version),
        "facts": facts_of(result.version),
        "method": method_words(result),
        "totals": totals_of(result, attainment),
        "parts": parts_of(attainment),
        "versions": _versions(result),
        "crumbs": _crumbs(target, selection),
        "enquiries": marks_of(request.user, result.board).each(target.pk, agency.pk if agency else None),
        "ask_buttons": _ask_buttons(request.user, result, agency),
        "whole_url": basis_url(target.pk, result.board) if cell and cell.agency != result.judged else "",
        "has_sample_data": target.plan.is_sample,
        **_members(attainment, result, request.GET),
        **_behind(result, attainment, agency),
    }
    return render(request, "dashboard/basis.html", context)


def _behind(result: TargetResult, attainment: Attainment, agency: Named | None) -> dict:
    """Whose figures make the number, and who is still waited for: by name, or by the unit directly below."""
    whose = agency or (None if result.is_of_members else result.judged)
    nobody = {"inputs": inputs_of(result, []), "units": [], "missing": [], "sent": [], "missing_count": 0, "pull": ""}
    if whose is None:
        named = attainment.coverage
        return nobody | {"missing": _seen(named.missing, result), "sent": _seen(named.sent, result)}
    behind = Behind(result, attainment, whose)
    if behind.is_named:
        inputs, missing, sent = inputs_of(result, behind.contributions), behind.missing, behind.sent
        known = {"inputs": inputs, "missing": _seen(missing, result), "sent": _seen(sent, result)}
    else:
        rows = unit_rows(result, behind.units)
        known = {"units": rows, "missing_count": attainment.coverage.missing_count, "unit_labels": labels_of(result)}
    pull = "" if agency else pulled_down([result], result.board).get(result.target.pk, "")
    return nobody | known | {"pull": pull}


def _selection(request, target: Target, today: date) -> Selection:
    """From where one looks; without a year, the target's own that is nearest to this one. 404 for nobody's reader."""
    asked = request.GET.copy()
    rule = target.last_version
    if rule and not asked.get("nam"):
        asked["nam"] = str(min(max(reporting_year(today), rule.first_year), rule.last_year))
    selection = select(request.user, asked, today)
    if selection is None:
        raise Http404
    return selection


def _result(user: User, target: Target, selection: Selection, today: date) -> TargetResult:
    """The target judged as the page that was left judged it; 404 where it has no rule for the year."""
    board = Board(
        Target.objects.filter(pk=target.pk).with_rules(),
        office=selection.office,
        year=selection.year,
        cutoff=selection.cutoff,
        today=today,
        viewer=viewer_of(user, selection.office, target.plan.issuer),
        view=selection.view,
    )
    found = board.result_of(target.pk)
    if found is None:
        raise Http404("Chỉ tiêu này không có quy định cho năm đang xem.")
    return found


def _focus(result: TargetResult, asked: str) -> Cell | None:
    """The one agency asked for; 404 where the reader may not see it or it has no part in the target."""
    if not asked:
        return None
    key = whole_number(asked)
    cell = None if key is None else result.cell(key)
    if cell is None:
        raise Http404("Đơn vị này không có kết quả ở chỉ tiêu đang xem.")
    return cell


def _only_member(result: TargetResult) -> Named | None:
    """Whose verdict it is where the reader sees one member of the group alone."""
    if result.is_of_members and not result.attainment.members and len(result.members) == 1:
        return result.members[0][0]
    return None


def _ask_buttons(user: User, result: TargetResult, agency: Named | None) -> list[tuple[str, str]]:
    """Both ways to ask: of the one agency that the page speaks of, else of whoever stands behind the whole."""
    key = agency.pk if agency else None
    asked = Agency.objects.filter(pk=key).first() if key else result.board.office
    return buttons(user, asked, lambda kind: ask_url(result.target.pk, result.board, key, kind))


def _seen(agencies, result: TargetResult) -> list[Named]:
    """Of those named, the ones that the reader may see, in Vietnamese order."""
    known = {agency for agency in agencies if isinstance(agency, Named) and result.board.may_see(agency.pk)}
    return sorted(known, key=lambda agency: (agency.sort_key, agency.pk))


def _crumbs(target: Target, selection: Selection) -> list[tuple[str, str]]:
    query = f"?don_vi={selection.office.pk}&{selection.query}"
    return [
        ("Tổng quan", reverse("dashboard:home") + query),
        (target.indicator.name, reverse("targets:detail", args=[target.pk])),
    ]


def _members(attainment: Attainment, result: TargetResult, query) -> dict:
    """Each member with its own verdict, where the verdict is that of a group; of a large group a page of them."""
    page = page_of(attainment.members, query, size=MEMBERS_A_PAGE)
    return {"members": [_member(result, *member) for member in page.object_list], "members_page": page}


def _member(result: TargetResult, agency: Named, attainment: Attainment) -> MemberRow:
    return MemberRow(
        agency=agency,
        shown=attainment.shown,
        state=look_of(attainment),
        gap=attainment.gap or attainment.reason,
        is_running=is_provisional(attainment),
        url=basis_url(result.target.pk, result.board, agency.pk),
    )


def _versions(result: TargetResult) -> list[tuple]:
    """(version, its sentence, what changed from the one before) of the year, newest first, where there are several."""
    stored = result.board.versions_of(result.target)
    if len(stored) < 2:
        return []
    before = [None, *stored]
    rows = [
        (version, sentence_of(version), differences(old, version) if old else [])
        for old, version in zip(before, stored, strict=False)
    ]
    return rows[::-1]
