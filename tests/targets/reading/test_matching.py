"""Which indicators of the library a phrase may mean."""

import pytest

from targets.reading.matching import SURE, candidates

LIBRARY = [
    ("on_time", "Tỷ lệ hồ sơ TTHC giải quyết trước hạn và đúng hạn", "ratio"),
    ("online", "Tỷ lệ hồ sơ nộp trực tuyến", "ratio"),
    ("paid", "Tỷ lệ hồ sơ thanh toán trực tuyến", "ratio"),
    ("happy", "Mức độ hài lòng về giải quyết TTHC", "level"),
    ("feedback", "Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn", "ratio"),
    ("signed", "Tỷ lệ văn bản đi ký số", "ratio"),
    ("talks", "Số hội nghị đối thoại với người dân, doanh nghiệp", "count"),
]


@pytest.mark.parametrize(
    "phrase, meant",
    [
        pytest.param(
            "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn, trước hạn", "on_time", id="viết đủ và đảo từ"
        ),
        pytest.param("ty le van ban di ky so", "signed", id="không dấu"),
        pytest.param("Tỷ lệ hồ sơ thanh toán trực tuyến", "paid", id="đúng từng chữ"),
        pytest.param("Mức độ hài lòng của người dân về giải quyết thủ tục hành chính", "happy", id="thêm người dân"),
        pytest.param("Tỷ lệ PAKN xử lý đúng hạn", "feedback", id="viết tắt"),
    ],
)
def test_a_phrase_in_other_words_finds_its_indicator(phrase, meant):
    (best, score), *_ = candidates(phrase, LIBRARY)
    assert best == meant
    assert score >= SURE


@pytest.mark.parametrize(
    "phrase", ["Tỷ lệ phủ sóng 5G", "Số lớp bồi dưỡng kỹ năng số", "Tỷ lệ giải ngân vốn đầu tư công"]
)
def test_what_the_library_does_not_have_is_never_sure(phrase):
    assert all(score < SURE for _, score in candidates(phrase, LIBRARY))


def test_the_best_candidates_come_first_and_no_more_than_asked():
    found = candidates("Tỷ lệ hồ sơ trực tuyến", LIBRARY, most=2)
    assert len(found) == 2
    assert found[0][1] >= found[1][1]
    assert all(0 <= score <= 1 for _, score in found)


def test_empty_words_mean_nothing():
    assert candidates("", LIBRARY) == ()
    assert candidates("Tỷ lệ ký số", []) == ()


def test_words_that_every_name_has_count_for_less_than_the_words_that_tell():
    library = [("paid", "Tỷ lệ hồ sơ thanh toán", "ratio"), ("firms", "Tỷ lệ số đơn vị của tỉnh, huyện, xã", "ratio")]
    (best, _), *_ = candidates("Tỷ lệ thanh toán của số đơn vị của tỉnh, huyện", library)
    assert best == "paid"
