"""What kind of target a sentence sets, and what belongs to the kind: window, direction, inner condition, day."""

from datetime import date
from decimal import Decimal

import pytest

from targets.target_reading import ReadKind
from targets.wording import read_sentence

KINDS = [
    ("Tối thiểu 88% hồ sơ được trả trước hạn.", "ratio", "%"),
    ("Giá trị giao dịch số gấp 12 lần tổng sản phẩm của tỉnh.", "ratio", "lần"),
    ("Điểm phục vụ người dân đạt từ 85 điểm trở lên.", "ratio", "điểm"),
    ("Mức độ hài lòng của người dân đạt tối thiểu 87%.", "satisfaction", "%"),
    ("91% người dân đánh giá hài lòng khi làm thủ tục.", "satisfaction", "%"),
    ("Chỉ số SIPAS của huyện đạt từ 90% trở lên.", "satisfaction", "%"),
    ("100% phòng chuyên môn có đề xuất cắt giảm thủ tục.", "share_of_units", "%"),
    ("Tỷ lệ đơn vị sự nghiệp tự chủ đạt 25%.", "share_of_units", "%"),
    ("Trên một nửa số xã có điểm hỗ trợ dịch vụ công.", "share_of_units", "%"),
    ("100% công chức một cửa mặc trang phục theo quy định.", "ratio", "%"),
    ("Phấn đấu Chỉ số cải cách hành chính thuộc nhóm 12 tỉnh dẫn đầu.", "rank", "hạng"),
    ("Phấn đấu PAPI vào top 20 cả nước.", "rank", "hạng"),
    ("Phấn đấu xếp thứ 9 trở lên trong 34 tỉnh, thành phố.", "rank", "hạng"),
    ("Xã phấn đấu xếp loại Tốt trở lên về cải cách hành chính.", "grade", ""),
    ("Tổ chức đối thoại với hộ kinh doanh ít nhất 2 lần/năm.", "count_per_period", "lần/năm"),
    ("Mỗi quý tổ chức 1 cuộc kiểm tra công vụ.", "count_per_period", "cuộc/quý"),
    ("Hằng năm mở ít nhất 02 lớp bồi dưỡng.", "count_per_period", "lớp/năm"),
    ("Tổ chức 03 hội nghị đối thoại trong năm 2026.", "count", "hội nghị"),
    ("Xây dựng ít nhất 04 kịch bản dữ liệu.", "count", "kịch bản"),
    ("Bãi bỏ tối thiểu 20 điều kiện kinh doanh.", "count", "điều kiện"),
    ("Kết nối ít nhất 6 cơ sở dữ liệu chuyên ngành.", "count", "cơ sở dữ liệu"),
    ("Thời gian chờ tại quầy không quá 12 phút.", "duration", "phút"),
    ("Trả lời phản ánh trong vòng 36 giờ.", "duration", "giờ"),
    ("Giảm thời gian cấp phép từ 20 ngày xuống còn tối đa 14 ngày.", "duration", "ngày"),
    ("Cắt giảm ít nhất 25% thời gian giải quyết so với năm 2024.", "change", "%"),
    ("Số hồ sơ trực tuyến tăng gấp đôi so với năm 2023.", "change", "lần"),
    ("Giảm một nửa thời gian chờ so với năm 2025.", "change", "%"),
    ("Phấn đấu tăng 03 bậc trên bảng xếp hạng.", "change", "bậc"),
    ("Nâng tỷ lệ hồ sơ trực tuyến lên 75%.", "ratio", "%"),
    ("Ban hành quy chế làm việc trước ngày 20/3/2026.", "deadline", "ngày"),
]


@pytest.mark.parametrize("sentence, kind, unit", [pytest.param(*case, id=case[0]) for case in KINDS])
def test_the_words_around_the_number_decide_the_kind(sentence, kind, unit):
    (reading,) = read_sentence(sentence)
    assert (reading.kind, reading.unit) == (kind, unit)


def test_a_share_of_units_keeps_what_each_unit_must_do():
    (reading,) = read_sentence("100% UBND các xã tổ chức đối thoại với thanh niên ít nhất 2 lần/năm.")
    assert reading.kind == ReadKind.SHARE_OF_UNITS
    assert reading.scope == "UBND các xã"
    assert reading.inner.words == "tổ chức đối thoại với thanh niên ít nhất 2 lần/năm"
    assert (reading.inner.comparator, reading.inner.value, reading.inner.unit) == (">=", 2, "lần/năm")


def test_the_number_behind_reaches_is_the_outer_one():
    (reading,) = read_sentence("Tỷ lệ xã sử dụng ít nhất 03 nền tảng số đạt 80%.")
    assert (reading.value, reading.unit, reading.kind) == (80, "%", ReadKind.SHARE_OF_UNITS)


def test_a_grade_inside_a_share_is_its_inner_condition():
    (reading,) = read_sentence("100% xã, phường đạt cấp độ 2 về an toàn thông tin.")
    assert reading.kind == ReadKind.SHARE_OF_UNITS
    assert "cấp độ 2" in reading.inner.words


def test_a_list_under_one_verb_stays_a_change():
    thesame = read_sentence("Cắt giảm ít nhất 20% thời gian và 15% thành phần hồ sơ so với năm 2024.")
    assert [(one.kind, one.value, one.direction, one.relative) for one in thesame] == [
        (ReadKind.CHANGE, 20, "down", "percent"),
        (ReadKind.CHANGE, 15, "down", "percent"),
    ]


def test_an_aim_beyond_a_band_is_its_stretch():
    (reading,) = read_sentence("Phấn đấu Chỉ số SIPAS thuộc nhóm 8 tỉnh dẫn đầu, hướng tới nhóm 5.")
    assert (reading.comparator, reading.value, reading.stretch) == ("<=", 8, 5)


@pytest.mark.parametrize(
    "sentence, comparator, day, due",
    [
        pytest.param("Hoàn thành rà soát trước ngày 30/6/2026.", "<", date(2026, 6, 30), "2026-06-30", id="trước ngày"),
        pytest.param("Nộp báo cáo chậm nhất ngày 15/12/2026.", "<=", date(2026, 12, 15), "2026-12-15", id="chậm nhất"),
        pytest.param("Ban hành danh mục trong tháng 2.2026.", "<=", date(2026, 2, 28), "2026-02-28", id="trong tháng"),
        pytest.param("Hoàn thành đề án trong quý II/2026.", "<=", date(2026, 6, 30), "2026-06-30", id="trong quý"),
        pytest.param("Hoàn thành đề án trước tháng 9/2026.", "<", date(2026, 9, 1), "2026-09-01", id="trước tháng"),
        pytest.param("Hoàn thành rà soát trước ngày 30/6.", "<", None, "06-30", id="không nêu năm"),
        pytest.param("Gửi báo cáo trước ngày 10/11 hằng năm.", "<", None, "11-10", id="hằng năm"),
    ],
)
def test_a_deadline_is_a_day(sentence, comparator, day, due):
    (reading,) = read_sentence(sentence)
    assert (reading.kind, reading.comparator, reading.value) == (ReadKind.DEADLINE, comparator, None)
    assert (reading.due_on, reading.due) == (day, due)


def test_the_plans_year_stands_for_a_day_without_one():
    (reading,) = read_sentence("Hoàn thành rà soát trước ngày 30/6.", year=2026)
    assert reading.due_on == date(2026, 6, 30)


def test_a_day_behind_a_number_is_its_due_day():
    (reading,) = read_sentence("Hoàn thành số hóa 100% sổ hộ tịch trước ngày 30/9/2026.")
    assert (reading.kind, reading.value, reading.due_on) == (ReadKind.RATIO, Decimal(100), date(2026, 9, 30))


@pytest.mark.parametrize(
    "sentence, window",
    [
        pytest.param("Mỗi quý tổ chức 1 cuộc kiểm tra công vụ.", "quarter", id="mỗi quý"),
        pytest.param("Sáu tháng một lần tổ chức ít nhất 1 buổi đối thoại.", "half", id="6 tháng một lần"),
        pytest.param("Hằng năm mở ít nhất 02 lớp bồi dưỡng.", "", id="hằng năm"),
    ],
)
def test_a_rhythm_within_the_year_is_its_window(sentence, window):
    (reading,) = read_sentence(sentence)
    assert reading.window == window
