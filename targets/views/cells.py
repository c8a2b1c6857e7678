"""Cells that an open page saves by itself, and what colleagues have saved since that page last knew."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from targets.actions.figures import Entry, Kept, keep_cells
from targets.checking import Checker, asked_of, figures_of
from targets.checks import Problem
from targets.forms.figures import FigureForm, seen_of
from targets.models import Figure
from targets.permissions import can_fill
from targets.sheet import figure_words
from targets.views.entry import Desk, numbers_in
from targets.views.report_page import ReportPage
from ui.permissions import Permission, refused, require

GONE = 409  # the report takes nothing from this page any more: sending again would not help


@dataclass
class Posted:
    """What a page sends: the cells to save, and the revision of every figure as it shows them."""

    request: HttpRequest
    cells: set[int] = field(default_factory=set)
    known: dict[int, int] = field(default_factory=dict)
    revision: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Posted":
        return cls(
            request,
            numbers_in(request.POST.get("cells", "")),
            revisions_in(request.POST.get("known", "")),
            request.POST.get("revision", ""),
        )


@never_cache
@require_POST
def save_cells(request, pk):
    """Save some cells each by itself; without any, only tell what changed. Sending the same again does no harm."""
    page = ReportPage.find(request, pk)
    require(can_fill(request.user, page.submission))
    may_enter = may_save_from(page)
    posted = Posted.of(request)
    if not may_enter:
        return JsonResponse({"message": may_enter.reason}, status=GONE)
    if not posted.cells and posted.revision == str(page.submission.revision):
        return JsonResponse({"revision": page.submission.revision})
    try:
        return JsonResponse(answer(page, posted))
    except ValidationError as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=GONE)


def may_save_from(page: ReportPage) -> Permission:
    """Whether the report takes figures, and whoever opened the page still sits there: nothing is saved in another's name."""
    user = page.request.user
    if page.request.POST.get("person", str(user.pk)) != str(user.pk):
        return refused(f"Trang này do người khác mở, nay {user} đang đăng nhập. Tải lại trang rồi nhập tiếp.")
    return page.rights()["enter"]


def answer(page: ReportPage, posted: Posted) -> dict:
    """What became of each cell sent, what others changed meanwhile, and what is wrong in the report as it stands now."""
    sheet = Desk.of(page).sheet(posted.request.POST)
    rows = [row for row in sheet.forms if row.figure.pk in posted.cells]
    readable = {row.figure.pk: row.entry() for row in rows if row.is_valid()}
    kept = save(page, readable)
    figures = figures_of(kept.submission)
    told = {
        "revision": kept.submission.revision,
        "at": f"{localtime(timezone.now()):%H:%M}",
        "saved": {figure.pk: seen_of(figure) for figure in figures if figure.pk in kept.saved},
        "refused": refusals(rows, kept),
        "overtaken": {pk: cell(figure, page.request.user) for pk, figure in kept.overtaken.items()},
        "changed": {figure.pk: cell(figure, page.request.user) for figure in figures if is_news(figure, posted, kept)},
        "given": sum(figure.is_given for figure in figures),
    }
    return told | standing(page, kept, figures)


def save(page: ReportPage, entries: dict[int, Entry]) -> Kept:
    if not entries:
        page.submission.refresh_from_db(fields=["revision", "state"])
        return Kept(page.submission)
    return keep_cells(by=page.request.user, submission=page.submission, entries=entries, today=timezone.localdate())


def refusals(rows: list[FigureForm], kept: Kept) -> dict[int, list[dict[str, str]]]:
    """Why a cell was not kept: what could not be read, and what the checks do not let stand even in a draft."""
    unread = {
        row.figure.pk: [{"field": name, "message": words} for name, many in row.errors.items() for words in many]
        for row in rows
        if not row.is_valid()
    }
    return unread | {pk: told(problems) for pk, problems in kept.refused.items()}


def standing(page: ReportPage, kept: Kept, figures: list[Figure]) -> dict:
    """As the report stands now: what is wrong with each given figure, and what it still asks to be said beside it."""
    checker = Checker(kept.submission, figures, today=timezone.localdate())
    given = {figure.pk for figure in figures if figure.is_given}
    asked = {pk: [ask for ask in asks if not ask.is_answered] for pk, asks in checker.asks.items()}
    return {
        "problems": {pk: told(problems) for pk, problems in checker.faults.items() if pk in given},
        "asks": {
            pk: [{"field": ask.kind, "message": ask.request} for ask in asks] for pk, asks in asked.items() if asks
        },
    }


def told(problems: Iterable[Problem]) -> list[dict[str, str]]:
    return [{"field": problem.field, "message": problem.message} for problem in problems]


def is_news(figure: Figure, posted: Posted, kept: Kept) -> bool:
    """Whether a colleague changed the figure since the page last knew it; its own cells are told of otherwise."""
    if figure.pk in posted.cells and (figure.pk in kept.saved or figure.pk in kept.overtaken):
        return False
    return posted.known.get(figure.pk, figure.revision) != figure.revision


def cell(figure: Figure, user: User) -> dict:
    """A figure as on file, to be put into an open page: what its boxes hold, who gave it and when.

    `mine`: given by the very person, in another window.
    """
    asked = asked_of(figure.indicator, figure.typed)
    return {
        "seen": seen_of(figure),
        "boxes": FigureForm(figure=figure).boxes(),
        "words": " · ".join(filter(None, figure_words(asked, figure.parts, tuple(figure.indicator.grade_steps)))),
        "by": str(figure.recorded_by or ""),
        "mine": figure.recorded_by_id == user.pk,
        "at": f"{localtime(figure.changed_at):%H:%M}",
    }


def revisions_in(words: str) -> dict[int, int]:
    """What a page knows, as it writes it: "12:3,13:1"."""
    pairs = [word.split(":") for word in words.split(",")]
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == len(("figure", "revision")) and all(part.isdecimal() and len(part) < 19 for part in pair)
    }
