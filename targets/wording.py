"""A target's rule as officials write it: one Vietnamese sentence, and a short form for the column of a table."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from periods.period import Period, PeriodKind
from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Scope, Window
from ui.days import write_day
from ui.numbers import write_number

RATIOS = (Kind.RATIO, Kind.RATIO_OF_STOCKS)
QUANTITIES = (Kind.COUNT, Kind.STOCK)
MISSING = "…"  # what has not been filled in yet
HUNDRED = Decimal(100)
OWN_NAME = re.compile(
    r",? của (tỉnh|thành phố|bộ|sở|ngành|huyện|quận|xã|phường|đơn vị|cơ quan)"
    r"(, (của )?(tỉnh|thành phố|bộ|sở|ngành|huyện|quận|xã|phường|đơn vị|cơ quan))*$"
)
NAMED_STEP = re.compile(r"(cấp|mức|bậc|loại|hạng|nhóm)\b", re.IGNORECASE)
AT_MOST_SIDE = (Comparator.AT_MOST, Comparator.LESS_THAN)


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparator with its value, or its two bounds; None where nothing has been typed yet."""

    comparator: Comparator | str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A target's rule in plain values. `condition` is what the whole or each unit must meet; `outer`, under scope
    "share", is asked of the percentage of units. The comparator of a relative target speaks of the size of the change:
    "giảm tối thiểu 50%" is (percent, goes down, AT_LEAST 50).
    """

    indicator: str
    kind: Kind | str
    condition: Condition = Condition()
    outer: Condition = Condition()
    unit: str = ""
    better: Better | str = Better.HIGHER
    grade_steps: tuple[str, ...] = ()
    part_of: str = ""
    split_from: str = ""
    scope: Scope | str = Scope.WHOLE
    judged: str = ""
    unit_noun: str = "đơn vị"
    exact: bool = False
    relative_kind: RelativeKind | str = RelativeKind.NONE
    goes_down: bool = False
    baseline_year: int | None = None
    baseline: Decimal | None = None
    path: Path | str = Path.HOLD
    window: Window | str = Window.FULL
    first_year: int | None = None
    last_year: int | None = None
    due_kind: PeriodKind | str = PeriodKind.YEAR
    due_order: int = 1
    due_on: date | None = None
    stretch: str = ""
    is_published: bool = False  # by an outside source, once for the whole period

    @property
    def is_relative(self) -> bool:
        return self.relative_kind not in ("", RelativeKind.NONE)


def sentence(rule: Rule) -> str:
    """The whole rule: "100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026."."""
    words = [_subject_and_demand(rule), _when(rule)]
    told = " ".join(word for word in words if word) + _aim(rule) + _family(rule)
    return f"{_capitalised(told)}."


def condition_text(rule: Rule) -> str:
    """The condition for a narrow column: "≥ 98%", "≤ hạng 15", "100% chi nhánh ≥ 98%"."""
    asked = _short_condition(rule)
    if rule.scope != Scope.WHOLE and asked[:1].isdigit():
        asked = f"đạt {asked}"
    if rule.scope == Scope.SHARE:
        return f"{_short(rule.outer, '%', is_percent=True)} {rule.unit_noun} {asked}"
    return f"mỗi {rule.unit_noun} {asked}" if rule.scope == Scope.EACH else asked


def when_text(rule: Rule) -> str:
    """The days judged, for a line of its own: "trong suốt năm 2026", "chậm nhất ngày 30/06/2026"."""
    return _when(rule)


def quantity(value: Decimal | None, unit: str) -> str:
    """1234.5 with its unit: "1.234,5 hồ sơ", "98%"."""
    number = MISSING if value is None else write_number(value)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def unit_of(kind: Kind | str, unit: str) -> str:
    """The unit that a value of this kind is written with; a ratio is always a percentage."""
    return "%" if kind in RATIOS else unit


def change_unit(relative_kind: RelativeKind | str, kind: Kind | str, unit: str) -> str:
    """The unit in which a change from a baseline is written."""
    own = unit_of(kind, unit)
    return {
        RelativeKind.PERCENT: "%",
        RelativeKind.POINTS: "điểm phần trăm" if own == "%" else own,
        RelativeKind.TIMES: "lần",
        RelativeKind.PLACES: "bậc",
    }[RelativeKind(relative_kind)]


# --- who must do what ---------------------------------------------------------------------------------------------------


def _subject_and_demand(rule: Rule) -> str:
    match rule.scope:
        case Scope.SHARE:
            return f"{_share_of_units(rule)} {_demand_of_unit(rule)}"
        case Scope.EACH:
            return f"mỗi {rule.unit_noun} {_demand_of_unit(rule)}"
        case _:
            return _demand_of_whole(rule)


def _share_of_units(rule: Rule) -> str:
    if _is_all(rule.outer):
        return f"100% {rule.unit_noun}"
    return f"{_worded(rule.outer, '%', Better.HIGHER, rule.exact)} {rule.unit_noun}"


def _demand_of_unit(rule: Rule) -> str:
    must = "được" if rule.scope == Scope.SHARE and rule.outer.comparator in AT_MOST_SIDE else "phải"
    return f"{must} {_deed(rule)}" if _is_deed(rule) else f"{must} có {_measured(rule)} {_predicate(rule)}"


def _demand_of_whole(rule: Rule) -> str:
    judged = rule.judged or "cơ quan được đánh giá"
    if _is_deed(rule):
        return f"{judged} phải {_deed(rule)}"
    return f"{_measured(rule)} của {judged} phải {_predicate(rule)}"


def _is_deed(rule: Rule) -> bool:
    """Whether the agency itself does something that can be said with a verb: hold 2 conferences, issue rules."""
    return rule.kind == Kind.YES_NO or (not rule.is_relative and _counted_noun(rule) is not None)


def _deed(rule: Rule) -> str:
    if rule.kind == Kind.YES_NO:
        return _lowered(re.sub(r"^(Đã|Việc|Có/không:?)\s+", "", rule.indicator))
    noun = _counted_noun(rule)
    if rule.condition.value == 0 and _leans(rule) in (*AT_MOST_SIDE, Comparator.EQUAL):
        return f"không còn {noun}" if rule.kind == Kind.STOCK else f"không để xảy ra {noun}"
    return f"có {_worded(rule.condition, '', rule.better, rule.exact, least='ít nhất')} {noun}"


def _counted_noun(rule: Rule) -> str | None:
    """ "hội nghị đối thoại" of "Số hội nghị đối thoại" counted in "hội nghị"; None where the name is not so made."""
    named = re.match(r"(Số lượng|Số|Tổng số) (?P<noun>.+)", rule.indicator)
    if rule.kind not in QUANTITIES or not named or not rule.unit:
        return None
    return named["noun"] if named["noun"].lower().startswith(rule.unit.lower()) else None


def _measured(rule: Rule) -> str:
    """The indicator's name inside a sentence, without the agency that its name may end with ("… của tỉnh")."""
    return _lowered(OWN_NAME.sub("", re.sub(r"^[–-]\s*(trong đó:?\s*)?", "", rule.indicator)))


# --- what is asked of the figure --------------------------------------------------------------------------------------


def _predicate(rule: Rule) -> str:
    if rule.is_relative:
        return _change(rule)
    match rule.kind:
        case Kind.RANK:
            return _place(rule)
        case Kind.GRADE:
            return _step(rule)
        case _:
            value = _worded(rule.condition, unit_of(rule.kind, rule.unit), rule.better, rule.exact)
            return value if value.startswith(("không quá", "dưới")) else f"đạt {value}"


def _worded(asked: Condition, unit: str, better: Better | str, exact: bool, least: str = "tối thiểu") -> str:
    """The comparator in words, read as it will be judged: "=" is "trở lên" where more is better, unless exact."""
    value = quantity(asked.value, unit)
    if asked.comparator == Comparator.BETWEEN:
        return _between(asked, unit, better, exact)
    if asked.comparator == Comparator.EQUAL and not exact:
        if better == Better.LOWER:
            return f"không quá {value}"
        return value if better == Better.NONE or (unit == "%" and asked.value == HUNDRED) else f"{value} trở lên"
    if _is_all(asked) and unit == "%":
        return value
    return {
        Comparator.AT_LEAST: f"{least} {value}",
        Comparator.AT_MOST: f"không quá {value}",
        Comparator.MORE_THAN: f"trên {value}",
        Comparator.LESS_THAN: f"dưới {value}",
        Comparator.EQUAL: f"đúng {value}",
    }.get(asked.comparator, value)


def _between(asked: Condition, unit: str, better: Better | str, exact: bool) -> str:
    low, high = quantity(asked.value, unit), quantity(asked.value_max, unit)
    if exact or better == Better.NONE:
        return f"trong khoảng từ {low} đến {high}"
    bound = f"không quá {high}" if better == Better.LOWER else f"tối thiểu {low}"
    return f"{bound} (kế hoạch ghi từ {low} đến {high})"


def _place(rule: Rule) -> str:
    place, last = _plain(rule.condition.value), _plain(rule.condition.value_max)
    match rule.condition.comparator:
        case Comparator.BETWEEN if rule.exact:
            return f"trong khoảng từ hạng {place} đến hạng {last}"
        case Comparator.BETWEEN:
            return f"thuộc nhóm {last} dẫn đầu (kế hoạch ghi từ hạng {place} đến hạng {last})"
        case Comparator.EQUAL if rule.exact:
            return f"đứng đúng hạng {place}"
        case Comparator.AT_LEAST:
            return f"từ hạng {place} trở xuống"
        case Comparator.MORE_THAN:
            return f"sau hạng {place}"
        case Comparator.LESS_THAN:
            return f"trên hạng {place}"
        case _:
            return "đứng thứ 1" if rule.condition.value == 1 else f"thuộc nhóm {place} dẫn đầu"


def _step(rule: Rule) -> str:
    step = _step_name(rule, rule.condition.value)
    is_top = rule.condition.value == len(rule.grade_steps)
    match rule.condition.comparator:
        case Comparator.AT_MOST:
            return f"không quá {step}"
        case Comparator.LESS_THAN:
            return f"dưới {step}"
        case Comparator.MORE_THAN:
            return f"trên {step}"
        case Comparator.BETWEEN:
            return f"đạt từ {step} đến {_step_name(rule, rule.condition.value_max)}"
        case Comparator.EQUAL if rule.exact:
            return f"đạt đúng {step}"
        case _:
            return f"đạt {step}" if is_top else f"đạt từ {step} trở lên"


def _step_name(rule: Rule, place: Decimal | None) -> str:
    if place is None or not 1 <= place <= len(rule.grade_steps):
        return MISSING
    name = rule.grade_steps[int(place) - 1]
    return _lowered(name) if NAMED_STEP.match(name) else f"mức “{name}”"


# --- relative to a baseline ---------------------------------------------------------------------------------------------


def _change(rule: Rule) -> str:
    """ "giảm tối thiểu 50% so với năm 2025 (giá trị gốc 1.200 hồ sơ)"."""
    known = "" if rule.baseline is None else f" (giá trị gốc {_original(rule)})"
    since = f"năm {rule.baseline_year}" if rule.baseline_year else "giá trị gốc"
    if rule.condition.value == 0 and rule.relative_kind != RelativeKind.TIMES:
        return f"{_no_change(rule)} {since}{known}"
    amount = _worded(rule.condition, _unit_of_change(rule), Better.HIGHER, rule.exact)
    if rule.relative_kind == RelativeKind.TIMES and not rule.goes_down:
        return f"gấp {amount} {since}{known}"
    return f"{'giảm' if rule.goes_down else 'tăng'} {amount} so với {since}{known}"


def _no_change(rule: Rule) -> str:
    if rule.kind == Kind.RANK:
        return "không tụt hạng so với"
    is_ceiling = rule.goes_down != (rule.condition.comparator in AT_MOST_SIDE)
    return "không cao hơn" if is_ceiling else "không thấp hơn"


def _unit_of_change(rule: Rule) -> str:
    return change_unit(rule.relative_kind, rule.kind, rule.unit)


def _original(rule: Rule) -> str:
    return f"hạng {_plain(rule.baseline)}" if rule.kind == Kind.RANK else quantity(rule.baseline, _shown_unit(rule))


def _shown_unit(rule: Rule) -> str:
    return unit_of(rule.kind, rule.unit)


# --- when, and what else ----------------------------------------------------------------------------------------------


def _when(rule: Rule) -> str:
    if rule.due_on:
        return _until_day(rule)
    span = _span(rule)
    match rule.window:
        case Window.HALF:
            return f"trong mỗi 6 tháng của {span}"
        case Window.QUARTER:
            return f"trong mỗi quý của {span}"
    if rule.kind in (Kind.COUNT, Kind.YES_NO):
        return f"trong {span}"
    if rule.kind == Kind.RANK or rule.is_published:
        return f"trong {span}" if rule.is_relative else span
    return f"vào cuối {span}" if rule.path == Path.REACH else f"trong suốt {span}"


def _until_day(rule: Rule) -> str:
    day = write_day(rule.due_on)
    parts = {Window.HALF: "mỗi 6 tháng ", Window.QUARTER: "mỗi quý "}.get(rule.window, "")
    if parts:
        return f"trong {parts}đến hết ngày {day}"
    if rule.kind == Kind.YES_NO or rule.path == Path.REACH:
        return f"chậm nhất ngày {day}"
    return f"tính đến hết ngày {day}"


def _span(rule: Rule) -> str:
    """The due period: "năm 2026", "6 tháng đầu năm 2026", "Quý I/2026"; of several years, "từng năm từ 2021 đến 2025"."""
    years = (rule.first_year, rule.last_year)
    if rule.first_year is None or rule.last_year is None or rule.first_year == rule.last_year:
        year = next((known for known in years if known), None)
        return _period_name(rule, year) if year else f"năm {MISSING}"
    every = f"từng năm từ {rule.first_year} đến {rule.last_year}"
    if rule.due_kind == PeriodKind.YEAR:
        return every
    part = Period(PeriodKind(rule.due_kind), rule.first_year, rule.due_order)
    return f"{str(part.span).removesuffix(' năm')} {every}" if part.months == 6 else f"{part.name} {every}"


def _period_name(rule: Rule, year: int) -> str:
    label = Period(PeriodKind(rule.due_kind), year, rule.due_order).label
    return label if rule.due_kind == PeriodKind.QUARTER else _lowered(label)


def _aim(rule: Rule) -> str:
    return f", hướng tới {_lowered(rule.stretch)}" if rule.stretch else ""


def _family(rule: Rule) -> str:
    if rule.part_of:
        return f" (phần “trong đó” của “{rule.part_of}”)"
    return f" (tách riêng khỏi “{rule.split_from}”)" if rule.split_from else ""


# --- short forms ----------------------------------------------------------------------------------------------------------


def _short_condition(rule: Rule) -> str:
    if rule.kind == Kind.YES_NO:
        return f"xong đến {write_day(rule.due_on)}" if rule.due_on else "có thực hiện"
    if rule.is_relative:
        return _short_change(rule)
    if rule.kind == Kind.RANK:
        return _short(rule.condition, "", name=lambda place: f"hạng {_plain(place)}", exact=rule.exact)
    if rule.kind == Kind.GRADE:
        return _short(rule.condition, "", name=lambda place: _step_name(rule, place), exact=rule.exact)
    unit = _shown_unit(rule)
    return _short(rule.condition, unit, is_percent=unit == "%", exact=rule.exact)


def _short_change(rule: Rule) -> str:
    change = _short(rule.condition, _unit_of_change(rule), exact=rule.exact)
    if rule.relative_kind == RelativeKind.TIMES and not rule.goes_down:
        return f"gấp {change}"
    return f"{'giảm' if rule.goes_down else 'tăng'} {change}"


def _short(asked: Condition, unit: str, *, is_percent: bool = False, exact: bool = False, name=None) -> str:
    name = name or (lambda value: quantity(value, unit))
    if asked.comparator == Comparator.BETWEEN:
        return f"{name(asked.value)} – {name(asked.value_max)}"
    if is_percent and _is_all(asked) and not exact:
        return "100%"
    sign = {
        Comparator.AT_LEAST: "≥ ",
        Comparator.AT_MOST: "≤ ",
        Comparator.MORE_THAN: "> ",
        Comparator.LESS_THAN: "< ",
        Comparator.EQUAL: "= " if exact else "",
    }.get(asked.comparator, "")
    return f"{sign}{name(asked.value)}"


# --- small change ---------------------------------------------------------------------------------------------------------


def _is_all(asked: Condition) -> bool:
    return asked.value == HUNDRED and asked.comparator in (Comparator.AT_LEAST, Comparator.EQUAL)


def _leans(rule: Rule) -> Comparator | str:
    """The comparator as it will be judged: "=" leans to the better side unless exact."""
    asked = rule.condition.comparator
    if asked != Comparator.EQUAL or rule.exact or rule.better == Better.NONE:
        return asked
    return Comparator.AT_MOST if rule.better == Better.LOWER else Comparator.AT_LEAST


def _plain(value: Decimal | None) -> str:
    return MISSING if value is None else write_number(value)


def _lowered(text: str) -> str:
    """The first letter small, unless the first word is an abbreviation (TTHC) or a name written with inner capitals."""
    first = text.split(" ", 1)[0]
    return text if not text or any(letter.isupper() for letter in first[1:]) else text[0].lower() + text[1:]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
