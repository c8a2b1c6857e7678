"""How readings are scored against hand-made ones."""

import pytest

from intake.measuring import score_paper, score_sentence, score_targets


def target(comparator=">=", value=90, unit="%", kind="ratio", **more):
    return {"indicator": "hồ sơ đúng hạn", "comparator": comparator, "value": value, "unit": unit, "kind": kind, **more}


def counts(score):
    return (score.hits, score.misses, score.alarms)


def test_the_same_rule_is_a_hit():
    score = score_sentence([target()], [target()])
    assert counts(score) == (1, 0, 0)
    assert (score.precision, score.recall, score.f1, score.kind_accuracy) == (1, 1, 1, 1)


@pytest.mark.parametrize(
    "expected, found, hits",
    [
        pytest.param(target("="), target(">="), 1, id="tối thiểu 100% cũng đúng khi đúng ra là 100%"),
        pytest.param(target(">="), target("="), 0, id="nhưng ngược lại thì sai"),
        pytest.param(target(value=90), target(value=90.0), 1, id="so theo giá trị của số"),
        pytest.param(target(value=90), target(value=91), 0, id="khác giá trị"),
        pytest.param(target(unit="lần/năm"), target(unit="Lần/Năm"), 1, id="đơn vị không phân biệt hoa thường"),
        pytest.param(target(unit="%"), target(unit="phần trăm"), 1, id="% và phần trăm là một"),
        pytest.param(target(unit="%"), target(unit=None), 0, id="thiếu đơn vị"),
        pytest.param(target("=", None, None, "grade"), target(">=", None, None, "grade"), 1, id="xếp loại không có số"),
        pytest.param(
            target("<", None, None, "deadline", due="2026-06-30"), target("<", None, "ngày", "deadline", due="2026-06-30"), 1,
            id="hạn so theo ngày",
        ),
        pytest.param(
            target("<", "2026-06-30", "ngày", "deadline", due="x"), target("<", None, "ngày", "deadline", due="06-30"), 1,
            id="ngày viết ở cột giá trị, một bên không có năm",
        ),
        pytest.param(
            target("<", None, None, "deadline", due="2026-06-30"), target("<", None, None, "deadline", due="2026-07-30"), 0,
            id="khác ngày",
        ),
    ],
)  # fmt: skip
def test_a_rule_is_comparator_value_and_unit(expected, found, hits):
    assert score_sentence([expected], [found]).hits == hits


def test_each_expected_target_is_met_once():
    score = score_sentence([target(), target()], [target()])
    assert counts(score) == (1, 1, 0)
    assert score.f1 == pytest.approx(2 / 3)


def test_anything_found_in_a_sentence_without_a_target_is_a_false_alarm():
    score = score_sentence([], [target(), target(value=5)]) + score_sentence([], [])
    assert (score.alarms, score.negatives_alarmed, score.negatives) == (2, 1, 2)


def test_a_wrong_kind_is_a_hit_that_is_told():
    score = score_sentence([target(kind="satisfaction")], [target()])
    assert (score.hits, score.kinds_right) == (1, 0)
    assert "đúng ra" in score.told[0]


def test_in_a_paper_the_words_must_be_the_same():
    expected = target(sentence="Tối thiểu 90% hồ sơ được trả đúng hạn.")
    elsewhere = target(sentence="Phấn đấu ký số văn bản đi đạt từ 90%.")
    assert counts(score_targets([expected], [elsewhere])) == (0, 1, 1)
    assert counts(score_targets([expected], [elsewhere, {**expected}])) == (1, 0, 1)


def test_a_repeat_in_an_annex_is_neither_hit_nor_alarm():
    expected = target(sentence="Tối thiểu 90% hồ sơ được trả đúng hạn.", repeats=1)
    annex = target(sentence="1 Tỷ lệ hồ sơ được trả đúng hạn % 90", indicator="Tỷ lệ hồ sơ được trả đúng hạn tối thiểu")
    assert counts(score_targets([expected], [{**expected}, annex])) == (1, 0, 0)
    assert counts(score_targets([{**expected, "repeats": 0}], [{**expected}, annex])) == (1, 0, 1)


def test_fields_and_tasks_of_a_paper_are_counted():
    expected = {
        "number": "12/KH-UBND",
        "issuer": "UBND tỉnh An Hải",
        "year": 2026,
        "targets": [],
        "tasks": [{"content": "Rà soát quy trình nội bộ"}],
    }
    found = {
        "number": "12/kh-ubnd",
        "issuer": "UBND tỉnh Bình Lâm",
        "year": 2026,
        "targets": [],
        "tasks": [{"content": "Rà soát quy trình nội bộ của Sở"}],
    }
    score = score_paper(expected, found)
    assert (score.fields_right, score.fields) == (2, 3)
    assert (score.tasks_found, score.tasks) == (1, 1)


def test_nothing_to_divide_by_is_no_share():
    score = score_sentence([], [])
    assert (score.precision, score.recall, score.f1, score.kind_accuracy) == (None, None, None, None)
