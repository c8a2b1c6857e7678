"""The history of a figure is one page: every change, its report's steps, its corrections, its source."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from targets.actions import corrections, submissions
from targets.actions.figures import Entry, save_and_send, save_figures
from targets.checks import Parts
from targets.figure_history import deeds_of
from targets.models import Figure, FigureChange, FigureUpload, SourcedCell
from targets.terms import Kind, SourceKind, Way
from tests import make
from tests.world import paper

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 16)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def report(province, commune):
    return make.submission(commune, make.report_form(make.indicator(), owner=province))


@pytest.fixture
def figure(report):
    return report.figures.get()


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def entry(figure, numerator, **words):
    figure.refresh_from_db()
    parts = Parts(numerator=Decimal(numerator), denominator=Decimal(1000))
    return {figure.pk: Entry(parts, seen=figure.revision, **words)}


def send(by, report, figure, numerator, **words):
    report.refresh_from_db()
    entries = entry(figure, numerator, **words)
    assert not save_and_send(by=by, submission=report, revision=report.revision, entries=entries, today=TODAY)
    report.refresh_from_db()


def told(figure) -> list[tuple[str, list, str]]:
    """(who did what, what differed, why), the first one first."""
    figure = Figure.objects.get(pk=figure.pk)
    return [(f"{deed.by} {deed.verb}", deed.changes, deed.note) for deed in reversed(deeds_of(figure))]


def test_a_whole_life_is_told_in_order(report, figure, reporter, officer, commune):
    send(reporter, report, figure, 990, note="Số tạm")
    submissions.return_for_revision(by=officer, submission=report, revision=report.revision, reason="Sai số")
    colleague = make.user(commune, Role.REPORTER, full_name="Phạm Văn Hai")
    send(colleague, report, figure, 973)
    submissions.approve(by=officer, submission=report, revision=report.revision)
    figure.refresh_from_db()
    correction = corrections.request_correction(
        by=reporter,
        figure=figure,
        revision=figure.revision,
        parts=Parts(numerator=Decimal(961), denominator=Decimal(1000)),
        reason="Đếm trùng",
        today=TODAY,
    )
    corrections.approve_correction(by=officer, correction=correction, answer="Đồng ý", today=TODAY)
    corrected = [("Số liệu", "97,3% (973 / 1.000)", "96,1% (961 / 1.000)")]
    first = [("Số liệu", "Chưa nhập", "99% (990 / 1.000)"), ("Ghi chú", "", "Số tạm")]
    second = [("Số liệu", "99% (990 / 1.000)", "97,3% (973 / 1.000)"), ("Ghi chú", "Số tạm", "")]
    lines = told(figure)
    assert sorted(lines[:2]) == [
        ("Trần Thị Báo báo cáo: bắt đầu nhập", [], ""),
        ("Trần Thị Báo nhập, sửa số liệu", first, ""),
    ]
    assert lines[2:] == [
        ("Trần Thị Báo báo cáo: gửi", [], ""),
        ("Nguyễn Văn Phòng báo cáo: trả lại", [], "Sai số"),
        ("Phạm Văn Hai nhập, sửa số liệu", second, ""),
        ("Phạm Văn Hai báo cáo: gửi", [], ""),
        ("Nguyễn Văn Phòng báo cáo: xác nhận", [], ""),
        ("Trần Thị Báo đề nghị đính chính", corrected, "Đếm trùng"),
        ("Nguyễn Văn Phòng duyệt đính chính; số liệu thay đổi từ lúc này", corrected, "Đồng ý"),
    ]


def test_a_figure_given_before_changes_were_kept_still_says_who_gave_it(figure, reporter):
    Figure.objects.filter(pk=figure.pk).update(
        numerator=9, denominator=10, recorded_by=reporter, recorded_at=timezone.now()
    )
    assert told(figure) == [("Trần Thị Báo nhập số liệu", [("Số liệu", "", "90% (9 / 10)")], "")]


def test_a_figure_taken_over_names_its_file_and_what_the_agency_said_of_it(report, figure, reporter, officer, province):
    file = paper(province, officer, "mot-cua.xlsx")
    upload = FigureUpload.objects.create(
        way=Way.SOURCE, office=province, form=report.form, period=report.period, file=file, by=officer
    )
    save_figures(by=officer, submission=report, entries=entry(figure, 950), today=TODAY, way=Way.SOURCE, upload=upload)
    SourcedCell.objects.create(
        figure=figure, upload=upload, state="disputed", reason="Thiếu hồ sơ đất đai", by=reporter, at=timezone.now()
    )
    lines = told(figure)
    change = (
        "Nguyễn Văn Phòng lấy từ hệ thống một cửa “mot-cua.xlsx”",
        [("Số liệu", "Chưa nhập", "95% (950 / 1.000)")],
        "",
    )
    assert change in lines
    assert lines[-1] == ("Trần Thị Báo có ý kiến khác về số lấy từ nguồn", [], "Thiếu hồ sơ đất đai")


def test_an_outside_figure_tells_who_recorded_and_who_confirmed(province, officer):
    rank = make.indicator("Xếp hạng PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE, owner=province)
    second = make.user(province, full_name="Lê Thị Xác")
    figure = make.figure(
        province,
        rank,
        make.period("year", 2025),
        value=Decimal(12),
        source="Quyết định 1/QĐ-BNV",
        recorded_by=officer,
        recorded_at=make.NOON,
        approved_by=second,
        approved_at=timezone.now(),
    )
    assert told(figure) == [
        ("Nguyễn Văn Phòng nhập số liệu", [("Số liệu", "", "hạng 12")], "Quyết định 1/QĐ-BNV"),
        ("Lê Thị Xác xác nhận số liệu", [], ""),
    ]


def page_of(figure):
    return reverse("targets:figure_history", args=[figure.pk])


def test_the_page_shows_old_and_new_to_those_who_may_read_the_figure(client, report, figure, reporter, province):
    send(reporter, report, figure, 973)
    client.force_login(reporter)
    page = client.get(page_of(figure)).content.decode()
    assert "97,3% (973 / 1.000)" in page
    assert "Trần Thị Báo" in page
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(page_of(figure)).status_code == 404


def test_a_member_reads_the_history_of_its_own_figure_only(client, commune, province, reporter):
    justice, other = make.agency("Sở Tư pháp", parent=province), make.agency("UBND xã Khác", parent=province)
    report = make.submission(justice, make.report_form(owner=province))
    own, others = (
        make.figure(about, make.indicator(), report.period, submission=report, reported_by=justice)
        for about in (commune, other)
    )
    client.force_login(reporter)
    assert client.get(page_of(own)).status_code == 200
    assert client.get(page_of(others)).status_code == 404


def test_a_long_history_takes_as_many_queries_as_a_short_one(figure, reporter):
    counts = []
    for changes in (2, 18):
        for step in range(changes):
            FigureChange.objects.create(
                figure=figure, by=reporter, way=Way.TYPED, old={"note": ""}, new={"note": f"{step}"}
            )
        with CaptureQueriesContext(connection) as queries:
            deeds_of(Figure.objects.select_related("indicator", "submission", "agency").get(pk=figure.pk))
        counts.append(len(queries))
    assert counts[0] == counts[1]
