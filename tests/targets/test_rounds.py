"""What a report's events say of its rounds and of what is still to be mended; without a database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from targets.rounds import reasons_to_mend, rounds_of, times_returned

START = datetime(2026, 3, 16, tzinfo=UTC)


@dataclass(frozen=True)
class Happened:
    kind: str
    at: datetime
    reason: str = ""


def events(*kinds):
    return [Happened(kind, START + timedelta(hours=hour), f"lý do {hour}") for hour, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("kinds", "states"),
    [
        pytest.param(["opened", "prepared"], [], id="chưa gửi lần nào"),
        pytest.param(["submitted"], ["submitted"], id="đang chờ xác nhận"),
        pytest.param(
            ["submitted", "returned", "submitted", "approved"], ["returned", "approved"], id="trả lại rồi gửi lại"
        ),
        pytest.param(["handed"], ["leader"], id="đang chờ lãnh đạo"),
        pytest.param(["handed", "signed", "submitted", "approved"], ["approved"], id="trình và gửi là một lần"),
        pytest.param(
            ["handed", "declined", "handed", "signed", "submitted"], ["returned", "submitted"], id="lãnh đạo trả lại"
        ),
        pytest.param(["submitted", "withdrawn", "submitted"], ["draft", "submitted"], id="tự rút"),
        pytest.param(["submitted", "approved", "corrected"], ["approved"], id="đính chính không mở lần mới"),
    ],
)
def test_each_sending_is_a_round_with_what_became_of_it(kinds, states):
    rounds = rounds_of(events(*kinds))
    assert [one.state[0] for one in rounds] == states
    assert [one.number for one in rounds] == list(range(1, len(states) + 1))


def test_a_decline_of_the_leader_is_not_a_return_of_the_checker():
    [first, _] = rounds_of(events("handed", "declined", "handed"))
    assert first.state == ("returned", "Lãnh đạo đơn vị trả lại")
    assert times_returned(events("handed", "declined", "handed", "submitted", "returned")) == 1


@pytest.mark.parametrize(
    ("kinds", "reasons"),
    [
        (["submitted", "returned"], ["lý do 1"]),
        (["submitted", "returned", "prepared"], ["lý do 1"]),
        (["submitted", "returned", "submitted"], []),
        (["submitted", "returned", "handed", "declined"], ["lý do 3", "lý do 1"]),
        (["handed", "declined", "handed"], []),
        (["submitted", "returned", "handed", "withdrawn"], ["lý do 1"]),
    ],
)
def test_a_reason_stands_until_the_report_has_gone_where_it_came_back_from(kinds, reasons):
    assert [event.reason for event in reasons_to_mend(events(*kinds))] == reasons
