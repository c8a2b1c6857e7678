""" "Xếp hạng đơn vị": units in order of their results by one target, and by how many of a plan's targets hold."""

from collections.abc import Callable

from django.http import FileResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from dashboard.addresses import address, find_url
from dashboard.ranking_asked import PlanRanking, Ranking, TargetRanking, look
from dashboard.ranking_rows import LOOKS, cases_label, file_of_plan, file_of_target, plan_rows, target_rows
from dashboard.selection import MAP, Selection
from targets.league import Standing
from targets.restating import condition_of, sentence_of
from targets.terms import Scope
from ui.filters import PAGE_PARAMETER, Chip, page_of, without
from ui.numbers import write_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_PAGE = 50
FROM_WHERE = ("don_vi", "nam", "ky", MAP)
TARGET_WORDS = {standing: look.label for standing, look in LOOKS.items()}
PLAN_WORDS = {
    Standing.HOLDS: "Đạt mức mọi chỉ tiêu",
    Standing.SHORT: "Còn chỉ tiêu chưa đạt mức",
    Standing.NOTHING: "Không có gì để đánh giá",
    Standing.MISSING: "Còn thiếu số liệu",
}


@require_safe
def ranking(request):
    """The units of one target, a page of them."""
    return _answer(request, TargetRanking, _target_page)


@require_safe
def ranking_file(request):
    return _answer(request, TargetRanking, lambda request, found: _handed_out(file_of_target(found)))


@require_safe
def ranking_by_plan(request):
    """The units of a plan, a page of them."""
    return _answer(request, PlanRanking, _plan_page)


@require_safe
def ranking_by_plan_file(request):
    return _answer(request, PlanRanking, lambda request, found: _handed_out(file_of_plan(found)))


def _answer(request, kind: type[Ranking], answer: Callable):
    """The ranking that is asked for; a page that says so where there is nobody to look from, or nothing to rank."""
    today = localdate()
    looked = look(request.user, request.GET, today)
    if looked is None:
        return render(request, "dashboard/no_agency.html", {})
    if not looked.targets:
        return render(request, "dashboard/ranking_empty.html", _frame(request, looked.selection))
    return answer(request, kind(request.user, request.GET, looked, today))


def _handed_out(file) -> FileResponse:
    kept, name = file
    response = FileResponse(kept, as_attachment=True, filename=name, content_type=XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _target_page(request, found: TargetRanking):
    page = page_of(found, request.GET, size=A_PAGE)
    context = {
        "rows": target_rows(found, page.object_list),
        "page": page,
        "target": found.target,
        "sentence": sentence_of(found.version),
        "condition": condition_of(found.version),
        "cases_label": cases_label(found),
        "is_over": found.is_over,
        "is_of_whole": found.version.scope == Scope.WHOLE,
        **_list(request, found, TARGET_WORDS),
        **_frame(request, found.selection, "dashboard:ranking"),
    }
    return render(request, "dashboard/ranking.html", context)


def _plan_page(request, found: PlanRanking):
    page = page_of(found, request.GET, size=A_PAGE)
    context = {
        "rows": plan_rows(found, page.object_list),
        "page": page,
        "plan": found.plan,
        **_list(request, found, PLAN_WORDS),
        **_frame(request, found.selection, "dashboard:ranking_by_plan"),
    }
    return render(request, "dashboard/ranking_by_plan.html", context)


def _list(request, found: Ranking, words: dict[Standing, str]) -> dict:
    """What stands around the rows: filters, tabs by how units stand, what a reader sees of them, the way to the file."""
    query, name = _full(request.GET, found), found.form.chosen("tim")
    return {
        "form": found.form,
        "notice": found.notice,
        "chips": [Chip("Tên đơn vị", name, without(query, "tim"))] if name else [],
        "clear_url": without(query, "tim", "ket_qua"),
        "find_url": find_url(query, back="xep-hang"),
        "tabs": _tabs(found, query, words),
        "has_places": found.has_places,
        "is_partial": found.is_partial,
        "file_url": address(query),
        "total": found.total,
    }


def _full(asked, found: Ranking):
    """The address of what is shown, every part of it named; without what cannot be understood, on the first page."""
    query = asked.copy()
    for name in found.form.fields:
        value = found.form.chosen(name)
        if value:
            query[name] = str(value)
        else:
            query.pop(name, None)
    query.pop(PAGE_PARAMETER, None)
    return query


def _tabs(found: Ranking, query, words: dict[Standing, str]) -> list[tuple[str, str, bool]]:
    """All units, and those of each standing that there are."""
    chosen, counts = found.sought.standing, found.counts
    tabs = [(f"Tất cả ({write_number(sum(counts.values()))})", without(query, "ket_qua"), not chosen)]
    return tabs + [
        (
            f"{said} ({write_number(counts.get(standing, 0))})",
            address(query, ket_qua=standing.value),
            chosen == standing,
        )
        for standing, said in words.items()
        if counts.get(standing) or chosen == standing
    ]


def _frame(request, selection: Selection, current: str = "") -> dict:
    """The head of both pages, and the way from one to the other."""
    kept = address(request.GET, keep=FROM_WHERE, don_vi=str(selection.office.pk))
    lists = (("Theo từng chỉ tiêu", "dashboard:ranking"), ("Theo số chỉ tiêu đạt", "dashboard:ranking_by_plan"))
    return {
        "office": selection.office,
        "year": str(selection.year),
        "crumbs": [("Tổng quan", reverse("dashboard:home") + kept)],
        "lists": [(words, reverse(name) + kept, name == current) for words, name in lists],
        "has_sample_data": selection.office.is_sample,
    }
