"""A filled Excel file: what is refused, what the preview shows, what is written once it is confirmed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import ActionRecord
from targets.actions.figures import Entry, save_figures
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.models import Figure, FigureChange, Submission
from targets.terms import Kind, Way
from targets.workbooks.cells import read_cell
from targets.workbooks.comparing import compare
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests import make
from tests.targets.workbooks.files import Filled
from tests.targets.workbooks.steps import TODAY, all_filled, confirmed, downloaded, figures_of, handed_in

pytestmark = pytest.mark.django_db


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

    def test_a_number_longer_than_a_cell_holds_is_written_as_words_that_come_back_whole(self, person, report):
        [standing] = standings(person, [report])
        count = standing.figures[1]
        count.value = Decimal("12345678901234.5678")  # not saved: SQLite itself holds no more than a cell does
        filled = Filled(workbook_of([standing]))
        cell = filled.rows[filled.row_of(count)][filled.place["value"]]
        assert cell == "12.345.678.901.234,5678"
        assert read_cell("value", Kind.COUNT, (), cell) == count.value


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
