"""The pages of a source, from its sample to an answered dispute, as people walk them."""

import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from dossiers.models import AgencyAlias, DossierSource, Loading, MappedColumn
from targets.content import print_of
from targets.models import SourcedCell
from tests import make
from tests.dossiers.exports import csv, xlsx

AN_BINH = ["1", "UBND xã An Bình", "125", "20", "100", "5"]


def hidden(page, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())[1]


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def office(one_stop, client):
    client.force_login(one_stop.office)
    return client


@pytest.fixture
def reporter(one_stop):
    return make.user(one_stop.communes[0], Role.REPORTER)


class TestDescribing:
    GROUPED = [
        ["BÁO CÁO MỘT CỬA"],
        ["STT", "Đơn vị", "Tiếp nhận", "Đã giải quyết", None, None],
        [None, None, None, "Trước hạn", "Đúng hạn", "Quá hạn"],
        [1, "UBND xã An Bình", 125, 20, 100, 5],
    ]

    def describe(self, office, one_stop, upload):
        page = office.get(reverse("dossiers:create"))
        typed = {"name": "Cổng dịch vụ công", "form": one_stop.source.form.pk, "office": one_stop.province.pk}
        return office.post(
            reverse("dossiers:create"), {**typed, "sample": upload, "once": hidden(page, "once")}, follow=True
        )

    def test_a_sample_shows_its_headings_and_the_mapping_is_said_back_in_words(self, office, one_stop):
        page = self.describe(office, one_stop, xlsx(*self.GROUPED, merged=[("D2:F2", "Đã giải quyết")]))
        source = DossierSource.objects.get(name="Cổng dịch vụ công")
        assert "Đã giải quyết – Trước hạn" in text_of(page)
        assert (source.heading_row, source.heading_depth) == (2, 2)
        address, on_time = reverse("dossiers:edit", args=[source.pk]), one_stop.on_time.pk
        chosen = {
            "name": source.name,
            "agency_heading": "Đơn vị",
            "agency_by": "name",
            "revision": hidden(page, "revision"),
            f"cot_{on_time}_numerator": ["Đã giải quyết – Trước hạn", "Đã giải quyết – Đúng hạn"],
        }
        refused = office.post(address, chosen)
        assert "chọn cột cho phần này" in text_of(refused)
        assert not source.mapped.exists()
        office.post(address, {**chosen, f"cot_{on_time}_denominator": ["Tiếp nhận"]})
        assert MappedColumn.objects.filter(source=source).count() == 3
        said = text_of(office.get(address))
        assert "Hồ sơ trước hạn, đúng hạn (tử số) = cột D + cột E" in said
        assert "Tổng hồ sơ đã giải quyết (mẫu số) = cột C" in said

    def test_the_column_of_the_agency_is_proposed(self, office, one_stop):
        page = self.describe(office, one_stop, csv(AN_BINH))
        assert '<option value="Đơn vị" selected>' in page.content.decode()

    def test_a_page_opened_before_a_colleague_saved_says_so(self, office, one_stop):
        address = reverse("dossiers:edit", args=[one_stop.source.pk])
        page = office.get(address)
        stale = {"name": "Tên khác", "agency_heading": "Đơn vị", "agency_by": "name", "revision": "1"}
        assert hidden(page, "revision") != "1"
        answer = office.post(address, {**stale, f"cot_{one_stop.received.pk}_value": ["Tiếp nhận"]})
        assert "sau khi anh/chị mở trang này" in text_of(answer)
        assert not DossierSource.objects.filter(name="Tên khác").exists()

    def test_a_new_sample_drops_only_the_columns_that_are_gone(self, office, one_stop):
        page = office.get(reverse("dossiers:sample", args=[one_stop.source.pk]))
        upload = csv(["5", "Xã An Bình", "3"], headings=["Đúng hạn", "ĐƠN VỊ", "Tiếp nhận"])
        office.post(
            reverse("dossiers:sample", args=[one_stop.source.pk]),
            {"sample": upload, "revision": hidden(page, "revision")},
        )
        assert sorted(one_stop.source.mapped.values_list("heading", flat=True)) == [
            "Tiếp nhận",
            "Tiếp nhận",
            "Đúng hạn",
        ]

    def test_a_sample_without_headings_is_refused_in_words(self, office, one_stop):
        page = self.describe(office, one_stop, csv(["x", "y"], headings=["a"]))
        assert "Không tìm thấy dòng tiêu đề" in text_of(page)


class TestLoading:
    def upload(self, client, one_stop, file):
        address = reverse("dossiers:upload", args=[one_stop.source.pk])
        once = hidden(client.get(address), "once")
        return client.post(address, {"period": make.period().pk, "file": file, "once": once}, follow=True)

    def test_a_file_is_previewed_named_and_written(self, office, one_stop):
        page = self.upload(office, one_stop, csv(AN_BINH, ["2", "Một cửa Bình Minh", "10", "4", "5", "1"]))
        said = text_of(page)
        assert "Chưa nhận ra 1 tên đơn vị" in said
        assert "Sẽ ghi 2 ô" in said
        loading = Loading.objects.get()
        name = re.search(r'name="(ten_\w+)"', page.content.decode())[1]
        page = office.post(
            reverse("dossiers:name_agencies", args=[loading.pk]), {name: one_stop.communes[1].pk}, follow=True
        )
        assert AgencyAlias.objects.get().agency == one_stop.communes[1]
        assert "Sẽ ghi 4 ô" in text_of(page)
        address = reverse("dossiers:review", args=[loading.pk])
        done = office.post(address, {"digest": hidden(page, "digest")}, follow=True)
        assert "Đã ghi 4 ô vào 2 báo cáo" in text_of(done)
        again = office.post(address, {"digest": hidden(page, "digest")}, follow=True)
        assert "đã được ghi vào các báo cáo" in text_of(again)

    def test_an_old_preview_is_not_written(self, office, one_stop):
        page = self.upload(office, one_stop, csv(AN_BINH))
        other = Loading.objects.get()
        one_stop.load(csv(["1", "UBND xã An Bình", "126", "20", "101", "5"]))
        answer = office.post(reverse("dossiers:review", args=[other.pk]), {"digest": hidden(page, "digest")})
        assert "đã thay đổi sau khi anh/chị mở trang này" in text_of(answer)
        assert one_stop.figure(one_stop.communes[0]).denominator == 126

    def test_the_file_itself_can_be_had_again(self, office, one_stop):
        self.upload(office, one_stop, csv(AN_BINH))
        answer = office.get(reverse("dossiers:file", args=[Loading.objects.get().pk]))
        assert "mot-cua.csv" in answer["Content-Disposition"]
        assert "An Bình" in b"".join(answer.streaming_content).decode("utf-8-sig")

    def test_the_preview_asks_as_often_for_many_agencies_as_for_few(
        self, office, one_stop, django_assert_max_num_queries
    ):
        def asked(count):
            for _ in range(count):
                make.submission(make.agency(parent=one_stop.province), one_stop.source.form)
            names = one_stop.source.form.submissions.values_list("agency__name", flat=True)
            loading = one_stop.read(csv(*(["1", name, "125", "20", "100", "5"] for name in names)))
            with django_assert_max_num_queries(25) as queries:
                office.get(reverse("dossiers:review", args=[loading.pk]))
            return len(queries)

        assert asked(0) == asked(20)


class TestSettling:
    @pytest.fixture
    def figure(self, one_stop):
        one_stop.load(csv(AN_BINH))
        return one_stop.figure(one_stop.communes[0])

    def test_the_report_says_what_came_from_the_source_and_leads_on(self, client, one_stop, figure, reporter):
        client.force_login(reporter)
        page = client.get(reverse("targets:submission", args=[figure.submission_id]))
        assert "2 số lấy từ hệ thống một cửa, không phải nhập; 2 số chưa đối chiếu" in text_of(page)
        assert "Từ hệ thống một cửa: 96% (120 / 125)" in text_of(page)
        assert reverse("dossiers:settle", args=[figure.pk]) in page.content.decode()

    def test_a_reporter_confirms_all_at_once(self, client, one_stop, figure, reporter):
        client.force_login(reporter)
        address = reverse("dossiers:report", args=[figure.submission_id])
        client.post(address, {"seen": hidden(client.get(address), "seen")})
        assert set(SourcedCell.objects.values_list("state", "by")) == {("confirmed", reporter.pk)}

    def test_who_loaded_a_number_does_not_confirm_it(self, office, figure):
        address = reverse("dossiers:settle", args=[figure.pk])
        assert "do chính anh/chị nạp" in text_of(office.get(address))
        assert office.post(address, {"confirm": "1", "seen": "x"}).status_code == 403

    def test_a_dispute_is_listed_answered_and_read_by_the_agency(self, client, one_stop, figure, reporter):
        client.force_login(reporter)
        address = reverse("dossiers:settle", args=[figure.pk])
        seen = print_of(figure.sourced.given)
        refused = client.post(address, {"dispute": "1", "seen": seen, "reason": ""})
        assert "Lý do" in text_of(refused)
        client.post(address, {"dispute": "1", "seen": seen, "reason": "Thiếu 3 hồ sơ giấy"})
        client.force_login(one_stop.office)
        assert "Thiếu 3 hồ sơ giấy" in text_of(client.get(reverse("dossiers:disputes")))
        answering = reverse("dossiers:answer", args=[figure.pk])
        sent = {"accepted": "no", "words": "Gửi sổ tiếp nhận", "once": hidden(client.get(answering), "once")}
        client.post(answering, sent)
        client.post(answering, sent)  # a double click
        client.force_login(reporter)
        assert text_of(client.get(address)).count("Gửi sổ tiếp nhận") == 1
        client.post(address, {"withdraw": "1", "seen": seen})
        assert SourcedCell.objects.get(figure=figure).state == "confirmed"

    def test_the_list_of_disputes_asks_as_often_for_many_as_for_few(
        self, office, one_stop, django_assert_max_num_queries
    ):
        def asked(count):
            for _ in range(count):
                make.submission(make.agency(parent=one_stop.province), one_stop.source.form)
            names = one_stop.source.form.submissions.values_list("agency__name", flat=True)
            one_stop.load(csv(*(["1", name, str(130 + count), "20", "100", "5"] for name in names)))
            SourcedCell.objects.update(state="disputed", reason="Sai", by=make.user(), at=make.NOON)
            with django_assert_max_num_queries(30) as queries:
                office.get(reverse("dossiers:disputes"))
            return len(queries)

        assert asked(0) == asked(20)

    def test_the_report_asks_as_often_for_two_sourced_numbers_as_for_one(
        self, client, one_stop, reporter, django_assert_max_num_queries
    ):
        client.force_login(reporter)
        address = reverse("targets:submission", args=[one_stop.figure(one_stop.communes[0]).submission_id])

        def asked():
            with django_assert_max_num_queries(60) as queries:
                client.get(address)
            return len(queries)

        one_stop.load(csv(["1", "UBND xã An Bình", "125", "x", "100", "5"]))
        before = asked()
        one_stop.load(csv(AN_BINH))
        assert SourcedCell.objects.count() == 2
        assert asked() == before
