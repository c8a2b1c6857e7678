"""bench: that it measures every line on a made-up nation, holds pages against SQL, and leaves nothing behind."""

import json
from datetime import date
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from accounts.models import ActionRecord
from agencies.models import Agency
from dashboard.benching import comparing, doing, lines
from dashboard.benching.lines import Limit, Line
from dashboard.measuring import Recorder, Times
from dashboard.nation import codes, landmarks
from targets.models import Figure, Submission
from tests import make

REPEAT = 1


def bench(**options) -> str:
    said = StringIO()
    call_command("bench", stdout=said, **options)
    return said.getvalue()


@pytest.mark.django_db
def test_a_database_without_the_nation_is_refused():
    make.agency()
    with pytest.raises(CommandError, match="Chạy make_nation trước"):
        bench()


def make_nation():
    call_command("make_nation", size="tiny", stdout=StringIO())


@pytest.fixture(scope="module")
def made(kept):
    with override_settings(DEMO_ALLOWED=True):
        kept(make_nation)


@pytest.fixture
def nation(made, db):
    """A nation of some fifty agencies; each test is undone."""


def standing() -> tuple:
    """What an approval, a merger or a log-in would change."""
    return (
        Submission.objects.filter(state="approved").count(),
        Figure.objects.filter(approved_at__isnull=False).count(),
        Agency.objects.count(),
        ActionRecord.objects.count(),
        Session.objects.count(),
    )


def test_every_line_is_measured_and_everything_taken_back(nation, monkeypatch):
    monkeypatch.setattr(doing, "ROWS_OF_A_FILE", 300)
    monkeypatch.setattr(doing, "MOST_MERGED", 3)
    before = standing()
    found = {line["label"]: line for line in json.loads(bench(repeat=REPEAT, json=True))}
    assert {
        "Tổng quan, cả nước",
        "Tổng quan, một tỉnh",
        "Tổng quan, một tỉnh có kế hoạch dài",
        "Tổng quan, một xã",
        "Kết quả theo đơn vị, các tỉnh",
        "Kết quả theo đơn vị, các xã, sở của một tỉnh",
        "Xếp hạng, các xã của một tỉnh",
        "Xếp hạng, mọi xã của cả nước",
        "Kế hoạch 6 chỉ tiêu",
        "Căn cứ và cách tính, cả nước",
        "Xác nhận một báo cáo",
        "Tệp Excel của số liệu",
        "Sáp nhập xã bằng một tệp",
    } <= set(found)
    home = found["Tổng quan, một tỉnh"]
    assert 5 < home["queries"] <= home["first_queries"] < 100
    assert home["rows"] > 100
    assert home["kb"] > 10
    assert home["ratio"] > 0
    assert home["raw"] > 0
    assert home["asked"] == "≤ 12 truy vấn, ≤ 80 ms, tỷ lệ ≤ 1,5"
    assert found["Xác nhận một báo cáo"]["remark"].startswith("30 số liệu")
    assert standing() == before


def test_a_page_that_says_another_number_than_the_sql_is_refused(nation):
    province = landmarks.province()
    whole = landmarks.whole_target(landmarks.province_plan())
    page = f'<a href="/can-cu/{whole.pk}/?nam=2026">12,3%</a>'.encode()
    with pytest.raises(comparing.Unlike, match="trang ghi 12,3%, SQL tính"):
        comparing.require_same_sums(province, codes.LAST_YEAR, date(2026, 9, 17), page)


LINE = Line("Tổng quan", queries=12, rows=1200, ms=80.04, high=91, first=95, sql=15, mb=120, bare=10)


@pytest.mark.parametrize(
    "limit, keeps",
    [
        (Limit(queries=12, ratio=1.5), True),
        (Limit(queries=11), False),
        (Limit(ms=80), False),
        (Limit(ratio=1.4), False),
        (Limit(mb=119), False),
        (lines.NOTHING_ASKED, True),
    ],
)
def test_a_line_keeps_what_is_asked_when_nothing_exceeds_it(limit, keeps):
    line = Line(**{**{name: getattr(LINE, name) for name in Line.__dataclass_fields__}, "limit": limit})
    assert line.keeps is keeps
    assert lines.missed([line]) == ([] if keeps else ["Tổng quan"])


def test_a_line_reads_in_vietnamese():
    words = " ".join(lines.written(LINE).split())
    assert words == "Tổng quan 12 80,0 91,0 15,0 – 95,0 1.200 – 10,0 1,50 – – 120"


def test_the_ninety_fifth_of_twenty_is_the_nineteenth():
    assert Times([*range(1, 21)]).high == 19
    assert Times([7.0]).high == 7


@pytest.mark.django_db
def test_the_recorder_keeps_what_was_asked_and_how_long_it_took():
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        list(Agency.objects.filter(code="không có"))
    ((sql, params),) = recorder.queries
    assert sql.startswith("SELECT")
    assert params == ("không có",)
    assert recorder.seconds > 0
