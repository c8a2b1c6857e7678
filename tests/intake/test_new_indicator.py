"""The indicator that is proposed where the library has none."""

import pytest

from intake.new_indicator import new_indicator, place_of, steps_for
from targets.target_reading import ReadKind
from tests.intake.read import inner, target


def test_a_ratio_is_named_with_numerator_and_denominator():
    assert new_indicator(target("hồ sơ được giải quyết đúng hạn")) == {
        "name": "Tỷ lệ hồ sơ được giải quyết đúng hạn",
        "kind": "ratio",
        "better": "higher",
        "numerator_label": "Hồ sơ được giải quyết đúng hạn",
        "denominator_label": "Tổng số hồ sơ",
        "case_noun": "hồ sơ",
    }


def test_a_denominator_that_the_name_does_not_tell_is_left_to_a_person():
    made = new_indicator(target("Tỷ lệ giải ngân vốn đầu tư công"))
    assert (made["denominator_label"], made["case_noun"]) == ("Tổng số thuộc phạm vi tính", "")


def test_putting_into_digits_is_no_number_of_things():
    assert new_indicator(target("Tỷ lệ số hóa hồ sơ"))["numerator_label"] == "Số hóa hồ sơ"
    assert new_indicator(target("Tỷ lệ số hồ sơ đúng hạn"))["numerator_label"] == "Hồ sơ đúng hạn"


def test_what_each_unit_must_have_is_named_without_its_verb():
    asked = inner("có tỷ lệ hồ sơ đúng hạn từ 97% trở lên", ">=", "97", "%")
    reading = target("Tỷ lệ sở, ban, ngành", ReadKind.SHARE_OF_UNITS, "=", "100", inner=asked, scope="sở, ban, ngành")
    assert new_indicator(reading)["name"] == "Tỷ lệ hồ sơ đúng hạn"


@pytest.mark.parametrize(
    "indicator, denominator",
    [
        pytest.param("Tỷ lệ dân số trưởng thành có chữ ký số", "Tổng số dân số trưởng thành", id="dân số là danh từ"),
        pytest.param("Tỷ lệ hồ sơ số hoá", "Tổng số hồ sơ", id="số hoá là động từ"),
        pytest.param("Tỷ trọng doanh nghiệp ứng dụng công nghệ số", "Tổng số doanh nghiệp", id="tỷ trọng"),
        pytest.param("Tỷ lệ giao dịch thương mại", "Tổng số thuộc phạm vi tính", id="không nói gì thêm"),
    ],
)
def test_a_denominator_is_what_stands_before_what_is_said_of_it(indicator, denominator):
    assert new_indicator(target(indicator))["denominator_label"] == denominator


@pytest.mark.parametrize(
    "reading, expected",
    [
        pytest.param(
            target("TTHC được rà soát", ReadKind.COUNT, unit="thủ tục"),
            {"name": "Số thủ tục TTHC được rà soát", "unit": "thủ tục"},
            id="chữ viết tắt giữ chữ hoa",
        ),
        pytest.param(
            target("Số cuộc họp", ReadKind.COUNT, unit="cuộc"), {"name": "Số cuộc họp"}, id="tên đã có chữ số"
        ),
        pytest.param(
            target("Hồ sơ quá hạn", ReadKind.COUNT, "=", "0", "hồ sơ"),
            {"better": "lower"},
            id="không còn thì càng ít càng tốt",
        ),
        pytest.param(
            target("thời gian giải quyết", ReadKind.CHANGE, value="20", relative="percent", direction="down"),
            {"kind": "level", "unit": "ngày", "better": "lower"},
            id="giảm thời gian đo bằng ngày",
        ),
        pytest.param(
            target("Mức giảm đơn vị sự nghiệp", ReadKind.CHANGE, value="5", relative="percent", direction="down"),
            {"name": "Số đơn vị sự nghiệp", "unit": "trường hợp"},
            id="đơn vị tính đoán không vào tên",
        ),
        pytest.param(
            target("Tỷ lệ xã", ReadKind.SHARE_OF_UNITS, inner=inner("đúng hạn từ 98% hồ sơ trở lên", ">=", 98, "%")),
            {"name": "Tỷ lệ đúng hạn hồ sơ"},
            id="trở lên đi theo con số",
        ),
        pytest.param(
            target("số lượng biên chế", ReadKind.CHANGE, value="5", relative="percent", direction="down"),
            {"kind": "stock"},
            id="biên chế là số tại thời điểm",
        ),
        pytest.param(
            target("giá trị giao dịch gấp GRDP", value="30", unit="lần"),
            {"kind": "level", "unit": "lần"},
            id="tỷ số theo lần",
        ),
        pytest.param(
            target(
                "Tỷ lệ xã có thời gian chờ dưới 10 phút",
                ReadKind.SHARE_OF_UNITS,
                inner=inner("thời gian chờ dưới 10 phút", "<", 10, "phút"),
            ),
            {"kind": "level", "unit": "phút", "better": "lower", "name": "Thời gian chờ"},
            id="điều kiện của từng đơn vị không mang theo con số",
        ),
    ],
)
def test_name_kind_and_unit_follow_from_what_was_read(reading, expected):
    made = new_indicator(reading)
    assert {name: made.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "grade, steps, place",
    [
        pytest.param("cấp độ 3", tuple(f"Cấp độ {n}" for n in range(1, 6)), 3, id="cấp độ có số"),
        pytest.param("mức độ 7", tuple(f"Mức độ {n}" for n in range(1, 8)), 7, id="nhiều hơn năm bậc"),
        pytest.param(
            "hoàn thành tốt nhiệm vụ",
            (
                "Không hoàn thành nhiệm vụ",
                "Hoàn thành nhiệm vụ",
                "Hoàn thành tốt nhiệm vụ",
                "Hoàn thành xuất sắc nhiệm vụ",
            ),
            3,
            id="xếp loại công chức",
        ),
        pytest.param(
            "rất tốt", ("Kém", "Yếu", "Trung bình", "Khá", "Tốt", "Rất tốt", "Xuất sắc"), 6, id="tên dài trước"
        ),
        pytest.param("kiểu mẫu", ("Chưa đạt", "Kiểu mẫu"), 2, id="chữ lạ thành hai bậc"),
    ],
)
def test_a_grade_stands_in_a_likely_list_of_steps(grade, steps, place):
    assert (steps_for(grade), place_of(grade, steps_for(grade))) == (steps, place)
