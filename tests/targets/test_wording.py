"""How a rule reads as a Vietnamese sentence, and in the narrow column of a table."""

from datetime import date
from decimal import Decimal

import pytest

from targets.terms import Better, Comparator, Kind, Path, RelativeKind, Scope, Window
from targets.wording import Condition, Rule, condition_text, sentence, when_text

ON_TIME = "Tỷ lệ hồ sơ giải quyết đúng hạn"
DIALOGUES = "Số hội nghị đối thoại"
OVERDUE = "Số hồ sơ quá hạn chưa giải quyết"
STEPS = ("Cấp độ 1", "Cấp độ 2", "Cấp độ 3", "Cấp độ 4")
WORDS = ("Yếu", "Trung bình", "Khá", "Tốt")
ALL = Condition(Comparator.EQUAL, Decimal(100))


def asks(comparator: Comparator, value: str, upper: str | None = None) -> Condition:
    return Condition(comparator, Decimal(value), None if upper is None else Decimal(upper))


def rule(indicator: str, kind: Kind, condition: Condition = Condition(), **fields) -> Rule:  # noqa: B008
    return Rule(indicator, kind, condition, **{"judged": "Sở Nội vụ", "first_year": 2026, "last_year": 2026, **fields})


def ratio(comparator: Comparator, value: str, upper: str | None = None, **fields) -> Rule:
    return rule(ON_TIME, Kind.RATIO, asks(comparator, value, upper), **fields)


def count(comparator: Comparator, value: str, **fields) -> Rule:
    return rule(DIALOGUES, Kind.COUNT, asks(comparator, value), unit="hội nghị", **fields)


def stock(comparator: Comparator, value: str, **fields) -> Rule:
    return rule(OVERDUE, Kind.STOCK, asks(comparator, value), unit="hồ sơ", better=Better.LOWER, **fields)


def rank(comparator: Comparator, value: str, upper: str | None = None, **fields) -> Rule:
    asked = asks(comparator, value, upper)
    return rule("Xếp hạng PAR Index của tỉnh", Kind.RANK, asked, better=Better.LOWER, **{"judged": "Hà An", **fields})


def grade(comparator: Comparator, value: str, steps=STEPS, **fields) -> Rule:
    return rule("Cấp độ quản trị dữ liệu", Kind.GRADE, asks(comparator, value), grade_steps=steps, **fields)


def done(**fields) -> Rule:
    return rule("Đã ban hành quy chế làm việc", Kind.YES_NO, **fields)


SENTENCES = [
    # the whole agency, every comparator
    (ratio("gte", "98"), f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 98% trong suốt năm 2026."),
    (ratio("gte", "98.5"), f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 98,5% trong suốt năm 2026."),
    (ratio("gt", "80"), f"{ON_TIME} của Sở Nội vụ phải đạt trên 80% trong suốt năm 2026."),
    (ratio("lte", "5"), f"{ON_TIME} của Sở Nội vụ phải không quá 5% trong suốt năm 2026."),
    (ratio("lt", "5"), f"{ON_TIME} của Sở Nội vụ phải dưới 5% trong suốt năm 2026."),
    (ratio("eq", "80"), f"{ON_TIME} của Sở Nội vụ phải đạt 80% trở lên trong suốt năm 2026."),
    (ratio("eq", "80", exact=True), f"{ON_TIME} của Sở Nội vụ phải đạt đúng 80% trong suốt năm 2026."),
    (ratio("eq", "5", better=Better.LOWER), f"{ON_TIME} của Sở Nội vụ phải không quá 5% trong suốt năm 2026."),
    (ratio("eq", "5", better=Better.NONE), f"{ON_TIME} của Sở Nội vụ phải đạt 5% trong suốt năm 2026."),
    (ratio("eq", "100"), f"{ON_TIME} của Sở Nội vụ phải đạt 100% trong suốt năm 2026."),
    (ratio("gte", "100"), f"{ON_TIME} của Sở Nội vụ phải đạt 100% trong suốt năm 2026."),
    (
        ratio("between", "80", "85"),
        f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 80% (kế hoạch ghi từ 80% đến 85%) trong suốt năm 2026.",
    ),
    (
        ratio("between", "80", "85", exact=True),
        f"{ON_TIME} của Sở Nội vụ phải đạt trong khoảng từ 80% đến 85% trong suốt năm 2026.",
    ),
    (
        ratio("between", "3", "5", better=Better.LOWER),
        f"{ON_TIME} của Sở Nội vụ phải không quá 5% (kế hoạch ghi từ 3% đến 5%) trong suốt năm 2026.",
    ),
    # counts and stocks: the agency holds, has, no longer has
    (count("gte", "2"), "Sở Nội vụ phải có ít nhất 2 hội nghị đối thoại trong năm 2026."),
    (count("lte", "0"), "Sở Nội vụ phải không để xảy ra hội nghị đối thoại trong năm 2026."),
    (count("gte", "1234"), "Sở Nội vụ phải có ít nhất 1.234 hội nghị đối thoại trong năm 2026."),
    (stock("lte", "40"), "Sở Nội vụ phải có không quá 40 hồ sơ quá hạn chưa giải quyết trong suốt năm 2026."),
    (stock("eq", "0"), "Sở Nội vụ phải không còn hồ sơ quá hạn chưa giải quyết trong suốt năm 2026."),
    (
        rule("Vốn đã giải ngân", Kind.COUNT, asks("gte", "500"), unit="triệu đồng"),
        "Vốn đã giải ngân của Sở Nội vụ phải đạt tối thiểu 500 triệu đồng trong năm 2026.",
    ),
    # levels, ranks, grades, yes or no
    (
        rule("Mức độ hài lòng", Kind.LEVEL, asks("gte", "85"), unit="%"),
        "Mức độ hài lòng của Sở Nội vụ phải đạt tối thiểu 85% trong suốt năm 2026.",
    ),
    (
        rule("Thời gian chờ", Kind.LEVEL, asks("lte", "15"), unit="phút", better=Better.LOWER),
        "Thời gian chờ của Sở Nội vụ phải không quá 15 phút trong suốt năm 2026.",
    ),
    (
        rule("Chỉ số hài lòng SIPAS của tỉnh", Kind.LEVEL, asks("gte", "86"), unit="%", is_published=True),
        "Chỉ số hài lòng SIPAS của Sở Nội vụ phải đạt tối thiểu 86% năm 2026.",
    ),
    (
        rule("Chỉ số CCHC của sở, của xã", Kind.LEVEL, asks("gte", "80"), unit="%", scope=Scope.EACH, unit_noun="sở"),
        "Mỗi sở phải có chỉ số CCHC đạt tối thiểu 80% trong suốt năm 2026.",
    ),
    (rank("lte", "15"), "Xếp hạng PAR Index của Hà An phải thuộc nhóm 15 dẫn đầu năm 2026."),
    (rank("eq", "1"), "Xếp hạng PAR Index của Hà An phải đứng thứ 1 năm 2026."),
    (rank("eq", "7", exact=True), "Xếp hạng PAR Index của Hà An phải đứng đúng hạng 7 năm 2026."),
    (rank("lt", "15"), "Xếp hạng PAR Index của Hà An phải trên hạng 15 năm 2026."),
    (
        rank("between", "5", "10"),
        "Xếp hạng PAR Index của Hà An phải thuộc nhóm 10 dẫn đầu (kế hoạch ghi từ hạng 5 đến hạng 10) năm 2026.",
    ),
    (
        rank("lte", "15", stretch="Nhóm 10 địa phương dẫn đầu"),
        "Xếp hạng PAR Index của Hà An phải thuộc nhóm 15 dẫn đầu năm 2026, hướng tới nhóm 10 địa phương dẫn đầu.",
    ),
    (grade("gte", "3"), "Cấp độ quản trị dữ liệu của Sở Nội vụ phải đạt từ cấp độ 3 trở lên trong suốt năm 2026."),
    (grade("gte", "4"), "Cấp độ quản trị dữ liệu của Sở Nội vụ phải đạt cấp độ 4 trong suốt năm 2026."),
    (
        grade("gte", "3", steps=WORDS),
        "Cấp độ quản trị dữ liệu của Sở Nội vụ phải đạt từ mức “Khá” trở lên trong suốt năm 2026.",
    ),
    (done(), "Sở Nội vụ phải ban hành quy chế làm việc trong năm 2026."),
    (
        done(due_on=date(2026, 6, 30)),
        "Sở Nội vụ phải ban hành quy chế làm việc chậm nhất ngày 30/06/2026.",
    ),
    # each unit, and the share of units
    (
        ratio("gte", "98", scope=Scope.EACH, unit_noun="chi nhánh"),
        "Mỗi chi nhánh phải có tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 98% trong suốt năm 2026.",
    ),
    (
        count("gte", "2", scope=Scope.EACH, unit_noun="phường, xã"),
        "Mỗi phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026.",
    ),
    (
        count("gte", "2", scope=Scope.SHARE, outer=ALL, unit_noun="phường, xã"),
        "100% phường, xã phải có ít nhất 2 hội nghị đối thoại trong năm 2026.",
    ),
    (
        ratio("gte", "98", scope=Scope.SHARE, outer=ALL, unit_noun="chi nhánh"),
        "100% chi nhánh phải có tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 98% trong suốt năm 2026.",
    ),
    (
        ratio("gte", "98", scope=Scope.SHARE, outer=asks("gte", "90"), unit_noun="chi nhánh"),
        "Tối thiểu 90% chi nhánh phải có tỷ lệ hồ sơ giải quyết đúng hạn đạt tối thiểu 98% trong suốt năm 2026.",
    ),
    (
        ratio("lt", "90", scope=Scope.SHARE, outer=asks("lte", "5"), unit_noun="chi nhánh"),
        "Không quá 5% chi nhánh được có tỷ lệ hồ sơ giải quyết đúng hạn dưới 90% trong suốt năm 2026.",
    ),
    (
        grade("gte", "3", scope=Scope.SHARE, outer=ALL, unit_noun="sở, ngành", path=Path.REACH),
        "100% sở, ngành phải có cấp độ quản trị dữ liệu đạt từ cấp độ 3 trở lên vào cuối năm 2026.",
    ),
    (
        done(scope=Scope.SHARE, outer=ALL, unit_noun="phường, xã"),
        "100% phường, xã phải ban hành quy chế làm việc trong năm 2026.",
    ),
    # path, window, due
    (ratio("eq", "100", path=Path.REACH), f"{ON_TIME} của Sở Nội vụ phải đạt 100% vào cuối năm 2026."),
    (
        count("gte", "1", scope=Scope.SHARE, outer=ALL, unit_noun="phường, xã", window=Window.HALF),
        "100% phường, xã phải có ít nhất 1 hội nghị đối thoại trong mỗi 6 tháng của năm 2026.",
    ),
    (
        count("gte", "1", window=Window.QUARTER, due_kind="half"),
        "Sở Nội vụ phải có ít nhất 1 hội nghị đối thoại trong mỗi quý của 6 tháng đầu năm 2026.",
    ),
    (count("gte", "1", due_kind="quarter"), "Sở Nội vụ phải có ít nhất 1 hội nghị đối thoại trong Quý I/2026."),
    (
        count("gte", "1", due_kind="month", due_order=5),
        "Sở Nội vụ phải có ít nhất 1 hội nghị đối thoại trong tháng 5/2026.",
    ),
    (
        count("gte", "2", first_year=2026, last_year=2030),
        "Sở Nội vụ phải có ít nhất 2 hội nghị đối thoại trong từng năm từ 2026 đến 2030.",
    ),
    (
        count("gte", "1", first_year=2026, last_year=2030, due_kind="half"),
        "Sở Nội vụ phải có ít nhất 1 hội nghị đối thoại trong 6 tháng đầu từng năm từ 2026 đến 2030.",
    ),
    (
        ratio("gte", "90", due_on=date(2026, 6, 30)),
        f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 90% tính đến hết ngày 30/06/2026.",
    ),
    (
        ratio("gte", "90", due_on=date(2026, 6, 30), path=Path.REACH),
        f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 90% chậm nhất ngày 30/06/2026.",
    ),
    # relative to a baseline
    (
        stock("gte", "50", relative_kind=RelativeKind.PERCENT, goes_down=True, baseline_year=2025, path=Path.REACH),
        f"{OVERDUE} của Sở Nội vụ phải giảm tối thiểu 50% so với năm 2025 vào cuối năm 2026.",
    ),
    (
        stock("eq", "10", relative_kind=RelativeKind.PERCENT, goes_down=True, baseline=Decimal(1200), path=Path.REACH),
        f"{OVERDUE} của Sở Nội vụ phải giảm 10% trở lên so với giá trị gốc (giá trị gốc 1.200 hồ sơ) vào cuối năm 2026.",
    ),
    (
        ratio("gte", "2", relative_kind=RelativeKind.POINTS, baseline_year=2025),
        f"{ON_TIME} của Sở Nội vụ phải tăng tối thiểu 2 điểm phần trăm so với năm 2025 trong suốt năm 2026.",
    ),
    (
        count("gte", "2", relative_kind=RelativeKind.TIMES, baseline_year=2025),
        f"{DIALOGUES} của Sở Nội vụ phải gấp tối thiểu 2 lần năm 2025 trong năm 2026.",
    ),
    (
        rank("gte", "2", relative_kind=RelativeKind.PLACES, baseline_year=2025),
        "Xếp hạng PAR Index của Hà An phải tăng tối thiểu 2 bậc so với năm 2025 trong năm 2026.",
    ),
    (
        stock("lte", "5", relative_kind=RelativeKind.PERCENT, baseline_year=2025),
        f"{OVERDUE} của Sở Nội vụ phải tăng không quá 5% so với năm 2025 trong suốt năm 2026.",
    ),
    (
        stock("gte", "0", relative_kind=RelativeKind.PERCENT, goes_down=True, baseline_year=2025),
        f"{OVERDUE} của Sở Nội vụ phải không cao hơn năm 2025 trong suốt năm 2026.",
    ),
    (
        ratio("gte", "0", relative_kind=RelativeKind.POINTS, baseline_year=2025),
        f"{ON_TIME} của Sở Nội vụ phải không thấp hơn năm 2025 trong suốt năm 2026.",
    ),
    (
        stock("gte", "10", relative_kind=RelativeKind.PERCENT, goes_down=True, scope=Scope.EACH, baseline_year=2025),
        "Mỗi đơn vị phải có số hồ sơ quá hạn chưa giải quyết giảm tối thiểu 10% so với năm 2025 trong suốt năm 2026.",
    ),
    # what belongs to another indicator
    (
        ratio("gte", "40", part_of="Tỷ lệ hồ sơ nộp trực tuyến"),
        f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 40% trong suốt năm 2026 "
        "(phần “trong đó” của “Tỷ lệ hồ sơ nộp trực tuyến”).",
    ),
    (
        ratio("gte", "95", split_from="Tỷ lệ đúng hạn chung"),
        f"{ON_TIME} của Sở Nội vụ phải đạt tối thiểu 95% trong suốt năm 2026 (tách riêng khỏi “Tỷ lệ đúng hạn chung”).",
    ),
    # half filled in
    (
        rule(ON_TIME, Kind.RATIO, judged="", first_year=None, last_year=None),
        f"{ON_TIME} của cơ quan được đánh giá phải đạt …% trong suốt năm ….",
    ),
    (
        rule(
            DIALOGUES, Kind.COUNT, Condition(Comparator.AT_LEAST), unit="hội nghị", outer=Condition(), scope=Scope.SHARE
        ),
        "…% đơn vị phải có ít nhất … hội nghị đối thoại trong năm 2026.",
    ),
]


@pytest.mark.parametrize(("asked", "told"), [pytest.param(asked, told, id=told) for asked, told in SENTENCES])
def test_a_rule_reads_as_an_official_would_write_it(asked, told):
    assert sentence(asked) == told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (ratio("gte", "98"), "≥ 98%"),
        (ratio("gte", "100"), "100%"),
        (ratio("eq", "80"), "80%"),
        (ratio("eq", "80", exact=True), "= 80%"),
        (ratio("gt", "80"), "> 80%"),
        (ratio("between", "80", "85"), "80% – 85%"),
        (stock("lte", "40"), "≤ 40 hồ sơ"),
        (stock("lt", "40"), "< 40 hồ sơ"),
        (rank("lte", "15"), "≤ hạng 15"),
        (grade("gte", "3"), "≥ cấp độ 3"),
        (grade("eq", "3", steps=WORDS), "mức “Khá”"),
        (done(), "có thực hiện"),
        (done(due_on=date(2026, 6, 30)), "xong đến 30/06/2026"),
        (ratio("gte", "98", scope=Scope.SHARE, outer=ALL), "100% đơn vị ≥ 98%"),
        (ratio("gte", "98", scope=Scope.SHARE, outer=asks("gte", "90"), unit_noun="xã"), "≥ 90% xã ≥ 98%"),
        (ratio("gte", "98", scope=Scope.EACH, unit_noun="chi nhánh"), "mỗi chi nhánh ≥ 98%"),
        (ratio("eq", "100", scope=Scope.SHARE, outer=ALL), "100% đơn vị đạt 100%"),
        (stock("gte", "50", relative_kind=RelativeKind.PERCENT, goes_down=True), "giảm ≥ 50%"),
        (rank("gte", "2", relative_kind=RelativeKind.PLACES), "tăng ≥ 2 bậc"),
        (count("gte", "2", relative_kind=RelativeKind.TIMES), "gấp ≥ 2 lần"),
        (ratio("gte", "2", relative_kind=RelativeKind.POINTS), "tăng ≥ 2 điểm phần trăm"),
        (count("gte", "2"), "≥ 2 hội nghị"),
    ],
)
def test_a_table_shows_the_condition_in_few_signs(asked, told):
    assert condition_text(asked) == told


def test_the_days_judged_can_stand_on_a_line_of_their_own():
    assert when_text(count("gte", "1", window=Window.HALF)) == "trong mỗi 6 tháng của năm 2026"
