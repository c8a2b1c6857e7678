""" "Căn cứ và cách tính": where one number comes from, down to who reported and who confirmed each part of it."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from accounts.models import User
from dashboard.rows import basis_url, look_of, row_of
from dashboard.selection import Selection, select
from dashboard.viewing import viewer_of
from targets.amount import RATIOS, Amount, exact
from targets.attainment import Attainment
from targets.judging import Board
from targets.models import Figure, Target
from targets.restating import differences, facts_of, sentence_of
from targets.results import Cell, TargetResult
from targets.rollup import Named
from targets.series import Reported
from targets.showing import kind_words, written
from targets.terms import Kind
from targets.totals import Contribution
from ui.numbers import write_number
from ui.states import State


@dataclass(frozen=True)
class InputRow:
    """One reported figure that was used: whose, for which period, its parts, and who answers for it."""

    agency: Named
    period: str
    value: str
    base: str
    result: str
    typed: str
    figure: Figure | None
    note: str
    url: str


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
    target = get_object_or_404(Target.objects.seen_by(request.user), pk=target_id)
    selection = select(request.user, request.GET, today)
    if selection is None:
        raise Http404
    result = _result(request.user, target, selection, today)
    cell = _focus(result, request.GET.get("cua", ""))
    row = row_of(result)
    attainment = cell.attainment if cell else result.attainment
    context = {
        "target": target,
        "plan": target.plan,
        "year": str(selection.year),
        "row": row,
        "agency": cell.agency if cell else None,
        "is_own_rule": cell is None or cell.is_member,
        "attainment": attainment,
        "look": look_of(attainment),
        "rule_words": sentence_of(result.version),
        "facts": facts_of(result.version),
        "method": method_words(result),
        "inputs": _inputs(result, attainment),
        "totals": _totals(result, attainment),
        "members": [] if cell else _members(result),
        "is_share": result.is_share,
        "versions": _versions(result),
        "crumbs": _crumbs(target, selection),
        "whole_url": basis_url(target.pk, result.board),
        "has_sample_data": target.plan.is_sample,
    }
    return render(request, "dashboard/basis.html", context)


def _result(user: User, target: Target, selection: Selection, today) -> TargetResult:
    """The target judged as the page that was left judged it; 404 where it has no rule for the year."""
    viewer = viewer_of(user, selection.office, target.plan.issuer)
    one = Target.objects.filter(pk=target.pk).with_rules()
    board = Board(
        one, office=selection.office, year=selection.year, cutoff=selection.cutoff, today=today, viewer=viewer
    )
    found = board.result_of(target.pk)
    if found is None:
        raise Http404("Chỉ tiêu này không có quy định cho năm đang xem.")
    return found


def _focus(result: TargetResult, asked: str) -> Cell | None:
    """The one agency asked for; 404 where the reader may not see it or it has no part in the target."""
    if not asked:
        return None
    cell = result.cell(int(asked)) if asked.isdecimal() else None
    if cell is None:
        raise Http404("Đơn vị này không có kết quả ở chỉ tiêu đang xem.")
    return cell


def _crumbs(target: Target, selection: Selection) -> list[tuple[str, str]]:
    query = f"?don_vi={selection.office.pk}&nam={selection.year}"
    if selection.cutoff:
        query += f"&ky={selection.cutoff.slug}"
    return [
        ("Tổng quan", reverse("dashboard:home") + query),
        (target.indicator.name, reverse("targets:detail", args=[target.pk])),
    ]


METHODS = {
    Kind.RATIO: "Cộng tử số và mẫu số của các kỳ và các đơn vị, rồi mới chia; không lấy trung bình các tỷ lệ.",
    Kind.RATIO_OF_STOCKS: "Cộng tử số và mẫu số của các đơn vị tại kỳ gần nhất, rồi mới chia.",
    Kind.COUNT: "Cộng số lượng của các kỳ và các đơn vị.",
    Kind.STOCK: "Cộng số lượng của các đơn vị tại cùng một thời điểm; không cộng các kỳ.",
    Kind.LEVEL: "Bình quân theo số phiếu; thiếu số phiếu thì lấy trung bình cộng và ghi rõ.",
    Kind.GRADE: "Lấy bậc của kỳ gần nhất.",
    Kind.RANK: "Lấy thứ hạng của kỳ gần nhất.",
    Kind.YES_NO: "Đã thực hiện một lần trong kỳ là đã thực hiện.",
}


def method_words(result: TargetResult) -> str:
    """How the parts make the number, in words; of a share also how the units are counted."""
    said = METHODS[Kind(result.indicator.kind)]
    if result.is_share:
        said += (
            " Số đơn vị đạt chia cho số đơn vị của nhóm; đơn vị không áp dụng hoặc không phát sinh thì không tính vào "
            "mẫu số, đơn vị chưa báo cáo vẫn tính."
        )
    return said


def _inputs(result: TargetResult, attainment: Attainment) -> list[InputRow]:
    """Every figure that went into the number, of the agencies that the reader may see."""
    shown = [c for part in attainment.all_parts for c in part.total.contributions if isinstance(c.agency, Named)]
    shown = [c for c in shown if result.board.may_see(c.agency.pk)]
    records = _records(result, {c.agency.pk for c in shown})
    rows = [row for c in shown for row in _rows_of(result, c, records)]
    return sorted(dict.fromkeys(rows), key=lambda row: (row.agency.sort_key, row.agency.pk))


def _rows_of(result: TargetResult, contribution: Contribution, records) -> list[InputRow]:
    agency = contribution.agency
    used = [reported for piece in contribution.slices for reported in piece.inputs]
    if not used:
        return [InputRow(agency, "", "", "", "", "", None, "chưa có số liệu được xác nhận", "")]
    note = "; ".join(contribution.notes)
    return [_input_row(result, agency, reported, records, note) for reported in used]


def _input_row(result: TargetResult, agency: Named, reported: Reported, records, note: str) -> InputRow:
    period, amount = reported.period, reported.amount
    figure = records.get((agency.pk, period))
    submission = figure.submission_id if figure else None
    return InputRow(
        agency=agency,
        period=period.label,
        value="" if amount.is_nothing else write_number(amount.value),
        base=_base(amount),
        result=_value_words(result, amount),
        typed=reported.typed.label,
        figure=figure,
        note=note,
        url=reverse("targets:submission", args=[submission]) if submission else "",
    )


def _base(amount: Amount) -> str:
    return "" if amount.base is None or amount.is_nothing else write_number(amount.base)


def _value_words(result: TargetResult, amount: Amount) -> str:
    """The figure's own value as text; what occurred nowhere says so."""
    if amount.is_nothing:
        return "không phát sinh"
    kind = Kind(result.indicator.kind)
    value = exact(kind, amount)
    return (
        kind_words(kind, written(value), result.rule.words.unit, result.rule.words.steps) if value is not None else ""
    )


def _records(result: TargetResult, agencies: set[int]) -> dict:
    """(agency, period) → the stored figure, with who gave and who confirmed it."""
    years = [result.year, result.year - 1]
    rows = Figure.objects.filter(indicator=result.indicator, agency__in=agencies, period__year__in=years)
    rows = rows.select_related("period", "reported_by", "recorded_by", "approved_by", "submission__submitted_by")
    return {(row.agency_id, row.period.key): row for row in rows}


@dataclass(frozen=True)
class Totals:
    """The sum under the table of inputs."""

    value: str
    base: str
    shown: str
    rest: str


def _totals(result: TargetResult, attainment: Attainment) -> Totals | None:
    amount = attainment.total.amount
    if amount is None or attainment.value is None or result.is_of_members and attainment.members:
        return None
    is_ratio = Kind(result.indicator.kind) in RATIOS
    rest = ""
    if is_ratio and amount.rest is not None:
        rest = f"{write_number(amount.rest)} {result.rule.words.failed}"
    return Totals(write_number(amount.value), _base(amount) if is_ratio else "", attainment.shown, rest)


def _members(result: TargetResult) -> list[MemberRow]:
    return [
        MemberRow(
            agency=agency,
            shown=member.shown,
            state=look_of(member),
            gap=member.gap or member.reason,
            is_running=member.is_running,
            url=basis_url(result.target.pk, result.board, agency.pk),
        )
        for agency, member in result.members
    ]


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
