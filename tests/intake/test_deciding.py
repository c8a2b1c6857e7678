"""What was proposed and what was decided of it: state, order, count, keys."""

import pytest

from intake.deciding import Sort, State, count, followed, in_reading_order, item_of, items_of, next_key, years_in

TARGET = {"key": "c1", "sort": "target", "typed": {"value": "95"}, "sentence": "Ít nhất 95%", "start": 40, "end": 43}
TASK = {"key": "n1", "sort": "task", "typed": {"content": "Rà soát"}, "start": 90, "end": 99}
PLAN = {"key": "kh", "sort": "plan", "typed": {"number": "1/KH"}, "start": 5, "end": 9}


def test_a_proposal_waits_until_it_is_decided():
    item = item_of(TARGET, None)
    assert (item.state, item.revision, item.sentence) == (State.OPEN, 0, "Ít nhất 95%")


def test_what_was_typed_last_stands_before_what_was_read():
    item = item_of(TARGET, {"state": "accepted", "typed": {"value": "90"}, "sentence": "Ít nhất 90%", "revision": 2})
    assert (item.typed, item.sentence, item.revision, item.is_accepted) == ({"value": "90"}, "Ít nhất 90%", 2, True)


def test_faults_that_were_mended_are_gone():
    item = item_of(TARGET | {"faults": ["Chọn nhóm."]}, {"state": "accepted", "typed": {}, "faults": []})
    assert item.faults == ()


@pytest.mark.parametrize(
    "decisions, words",
    [
        pytest.param({}, "Còn 1 chỗ cần xem.", id="nghi vấn chưa xem"),
        pytest.param(
            {"n1": {"state": "accepted"}}, "Không còn nghi vấn; còn 2 đề xuất chờ nhận.", id="nghi vấn đã xem"
        ),
        pytest.param(
            {key: {"state": "dropped"} for key in ("kh", "c1", "n1")}, "Đã xem hết các đề xuất.", id="đã quyết định hết"
        ),
    ],
)
def test_the_count_says_how_many_places_are_left(decisions, words):
    assert count(items_of([PLAN, TARGET, TASK | {"doubts": ["Xem lại."]}], decisions)).words == words


def test_a_fault_needs_an_eye_like_a_doubt():
    assert count(items_of([TARGET | {"faults": ["Chọn nhóm."]}], {})).to_look_at == 1


def test_doubts_come_first_then_what_waits_then_what_is_decided():
    later = TARGET | {"key": "c2", "start": 60, "end": 62, "doubts": ["Xem lại."]}
    done = TARGET | {"key": "c3", "start": 10, "end": 12}
    items = items_of([PLAN, TARGET, later, done, TASK], {"c3": {"state": "accepted"}})
    assert [item.key for item in in_reading_order(items)] == ["kh", "c2", "c1", "n1", "c3"]


def test_keys_go_on_from_the_highest_of_their_sort():
    assert next_key([TARGET, TARGET | {"key": "c9"}, TASK], Sort.TARGET) == "c10"
    assert next_key([TARGET], Sort.TASK) == "n1"


def test_a_rule_of_the_years_that_were_read_follows_the_corrected_ones():
    old, new = years_in({"year_from": "2025", "year_to": ""}), years_in({"year_from": "2026", "year_to": "2027"})
    read = {"typed": {"first_year": "2025", "last_year": "2025", "value": "95"}}
    own = {"typed": {"first_year": "2024", "last_year": "2025"}}
    assert followed(read, old, new)["typed"] == {"first_year": "2026", "last_year": "2027", "value": "95"}
    assert followed(own, old, new) is own
