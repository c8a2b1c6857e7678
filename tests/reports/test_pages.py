"""The page of a consolidated table, its buttons, and what is kept of each one handed out."""

import io
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from accounts.models import ActionRecord
from accounts.roles import Role
from reports import actions
from reports.models import ExportedReport
from reports.table import Column, Extent
from targets.models import Figure
from tests import make
from tests.reports.conftest import HALF, Q1

pytestmark = pytest.mark.django_db
TABLE = reverse("reports:consolidated")


@pytest.fixture
def ratio(scene):
    indicator = make.indicator("Tỷ lệ đúng hạn")
    make.line(scene.form, indicator, order=1, section="Thủ tục hành chính")
    for agency, parts in zip(scene.communes, [(90, 100), (199, 200)], strict=True):
        scene.hand_in(agency, HALF, {indicator: parts})
    return indicator


@pytest.fixture
def office(client, scene):
    person = make.user(scene.province, Role.OFFICE)
    client.force_login(person)
    return person


def address(scene, agency=None, extent=Extent.ALL, **more):
    asked = {"bieu": scene.form.pk, "ky": "2026-6t", "don_vi": (agency or scene.province).pk, "pham_vi": extent.value}
    return f"{TABLE}?{urlencode({**asked, **more})}"


def button(response, format="docx"):
    """What the button of a format sends."""
    form = next(form for form, kind in response.context["buttons"] if kind == format)
    return {name: form[name].value() for name in form.fields}


def test_the_office_sees_the_totals_and_who_they_are_made_of(client, scene, ratio, office):
    said = client.get(address(scene)).content.decode()
    for words in ("Biểu tổng hợp, 6 tháng đầu năm 2026", "UBND tỉnh Lam Giang", "2/2 đơn vị đã xác nhận", "96,3"):
        assert words in said
    assert "I. Thủ tục hành chính" in said


def test_without_a_question_the_last_period_of_the_own_office_is_shown(client, scene, ratio, office):
    scene.hand_in(scene.communes[0], Q1, {ratio: (1, 2)})
    question = client.get(TABLE).context["table"]
    assert (question.agency, question.period, question.extent) == ("UBND tỉnh Lam Giang", "6 tháng đầu năm 2026", "all")


def test_a_commune_sees_itself_but_never_its_neighbour_nor_the_totals(client, scene, ratio):
    own, neighbour = scene.communes
    client.force_login(make.user(own, Role.REPORTER))
    assert client.get(TABLE).context["table"].lines[0].period.shown == "90"
    assert client.get(address(scene, neighbour, Extent.OWN)).status_code == 404
    assert client.get(address(scene)).status_code == 404
    refused = client.get(address(scene, own, Extent.ALL))
    assert refused.status_code == 403
    assert "Chỉ người được xem mọi đơn vị cấp dưới" in refused.content.decode()


def test_who_checks_every_report_of_a_form_sees_its_totals_and_nothing_wider(client, scene, ratio):
    """Sở Nội vụ checks the communes' form and makes the province's report of it, though it stands beside them."""
    department = make.agency("Sở Nội vụ", parent=scene.province)
    scene.form.checker = department
    scene.form.save()
    kept = export(scene, extent=Extent.FORM)
    client.force_login(make.user(department, Role.OFFICE))
    table = client.get(TABLE).context["table"]
    assert (table.agency, table.extent, table.lines[0].period.shown) == ("UBND tỉnh Lam Giang", "form", "96,3")
    assert client.get(address(scene, extent=Extent.ALL)).status_code == 403
    assert client.get(address(scene, extent=Extent.OWN)).status_code == 403
    assert client.get(reverse("reports:exported", args=[kept.pk])).status_code == 200
    assert client.get(reverse("reports:exported", args=[export(scene).pk])).status_code == 404


def test_another_form_in_the_address_keeps_the_page_though_the_agency_is_not_on_it(client, scene, ratio, office):
    department = make.agency("Sở Nội vụ", parent=scene.province)
    other = make.report_form(ratio, owner=scene.province, code="02/SO")
    scene.hand_in(department, HALF, {ratio: (1, 2)}, form=other)
    page = client.get(address(scene, scene.communes[0], Extent.ALL, bieu=other.pk))
    assert page.context["table"].agency == "UBND tỉnh Lam Giang"


def test_the_file_holds_what_the_page_showed_and_is_kept(client, scene, ratio, office):
    page = client.get(address(scene))
    response = client.post(address(scene), button(page), follow=True)
    kept = ExportedReport.objects.get()
    assert (kept.by, kept.format, kept.coverage, kept.cut_off_on) == (office, "docx", "2/2", date(2026, 6, 14))
    [table] = Document(io.BytesIO(response.content)).tables
    assert [cell.text for cell in table.rows[2].cells][4:6] == ["96,3", "96,3"]
    assert f"2026-6t-ubnd-tinh-lam-giang-{kept.pk}.docx" in response["Content-Disposition"]
    assert ActionRecord.objects.about(kept).get().verb == "xuất biểu tổng hợp"


def test_the_spreadsheet_comes_from_its_own_button(client, scene, ratio, office):
    response = client.post(address(scene), button(client.get(address(scene)), "xlsx"), follow=True)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_name("Biểu tổng hợp").to_python()
    assert [row[4] for row in rows if row[1] == "Tỷ lệ đúng hạn"] == [pytest.approx(289 / 3)]


def test_pressing_twice_hands_out_one_table(client, scene, ratio, office):
    sent = button(client.get(address(scene)))
    assert client.post(address(scene), sent).url == client.post(address(scene), sent).url
    assert ExportedReport.objects.count() == 1


def test_a_page_whose_numbers_have_changed_is_shown_anew_instead(client, scene, ratio, office):
    sent = button(client.get(address(scene)))
    Figure.objects.filter(agency=scene.communes[0]).update(numerator=80)
    response = client.post(address(scene), sent)
    assert "Số liệu vừa thay đổi sau khi anh/chị mở trang này" in response.content.decode()
    assert response.context["table"].lines[0].period.shown == "93"
    assert not ExportedReport.objects.exists()
    assert client.post(address(scene), button(response)).status_code == 302


def test_a_kept_table_keeps_its_numbers_and_says_what_became_of_them(client, scene, ratio, office):
    client.post(address(scene), button(client.get(address(scene))))
    kept = ExportedReport.objects.get()
    before = Document(io.BytesIO(client.get(reverse("reports:exported_word", args=[kept.pk])).content))
    Figure.objects.filter(agency=scene.communes[0]).update(numerator=80)
    page = client.get(reverse("reports:exported", args=[kept.pk])).content.decode()
    assert "Thay đổi sau khi xuất: 2 chỗ" in page
    assert "Số liệu đã thay đổi sau lần xuất: UBND xã An Bình." in page
    after = Document(io.BytesIO(client.get(reverse("reports:exported_word", args=[kept.pk])).content))
    cells = [[[cell.text for cell in row.cells] for row in paper.tables[0].rows] for paper in (before, after)]
    assert cells[0] == cells[1]
    assert any("Thay đổi sau khi xuất biểu này" in paragraph.text for paragraph in after.paragraphs)
    assert "Thay đổi so với lần xuất trước: 2 chỗ" in client.get(address(scene)).content.decode()


def test_chosen_columns_stand_on_the_page_and_in_the_kept_table(client, scene, ratio, office):
    chosen = f"{address(scene)}&cot=numerator&cot=period"
    page = client.get(chosen)
    assert page.context["columns"] == [Column.NUMERATOR, Column.PERIOD]
    client.post(chosen, button(page))
    assert ExportedReport.objects.get().table.columns == ("numerator", "period")


def test_a_table_that_was_signed_bears_its_number_and_day(client, scene, ratio, office):
    client.post(address(scene), button(client.get(address(scene))))
    kept, today = ExportedReport.objects.get(), timezone.localdate()
    page = reverse("reports:mark_issued", args=[kept.pk])
    sent = {"issued_number": "12/BC-UBND", "issued_on": f"{today:%d/%m/%Y}", "revision": 1}
    assert client.post(page, sent).status_code == 302
    kept.refresh_from_db()
    assert kept.issued_words == f"đã ban hành, số 12/BC-UBND ngày {today:%d/%m/%Y}"
    assert "đã lưu" in client.post(page, sent).content.decode()  # the page was opened before it was marked
    client.post(reverse("reports:unmark_issued", args=[kept.pk]))
    kept.refresh_from_db()
    assert not kept.is_issued


@pytest.mark.parametrize("days, words", [(1, "không thể sau hôm nay"), (-1, "không thể ban hành trước đó")])
def test_a_paper_is_not_issued_before_its_table_nor_tomorrow(scene, ratio, days, words):
    kept = export(scene)
    today = timezone.localdate()
    with pytest.raises(ValidationError, match=words):
        actions.mark_issued(
            by=scene.checker, export=kept, revision=1, number="1/BC", issued_on=today + timedelta(days), today=today
        )


def test_a_number_without_a_day_is_no_issue(scene, ratio):
    kept = export(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportedReport.objects.filter(pk=kept.pk).update(issued_number="1/BC")


def test_who_sees_one_agency_sees_its_own_tables_and_no_totals(client, scene, ratio):
    own = export(scene, agency=scene.communes[0], extent=Extent.OWN)
    totals = export(scene)
    reporter = make.user(scene.communes[0], Role.REPORTER)
    assert list(ExportedReport.objects.seen_by(reporter)) == [own]
    client.force_login(reporter)
    assert client.get(reverse("reports:exported_sheet", args=[totals.pk])).status_code == 404
    assert client.get(reverse("reports:exported_sheet", args=[own.pk])).status_code == 200


def export(scene, **fields):
    return actions.export(
        by=scene.checker, question=scene.question(**fields), columns=None, format="xlsx",
        seen=actions.print_of(scene.table(**fields)),
    )  # fmt: skip


def test_the_list_takes_as_many_queries_for_twenty_as_for_two(client, scene, ratio, office, django_assert_num_queries):
    for _ in range(2):
        export(scene)
    client.get(reverse("reports:exports"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("reports:exports"))
    for _ in range(18):
        export(scene)
    with django_assert_num_queries(len(few)):
        response = client.get(reverse("reports:exports"))
    assert len(response.context["page"].object_list) == 20
