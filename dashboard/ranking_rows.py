"""Finished rows of a ranking: nothing left to work out in a template or a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import IO

from django.urls import reverse

from dashboard.ranking_asked import PlanRanking, Ranking, TargetRanking
from dashboard.ranking_file import book_of
from periods.period import Span
from targets.forest import Named
from targets.league import COUNTED_FROM, Place, PlanPlace, Standing
from targets.restating import sentence_of
from targets.rule import Rule, Threshold, threshold
from targets.showing import difference_unit, kind_words, places_beside, with_unit, written
from targets.stored import Stored
from targets.terms import Kind
from targets.totals import total
from ui.states import State

SMALL = "mẫu nhỏ"
TITLE, SAMPLE_WORDS = "XẾP HẠNG ĐƠN VỊ", "Có số liệu minh hoạ"
PLACE, NAME = ("Hạng", 8), ("Đơn vị", 40)
LOOKS = {
    Standing.HOLDS: State("✓", "Đạt mức", "good"),
    Standing.SHORT: State("▽", "Chưa đạt mức", "behind"),
    Standing.NO_BASELINE: State("–", "Thiếu giá trị gốc", "empty"),
    Standing.NOTHING: State("∅", "Không phát sinh", "empty"),
    Standing.MISSING: State("○", "Chưa báo cáo đủ", "empty"),
}


@dataclass(frozen=True)
class TargetPlaceRow:
    """One unit of the list by one target; `value`, `base` and `before_value` as a file keeps them."""

    place: int | None
    name: str
    shown: str
    value: Decimal | None
    base: Decimal | None
    is_small: bool
    state: State
    before: str
    before_value: Decimal | None
    change: str
    url: str


@dataclass(frozen=True)
class PlanPlaceRow:
    """One unit of the list by a plan. `share`: of what could be judged, in percent."""

    place: int | None
    name: str
    held: int
    short: int
    missing: int
    left_out: int
    asked: int
    share: Decimal | None
    url: str


def target_rows(ranking: TargetRanking, places: Iterable[Place]) -> list[TargetPlaceRow]:
    places = list(places)
    before = _year_before(ranking, places)
    bounds = _bounds(ranking.rule)
    return [_target_row(ranking, place, before.get(place.agency), bounds) for place in places]


def cases_label(ranking: TargetRanking) -> str:
    """What the value was counted from, in the indicator's own words; "" where it was not."""
    if ranking.rule.kind == Kind.LEVEL:
        return "Số phiếu"
    return (ranking.target.indicator.denominator_label or "Mẫu số") if ranking.rule.is_ratio else ""


def _target_row(ranking: TargetRanking, place: Place, before: Fraction | None, bounds: tuple) -> TargetPlaceRow:
    rule = ranking.rule
    is_counted = rule.kind in COUNTED_FROM
    value = None if place.value is None else Fraction(place.value)
    return TargetPlaceRow(
        place=place.place if ranking.has_places else None,
        name=place.name,
        shown="" if value is None else _words(rule, value, bounds),
        value=place.value,
        base=place.base if is_counted else None,
        is_small=is_counted and bool(place.base) and place.base < rule.small_below,
        state=LOOKS[place.standing],
        before="" if before is None else _words(rule, before, ()),
        before_value=None if before is None else Decimal(before.numerator) / before.denominator,
        change=_change(rule, value, before),
        url=_basis_url(ranking, place.agency),
    )


def _words(rule: Rule, value: Fraction, bounds: tuple[Fraction, ...]) -> str:
    return kind_words(rule.kind, written(value, places_beside(value, bounds)), rule.words.unit, rule.words.steps)


def _bounds(rule: Rule) -> tuple[Fraction, ...]:
    """What a shown value must stay on its own side of, where that is the same for all units."""
    asked: Threshold | None = None if rule.relative else threshold(rule)
    return tuple(bound for bound in (asked.low, asked.high) if bound is not None) if asked else ()


def _change(rule: Rule, value: Fraction | None, before: Fraction | None) -> str:
    """ "+1,2 điểm %" against the same period of last year; nothing for what is no quantity."""
    if value is None or before is None or rule.kind in (Kind.GRADE, Kind.YES_NO):
        return ""
    difference = written(value - before)
    if difference == "0":
        return "không đổi"
    unit = "bậc" if rule.kind == Kind.RANK else difference_unit(rule.words.unit)
    return with_unit(difference if value < before else f"+{difference}", unit)


def _year_before(ranking: TargetRanking, places: list[Place]) -> dict[int, Fraction]:
    """Cùng kỳ: each unit's figure of the same months of the year before, as targets.results has it."""
    indicator, year = ranking.target.indicator, ranking.year - 1
    months = ranking.rule.due.span.shared_with(Span(0, ranking.month))
    if months is None:
        return {}
    stored = Stored([indicator], [year], ranking.selection.view)
    stored.read(Named(place.agency, place.name, place.short_name, "") for place in places)
    totals = {
        place.agency: total(stored.unit(indicator.pk, year, place.agency, adds_stocks=True), months) for place in places
    }
    stand = {agency: then for agency, then in totals.items() if then.as_of in (None, months.end)}
    return {agency: then.value for agency, then in stand.items() if then.value is not None}


def _basis_url(ranking: TargetRanking, agency: int) -> str:
    """ "Căn cứ và cách tính" of one unit's number."""
    selection = ranking.selection
    page = reverse("dashboard:basis", args=[ranking.target.pk])
    return f"{page}?don_vi={selection.office.pk}&{selection.query}&cua={agency}"


def plan_rows(ranking: PlanRanking, places: Iterable[PlanPlace]) -> list[PlanPlaceRow]:
    return [
        PlanPlaceRow(
            place=place.place if ranking.has_places else None,
            name=place.name,
            held=place.held,
            short=place.short,
            missing=place.missing,
            left_out=place.left_out,
            asked=place.asked,
            share=Decimal(place.held * 100) / place.asked if place.asked else None,
            url=f"{reverse('dashboard:agency', args=[place.agency])}?{ranking.selection.query}",
        )
        for place in places
    ]


# --- as files -----------------------------------------------------------------------------------------------------------


def file_of_target(found: TargetRanking) -> tuple[IO[bytes], str]:
    """The file of one target's units, and its name."""
    unit = found.rule.words.unit
    cases = cases_label(found)
    heads = [PLACE, NAME, (f"Thực hiện ({unit})" if unit else "Thực hiện", 16), *([(cases, 18)] if cases else [])]
    heads += [("So với kế hoạch", 20), ("Cùng kỳ năm trước", 16), ("So với cùng kỳ", 18), ("Ghi chú", 12)]
    in_words = found.rule.kind == Kind.GRADE
    rows = (
        [
            *(row.place, row.name, row.shown if in_words else row.value, *([row.base] if cases else [])),
            *(row.state.label, row.before if in_words else row.before_value, row.change, SMALL if row.is_small else ""),
        ]
        for row in target_rows(found, found[:])
    )
    head = [TITLE, f"Theo chỉ tiêu: {sentence_of(found.version)}", *_where_from(found)]
    return book_of(head, heads, rows), f"xep-hang-{found.target.pk}.xlsx"


def file_of_plan(found: PlanRanking) -> tuple[IO[bytes], str]:
    """The file of a plan's units, and its name."""
    heads = [PLACE, NAME, ("Đạt mức", 12), ("Chưa đạt mức", 14), ("Chưa báo cáo đủ", 16), ("Không đánh giá", 16)]
    rows = (
        [row.place, row.name, row.held, row.short, row.missing, row.left_out, row.share]
        for row in plan_rows(found, found[:])
    )
    head = [TITLE, f"Theo số chỉ tiêu đạt mức của {found.plan.named}", *_where_from(found)]
    return book_of(head, [*heads, ("Tỷ lệ đạt (%)", 14)], rows), f"so-chi-tieu-dat-{found.plan.pk}.xlsx"


def _where_from(found: Ranking) -> list[str]:
    office = found.selection.office
    said = [str(office), found.form.words]
    return [*said, SAMPLE_WORDS] if office.is_sample else said
