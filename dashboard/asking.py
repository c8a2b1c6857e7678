"""What was asked about the targets of a page, beside their rows, and the links with which a reader asks."""

from dataclasses import replace

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.roles import Action
from agencies import scope
from agencies.models import Agency
from dashboard.rows import TargetRow
from reminders.beside import Marks
from reminders.models import Enquiry
from targets.judging import Board
from targets.terms import VerdictGroup

WORTH_ASKING = (VerdictGroup.FAILED, VerdictGroup.ATTENTION)


def marks_of(user: User, *boards: Board) -> Marks:
    """The marks of every target of a page's boards, which look from one year and day; one query."""
    targets = {result.target.pk for board in boards for result in board.results}
    return Marks.load(user, targets, year=boards[0].year, today=boards[0].today)


def beside(
    rows: list[TargetRow], marks: Marks, board: Board, user: User, agency: Agency | None = None
) -> list[TargetRow]:
    """The rows with what was asked about each; with `agency`, only of it. Who may ask finds a link at what is not well."""
    whom = agency.pk if agency else None
    may_ask = scope.may(user, Action.ASK, agency or board.office)
    return [
        replace(
            row,
            mark=marks.of(row.target.pk, whom),
            ask_url=ask_url(row.target.pk, board, whom) if may_ask and row.attainment.group in WORTH_ASKING else "",
        )
        for row in rows
    ]


def ask_url(target: int, board: Board, agency: int | None = None, kind: str = Enquiry.Kind.EXPLAIN.value) -> str:
    """Where one asks about a target, seen from the same year and cut-off."""
    query = {"target": target, "loai": kind, "nam": board.year}
    query |= {"ky": board.cutoff.slug} if board.cutoff else {}
    query |= {"agency": agency} if agency else {}
    return f"{reverse('reminders:ask')}?{urlencode(query)}"


def buttons(user: User, agency: Agency, url) -> list[tuple[str, str]]:
    """(words, address) of both ways to ask, for who may; `url` makes the address of a kind."""
    if not scope.may(user, Action.ASK, agency):
        return []
    return [("Đôn đốc", url(Enquiry.Kind.REMIND.value)), ("Yêu cầu báo cáo", url(Enquiry.Kind.EXPLAIN.value))]


def ask_agency_url(agency: Agency, kind: str) -> str:
    return f"{reverse('reminders:ask')}?{urlencode({'agency': agency.pk, 'loai': kind})}"
