"""A filled Excel file: what is refused, what the preview shows, what is written once it is confirmed."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import ActionRecord
from accounts.roles import Role
from periods.models import PeriodDates
from targets.actions.figures import Entry, save_figures
from targets.actions.submissions import AlreadyDone
from targets.actions.workbooks import apply_upload, take_in
from targets.checks import Parts
from targets.models import Figure, FigureChange, FigureUpload, SourcedCell, Submission
from targets.terms import Kind, Way
from targets.workbooks.comparing import compare
from targets.workbooks.reading import read_workbook
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests import make
from tests.targets.workbook_files import Filled, rewritten

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã An Bình", parent=province)


@pytest.fixture
def person(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def indicators():
    return [
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị"),
        make.indicator("Mức độ hài lòng", Kind.LEVEL, unit="%"),
        make.indicator("Cấp độ chuyển đổi số", Kind.GRADE, grade_steps=["Cấp độ 1", "Cấp độ 2", "Cấp độ 3"]),
        make.indicator("Xếp hạng chuyển đổi số", Kind.RANK),
        make.indicator("Ban hành kế hoạch CCHC", Kind.YES_NO),
    ]


@pytest.fixture
def form(province, indicators):
    return make.report_form(*indicators, owner=province, code="1")


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period("quarter", 2026, 3))


def figures_of(report) -> list[Figure]:
    return list(report.figures.order_by("line__order", "agency__sort_key"))


def downloaded(person, *reports) -> Filled:
    return Filled(workbook_of(standings(person, list(reports))))


def handed_in(person, filled: Filled | bytes, report=None) -> FigureUpload:
    content = filled if isinstance(filled, bytes) else filled.content
    paper = SimpleUploadedFile("bieu.xlsx", content)
    return take_in(by=person, paper=paper, reading=read_workbook(content), report=report)


def confirmed(person, upload, mine=()):
    stamp = compare(upload, user=person, today=TODAY).stamp
    return apply_upload(by=person, upload=upload, stamp=stamp, mine=mine, today=TODAY)


def all_filled(person, report) -> Filled:
    ratio, count, level, grade, rank, yes = figures_of(report)
    filled = downloaded(person, report)
    filled.put(ratio, numerator=97, denominator="1.234", note="đã đối chiếu")
    filled.put(count, value=3.0, cause_and_remedy="thiếu người", explanation="gộp hai quý")
    filled.put(level, value="95,5", beside=120)
    filled.put(grade, value="Cấp độ 3")
    filled.put(rank, value=5, beside=34)
    filled.put(yes, value="Có", beside=date(2026, 9, 1))
    return filled


class TestWriting:
    def test_every_kind_of_figure_arrives_as_typed(self, person, report):
        confirmed(person, handed_in(person, all_filled(person, report), report))
        ratio, count, level, grade, rank, yes = figures_of(report)
        assert ratio.parts == Parts(numerator=Decimal(97), denominator=Decimal(1234))
        assert ratio.note == "đã đối chiếu"
        assert (count.value, count.cause_and_remedy, count.explanation) == (3, "thiếu người", "gộp hai quý")
        assert level.parts == Parts(value=Decimal("95.5"), sample=120)
        assert grade.parts == Parts(value=Decimal(3))
        assert rank.parts == Parts(value=Decimal(5), out_of=34)
        assert yes.parts == Parts(done=True, done_on=date(2026, 9, 1))
        report.refresh_from_db()
        assert report.state == Submission.State.DRAFT

    def test_each_change_says_that_it_came_from_the_file(self, person, report):
        upload = handed_in(person, all_filled(person, report), report)
        confirmed(person, upload)
        changes = FigureChange.objects.filter(upload=upload)
        assert changes.count() == 6
        assert {(change.way, change.by) for change in changes} == {(Way.WORKBOOK, person)}
        assert ActionRecord.objects.filter(verb="ghi số liệu từ tệp Excel", by=person).count() == 1

    def test_a_file_that_was_written_comes_back_without_any_difference(self, person, report):
        confirmed(person, handed_in(person, all_filled(person, report), report))
        upload = handed_in(person, workbook_of(standings(person, [report])), report)
        found = compare(upload, user=person, today=TODAY)
        assert (found.rows, found.unchanged, found.refusals) == ([], 6, [])

    def test_nothing_is_written_before_it_is_confirmed(self, person, report):
        handed_in(person, all_filled(person, report), report)
        assert not any(figure.is_given for figure in figures_of(report))
        assert not FigureChange.objects.exists()

    def test_a_second_press_writes_nothing_twice(self, person, report):
        upload = handed_in(person, all_filled(person, report), report)
        confirmed(person, upload)
        with pytest.raises(AlreadyDone, match="đã được ghi vào báo cáo"):
            confirmed(person, upload)
        assert FigureChange.objects.count() == 6

    def test_nothing_occurred_is_marked_with_a_cross_and_empties_the_parts(self, person, report):
        ratio = figures_of(report)[0]
        filled = downloaded(person, report).put(ratio, nothing_occurred="X")
        confirmed(person, handed_in(person, filled, report))
        ratio.refresh_from_db()
        assert ratio.parts == Parts(nothing_occurred=True)

    def test_an_emptied_cell_takes_the_number_back(self, person, report):
        ratio = figures_of(report)[0]
        save_figures(
            by=person,
            submission=report,
            entries={ratio.pk: Entry(Parts(numerator=Decimal(9), denominator=Decimal(10)))},
            today=TODAY,
        )
        filled = downloaded(person, report).put(ratio, numerator="", denominator="")
        upload = handed_in(person, filled, report)
        cells = compare(upload, user=person, today=TODAY).rows[0].cells
        assert [(cell.old, cell.new) for cell in cells] == [("9", "(trống)"), ("10", "(trống)")]
        confirmed(person, upload)
        ratio.refresh_from_db()
        assert not ratio.is_given

    def test_words_of_several_lines_are_not_a_difference(self, person, report):
        ratio = figures_of(report)[0]
        entry = Entry(Parts(nothing_occurred=True), cause_and_remedy="dòng một\r\ndòng hai")
        save_figures(by=person, submission=report, entries={ratio.pk: entry}, today=TODAY)
        filled = downloaded(person, report).put(ratio, note="thêm")
        upload = handed_in(person, filled, report)
        assert [cell.title for cell in compare(upload, user=person, today=TODAY).rows[0].cells] == ["Ghi chú"]

    def test_a_number_longer_than_a_cell_holds_comes_back_whole(self, person, report):
        count = figures_of(report)[1]
        Figure.objects.filter(pk=count.pk).update(value=Decimal("12345678901234.5678"))
        upload = handed_in(person, workbook_of(standings(person, [report])), report)
        assert compare(upload, user=person, today=TODAY).rows == []


class TestRowsAndColumns:
    def test_inserted_and_moved_rows_do_no_harm(self, person, report):
        filled = all_filled(person, report)
        lines = [filled.rows.pop(filled.head + 2) for _ in list(filled.lines())]
        note = ["ghi chú riêng của tôi"] + [""] * (len(lines[0]) - 1)
        filled.rows += [note, *reversed(lines), note]
        confirmed(person, handed_in(person, filled, report))
        assert all(figure.is_given for figure in figures_of(report))

    def test_a_moved_column_is_found_by_its_hidden_name(self, person, report):
        filled = all_filled(person, report)
        for row in filled.rows[filled.head :]:
            row.insert(0, row.pop(filled.place["key"]))
        confirmed(person, handed_in(person, filled, report))
        assert all(figure.is_given for figure in figures_of(report))

    def test_a_deleted_column_is_named(self, person, report):
        filled = all_filled(person, report)
        for row in filled.rows:
            del row[filled.place["denominator"]]
        with pytest.raises(ValidationError, match="thiếu cột Mẫu số"):
            handed_in(person, filled, report)

    def test_a_number_in_an_inserted_row_is_told_and_left_out(self, person, report):
        filled = all_filled(person, report)
        stray = [""] * len(filled.rows[filled.head])
        stray[filled.place["numerator"]] = 12
        filled.rows.insert(filled.head + 3, stray)
        upload = handed_in(person, filled, report)
        found = compare(upload, user=person, today=TODAY)
        assert found.remarks == [
            (f"Biểu 1!D{filled.head + 4}", "Dòng này không thuộc biểu (không có mã ẩn); số liệu ghi ở đây được bỏ qua.")
        ]
        assert found.may_apply

    def test_a_row_copied_twice_stops_the_file(self, person, report):
        filled = all_filled(person, report)
        filled.rows.append(list(filled.rows[filled.head + 2]))
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert "Trùng mã ẩn" in found.refusals[0][1]
        assert not found.may_apply

    def test_a_key_moved_to_another_line_stops_the_file(self, person, report):
        filled = all_filled(person, report)
        one, two, key = filled.head + 2, filled.head + 3, filled.place["key"]
        filled.rows[one][key], filled.rows[two][key] = filled.rows[two][key], filled.rows[one][key]
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert [said for _, said in found.refusals if "không còn khớp" in said]
        assert not found.may_apply

    def test_a_row_of_another_report_stops_the_file(self, person, report, province, form):
        other = make.submission(make.agency("UBND xã Bình Minh", parent=province), form, report.period)
        filled = all_filled(person, report)
        foreign = downloaded(make.user(province), other)
        filled.rows.append(foreign.rows[foreign.head + 2])
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert "không còn trong báo cáo" in found.refusals[0][1]
        assert not found.may_apply

    def test_other_sheets_are_left_alone(self, person, report):
        filled = all_filled(person, report)
        filled.sheets["Nháp của tôi"] = [["key", 1], ["97", "=1/0"]]
        assert len(compare(handed_in(person, filled, report), user=person, today=TODAY).rows) == 6


class TestCellsThatCannotBeRead:
    @pytest.mark.parametrize(
        "cell, said",
        [
            pytest.param("1,234.5", "viết theo kiểu Anh", id="số kiểu Anh"),
            pytest.param("12.5", "dùng dấu phẩy", id="dấu chấm thập phân"),
            pytest.param("chín mươi", "không phải là số", id="chữ"),
            pytest.param(date(2026, 1, 5), "chứa ngày giờ", id="ngày ở ô số"),
            pytest.param(True, "ĐÚNG/SAI", id="đúng sai ở ô số"),
            pytest.param(1.23456, "chữ số sau dấu phẩy", id="quá nhiều chữ số lẻ"),
            pytest.param(-5, "không được âm", id="số âm"),
            pytest.param("=1/0", "công thức báo lỗi", id="công thức báo lỗi"),
            pytest.param(1e300, "dài quá", id="số quá lớn"),
        ],
    )
    def test_the_cell_is_named_and_nothing_may_be_written(self, person, report, cell, said):
        ratio = figures_of(report)[0]
        filled = all_filled(person, report).put(ratio, numerator=cell)
        upload = handed_in(person, filled, report)
        found = compare(upload, user=person, today=TODAY)
        [(place, words)] = found.refusals
        assert place == f"Biểu 1!D{filled.row_of(ratio) + 1}"
        assert said in words
        with pytest.raises(ValidationError, match="Tệp còn chỗ sai"):
            confirmed(person, upload)
        assert not FigureChange.objects.exists()

    @pytest.mark.parametrize(
        "cell, read",
        [
            pytest.param("1.234,5", "1234.5", id="số dạng chữ kiểu Việt Nam"),
            pytest.param(" 1 234 ", "1234", id="có dấu cách"),
            pytest.param("1.234", "1234", id="dấu chấm ngăn hàng nghìn"),
            pytest.param(0.1 + 0.2, "0.3", id="nhiễu nhị phân"),
            pytest.param("=2+3", "5", id="công thức đã tính"),
        ],
    )
    def test_numbers_are_read_the_vietnamese_way(self, person, report, cell, read):
        level = figures_of(report)[2]
        found = compare(
            handed_in(person, downloaded(person, report).put(level, value=cell), report), user=person, today=TODAY
        )
        assert (found.refusals, found.rows[0].content["value"]) == ([], Decimal(read))

    def test_a_day_counted_by_the_sheet_is_read(self, person, report):
        yes = figures_of(report)[5]
        filled = downloaded(person, report).put(yes, value="có", beside=46266)
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert found.rows[0].content["done_on"] == date(2026, 9, 1)

    def test_a_merged_cell_is_named(self, person, report):
        filled = all_filled(person, report)
        row, column = filled.row_of(figures_of(report)[0]), filled.place["numerator"]
        filled.merges[filled.name] = [(row, column, row, column + 1)]
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert [said for _, said in found.refusals] == ["Ô đã bị gộp với ô khác. Bỏ gộp ô rồi nạp lại."] * 2

    def test_a_formula_that_no_program_has_counted_is_not_taken_for_an_empty_cell(self, person, report):
        ratio = figures_of(report)[0]
        filled = all_filled(person, report).put(ratio, numerator="=2+3")
        content = with_part_replaced(filled.content, b"<f>2+3</f><v>5</v>", b"<f>2+3</f>")
        found = compare(handed_in(person, content, report), user=person, today=TODAY)
        assert "chưa được tính" in found.refusals[0][1]

    def test_a_step_that_is_not_in_the_list_names_the_list(self, person, report):
        filled = downloaded(person, report).put(figures_of(report)[3], value="Cấp độ 9")
        found = compare(handed_in(person, filled, report), user=person, today=TODAY)
        assert "Cấp độ 1, Cấp độ 2, Cấp độ 3" in found.refusals[0][1]

    def test_a_numerator_above_its_denominator_is_warned_of_by_cell_and_kept_as_draft(self, person, report):
        ratio = figures_of(report)[0]
        filled = downloaded(person, report).put(ratio, numerator=12, denominator=10)
        upload = handed_in(person, filled, report)
        [(place, said)] = compare(upload, user=person, today=TODAY).warnings
        assert place == f"Biểu 1!D{filled.row_of(ratio) + 1}"
        assert "lớn hơn" in said
        confirmed(person, upload)
        ratio.refresh_from_db()
        assert ratio.numerator == 12


class TestColleagues:
    @pytest.fixture
    def upload(self, person, report):
        ratio = figures_of(report)[0]
        filled = downloaded(person, report).put(ratio, numerator=9, denominator=10)
        colleague = make.user(report.agency, Role.REPORTER, full_name="Lê Văn Đồng")
        entry = Entry(Parts(numerator=Decimal(8), denominator=Decimal(10)))
        save_figures(by=colleague, submission=report, entries={ratio.pk: entry}, today=TODAY)
        return handed_in(person, filled, report)

    def test_what_a_colleague_changed_since_the_download_stays_unless_one_chooses(self, person, report, upload):
        found = compare(upload, user=person, today=TODAY)
        assert [row.figure.recorded_by.full_name for row in found.overtaken] == ["Lê Văn Đồng"]
        confirmed(person, upload)
        assert figures_of(report)[0].numerator == 8

    def test_one_s_own_number_is_written_where_one_chose_it(self, person, report, upload):
        ratio = figures_of(report)[0]
        confirmed(person, upload, mine={ratio.pk})
        ratio.refresh_from_db()
        assert ratio.numerator == 9

    def test_what_changed_after_the_preview_is_never_overwritten_unseen(self, person, report, upload):
        stamp = compare(upload, user=person, today=TODAY).stamp
        ratio = figures_of(report)[0]
        entry = Entry(Parts(numerator=Decimal(7), denominator=Decimal(10)))
        save_figures(by=make.user(report.agency), submission=report, entries={ratio.pk: entry}, today=TODAY)
        with pytest.raises(ValidationError, match="vừa thay đổi"):
            apply_upload(by=person, upload=upload, stamp=stamp, mine={ratio.pk}, today=TODAY)
        ratio.refresh_from_db()
        assert ratio.numerator == 7

    def test_rows_left_alone_in_the_file_are_no_conflict(self, person, report):
        ratio, count = figures_of(report)[:2]
        filled = downloaded(person, report).put(count, value=2)
        entry = Entry(Parts(numerator=Decimal(8), denominator=Decimal(10)))
        save_figures(by=make.user(report.agency), submission=report, entries={ratio.pk: entry}, today=TODAY)
        upload = handed_in(person, filled, report)
        assert compare(upload, user=person, today=TODAY).overtaken == []
        confirmed(person, upload)
        ratio.refresh_from_db()
        assert ratio.numerator == 8


class TestLockedCells:
    def test_a_number_from_a_source_cannot_be_changed_by_a_file(self, person, report, province):
        ratio = figures_of(report)[0]
        filled = downloaded(person, report).put(ratio, numerator=9, denominator=10)
        upload = handed_in(person, filled, report)
        SourcedCell.objects.create(figure=ratio, upload=upload, given={})
        found = compare(upload, user=person, today=TODAY)
        assert "Số lấy từ hệ thống một cửa" in found.refusals[0][1]

    def test_words_may_be_written_beside_it(self, person, report):
        ratio = figures_of(report)[0]
        upload = handed_in(person, downloaded(person, report).put(ratio, note="chờ đối chiếu"), report)
        SourcedCell.objects.create(figure=ratio, upload=upload, given={})
        confirmed(person, upload)
        ratio.refresh_from_db()
        assert ratio.note == "chờ đối chiếu"


class TestRefusedFiles:
    def refused(self, person, content, report=None) -> str:
        with pytest.raises(ValidationError) as refusal:
            handed_in(person, content, report)
        assert not FigureUpload.objects.exists()
        return refusal.value.messages[0]

    def test_the_file_of_another_agency(self, province, person, report, form):
        office = make.user(province)
        other = make.submission(make.agency("UBND xã Bình Minh", parent=province), form, report.period)
        said = self.refused(office, workbook_of(standings(office, [other])), report)
        assert "UBND xã Bình Minh" in said
        assert "khác đơn vị" in said

    def test_the_file_of_another_period(self, person, report, form):
        other = make.submission(report.agency, form, make.period("quarter", 2026, 1))
        assert "khác kỳ báo cáo" in self.refused(person, workbook_of(standings(person, [other])), report)

    def test_the_file_of_another_form(self, person, report, province):
        other = make.submission(report.agency, make.report_form(make.indicator(), owner=province), report.period)
        assert "khác biểu mẫu" in self.refused(person, workbook_of(standings(person, [other])), report)

    def test_a_file_without_keys(self, person, report):
        assert "Hãy dùng tệp tải từ trang này" in self.refused(person, rewritten({"Biểu 1": [["a", 1]]}), report)

    def test_a_file_whose_seal_was_changed(self, person, report):
        filled = downloaded(person, report)
        seal = filled.sheets["_khoa"][1][0]
        filled.sheets["_khoa"][1][0] = seal[:10] + ("A" if seal[10] != "A" else "B") + seal[11:]
        assert "đã bị sửa" in self.refused(person, filled.content, report)

    def test_a_file_of_an_older_layout(self, person, report, monkeypatch):
        content = workbook_of(standings(person, [report]))
        monkeypatch.setattr("targets.workbooks.seal.LAYOUT", 2)
        assert "đổi mẫu" in self.refused(person, content, report)

    def test_a_report_that_was_sent_meanwhile(self, person, report):
        content = workbook_of(standings(person, [report]))
        now = timezone.now()
        Submission.objects.filter(pk=report.pk).update(
            state="submitted", submitted_at=now, submitted_by=person, first_submitted_at=now
        )
        assert "đã gửi" in self.refused(person, content, Submission.objects.get(pk=report.pk))

    def test_a_period_that_was_closed_meanwhile(self, person, report, province):
        content = workbook_of(standings(person, [report]))
        PeriodDates.objects.create(
            period=report.period, office=province, closed_at=timezone.now(), closed_by=make.user(province)
        )
        assert "đã được UBND tỉnh Lam Giang khoá" in self.refused(person, content, report)

    def test_a_file_of_agencies_for_which_one_may_not_type(self, person, report, province, form):
        other = make.submission(make.agency("UBND xã Bình Minh", parent=province), form, report.period)
        content = workbook_of(standings(make.user(province), [other]))
        assert "không được nhập số liệu cho: UBND xã Bình Minh" in self.refused(person, content)


class TestManyAgencies:
    @pytest.fixture
    def office(self, province):
        return make.user(province)

    @pytest.fixture
    def reports(self, province, form, report):
        others = [make.agency(f"UBND xã {name}", parent=province) for name in ("Bình Minh", "Cẩm Sơn")]
        return [report, *[make.submission(agency, form, report.period) for agency in others]]

    def filled(self, office, reports) -> Filled:
        filled = downloaded(office, *reports)
        for number, report in enumerate(reports, start=1):
            filled.put(figures_of(report)[1], value=number)
        return filled

    def test_one_file_fills_the_reports_of_all(self, office, reports):
        confirmed(office, handed_in(office, self.filled(office, reports)))
        assert [figures_of(report)[1].value for report in reports] == [1, 2, 3]
        assert {event.kind for report in reports for event in report.events.all()} >= {"stood_in"}

    def test_a_report_sent_meanwhile_is_left_out_and_named(self, office, reports):
        upload = handed_in(office, self.filled(office, reports))
        now = timezone.now()
        Submission.objects.filter(pk=reports[1].pk).update(
            state="submitted", submitted_at=now, submitted_by=office, first_submitted_at=now
        )
        found = compare(upload, user=office, today=TODAY)
        assert [change.report for change in found.left_out] == [reports[1]]
        confirmed(office, upload)
        assert [figures_of(report)[1].value for report in reports] == [1, None, 3]

    def test_one_wrong_cell_keeps_all_of_it_from_being_written(self, office, reports):
        filled = self.filled(office, reports).put(figures_of(reports[2])[1], value=-1)
        upload = handed_in(office, filled)
        with pytest.raises(ValidationError, match="Tệp còn chỗ sai"):
            confirmed(office, upload)
        assert not Figure.objects.filter(value__isnull=False).exists()

    def test_a_failure_in_the_middle_leaves_nothing(self, office, reports, monkeypatch):
        upload = handed_in(office, self.filled(office, reports))
        calls = []

        def failing(**arguments):
            calls.append(arguments)
            if len(calls) == 2:
                raise ValidationError("Hỏng giữa chừng.")
            return save_figures(**arguments)

        monkeypatch.setattr("targets.actions.workbooks.save_figures", failing)
        with pytest.raises(ValidationError, match="giữa chừng"):
            confirmed(office, upload)
        upload.refresh_from_db()
        assert upload.applied_at is None
        assert not Figure.objects.filter(value__isnull=False).exists()

    def test_a_file_of_many_is_not_taken_on_the_page_of_one(self, office, reports):
        with pytest.raises(ValidationError, match="gồm nhiều đơn vị"):
            handed_in(office, self.filled(office, reports), reports[0])


def with_part_replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The file with some bytes of its sheets replaced; fails where they are not there."""
    kept, found = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            found = found or old in part
            target.writestr(name, part.replace(old, new))
    assert found
    return kept.getvalue()
