"""Several numbers in one sentence: what is said once holds for all of them."""

from decimal import Decimal

import pytest

from targets.wording import read_sentence


def told(sentence):
    return [(one.comparator, one.value, one.unit, one.indicator) for one in read_sentence(sentence)]


def test_the_predicate_behind_the_last_item_is_that_of_all():
    assert told("Tối thiểu 55% hồ sơ cấp tỉnh, 45% hồ sơ cấp xã được ký số.") == [
        (">=", Decimal(55), "%", "Tỷ lệ hồ sơ cấp tỉnh được ký số"),
        (">=", Decimal(45), "%", "Tỷ lệ hồ sơ cấp xã được ký số"),
    ]


def test_what_the_last_bodies_have_to_do_all_bodies_have_to_do():
    first, second = read_sentence("Trong năm, tối thiểu 35% số sở, 25% số phường được thanh tra công vụ.")
    assert first.inner == second.inner
    assert first.indicator == "Tỷ lệ sở được thanh tra công vụ"


def test_a_period_behind_the_last_item_is_that_of_all():
    assert told("Tổ chức 02 cuộc kiểm tra, 04 buổi tọa đàm mỗi năm.") == [
        ("=", Decimal(2), "cuộc/năm", "Số cuộc kiểm tra"),
        ("=", Decimal(4), "buổi/năm", "Số buổi tọa đàm"),
    ]


def test_an_item_with_a_verb_of_its_own_stands_on_its_own():
    assert told("Cắt giảm ít nhất 25% thời gian, 15% chi phí và bãi bỏ ít nhất 10% điều kiện kinh doanh.") == [
        (">=", Decimal(25), "%", "Mức giảm thời gian"),
        (">=", Decimal(15), "%", "Mức giảm chi phí"),
        (">=", Decimal(10), "%", "Mức giảm điều kiện kinh doanh"),
    ]


def test_a_second_year_opens_a_second_target():
    found = read_sentence("Đến năm 2027, kinh tế số phải đạt 18% GRDP và đến năm 2031, kinh tế số phải đạt 26% GRDP.")
    assert [(one.value, one.due) for one in found] == [(18, "2027"), (26, "2031")]


def test_a_comparator_does_not_go_on_to_a_level_with_a_word_of_its_own():
    found = read_sentence("Mục tiêu năm 2028 kinh tế số chiếm hơn 25% GRDP và tăng lên 40% vào năm 2040.")
    assert [(one.comparator, one.value, one.due) for one in found] == [(">", 25, "2028"), ("=", 40, "2040")]


def test_a_place_behind_a_grade_or_a_change_is_about_the_index_named_nearest():
    found = read_sentence("Phấn đấu Chỉ số phục vụ của sở xếp loại Khá trở lên và nằm trong nhóm 4 sở dẫn đầu.")
    assert [one.indicator for one in found] == ["Chỉ số phục vụ của sở"] * 2
    found = read_sentence("Chỉ số PAPI tăng tối thiểu 03 bậc, Chỉ số PAR INDEX thuộc nhóm 12 tỉnh dẫn đầu.")
    assert [(one.value, one.indicator) for one in found] == [(3, "Mức tăng Chỉ số PAPI"), (12, "Chỉ số PAR INDEX")]


def test_what_is_hoped_for_beyond_a_band_is_no_target_of_its_own():
    (found,) = read_sentence("Duy trì trong nhóm 06 địa phương dẫn đầu cả nước về Chỉ số DTI, hướng tới top 2.")
    assert (found.value, found.stretch, found.indicator) == (6, 2, "Chỉ số DTI")


@pytest.mark.parametrize(
    "sentence, comparator, value",
    [
        ("Phấn đấu hai phần ba số phường đạt chuẩn đô thị văn minh.", "=", "66.67"),
        ("Ít nhất 1/3 số xã có mô hình điểm.", ">=", "33.33"),
        ("Trên ba phần tư số đơn vị tự chủ về chi thường xuyên.", ">", "75"),
    ],
)
def test_a_part_told_as_a_fraction_is_a_share(sentence, comparator, value):
    (found,) = read_sentence(sentence)
    assert (found.comparator, found.value, found.kind) == (comparator, Decimal(value), "share_of_units")
    assert read_sentence("Có 1/3 số xã chưa bố trí đủ máy quét.") == ()


def test_a_clause_that_is_only_a_level_goes_on_with_the_name_before_it():
    found = read_sentence("Tỷ lệ hồ sơ trực tuyến cấp tỉnh: 75%; cấp xã: 65%.")
    assert [(one.value, one.scope) for one in found] == [(75, "cấp tỉnh"), (65, "cấp xã")]
    assert found[1].indicator == "Tỷ lệ hồ sơ trực tuyến"


def test_another_deed_to_the_same_bodies_is_a_share_of_them():
    first, second = read_sentence("Kiểm tra ít nhất 22% số cơ quan, trong đó kiểm tra đột xuất không dưới 6%.")
    assert second.kind == first.kind == "share_of_units"
    assert (second.scope, second.inner.words) == ("cơ quan", "được kiểm tra đột xuất")


def test_a_range_gives_its_comparator_to_no_other_number():
    found = read_sentence("Tổ chức từ 2 - 4 lớp tập huấn, với khoảng 250 học viên.")
    assert [(one.comparator, one.value) for one in found] == [(">=", 2), ("=", 250)]


def test_what_is_striven_for_beyond_the_number_is_its_stretch():
    (found,) = read_sentence("Trên 55% trạm y tế dùng bệnh án điện tử, phấn đấu đạt 70%.")
    assert (found.value, found.stretch) == (55, 70)


def test_the_place_from_which_one_rises_is_no_target():
    (found,) = read_sentence("Phấn đấu thứ hạng PCI từ vị trí 22 lên vị trí 14.")
    assert (found.value, found.indicator) == (14, "Thứ hạng PCI")


@pytest.mark.parametrize(
    "sentence, values",
    [
        ("Phấn đấu SIPAS tăng 4 bậc, PAPI tăng 6 bậc so với năm trước đó.", [4, 6]),
        ("Thực hiện giảm 15% họp trực tiếp, tăng 25% họp trực tuyến.", [15, 25]),
        ("Phấn đấu 45% số xã đạt chuẩn nâng cao, 03 xã kiểu mẫu.", [45, 3]),
    ],
)
def test_a_further_number_with_its_own_verb_or_noun_is_a_further_target(sentence, values):
    assert [one.value for one in read_sentence(sentence)] == values
