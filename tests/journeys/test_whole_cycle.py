"""A whole CCHC cycle of sixty communes; at each stage the leader's page equals what was worked out on paper."""

from datetime import date

import pytest

from tests.journeys.cycle import COMMUNES, HALF, Q1, Q3, YEAR, Cycle

pytestmark = pytest.mark.django_db
EVERY = range(1, COMMUNES + 1)
ON_TIME, DIALOGUES, BACKLOG = "Hồ sơ đúng hạn", "Hội nghị đối thoại", "Hồ sơ quá hạn chưa giải quyết"


@pytest.fixture
def cycle(monkeypatch):
    return Cycle(monkeypatch)


def shown(dashboard) -> tuple[str, ...]:
    """The first line, and what each target has reached with its verdict."""
    rows = [dashboard.rows[name] for name in (ON_TIME, DIALOGUES, BACKLOG)]
    return dashboard.cut_off, *(f"{row['shown']} {row['verdict']}" for row in rows)


WORKED_OUT = [
    # 50 × 99 + 10 × 95 = 5.900 of 6.000 = 98,33…%; nobody has two dialogues; 8 of 60 have a backlog of 6
    (Q1, date(2026, 3, 10), date(2026, 3, 16), (
        "Số liệu chốt ngày 14/03/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        "98,3% ● Đang đạt (tạm tính)", "0% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)",
    )),
    # 50 × 197 + 10 × 190 = 11.750 of 12.000 = 97,916…%: 0,083… short; the half year replaces its first quarter
    (HALF, date(2026, 6, 8), date(2026, 6, 16), (
        "Số liệu chốt ngày 14/06/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        "97,9% △ Gần đạt (tạm tính) thiếu 0,1 điểm %", "0% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)",
    )),
    # 11.750 + 50 × 100 + 10 × 96 = 17.710 of 18.000 = 98,388…%; the first 30 communes have held two dialogues
    (Q3, date(2026, 9, 8), date(2026, 9, 16), (
        "Số liệu chốt ngày 14/09/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        "98,4% ● Đang đạt (tạm tính)", "50% ● Đúng tiến độ (tạm tính)", "52/60 ▽ Chưa đạt (tạm tính)",
    )),
    # 50 × 396 + 10 × 384 = 23.640 of 24.000 = 98,5%; 59 of 60 held two dialogues; the year is over and all is approved
    (YEAR, date(2026, 12, 8), date(2026, 12, 16), (
        "Số liệu chốt ngày 14/12/2026 · 60/60 đơn vị đã gửi · 60 đã xác nhận",
        "98,5% ✓ Vượt", "98,3% ✕ Không đạt thiếu 1,7 điểm %", "52/60 ✕ Không đạt",
    )),
]  # fmt: skip


def test_four_reports_of_a_year_lead_to_the_verdicts_worked_out_on_paper(cycle):
    for key, opened_on, sent_on, expected in WORKED_OUT:
        cycle.at(opened_on)
        cycle.open(key)
        cycle.at(sent_on)
        cycle.send_all_by_action(key, EVERY)
        cycle.at(sent_on, hour=15)
        cycle.approve_all_by_action(key, EVERY)
        assert shown(cycle.dashboard()) == expected, key
