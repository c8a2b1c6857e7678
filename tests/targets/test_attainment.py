"""The verdict on one judged unit, in tables: what was reported, on which day one looks, what the screen says."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from periods.period import Period, PeriodKind
from targets.rule import Due, Relative
from targets.terms import (
    AcrossPeriods,
    Better,
    Comparator,
    Kind,
    RelativeKind,
    SourceKind,
    Verdict,
    VerdictGroup,
)
from tests.targets.cases import (
    AFTER_HALF,
    AFTER_Q1,
    AFTER_Q3,
    AFTER_YEAR,
    DISSOLVED_IN_JULY,
    DURING_Q1,
    EXEMPT,
    FOUNDED_IN_JULY,
    HALF,
    NONE_OCCURRED,
    ONLY_YEAR,
    attainment,
    case,
    check,
    count,
    number,
    of,
    rule,
    several,
    verdict_on,
)

V = Verdict
AT_LEAST, AT_MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL
MORE, LESS, BETWEEN = Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.BETWEEN


OUTSIDE = {"kind": Kind.RANK, "comparator": AT_MOST, "value": 15, "source": SourceKind.OUTSIDE}
SPRING = date(2027, 4, 30)

# fmt: off
NOTHING_KNOWN = [
    case("số liệu Quý I chưa hết ngày thì chưa đến kỳ", rule(), {}, DURING_Q1, V.NOT_DUE),
    case("ngày cuối của số liệu Quý I vẫn chưa đến kỳ", rule(), {}, date(2026, 3, 14), V.NOT_DUE),
    case("hết ngày số liệu mà chưa ai gửi là chưa báo cáo", rule(), {}, date(2026, 3, 15), V.NO_DATA),
    case("đã gửi nhưng chưa xác nhận thì chưa tính", rule(), {}, AFTER_Q1, V.NO_DATA, "Đã gửi, chờ xác nhận", sent=["Q1"]),
    case("cả năm không ai báo cáo, kỳ đã khoá, vẫn là chưa báo cáo", rule(), {}, AFTER_YEAR, V.NO_DATA, closed=["Q1", "6T", "Q3", "N"]),
    case("0 hồ sơ đúng hạn trên 50 là số 0, không phải không phát sinh", rule(), {"Q1": of(0, 50)}, AFTER_Q1, V.UNLIKELY),
    case("không phát sinh hồ sơ trong mọi kỳ đã qua", rule(), {"Q1": NONE_OCCURRED}, AFTER_Q1, V.NOTHING_OCCURRED),
    case("không phát sinh cả năm", rule(), {"N": NONE_OCCURRED}, AFTER_YEAR, V.NOTHING_OCCURRED, owed=["N"]),
    case("Quý I không phát sinh, 6 tháng chưa báo cáo thì chưa kết luận", rule(), {"Q1": NONE_OCCURRED}, AFTER_HALF, V.NO_DATA),
    case("Quý I không phát sinh rồi 6 tháng có hồ sơ thì tính số có", rule(), {"Q1": NONE_OCCURRED, "6T": of(40, 40)}, AFTER_HALF, V.ON_TRACK),
    case("không khảo sát phiếu nào là không phát sinh", rule(Kind.LEVEL, value=85), {"Q1": NONE_OCCURRED}, AFTER_Q1, V.NOTHING_OCCURRED),
    case("0 hội nghị là số 0", rule(Kind.COUNT, value=4), {"6T": number(0)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"]),
    case("đơn vị được đánh dấu không áp dụng", rule(), {"Q1": of(1, 50)}, AFTER_Q1, V.NOT_APPLICABLE, absences=EXEMPT),
    case("đơn vị giải thể giữa năm không bị đánh giá cuối năm", rule(), {"6T": of(10, 50)}, AFTER_YEAR, V.NOT_APPLICABLE, absences=DISSOLVED_IN_JULY),
    case("đơn vị sắp giải thể vẫn được đánh giá khi còn hoạt động", rule(), {"6T": of(50, 50)}, AFTER_HALF, V.ON_TRACK, absences=DISSOLVED_IN_JULY),
    case("đơn vị chưa thành lập thì không áp dụng", rule(), {}, AFTER_HALF, V.NOT_APPLICABLE, absences=FOUNDED_IN_JULY),
    case("đơn vị thành lập giữa năm được đánh giá từ khi thành lập", rule(), {"Q3": of(96, 100)}, AFTER_Q3, V.ON_TRACK, absences=FOUNDED_IN_JULY, owed=["Q3", "N"]),
    case("chỉ số do bên ngoài công bố: trong năm là chưa đến kỳ", rule(**OUTSIDE, expected_on=SPRING), {}, AFTER_Q3, V.NOT_DUE),
    case("chỉ số do bên ngoài công bố: hết năm là chờ công bố", rule(**OUTSIDE, expected_on=SPRING), {}, date(2027, 2, 1), V.AWAITING),
    case("ngày dự kiến công bố vẫn là chờ công bố", rule(**OUTSIDE, expected_on=SPRING), {}, SPRING, V.AWAITING),
    case("không biết ngày công bố thì vẫn chờ công bố", rule(**OUTSIDE), {}, date(2027, 9, 1), V.AWAITING),
    case("quá ngày dự kiến công bố mà chưa có số là chưa báo cáo", rule(**OUTSIDE, expected_on=SPRING), {}, date(2027, 5, 1), V.NO_DATA),
    case("số công bố sớm hơn dự kiến được đánh giá ngay", rule(**OUTSIDE, expected_on=SPRING), {"N": number(12, 34)}, date(2027, 3, 1), V.MET, "Vượt"),
    case("hạng công bố ngoài nhóm 15 là không đạt", rule(**OUTSIDE, expected_on=SPRING), {"N": number(16, 34)}, date(2027, 5, 1), V.MISSED),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), NOTHING_KNOWN)
def test_the_different_kinds_of_nothing_are_never_mixed(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


# fmt: off
FINAL = [
    case("hồ sơ đúng hạn vừa đúng 95% là đạt", rule(), {"N": of(95, 100)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("hồ sơ đúng hạn 95,1% là vượt", rule(), {"N": of(951, 1000)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("94,996% không được làm tròn thành 95%", rule(), {"N": of(94996, 100000)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("thiếu một hồ sơ trên 3 triệu vẫn là không đạt", rule(value=99), {"N": of(2969999, 3000000)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("đã hết năm thì không còn “gần đạt”", rule(), {"N": of(949, 1000)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("100% thì không có mức vượt", rule(value=100), {"N": of(70, 70)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("trên 95% thì 95% chưa đạt", rule(comparator=MORE), {"N": of(95, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("trên 95% thì 95,1% là đạt, không gọi là vượt", rule(comparator=MORE), {"N": of(951, 1000)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“đạt 80%” thì 85% là vượt", rule(comparator=EQUAL, value=80), {"N": of(85, 100)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("“đạt 80%” thì 79% là không đạt", rule(comparator=EQUAL, value=80), {"N": of(79, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("“đúng bằng 80%” thì 85% là không đạt", rule(comparator=EQUAL, value=80, is_exact=True), {"N": of(85, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("“đúng bằng 80%” thì 80% là đạt, không có vượt", rule(comparator=EQUAL, value=80, is_exact=True), {"N": of(80, 100)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“20 – 30%” càng cao càng tốt: 25% là đạt", rule(comparator=BETWEEN, value=20, upper=30), {"N": of(25, 100)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“20 – 30%” càng cao càng tốt: 35% là vượt", rule(comparator=BETWEEN, value=20, upper=30), {"N": of(35, 100)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("“trong khoảng 20 – 30%”: 35% là không đạt", rule(comparator=BETWEEN, value=20, upper=30, is_exact=True), {"N": of(35, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("không có chiều tốt hơn thì “bằng” là đúng bằng", rule(comparator=EQUAL, value=80, better=Better.NONE), {"N": of(85, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("“bằng 5%” với hồ sơ bị trả lại: 4% là vượt", rule(comparator=EQUAL, value=5, better=Better.LOWER), {"N": of(4, 100)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("“bằng 5%” với hồ sơ bị trả lại: 6% là không đạt", rule(comparator=EQUAL, value=5, better=Better.LOWER), {"N": of(6, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("“5 – 10%” càng thấp càng tốt: 8% là đạt", rule(comparator=BETWEEN, value=5, upper=10, better=Better.LOWER), {"N": of(8, 100)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“5 – 10%” càng thấp càng tốt: 4% là vượt", rule(comparator=BETWEEN, value=5, upper=10, better=Better.LOWER), {"N": of(4, 100)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("hồ sơ bị trả lại tối đa 5%: đúng 5% là đạt", rule(comparator=AT_MOST, value=5), {"N": of(5, 100)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("hồ sơ bị trả lại dưới 5%: đúng 5% là không đạt", rule(comparator=LESS, value=5), {"N": of(5, 100)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("không để hồ sơ quá hạn tồn đọng: còn 0", rule(Kind.STOCK, AT_MOST, 0), {"N": number(0)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("không để hồ sơ quá hạn tồn đọng: còn 1", rule(Kind.STOCK, AT_MOST, 0), {"N": number(1)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("trong 15 hạng đầu: hạng 15 là đạt", rule(Kind.RANK, AT_MOST, 15), {"N": number(15, 34)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“thuộc hạng 15”: hạng 12 là vượt", rule(Kind.RANK, EQUAL, 15), {"N": number(12, 34)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("thời gian chờ tối đa 30 phút: 28 phút là vượt", rule(Kind.LEVEL, AT_MOST, 30, better=Better.LOWER), {"N": number(28)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("“đạt cấp độ 3” thì cấp độ 3 là đạt", rule(Kind.GRADE, EQUAL, 3), {"N": number(3)}, AFTER_YEAR, V.MET, **ONLY_YEAR),
    case("“đạt cấp độ 3” thì cấp độ 4 là vượt", rule(Kind.GRADE, EQUAL, 3), {"N": number(4)}, AFTER_YEAR, V.MET, "Vượt", **ONLY_YEAR),
    case("“đạt cấp độ 3” thì cấp độ 2 là không đạt", rule(Kind.GRADE, EQUAL, 3), {"N": number(2)}, AFTER_YEAR, V.MISSED, **ONLY_YEAR),
    case("kết quả cả năm thay các kỳ ngắn, không cộng thêm", rule(Kind.COUNT, AT_MOST, 10), {"Q1": number(4), "6T": number(6), "Q3": number(3), "N": number(10)}, AFTER_YEAR, V.MET),
    case("đủ bốn báo cáo đã xác nhận là kết luận cuối cùng", rule(), {"Q1": of(20, 20), "6T": of(40, 40), "Q3": of(20, 20), "N": of(90, 100)}, AFTER_YEAR, V.MISSED),
    case("còn kỳ Quý III chưa xác nhận thì chưa kết luận cuối cùng", rule(), {"Q1": of(20, 20), "6T": of(40, 40), "N": of(94, 100)}, AFTER_YEAR, V.NEAR, sent=["Q3"]),
    case("kỳ đã khoá thì kết luận dù thiếu Quý III", rule(), {"Q1": of(20, 20), "6T": of(40, 40), "N": of(94, 100)}, AFTER_YEAR, V.MISSED, closed=["Q3"]),
    case("hết ngày số liệu năm nhưng chưa xác nhận thì còn tạm tính", rule(), {"Q1": of(20, 20), "6T": of(40, 40), "Q3": of(20, 20)}, AFTER_YEAR, V.ON_TRACK),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), FINAL)
def test_once_final_the_condition_alone_decides(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


HOLD = rule(value=98)
# fmt: off
RUNNING_RATIO = [
    case("9.600/10.000 so với 98%, ước 16.000: phần còn lại phải 101,4%, khó đạt", HOLD, {"6T": of(6400, 6700), "Q3": of(3200, 3300)}, AFTER_Q3, V.UNLIKELY, last_year={"N": of(15500, 16000)}, owed=["6T", "Q3"]),
    case("9.750/10.000 so với 98%, ước 16.000: còn được phép 70, gần đạt", HOLD, {"6T": of(6500, 6700), "Q3": of(3250, 3300)}, AFTER_Q3, V.NEAR, last_year={"N": of(15500, 16000)}, owed=["6T", "Q3"]),
    case("còn trong sai số 1 điểm là gần đạt", rule(), {"6T": of(9400, 10000)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("kém quá 1 điểm nhưng còn bù được là chưa đạt", rule(), {"6T": of(9399, 10000)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("kém đến mức phần còn lại phải trên 100% là khó đạt", rule(), {"6T": of(8000, 10000)}, AFTER_HALF, V.UNLIKELY, owed=["6T"]),
    case("đang 95% giữa năm là đang đạt, chưa phải đạt", rule(), {"6T": of(95, 100)}, AFTER_HALF, V.ON_TRACK, owed=["6T"]),
    case("đang 100% giữa năm vẫn chưa phải đạt", rule(value=100), {"6T": of(100, 100)}, AFTER_HALF, V.ON_TRACK, owed=["6T"]),
    case("yêu cầu 100% mà đã có một hồ sơ trễ là không thể đạt", rule(value=100), {"6T": of(99, 100)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("yêu cầu đúng 100% mà đã có một hồ sơ trễ cũng là không thể đạt", rule(comparator=EQUAL, value=100, is_exact=True), {"6T": of(99, 100)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("yêu cầu 0% mà đã có một hồ sơ là không thể đạt", rule(comparator=AT_MOST, value=0), {"6T": of(1, 100)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("yêu cầu 0% mà chưa có hồ sơ nào là đang đạt", rule(comparator=AT_MOST, value=0), {"6T": of(0, 100)}, AFTER_HALF, V.ON_TRACK, owed=["6T"]),
    case("tối đa 5%, đang 6%, còn trong sai số là gần đạt", rule(comparator=AT_MOST, value=5), {"6T": of(6, 100)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("tối đa 5%, đang 8%: còn giảm được là chưa đạt", rule(comparator=AT_MOST, value=5), {"6T": of(8, 100)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("tối đa 5%, đang 12%: cả năm đã quá mức cho phép là khó đạt", rule(comparator=AT_MOST, value=5), {"6T": of(12, 100)}, AFTER_HALF, V.UNLIKELY, owed=["6T"]),
    case("trên 95% mà đang đúng 95% là gần đạt", rule(comparator=MORE), {"6T": of(95, 100)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("“đúng bằng 80%” đang 80% là đang đạt", rule(comparator=EQUAL, value=80, is_exact=True), {"6T": of(80, 100)}, AFTER_HALF, V.ON_TRACK, owed=["6T"]),
    case("“đúng bằng 80%” đang 83% là chưa đạt", rule(comparator=EQUAL, value=80, is_exact=True), {"6T": of(83, 100)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("tỷ lệ lấy số mới nhất thì không ước tính, không “khó đạt”", rule(Kind.RATIO_OF_STOCKS, value=98), {"6T": of(10, 100)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("tỷ lệ tại thời điểm thấp hơn 100% chưa phải không thể đạt", rule(Kind.RATIO_OF_STOCKS, value=100), {"6T": of(99, 100)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("cộng dồn Quý I và Quý III khi thiếu 6 tháng", rule(), {"Q1": of(100, 100), "Q3": of(90, 100)}, AFTER_Q3, V.ON_TRACK),
    case("xem lại tại thời điểm 6 tháng: chưa tính Quý III", rule(), {"6T": of(100, 100), "Q3": of(0, 100)}, AFTER_Q3, V.ON_TRACK, cutoff=HALF),
    case("xem lại tại 6 tháng khi năm đã xong: không lấy kết luận cuối năm", rule(), {"6T": of(100, 100), "N": of(0, 200)}, AFTER_YEAR, V.ON_TRACK, cutoff=HALF, owed=["6T", "N"]),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), RUNNING_RATIO)
def test_a_running_ratio_is_held_against_the_year_to_date(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


# fmt: off
STANDING = [
    case("hạng 12 giữa năm là đang đạt", rule(Kind.RANK, AT_MOST, 15, tolerance=Decimal(2)), {"6T": number(12, 34)}, AFTER_HALF, V.ON_TRACK, owed=["6T"]),
    case("hạng 17 kém 2 bậc là gần đạt", rule(Kind.RANK, AT_MOST, 15, tolerance=Decimal(2)), {"6T": number(17, 34)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("hạng 18 kém 3 bậc là chưa đạt", rule(Kind.RANK, AT_MOST, 15, tolerance=Decimal(2)), {"6T": number(18, 34)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("cấp độ 2 khi cần 3 giữa năm là chưa đạt, không phải không thể đạt", rule(Kind.GRADE, value=3, tolerance=Decimal(0)), {"6T": number(2)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("tồn đọng 40 khi cần 0 giữa năm là chưa đạt, không phải không thể đạt", rule(Kind.STOCK, AT_MOST, 0), {"6T": number(40)}, AFTER_HALF, V.BEHIND, owed=["6T"]),
    case("tồn đọng lấy số mới nhất, không cộng các kỳ", rule(Kind.STOCK, AT_MOST, 50), {"Q1": number(40), "6T": number(45)}, AFTER_HALF, V.ON_TRACK),
    case("hài lòng 84,6% so với 85% là gần đạt", rule(Kind.LEVEL, value=85), {"6T": number("84.6", 200)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("hài lòng bình quân theo số phiếu của các kỳ", rule(Kind.LEVEL, value=85, across_periods=AcrossPeriods.WEIGHTED), {"6T": number(80, 100), "Q3": number(90, 300)}, AFTER_Q3, V.ON_TRACK, owed=["6T", "Q3"]),
    case("một kỳ không rõ số phiếu thì lấy mức mới nhất", rule(Kind.LEVEL, value=85, across_periods=AcrossPeriods.WEIGHTED), {"6T": number(95), "Q3": number(80, 300)}, AFTER_Q3, V.BEHIND, owed=["6T", "Q3"]),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), STANDING)
def test_what_stands_on_a_day_is_judged_by_its_latest_figure(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


# --- several agencies in one verdict ------------------------------------------------------------------------------------


def test_a_whole_with_units_missing_is_provisional_and_names_them():
    held = rule()
    judged = several({"Sở A": {"6T": of(95, 100)}, "Sở B": {"6T": of(100, 100)}, "Sở C": {}}, held, owed=["6T"])
    result = verdict_on(judged, held, AFTER_HALF)
    assert result.verdict == V.ON_TRACK
    assert result.is_running
    assert (result.coverage.approved, result.coverage.owing, result.coverage.missing) == (2, 3, ("Sở C",))
    assert "tạm tính, 2/3 đơn vị đã xác nhận" in result.sentence


def test_a_whole_is_final_when_the_period_is_closed_with_one_agency_missing():
    held = rule()
    judged = several({"Sở A": {"N": of(96, 100)}, "Sở B": {}}, held, owed=["N"], closed=["N"])
    result = verdict_on(judged, held, AFTER_YEAR)
    assert (result.verdict, result.word) == (V.MET, "Vượt")
    assert not result.is_running
    assert result.coverage.missing == ("Sở B",)
    assert "1/2 đơn vị đã xác nhận" in result.sentence


def test_a_whole_waits_for_the_agency_that_has_only_sent():
    held = rule()
    judged = several({"Sở A": {"N": of(80, 100)}, "Sở B": {}}, held, owed=["N"], sent=["N"])
    assert verdict_on(judged, held, AFTER_YEAR).verdict not in (V.MET, V.MISSED)


def test_percentages_are_never_averaged():
    held = rule()
    judged = several({"Sở A": {"N": of(1, 1)}, "Sở B": {"N": of(900, 1000)}}, held, owed=["N"])
    result = verdict_on(judged, held, AFTER_YEAR)
    assert result.value == Fraction(90100, 1001)
    assert result.verdict == V.MISSED


# --- what a result says of itself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        pytest.param(97, 100, "97%", id="số tròn không kéo theo số 0"),
        pytest.param(9755, 10000, "97,6%", id="một chữ số thập phân, làm tròn nửa lên"),
        pytest.param(9796, 10000, "97,96%", id="97,96% không hiện thành 98% khi chưa đạt 98%"),
        pytest.param(97996, 100000, "97,996%", id="thêm chữ số đến khi không trái kết luận"),
        pytest.param(9801, 10000, "98,01%", id="98,01% không hiện thành 98% khi đã vượt"),
        pytest.param(2, 3, "66,7%", id="xa mốc thì một chữ số là đủ"),
    ],
)
def test_the_shown_value_never_contradicts_its_verdict(numerator, denominator, shown):
    result = attainment(rule(value=98), {"N": of(numerator, denominator)}, AFTER_YEAR, owed=["N"])
    assert result.shown == shown


def test_a_small_denominator_is_judged_and_marked():
    small = attainment(rule(), {"N": of(2, 3)}, AFTER_YEAR, owed=["N"])
    large = attainment(rule(), {"N": of(20, 30)}, AFTER_YEAR, owed=["N"])
    assert (small.verdict, small.is_small_sample, large.is_small_sample) == (V.MISSED, True, False)
    assert "mẫu nhỏ" in small.sentence


def test_the_gap_is_said_in_the_unit_of_the_indicator():
    assert attainment(rule(), {"6T": of(943, 1000)}, AFTER_HALF, owed=["6T"]).gap == "thiếu 0,7 điểm %"
    assert attainment(count(12), {"6T": number(4)}, AFTER_HALF, owed=["6T"]).gap == "thiếu 2 hội nghị"
    ranked = rule(Kind.RANK, AT_MOST, 15)
    assert attainment(ranked, {"6T": number(18, 34)}, AFTER_HALF, owed=["6T"]).gap == "kém 3 bậc"
    returned = rule(comparator=AT_MOST, value=5)
    assert attainment(returned, {"6T": of(8, 100)}, AFTER_HALF, owed=["6T"]).gap == "cao hơn 3 điểm %"


@pytest.mark.parametrize(
    ("numerator", "shown", "gap"),
    [
        pytest.param(9655, "96,6%", "thiếu 1,4 điểm %", id="96,55% hiện 96,6% thì thiếu 1,4, không phải 1,5"),
        pytest.param(9796, "97,96%", "thiếu 0,04 điểm %", id="thêm chữ số khi cần"),
        pytest.param(9000, "90%", "thiếu 8 điểm %", id="số tròn"),
    ],
)
def test_the_shown_value_and_the_gap_add_up(numerator, shown, gap):
    result = attainment(rule(value=98), {"N": of(numerator, 10000)}, AFTER_YEAR, owed=["N"])
    assert (result.shown, result.gap) == (shown, gap)


def test_what_is_counted_in_whole_pieces_is_asked_in_whole_pieces():
    """Half of 95 dossiers is 47,5: at most 47 in words, and 47,5 in the arithmetic says the same."""
    held = rule(Kind.STOCK, AT_LEAST, 50, relative=Relative(RelativeKind.PERCENT, is_down=True))
    result = attainment(held, {"N": number(48)}, AFTER_YEAR, owed=["N"], baseline=Fraction(95))
    assert result.sentence == "Năm 2026: 48 hồ sơ, không đạt yêu cầu tối đa 47 hồ sơ: cao hơn 1 hồ sơ."


def test_one_agency_is_not_counted_as_a_share_of_itself():
    result = attainment(rule(), {"6T": of(96, 100)}, AFTER_Q3, owed=["6T", "Q3"])
    assert result.sentence.endswith("(thiếu Quý III; tạm tính, còn thiếu báo cáo).")


def test_a_gap_in_the_year_is_named_beside_the_figure():
    result = attainment(rule(), {"Q1": of(100, 100), "Q3": of(90, 100)}, AFTER_Q3)
    assert "thiếu Quý II" in result.sentence


def test_a_derived_figure_says_how_it_was_derived():
    held = rule(due=Due(Period(PeriodKind.QUARTER, 2026, 2)))
    result = attainment(held, {"Q1": of(50, 100), "6T": of(148, 200)}, AFTER_HALF)
    assert result.total.notes == ("suy ra: Quý II = 6 tháng − Quý I",)


def test_a_provisional_view_says_that_it_counts_what_is_not_confirmed():
    result = attainment(rule(), {"6T": of(96, 100)}, AFTER_HALF, owed=["6T"], is_provisional=True)
    assert "gồm số liệu chưa xác nhận" in result.sentence


def test_met_counts_only_what_is_final_or_certain():
    on_track = attainment(rule(), {"6T": of(96, 100)}, AFTER_HALF, owed=["6T"])
    met = attainment(count(4), {"6T": number(4)}, AFTER_HALF, owed=["6T"])
    assert (on_track.group, on_track.counts_as_met) == (VerdictGroup.GOOD, False)
    assert (met.group, met.counts_as_met) == (VerdictGroup.GOOD, True)


@pytest.mark.parametrize(
    ("verdict", "group"),
    [
        (V.MET, VerdictGroup.GOOD),
        (V.ON_TRACK, VerdictGroup.GOOD),
        (V.NEAR, VerdictGroup.ATTENTION),
        (V.BEHIND, VerdictGroup.ATTENTION),
        (V.UNLIKELY, VerdictGroup.ATTENTION),
        (V.MISSED, VerdictGroup.FAILED),
        (V.OUT_OF_REACH, VerdictGroup.FAILED),
        (V.NO_DATA, VerdictGroup.UNJUDGED),
        (V.NOT_DUE, VerdictGroup.UNJUDGED),
        (V.AWAITING, VerdictGroup.UNJUDGED),
        (V.NOTHING_OCCURRED, VerdictGroup.UNJUDGED),
        (V.NOT_APPLICABLE, VerdictGroup.UNJUDGED),
    ],
)
def test_a_dashboard_gathers_verdicts_in_four_groups(verdict, group):
    from dataclasses import replace

    result = attainment(rule(), {"N": of(96, 100)}, AFTER_YEAR, owed=["N"])
    assert replace(result, verdict=verdict).group == group
    assert replace(result, verdict=verdict).sign
