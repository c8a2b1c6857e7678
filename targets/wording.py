"""A target's rule and the Vietnamese sentence that sets it: written from the rule, and read from a plan's words."""

import re

from periods.period import Period, PeriodKind
from targets.condition_words import condition_text, predicate, worded
from targets.reading.document import read_targets
from targets.reading.readings import read_sentence
from targets.terms import Better, Comparator, Kind, Path, Scope, Window
from targets.worded_rule import AT_MOST_SIDE, MISSING, Condition, Rule, capitalised, is_all, leans, lowered
from ui.days import write_day

__all__ = ["Condition", "Rule", "condition_text", "read_sentence", "read_targets", "sentence", "when_text"]

QUANTITIES = (Kind.COUNT, Kind.STOCK)
OWN_NAME = re.compile(
    r",? của (tỉnh|thành phố|bộ|sở|ngành|huyện|quận|xã|phường|đơn vị|cơ quan)"
    r"(, (của )?(tỉnh|thành phố|bộ|sở|ngành|huyện|quận|xã|phường|đơn vị|cơ quan))*$"
)


def sentence(rule: Rule) -> str:
    """The whole rule: "100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026."."""
    words = [_subject_and_demand(rule), _when(rule)]
    told = " ".join(word for word in words if word) + _aim(rule) + _family(rule)
    return f"{capitalised(told)}."


def when_text(rule: Rule) -> str:
    """The days judged, for a line of its own: "trong suốt năm 2026", "chậm nhất ngày 30/06/2026"."""
    return _when(rule)


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
    if is_all(rule.outer):
        return f"100% {rule.unit_noun}"
    return f"{worded(rule.outer, '%', Better.HIGHER, rule.exact)} {rule.unit_noun}"


def _demand_of_unit(rule: Rule) -> str:
    must = "được" if rule.scope == Scope.SHARE and rule.outer.comparator in AT_MOST_SIDE else "phải"
    return f"{must} {_deed(rule)}" if _is_deed(rule) else f"{must} có {_measured(rule)} {predicate(rule)}"


def _demand_of_whole(rule: Rule) -> str:
    judged = rule.judged or "cơ quan được đánh giá"
    if _is_deed(rule):
        return f"{judged} phải {_deed(rule)}"
    return f"{_measured(rule)} của {judged} phải {predicate(rule)}"


def _is_deed(rule: Rule) -> bool:
    """Whether the agency itself does something that can be said with a verb: hold 2 conferences, issue rules."""
    return rule.kind == Kind.YES_NO or (not rule.is_relative and _counted_noun(rule) is not None)


def _deed(rule: Rule) -> str:
    if rule.kind == Kind.YES_NO:
        return lowered(re.sub(r"^(Đã|Việc|Có/không:?)\s+", "", rule.indicator))
    noun = _counted_noun(rule)
    if rule.condition.value == 0 and leans(rule) in (*AT_MOST_SIDE, Comparator.EQUAL):
        return f"không còn {noun}" if rule.kind == Kind.STOCK else f"không để xảy ra {noun}"
    return f"có {worded(rule.condition, '', rule.better, rule.exact, least='ít nhất')} {noun}"


def _counted_noun(rule: Rule) -> str | None:
    """ "hội nghị đối thoại" of "Số hội nghị đối thoại" counted in "hội nghị"; None where the name is not so made."""
    named = re.match(r"(Số lượng|Số|Tổng số) (?P<noun>.+)", rule.indicator)
    if rule.kind not in QUANTITIES or not named or not rule.unit:
        return None
    return named["noun"] if named["noun"].lower().startswith(rule.unit.lower()) else None


def _measured(rule: Rule) -> str:
    """The indicator's name inside a sentence, without the agency that its name may end with ("… của tỉnh")."""
    return lowered(OWN_NAME.sub("", re.sub(r"^[–-]\s*(trong đó:?\s*)?", "", rule.indicator)))


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
    return label if rule.due_kind == PeriodKind.QUARTER else lowered(label)


def _aim(rule: Rule) -> str:
    return f", hướng tới {lowered(rule.stretch)}" if rule.stretch else ""


def _family(rule: Rule) -> str:
    if rule.part_of:
        return f" (phần “trong đó” của “{rule.part_of}”)"
    return f" (tách riêng khỏi “{rule.split_from}”)" if rule.split_from else ""
