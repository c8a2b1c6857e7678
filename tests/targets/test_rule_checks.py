"""Which rules are refused, at which field, and what is merely pointed out."""

from datetime import date
from decimal import Decimal

import pytest

from targets.rule_checks import Around, Step, doubts, faults
from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Scope, Window
from targets.wording import Condition, Rule

Y2026 = {"first_year": 2026, "last_year": 2026}


def asks(comparator: str, value: str | None, upper: str | None = None) -> Condition:
    return Condition(
        Comparator(comparator), None if value is None else Decimal(value), None if upper is None else Decimal(upper)
    )


def ratio(comparator="gte", value="98", upper=None, **fields) -> Rule:
    return Rule("Tỷ lệ hồ sơ đúng hạn", Kind.RATIO, asks(comparator, value, upper), **{**Y2026, **fields})


def of_kind(kind: Kind, comparator="gte", value="2", upper=None, **fields) -> Rule:
    return Rule("Chỉ tiêu", kind, asks(comparator, value, upper), **{**Y2026, **fields})


def relative(kind: RelativeKind, value="50", measured=Kind.STOCK, **fields) -> Rule:
    return of_kind(measured, "gte", value, relative_kind=kind, **{"baseline_year": 2025, **fields})


def test_a_plain_rule_has_no_fault():
    assert faults(ratio(), Around()) == {}


@pytest.mark.parametrize(
    ("rule", "around", "field", "says"),
    [
        (ratio(value=None), Around(), "value", "Nhập giá trị"),
        (Rule("Tỷ lệ", Kind.RATIO, **Y2026), Around(), "comparator", "Chọn cách so sánh"),
        (ratio(value="120"), Around(), "value", "từ 0% đến 100%"),
        (ratio(value="-1"), Around(), "value", "từ 0% đến 100%"),
        (ratio("gt", "100"), Around(), "comparator", "không thể trên 100%"),
        (ratio("lt", "0"), Around(), "comparator", "không thể dưới 0%"),
        (of_kind(Kind.LEVEL, value="101", unit="%"), Around(), "value", "Mức phải từ 0% đến 100%"),
        (of_kind(Kind.COUNT, value="-2"), Around(), "value", "không được âm"),
        (ratio("between", "80"), Around(), "value_max", "cả cận dưới và cận trên"),
        (ratio("between", "85", "80"), Around(), "value_max", "Cận trên"),
        (of_kind(Kind.RANK, "lte", "15.5"), Around(), "value", "Hạng phải là số nguyên"),
        (of_kind(Kind.RANK, "lte", "0"), Around(), "value", "Hạng phải là số nguyên từ 1"),
        (of_kind(Kind.GRADE, value="5", grade_steps=("Kém", "Tốt")), Around(), "value", "Chọn một bậc"),
        (ratio(scope=Scope.SHARE), Around(), "comparator", "Chọn cách so sánh"),
        (ratio(scope=Scope.SHARE, outer=asks("eq", "100"), value=None), Around(), "inner_value", "Nhập giá trị"),
        (ratio(scope=Scope.SHARE, outer=asks("eq", "120")), Around(), "value", "Tỷ lệ đơn vị"),
        (ratio(scope=Scope.EACH), Around(has_judged=False), "judged_group", "chọn nhóm đơn vị"),
        (ratio(), Around(has_judged=False), "judged_agency", "Chọn cơ quan"),
        (ratio(path=""), Around(), "path", "giữ trong suốt kỳ"),
        (relative(RelativeKind.PERCENT, baseline_year=None), Around(), "baseline_year", "Cần năm gốc"),
        (relative(RelativeKind.PERCENT), Around(has_direction=False), "direction", "tăng hay giảm"),
        (relative(RelativeKind.PERCENT, baseline_year=2026), Around(), "baseline_year", "trước năm 2026"),
        (relative(RelativeKind.PERCENT, "150", goes_down=True), Around(), "value", "Không thể giảm quá 100%"),
        (relative(RelativeKind.PERCENT, "-5"), Around(), "value", "số dương"),
        (relative(RelativeKind.TIMES, "0"), Around(), "value", "lớn hơn 0"),
        (relative(RelativeKind.PLACES, "1.5", Kind.RANK), Around(), "value", "số nguyên"),
        (relative(RelativeKind.PLACES, "2", Kind.RANK, goes_down=True), Around(), "direction", "chỉ dùng “tăng”"),
        (relative(RelativeKind.PLACES, "2"), Around(), "relative_kind", "Không dùng được"),
        (
            relative(RelativeKind.PERCENT),
            Around(baselines=[("baseline_whole", Decimal(0))]),
            "baseline_whole",
            "Giá trị gốc bằng 0",
        ),
        (
            relative(RelativeKind.TIMES, "2"),
            Around(baselines=[("baseline_7", Decimal(0))]),
            "baseline_7",
            "Giá trị gốc bằng 0",
        ),
        (of_kind(Kind.RANK, "lte", "15", window=Window.HALF), Around(), "window", "chỉ đánh giá cho cả kỳ"),
        (of_kind(Kind.COUNT, window=Window.HALF, due_kind="half"), Around(), "window", "không dài hơn 6 tháng"),
        (
            ratio(due_on=date(2026, 1, 1)),
            Around(issued_on=date(2026, 2, 15)),
            "due_on",
            "trước ngày ban hành kế hoạch 15/02/2026",
        ),
        (ratio(first_year=2026, last_year=2025), Around(), "last_year", "từ năm bắt đầu"),
        (ratio(), Around(tolerance=Decimal(-1)), "tolerance", "không được âm"),
        (
            ratio(path=Path.HOLD),
            Around(milestones=[Step("milestone_half_1", 6, Decimal(50))]),
            "milestone_half_1",
            "Mốc chỉ dùng khi",
        ),
        (
            ratio(path=Path.REACH),
            Around(milestones=[Step("milestone_half_1", 6, Decimal(99))]),
            "milestone_half_1",
            "không được vượt giá trị cuối kỳ (98)",
        ),
        (
            ratio(path=Path.REACH),
            Around(milestones=[Step("milestone_quarter_1", 3, Decimal(60)), Step("milestone_half_1", 6, Decimal(50))]),
            "milestone_half_1",
            "không thấp hơn mốc trước",
        ),
        (
            ratio(path=Path.REACH, due_kind="half"),
            Around(milestones=[Step("milestone_quarter_3", 9, Decimal(60))]),
            "milestone_quarter_3",
            "nằm trong kỳ",
        ),
    ],
)
def test_a_rule_that_cannot_be_judged_is_refused_at_its_field(rule, around, field, says):
    assert says in faults(rule, around)[field]


@pytest.mark.parametrize(
    ("rule", "around"),
    [
        pytest.param(ratio(value="120"), Around(may_exceed=True), id="biên chế, vốn có thể vượt 100%"),
        pytest.param(of_kind(Kind.YES_NO, value=None), Around(), id="có/không không cần giá trị"),
        pytest.param(
            relative(RelativeKind.PERCENT, baseline_year=None),
            Around(baselines=[("baseline_whole", Decimal(1200))]),
            id="giá trị gốc nhập tay thay cho năm gốc",
        ),
        pytest.param(
            relative(RelativeKind.POINTS),
            Around(baselines=[("baseline_whole", Decimal(0))]),
            id="so theo điểm với gốc 0",
        ),
        pytest.param(
            ratio(due_on=date(2026, 2, 15)), Around(issued_on=date(2026, 2, 15)), id="đến hạn đúng ngày ban hành"
        ),
        pytest.param(
            relative(RelativeKind.PERCENT, goes_down=True, path=Path.REACH),
            Around(milestones=[Step("a", 3, Decimal(900)), Step("b", 6, Decimal(700))]),
            id="mốc giảm dần của chỉ tiêu giảm",
        ),
    ],
)
def test_a_rule_that_only_looks_odd_is_accepted(rule, around):
    assert faults(rule, around) == {}


@pytest.mark.parametrize(
    ("rule", "around", "says"),
    [
        (
            ratio(first_year=2027, last_year=2027),
            Around(plan_years=(2026, 2026)),
            "ngoài thời gian của kế hoạch (năm 2026)",
        ),
        (ratio("lte", "98"), Around(), "càng cao càng tốt nhưng điều kiện lại đặt mức tối đa"),
        (ratio("gte", "5", better=Better.LOWER), Around(), "càng thấp càng tốt nhưng điều kiện lại đặt mức tối thiểu"),
        (ratio(due_on=date(2026, 12, 31)), Around(), "thuộc kỳ số liệu năm 2027"),
        (ratio(value="3"), Around(tolerance=Decimal(3)), "Ngưỡng gần đạt lớn bằng"),
        (ratio(), Around(has_members=False), "chưa có đơn vị nào"),
    ],
)
def test_what_is_odd_is_pointed_out_but_may_stand(rule, around, says):
    assert faults(rule, around) == {}
    assert any(says in doubt for doubt in doubts(rule, around))


def test_an_ordinary_rule_raises_no_doubt():
    assert doubts(ratio(due_on=date(2026, 6, 30)), Around(plan_years=(2026, 2026), tolerance=Decimal(1))) == []
