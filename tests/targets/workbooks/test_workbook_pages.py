"""Downloading, handing in, previewing and confirming an Excel file, through the pages."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.roles import Role
from targets.models import Figure, FigureChange, FigureUpload, Submission
from targets.terms import Kind
from tests import make
from tests.targets.workbooks.files import Filled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def province():
    return make.agency("UBND tỉnh Lam Giang")


@pytest.fixture
def form(province):
    return make.report_form(
        make.indicator(case_noun="hồ sơ"),
        make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị"),
        owner=province,
        code="01/XA",
    )


@pytest.fixture
def report(province, form):
    return make.submission(make.agency("UBND xã Đồng Vân", parent=province), form, make.period("quarter", 2026, 3))


@pytest.fixture
def person(report):
    return make.user(report.agency, Role.REPORTER)


@pytest.fixture
def logged_in(client, person):
    client.force_login(person)
    return client


def download(client, report):
    return client.get(reverse("targets:workbook", args=[report.pk]))


def filled(client, report, **cells) -> Filled:
    return Filled(download(client, report).content).put(report.figures.order_by("pk").first(), **cells)


def hand_in(client, report, content, once="7f9c24e5-0c1f-4f0f-9a83-1c1d2c0a5a11", name="bieu.xlsx"):
    address = reverse("targets:upload_workbook", args=[report.pk]) if report else reverse("targets:upload_workbooks")
    return client.post(address, {"paper": SimpleUploadedFile(name, content), "once": once})


def confirm(client, address, **choices):
    page = client.get(address)
    return client.post(address, {"stamp": page.context["found"].stamp, **choices})


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_download_is_named_for_the_report_and_kept_by_no_cache(logged_in, report):
    response = download(logged_in, report)
    assert 'filename="bieu-01-xa-ubnd-xa-dong-van-quy-iii-2026.xlsx"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    names = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).sheet_names
    assert names == ["Biểu 01-XA", "_khoa"]


def test_a_line_taken_out_of_the_file_is_counted_and_stays_as_it_is(logged_in, report):
    file = filled(logged_in, report, numerator=97, denominator=100)
    whole = logged_in.get(hand_in(logged_in, report, file.content).url)
    assert "Không có trong tệp" not in whole.text
    del file.rows[file.row_of(report.figures.order_by("pk").last())]
    fewer = hand_in(logged_in, report, file.content, once="5b0e6a52-62a6-4c83-a4f6-0f1f7c7b4e10")
    assert "Không có trong tệp</span> 1 số liệu, giữ nguyên" in logged_in.get(fewer.url).text


def test_from_download_to_draft(logged_in, report):
    handed_in = hand_in(logged_in, report, filled(logged_in, report, numerator=97, denominator=100).content)
    upload = FigureUpload.objects.get()
    assert handed_in.url == reverse("targets:workbook_preview", args=[upload.pk])
    preview = logged_in.get(handed_in.url)
    assert "Hồ sơ trước hạn, đúng hạn" in preview.text
    assert "Biểu 01-XA!D8" in preview.text
    assert not Figure.objects.filter(numerator__isnull=False).exists()
    written = confirm(logged_in, handed_in.url)
    assert written.url == reverse("targets:submission", args=[report.pk])
    assert said(written) == ["Đã ghi 1 số liệu từ tệp vào bản nháp của 1 báo cáo."]
    assert report.figures.order_by("pk").first().numerator == 97
    assert "Tệp này đã được ghi vào bản nháp" in logged_in.get(handed_in.url).text


def test_a_second_press_says_that_it_was_done(logged_in, report):
    address = hand_in(logged_in, report, filled(logged_in, report, numerator=97, denominator=100).content).url
    stamp = logged_in.get(address).context["found"].stamp
    logged_in.post(address, {"stamp": stamp})
    again = logged_in.post(address, {"stamp": stamp})
    assert "Tệp này đã được ghi vào báo cáo" in said(again)[-1]
    assert FigureChange.objects.count() == 1


def test_a_file_handed_in_by_a_double_click_is_kept_once(logged_in, report):
    content = filled(logged_in, report, numerator=97, denominator=100).content
    assert hand_in(logged_in, report, content).url == hand_in(logged_in, report, content).url
    assert FigureUpload.objects.count() == 1


def test_another_file_sent_from_the_same_page_is_not_taken_for_the_first(logged_in, report):
    hand_in(logged_in, report, filled(logged_in, report, numerator=97, denominator=100).content)
    other = filled(logged_in, report, numerator=98, denominator=100).content
    response = hand_in(logged_in, report, other)
    assert "đã được gửi một lần" in response.text
    again = hand_in(logged_in, report, other, once=response.context["form"]["once"].value())
    assert [cell.new for cell in logged_in.get(again.url).context["found"].rows[0].cells] == ["98", "100"]


def test_a_file_for_another_report_is_refused_at_its_field(logged_in, report):
    other = make.submission(report.agency, report.form, make.period("quarter", 2026, 1))
    response = hand_in(logged_in, other, filled(logged_in, report, numerator=97).content)
    assert "khác kỳ báo cáo" in response.context["form"].errors["paper"][0]


def test_what_changed_since_the_preview_comes_back_with_the_page(logged_in, report, person):
    address = hand_in(logged_in, report, filled(logged_in, report, numerator=97, denominator=100).content).url
    stamp = logged_in.get(address).context["found"].stamp
    figure = report.figures.order_by("pk").first()
    Figure.objects.filter(pk=figure.pk).update(numerator=Decimal(50), revision=2)
    response = logged_in.post(address, {"stamp": stamp})
    assert response.status_code == 200
    assert "vừa thay đổi" in response.text
    assert "Giữ số đang lưu" in response.text
    confirmed = logged_in.post(address, {"stamp": response.context["form"].data["stamp"], f"so{figure.pk}": "mine"})
    assert confirmed.status_code == 302
    figure.refresh_from_db()
    assert figure.numerator == 97


def test_wrong_cells_are_named_and_offer_no_button(logged_in, report):
    address = hand_in(logged_in, report, filled(logged_in, report, numerator="chín mươi", denominator=100).content).url
    page = logged_in.get(address)
    assert "Biểu 01-XA!D8" in page.text
    assert "không phải là số" in page.text
    assert "Ghi vào bản nháp" not in page.text


@pytest.mark.parametrize(
    "name, content, words",
    [
        pytest.param("bieu.xlsx", b"PK\x03\x04 hong", "Không mở được tệp", id="tệp hỏng"),
        pytest.param("bieu.pdf", b"%PDF-1.4\n%%EOF", "Chỉ nhận tệp Excel .xlsx", id="tệp PDF"),
        pytest.param("bieu.csv", b"a;b", "không phải loại được nhận", id="tệp CSV"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_at_its_field(logged_in, report, name, content, words):
    response = hand_in(logged_in, report, content, name=name)
    assert response.status_code == 200
    assert words in response.context["form"].errors["paper"][0]
    assert not FigureUpload.objects.exists()


def test_a_preview_is_nobody_else_s(client, logged_in, report, province):
    address = hand_in(logged_in, report, filled(logged_in, report, numerator=97, denominator=100).content).url
    people = {
        "xã khác": (make.user(make.agency("UBND xã Bình Minh", parent=province), Role.REPORTER), 404),
        "lãnh đạo": (make.user(report.agency, Role.LEADER), 404),
        "văn phòng tỉnh": (make.user(province), 200),
    }
    for person, status in people.values():
        client.force_login(person)
        assert client.get(address).status_code == status
        file = client.get(f"{address}tep/")
        assert file.status_code == status
        if file.streaming:
            assert b"".join(file.streaming_content).startswith(b"PK")


def test_a_sent_report_is_downloaded_with_every_cell_locked(logged_in, report, person):
    now = timezone.now()
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_at=now, submitted_by=person, first_submitted_at=now
    )
    response = download(logged_in, report)
    assert response.status_code == 200
    assert b"dataValidation" not in sheet_of(response.content)
    assert logged_in.get(reverse("targets:upload_workbook", args=[report.pk])).status_code == 403


def test_an_office_downloads_one_file_for_all_and_hands_it_in(client, province, form, report):
    other = make.submission(make.agency("UBND xã Bình Minh", parent=province), form, report.period)
    client.force_login(make.user(province))
    which = {"bieu": form.pk, "ky": "2026-q3"}
    file = Filled(client.get(reverse("targets:workbooks"), which).content)
    for number, one in enumerate((report, other), start=1):
        file.put(one.figures.order_by("pk").last(), value=number)
    address = hand_in(client, None, file.content).url
    assert "2 đơn vị" in client.get(address).text
    response = confirm(client, address)
    assert said(response) == ["Đã ghi 2 số liệu từ tệp vào bản nháp của 2 báo cáo."]
    assert response.url == f"{reverse('targets:submissions')}?ky=2026-q3&bieu={form.pk}"
    assert client.get(response.url).status_code == 200


def test_a_form_and_period_without_open_reports_says_so(client, province, form, report):
    now = timezone.now()
    person = make.user(province)
    make.submission(report.agency, make.report_form(make.indicator(), owner=province), report.period)
    Submission.objects.filter(pk=report.pk).update(
        state="submitted", submitted_at=now, submitted_by=person, first_submitted_at=now
    )
    client.force_login(person)
    response = client.get(reverse("targets:workbooks"), {"bieu": form.pk, "ky": "2026-q3"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    assert response.context["which"].errors


class TestQueries:
    """As many for many rows as for few, as many for many reports as for one."""

    @pytest.fixture
    def office(self, province):
        return make.user(province)

    def make_reports(self, province, form, count):
        agencies = [make.agency(f"UBND xã {number}", parent=province) for number in range(count)]
        return [make.submission(agency, form, make.period("quarter", 2026, 3)) for agency in agencies]

    def test_a_download_of_many_asks_no_more_than_one_of_two(
        self, client, office, province, form, django_assert_max_num_queries
    ):
        client.force_login(office)
        which = {"bieu": form.pk, "ky": "2026-q3"}
        counts = []
        for added in (2, 18):
            self.make_reports(province, form, added)
            with django_assert_max_num_queries(40) as queries:
                client.get(reverse("targets:workbooks"), which)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_preview_of_many_asks_no_more_than_one_of_two(
        self, client, office, province, form, django_assert_max_num_queries
    ):
        client.force_login(office)
        which = {"bieu": form.pk, "ky": "2026-q3"}
        counts = []
        for number, added in enumerate((2, 18)):
            reports = self.make_reports(province, form, added)
            file = Filled(client.get(reverse("targets:workbooks"), which).content)
            for report in reports:
                file.put(report.figures.order_by("pk").last(), value=3)
            address = hand_in(client, None, file.content, once=f"7f9c24e5-0c1f-4f0f-9a83-1c1d2c0a5a2{number}").url
            with django_assert_max_num_queries(40) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        return pack.read("xl/worksheets/sheet1.xml")
