"""What a downloaded form says: its sections, its numbers, what stands beside, and which cells are open."""

import io
import re
import zipfile
from decimal import Decimal

import pytest

from accounts.roles import Role
from targets.models import Exemption, SourcedCell
from targets.terms import Kind, SourceKind
from targets.workbooks.lines import lines_of
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests import make
from tests.targets.workbooks.files import Filled
from tests.targets.workbooks.steps import figures_of, handed_in

pytestmark = pytest.mark.django_db


def column(filled: Filled, name: str) -> list[str]:
    """What a column shows, from the first line on; only the first line of each cell."""
    return [str(filled.rows[number][filled.place[name]]).partition("\n")[0] for number in filled.lines()]


def head(filled: Filled) -> str:
    return " | ".join(str(cell) for row in filled.rows[: filled.head] for cell in row if cell)


def open_cells(content: bytes) -> int:
    """How many cells may be typed in: those whose format is not locked."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        formats = pack.read("xl/styles.xml").decode().partition("<cellXfs")[2].partition("</cellXfs>")[0]
        sheet = pack.read("xl/worksheets/sheet1.xml").decode()
    unlocked = {number for number, look in enumerate(formats.split("<xf ")[1:]) if 'locked="0"' in look}
    return sum(int(number) in unlocked for number in re.findall(r'<c [^>]*s="(\d+)"', sheet))


def test_the_head_names_agency_form_period_days_and_due_day(person, report):
    said = head(Filled(workbook_of(standings(person, [report]))))
    for words in (
        "UBND xã An Bình",
        "Biểu 1",
        "SỐ LIỆU CẢI CÁCH HÀNH CHÍNH",
        "Quý III/2026 (số liệu từ 15/06/2026 đến 14/09/2026)",
        "Hạn gửi: 17/09/2026",
    ):
        assert words in said
    assert "Tiến độ nhiệm vụ" not in said


def test_a_form_with_tasks_says_where_they_are_typed(person, report):
    report.form.with_tasks = True
    report.form.save()
    assert "Tiến độ nhiệm vụ nhập trên trang số liệu" in head(Filled(workbook_of(standings(person, [report]))))


def test_sections_stand_above_their_lines_and_parts_below_their_whole(person, province):
    whole = make.indicator("Hồ sơ đúng hạn")
    part = make.indicator("Hồ sơ đất đai đúng hạn", part_of=whole)
    form = make.report_form(owner=province)
    make.line(form, whole, order=1, section="Thủ tục hành chính")
    make.line(form, part, order=2, section="Thủ tục hành chính")
    make.line(form, make.indicator("Số hội nghị", Kind.COUNT), order=3, section="Chỉ đạo")
    report = make.submission(make.agency(parent=province), form)
    filled = Filled(workbook_of(standings(make.user(province), [report])))
    assert column(filled, "label") == [
        "Thủ tục hành chính",
        "Hồ sơ đúng hạn",
        "Hồ sơ đất đai đúng hạn",
        "Chỉ đạo",
        "Số hội nghị",
    ]
    assert column(filled, "order") == ["", "1", "1.1", "", "2"]


class TestLinesAboutManyAgencies:
    @pytest.fixture
    def standing(self, province):
        justice = make.agency("Sở Tư pháp", parent=province)
        communes = [make.agency(name, parent=province) for name in ("UBND xã Một", "UBND xã Hai")]
        measured = make.indicator("Số văn bản đã rà soát", Kind.COUNT, unit="văn bản")
        form = make.report_form(owner=province)
        line = make.line(form, measured, about_group=make.group(*communes), order=1)
        report = make.submission(justice, form)
        report.figures.all().delete()
        for commune in communes:
            make.figure(commune, measured, report.period, submission=report, line=line, reported_by=justice)
        return make.user(province), report

    def test_the_indicator_heads_its_agencies(self, standing):
        office, report = standing
        filled = Filled(workbook_of(standings(office, [report])))
        assert column(filled, "label")[0] == "Số văn bản đã rà soát"
        assert set(column(filled, "label")[1:]) == {"UBND xã Một", "UBND xã Hai"}
        assert column(filled, "order") == ["1", "1.1", "1.2"]

    def test_in_a_file_of_many_reports_each_row_names_both(self, standing):
        office, report = standing
        other = make.submission(make.agency("Sở Nội vụ", parent=report.agency.parent), report.form, report.period)
        other.figures.all().delete()
        filled = Filled(workbook_of(standings(office, [report, other])))
        assert column(filled, "label") == ["Số văn bản đã rà soát"] * 2
        assert set(column(filled, "agency")) == {"UBND xã Một", "UBND xã Hai"}


def test_earlier_periods_stand_beside(person, report, indicators):
    for period, value in ((make.period("half", 2026, 1), 5), (make.period("quarter", 2025, 3), 4)):
        sent = make.submission(
            report.agency,
            report.form,
            period,
            state="submitted",
            submitted_at=make.NOON,
            first_submitted_at=make.NOON,
            submitted_by=person,
        )
        sent.figures.filter(indicator=indicators[1]).update(value=Decimal(value))
    filled = Filled(workbook_of(standings(person, [report])))
    row = filled.rows[filled.row_of(figures_of(report)[1])]
    assert (row[filled.place["before"]], row[filled.place["year_before"]]) == ("5 hội nghị", "4 hội nghị")


def test_a_line_that_does_not_apply_any_more_says_why(person, report, province):
    figure = figures_of(report)[0]
    Exemption.objects.create(
        agency=report.agency, indicator=figure.indicator, reason="Không có thủ tục", by=make.user(province)
    )
    [line] = [line for line in lines_of(standings(person, [report])) if line.figure == figure]
    assert "Không áp dụng: Không có thủ tục" in line.notes


def test_cells_open_only_where_a_kind_has_them_and_the_person_may_type(person, report):
    parts = 3 + 1 + 3 + 1 + 2 + 2  # ratio and its mark, count, level and its mark, grade, rank, yes/no
    words = 6 * 3
    assert open_cells(workbook_of(standings(person, [report]))) == parts + words
    reader = make.user(report.agency, Role.LEADER)
    assert open_cells(workbook_of(standings(reader, [report]))) == 0


def test_a_number_that_nobody_types_is_locked_and_says_why(person, report):
    ratio, count = figures_of(report)[:2]
    upload = handed_in(person, workbook_of(standings(person, [report])), report)
    SourcedCell.objects.create(figure=ratio, upload=upload, given={})
    count.indicator.source_kind = SourceKind.COMPUTED
    count.indicator.save()
    lines = {line.figure.pk: line for line in lines_of(standings(person, [report]))}
    for figure, said in ((ratio, "Số lấy từ hệ thống"), (count, "Hệ thống tính")):
        assert lines[figure.pk].open_parts == {"note", "cause_and_remedy", "explanation"}
        assert lines[figure.pk].notes[-1].startswith(said)
