"""Whether a target's rule makes sense: faults refuse it at a field, doubts are told and may stand (DESIGN §4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from periods.period import MONTHS, Period, PeriodKind, reporting_year
from targets.kinds import shape_of
from targets.rule import WINDOW_MONTHS
from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Scope, Window
from targets.worded_rule import AT_MOST_SIDE, HUNDRED, RATIOS, Condition, Rule, unit_of
from ui.days import write_day
from ui.numbers import write_number

Fault = tuple[str, str]  # the field of the form, and what is wrong with it


@dataclass(frozen=True, slots=True)
class Step:
    """A typed milestone: the field it was typed in, the months of the year passed at its end, its value."""

    field: str
    months: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Around:
    """What is typed beside the rule, and what is known of the plan."""

    issued_on: date | None = None
    plan_years: tuple[int, int] | None = None
    has_judged: bool = True
    has_direction: bool = True
    may_exceed: bool = False
    has_members: bool = True
    tolerance: Decimal | None = None
    milestones: Sequence[Step] = ()
    baselines: Sequence[tuple[str, Decimal]] = ()  # the field, the value


def faults(rule: Rule, around: Around) -> dict[str, str]:
    """What refuses the rule: the field and a Vietnamese sentence with the remedy. One fault a field, the first found."""
    found: dict[str, str] = {}
    checks = (_judged, _condition, _share, _relative, _path, _window, _due, _years, _near, _milestones)
    for check in checks:
        for field, message in check(rule, around):
            found.setdefault(field, message)
    return found


def doubts(rule: Rule, around: Around) -> list[str]:
    """What is odd but may be meant; shown beside the sentence and after saving."""
    return [
        *_years_outside(rule, around),
        *_against_better_side(rule),
        *_late_day(rule),
        *_wide_tolerance(rule, around),
        *_empty_group(around),
    ]


# --- faults -------------------------------------------------------------------------------------------------------------


def _judged(rule: Rule, around: Around) -> Iterator[Fault]:
    if around.has_judged:
        return
    if rule.scope == Scope.WHOLE:
        yield "judged_agency", "Chọn cơ quan được đánh giá."
    else:
        yield "judged_group", "Đánh giá từng đơn vị hoặc tỷ lệ đơn vị thì cần chọn nhóm đơn vị."


def _condition(rule: Rule, around: Around) -> Iterator[Fault]:
    """The condition of the whole or of each unit; the fields are called inner_… under scope "share"."""
    if rule.kind == Kind.YES_NO:
        return
    prefix = "inner_" if rule.scope == Scope.SHARE else ""
    yield from _complete(rule.condition, prefix)
    if rule.is_relative:
        yield from _possible_change(rule, prefix)
    elif rule.kind == Kind.RANK:
        yield from _whole_places(rule, prefix)
    elif rule.kind == Kind.GRADE:
        yield from _known_steps(rule, prefix)
    else:
        yield from _possible_value(rule, prefix, around.may_exceed)


def _share(rule: Rule, around: Around) -> Iterator[Fault]:
    if rule.scope != Scope.SHARE:
        return
    yield from _complete(rule.outer, "")
    yield from _percents(rule.outer, "", "Tỷ lệ đơn vị")


def _complete(asked: Condition, prefix: str) -> Iterator[Fault]:
    if not asked.comparator:
        yield f"{prefix}comparator", "Chọn cách so sánh: tối thiểu, tối đa, bằng…"
    if asked.value is None:
        yield f"{prefix}value", "Nhập giá trị phải đạt."
    if asked.comparator != Comparator.BETWEEN:
        return
    if asked.value_max is None:
        yield f"{prefix}value_max", "“Trong khoảng” cần cả cận dưới và cận trên."
    elif asked.value is not None and asked.value_max < asked.value:
        yield f"{prefix}value_max", "Cận trên phải lớn hơn hoặc bằng cận dưới."


def _percents(asked: Condition, prefix: str, what: str) -> Iterator[Fault]:
    for field, value in _values(asked, prefix):
        if value < 0 or value > HUNDRED:
            yield field, f"{what} phải từ 0% đến 100%, không thể là {write_number(value)}%."
    if asked.comparator == Comparator.MORE_THAN and asked.value == HUNDRED:
        yield f"{prefix}comparator", f"{what} không thể trên 100%. Chọn “tối thiểu” hoặc “bằng”."
    if asked.comparator == Comparator.LESS_THAN and asked.value == 0:
        yield f"{prefix}comparator", f"{what} không thể dưới 0%. Chọn “tối đa” hoặc “bằng”."


def _values(asked: Condition, prefix: str) -> list[tuple[str, Decimal]]:
    typed = [(f"{prefix}value", asked.value)]
    if asked.comparator == Comparator.BETWEEN:
        typed.append((f"{prefix}value_max", asked.value_max))
    return [(field, value) for field, value in typed if value is not None]


def _possible_value(rule: Rule, prefix: str, may_exceed: bool) -> Iterator[Fault]:
    if unit_of(rule.kind, rule.unit) == "%" and not may_exceed:
        yield from _percents(rule.condition, prefix, "Tỷ lệ" if rule.kind in RATIOS else "Mức")
        return
    for field, value in _values(rule.condition, prefix):
        if value < 0:
            yield field, "Giá trị không được âm."


def _whole_places(rule: Rule, prefix: str) -> Iterator[Fault]:
    for field, value in _values(rule.condition, prefix):
        if value != int(value) or value < 1:
            yield field, f"Hạng phải là số nguyên từ 1 trở lên, không thể là {write_number(value)}."


def _known_steps(rule: Rule, prefix: str) -> Iterator[Fault]:
    for field, value in _values(rule.condition, prefix):
        if value != int(value) or not 1 <= value <= len(rule.grade_steps):
            yield field, "Chọn một bậc trong danh sách bậc xếp loại của chỉ tiêu."


def _possible_change(rule: Rule, prefix: str) -> Iterator[Fault]:
    for field, value in _values(rule.condition, prefix):
        if value < 0:
            yield field, "Nhập mức tăng, giảm là số dương; chọn “tăng” hay “giảm” ở ô bên cạnh."
        elif rule.relative_kind == RelativeKind.PLACES and value != int(value):
            yield field, "Số bậc phải là số nguyên."
        elif rule.relative_kind == RelativeKind.TIMES and value == 0:
            yield field, "Số lần phải lớn hơn 0."
        elif rule.relative_kind == RelativeKind.PERCENT and rule.goes_down and value > HUNDRED:
            yield field, "Không thể giảm quá 100%."


def _relative(rule: Rule, around: Around) -> Iterator[Fault]:
    if not rule.is_relative:
        return
    if rule.relative_kind not in shape_of(rule.kind).relative:
        yield "relative_kind", f"Không dùng được cho loại số liệu “{Kind(rule.kind).label}”. Chọn cách so khác."
    if rule.relative_kind == RelativeKind.PLACES and rule.goes_down:
        yield "direction", "Chỉ tiêu xếp hạng theo số bậc chỉ dùng “tăng”."
    if not around.has_direction and rule.relative_kind in (RelativeKind.PERCENT, RelativeKind.POINTS):
        yield "direction", "Chọn tăng hay giảm."
    if not rule.baseline_year and not around.baselines:
        yield "baseline_year", "Cần năm gốc để so sánh, hoặc nhập giá trị gốc."
    if rule.baseline_year and rule.first_year and rule.baseline_year >= rule.first_year:
        yield "baseline_year", f"Năm gốc phải trước năm {rule.first_year}."
    if rule.relative_kind in (RelativeKind.PERCENT, RelativeKind.TIMES):
        for field, value in around.baselines:
            if value == 0:
                yield (
                    field,
                    "Giá trị gốc bằng 0 thì không tính được theo % hoặc số lần. So theo điểm, hoặc đặt số tuyệt đối.",
                )


def _path(rule: Rule, around: Around) -> Iterator[Fault]:
    if not rule.path:
        yield (
            "path",
            "Chọn “giữ trong suốt kỳ” hoặc “phấn đấu đạt vào cuối kỳ”; hai cách cho đánh giá khác nhau trong năm.",
        )


def _window(rule: Rule, around: Around) -> Iterator[Fault]:
    if rule.window == Window.FULL:
        return
    if rule.window not in shape_of(rule.kind).windows:
        yield "window", f"Loại số liệu “{Kind(rule.kind).label}” chỉ đánh giá cho cả kỳ."
    elif not rule.due_on and WINDOW_MONTHS[Window(rule.window)] >= MONTHS[PeriodKind(rule.due_kind)]:
        yield "window", f"Kỳ đến hạn không dài hơn {Window(rule.window).label.removeprefix('mỗi ')}. Chọn “cả kỳ”."


def _due(rule: Rule, around: Around) -> Iterator[Fault]:
    if rule.due_on and around.issued_on and rule.due_on < around.issued_on:
        yield (
            "due_on",
            f"Ngày đến hạn {write_day(rule.due_on)} trước ngày ban hành kế hoạch {write_day(around.issued_on)}. "
            "Sửa ngày đến hạn, hoặc ngày ban hành của kế hoạch.",
        )


def _years(rule: Rule, around: Around) -> Iterator[Fault]:
    if rule.first_year and rule.last_year and rule.last_year < rule.first_year:
        yield "last_year", "Năm kết thúc phải từ năm bắt đầu trở đi."


def _near(rule: Rule, around: Around) -> Iterator[Fault]:
    if around.tolerance is not None and around.tolerance < 0:
        yield "tolerance", "Ngưỡng gần đạt không được âm. Để 0 nếu không dùng."


def _milestones(rule: Rule, around: Around) -> Iterator[Fault]:
    """Milestones lie inside the due period, go one way, and never past the value itself."""
    if not around.milestones:
        return
    if shape_of(rule.kind).has_path and rule.path == Path.HOLD:
        yield around.milestones[0].field, "Mốc chỉ dùng khi “phấn đấu đạt vào cuối kỳ”. Xoá mốc hoặc đổi cách phấn đấu."
        return
    steps = sorted(around.milestones, key=lambda step: step.months)
    falls = _falls(rule)
    for earlier, later in pairwise(steps):
        if (later.value > earlier.value) if falls else (later.value < earlier.value):
            yield later.field, f"Mốc sau phải {'không cao hơn' if falls else 'không thấp hơn'} mốc trước."
    for step in steps:
        yield from _sound_milestone(rule, step, falls)


def _sound_milestone(rule: Rule, step: Step, falls: bool) -> Iterator[Fault]:
    asked = rule.condition.value
    if rule.first_year and not rule.due_on:
        span = Period(PeriodKind(rule.due_kind), rule.first_year, rule.due_order).span
        if not span.start < step.months < span.end:
            yield step.field, "Mốc phải nằm trong kỳ, trước khi kỳ đến hạn kết thúc."
    if step.value < 0:
        yield step.field, "Mốc không được âm."
    elif not rule.is_relative and asked is not None and (step.value < asked if falls else step.value > asked):
        yield step.field, f"Mốc giữa kỳ không được vượt giá trị cuối kỳ ({write_number(asked)})."


def _falls(rule: Rule) -> bool:
    """Whether the figure should go down on its way."""
    if rule.is_relative:
        return rule.goes_down or rule.kind == Kind.RANK
    return rule.better == Better.LOWER or rule.condition.comparator in AT_MOST_SIDE


# --- doubts -------------------------------------------------------------------------------------------------------------


def _years_outside(rule: Rule, around: Around) -> Iterator[str]:
    if not around.plan_years or not rule.first_year or not rule.last_year:
        return
    first, last = around.plan_years
    if rule.first_year < first or rule.last_year > last:
        years = f"năm {first}" if first == last else f"các năm {first}–{last}"
        yield f"Chỉ tiêu áp dụng ngoài thời gian của kế hoạch ({years}). Vẫn lưu được nếu đúng như kế hoạch ghi."


def _against_better_side(rule: Rule) -> Iterator[str]:
    if rule.is_relative or rule.kind in (Kind.YES_NO, Kind.RANK):
        return
    asks_most = rule.condition.comparator in AT_MOST_SIDE
    asks_least = rule.condition.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN)
    if rule.better == Better.HIGHER and asks_most:
        yield "Chỉ tiêu này càng cao càng tốt nhưng điều kiện lại đặt mức tối đa. Kiểm tra lại cách so sánh."
    if rule.better == Better.LOWER and asks_least:
        yield "Chỉ tiêu này càng thấp càng tốt nhưng điều kiện lại đặt mức tối thiểu. Kiểm tra lại cách so sánh."


def _late_day(rule: Rule) -> Iterator[str]:
    if not rule.due_on or not rule.last_year:
        return
    year = reporting_year(rule.due_on)
    if year > rule.last_year:
        yield (
            f"Ngày {write_day(rule.due_on)} thuộc kỳ số liệu năm {year} (năm {rule.last_year} chốt số liệu ngày "
            f"14/12/{rule.last_year}). Muốn đánh giá bằng báo cáo năm {rule.last_year} thì chọn kỳ đến hạn “Năm”."
        )
    elif rule.first_year and year < rule.first_year:
        yield f"Ngày {write_day(rule.due_on)} nằm trước năm bắt đầu {rule.first_year}."


def _wide_tolerance(rule: Rule, around: Around) -> Iterator[str]:
    asked = rule.condition.value
    if around.tolerance and asked and not rule.is_relative and rule.kind != Kind.RANK and around.tolerance >= asked:
        yield "Ngưỡng gần đạt lớn bằng cả giá trị phải đạt: mọi kết quả đều thành “gần đạt”."


def _empty_group(around: Around) -> Iterator[str]:
    if not around.has_members:
        yield (
            "Nhóm đơn vị này chưa có đơn vị nào trong thời gian áp dụng nên chỉ tiêu sẽ là “Không áp dụng”. Nhờ người quản "
            "trị ghi đơn vị vào nhóm."
        )
