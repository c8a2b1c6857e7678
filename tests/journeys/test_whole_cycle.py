"""A whole CCHC cycle of sixty communes; at each stage the leader's page equals what was worked out on paper."""

from datetime import date

import pytest

from periods import actions as period_actions
from targets.models import Submission, SubmissionEvent
from tests.journeys.cycle import COMMUNES, HALF, Q1, Q3, YEAR, Cycle

pytestmark = [pytest.mark.django_db, pytest.mark.stored_totals]
EVERY = range(1, COMMUNES + 1)
ON_TIME, DIALOGUES, BACKLOG = "Hồ sơ đúng hạn", "Hội nghị đối thoại", "Hồ sơ quá hạn chưa giải quyết"


@pytest.fixture
def cycle(monkeypatch):
    return Cycle(monkeypatch)


def shown(dashboard) -> tuple[str, ...]:
    """The first line, and what each target has reached with its verdict."""
    rows = [dashboard.rows[name] for name in (ON_TIME, DIALOGUES, BACKLOG)]
    return dashboard.cut_off, *(f"{row['shown']} {row['verdict']}" for row in rows)


AFTER_Q1 = ("98,3% ● Đang đạt (tạm tính)", "0% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)")
SENT_58 = [number for number in EVERY if number < 59]
LATE, NEVER, WRONG = 59, 60, (3, 4)


def test_four_reports_of_a_year_lead_to_the_verdicts_worked_out_on_paper(cycle):
    report_all(cycle, Q1, date(2026, 3, 10), date(2026, 3, 16))
    # 50 × 99 + 10 × 95 = 5.900 of 6.000 = 98,33…%; nobody has two dialogues; 8 of 60 have a backlog of 6
    assert shown(cycle.dashboard()) == (
        "Số liệu chốt ngày 14/03/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        *AFTER_Q1,
    )

    half_a_year_with_everything_that_can_happen_to_it(cycle)

    report_all(cycle, Q3, date(2026, 9, 8), date(2026, 9, 16))
    # 11.740 + 50 × 100 + 10 × 96 = 17.700 of 18.000 = 98,333…%; the first 30 communes have held two dialogues
    assert shown(cycle.dashboard()) == (
        "Số liệu chốt ngày 14/09/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        *("98,3% ● Đang đạt (tạm tính)", "50% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)"),
    )
    report_all(cycle, YEAR, date(2026, 12, 8), date(2026, 12, 16))
    # 50 × 396 + 10 × 384 = 23.640 of 24.000 = 98,5%; 59 of 60 held two dialogues; the year is over and all is approved
    assert shown(cycle.dashboard()) == (
        "Số liệu chốt ngày 14/12/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        *("98,5% ✓ Vượt", "98,3% ✕ Không đạt thiếu 1,7 điểm %", "52/60 ✕ Không đạt"),
    )


def report_all(cycle, key, opened_on: date, sent_on: date) -> None:
    """All communes send on one day and are confirmed in the afternoon."""
    cycle.at(opened_on)
    cycle.open(key)
    cycle.at(sent_on)
    cycle.send_all_by_action(key, EVERY)
    cycle.at(sent_on, hour=15)
    cycle.approve_all_by_action(key, EVERY)


def half_a_year_with_everything_that_can_happen_to_it(cycle):
    """Sixty half-year reports: 1 by the grid, 2 by Excel, 3 and 4 come back, 59 is late, 60 comes after the closing.

    Beside each stage stands what the province's ratio must be: approved half years, and Quý I where there is none yet.
    """
    cycle.at(date(2026, 6, 8))
    cycle.open(HALF)
    opened = ("Số liệu chốt ngày 14/03/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận", *AFTER_Q1)
    assert shown(cycle.dashboard()) == opened  # 5.900 of 6.000: the half year runs

    cycle.at(date(2026, 6, 16))
    cycle.send_by_grid(1, HALF)
    cycle.send_by_excel(2, HALF)
    cycle.send_by_hand(3, HALF, TT_numerator="187")
    cycle.send_by_hand(4, HALF, TT_denominator="210")
    cycle.send_all_by_action(HALF, [number for number in SENT_58 if number > 4])
    sent = ("Số liệu chốt ngày 14/06/2026 · 58/60 đơn vị đã gửi · 0 đã xác nhận", *AFTER_Q1)
    assert shown(cycle.dashboard()) == sent  # nothing is approved, so nothing counts but Quý I

    cycle.at(date(2026, 6, 17))
    for number in WRONG:
        cycle.return_(number, HALF, "Số hồ sơ chưa khớp với hệ thống một cửa.")
    cycle.approve_many(HALF, [number for number in SENT_58 if number not in WRONG])
    # 48 × 197 + 8 × 190 + Quý I of four: 2 × 99 + 2 × 95 = 11.364 of 56 × 200 + 4 × 100 = 11.600: 97,9655…%
    assert shown(cycle.dashboard())[:2] == (
        "Số liệu chốt ngày 14/06/2026 · 56/60 đơn vị đã gửi · 56 đã xác nhận",
        "97,97% △ Gần đạt (tạm tính) thiếu 0,03 điểm %",
    )

    cycle.at(date(2026, 6, 20))
    for number in (*WRONG, LATE):
        cycle.send_by_hand(number, HALF)
    cycle.approve_many(HALF, [*WRONG, LATE])
    # 50 × 197 + 9 × 190 + 95 = 11.655 of 59 × 200 + 100 = 11.900: 97,9411…%
    with_59 = (
        "Số liệu chốt ngày 14/06/2026 · 59/60 đơn vị đã gửi · 59 đã xác nhận",
        "97,9% △ Gần đạt (tạm tính) thiếu 0,1 điểm %",
    )
    assert shown(cycle.dashboard())[:2] == with_59
    assert cycle.report(LATE, HALF).days_late(cycle.today) == 3
    returned = SubmissionEvent.objects.filter(submission=cycle.report(3, HALF), kind="returned").get()
    assert returned.reason == "Số hồ sơ chưa khớp với hệ thống một cửa."

    cycle.at(date(2026, 7, 15))
    period_actions.close(by=cycle.office, office=cycle.province, period=cycle.period(HALF), today=cycle.today)
    refused = cycle.send_by_hand(NEVER, HALF)
    assert cycle.report(NEVER, HALF).state == Submission.State.EMPTY
    assert "đã được UBND tỉnh khoá" in refused.content.decode()
    assert shown(cycle.dashboard())[:2] == with_59

    cycle.at(date(2026, 7, 20))
    period_actions.open_for_agency(
        by=cycle.office,
        agency=cycle.communes[NEVER - 1],
        period=cycle.period(HALF),
        last_day=date(2026, 7, 31),
        reason="Mất điện kéo dài sau bão.",
        today=cycle.today,
    )
    cycle.send_by_hand(NEVER, HALF)
    cycle.approve_many(HALF, [NEVER])
    assert cycle.report(NEVER, HALF).days_late(cycle.today) == 33
    # all sixty, 50 × 197 + 10 × 190 = 11.750 of 12.000 = 97,916…%: 0,083… short; the half year replaces its first quarter
    assert shown(cycle.dashboard()) == (
        "Số liệu chốt ngày 14/06/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        *("97,9% △ Gần đạt (tạm tính) thiếu 0,1 điểm %", "0% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)"),
    )

    cycle.at(date(2026, 8, 3))
    correction = cycle.correct(5, HALF, "TT", numerator="187", denominator="200")
    assert (correction.state, correction.decided_by) == ("approved", cycle.second)
    # ten fewer in time: 11.740 of 12.000 = 97,833…%, shown to one place as long as that does not change the verdict
    assert shown(cycle.dashboard())[1] == "97,8% △ Gần đạt (tạm tính) thiếu 0,2 điểm %"
