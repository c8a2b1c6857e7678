"""Hard checks of typed figures, as tables."""

from datetime import date
from decimal import Decimal

import pytest

from periods.period import Span
from targets.checks import Asked, Earlier, Parts, check_against_year, check_alone, check_part
from targets.terms import Kind, Typed

DAYS = (date(2026, 6, 15), date(2026, 9, 14))
TODAY = date(2026, 9, 16)
DOSSIERS = Asked(
    Kind.RATIO,
    name="Tỷ lệ hồ sơ đúng hạn",
    unit="%",
    case_noun="hồ sơ",
    numerator_label="Hồ sơ trước hạn, đúng hạn",
    denominator_label="Tổng hồ sơ đã giải quyết",
)
QUOTA = Asked(Kind.RATIO_OF_STOCKS, case_noun="người", may_exceed=True, typed=Typed.AS_OF)
MONEY = Asked(Kind.RATIO, case_noun="triệu đồng", typed=Typed.CUMULATIVE)
CONFERENCES = Asked(Kind.COUNT, name="Hội nghị đối thoại", unit="hội nghị")
SPENT = Asked(Kind.COUNT, unit="triệu đồng")
BACKLOG = Asked(Kind.STOCK, unit="hồ sơ", typed=Typed.AS_OF)
SATISFACTION = Asked(Kind.LEVEL, unit="%")
MINUTES = Asked(Kind.LEVEL, unit="phút")
GRADE = Asked(Kind.GRADE, steps=5, typed=Typed.AS_OF)
RANK = Asked(Kind.RANK, typed=Typed.AS_OF)
DECIDED = Asked(Kind.YES_NO)


def parts(**typed) -> Parts:
    numbers = ("numerator", "denominator", "value")
    return Parts(**{name: Decimal(str(what)) if name in numbers else what for name, what in typed.items()})


ALONE = [
    pytest.param(DOSSIERS, parts(numerator=97, denominator=100), "", "", id="tử số nhỏ hơn mẫu số"),
    pytest.param(DOSSIERS, parts(numerator=100, denominator=100), "", "", id="tử số bằng mẫu số"),
    pytest.param(DOSSIERS, parts(numerator=101, denominator=100), "numerator", "lớn hơn", id="tử số lớn hơn mẫu số"),
    pytest.param(QUOTA, parts(numerator=52, denominator=50), "", "", id="biên chế được vượt số giao"),
    pytest.param(DOSSIERS, parts(numerator=0, denominator=0), "", "", id="0 trên 0 được nhận"),
    pytest.param(DOSSIERS, parts(numerator=-1, denominator=5), "numerator", "không được âm", id="tử số âm"),
    pytest.param(CONFERENCES, parts(value=-1), "value", "không được âm", id="số lượng âm"),
    pytest.param(DOSSIERS, parts(numerator="97.5", denominator=100), "numerator", "số nguyên", id="nửa hồ sơ"),
    pytest.param(MONEY, parts(numerator="97.5", denominator="100.25"), "", "", id="triệu đồng có phần thập phân"),
    pytest.param(CONFERENCES, parts(value="1.5"), "value", "số nguyên", id="nửa hội nghị"),
    pytest.param(SPENT, parts(value="1.5"), "", "", id="tiền có phần thập phân"),
    pytest.param(BACKLOG, parts(value="2.5"), "value", "số nguyên", id="nửa hồ sơ tồn"),
    pytest.param(SATISFACTION, parts(value="100"), "", "", id="hài lòng 100%"),
    pytest.param(SATISFACTION, parts(value="100.1"), "value", "0 đến 100", id="hài lòng trên 100%"),
    pytest.param(MINUTES, parts(value="240"), "", "", id="240 phút không phải phần trăm"),
    pytest.param(GRADE, parts(value=5), "", "", id="bậc cuối"),
    pytest.param(GRADE, parts(value=6), "value", "không có trong danh sách", id="bậc không có"),
    pytest.param(RANK, parts(value=34, out_of=34), "", "", id="hạng chót"),
    pytest.param(RANK, parts(value=35, out_of=34), "value", "vượt quá tổng số 34", id="hạng quá tổng số"),
    pytest.param(RANK, parts(value=0, out_of=34), "value", "bắt đầu từ 1", id="hạng không"),
    pytest.param(RANK, parts(value=3), "out_of", "tổng số", id="hạng thiếu tổng số"),
    pytest.param(DECIDED, parts(done=True, done_on=date(2026, 7, 1)), "", "", id="làm trong kỳ"),
    pytest.param(DECIDED, parts(done=False), "", "", id="chưa làm"),
    pytest.param(DECIDED, parts(done=True), "done_on", "ghi ngày", id="làm mà không có ngày"),
    pytest.param(DECIDED, parts(done=True, done_on=date(2026, 6, 14)), "done_on", "15/06/2026", id="trước kỳ"),
    pytest.param(DECIDED, parts(done=True, done_on=date(2026, 9, 15)), "done_on", "14/09/2026", id="sau kỳ"),
    pytest.param(DECIDED, parts(done=True, done_on=date(2026, 9, 17)), "done_on", "chưa đến", id="ngày chưa đến"),
    pytest.param(
        DECIDED, parts(done=False, done_on=date(2026, 7, 1)), "done_on", "Đã thực hiện", id="ngày mà chưa làm"
    ),
    pytest.param(DOSSIERS, parts(), "numerator", "Chưa nhập", id="để trống tỷ lệ"),
    pytest.param(CONFERENCES, parts(), "value", "nhập 0", id="để trống số lượng"),
    pytest.param(DECIDED, parts(), "done", "Chưa nhập", id="để trống có/không"),
    pytest.param(DOSSIERS, parts(numerator=5), "denominator", "Chưa nhập tổng hồ sơ", id="thiếu mẫu số"),
    pytest.param(DOSSIERS, parts(denominator=5), "numerator", "Chưa nhập hồ sơ", id="thiếu tử số"),
    pytest.param(DOSSIERS, parts(nothing_occurred=True), "", "", id="không phát sinh"),
    pytest.param(SATISFACTION, parts(nothing_occurred=True), "", "", id="không khảo sát"),
    pytest.param(
        DOSSIERS, parts(nothing_occurred=True, numerator=0), "numerator", "để trống", id="không phát sinh mà có số"
    ),
    pytest.param(
        CONFERENCES, parts(nothing_occurred=True), "nothing_occurred", "nhập 0", id="số lượng không có là số 0"
    ),
]


@pytest.mark.parametrize(("asked", "typed", "field", "words"), ALONE)
def test_a_figure_by_itself(asked, typed, field, words):
    problems = check_alone(asked, typed, days=DAYS, today=TODAY)
    assert [problem.field for problem in problems] == ([field] if field else [])
    assert words in " ".join(problem.message for problem in problems)


@pytest.mark.parametrize(
    ("asked", "typed"),
    [
        (DOSSIERS, parts(numerator=-1, denominator=5)),
        (DOSSIERS, parts(nothing_occurred=True, denominator=5)),
        (DECIDED, parts(done_on=date(2026, 7, 1))),
    ],
)
def test_what_the_database_cannot_hold_stops_even_a_draft(asked, typed):
    assert any(problem.blocks_saving for problem in check_alone(asked, typed, days=DAYS, today=TODAY))


def test_a_numerator_too_large_does_not_stop_a_draft():
    problems = check_alone(DOSSIERS, parts(numerator=9, denominator=5), days=DAYS, today=TODAY)
    assert not any(problem.blocks_saving for problem in problems)


PART = [
    pytest.param(parts(numerator=5, denominator=10), parts(numerator=5, denominator=10), [], id="bằng toàn bộ"),
    pytest.param(parts(numerator=6, denominator=10), parts(numerator=5, denominator=10), ["numerator"], id="tử số lớn"),
    pytest.param(
        parts(numerator=5, denominator=11), parts(numerator=5, denominator=10), ["denominator"], id="mẫu số lớn"
    ),
    pytest.param(parts(value=3), parts(value=2), ["value"], id="số lượng lớn hơn"),
    pytest.param(
        parts(numerator=1, denominator=1),
        parts(nothing_occurred=True),
        ["numerator", "denominator"],
        id="toàn bộ không",
    ),
    pytest.param(parts(nothing_occurred=True), parts(numerator=5, denominator=10), [], id="phần không phát sinh"),
]


@pytest.mark.parametrize(("part", "whole", "fields"), PART)
def test_a_part_is_never_greater_than_its_whole(part, whole, fields):
    assert [problem.field for problem in check_part(DOSSIERS, part, whole, "Hồ sơ")] == fields


FIRST_QUARTER = Earlier(Span(0, 3), "Quý I/2026", parts(numerator=40, denominator=50))
HALF_YEAR = Earlier(Span(0, 6), "6 tháng đầu năm 2026", parts(numerator=90, denominator=100))
THIRD_QUARTER = Earlier(Span(6, 9), "Quý III/2026", parts(numerator=30, denominator=40))
TRAINED = Asked(Kind.RATIO, case_noun="người", typed=Typed.CUMULATIVE)
STAFF = Asked(Kind.RATIO_OF_STOCKS, case_noun="người", typed=Typed.CUMULATIVE)
CAPITAL = Asked(Kind.RATIO, case_noun="triệu đồng", typed=Typed.CUMULATIVE, may_exceed=True)

YEAR = [
    pytest.param(TRAINED, parts(numerator=39, denominator=50), Span(0, 6), ["numerator"], id="lũy kế giảm"),
    pytest.param(TRAINED, parts(numerator=40, denominator=50), Span(0, 6), [], id="lũy kế đứng yên"),
    pytest.param(TRAINED, parts(numerator=40, denominator=49), Span(0, 6), ["denominator"], id="mẫu số lũy kế giảm"),
    pytest.param(STAFF, parts(numerator=40, denominator=49), Span(0, 6), [], id="số người có mặt được giảm"),
    pytest.param(CAPITAL, parts(numerator=40, denominator=49), Span(0, 6), [], id="kế hoạch vốn được giảm"),
    pytest.param(DOSSIERS, parts(numerator=39, denominator=60), Span(0, 6), ["numerator"], id="6 tháng dưới Quý I"),
    pytest.param(DOSSIERS, parts(numerator=50, denominator=60), Span(0, 6), [], id="6 tháng trên Quý I"),
    pytest.param(DOSSIERS, parts(numerator=1, denominator=1), Span(3, 6), [], id="quý khác không liên quan"),
    pytest.param(
        DOSSIERS, parts(nothing_occurred=True), Span(0, 6), ["nothing_occurred"], id="6 tháng không có, Quý I có"
    ),
    pytest.param(BACKLOG, parts(value=1), Span(0, 6), [], id="thời điểm lên xuống tự do"),
]


@pytest.mark.parametrize(("asked", "typed", "span", "fields"), YEAR)
def test_a_figure_against_the_first_quarter(asked, typed, span, fields):
    assert [problem.field for problem in check_against_year(asked, typed, span, [FIRST_QUARTER])] == fields


@pytest.mark.parametrize(
    ("numerator", "denominator", "fields"),
    [(120, 140, []), (119, 140, ["numerator"]), (120, 139, ["denominator"]), (95, 105, ["numerator", "denominator"])],
)
def test_the_year_holds_the_half_year_and_the_third_quarter_but_not_the_first_quarter_twice(
    numerator, denominator, fields
):
    typed = parts(numerator=numerator, denominator=denominator)
    others = [FIRST_QUARTER, HALF_YEAR, THIRD_QUARTER]
    problems = check_against_year(DOSSIERS, typed, Span(0, 12), others)
    assert [problem.field for problem in problems] == fields
    assert all("6 tháng đầu năm 2026 + Quý III/2026" in problem.message for problem in problems)


def test_a_cumulative_figure_is_held_against_the_greatest_earlier_one():
    fallen = Earlier(Span(0, 6), "6 tháng đầu năm 2026", parts(numerator=30, denominator=50))
    problems = check_against_year(TRAINED, parts(numerator=35, denominator=50), Span(6, 9), [FIRST_QUARTER, fallen])
    assert "Quý I/2026 đã báo cáo 40" in problems[0].message


LATE = [
    pytest.param(DOSSIERS, parts(numerator=41, denominator=61), Span(0, 3), HALF_YEAR, [], id="Quý I trong 6 tháng"),
    pytest.param(
        DOSSIERS,
        parts(numerator=91, denominator=101),
        Span(0, 3),
        HALF_YEAR,
        ["numerator", "denominator"],
        id="Quý I trên 6 tháng",
    ),
    pytest.param(TRAINED, parts(numerator=90, denominator=100), Span(0, 3), HALF_YEAR, [], id="lũy kế đứng yên"),
    pytest.param(
        TRAINED, parts(numerator=91, denominator=100), Span(0, 3), HALF_YEAR, ["numerator"], id="lũy kế sau đó giảm"
    ),
    pytest.param(
        CAPITAL, parts(numerator=90, denominator=120), Span(0, 3), HALF_YEAR, [], id="kế hoạch vốn sau đó giảm"
    ),
    pytest.param(
        BACKLOG, parts(value=9), Span(0, 3), Earlier(Span(0, 6), "6 tháng", parts(value=1)), [], id="thời điểm"
    ),
]


@pytest.mark.parametrize(("asked", "typed", "span", "other", "fields"), LATE)
def test_a_report_that_comes_late_is_held_against_later_and_longer_ones(asked, typed, span, other, fields):
    problems = check_against_year(asked, typed, span, [other])
    assert [problem.field for problem in problems] == fields
    assert all("6 tháng đầu năm 2026 chưa đúng" in problem.message for problem in problems)


def test_a_late_third_quarter_fits_into_the_year_only_beside_the_half_year():
    year = Earlier(Span(0, 12), "năm 2026", parts(numerator=120, denominator=140))
    others = [FIRST_QUARTER, HALF_YEAR, year]
    assert check_against_year(DOSSIERS, parts(numerator=30, denominator=40), Span(6, 9), others) == []
    (problem,) = check_against_year(DOSSIERS, parts(numerator=31, denominator=40), Span(6, 9), others)
    assert "31 + 90 của 6 tháng đầu năm 2026 lớn hơn 120 đã báo cáo cho năm 2026" in problem.message


def test_a_cumulative_figure_does_not_fall_to_nothing():
    (problem,) = check_against_year(TRAINED, parts(nothing_occurred=True), Span(0, 6), [FIRST_QUARTER])
    assert (problem.field, "không thể giảm" in problem.message) == ("nothing_occurred", True)


def test_after_nothing_in_the_half_year_there_was_nothing_in_its_first_quarter():
    nothing = Earlier(Span(0, 6), "6 tháng đầu năm 2026", parts(nothing_occurred=True))
    problems = check_against_year(DOSSIERS, parts(numerator=1, denominator=2), Span(0, 3), [nothing])
    assert [problem.field for problem in problems] == ["numerator", "denominator"]
