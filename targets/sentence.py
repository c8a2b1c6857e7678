"""A verdict in one Vietnamese sentence: the figure, what is asked of it, how far it is, what is still needed."""

from fractions import Fraction
from typing import TYPE_CHECKING

from targets.rule import Rule, Threshold, said_bound
from targets.showing import difference_unit, distance, kind_words, with_unit, written
from targets.terms import Kind, Verdict

STANDING = (Kind.STOCK, Kind.LEVEL, Kind.RANK, Kind.GRADE)

if TYPE_CHECKING:
    from targets.attainment import Attainment


def asked_words(rule: Rule, asked: Threshold) -> str:
    """ "tối thiểu 98%", "dưới 5%", "từ hạng 15 trở lên", "đúng 12 hội nghị", "từ 20% đến 30%"."""
    if rule.kind == Kind.YES_NO and rule.condition.value is None:
        return f"thực hiện {rule.due.words if rule.due.day else 'trong ' + rule.due.words}"
    if asked.is_exact:
        low, high = _low(rule, asked.low), _high(rule, asked.high)
        return f"đúng {low}" if asked.low == asked.high else f"từ {low} đến {high}"
    bound = _low(rule, asked.low) if asked.is_at_least else _high(rule, asked.high)
    if rule.kind == Kind.RANK and asked.is_at_most and not asked.is_strict:
        return f"từ {bound} trở lên"
    if asked.is_at_least:
        return f"trên {bound}" if asked.is_strict else f"tối thiểu {bound}"
    return f"dưới {bound}" if asked.is_strict else f"tối đa {bound}"


def _low(rule: Rule, bound: Fraction) -> str:
    return _value(rule, said_bound(rule, bound, is_upper=False))


def _high(rule: Rule, bound: Fraction) -> str:
    return _value(rule, said_bound(rule, bound, is_upper=True))


def _value(rule: Rule, value: Fraction) -> str:
    """A bound as a person says it, with up to two decimals where a baseline made them."""
    return kind_words(rule.kind, written(value, 2), rule.words.unit, rule.words.steps)


def gap(rule: Rule, asked: Threshold, value: Fraction) -> str:
    """How far the shown value is from what is asked: "thiếu 0,7 điểm %", "cao hơn 3 hồ sơ", "kém 2 bậc"."""
    if not asked.shortfall(value):
        return f"phải {'trên' if asked.is_at_least else 'dưới'} {_value(rule, asked.bound)}"
    too_high = asked.high is not None and value > asked.high
    bound = said_bound(rule, asked.high if too_high else asked.low, is_upper=too_high)
    number = distance(value, bound)
    if rule.kind in (Kind.RANK, Kind.GRADE):
        return f"kém {number} bậc"
    return f"{'cao hơn' if too_high else 'thiếu'} {with_unit(number, difference_unit(rule.words.unit))}"


def of(attainment: "Attainment") -> str:
    """The sentence of one judged unit, with what is provisional about it."""
    said = TELLERS.get(attainment.verdict, _running)(attainment)
    tail = [words for words in (*attainment.total.notes, _coverage(attainment)) if words]
    if attainment.is_small_sample:
        tail.append("mẫu nhỏ")
    if attainment.is_provisional and attainment.value is not None:
        tail.append("gồm số liệu chưa xác nhận")
    return f"{said} ({'; '.join(tail)})." if tail else f"{said}."


def _coverage(attainment: "Attainment") -> str:
    """ "tạm tính, 40/60 đơn vị đã xác nhận": only where units are missing; what is certain is not provisional."""
    if attainment.value is None or attainment.coverage.is_full:
        return ""
    return coverage_words(attainment)


def coverage_words(attainment: "Attainment") -> str:
    coverage = attainment.coverage
    words = coverage.words
    if coverage.owing == 1:
        words = "còn báo cáo chờ xác nhận" if coverage.sent else "còn thiếu báo cáo"
    return f"{'tạm tính, ' if attainment.is_running and not attainment.is_certain else ''}{words}"


def when(attainment: "Attainment") -> str:
    """ "Năm 2026" once final; "Đến ngày 14/09/2026" while it runs; a part of a window by its own name.

    A latest figure that stands at an earlier period says so: who reported later cannot be mixed with who did not.
    """
    stretch, rule = attainment.stretch, attainment.rule
    if stretch.span != rule.due.span:
        name = str(stretch.span)
        return f"{name[0].upper()}{name[1:]}"
    if stretch.is_final:
        words = rule.due.words
        return f"{words[0].upper()}{words[1:]}"
    if stretch.stands_on:
        return f"Đến ngày {stretch.stands_on:%d/%m/%Y}, kỳ gần nhất đủ số liệu"
    return f"Đến ngày {stretch.until:%d/%m/%Y}" if stretch.until else "Đến nay"


def _figure(attainment: "Attainment") -> str:
    return f"{when(attainment)}: {attainment.shown}"


def _asked(attainment: "Attainment") -> str:
    return f"yêu cầu {asked_words(attainment.rule, attainment.asked)}"


def _not_applicable(attainment: "Attainment") -> str:
    return f"Không áp dụng: {attainment.reason}"


def _not_due(attainment: "Attainment") -> str:
    first = attainment.stretch.next_end
    return f"Chưa đến kỳ; số liệu kỳ đầu tính đến hết ngày {first:%d/%m/%Y}" if first else "Chưa đến kỳ"


def _awaiting(attainment: "Attainment") -> str:
    day = attainment.rule.expected_on
    return f"Chờ công bố, dự kiến ngày {day:%d/%m/%Y}" if day else "Chờ công bố, chưa rõ ngày"


def _no_data(attainment: "Attainment") -> str:
    coverage = attainment.coverage
    if attainment.reason:
        return f"Chưa đánh giá được: {attainment.reason}"
    if attainment.is_sent:
        return f"Đã gửi, chờ xác nhận: {coverage.words}" if coverage.owing > 1 else "Đã gửi, chờ xác nhận"
    missing = f" ({coverage.words})" if coverage.owing > 1 else ""
    until = f" đến ngày {attainment.stretch.until:%d/%m/%Y}" if attainment.stretch.until else ""
    return f"Chưa có số liệu được xác nhận{until}{missing}"


def _nothing_occurred(attainment: "Attainment") -> str:
    return f"{when(attainment)}: không phát sinh {attainment.rule.words.case}, không đánh giá"


def _met(attainment: "Attainment") -> str:
    if attainment.rule.kind == Kind.YES_NO and attainment.rule.condition.value is None:
        return f"Đã thực hiện ngày {attainment.total.amount.on:%d/%m/%Y}, {_asked(attainment)}"
    beyond = "vượt" if attainment.is_exceeded else "đạt"
    return f"{_figure(attainment)}, {beyond} {_asked(attainment)}"


def _missed(attainment: "Attainment") -> str:
    if attainment.is_late:
        return f"Xong muộn: thực hiện ngày {attainment.total.amount.on:%d/%m/%Y}, {_asked(attainment)}"
    if attainment.rule.kind == Kind.YES_NO and attainment.rule.condition.value is None:
        return f"Không thực hiện, {_asked(attainment)}"
    return f"{_figure(attainment)}, không đạt {_asked(attainment)}: {attainment.gap}"


def _out_of_reach(attainment: "Attainment") -> str:
    if attainment.rule.kind == Kind.YES_NO and attainment.rule.condition.value is None:
        return f"Đã qua hạn mà chưa thực hiện, {_asked(attainment)}"
    said = f"{_figure(attainment)}, không thể đạt {_asked(attainment)} nữa: {attainment.gap}"
    return _with_needed(said, attainment)


def _unlikely(attainment: "Attainment") -> str:
    rest = f"muốn đạt thì phần còn lại phải {attainment.needed.rate_words}" if attainment.needed.rate > 0 else ""
    said = f"{_figure(attainment)}, khó đạt {_asked(attainment)}" + (f", {rest}" if rest else "")
    return _with_needed(said, attainment)


def _running(attainment: "Attainment") -> str:
    """On track, near or behind: beside the final value stands what is expected by now, where it differs."""
    rule = attainment.rule
    if rule.kind == Kind.YES_NO and rule.condition.value is None:
        return f"Chưa thực hiện, chưa qua hạn; {_asked(attainment)}"
    said = f"{_figure(attainment)}, {_asked(attainment)}"
    now = attainment.expected
    if now is not None and now != attainment.asked:
        said += f", mốc đến nay {asked_words(rule, now)}"
    if attainment.gap:
        said += f": {attainment.gap}"
    return _with_needed(said, attainment)


def _with_needed(said: str, attainment: "Attainment") -> str:
    """With what it still takes, unless that only repeats the gap."""
    needed = attainment.needed
    if needed is None or (
        attainment.gap and attainment.rule.kind in STANDING and attainment.expected == attainment.asked
    ):
        return said
    return (
        f"{said}. {needed.words}" if needed.rate is not None else f"{said}; {needed.words[0].lower()}{needed.words[1:]}"
    )


TELLERS = {
    Verdict.NOT_APPLICABLE: _not_applicable,
    Verdict.NOT_DUE: _not_due,
    Verdict.AWAITING: _awaiting,
    Verdict.NO_DATA: _no_data,
    Verdict.NOTHING_OCCURRED: _nothing_occurred,
    Verdict.MET: _met,
    Verdict.MISSED: _missed,
    Verdict.OUT_OF_REACH: _out_of_reach,
    Verdict.UNLIKELY: _unlikely,
}
