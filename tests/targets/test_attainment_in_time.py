"""The verdict in time: counts, windows, days of doing, paths, baselines, amended versions, due days."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from periods.period import Calendar, Period, PeriodKind
from targets.rule import Due, Relative, Version, due_on
from targets.terms import (
    Better,
    Comparator,
    Kind,
    Path,
    RelativeKind,
    Typed,
    Verdict,
    Window,
)
from tests.targets.cases import (
    AFTER_HALF,
    AFTER_Q1,
    AFTER_Q3,
    AFTER_YEAR,
    BETWEEN_END_AND_DUE_DAY,
    DISSOLVED_IN_JULY,
    FOUNDED_IN_JULY,
    HALF,
    NO,
    ONLY_YEAR,
    attainment,
    case,
    check,
    count,
    number,
    of,
    reach,
    rule,
    yes,
)

V = Verdict
AT_LEAST, AT_MOST, EQUAL = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.EQUAL
MORE, LESS, BETWEEN = Comparator.MORE_THAN, Comparator.LESS_THAN, Comparator.BETWEEN


# fmt: off
COUNTS = [
    case("yêu cầu 12 cả năm: hết 6 tháng được 6 là đúng tiến độ", count(12), {"6T": number(6)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("yêu cầu 12 cả năm: hết 6 tháng được 5 là gần đạt", count(12), {"6T": number(5)}, AFTER_HALF, V.NEAR, owed=["6T"]),
    case("yêu cầu 12 cả năm: hết 6 tháng được 4 là chậm tiến độ", count(12), {"6T": number(4)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"]),
    case("yêu cầu 2 cả năm: hết Quý I chưa có vẫn đúng tiến độ", count(2), {"Q1": number(0)}, AFTER_Q1, V.ON_TRACK, "Đúng tiến độ"),
    case("yêu cầu 2 cả năm: hết Quý III mới có 1 vẫn đúng tiến độ (1,5 tính là 1)", count(2), {"6T": number(1), "Q3": number(0)}, AFTER_Q3, V.ON_TRACK, "Đúng tiến độ", owed=["6T", "Q3"]),
    case("chưa qua hạn gửi Quý III thì mốc vẫn là 6 tháng", count(12, tolerance=Decimal(0)), {"6T": number(6)}, BETWEEN_END_AND_DUE_DAY, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("qua hạn gửi Quý III thì mốc là 9 tháng", count(12, tolerance=Decimal(0)), {"6T": number(6)}, AFTER_Q3, V.BEHIND, "Chậm tiến độ", owed=["6T"]),
    case("đã đủ số giữa năm là đạt, vì không thể giảm", count(4), {"6T": number(4)}, AFTER_HALF, V.MET, owed=["6T"]),
    case("đã quá số giữa năm là vượt", count(4), {"6T": number(5)}, AFTER_HALF, V.MET, "Vượt", owed=["6T"]),
    case("trên 4 thì 4 chưa đủ", count(4, MORE), {"6T": number(4)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("tối đa 10 mà giữa năm 9 là đúng tiến độ", count(10, AT_MOST, better=Better.LOWER), {"6T": number(9)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("tối đa 10 mà giữa năm đã 11 là không thể đạt", count(10, AT_MOST, better=Better.LOWER), {"6T": number(11)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("dưới 10 mà đã 10 là không thể đạt", count(10, LESS, better=Better.LOWER), {"6T": number(10)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("đúng bằng 5: giữa năm đủ 5 là đúng tiến độ", count(5, EQUAL, is_exact=True), {"6T": number(5)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("đúng bằng 5: giữa năm 6 là không thể đạt", count(5, EQUAL, is_exact=True), {"6T": number(6)}, AFTER_HALF, V.OUT_OF_REACH, owed=["6T"]),
    case("đúng bằng 5: giữa năm 0 là chậm tiến độ", count(5, EQUAL, is_exact=True), {"6T": number(0)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"]),
    case("hạn 6 tháng: mốc tính theo 6 tháng chứ không theo năm", count(4, due=Due(HALF), tolerance=Decimal(0)), {"Q1": number(1)}, AFTER_Q1, V.BEHIND, "Chậm tiến độ"),
    case("hạn 6 tháng: hết 6 tháng là kết luận", count(4, due=Due(HALF)), {"Q1": number(1), "6T": number(3)}, AFTER_HALF, V.MISSED, owed=["Q1", "6T"]),
    case("mốc nhập tay thay cho chia đều", count(12, milestones=((6, Decimal(2)), (9, Decimal(6)))), {"6T": number(2)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), COUNTS)
def test_a_count_is_expected_by_its_share_of_the_year(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


EACH_HALF = count(1, window=Window.HALF, tolerance=Decimal(0))
# fmt: off
WINDOWS = [
    case("mỗi 6 tháng một hội nghị: một lần mỗi nửa năm là đạt", EACH_HALF, {"Q1": number(0), "6T": number(1), "Q3": number(1), "N": number(2)}, AFTER_YEAR, V.MET),
    case("mỗi 6 tháng một hội nghị: hai lần nửa đầu, không lần nửa sau là không đạt", EACH_HALF, {"Q1": number(1), "6T": number(2), "Q3": number(0), "N": number(2)}, AFTER_YEAR, V.MISSED),
    case("mỗi 6 tháng: nửa đầu đã xong mà không có lần nào là không thể đạt", EACH_HALF, {"Q1": number(0), "6T": number(0)}, AFTER_HALF, V.OUT_OF_REACH, owed=["Q1", "6T", "Q3", "N"]),
    case("mỗi 6 tháng: nửa đầu đã có là đúng tiến độ", EACH_HALF, {"Q1": number(1), "6T": number(1)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ"),
    case("mỗi 6 tháng: nửa đầu chưa xác nhận hết thì chưa kết luận", EACH_HALF, {"Q1": number(0)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", sent=["6T"]),
    case("Quý III tính vào nửa cuối năm", EACH_HALF, {"Q1": number(1), "6T": number(1), "Q3": number(1)}, AFTER_Q3, V.MET),
    case("Quý III chưa có thì nửa cuối chưa trượt, còn báo cáo năm", EACH_HALF, {"Q1": number(1), "6T": number(1), "Q3": number(0)}, AFTER_Q3, V.ON_TRACK, "Đúng tiến độ"),
    case("nửa cuối suy ra từ báo cáo năm trừ 6 tháng", EACH_HALF, {"6T": number(1), "N": number(2)}, AFTER_YEAR, V.MET, owed=["6T", "N"]),
    case("mỗi quý: Quý II suy ra từ 6 tháng trừ Quý I", count(1, window=Window.QUARTER), {"Q1": number(1), "6T": number(1)}, AFTER_HALF, V.OUT_OF_REACH),
    case("mỗi quý: Quý II có 2 lần là đúng tiến độ", count(1, window=Window.QUARTER), {"Q1": number(1), "6T": number(3)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ"),
    case("mỗi quý, tỷ lệ: một quý không đạt là không thể đạt", rule(window=Window.QUARTER), {"Q1": of(90, 100), "6T": of(280, 300)}, AFTER_HALF, V.OUT_OF_REACH),
    case("mỗi quý, tỷ lệ: các quý đã qua đều đạt là đang đạt", rule(window=Window.QUARTER), {"Q1": of(96, 100), "6T": of(290, 300)}, AFTER_HALF, V.ON_TRACK),
    case("đơn vị đã giải thể không bị đánh giá dù nửa đầu đã đạt", EACH_HALF, {"Q1": number(1), "6T": number(1)}, AFTER_YEAR, V.NOT_APPLICABLE, owed=["Q1", "6T"], absences=DISSOLVED_IN_JULY),
    case("đơn vị mới thành lập chỉ bị đánh giá nửa cuối", EACH_HALF, {"Q3": number(1), "N": number(1)}, AFTER_YEAR, V.MET, owed=["Q3", "N"], absences=FOUNDED_IN_JULY),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), WINDOWS)
def test_each_part_of_a_window_is_judged_by_itself(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


DONE = rule(Kind.YES_NO, value=None)
BY_MARCH = rule(Kind.YES_NO, value=None, due=due_on(date(2026, 3, 31), Calendar.CCHC))
# fmt: off
YES_NO = [
    case("đã làm giữa năm là đạt", DONE, {"6T": yes(date(2026, 5, 4))}, AFTER_HALF, V.MET, owed=["6T"]),
    case("chưa làm, chưa hết năm là đúng tiến độ", DONE, {"6T": NO}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T", "N"]),
    case("hết năm không làm là không đạt", DONE, {"N": NO}, AFTER_YEAR, V.MISSED, owed=["N"]),
    case("báo cáo sau ghi “chưa” không xoá việc đã làm", DONE, {"Q1": yes(date(2026, 2, 1)), "6T": NO}, AFTER_HALF, V.MET),
    case("hạn 31/3, làm ngày 30/3 là đạt", BY_MARCH, {"6T": yes(date(2026, 3, 30))}, AFTER_HALF, V.MET, owed=["6T"]),
    case("hạn 31/3, làm ngày 1/4 là không đạt, xong muộn", BY_MARCH, {"6T": yes(date(2026, 4, 1))}, AFTER_HALF, V.MISSED, owed=["6T"]),
    case("hạn 31/3 rơi vào báo cáo 6 tháng: hết Quý I chưa làm vẫn đúng tiến độ", BY_MARCH, {"Q1": NO}, date(2026, 4, 20), V.ON_TRACK, "Đúng tiến độ"),
    case("báo cáo chứa ngày hạn đã xác nhận mà không có là không thể đạt", BY_MARCH, {"6T": NO}, AFTER_HALF, V.OUT_OF_REACH, owed=["Q1", "6T"]),
    case("mọi báo cáo đến ngày hạn đã xác nhận mà không có là không đạt", BY_MARCH, {"Q1": NO, "6T": NO}, AFTER_HALF, V.MISSED),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), YES_NO)
def test_a_yes_is_judged_by_its_day_of_doing(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


CUMULATIVE = {"typed": Typed.CUMULATIVE}
STOCK_REACH = {"path": Path.REACH, "starts_anew": False}
# fmt: off
REACHING = [
    case("bồi dưỡng 100%: hết 6 tháng được 60% là đúng tiến độ (mốc 50%)", reach(), {"6T": of(60, 100)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"], **CUMULATIVE),
    case("bồi dưỡng 100%: hết 6 tháng được 49,5% là gần đạt", reach(), {"6T": of(99, 200)}, AFTER_HALF, V.NEAR, owed=["6T"], **CUMULATIVE),
    case("bồi dưỡng 100%: hết 6 tháng được 30% là chậm tiến độ", reach(), {"6T": of(30, 100)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"], **CUMULATIVE),
    case("bồi dưỡng đếm lại từ đầu năm: kết quả năm trước không phải xuất phát", reach(), {"6T": of(55, 100)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"], last_year={"N": of(95, 100)}, **CUMULATIVE),
    case("số hoá đi tiếp từ kết quả năm trước: 40% lên 80%, giữa năm 60% là đúng tiến độ", rule(Kind.RATIO_OF_STOCKS, value=80, **STOCK_REACH), {"6T": of(60, 100)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"], last_year={"N": of(40, 100)}),
    case("số hoá đi tiếp từ kết quả năm trước: giữa năm 57% là chậm tiến độ", rule(Kind.RATIO_OF_STOCKS, value=80, **STOCK_REACH), {"6T": of(57, 100)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"], last_year={"N": of(40, 100)}),
    case("năm trước đã quá đích thì mốc không cao hơn đích", rule(Kind.RATIO_OF_STOCKS, value=80, **STOCK_REACH), {"Q1": of(81, 100)}, AFTER_Q1, V.ON_TRACK, "Đúng tiến độ", last_year={"N": of(98, 100)}),
    case("mốc nhập tay: hết Quý I cần 40%", reach(milestones=((3, Decimal(40)), (9, Decimal(90)))), {"Q1": of(35, 100)}, AFTER_Q1, V.BEHIND, "Chậm tiến độ", **CUMULATIVE),
    case("mốc nhập tay: trước mốc đầu chưa yêu cầu gì", reach(milestones=((6, Decimal(40)),)), {"Q1": of(0, 100)}, AFTER_Q1, V.ON_TRACK, "Đúng tiến độ", **CUMULATIVE),
    case("phấn đấu đạt cuối kỳ mà cuối kỳ thiếu là không đạt", reach(), {"N": of(99, 100)}, AFTER_YEAR, V.MISSED, owed=["N"], **CUMULATIVE),
    case("giảm tồn đọng từ 100 xuống 50: giữa năm 75 là đúng tiến độ", rule(Kind.STOCK, AT_MOST, 50, **STOCK_REACH), {"6T": number(75)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"], last_year={"N": number(100)}),
    case("giảm tồn đọng từ 100 xuống 50: giữa năm 80 là chậm tiến độ", rule(Kind.STOCK, AT_MOST, 50, **STOCK_REACH), {"6T": number(80)}, AFTER_HALF, V.BEHIND, "Chậm tiến độ", owed=["6T"], last_year={"N": number(100)}),
    case("không biết xuất phát thì chưa đòi mức giảm trước hạn", rule(Kind.STOCK, AT_MOST, 50, **STOCK_REACH), {"6T": number(80)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("cấp độ phấn đấu cuối năm không bị đòi giữa năm", rule(Kind.GRADE, value=3, path=Path.REACH), {"6T": number(1)}, AFTER_HALF, V.ON_TRACK, "Đúng tiến độ", owed=["6T"]),
    case("chưa qua hạn gửi kỳ nào thì chưa đòi mốc", reach(), {"Q1": of(0, 100)}, date(2026, 3, 16), V.ON_TRACK, "Đúng tiến độ", **CUMULATIVE),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), REACHING)
def test_what_is_reached_step_by_step_has_a_milestone_for_now(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


def leaning(kind, relative, value, *, down=False, comparator=AT_LEAST, **fields):
    return rule(kind, comparator, value, relative=Relative(relative, down), **fields)


R = RelativeKind
# fmt: off
RELATIVE = [
    case("giảm 50% tồn đọng từ 90: còn 45 là đạt", leaning(Kind.STOCK, R.PERCENT, 50, down=True), {"N": number(45)}, AFTER_YEAR, V.MET, baseline=Fraction(90), **ONLY_YEAR),
    case("giảm 50% tồn đọng từ 90: còn 46 là không đạt", leaning(Kind.STOCK, R.PERCENT, 50, down=True), {"N": number(46)}, AFTER_YEAR, V.MISSED, baseline=Fraction(90), **ONLY_YEAR),
    case("“giảm 50%” viết là bằng vẫn là tối đa một nửa", leaning(Kind.STOCK, R.PERCENT, 50, down=True, comparator=EQUAL), {"N": number(30)}, AFTER_YEAR, V.MET, "Vượt", baseline=Fraction(90), **ONLY_YEAR),
    case("tăng 10% số hội nghị từ 20: 22 là đạt", leaning(Kind.COUNT, R.PERCENT, 10), {"N": number(22)}, AFTER_YEAR, V.MET, baseline=Fraction(20), **ONLY_YEAR),
    case("tăng 2 điểm % từ 83%: 84,9% là không đạt", leaning(Kind.RATIO, R.POINTS, 2), {"N": of(849, 1000)}, AFTER_YEAR, V.MISSED, baseline=Fraction(83), **ONLY_YEAR),
    case("tăng 2 điểm % từ 83%: 85% là đạt", leaning(Kind.RATIO, R.POINTS, 2), {"N": of(85, 100)}, AFTER_YEAR, V.MET, baseline=Fraction(83), **ONLY_YEAR),
    case("gấp 2 lần 15: 30 là đạt", leaning(Kind.COUNT, R.TIMES, 2), {"N": number(30)}, AFTER_YEAR, V.MET, baseline=Fraction(15), **ONLY_YEAR),
    case("tăng 5 bậc từ hạng 20: hạng 15 là đạt", leaning(Kind.RANK, R.PLACES, 5), {"N": number(15, 34)}, AFTER_YEAR, V.MET, baseline=Fraction(20), **ONLY_YEAR),
    case("tăng 5 bậc từ hạng 20: hạng 16 là không đạt", leaning(Kind.RANK, R.PLACES, 5), {"N": number(16, 34)}, AFTER_YEAR, V.MISSED, baseline=Fraction(20), **ONLY_YEAR),
    case("tăng từ 10 đến 15 bậc: tăng 12 bậc là đạt", leaning(Kind.RANK, R.PLACES, 10, comparator=BETWEEN, upper=15), {"N": number(18, 34)}, AFTER_YEAR, V.MET, baseline=Fraction(30), **ONLY_YEAR),
    case("thiếu giá trị gốc thì không đánh giá được", leaning(Kind.STOCK, R.PERCENT, 50, down=True), {"N": number(45)}, AFTER_YEAR, V.NO_DATA, **ONLY_YEAR),
    case("phần trăm của giá trị gốc bằng 0 không tính được", leaning(Kind.STOCK, R.PERCENT, 50, down=True), {"N": number(0)}, AFTER_YEAR, V.NO_DATA, baseline=Fraction(0), **ONLY_YEAR),
    case("điểm % so với giá trị gốc bằng 0 vẫn tính được", leaning(Kind.RATIO, R.POINTS, 2), {"N": of(2, 100)}, AFTER_YEAR, V.MET, baseline=Fraction(0), **ONLY_YEAR),
    case("giá trị gốc lẻ không bị làm tròn: 2/3 tăng 50% đúng bằng 100%", leaning(Kind.RATIO, R.PERCENT, 50), {"N": of(3, 3)}, AFTER_YEAR, V.MET, baseline=Fraction(200, 3), **ONLY_YEAR),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), RELATIVE)
def test_a_relative_target_becomes_a_threshold_first(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


def test_a_relative_figure_that_starts_anew_is_not_expected_to_keep_last_years_result_in_mid_year():
    """Disbursed 80% last year, 5 points more this year: half the year asks for 42,5%, not for 82,5%."""
    held = reach(5, relative=Relative(RelativeKind.POINTS))
    result = attainment(held, {"6T": of(45, 100)}, AFTER_HALF, baseline=Fraction(80), owed=["6T"], **CUMULATIVE)
    assert (result.asked.low, result.expected.low, result.verdict) == (85, Fraction(85, 2), V.ON_TRACK)


OLD, NEW = rule(value=95), rule(value=98)
AMENDED = (Version(OLD, until=date(2026, 7, 1)), Version(NEW, from_day=date(2026, 7, 1)))
WITHDRAWN = (Version(OLD, until=date(2026, 7, 1)),)
FROM_APRIL = (Version(OLD, from_day=date(2026, 4, 1)),)
HALF_QUARTERS = {"Q1": of(96, 100), "6T": of(192, 200), "Q3": of(96, 100), "N": of(384, 400)}
# fmt: off
VERSIONS = [
    case("96% tại 6 tháng: bản cũ yêu cầu 95% là đang đạt", OLD, {"6T": of(96, 100)}, AFTER_HALF, V.ON_TRACK, versions=AMENDED, owed=["6T"]),
    case("97,5% tại Quý III: bản sửa yêu cầu 98% là gần đạt", OLD, {"6T": of(975, 1000), "Q3": of(975, 1000)}, AFTER_Q3, V.NEAR, versions=AMENDED, owed=["6T", "Q3"]),
    case("sau ngày sửa nhưng chưa hết Quý III vẫn theo bản cũ", OLD, {"6T": of(96, 100)}, date(2026, 8, 1), V.ON_TRACK, versions=AMENDED, owed=["6T"]),
    case("cuối năm kết luận theo bản đang hiệu lực", OLD, HALF_QUARTERS, AFTER_YEAR, V.MISSED, versions=AMENDED),
    case("bãi bỏ giữa năm, không bản nào thay thì không áp dụng", OLD, {"6T": of(96, 100), "Q3": of(1, 100)}, AFTER_Q3, V.NOT_APPLICABLE, versions=WITHDRAWN, owed=["6T", "Q3"]),
    case("bản chưa có hiệu lực thì chưa đến kỳ", OLD, {"Q1": of(1, 100)}, AFTER_Q1, V.NOT_DUE, versions=FROM_APRIL),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), VERSIONS)
def test_each_period_is_judged_by_the_version_of_its_last_data_day(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


def test_each_quarter_of_a_window_keeps_the_version_it_ended_under():
    old, new = rule(value=95, window=Window.QUARTER), rule(value=98, window=Window.QUARTER)
    versions = (Version(old, until=date(2026, 7, 1)), Version(new, from_day=date(2026, 7, 1)))
    figures = {"Q1": of(96, 100), "6T": of(192, 200), "Q3": of(99, 100), "N": of(390, 400)}
    result = attainment(new, figures, AFTER_YEAR, versions=versions)
    assert [part.verdict for part in result.parts] == [V.MET, V.MET, V.MET, V.MET]
    assert [part.asked.low for part in result.parts] == [95, 95, 98, 98]


# fmt: off
DUE_DAYS = [
    case("hạn ngày 30/9 nằm trong Quý III và năm: theo kỳ ngắn nhất chứa ngày đó", rule(due=due_on(date(2026, 9, 10), Calendar.CCHC)), {"6T": of(190, 200), "Q3": of(95, 100)}, AFTER_Q3, V.MET, owed=["6T", "Q3"]),
    case("hạn theo ngày thì tính lũy kế từ đầu năm", rule(due=due_on(date(2026, 9, 10), Calendar.CCHC)), {"6T": of(200, 200), "Q3": of(90, 100)}, AFTER_Q3, V.MET, "Vượt", owed=["6T", "Q3"]),
    case("hạn theo kỳ thì chỉ tính số của kỳ đó", rule(due=Due(Period(PeriodKind.QUARTER, 2026, 3))), {"6T": of(200, 200), "Q3": of(90, 100)}, AFTER_Q3, V.MISSED, owed=["6T", "Q3"]),
    case("hạn theo kỳ: kỳ trước kém không ảnh hưởng", rule(due=Due(Period(PeriodKind.QUARTER, 2026, 3))), {"6T": of(100, 200), "Q3": of(100, 100)}, AFTER_Q3, V.MET, "Vượt", owed=["6T", "Q3"]),
    case("hạn Quý III mà mới hết 6 tháng là chưa đến kỳ", rule(due=Due(Period(PeriodKind.QUARTER, 2026, 3))), {"6T": of(100, 200)}, AFTER_HALF, V.NOT_DUE),
    case("hạn Quý II: suy ra từ 6 tháng trừ Quý I", rule(due=Due(Period(PeriodKind.QUARTER, 2026, 2))), {"Q1": of(50, 100), "6T": of(148, 200)}, AFTER_HALF, V.MET, "Vượt"),
]
# fmt: on


@pytest.mark.parametrize(("held", "figures", "today", "verdict", "word", "fields"), DUE_DAYS)
def test_a_target_falls_due_with_a_period_or_on_a_day(held, figures, today, verdict, word, fields):
    check(held, figures, today, verdict, word, fields)


def test_a_late_yes_says_that_it_was_late():
    result = attainment(BY_MARCH, {"6T": yes(date(2026, 4, 1))}, AFTER_HALF, owed=["6T"])
    assert result.is_late
    assert result.sentence == "Xong muộn: thực hiện ngày 01/04/2026, yêu cầu thực hiện đến ngày 31/03/2026."
