"""The number of a target as it is written: comparator, value, unit, ranges, words for numbers, typing errors."""

from decimal import Decimal

import pytest

from targets.wording import read_sentence

SINGLE = [
    ("Tối thiểu 92% hồ sơ được trả đúng hạn.", ">=", "92", "%", "tối thiểu"),
    ("Tối thiếu 92% hồ sơ được trả đúng hạn.", ">=", "92", "%", "gõ nhầm thành tối thiếu"),
    ("Ít nhât 92% hồ sơ được trả đúng hạn.", ">=", "92", "%", "gõ thiếu dấu"),
    ("Có ít nhất là 40% hồ sơ nộp trực tuyến.", ">=", "40", "%", "ít nhất là"),
    ("Tỷ lệ hồ sơ nộp trực tuyến đạt từ 70% trở lên.", ">=", "70", "%", "từ … trở lên"),
    ("Tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu từ 70%.", ">=", "70", "%", "tối thiểu từ"),
    ("Tỷ lệ hồ sơ nộp trực tuyến không thấp hơn 70%.", ">=", "70", "%", "không thấp hơn"),
    ("Tỷ lệ hồ sơ nộp trực tuyến không dưới 70%.", ">=", "70", "%", "không dưới"),
    ("Tỷ lệ hồ sơ nộp trực tuyến lớn hơn hoặc bằng 70%.", ">=", "70", "%", "lớn hơn hoặc bằng"),
    ("Tỷ lệ hồ sơ nộp trực tuyến ≥ 70%.", ">=", "70", "%", "dấu ≥"),
    ("Tỷ lệ hồ sơ nộp trực tuyến >= 70 %.", ">=", "70", "%", "dấu >= và khoảng trắng"),
    ("Tỷ lệ hồ sơ nộp trực tuyến đạt từ70% trở lên.", ">=", "70", "%", "chữ dính số"),
    ("Tỷ lệ văn bản ký số đạt và vượt mức 95%.", ">=", "95", "%", "đạt và vượt"),
    ("TỶ LỆ VĂN BẢN KÝ SỐ ĐẠT TỐI THIỂU 95%", ">=", "95", "%", "chữ hoa"),
    ("Tỷ lệ hồ sơ trễ hạn không quá 1,5%.", "<=", "1.5", "%", "không quá, dấu phẩy thập phân"),
    ("Tỷ lệ hồ sơ trễ hạn không vượt quá 02%.", "<=", "2", "%", "không vượt quá, số 0 đứng đầu"),
    ("Tỷ lệ hồ sơ trễ hạn tối đa 3 phần trăm.", "<=", "3", "%", "viết chữ phần trăm"),
    ("Tỷ lệ hồ sơ trễ hạn dưới 0,5%.", "<", "0.5", "%", "dưới"),
    ("Tỷ lệ hồ sơ trễ hạn nhỏ hơn 1%.", "<", "1", "%", "nhỏ hơn"),
    ("Giảm tỷ lệ hồ sơ trễ hạn xuống dưới 2%.", "<", "2", "%", "xuống dưới"),
    ("Tỷ lệ văn bản ký số đạt trên 98%.", ">", "98", "%", "trên"),
    ("Hơn 60% hộ gia đình được hướng dẫn nộp hồ sơ trực tuyến.", ">", "60", "%", "hơn"),
    ("Tỷ lệ văn bản ký số đạt 98%.", "=", "98", "%", "không có từ so sánh"),
    ("Phấn đấu 100% văn bản đi được ký số.", "=", "100", "%", "100%"),
    ("Hỗ trợ tối thiểu 1.250 lượt người dân nộp hồ sơ.", ">=", "1250", "lượt", "dấu chấm hàng nghìn"),
    ("Xây dựng ít nhất hai mô hình dân vận khéo.", ">=", "2", "mô hình", "số viết bằng chữ"),
    ("Mọi hồ sơ chậm trả đều được gửi thư xin lỗi.", "=", "100", "%", "mọi là 100%"),
    ("Toàn bộ 38 xã hoàn thành niêm yết thủ tục.", "=", "100", "%", "toàn bộ là 100%"),
    ("Không để xảy ra hồ sơ quá hạn do lỗi chủ quan.", "=", "0", "hồ sơ", "không để xảy ra là 0"),
    ("Đến cuối năm không còn thủ tục nào nộp bản giấy.", "=", "0", "thủ tục", "không còn là 0"),
]


@pytest.mark.parametrize("sentence, comparator, value, unit", [pytest.param(*case[:4], id=case[4]) for case in SINGLE])
def test_a_sentence_sets_comparator_value_and_unit(sentence, comparator, value, unit):
    (reading,) = read_sentence(sentence)
    assert (reading.comparator, reading.value, reading.unit) == (comparator, Decimal(value), unit)


@pytest.mark.parametrize(
    "sentence, low, high",
    [
        pytest.param("Rút ngắn 15 - 25% thời gian giải quyết.", "15", "25", id="gạch nối"),
        pytest.param("Rút ngắn từ 15% đến 25% thời gian giải quyết.", "15", "25", id="từ … đến"),
        pytest.param("Phấn đấu tăng từ 03 đến 06 bậc.", "3", "6", id="bậc"),
    ],
)
def test_a_range_keeps_both_ends(sentence, low, high):
    (reading,) = read_sentence(sentence)
    assert (reading.value, reading.value_max) == (Decimal(low), Decimal(high))
    assert reading.doubts


@pytest.mark.parametrize(
    "sentence, rules",
    [
        pytest.param(
            "Tối thiểu 45% hồ sơ cấp xã, 65% hồ sơ cấp tỉnh được nộp trực tuyến.",
            [(">=", 45), (">=", 65)],
            id="từ so sánh đi tiếp sau dấu phẩy",
        ),
        pytest.param(
            "Tỷ lệ đúng hạn đạt tối thiểu 93%, cấp huyện 94% và cấp xã 96%.",
            [(">=", 93), (">=", 94), (">=", 96)],
            id="từ so sánh đi tiếp theo từng cấp",
        ),
        pytest.param(
            "100% hồ sơ được số hóa, tối thiểu 55% dữ liệu được dùng lại.",
            [("=", 100), (">=", 55)],
            id="100% đứng trước",
        ),
        pytest.param(
            "Tỷ lệ ký số đạt trên 90%; tỷ lệ họp trực tuyến đạt 35%.",
            [(">", 90), ("=", 35)],
            id="dấu chấm phẩy ngắt",
        ),
        pytest.param(
            "Tỷ lệ nộp trực tuyến đạt 60%, trong đó toàn trình đạt ít nhất 40%.",
            [("=", 60), (">=", 40)],
            id="trong đó",
        ),
    ],
)
def test_a_list_shares_its_comparator_as_far_as_a_clause_goes(sentence, rules):
    assert [(one.comparator, one.value) for one in read_sentence(sentence)] == rules


def test_the_way_of_writing_letters_changes_nothing():
    """ "số hoá" with the old tone place, decomposed letters and a no-break space read alike."""
    spellings = [
        "Tối thiểu 80% hồ sơ được số hóa.",
        "Tối thiểu 80% hồ sơ được số hoá.",
        "Tối thiểu\u00a080% hồ sơ được số hóa.",
    ]
    rules = {(one.comparator, one.value, one.unit) for spelling in spellings for one in read_sentence(spelling)}
    assert rules == {(">=", Decimal(80), "%")}
