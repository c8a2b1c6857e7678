"""The figures behind one number: whose, for which period, who answers for each, and how they make the number."""

from dataclasses import dataclass

from django.urls import reverse

from dashboard.behind import UnitBelow
from dashboard.rows import basis_url, is_provisional, look_of
from targets.amount import RATIOS, Amount, exact
from targets.attainment import Attainment
from targets.models import Figure
from targets.raw import Named
from targets.results import TargetResult
from targets.sentence import when
from targets.series import Reported
from targets.showing import kind_words, written
from targets.terms import AcrossAgencies, AcrossPeriods, Kind
from targets.totals import Contribution
from ui.numbers import write_number
from ui.states import State

NOTHING_CONFIRMED = "chưa có số liệu được xác nhận"
OVER_PERIODS = {
    AcrossPeriods.SUM: "Cộng số liệu các kỳ",
    AcrossPeriods.LATEST: "Lấy số liệu của kỳ gần nhất, không cộng các kỳ",
    AcrossPeriods.WEIGHTED: "Bình quân các kỳ theo số phiếu",
    AcrossPeriods.ONCE: "Thực hiện một lần trong kỳ là đã thực hiện",
}
OVER_AGENCIES = {
    AcrossAgencies.SUM: "cộng số liệu các đơn vị",
    AcrossAgencies.WEIGHTED: "bình quân các đơn vị theo số phiếu; có đơn vị thiếu số phiếu thì lấy trung bình cộng",
    AcrossAgencies.OWN: "chỉ lấy số liệu riêng của cơ quan, không cộng đơn vị cấp dưới",
    AcrossAgencies.COUNT_DONE: "đếm số đơn vị đã thực hiện",
}
OF_A_SHARE = (
    " Số đơn vị đạt chia cho số đơn vị của nhóm: đơn vị không áp dụng hoặc không phát sinh thì không tính vào mẫu số, "
    "đơn vị chưa báo cáo vẫn tính."
)


@dataclass(frozen=True)
class InputRow:
    """One reported figure that was used: whose, for which period, its parts, and who answers for it."""

    agency: Named
    period: str = ""
    value: str = ""
    base: str = ""
    result: str = ""
    typed: str = ""
    figure: Figure | None = None
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Inputs:
    """The table of figures. value_label, base_label: heads of the columns of parts; "" where the kind has none.

    hidden: how many agencies gave figures that the reader may not see.
    """

    rows: list[InputRow]
    value_label: str
    base_label: str
    hidden: int


@dataclass(frozen=True)
class Totals:
    """What the parts make: value ÷ base × 100 of a ratio, else only the number, with what is said beside it."""

    value: str
    base: str
    shown: str
    beside: str


@dataclass(frozen=True)
class PartRow:
    """One window of a target that is judged in each half or quarter."""

    name: str
    shown: str
    state: State
    is_running: bool
    gap: str


def method_words(result: TargetResult) -> str:
    """How the parts make the number, in words; of a share also how the units are counted."""
    indicator = result.indicator
    said = f"{OVER_PERIODS[indicator.across_periods]}; {OVER_AGENCIES[indicator.across_agencies]}"
    if indicator.kind in RATIOS:
        parts = f"“{indicator.numerator_label}” chia cho “{indicator.denominator_label}”"
        said += f"; sau đó mới lấy {parts}, không lấy trung bình các tỷ lệ"
    said = f"Tính riêng cho từng đơn vị. {said}." if result.is_of_members else f"{said}."
    return said + OF_A_SHARE if result.is_share else said


def inputs_of(result: TargetResult, given: list[Contribution]) -> Inputs:
    """Every figure that went into the number, of the agencies that the reader may see. given: by all of them."""
    shown = [contribution for contribution in given if result.board.may_see(contribution.agency.pk)]
    hidden = {c.agency.pk for c in given} - {c.agency.pk for c in shown}
    figures = _figures(shown)
    rows = dict.fromkeys(row for contribution in shown for row in _rows_of(result, contribution, figures))
    ordered = sorted(rows, key=lambda row: (row.agency.sort_key, row.agency.pk))
    return Inputs(ordered, *_labels(result, ordered), hidden=len(hidden))


@dataclass(frozen=True)
class UnitRow:
    """A unit directly below, where too many give figures to be named one by one."""

    agency: Named
    value: str
    base: str
    shown: str
    given: str
    url: str


def unit_rows(result: TargetResult, units: list[UnitBelow]) -> list[UnitRow]:
    return [_unit_row(result, unit) for unit in units]


def _unit_row(result: TargetResult, unit: UnitBelow) -> UnitRow:
    amount, kind = unit.total.amount, Kind(result.indicator.kind)
    has_parts = amount is not None and not amount.is_nothing
    words = result.rule.words
    number = "" if unit.total.value is None else written(unit.total.value)
    return UnitRow(
        agency=unit.agency,
        value=write_number(amount.value) if has_parts and kind in RATIOS else "",
        base=write_number(amount.base) if has_parts and kind in RATIOS else "",
        shown=kind_words(kind, number, words.unit, words.steps) if number else "",
        given=f"{write_number(unit.approved)}/{write_number(unit.owing)} đơn vị đã xác nhận" if unit.owing else "",
        url=basis_url(result.target.pk, result.board, unit.agency.pk) if result.cell(unit.agency.pk) else "",
    )


def labels_of(result: TargetResult) -> tuple[str, str]:
    """The heads of the columns of parts; empty where the kind has none."""
    indicator = result.indicator
    return (indicator.numerator_label, indicator.denominator_label) if indicator.kind in RATIOS else ("", "")


def _labels(result: TargetResult, rows: list[InputRow]) -> tuple[str, str]:
    indicator = result.indicator
    if indicator.kind in RATIOS:
        return labels_of(result)
    has_samples = indicator.kind == Kind.LEVEL and any(row.base for row in rows)
    return "", "Số phiếu" if has_samples else ""


def _figures(contributions: list[Contribution]) -> dict[int, Figure]:
    """The stored figures that were used, with who gave and who confirmed each."""
    used = {r.figure for c in contributions for piece in c.slices for r in piece.inputs}
    names = ("reported_by", "recorded_by", "approved_by", "submission__submitted_by")
    return Figure.objects.select_related(*names).in_bulk(used - {None})


def _rows_of(result: TargetResult, contribution: Contribution, figures: dict[int, Figure]) -> list[InputRow]:
    used = [reported for piece in contribution.slices for reported in piece.inputs]
    if not used:
        return [InputRow(contribution.agency, note=NOTHING_CONFIRMED)]
    note = "; ".join(contribution.notes)
    return [_input_row(result, contribution.agency, one, figures.get(one.figure), note) for one in used]


def _input_row(result: TargetResult, agency: Named, reported: Reported, figure: Figure | None, note: str) -> InputRow:
    amount = reported.amount
    submission = figure.submission_id if figure else None
    return InputRow(
        agency=agency,
        period=reported.period.label,
        value="" if amount.is_nothing else write_number(amount.value),
        base="" if amount.base is None or amount.is_nothing else write_number(amount.base),
        result=_value_words(result, amount),
        typed=reported.typed.label,
        figure=figure,
        note=note,
        url=reverse("targets:submission", args=[submission]) if submission else "",
    )


def _value_words(result: TargetResult, amount: Amount) -> str:
    """The figure's own value as text; what occurred nowhere says so."""
    kind, words = Kind(result.indicator.kind), result.rule.words
    if amount.is_nothing and kind != Kind.YES_NO:
        return "không phát sinh"
    if kind == Kind.YES_NO:
        return _done_words(amount)
    shown = kind_words(kind, written(exact(kind, amount)), words.unit, words.steps)
    return f"{shown}/{write_number(amount.base)}" if kind == Kind.RANK and amount.base else shown


def _done_words(amount: Amount) -> str:
    if not amount.value:
        return "chưa thực hiện"
    return f"đã thực hiện ngày {amount.on:%d/%m/%Y}" if amount.on else "đã thực hiện"


def totals_of(result: TargetResult, attainment: Attainment) -> Totals | None:
    """What the table adds up to; of a group or of several windows there is no one sum."""
    amount = attainment.total.amount
    if amount is None or attainment.value is None or attainment.members or attainment.parts:
        return None
    if result.indicator.kind in RATIOS:
        beside = f"{write_number(amount.rest)} {result.rule.words.failed}"
        return Totals(write_number(amount.value), write_number(amount.base), attainment.shown, beside)
    beside = f"bình quân theo {write_number(amount.base)} phiếu" if amount.weighed else ""
    return Totals("", "", attainment.shown, beside)


def parts_of(attainment: Attainment) -> list[PartRow]:
    """Each half or quarter of a target that is judged window by window."""
    return [
        PartRow(when(part), part.shown, look_of(part), is_provisional(part), part.gap or part.reason)
        for part in attainment.parts
    ]
