"""One file for all agencies: what it would do is shown, and done once, all together or not at all."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import ActionRecord
from accounts.roles import Role
from dossiers.actions import loading as actions
from dossiers.actions import settling
from dossiers.actions.sources import name_agency
from dossiers.takeover import takeover_of
from periods.models import PeriodDates, PeriodOpening
from targets.actions.figures import Entry, Faulty, save_figures
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.content import print_of
from targets.models import Figure, FigureChange, SourcedCell, Submission, SubmissionEvent
from targets.terms import Kind, Way
from tests import make
from tests.dossiers.exports import HEADINGS, TODAY, csv, xlsx

AN_BINH = ["1", "UBND xã An Bình", "125", "20", "100", "5"]
BINH_MINH = ["2", "UBND xã Bình Minh", "1.000", "300", "650", "50"]
CAM_SON = ["3", "UBND phường Cẩm Sơn", "0", "0", "0", "0"]


def typed(one_stop, commune, top, bottom, by=None):
    """A reporter types the ratio of a commune."""
    by = by or make.user(commune, Role.REPORTER)
    figure = one_stop.figure(commune)
    entries = {figure.pk: Entry(Parts(numerator=Decimal(top), denominator=Decimal(bottom)))}
    save_figures(by=by, submission=figure.submission, entries=entries, today=TODAY)
    return by


class TestWriting:
    def test_one_file_fills_every_report_as_draft_with_its_source(self, one_stop):
        loading = one_stop.load(csv(AN_BINH, BINH_MINH, CAM_SON))
        first, second, third = (one_stop.figure(commune) for commune in one_stop.communes)
        assert (first.numerator, first.denominator) == (120, 125)
        assert (second.numerator, second.denominator) == (950, 1000)
        assert third.nothing_occurred
        assert {figure.submission.state for figure in (first, second, third)} == {"draft"}
        assert first.source.startswith("Hệ thống một cửa, tệp mot-cua.csv, ngày ")
        assert SourcedCell.objects.get(figure=first).given == {"numerator": "120", "denominator": "125"}
        assert (loading.written_count, loading.report_count) == (6, 3)

    def test_a_zero_is_kept_as_a_number_of_the_source(self, one_stop):
        one_stop.load(csv(["1", "UBND xã An Bình", "5", "0", "0", "5"]))
        figure = one_stop.figure(one_stop.communes[0])
        assert (figure.numerator, figure.sourced.given) == (0, {"numerator": "0", "denominator": "5"})

    def test_each_change_says_that_it_came_from_the_source_and_by_which_file(self, one_stop):
        loading = one_stop.load(csv(AN_BINH))
        change = FigureChange.objects.get(figure=one_stop.figure(one_stop.communes[0]))
        assert (change.way, change.upload, change.by) == (Way.SOURCE, loading.upload, one_stop.office)
        assert ActionRecord.objects.filter(verb="nạp số liệu hồ sơ vào báo cáo", by=one_stop.office).count() == 1

    def test_a_system_stands_in_for_nobody(self, one_stop):
        one_stop.load(csv(AN_BINH))
        assert not SubmissionEvent.objects.filter(kind=SubmissionEvent.Kind.STOOD_IN).exists()

    def test_reading_a_file_writes_no_figure(self, one_stop):
        one_stop.read(csv(AN_BINH, BINH_MINH))
        assert not FigureChange.objects.exists()
        assert not SourcedCell.objects.exists()

    def test_a_file_is_written_once(self, one_stop):
        loading = one_stop.load(csv(AN_BINH))
        with pytest.raises(AlreadyDone, match="đã được ghi"):
            actions.take_over(by=one_stop.office, loading=loading, digest="", today=TODAY)

    def test_the_same_file_again_changes_nothing(self, one_stop):
        one_stop.load(csv(AN_BINH, BINH_MINH))
        before = list(Figure.objects.order_by("pk").values())
        found = one_stop.would(csv(AN_BINH, BINH_MINH))
        assert (found.to_write, found.same_count) == ([], 4)
        with pytest.raises(ValidationError, match="không làm thay đổi ô nào"):
            one_stop.load(csv(AN_BINH, BINH_MINH))
        assert list(Figure.objects.order_by("pk").values()) == before

    def test_nothing_is_written_when_a_report_changed_since_the_preview(self, one_stop):
        loading = one_stop.read(csv(AN_BINH, BINH_MINH))
        digest = takeover_of(loading, TODAY).digest
        typed(one_stop, one_stop.communes[1], 1, 2)
        with pytest.raises(ValidationError, match="đã thay đổi sau khi"):
            actions.take_over(by=one_stop.office, loading=loading, digest=digest, today=TODAY)
        assert not one_stop.figure(one_stop.communes[0]).is_given
        loading.upload.refresh_from_db()
        assert loading.upload.applied_at is None

    def test_a_failure_halfway_leaves_no_report_written(self, one_stop, monkeypatch):
        kept = actions.save_figures
        calls = []

        def fails_second(**given):
            calls.append(given)
            if len(calls) == 2:
                raise ValidationError("hỏng giữa chừng")
            return kept(**given)

        monkeypatch.setattr(actions, "save_figures", fails_second)
        with pytest.raises(ValidationError, match="giữa chừng"):
            one_stop.load(csv(AN_BINH, BINH_MINH))
        assert not FigureChange.objects.exists()
        assert not SourcedCell.objects.exists()

    def test_words_of_the_agency_stay(self, one_stop):
        figure = one_stop.figure(one_stop.communes[0])
        Figure.objects.filter(pk=figure.pk).update(note="còn 2 hồ sơ chờ bổ sung")
        one_stop.load(csv(AN_BINH))
        assert one_stop.figure(one_stop.communes[0]).note == "còn 2 hồ sơ chờ bổ sung"

    def test_a_sourced_cell_is_not_typed_a_third_time(self, one_stop):
        one_stop.load(csv(AN_BINH))
        with pytest.raises(Faulty):
            typed(one_stop, one_stop.communes[0], 1, 2)
        assert one_stop.figure(one_stop.communes[0]).numerator == 120


class TestPreview:
    def test_a_number_that_somebody_typed_is_shown_as_one_that_would_be_replaced(self, one_stop):
        typed(one_stop, one_stop.communes[0], 118, 125)
        found = one_stop.would(csv(AN_BINH))
        ratio = next(one for one in found.changes if one.figure.indicator == one_stop.on_time)
        assert (ratio.before, ratio.after) == (("94,4%", "118 / 125"), ("96%", "120 / 125"))
        assert found.typed_count == 1

    def test_the_same_number_typed_is_only_marked_as_the_sources(self, one_stop):
        typed(one_stop, one_stop.communes[0], 120, 125)
        found = one_stop.would(csv(AN_BINH))
        assert [one.figure.indicator for one in found.marked] == [one_stop.on_time]
        one_stop.load(csv(AN_BINH))
        figure = one_stop.figure(one_stop.communes[0])
        assert figure.revision == 2  # typed once; the source changed nothing
        assert figure.sourced.state == SourcedCell.State.GIVEN

    def test_totals_sections_and_numbering_are_no_agencies(self, one_stop):
        found = one_stop.would(
            csv(
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                ["I", "Khối xã, phường", "", "", "", ""],
                AN_BINH,
                ["", "Tổng cộng", "1125", "320", "750", "55"],
                ["Cộng (I+II)", "", "1125", "320", "750", "55"],
            )
        )
        assert (found.totals, found.unknown, found.refused) == ([5, 6], {}, [])
        assert {one.figure.agency for one in found.changes} == {one_stop.communes[0]}

    def test_an_unknown_name_is_asked_once_and_remembered(self, one_stop):
        row = ["1", "Bộ phận Một cửa An Bình", "125", "20", "100", "5"]
        loading = one_stop.read(csv(row))
        assert [(one.text, one.rows) for one in takeover_of(loading, TODAY).unknown.values()] == [(row[1], [2])]
        name_agency(by=one_stop.office, source=one_stop.source, text=row[1], agency=one_stop.communes[0])
        assert not takeover_of(loading, TODAY).unknown
        assert one_stop.would(csv(["1", "BỘ PHẬN MỘT CỬA  An Bình", *row[2:]])).changes

    def test_a_line_can_be_set_aside_for_good(self, one_stop):
        row = ["9", "Trung tâm Phục vụ hành chính công", "10", "5", "5", "0"]
        name_agency(by=one_stop.office, source=one_stop.source, text=row[1], agency=None)
        found = one_stop.would(csv(AN_BINH, row))
        assert (found.set_aside, found.unknown) == ([3], {})

    def test_a_name_of_two_agencies_is_not_guessed(self, one_stop):
        twin = make.agency("UBND xã An Bình", parent=one_stop.province)
        make.submission(twin, one_stop.source.form)
        assert list(one_stop.would(csv(AN_BINH)).unknown) == ["UBND xã An Bình"]

    def test_of_two_with_one_name_the_one_that_reports_is_meant(self, one_stop):
        make.agency("UBND xã An Bình", parent=one_stop.province)
        assert {one.figure.agency for one in one_stop.would(csv(AN_BINH)).changes} == {one_stop.communes[0]}

    def test_an_agency_is_known_without_ubnd_and_by_its_code(self, one_stop):
        assert one_stop.would(csv(["1", "Xã An Bình", *AN_BINH[2:]])).changes
        one_stop.source.agency_by = "code"
        one_stop.source.save()
        assert one_stop.would(csv(["1", one_stop.communes[0].code.lower(), *AN_BINH[2:]])).changes

    def test_two_lines_of_one_agency_are_neither_taken(self, one_stop):
        found = one_stop.would(csv(AN_BINH, AN_BINH, BINH_MINH))
        assert "dòng 2, 3" in found.left_out[0].reason
        assert {one.figure.agency for one in found.changes} == {one_stop.communes[1]}

    @pytest.mark.parametrize(
        "state, words", [("submitted", "chờ xác nhận"), ("approved", "đã xác nhận"), ("leader", "lãnh đạo")]
    )
    def test_a_report_that_was_sent_takes_nothing_and_is_named(self, one_stop, state, words):
        people = {"submitted_at": make.NOON, "first_submitted_at": make.NOON, "submitted_by": make.user()}
        people |= {"handed_at": make.NOON, "handed_by": make.user()}
        if state == "approved":
            people |= {"approved_at": make.NOON, "approved_by": make.user()}
        Submission.objects.filter(agency=one_stop.communes[0]).update(state=state, **people)
        found = one_stop.would(csv(AN_BINH, BINH_MINH))
        assert [(one.agency, words in one.reason) for one in found.left_out] == [(one_stop.communes[0], True)]
        assert {one.figure.agency for one in found.changes} == {one_stop.communes[1]}

    def test_a_closed_period_takes_nothing_and_is_named(self, one_stop):
        PeriodDates.objects.create(
            period=make.period(), office=one_stop.province, closed_at=make.NOON, closed_by=one_stop.office
        )
        found = one_stop.would(csv(AN_BINH))
        assert (found.changes, "khoá" in found.left_out[0].reason) == ([], True)

    def test_a_closed_period_that_is_opened_for_one_agency_takes_its_numbers(self, one_stop):
        PeriodDates.objects.create(
            period=make.period(), office=one_stop.province, closed_at=make.NOON, closed_by=one_stop.office
        )
        PeriodOpening.objects.create(
            period=make.period(),
            agency=one_stop.communes[0],
            office=one_stop.province,
            last_day=TODAY,
            reason="Bổ sung hồ sơ giấy",
            by=one_stop.office,
        )
        found = one_stop.would(csv(AN_BINH, BINH_MINH))
        assert {one.figure.agency for one in found.changes} == {one_stop.communes[0]}
        assert [one.agency for one in found.left_out] == [one_stop.communes[1]]

    def test_an_agency_without_report_is_named(self, one_stop):
        Submission.objects.filter(agency=one_stop.communes[0]).delete()
        assert "Không có báo cáo" in one_stop.would(csv(AN_BINH)).left_out[0].reason

    @pytest.mark.parametrize(
        "cells, heading, words",
        [
            pytest.param(["125", "30", "100", "0"], "Trước hạn + Đúng hạn", "lớn hơn", id="tử số lớn hơn mẫu số"),
            pytest.param(["125", "-5", "1", "0"], "Trước hạn + Đúng hạn", "âm", id="số âm"),
            pytest.param(["125", "2,5", "1", "0"], "Trước hạn + Đúng hạn", "số nguyên", id="hồ sơ lẻ"),
            pytest.param(["125", "05/01/2026", "1", "0"], "Trước hạn", "không phải là số", id="ngày thay cho số"),
            pytest.param(["125", "12.5", "1", "0"], "Trước hạn", "dấu phẩy", id="dấu chấm thập phân"),
            pytest.param(["125", "#DIV/0!", "1", "0"], "Trước hạn", "không phải là số", id="lỗi công thức"),
            pytest.param(["125", "9" * 29, "1", "0"], "Trước hạn", "quá lớn", id="số quá lớn"),
            pytest.param(["", "5", "1", "0"], "Tiếp nhận", "Chưa nhập", id="thiếu mẫu số"),
        ],
    )
    def test_a_number_that_cannot_be_is_named_by_row_and_heading(self, one_stop, cells, heading, words):
        found = one_stop.would(csv(BINH_MINH, ["1", "UBND xã An Bình", *cells]))
        faults = [one for one in found.refused if words in one.message]
        assert [(one.row, one.heading) for one in faults] == [(3, heading)]
        assert one_stop.on_time not in [
            one.figure.indicator for one in found.changes if one.figure.agency == one_stop.communes[0]
        ]

    def test_less_than_was_reported_inside_the_period_is_not_taken(self, one_stop):
        monthly = make.report_form(one_stop.received, owner=one_stop.province, calendar="months")
        sent = make.submission(one_stop.communes[0], monthly, make.period("month", 2026, 2))
        Submission.objects.filter(pk=sent.pk).update(
            state="submitted", submitted_at=make.NOON, first_submitted_at=make.NOON, submitted_by=make.user()
        )
        sent.figures.update(value=200)
        found = one_stop.would(csv(AN_BINH))
        assert ["200" in one.message for one in found.refused] == [True]
        assert {one.figure.indicator for one in found.changes} == {one_stop.on_time}

    def test_a_part_greater_than_its_whole_is_not_taken(self, one_stop):
        part = make.indicator("Số hồ sơ trực tuyến", Kind.COUNT, unit="hồ sơ", part_of=one_stop.received)
        line = make.line(one_stop.source.form, part, order=3)
        for commune, report in zip(one_stop.communes, one_stop.reports.values(), strict=True):
            make.figure(commune, part, submission=report, line=line, typed=line.typed)
        one_stop.source.mapped.create(indicator=part, part="value", heading="Quá hạn", order=9)
        found = one_stop.would(csv(["1", "UBND xã An Bình", "125", "20", "100", "126"], BINH_MINH))
        assert [(one.row, one.heading, "trong đó" in one.message) for one in found.refused] == [(2, "Quá hạn", True)]
        assert {one.figure.agency for one in found.changes if one.figure.indicator == part} == {one_stop.communes[1]}


class TestAgain:
    @pytest.fixture
    def reporter(self, one_stop):
        one_stop.load(csv(AN_BINH))
        return make.user(one_stop.communes[0], Role.REPORTER)

    def seen(self, one_stop):
        return print_of(one_stop.figure(one_stop.communes[0]).sourced.given)

    def test_a_newer_number_replaces_what_nobody_disputes(self, one_stop, reporter):
        settling.confirm(by=reporter, figure=one_stop.figure(one_stop.communes[0]), seen=self.seen(one_stop))
        one_stop.load(csv(["1", "UBND xã An Bình", "126", "20", "101", "5"]))
        figure = one_stop.figure(one_stop.communes[0])
        assert (figure.numerator, figure.sourced.state, figure.sourced.by) == (121, "given", None)

    def test_a_confirmed_number_stays_confirmed_while_it_does_not_change(self, one_stop, reporter):
        settling.confirm(by=reporter, figure=one_stop.figure(one_stop.communes[0]), seen=self.seen(one_stop))
        one_stop.load(csv(AN_BINH, BINH_MINH))
        assert one_stop.figure(one_stop.communes[0]).sourced.state == "confirmed"

    def test_a_disputed_number_stays_the_agencys_and_shows_what_the_source_says_now(self, one_stop, reporter):
        figure = one_stop.figure(one_stop.communes[0])
        settling.dispute(by=reporter, figure=figure, seen=self.seen(one_stop), reason="Thiếu 3 hồ sơ giấy")
        typed(one_stop, one_stop.communes[0], 123, 128, by=reporter)
        one_stop.load(csv(["1", "UBND xã An Bình", "126", "20", "101", "5"]))
        figure = one_stop.figure(one_stop.communes[0])
        assert (figure.numerator, figure.sourced.state) == (123, "disputed")
        assert figure.sourced.given == {"numerator": "121", "denominator": "126"}
        assert figure.sourced.reason == "Thiếu 3 hồ sơ giấy"


class TestShapes:
    def test_moved_columns_and_a_title_above_do_no_harm(self, one_stop):
        moved = ["Quá hạn", "Đúng hạn", "TRƯỚC HẠN", "Đơn vị", "Tiếp  nhận"]
        rows = [["BÁO CÁO GIẢI QUYẾT HỒ SƠ"], [], moved, [5, 100, 20, "UBND xã An Bình", 125]]
        one_stop.load(xlsx(*rows))
        assert one_stop.figure(one_stop.communes[0]).numerator == 120

    def test_a_missing_heading_is_named(self, one_stop):
        with pytest.raises(ValidationError, match="“Đúng hạn”"):
            one_stop.read(csv(AN_BINH[:4], headings=HEADINGS[:4]))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    def test_text_of_every_usual_kind_is_read(self, one_stop, encoding, delimiter):
        found = one_stop.would(csv(AN_BINH, delimiter=delimiter, encoding=encoding))
        assert [one.after[1] for one in found.changes if one.after[1]] == ["120 / 125"]

    def test_an_old_encoding_is_refused_with_what_to_do(self, one_stop):
        with pytest.raises(ValidationError, match="CSV UTF-8"):
            one_stop.read(SimpleUploadedFile("mot-cua.csv", b"STT;\xd0\xf5n v\xf2\n1;X\xe3 An B\xecnh\n"))

    def test_numbers_kept_as_text_are_read_the_vietnamese_way(self, one_stop):
        one_stop.load(xlsx(HEADINGS, ["1", "UBND xã An Bình", "1.125", "20", "1.100", 5.0]))
        assert one_stop.figure(one_stop.communes[0]).numerator == 1120


def test_a_file_of_many_agencies_asks_the_database_as_often_as_one_of_few(one_stop, django_assert_max_num_queries):
    def ask(count):
        for _ in range(count):
            make.submission(make.agency(parent=one_stop.province), one_stop.source.form)
        names = list(one_stop.source.form.submissions.values_list("agency__name", flat=True))
        loading = one_stop.read(csv(*(["1", name, "125", "20", "100", "5"] for name in names)))
        with django_assert_max_num_queries(10) as asked:
            found = takeover_of(loading, TODAY)
        assert len(found.changes) == 2 * len(names)
        return len(asked)

    assert ask(0) == ask(20)
