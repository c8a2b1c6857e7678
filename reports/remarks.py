"""What "Ghi chú" says of a line, and the notes below a table: nothing that stands in a cell is left unexplained."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from periods.period import Span
from reports import values
from reports.ground import Ground
from reports.table import Extent
from targets.series import flows
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, SourceKind
from targets.totals import Total
from ui.days import write_day
from ui.numbers import write_number

if TYPE_CHECKING:
    from reports.summaries import Measure

NAMED_AT_MOST = 3
NOTHING_OCCURRED, NOT_REPORTED, NOT_DUE = "không phát sinh", "chưa báo cáo", "chưa đến kỳ"
SENT, AWAITED, NOT_ASKED = "đã gửi, chờ xác nhận", "chờ công bố", "không phải báo cáo"
OWN_FIGURE = "số riêng của từng đơn vị, không cộng"


def of_a_line(measure: "Measure") -> list[str]:
    """In the order in which a reader asks: is there a figure, of whom, of when, how sure."""
    totals = measure.totals
    said = [
        _absence(measure),
        *_scope(measure, totals.period),
        *_derived(measure, totals.period, "suy ra"),
        *_derived(measure, totals.before, "cùng kỳ suy ra"),
        *_gaps(measure),
        _standing(measure),
        _missing_to_date(measure),
        *_covers_less(measure),
        "mẫu nhỏ" if values.is_small(measure.kind, totals.period) else "",
        *_corrected(measure),
        *_other_plans(measure),
    ]
    return list(dict.fromkeys(words for words in said if words))


def of_the_table(ground: Ground, measures: Sequence["Measure"]) -> list[str]:
    """What holds for more than one line: said once, below the table."""
    said = []
    if any(found.with_predecessors for measure in measures for found in measure.totals.each()):
        said.append("Số liệu gồm cả phần của đơn vị tiền thân đã sáp nhập.")
    others = _told_elsewhere(ground, measures)
    if others:
        said.append(f"Biểu gồm cả {others} đơn vị báo cáo các chỉ tiêu này theo biểu khác.")
    if any(measure.plan and not measure.is_whole for measure in measures):
        said.append(
            f"Kế hoạch tính cho {ground.question.agency} cùng mọi đơn vị cấp dưới; biểu này không gồm đủ các đơn vị đó nên "
            "không đánh giá những chỉ tiêu để trống ở cột “So với kế hoạch”."
        )
    return said


def _told_elsewhere(ground: Ground, measures: Sequence["Measure"]) -> int:
    """How many agencies of a total report these indicators on another form."""
    if ground.question.extent != Extent.ALL:
        return 0
    everybody = {agency.pk for measure in measures for agency in measure.agencies}
    return len(everybody - ground.told_by_the_form)


# --- is there a figure ----------------------------------------------------------------------------------------------


def _absence(measure: "Measure") -> str:
    found = measure.totals.period
    if found.value is not None:
        return ""
    if found.is_given:
        return NOTHING_OCCURRED if not found.has_gaps else f"các đơn vị đã báo cáo {NOTHING_OCCURRED}"
    owed = [one for unit in measure.unit for one in unit.series.owed if one.period == measure.question.key]
    if any(one.is_sent for one in owed):
        return SENT
    if owed:
        return NOT_REPORTED if measure.ground.days.are_over(measure.question.today) else NOT_DUE
    return _why_nobody_owes(measure)


def _why_nobody_owes(measure: "Measure") -> str:
    if measure.indicator.source_kind == SourceKind.OUTSIDE:
        return AWAITED
    day = measure.ground.days.ends_on
    marks = measure.ground.exemptions.get((measure.question.agency.pk, measure.indicator.pk), ())
    reasons = [
        m.reason for m in marks if (m.from_day is None or m.from_day <= day) and (m.until is None or day < m.until)
    ]
    if reasons:
        return f"không áp dụng: {reasons[0].rstrip('.')}"
    if not measure.of_one and _stands_alone(measure):
        return OWN_FIGURE
    return NOT_ASKED


def _stands_alone(measure: "Measure") -> bool:
    return measure.indicator.across_agencies == AcrossAgencies.OWN or measure.kind in (Kind.GRADE, Kind.RANK)


# --- of whom --------------------------------------------------------------------------------------------------------


def _scope(measure: "Measure", found: Total) -> list[str]:
    said = []
    if found.plain_mean:
        said.append(f"trung bình cộng của {found.given}/{len(found.contributions)} đơn vị")
    if found.with_predecessors and len(found.contributions) > 1:
        said.append("gồm số liệu của đơn vị tiền thân")
    if measure.kind == Kind.RANK and found.amount and found.amount.base:
        said.append(f"trên {write_number(found.amount.base)}")
    if measure.kind == Kind.YES_NO and found.amount:
        said.append(_done_words(measure, found))
    return [*said, _who_is_missing(measure, found)]


def _done_words(measure: "Measure", found: Total) -> str:
    if not measure.of_one:
        return f"trên {write_number(found.amount.base)} đơn vị"
    return f"ngày {write_day(found.amount.on)}" if found.amount.value and found.amount.on else ""


def _who_is_missing(measure: "Measure", found: Total) -> str:
    """How many gave it; named where the note below the table does not name them already."""
    if not found.is_given or measure.of_one:
        return ""
    missing = {one.agency for one in found.contributions if one.amount is None}
    named_below = _named_below(measure)
    if not missing or missing == named_below:
        return ""
    given = f"{len(found.contributions) - len(missing)}/{len(found.contributions)} đơn vị"
    unnamed = sorted(missing - named_below, key=lambda one: one.sort_key)
    return f"{given}, chưa có {_some(unnamed)}" if unnamed else given


def _named_below(measure: "Measure") -> set:
    """Whom the note below the table names as not confirmed."""
    coverage = measure.ground.coverage
    return {*coverage.missing, *coverage.sent}


def _some(agencies: list) -> str:
    named = ", ".join(agency.brief for agency in agencies[:NAMED_AT_MOST])
    return named if len(agencies) <= NAMED_AT_MOST else f"{named} và {len(agencies) - NAMED_AT_MOST} đơn vị khác"


# --- of when --------------------------------------------------------------------------------------------------------


def _derived(measure: "Measure", found: Total, how: str) -> list[str]:
    """ "suy ra: Quý II = 6 tháng − Quý I", in a total with how many agencies."""
    words = Counter(piece.derived for one in found.contributions for piece in one.slices if piece.derived)
    return [f"{how}: {said}{_of_how_many(measure, count)}" for said, count in words.items()]


def _gaps(measure: "Measure") -> list[str]:
    """ "gồm cả Quý II": the flow of a cumulative figure over a report that is not there."""
    key = measure.question.key
    also = [flow.also for one in measure.unit for flow in flows(one.series) if flow.period == key and flow.also]
    return [f"{said}{_of_how_many(measure, count)}" for said, count in Counter(also).items()]


def _of_how_many(measure: "Measure", count: int) -> str:
    return "" if measure.of_one else f" ({count} đơn vị)"


def _standing(measure: "Measure") -> str:
    """Where a latest year to date stands at an earlier period than the table's own."""
    month, end = measure.totals.to_date.as_of, measure.question.key.span.end
    if month is None or month == end:
        return ""
    return f"lũy kế lấy số tại ngày 14/{month:02}/{measure.question.period.year}, kỳ gần nhất đủ đơn vị"


def _missing_to_date(measure: "Measure") -> str:
    """ "lũy kế thiếu Quý I (2 đơn vị)": months that are owed and not given, other than the table's own period."""
    found, named_below = measure.totals.to_date, _named_below(measure)
    if not found.is_given:
        return ""
    missing: Counter[str] = Counter()
    for one in found.contributions:
        gaps = {gap for piece in one.slices for gap in piece.missing}
        if one.agency in named_below:
            gaps = {gap for gap in gaps if not measure.question.key.span.contains(gap)}
        missing.update(str(gap) for gap in gaps)
    said = ", ".join(f"{name}{_of_how_many(measure, count)}" for name, count in sorted(missing.items()))
    return f"lũy kế thiếu {said}" if said else ""


def _covers_less(measure: "Measure") -> list[str]:
    """ "cùng kỳ chỉ có số của 3/6 tháng": of sums, where nobody was asked for the rest (the system began in mid-year)."""
    totals, asked = measure.totals, measure.question
    spans = (("cùng kỳ", totals.before, asked.key.span), ("lũy kế", totals.to_date, asked.to_date))
    return [
        f"{name} chỉ có số của {found.covered_months}/{span.months} tháng"
        for name, found, span in spans
        if is_cut_short(measure.indicator, found, span)
    ]


def is_cut_short(indicator, found: Total, span: Span) -> bool:
    """Whether a sum covers fewer months than it speaks of, and no owed report explains it."""
    is_sum = indicator.across_periods == AcrossPeriods.SUM
    return is_sum and found.is_given and found.covered_months < span.months and not found.has_gaps


# --- how sure -------------------------------------------------------------------------------------------------------


def _corrected(measure: "Measure") -> list[str]:
    """ "đính chính ngày 05/10/2026", in a total with whose."""
    said = []
    for figure in sorted(measure.figures & measure.ground.corrections.keys()):
        last = measure.ground.corrections[figure][-1]
        whose = "" if measure.of_one else f" ({last.figure.agency.short_name or last.figure.agency.name})"
        when = "" if last.figure.period.key == measure.question.key else f" số {last.figure.period}"
        said.append(f"đã đính chính{when} ngày {write_day(localdate(last.decided_at))}{whose}")
    return said


def _other_plans(measure: "Measure") -> list[str]:
    """What else is asked of the same agency: by the same plan in another way, or by another plan."""
    first, *others = measure.beside or [None]
    asked = [other for other in others if not other.is_of_a_group and other.asked != first.asked]
    return [f"{'còn chỉ tiêu' if other.plan == first.plan else f'{other.plan} giao'} {other.asked}" for other in asked]
