"""Files that are refused with the reason, cells that a colleague or a system keeps from being overwritten."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from periods.models import PeriodDates
from targets.actions.figures import Entry, save_figures
from targets.actions.workbooks import apply_upload
from targets.checks import Parts
from targets.models import FigureUpload, SourcedCell, Submission
from targets.workbooks.comparing import compare
from targets.workbooks.reports import standings
from targets.workbooks.writing import workbook_of
from tests import make
from tests.targets.workbooks.files import rewritten
from tests.targets.workbooks.steps import TODAY, confirmed, downloaded, figures_of, handed_in

pytestmark = pytest.mark.django_db


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
