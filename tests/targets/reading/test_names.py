"""The words around a target's number: what is measured, of whom, by when, against what, and doubts."""

import pytest

from targets.wording import read_sentence

NAMES = [
    ("Phấn đấu tối thiểu 88% số hồ sơ được trả trước hạn.", "Tỷ lệ hồ sơ được trả trước hạn"),
    ("Đến năm 2027, tỷ lệ thanh toán trực tuyến đạt 65%.", "Tỷ lệ thanh toán trực tuyến"),
    ("- Bảo đảm mức độ hài lòng của người dân đạt từ 90% trở lên.", "Mức độ hài lòng của người dân"),
    ("Tỷ lệ người dân có Sổ sức khỏe điện tử đạt 80%.", "Tỷ lệ người dân có Sổ sức khỏe điện tử"),
    ("Cắt giảm ít nhất 25% thời gian giải quyết thủ tục.", "Mức giảm thời gian giải quyết thủ tục"),
    ("Thời gian chờ tại quầy không quá 12 phút.", "Thời gian chờ tại quầy"),
    ("Xây dựng ít nhất 04 mô hình thôn thông minh.", "Số mô hình thôn thông minh"),
    ("Hoàn thành rà soát quy trình trước ngày 30/6/2026.", "Rà soát quy trình"),
    ("Tăng tỷ lệ ký số từ 42% năm 2023 lên tối thiểu 65%.", "Tỷ lệ ký số"),
    ("100% phản ánh được xử lý đúng hạn theo quy định.", "Tỷ lệ phản ánh được xử lý đúng hạn"),
]


@pytest.mark.parametrize("sentence, name", [pytest.param(*case, id=case[1]) for case in NAMES])
def test_the_indicator_reads_as_a_name(sentence, name):
    (reading,) = read_sentence(sentence)
    assert reading.indicator == name


@pytest.mark.parametrize(
    "sentence, due",
    [
        pytest.param("Đến năm 2027, tỷ lệ ký số đạt 65%.", ["2027"], id="đến năm ở đầu câu"),
        pytest.param("Tỷ lệ ký số đạt tối thiểu 65% vào năm 2026 và 80% vào năm 2028.", ["2026", "2028"], id="hai mốc"),
        pytest.param("Giai đoạn 2026 - 2030, tỷ lệ ký số đạt tối thiểu 65%.", ["2026-2030"], id="giai đoạn"),
        pytest.param("Trong năm 2026, 100% văn bản được ký số; 90% cuộc họp không giấy.", ["2026", "2026"], id="năm ở đầu cho cả câu"),
        pytest.param("Tỷ lệ ký số đạt tối thiểu 65% so với năm 2024.", [""], id="năm so sánh không phải hạn"),
        pytest.param("Hằng năm, 100% xã được kiểm tra.", ["hằng năm"], id="hằng năm"),
    ],
)  # fmt: skip
def test_the_year_is_the_one_that_the_words_put_to_the_number(sentence, due):
    assert [one.due for one in read_sentence(sentence)] == due


@pytest.mark.parametrize(
    "sentence, start",
    [
        pytest.param("Cắt giảm ít nhất 25% thời gian so với năm 2024.", "năm 2024", id="so với năm"),
        pytest.param("Giảm thời gian cấp phép từ 20 ngày xuống còn 14 ngày.", "20 ngày", id="từ … xuống còn"),
        pytest.param("Tỷ lệ ký số đạt 98% (năm 2024 là 95,5%).", "năm 2024 là 95,5%", id="trong ngoặc"),
    ],
)
def test_what_it_starts_from_is_kept(sentence, start):
    (reading,) = read_sentence(sentence)
    assert reading.baseline == start


def test_the_level_of_administration_is_the_scope():
    readings = read_sentence("Tối thiểu 45% hồ sơ tại cấp xã, 65% hồ sơ tại cấp tỉnh được nộp trực tuyến.")
    assert [one.scope for one in readings] == ["cấp xã", "cấp tỉnh"]


@pytest.mark.parametrize(
    "sentence, doubt",
    [
        pytest.param("Rút ngắn 15 - 25% thời gian so với năm 2024.", "Câu nêu một khoảng", id="một khoảng"),
        pytest.param("Cắt giảm 25% thời gian giải quyết.", "không nói so với năm nào", id="không có giá trị gốc"),
        pytest.param("Hoàn thành rà soát trước ngày 30/6.", "không nêu năm", id="hạn không có năm"),
    ],
)
def test_what_a_sentence_leaves_open_is_a_doubt(sentence, doubt):
    (reading,) = read_sentence(sentence)
    assert any(doubt in told for told in reading.doubts)


def test_a_plain_target_leaves_no_doubt():
    (reading,) = read_sentence("Tỷ lệ ký số đạt tối thiểu 95%.")
    assert reading.doubts == ()


@pytest.mark.parametrize(
    "sentence, names",
    [
        pytest.param(
            "Phấn đấu Chỉ số PAPI của tỉnh tăng ít nhất 02 bậc so với năm 2024 và nằm trong nhóm 20 tỉnh dẫn đầu.",
            ["Mức tăng Chỉ số PAPI của tỉnh", "Chỉ số PAPI của tỉnh"],
            id="một chỉ số, hai chỉ tiêu",
        ),
        pytest.param(
            "Phấn đấu huyện thuộc nhóm 3 huyện dẫn đầu về Chỉ số cải cách hành chính.",
            ["Chỉ số cải cách hành chính"],
            id="chỉ số đứng sau nhóm",
        ),
        pytest.param(
            "Tỷ lệ trả đúng hạn: Cấp tỉnh trên 99%, cấp xã trên 98%.",
            ["Tỷ lệ trả đúng hạn", "Tỷ lệ trả đúng hạn"],
            id="tên đứng trước dấu hai chấm",
        ),
    ],
)
def test_a_name_is_found_where_it_stands(sentence, names):
    assert [one.indicator for one in read_sentence(sentence)] == names


def test_where_nothing_is_named_the_sentence_stands_for_the_name_and_is_doubted():
    (reading,) = read_sentence("Đạt 95 điểm trở lên.")
    assert reading.indicator == "Đạt 95 điểm trở lên"
    assert any("đo cái gì" in told for told in reading.doubts)


@pytest.mark.parametrize(
    "sentence, name",
    [
        ("Số hóa 100% kết quả giải quyết còn hiệu lực.", "Tỷ lệ kết quả giải quyết còn hiệu lực được số hóa"),
        ("Tích hợp 100% dịch vụ của xã lên Cổng quốc gia.", "Tỷ lệ dịch vụ của xã được tích hợp lên Cổng quốc gia"),
        ("Tối đa 01 lần bổ sung hồ sơ.", "Số lần bổ sung hồ sơ"),
        ("Theo Kế hoạch năm 2026 của tỉnh, hồ sơ đúng hạn phải đạt tối thiểu 97%.", "Tỷ lệ hồ sơ đúng hạn"),
        ("UBND huyện yêu cầu các xã nâng tỷ lệ ký số lên trên 80%.", "Tỷ lệ ký số"),
        ("Cắt giảm ít nhất 12% thủ tục hành chính hiện có.", "Mức giảm thủ tục hành chính hiện có"),
        ("Giảm đầu mối bên trong từ 8 - 12%.", "Mức giảm đầu mối bên trong"),
        ("Hướng đến nhóm 11 địa phương dẫn đầu về cải cách hành chính.", "Cải cách hành chính"),
        ("Nâng số dịch vụ công toàn trình lên 750 dịch vụ.", "Số dịch vụ công toàn trình"),
    ],
)
def test_the_name_is_what_is_measured_and_what_is_done_to_it(sentence, name):
    (found,) = read_sentence(sentence)
    assert found.indicator == name
