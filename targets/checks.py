"""Hard checks of typed figures: values in, problems out. Each problem names its field and says the remedy (DESIGN §5).

A problem that the database itself could not hold (`blocks_saving`) stops even a draft; all others stop only the sending.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from periods.period import Span
from targets.terms import Kind, Typed
from ui.days import write_day
from ui.numbers import write_number

RATIOS = (Kind.RATIO, Kind.RATIO_OF_STOCKS)
MAY_NOT_OCCUR = (*RATIOS, Kind.LEVEL)  # a count of nothing is zero; a stock, a step, a place always is something
MONEY = ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng")
FULL_PERCENT = Decimal(100)
FIELDS = {
    Kind.RATIO: ("numerator", "denominator"),
    Kind.RATIO_OF_STOCKS: ("numerator", "denominator"),
    Kind.COUNT: ("value",),
    Kind.STOCK: ("value",),
    Kind.LEVEL: ("value", "sample"),
    Kind.GRADE: ("value",),
    Kind.RANK: ("value", "out_of"),
    Kind.YES_NO: ("done", "done_on"),
}
# In which of the three columns of a form each part stands: numerator, denominator or size, value.
PLACE_OF = {"numerator": 0, "denominator": 1, "value": 2, "sample": 1, "out_of": 1, "done": 0, "done_on": 1}
OPTIONAL = ("sample", "done_on")  # done_on is asked for only beside a yes


def places_of(kind: Kind) -> list[int]:
    """The columns that figures of a kind fill; a ratio's third one is computed."""
    return [0, 1, 2] if kind in RATIOS else sorted(PLACE_OF[name] for name in FIELDS[kind])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line asks for: the indicator's kind, unit and own words for its parts, and how it is typed.

    counts_tasks: nobody types it; the system counts the agency's tasks.
    """

    kind: Kind
    name: str = ""
    unit: str = ""
    case_noun: str = ""
    numerator_label: str = ""
    denominator_label: str = ""
    may_exceed: bool = False
    steps: int = 0
    counts_tasks: bool = False
    typed: Typed = Typed.FLOW

    @property
    def fields(self) -> tuple[str, ...]:
        return FIELDS[self.kind]

    @property
    def counts_wholes(self) -> bool:
        """Whether its quantities are counted one by one: dossiers, people, conferences; money is not."""
        if self.kind in RATIOS:
            return bool(self.case_noun) and self.case_noun not in MONEY
        return self.kind in (Kind.GRADE, Kind.RANK) or (
            self.kind in (Kind.COUNT, Kind.STOCK) and self.unit not in MONEY
        )

    def words_for(self, field: str) -> str:
        """The indicator's own words for a part."""
        words = {"numerator": self.numerator_label or "tử số", "denominator": self.denominator_label or "mẫu số"}
        return words.get(field, self.name or "giá trị")


@dataclass(frozen=True, slots=True)
class Parts:
    """What was typed for one figure; None where nothing was."""

    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    sample: int | None = None
    out_of: int | None = None
    done: bool | None = None
    done_on: date | None = None
    nothing_occurred: bool = False

    @property
    def is_given(self) -> bool:
        return self.nothing_occurred or any(
            part is not None for part in (self.numerator, self.denominator, self.value, self.done)
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, at which field; `blocks_saving` where not even a draft can hold it."""

    field: str
    message: str
    blocks_saving: bool = False


@dataclass(frozen=True, slots=True)
class Earlier:
    """A figure of the same agency, indicator and year from another period: its months, name and parts."""

    span: Span
    label: str
    parts: Parts


def check_alone(asked: Asked, parts: Parts, *, days: tuple[date, date], today: date) -> list[Problem]:
    """Everything that one figure must satisfy by itself. `days`: first and last day of the work that it covers."""
    if parts.nothing_occurred:
        return _nothing_beside_parts(asked, parts)
    problems = [*_negative(asked, parts), *_done_day(parts, days, today)]
    if not parts.is_given:
        return [*problems, _missing(asked)]
    return [*problems, *_half_given(asked, parts), *_not_whole(asked, parts), *_out_of_bounds(asked, parts)]


def check_part(asked: Asked, part: Parts, whole: Parts, whole_name: str) -> list[Problem]:
    """ "Trong đó": no part may be greater than its whole, cell by cell."""
    if whole.nothing_occurred:
        given = [name for name in ("numerator", "denominator", "value") if getattr(part, name)]
        return [
            Problem(name, f"“{whole_name}” không phát sinh, nên phần trong đó cũng không phát sinh.") for name in given
        ]
    problems = []
    for name in ("numerator", "denominator", "value"):
        small, large = getattr(part, name), getattr(whole, name)
        if small is not None and large is not None and small > large:
            text = f"{write_number(small)} lớn hơn {write_number(large)} của “{whole_name}”; phần trong đó không được lớn hơn toàn bộ."
            problems.append(Problem(name, text))
    return problems


def check_against_year(asked: Asked, parts: Parts, span: Span, others: Iterable[Earlier]) -> list[Problem]:
    """A cumulative figure never falls below an earlier one of its year; a longer period holds the shorter ones in it.

    Whichever of them is given first: a report that comes late is held against the later and longer ones as well.
    """
    others = list(others)
    if asked.typed == Typed.CUMULATIVE:
        earlier = [other for other in others if other.span.end < span.end]
        return _fallen(asked, parts, earlier) or _fallen_later(asked, parts, span, others)
    if asked.typed == Typed.FLOW and asked.kind in (Kind.RATIO, Kind.COUNT):
        inside = [other for other in others if span.contains(other.span) and other.span != span]
        return _smaller_than_inside(asked, parts, inside) or _larger_than_holding(parts, span, others)
    return []


def _nothing_beside_parts(asked: Asked, parts: Parts) -> list[Problem]:
    if asked.kind not in MAY_NOT_OCCUR:
        return [Problem("nothing_occurred", "Chỉ tiêu này luôn có số liệu: nếu không có, nhập 0.", blocks_saving=True)]
    typed = [name for name in asked.fields if getattr(parts, name) is not None]
    if not typed:
        return []
    text = "Đã đánh dấu “Không phát sinh” thì để trống số liệu; hoặc bỏ dấu để giữ số liệu."
    return [Problem(typed[0], text, blocks_saving=True)]


def _missing(asked: Asked) -> Problem:
    remedy = (
        "Nhập số liệu, hoặc đánh dấu “Không phát sinh”." if asked.kind in MAY_NOT_OCCUR else "Nếu không có, nhập 0."
    )
    if asked.kind == Kind.YES_NO:
        remedy = "Chọn “Đã thực hiện” hoặc “Chưa thực hiện”."
    elif asked.kind in (Kind.GRADE, Kind.RANK):
        remedy = "Nhập kết quả của kỳ này."
    return Problem(asked.fields[0], f"Chưa nhập. {remedy}")


def _half_given(asked: Asked, parts: Parts) -> list[Problem]:
    empty = [name for name in asked.fields if name not in OPTIONAL and getattr(parts, name) is None]
    problems = [
        Problem(name, f"Chưa nhập {_lower(asked.words_for(name)) if name != 'out_of' else 'tổng số'}.")
        for name in empty
    ]
    if parts.done and parts.done_on is None:
        problems.append(Problem("done_on", "Đã thực hiện thì ghi ngày thực hiện."))
    return problems


def _negative(asked: Asked, parts: Parts) -> list[Problem]:
    names = [name for name in asked.fields if name not in ("done", "done_on")]
    below = [name for name in names if (getattr(parts, name) or 0) < 0]
    return [Problem(name, "Số liệu không được âm.", blocks_saving=True) for name in below]


def _not_whole(asked: Asked, parts: Parts) -> list[Problem]:
    if not asked.counts_wholes:
        return []
    values = {name: getattr(parts, name) for name in ("numerator", "denominator", "value")}
    broken = [name for name, value in values.items() if value is not None and value != value.to_integral_value()]
    noun = f" {asked.case_noun}" if asked.case_noun else ""
    return [Problem(name, f"Đây là số đếm{noun}, chỉ nhận số nguyên.") for name in broken]


def _out_of_bounds(asked: Asked, parts: Parts) -> list[Problem]:
    match asked.kind:
        case Kind.RATIO | Kind.RATIO_OF_STOCKS:
            return _numerator_above_denominator(asked, parts)
        case Kind.LEVEL if asked.unit == "%" and (parts.value or 0) > FULL_PERCENT:
            return [Problem("value", "Tỷ lệ phần trăm chỉ từ 0 đến 100.")]
        case Kind.GRADE if parts.value is not None and not 1 <= parts.value <= asked.steps:
            return [Problem("value", "Bậc này không có trong danh sách xếp loại của chỉ tiêu.")]
        case Kind.RANK:
            return _rank_out_of_bounds(parts)
    return []


def _numerator_above_denominator(asked: Asked, parts: Parts) -> list[Problem]:
    top, bottom = parts.numerator, parts.denominator
    if asked.may_exceed or top is None or bottom is None or top <= bottom:
        return []
    text = (
        f"{asked.words_for('numerator')} ({write_number(top)}) lớn hơn "
        f"{_lower(asked.words_for('denominator'))} ({write_number(bottom)}). Kiểm tra lại hai số."
    )
    return [Problem("numerator", text)]


def _rank_out_of_bounds(parts: Parts) -> list[Problem]:
    if parts.value is not None and parts.value < 1:
        return [Problem("value", "Thứ hạng bắt đầu từ 1.")]
    if parts.value is not None and parts.out_of is not None and parts.value > parts.out_of:
        return [Problem("value", f"Hạng {write_number(parts.value)} vượt quá tổng số {parts.out_of}.")]
    return []


def _done_day(parts: Parts, days: tuple[date, date], today: date) -> list[Problem]:
    if parts.done_on is None:
        return []
    if not parts.done:
        return [Problem("done_on", "Có ngày thực hiện thì chọn “Đã thực hiện”.", blocks_saving=True)]
    if parts.done_on > today:
        return [Problem("done_on", f"Ngày {write_day(parts.done_on)} chưa đến.")]
    if not days[0] <= parts.done_on <= days[1]:
        text = f"Kỳ này chỉ gồm việc làm từ {write_day(days[0])} đến {write_day(days[1])}."
        return [Problem("done_on", text)]
    return []


def _fallen(asked: Asked, parts: Parts, earlier: list[Earlier]) -> list[Problem]:
    """Against the greatest earlier value of each part."""
    problems = []
    for name in _never_falling(asked):
        now = _zero_if_nothing(parts, name)
        known = [other for other in earlier if getattr(other.parts, name) is not None]
        if now is None or not known:
            continue
        most = max(known, key=lambda other: getattr(other.parts, name))
        before = getattr(most.parts, name)
        if now < before:
            text = (
                f"Số lũy kế không thể giảm: {most.label} đã báo cáo {write_number(before)}, kỳ này {write_number(now)}."
            )
            problems.append(Problem(_shown_at(asked, parts, name), text))
    return problems[:1] if parts.nothing_occurred else problems


def _fallen_later(asked: Asked, parts: Parts, span: Span, others: list[Earlier]) -> list[Problem]:
    """A cumulative figure that comes late, against the smallest that was given for a later period."""
    problems = []
    for name in _never_falling(asked):
        now = getattr(parts, name)
        later = [(_zero_if_nothing(other.parts, name), other) for other in others if other.span.end > span.end]
        known = [(value, other) for value, other in later if value is not None]
        if now is None or not known:
            continue
        least, other = min(known, key=lambda pair: pair[0])
        if now > least:
            text = f"Số lũy kế không thể giảm: kỳ này {write_number(now)}, {other.label} đã báo cáo {write_number(least)}. "
            problems.append(Problem(name, text + _remedy(other)))
    return problems


def _never_falling(asked: Asked) -> tuple[str, ...]:
    """The parts that only grow. A quota or a plan may be cut, a stock may shrink: not those."""
    if asked.may_exceed or asked.kind == Kind.RATIO_OF_STOCKS:
        return ("numerator", "value")
    return ("numerator", "denominator", "value")


def _smaller_than_inside(asked: Asked, parts: Parts, inside: list[Earlier]) -> list[Problem]:
    """The longest reports inside, none overlapping another, must fit together into this one."""
    chosen = _side_by_side(inside)
    problems = []
    for name in ("numerator", "denominator", "value"):
        now = _zero_if_nothing(parts, name)
        held = [(other.label, getattr(other.parts, name)) for other in chosen if getattr(other.parts, name) is not None]
        total = sum((value for _, value in held), Decimal(0))
        if now is not None and held and now < total:
            labels = " + ".join(label for label, _ in held)
            text = f"{write_number(now)} nhỏ hơn {write_number(total)} đã báo cáo cho {labels}, nằm trong kỳ này."
            problems.append(Problem(_shown_at(asked, parts, name), text))
    return problems[:1] if parts.nothing_occurred else problems


def _larger_than_holding(parts: Parts, span: Span, others: list[Earlier]) -> list[Problem]:
    """A report that comes late, with those beside it, must fit into each longer one that was given before."""
    problems: dict[str, Problem] = {}
    for longer in (other for other in others if other.span.contains(span) and other.span != span):
        inside = [o for o in others if longer.span.contains(o.span) and o.span != longer.span]
        beside = _side_by_side([other for other in inside if not other.span.overlaps(span)])
        for name in ("numerator", "denominator", "value"):
            now, held = getattr(parts, name), _zero_if_nothing(longer.parts, name)
            if now is None or held is None or name in problems:
                continue
            added = [(other.label, getattr(other.parts, name)) for other in beside if getattr(other.parts, name)]
            if now + sum((value for _, value in added), Decimal(0)) > held:
                together = "".join(f" + {write_number(value)} của {label}" for label, value in added)
                text = f"{write_number(now)}{together} lớn hơn {write_number(held)} đã báo cáo cho {longer.label}, kỳ gồm cả kỳ này. "
                problems[name] = Problem(name, text + _remedy(longer))
    return list(problems.values())


def _side_by_side(reports: list[Earlier]) -> list[Earlier]:
    """The longest of these reports of which none overlaps another."""
    chosen: list[Earlier] = []
    for other in sorted(reports, key=lambda other: (-other.span.months, other.span)):
        if not any(other.span.overlaps(kept.span) for kept in chosen):
            chosen.append(other)
    return chosen


def _remedy(other: Earlier) -> str:
    return f"Kiểm tra lại; nếu số của {other.label} chưa đúng thì sửa hoặc đề nghị đính chính số đó trước."


def _zero_if_nothing(parts: Parts, name: str) -> Decimal | None:
    return Decimal(0) if parts.nothing_occurred else getattr(parts, name)


def _shown_at(asked: Asked, parts: Parts, name: str) -> str:
    return "nothing_occurred" if parts.nothing_occurred else name


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
