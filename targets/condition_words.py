"""What a rule asks of a figure, in words: as part of a sentence, and in few signs for the column of a table."""

from targets.terms import Better, Comparator, Kind, RelativeKind, Scope
from targets.worded_rule import (
    AT_MOST_SIDE,
    HUNDRED,
    Condition,
    Rule,
    is_all,
    plain,
    quantity,
    shown_unit,
    step_name,
    unit_of,
    unit_of_change,
)
from ui.days import write_day


def condition_text(rule: Rule) -> str:
    """The condition for a narrow column: "≥ 98%", "≤ hạng 15", "100% chi nhánh ≥ 98%"."""
    asked = short_condition(rule)
    if rule.scope != Scope.WHOLE and asked[:1].isdigit():
        asked = f"đạt {asked}"
    if rule.scope == Scope.SHARE:
        return f"{short(rule.outer, '%', is_percent=True)} {rule.unit_noun} {asked}"
    return f"mỗi {rule.unit_noun} {asked}" if rule.scope == Scope.EACH else asked


def predicate(rule: Rule) -> str:
    if rule.is_relative:
        return _change(rule)
    match rule.kind:
        case Kind.RANK:
            return _place(rule)
        case Kind.GRADE:
            return _step(rule)
        case _:
            value = worded(rule.condition, unit_of(rule.kind, rule.unit), rule.better, rule.exact)
            return value if value.startswith(("không quá", "dưới")) else f"đạt {value}"


def worded(asked: Condition, unit: str, better: Better | str, exact: bool, least: str = "tối thiểu") -> str:
    """The comparator in words, read as it will be judged: "=" is "trở lên" where more is better, unless exact."""
    value = quantity(asked.value, unit)
    if asked.comparator == Comparator.BETWEEN:
        return _between(asked, unit, better, exact)
    if asked.comparator == Comparator.EQUAL and not exact:
        if better == Better.LOWER:
            return f"không quá {value}"
        return value if better == Better.NONE or (unit == "%" and asked.value == HUNDRED) else f"{value} trở lên"
    if is_all(asked) and unit == "%":
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
    place, last = plain(rule.condition.value), plain(rule.condition.value_max)
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
    step = step_name(rule, rule.condition.value)
    is_top = rule.condition.value == len(rule.grade_steps)
    match rule.condition.comparator:
        case Comparator.AT_MOST:
            return f"không quá {step}"
        case Comparator.LESS_THAN:
            return f"dưới {step}"
        case Comparator.MORE_THAN:
            return f"trên {step}"
        case Comparator.BETWEEN:
            return f"đạt từ {step} đến {step_name(rule, rule.condition.value_max)}"
        case Comparator.EQUAL if rule.exact:
            return f"đạt đúng {step}"
        case _:
            return f"đạt {step}" if is_top else f"đạt từ {step} trở lên"


# --- relative to a baseline ---------------------------------------------------------------------------------------------


def _change(rule: Rule) -> str:
    """ "giảm tối thiểu 50% so với năm 2025 (giá trị gốc 1.200 hồ sơ)"."""
    known = "" if rule.baseline is None else f" (giá trị gốc {_original(rule)})"
    since = f"năm {rule.baseline_year}" if rule.baseline_year else "giá trị gốc"
    if rule.condition.value == 0 and rule.relative_kind != RelativeKind.TIMES:
        return f"{_no_change(rule)} {since}{known}"
    amount = worded(rule.condition, unit_of_change(rule), Better.HIGHER, rule.exact)
    if rule.relative_kind == RelativeKind.TIMES and not rule.goes_down:
        return f"gấp {amount} {since}{known}"
    return f"{'giảm' if rule.goes_down else 'tăng'} {amount} so với {since}{known}"


def _no_change(rule: Rule) -> str:
    if rule.kind == Kind.RANK:
        return "không tụt hạng so với"
    is_ceiling = rule.goes_down != (rule.condition.comparator in AT_MOST_SIDE)
    return "không cao hơn" if is_ceiling else "không thấp hơn"


def _original(rule: Rule) -> str:
    return f"hạng {plain(rule.baseline)}" if rule.kind == Kind.RANK else quantity(rule.baseline, shown_unit(rule))


# --- short forms ----------------------------------------------------------------------------------------------------------


def short_condition(rule: Rule) -> str:
    if rule.kind == Kind.YES_NO:
        return f"xong đến {write_day(rule.due_on)}" if rule.due_on else "có thực hiện"
    if rule.is_relative:
        return _short_change(rule)
    if rule.kind == Kind.RANK:
        return short(rule.condition, "", name=lambda place: f"hạng {plain(place)}", exact=rule.exact)
    if rule.kind == Kind.GRADE:
        return short(rule.condition, "", name=lambda place: step_name(rule, place), exact=rule.exact)
    unit = shown_unit(rule)
    return short(rule.condition, unit, is_percent=unit == "%", exact=rule.exact)


def _short_change(rule: Rule) -> str:
    change = short(rule.condition, unit_of_change(rule), exact=rule.exact)
    if rule.relative_kind == RelativeKind.TIMES and not rule.goes_down:
        return f"gấp {change}"
    return f"{'giảm' if rule.goes_down else 'tăng'} {change}"


def short(asked: Condition, unit: str, *, is_percent: bool = False, exact: bool = False, name=None) -> str:
    name = name or (lambda value: quantity(value, unit))
    if asked.comparator == Comparator.BETWEEN:
        return f"{name(asked.value)} – {name(asked.value_max)}"
    if is_percent and is_all(asked) and not exact:
        return "100%"
    sign = {
        Comparator.AT_LEAST: "≥ ",
        Comparator.AT_MOST: "≤ ",
        Comparator.MORE_THAN: "> ",
        Comparator.LESS_THAN: "< ",
        Comparator.EQUAL: "= " if exact else "",
    }.get(asked.comparator, "")
    return f"{sign}{name(asked.value)}"
