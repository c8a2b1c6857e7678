"""The figures of a list of reports as one Excel file, through its address."""

import io
import tracemalloc
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from agencies.models import Placement
from periods.period import PeriodKind
from targets import export
from targets.models import Submission
from targets.terms import Kind
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province, code="BA")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


@pytest.fixture
def period():
    return make.period(PeriodKind.QUARTER, 2025, 3)


def downloaded(client, **query) -> list[dict]:
    """The rows of the file, each by the heads of its columns."""
    response = client.get(reverse("targets:export_figures"), query)
    assert response.status_code == 200
    return rows_of(b"".join(response.streaming_content))


def rows_of(content: bytes) -> list[dict]:
    cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    heads = next(place for place, row in enumerate(cells) if row[0] == "Mã đơn vị")
    return [dict(zip(cells[heads], row, strict=True)) for row in cells[heads + 1 :]]


def refused(client, **query) -> str:
    """What the list says after a file was refused."""
    return client.get(reverse("targets:export_figures"), query, follow=True).content.decode()


def report(of, form, period, **parts):
    """A report whose one figure is given."""
    made = make.submission(of, form, period)
    made.figures.update(**parts)
    return made


def test_a_row_says_whose_figure_it_is_what_was_given_and_who_confirmed_it(client, province, commune, officer, period):
    form = make.report_form(make.indicator("Hồ sơ đúng hạn", code="01"), owner=province, code="CCHC-01")
    reporter = make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")
    at = datetime(2025, 9, 16, 2, 30, tzinfo=UTC)
    sent = report(
        commune,
        form,
        period,
        numerator=9797,
        denominator=10000,
        recorded_by=reporter,
        recorded_at=at,
        approved_by=officer,
        approved_at=at,
        note="đã rà soát",
    )
    Submission.objects.filter(pk=sent.pk).update(
        state="approved",
        submitted_by=reporter,
        submitted_at=at,
        first_submitted_at=at,
        approved_by=officer,
        approved_at=at,
    )
    client.force_login(officer)
    (row,) = downloaded(client)
    assert row == {
        "Mã đơn vị": "BA",
        "Đơn vị": "UBND xã Bình An",
        "Cấp trên": "UBND tỉnh Lam Giang",
        "Cơ quan báo cáo": "UBND xã Bình An",
        "Biểu mẫu": "CCHC-01",
        "Kỳ báo cáo": "Quý III/2025",
        "Mã chỉ tiêu": "01",
        "Chỉ tiêu thống kê": "Hồ sơ đúng hạn",
        "Cách nhập": "kỳ",
        "Tử số": 9797.0,
        "Mẫu số": 10000.0,
        "Giá trị": 97.97,
        "Đơn vị tính": row["Đơn vị tính"],
        "Số phiếu, trên tổng số": "",
        "Ngày thực hiện": "",
        "Số liệu": "Có số liệu",
        "Trạng thái báo cáo": "Đã xác nhận",
        "Hạn gửi": period.due_on,
        "Người nhập": "Trần Thị Báo",
        "Nhập lúc": datetime(2025, 9, 16, 9, 30),
        "Người xác nhận": "Nguyễn Văn Phòng",
        "Xác nhận lúc": datetime(2025, 9, 16, 9, 30),
        "Đính chính lúc": "",
        "Ghi chú": "đã rà soát",
    }


@pytest.mark.parametrize(
    "kind, parts, value, standing",
    [
        pytest.param(Kind.RATIO, {"numerator": 0, "denominator": 12}, 0.0, "Có số liệu", id="không là một số"),
        pytest.param(Kind.RATIO, {"nothing_occurred": True}, "", "Không phát sinh", id="không phát sinh"),
        pytest.param(Kind.RATIO, {"numerator": 0, "denominator": 0}, "", "Không phát sinh", id="mẫu số bằng 0"),
        pytest.param(Kind.RATIO, {}, "", "Chưa báo cáo", id="chưa báo cáo"),
        pytest.param(Kind.COUNT, {"value": Decimal("1234.5")}, 1234.5, "Có số liệu", id="số lượng"),
        pytest.param(Kind.YES_NO, {"done": True}, "Đã thực hiện", "Có số liệu", id="đã thực hiện"),
        pytest.param(Kind.YES_NO, {"done": False}, "Chưa thực hiện", "Có số liệu", id="chưa thực hiện"),
        pytest.param(Kind.GRADE, {"value": 2}, "Khá", "Có số liệu", id="xếp loại"),
    ],
)
def test_each_kind_of_figure_and_of_nothing_reads_as_on_the_pages(
    client, province, commune, officer, period, kind, parts, value, standing
):
    measured = make.indicator(kind=kind, grade_steps=["Trung bình", "Khá", "Tốt"] if kind == Kind.GRADE else [])
    report(commune, make.report_form(measured, owner=province), period, **parts)
    client.force_login(officer)
    (row,) = downloaded(client)
    assert (row["Giá trị"], row["Số liệu"]) == (value, standing)
    assert row["Trạng thái báo cáo"] == "Quá hạn, chưa gửi"


def test_text_never_becomes_a_formula(client, province, officer, period):
    risky = make.agency('=HYPERLINK("http://x.vn")', parent=province)
    form = make.report_form(make.indicator("+1+1", unit="=1"), owner=province)
    report(risky, form, period, note="@SUM(A1)\nhai dòng")
    client.force_login(officer)
    (row,) = downloaded(client)
    assert row["Đơn vị"] == '=HYPERLINK("http://x.vn")'
    assert (row["Chỉ tiêu thống kê"], row["Đơn vị tính"], row["Ghi chú"]) == ("+1+1", "=1", "@SUM(A1) hai dòng")


def test_the_filters_of_the_list_narrow_the_file(client, province, commune, officer, period):
    other = make.agency("UBND phường Đống Đa", parent=province)
    form = make.report_form(make.indicator(), owner=province)
    for of in (commune, other):
        report(of, form, period)
        report(of, form, make.period(PeriodKind.QUARTER, 2025, 1))
    client.force_login(officer)
    found = downloaded(client, ky="2025-q3", don_vi="dong da")
    assert [(row["Đơn vị"], row["Kỳ báo cáo"]) for row in found] == [("UBND phường Đống Đa", "Quý III/2025")]
    assert len(downloaded(client)) == 4
    assert "Không có số liệu nào để tải" in refused(client, trang_thai="approved")


def test_nobody_gets_figures_of_agencies_they_do_not_look_after(client, province, commune, period):
    neighbour = make.agency("UBND xã Bình Minh", parent=province)
    form = make.report_form(make.indicator(), owner=province)
    report(commune, form, period)
    report(neighbour, form, period)
    client.force_login(make.user(commune, Role.REPORTER))
    assert [row["Đơn vị"] for row in downloaded(client)] == ["UBND xã Bình An"]
    client.force_login(make.user(make.agency("UBND tỉnh khác"), Role.OFFICE))
    assert "Không có số liệu nào để tải" in refused(client)


def test_of_a_report_about_many_an_agency_gets_its_own_row_only(client, province, commune, period):
    justice, neighbour = make.agency("Sở Tư pháp", parent=province), make.agency("UBND xã Bên", parent=province)
    given = make.submission(justice, make.report_form(owner=province), period)
    for of in (commune, neighbour):
        make.figure(of, make.indicator(), period, submission=given, reported_by=justice)
    client.force_login(make.user(commune, Role.REPORTER))
    (row,) = downloaded(client, nguon="khac")
    assert (row["Đơn vị"], row["Cơ quan báo cáo"]) == ("UBND xã Bình An", "Sở Tư pháp")


def test_the_parent_is_that_of_the_reports_last_data_day(client, province, commune, officer, period):
    district = make.agency("UBND huyện Cũ", parent=province)
    Placement.objects.filter(agency=commune).update(from_day=date(2025, 10, 1))
    Placement.objects.create(agency=commune, parent=district, until=date(2025, 10, 1))
    form = make.report_form(make.indicator(), owner=province)
    report(commune, form, period)
    report(commune, form, make.period(PeriodKind.YEAR, 2025, 1))
    client.force_login(officer)
    parents = {row["Kỳ báo cáo"]: row["Cấp trên"] for row in downloaded(client)}
    assert parents == {"Quý III/2025": "UBND huyện Cũ", "Năm 2025": "UBND tỉnh Lam Giang"}


def test_too_many_figures_are_refused_with_the_remedy(client, province, commune, officer, period, monkeypatch):
    monkeypatch.setattr(export, "MOST_FIGURES", 1)
    form = make.report_form(make.indicator(), make.indicator(), owner=province)
    report(commune, form, period)
    client.force_login(officer)
    said = refused(client, ky="2025-q3")
    assert "Có hơn 1 số liệu" in said
    assert "Chọn thêm kỳ báo cáo, biểu mẫu hoặc đơn vị" in said
    assert 'value="2025-q3" selected' in said


def test_the_list_leads_to_the_file_with_its_own_filters(client, province, commune, officer, period):
    report(commune, make.report_form(make.indicator(), owner=province), period)
    client.force_login(officer)
    page = client.get(reverse("targets:submissions"), {"ky": "2025-q3", "trang": "1"}).content.decode()
    assert f'href="{reverse("targets:export_figures")}?ky=2025-q3"' in page


def test_the_file_takes_as_many_queries_for_twenty_agencies_as_for_two(client, province, officer, period):
    form = make.report_form(make.indicator(), owner=province)
    client.force_login(officer)
    counts = []
    for more in (2, 18):
        for _ in range(more):
            report(make.agency(parent=province), form, period, numerator=1, denominator=2)
        with CaptureQueriesContext(connection) as caught:
            downloaded(client)
        counts.append(len(caught))
    assert counts[0] == counts[1] < 12


# --- the sheet alone ----------------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 23)
PLAIN = export.Row(
    *("BA", "UBND xã Bình An", "UBND tỉnh", "UBND xã Bình An", "CCHC-01", "quarter", 2025, 3, "01", "Hồ sơ", "count"),
    *("hồ sơ", [], "flow", None, None, Decimal(12), None, None, None, None, False, "approved", date(2025, 9, 17)),
    *(datetime(2025, 9, 16, tzinfo=UTC), "Trần Thị Báo", datetime(2025, 9, 16, tzinfo=UTC), "Phòng", None, None, ""),
)


def written(rows) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, export.OPTIONS) as book:
        export.Sheet(book, ["Số liệu"]).write(rows, TODAY)
    return kept.getvalue()


def test_a_number_longer_than_a_cell_holds_is_written_out():
    (row,) = rows_of(written([PLAIN._replace(value=Decimal("12345678901234.5678"))]))
    assert row["Giá trị"] == "12.345.678.901.234,5678"


def test_memory_does_not_grow_with_the_rows():
    def peak(rows: int) -> int:
        tracemalloc.start()
        with open("/dev/null", "wb") as nowhere, xlsxwriter.Workbook(nowhere, export.OPTIONS) as book:
            export.Sheet(book, []).write((PLAIN for _ in range(rows)), TODAY)
            found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(10)  # what is made once
    assert peak(1_000) < peak(100) + 100_000  # bytes; kept rows would take some six million
