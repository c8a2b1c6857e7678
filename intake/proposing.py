"""A target as read, put as the house stores it (DESIGN §3–4): the fields of the target form, and what a person should look at."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from intake.due_words import due_of
from intake.new_indicator import grade_of, kind_of, new_indicator, place_of, steps_for
from targets.kinds import shape_of
from targets.rule import offered_tolerance
from targets.target_reading import ReadKind, TargetReading
from targets.terms import Comparator, Kind, Path, RelativeKind, Scope, Window
from targets.worded_rule import quantity
from ui.numbers import write_number
from ui.vietnamese import fold

NEW = "moi"  # the prefix of the fields of an indicator that the library does not have yet
PLACE_LENGTH = STRETCH_LENGTH = 100
COMPARATORS = {
    ">=": Comparator.AT_LEAST,
    "<=": Comparator.AT_MOST,
    "=": Comparator.EQUAL,
    ">": Comparator.MORE_THAN,
    "<": Comparator.LESS_THAN,
}
BETTER_PLACE = {  # a place is better the smaller it is: "từ hạng 10 trở lên" is hạng 10 or better
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.MORE_THAN: Comparator.LESS_THAN,
}
RELATIVE = {
    "percent": RelativeKind.PERCENT,
    "points": RelativeKind.POINTS,
    "times": RelativeKind.TIMES,
    "places": RelativeKind.PLACES,
}
PERCENTAGES = (Kind.RATIO, Kind.RATIO_OF_STOCKS, Kind.LEVEL)
QUANTITIES = (Kind.COUNT, Kind.STOCK)
ALIKE = {**dict.fromkeys(PERCENTAGES, PERCENTAGES), **dict.fromkeys(QUANTITIES, QUANTITIES)}
WINDOWS = {"half": Window.HALF, "quarter": Window.QUARTER}
CHANGE_NAMED = re.compile(r"\b(cat giam|muc giam|ty le giam|ti le giam|muc tang|ty le tang|ti le tang|tang truong)\b")
PERIODS_A_YEAR = {"thang": 12, "tuan": 52}
HELD_PHRASES = (
    "dung han",
    "truoc han",
    "qua han",
    "tre han",
    "hai long",
    "kip thoi",
    "phan anh",
    "kien nghi",
    "khieu nai",
    "to cao",
    "duy tri",
    "giu vung",
    "ton dong",
    "dung quy dinh",
    "theo quy dinh",
    "dung thoi han",
)
REACHED_PHRASES = (
    "boi duong",
    "dao tao",
    "tap huan",
    "quan triet",
    "so hoa",
    "giai ngan",
    "hoan thanh",
    "phan dau den",
    "den nam",
    "den het nam",
    "xay dung",
    "trang bi",
    "ket noi",
    "trien khai",
    "chuan hoa",
    "sap xep",
    "tinh gian",
)


@dataclass(frozen=True)
class Known:
    """An indicator of the library that the reading may mean."""

    key: int
    kind: Kind | str
    name: str = ""
    grade_steps: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """Whether it is itself how much something rises or falls, so that a target about it leans on no baseline."""
        return bool(CHANGE_NAMED.search(fold(self.name)))


def may_mean(reading: TargetReading, kind: Kind | str) -> bool:
    """Whether an indicator of this kind can carry what was read: a place is no percentage, a step no number."""
    read = kind_of(reading)
    return Kind(kind) in ALIKE.get(read, (read,))


@dataclass(frozen=True)
class Beside:
    """What is known besides the reading. The functions find a group, an agency, an area by their words; "" where none fits."""

    years: tuple[int, int]
    issuer: str = ""
    group_of: Callable[[str], str] = lambda words: ""
    agency_of: Callable[[str], str] = lambda words: ""
    area_of: Callable[[str], str] = lambda words: ""


@dataclass(frozen=True)
class Proposal:
    """What the target form would be filled in with, and why a person should look before accepting.

    otherwise: of a share of units, what would change for an office that has no such group: a ratio that it reports itself.
    """

    typed: dict[str, str]
    doubts: tuple[str, ...] = ()
    kind: Kind = Kind.RATIO
    asks: tuple[str, ...] = ()
    otherwise: dict[str, str] = field(default_factory=dict)


def propose(reading: TargetReading, beside: Beside, known: Known | None = None) -> Proposal:
    """`known` is the indicator that is meant for sure; without it a new one is proposed, to be chosen or corrected."""
    kind = Kind(known.kind) if known else kind_of(reading)
    path, is_sure = path_of(reading, beside.years)
    typed = {
        "indicator": str(known.key) if known else "",
        **_judged(reading, beside),
        **_condition(reading, kind, known),
        **_relative(reading, beside, known),
        **due_of(reading.due, reading.due_on, beside.years).typed,
        **_words(reading, beside),
        "window": str(_window(reading)),
        "tolerance": _tolerance(reading, kind),
        "path": str(path),
    }
    fresh = {f"{NEW}-{name}": value for name, value in new_indicator(reading).items()}
    asks = ("path",) if shape_of(kind).has_path else ()
    doubts = [*reading.doubts, *_own_doubts(reading, beside, typed, known)]
    if asks and not is_sure:
        doubts.append("Chưa rõ kế hoạch muốn giữ mức này suốt kỳ hay phấn đấu đạt vào cuối kỳ: chọn một cách.")
    return Proposal(fresh | typed, tuple(dict.fromkeys(doubts)), kind, asks, _as_ratio(reading, beside))


def _as_ratio(reading: TargetReading, beside: Beside) -> dict[str, str]:
    if reading.kind != ReadKind.SHARE_OF_UNITS:
        return {}
    ratio = propose(replace(reading, kind=ReadKind.RATIO, inner=None, scope=""), beside)
    return dict.fromkeys(("judged_group", "inner_comparator", "inner_value"), "") | ratio.typed


def path_of(reading: TargetReading, years: tuple[int, int]) -> tuple[Path, bool]:
    """Hold or reach by the words, and whether the words say so; a level set for a later year of the plan is reached."""
    if reading.kind == ReadKind.CHANGE:
        return Path.REACH, True
    if reading.kind in (ReadKind.SATISFACTION, ReadKind.DURATION) or reading.comparator in ("<=", "<"):
        return Path.HOLD, True
    said = fold(f"{reading.indicator} {reading.sentence[:400]}" if len(reading.indicator) < 8 else reading.indicator)
    if any(phrase in said for phrase in REACHED_PHRASES):
        return Path.REACH, True
    if any(phrase in said for phrase in HELD_PHRASES):
        return Path.HOLD, True
    if years[0] < due_of(reading.due, reading.due_on, years).first_year:
        return Path.REACH, True
    return (Path.REACH if reading.kind in (ReadKind.COUNT, ReadKind.GRADE) else Path.HOLD), False


# --- the parts of a rule ---------------------------------------------------------------------------------------------------


def _judged(reading: TargetReading, beside: Beside) -> dict[str, str]:
    if reading.kind == ReadKind.SHARE_OF_UNITS:
        return {"scope": str(Scope.SHARE), "judged_group": beside.group_of(reading.scope or reading.indicator)}
    if is_of_each(reading.scope):
        return {"scope": str(Scope.EACH), "judged_group": beside.group_of(reading.scope)}
    return {"scope": str(Scope.WHOLE)}


def is_of_each(scope: str) -> bool:
    """ "Mỗi sở, ngành", "từng phòng": every member is judged."""
    return fold(scope).startswith(("moi ", "tung "))


def _condition(reading: TargetReading, kind: Kind, known: Known | None) -> dict[str, str]:
    """The outer condition of a share and the inner one of its units; else one condition."""
    if reading.kind != ReadKind.SHARE_OF_UNITS:
        return _asked(reading, kind, known)
    outer = _number(reading.comparator, reading.value, reading.value_max)
    return outer | {f"inner_{name}": value for name, value in _inner(reading, kind, known).items()}


def _asked(reading: TargetReading, kind: Kind, known: Known | None) -> dict[str, str]:
    if kind == Kind.YES_NO:
        return {}
    if kind == Kind.GRADE:
        return _step(reading, known)
    asked = _number(reading.comparator, _of_a_year(reading, reading.value), reading.value_max)
    if kind == Kind.COUNT and asked["comparator"] == Comparator.EQUAL and reading.value:
        asked["comparator"] = str(Comparator.AT_LEAST)  # "tổ chức 4 cuộc" is judged as at least four (DESIGN §4)
    if kind == Kind.RANK and reading.kind != ReadKind.CHANGE:
        asked["comparator"] = str(BETTER_PLACE.get(asked["comparator"], asked["comparator"]))
    return asked


def _inner(reading: TargetReading, kind: Kind, known: Known | None) -> dict[str, str]:
    inner = reading.inner
    if kind == Kind.GRADE:
        return _step(reading, known)
    if kind == Kind.YES_NO or inner is None:
        return {}
    return _number(inner.comparator or ">=", _of_a_year(reading, inner.value), None)


def _number(comparator: str, value: Decimal | None, value_max: Decimal | None) -> dict[str, str]:
    asked = COMPARATORS.get(comparator, Comparator.EQUAL)
    typed = {"comparator": str(asked), "value": "" if value is None else write_number(value, grouped=False)}
    if value is not None and value_max is not None and value_max > value:
        typed |= {"comparator": str(Comparator.BETWEEN), "value_max": write_number(value_max, grouped=False)}
    return typed


def _step(reading: TargetReading, known: Known | None) -> dict[str, str]:
    """ "Cấp độ 3" asks for at least step 3 of the indicator's list (DESIGN §3)."""
    grade = grade_of(reading)
    place = place_of(grade, known.grade_steps if known else steps_for(grade))
    return {"comparator": str(Comparator.AT_LEAST), "value": str(place) if place else ""}


def _tolerance(reading: TargetReading, kind: Kind) -> str:
    """Empty for what the form offers; nothing is near where that would take everything, as with "không quá 2%"."""
    value = reading.value
    is_other = reading.kind in (ReadKind.CHANGE, ReadKind.SHARE_OF_UNITS) or kind in (
        Kind.RANK,
        Kind.GRADE,
        Kind.YES_NO,
    )
    if value is None or is_other:
        return ""
    return "0" if offered_tolerance(kind, value) >= value else ""


def _of_a_year(reading: TargetReading, value: Decimal | None) -> Decimal | None:
    """Twice a month is 24 times a year: windows are halves and quarters only."""
    times = next((times for name, times in PERIODS_A_YEAR.items() if _period_of(reading) == name), 1)
    return None if value is None else value * times


def _period_of(reading: TargetReading) -> str:
    """The period after the slash of a unit: "lần/quý"."""
    unit = reading.inner.unit if reading.kind == ReadKind.SHARE_OF_UNITS and reading.inner else reading.unit
    found = re.search(r"/\s*(?:moi |1 )?(quy|6 thang|06 thang|nua nam|thang|tuan|nam)\b", fold(unit))
    return found.group(1) if found else ""


def _window(reading: TargetReading) -> Window:
    by_unit = {"quy": Window.QUARTER, "6 thang": Window.HALF, "06 thang": Window.HALF, "nua nam": Window.HALF}
    return WINDOWS.get(reading.window) or by_unit.get(_period_of(reading), Window.FULL)


def _relative(reading: TargetReading, beside: Beside, known: Known | None) -> dict[str, str]:
    is_absolute = reading.kind != ReadKind.CHANGE or reading.relative not in RELATIVE
    if is_absolute or (known and known.is_change):
        return {"relative_kind": str(RelativeKind.NONE)}
    named = re.findall(r"\b20[0-9]{2}\b", reading.baseline)
    first = due_of(reading.due, reading.due_on, beside.years).first_year
    return {
        "relative_kind": str(RELATIVE[reading.relative]),
        "direction": reading.direction or "up",
        "baseline_year": named[0] if named else str(first - 1),
    }


def _words(reading: TargetReading, beside: Beside) -> dict[str, str]:
    stretch = "" if reading.stretch is None else quantity(reading.stretch, reading.unit)
    return {
        "quote": reading.sentence,
        "quote_place": reading.place[:PLACE_LENGTH],
        "area": beside.area_of(reading.area or reading.section),
        "watching_agency": beside.agency_of(reading.watching) if reading.watching else "",
        "stretch": stretch[:STRETCH_LENGTH],
    }


# --- what a person should look at --------------------------------------------------------------------------------------------


def _is_of_issuer(scope: str, issuer: str) -> bool:
    """Whether the scope is nobody else's than the issuer's: nothing said, "toàn tỉnh", "trên địa bàn thành phố"."""
    said = re.sub(r"^(toan|tren dia ban|pham vi|cap|cua|tai)\s+", "", fold(scope))
    return said in ("", "co quan", "don vi") or said in fold(issuer)


def _own_doubts(reading: TargetReading, beside: Beside, typed: dict[str, str], known: Known | None) -> list[str]:
    needs_group = typed["scope"] != Scope.WHOLE and not typed["judged_group"]
    is_step_unknown = known and Kind(known.kind) == Kind.GRADE and "" in (typed.get("value"), typed.get("inner_value"))
    asked = {
        "Chưa có trong danh mục chỉ tiêu thống kê: chọn chỉ tiêu gần đúng, hoặc lập mới.": known is None,
        f"Chưa rõ nhóm đơn vị nào được đánh giá (“{reading.scope or reading.indicator}”): chọn nhóm.": needs_group,
        f"Kế hoạch nêu phạm vi “{reading.scope}”: xem lại phạm vi đánh giá.": typed["scope"] == Scope.WHOLE
        and not _is_of_issuer(reading.scope, beside.issuer),
        "Kế hoạch ghi theo tháng, tuần; hệ thống tính cho cả năm. Xem lại giá trị.": _period_of(reading)
        in PERIODS_A_YEAR,
        f"So với giá trị gốc: xem lại năm gốc {typed.get('baseline_year')}.": "baseline_year" in typed
        and not re.search(r"\b20[0-9]{2}\b", reading.baseline),
        "Chưa rõ bậc xếp loại phải đạt: chọn bậc.": is_step_unknown,
        f"Chỉ tiêu thống kê “{known.name if known else ''}” đã tính sẵn mức tăng, giảm: xem lại năm so sánh.": known
        and known.is_change
        and reading.kind == ReadKind.CHANGE,
        f"Chưa tìm thấy cơ quan “{reading.watching}” trong danh sách đơn vị.": reading.watching
        and not typed["watching_agency"],
    }
    return [words for words, applies in asked.items() if applies]
