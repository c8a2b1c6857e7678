"""Rows, columns and cells of a filled file: what is found wherever it lies, what cannot be read is named by its cell."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from targets.models import FigureChange
from targets.workbooks.comparing import compare
from tests import make
from tests.targets.workbooks.steps import TODAY, all_filled, confirmed, downloaded, figures_of, handed_in

pytestmark = pytest.mark.django_db


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
