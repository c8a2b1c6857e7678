"""Sentences where several things meet: lists, elided nouns, starts and levels, dealt-out values, brackets."""

from decimal import Decimal

import pytest

from targets.wording import read_sentence

HARD = [
    (
        "Tăng tỷ lệ thanh toán trực tuyến từ 42% năm 2023 lên tối thiểu 65%.",
        [(">=", "65", "%", "ratio")],
    ),
    (
        "Lĩnh vực đất đai đúng hạn từ 85%, lĩnh vực xây dựng từ 88%, còn lại từ 91% trở lên.",
        [(">=", "85", "%", "ratio"), (">=", "88", "%", "ratio"), (">=", "91", "%", "ratio")],
    ),
    (
        "Tỷ lệ đúng hạn của cấp tỉnh, cấp huyện, cấp xã đạt tương ứng tối thiểu 60%, 50%, 40%.",
        [(">=", "60", "%", "ratio"), (">=", "50", "%", "ratio"), (">=", "40", "%", "ratio")],
    ),
    (
        "Mức độ hài lòng về y tế, giáo dục lần lượt đạt 91% và 87%.",
        [("=", "91", "%", "satisfaction"), ("=", "87", "%", "satisfaction")],
    ),
    (
        "Đến năm 2027, có tối thiểu 80% và đến năm 2030 có 100% dịch vụ công được cung cấp trực tuyến.",
        [(">=", "80", "%", "ratio"), ("=", "100", "%", "ratio")],
    ),
    (
        "Thời gian giải quyết bình quân 03 ngày, tối đa không quá 05 ngày làm việc.",
        [("=", "3", "ngày", "duration"), ("<=", "5", "ngày làm việc", "duration")],
    ),
    (
        "Mỗi năm tổ chức 3 cuộc kiểm tra và 2 cuộc đối thoại.",
        [("=", "3", "cuộc/năm", "count_per_period"), ("=", "2", "cuộc/năm", "count_per_period")],
    ),
    (
        "Phấn đấu 50% hộ có tài khoản thanh toán, 8 sản phẩm lên sàn.",
        [("=", "50", "%", "ratio"), ("=", "8", "sản phẩm", "count")],
    ),
    (
        "Giảm tối thiểu 30% thời gian và giảm 45% chi phí so với năm 2022.",
        [(">=", "30", "%", "change"), (">=", "45", "%", "change")],
    ),
    ("Tỷ lệ người từ 16 tuổi trở lên biết dùng dịch vụ số đạt 45%.", [("=", "45", "%", "ratio")]),
    ("Điểm phục vụ người dân đạt từ 4,2/5 điểm trở lên.", [(">=", "4.2", "điểm", "ratio")]),
    ("Tám mươi phần trăm (80%) hộ dân có điện thoại thông minh.", [("=", "80", "%", "ratio")]),
    ("Đến năm 2040 có ít nhất 2 triệu hộ kinh doanh số.", [(">=", "2000000", "hộ", "count")]),
    ("Bệnh viện công lập: 100% thực hiện bệnh án điện tử.", [("=", "100", "%", "share_of_units")]),
    ("Tất cả các xã đạt tối thiểu 75 điểm Chỉ số phục vụ.", [("=", "100", "%", "share_of_units")]),
    ("Tối thiểu 15% thủ tục được cắt giảm so với hiện nay.", [(">=", "15", "%", "change")]),
    ("Rút ngắn 1/2 thời gian giải quyết thủ tục đất đai.", [("=", "50", "%", "change")]),
    ("Giảm thời gian họp còn không quá 03 giờ/tháng.", [("<=", "3", "giờ/tháng", "duration")]),
    ("Trên 30% doanh nghiệp thường xuyên dùng hóa đơn điện tử.", [(">", "30", "%", "ratio")]),
    ("Ít nhất 95% người dân được khảo sát hài lòng.", [(">=", "95", "%", "satisfaction")]),
    (
        "100% lãnh đạo phòng được quán triệt chủ trương, đặc biệt là việc cải thiện các Chỉ số SIPAS, PAPI.",
        [("=", "100", "%", "ratio")],
    ),
    ("Sáu tháng một lần tổ chức ít nhất 1 buổi đối thoại.", [(">=", "1", "buổi/6 tháng", "count_per_period")]),
    ("2 | Tỷ lệ hồ sơ có kết quả điện tử | % | ≥ 95 | Văn phòng", [(">=", "95", "%", "ratio")]),
]


@pytest.mark.parametrize("sentence, rules", [pytest.param(*case, id=case[0]) for case in HARD])
def test_each_number_of_a_crowded_sentence_is_told_apart(sentence, rules):
    found = [(one.comparator, one.value, one.unit, str(one.kind)) for one in read_sentence(sentence)]
    assert found == [(sign, Decimal(value), unit, kind) for sign, value, unit, kind in rules]


def test_no_target_is_left_without_a_name():
    nameless = [one.sentence for sentence, _ in HARD for one in read_sentence(sentence) if not one.indicator]
    assert nameless == []


def test_dealt_out_values_go_to_their_levels():
    readings = read_sentence("Tỷ lệ đúng hạn của cấp tỉnh, cấp xã đạt tương ứng tối thiểu 60%, 40%.")
    assert [(one.value, one.scope) for one in readings] == [(60, "cấp tỉnh"), (40, "cấp xã")]


def test_a_bare_scope_takes_its_neighbours_name():
    first, second = read_sentence(
        "Tỷ lệ hồ sơ đúng hạn từ 98% trở lên, riêng lĩnh vực khiếu nại tỷ lệ đạt 95% trở lên."
    )
    assert (second.indicator, second.scope) == (first.indicator, "lĩnh vực khiếu nại")


def test_what_is_aimed_at_beyond_is_a_stretch():
    (reading,) = read_sentence("Tỷ lệ ký số đạt 80%, hướng tới 90%.")
    assert (reading.value, reading.stretch) == (80, 90)


def test_a_verb_before_the_units_is_what_is_done_to_them():
    (reading,) = read_sentence("Kiểm tra ít nhất 25% cơ quan, đơn vị.")
    assert (reading.scope, reading.inner.words) == ("cơ quan, đơn vị", "được kiểm tra")
