"""The pages of corrections, through their addresses."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from dashboard.duties import duties_of
from targets.actions import submissions
from targets.models import Correction, Submission
from tests import make
from tests.targets.correcting import TODAY, approve, ask, confirm, text
from tests.world import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


@pytest.fixture
def report(province, commune, reporter, officer):
    made = make.submission(commune, make.report_form(make.indicator(case_noun="hồ sơ"), owner=province))
    made.figures.update(numerator=973, denominator=1000)
    return confirm(made, officer, reporter)


@pytest.fixture
def figure(report):
    return report.figures.get()


def typed(figure, button, **boxes):
    figure.refresh_from_db()
    return {
        "numerator": "961",
        "denominator": "1.000",
        "reason": "Đếm trùng",
        "revision": figure.revision,
        "once": str(uuid.uuid4()),
        button: "1",
        **boxes,
    }


def request_page(figure):
    return reverse("targets:request_correction", args=[figure.pk])


def decide_page(correction):
    return reverse("targets:decide_correction", args=[correction.pk])


def test_what_would_change_is_shown_before_it_is_asked_for(client, figure, reporter):
    client.force_login(reporter)
    page = text(client.post(request_page(figure), typed(figure, "preview")))
    assert "97,3% (973 / 1.000)" in page
    assert "96,1% (961 / 1.000)" in page
    assert "Gửi đề nghị đính chính" in page
    assert not Correction.objects.exists()


def test_a_double_click_asks_once(client, figure, reporter):
    client.force_login(reporter)
    sent = typed(figure, "send")
    sent["papers"] = SimpleUploadedFile("van-ban.pdf", PDF)
    first = client.post(request_page(figure), sent)
    again = client.post(request_page(figure), sent | {"papers": SimpleUploadedFile("van-ban.pdf", PDF)})
    correction = Correction.objects.get()
    assert first.url == again.url == decide_page(correction)
    assert correction.evidence.get().original_name == "van-ban.pdf"


def test_what_is_wrong_stands_at_its_box_and_nothing_typed_is_lost(client, figure, reporter):
    client.force_login(reporter)
    for button in ("preview", "send"):
        page = text(client.post(request_page(figure), typed(figure, button, numerator="1.001")))
        assert "lớn hơn tổng hồ sơ đã giải quyết" in page
        assert 'value="1.001"' in page
        assert "Đếm trùng" in page


def test_the_page_leads_from_the_report_to_the_request_and_back(client, figure, report, reporter, officer):
    client.force_login(reporter)
    report_page = reverse("targets:submission", args=[report.pk])
    assert request_page(figure) in text(client.get(report_page))
    client.post(request_page(figure), typed(figure, "send"))
    correction = Correction.objects.get()
    page = text(client.get(report_page))
    assert request_page(figure) not in page
    assert "có đề nghị đính chính, chờ duyệt" in page
    client.force_login(officer)
    answer = text(client.post(decide_page(correction), {"decision": "approve"}, follow=True))
    assert "Đã duyệt đính chính" in answer
    assert "đã đính chính ngày" in text(client.get(report_page))
    again = text(client.post(decide_page(correction), {"decision": "refuse", "answer": "Không"}, follow=True))
    assert "Đề nghị này đã đính chính: Nguyễn Văn Phòng" in again


def test_a_refusal_without_words_comes_back_at_its_box(client, figure, reporter, officer):
    correction = ask(reporter, figure)
    client.force_login(officer)
    assert "Ghi lý do không chấp nhận" in text(client.post(decide_page(correction), {"decision": "refuse"}))
    client.post(decide_page(correction), {"decision": "refuse", "answer": "Chưa có văn bản"})
    client.force_login(reporter)
    assert "Chưa có văn bản" in text(client.get(decide_page(correction)))


def test_who_asked_takes_it_back_on_its_page(client, figure, reporter):
    correction = ask(reporter, figure)
    client.force_login(reporter)
    page = text(client.get(decide_page(correction)))
    assert "Rút đề nghị" in page
    assert "hoặc cấp trên được duyệt đính chính này." in page
    for words in ("Đã rút đề nghị đính chính", "Đề nghị này đã rút đề nghị"):
        answer = client.post(reverse("targets:withdraw_correction", args=[correction.pk]), follow=True)
        assert words in text(answer)


def test_a_paper_of_a_correction_is_for_those_who_read_the_figure(client, figure, reporter, officer, province):
    correction = ask(reporter, figure, uploads=[SimpleUploadedFile("van-ban.pdf", PDF)])
    url = reverse("targets:correction_evidence", args=[correction.pk, correction.evidence.get().pk])
    client.force_login(officer)
    assert b"".join(client.get(url)) == PDF
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(url).status_code == 404
    approve(officer, correction)
    assert figure.evidence.get().original_name == "van-ban.pdf"


def test_the_list_begins_with_what_waits_for_the_reader(client, province, commune, reporter, officer):
    form = make.report_form(make.indicator("Chỉ tiêu một"), make.indicator("Chỉ tiêu hai"), owner=province)
    report = make.submission(commune, form, make.period("half", 2026, 1))
    report.figures.update(numerator=973, denominator=1000)
    first, second = confirm(report, officer, reporter).figures.order_by("pk")
    ask(reporter, first)
    ask(officer, second)
    client.force_login(officer)
    page = text(client.get(reverse("targets:corrections")))
    assert page.index("Chỉ tiêu một") < page.index("Chỉ tiêu hai")
    assert page.count("Chờ anh/chị duyệt</") == 1 + 1  # the badge, and the choice of the filter
    assert "Chỉ tiêu hai" not in text(client.get(reverse("targets:corrections"), {"trang_thai": "toi"}))
    [duty] = duties_of(officer, TODAY)
    assert "đính chính chờ duyệt" in duty.words


def test_a_stranger_sees_no_correction(client, figure, reporter, province):
    correction = ask(reporter, figure)
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(decide_page(correction)).status_code == 404
    assert client.get(request_page(figure)).status_code == 404
    assert "Tỷ lệ hồ sơ" not in text(client.get(reverse("targets:corrections")))


def test_the_list_takes_as_many_queries_for_twenty_corrections_as_for_two(client, province, commune, reporter, officer):
    client.force_login(officer)
    counts = []
    for size in (2, 18):
        indicators = [make.indicator() for _ in range(size)]
        report = make.submission(commune, make.report_form(*indicators, owner=province), make.period("half", 2026, 1))
        report.figures.update(numerator=973, denominator=1000)
        for one in confirm(report, officer, reporter).figures.all():
            ask(reporter, one)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("targets:corrections"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_report_about_many_agencies_tells_none_of_them_what_was_corrected_or_sent_back_of_another(
    client, province, commune, reporter, officer
):
    other, justice = make.agency("UBND xã Kín Tiếng", parent=province), make.agency("Sở Tư pháp", parent=province)
    indicator = make.indicator(case_noun="hồ sơ")
    form = make.report_form(owner=province)
    line = make.line(form, indicator, about_group=make.group(commune, other, justice))
    report = make.submission(justice, form)
    about = {"indicator": indicator, "line": line, "typed": "flow", "reported_by": justice, "period": report.period}
    for agency in (commune, other):
        report.figures.update_or_create(agency=agency, defaults={**about, "numerator": 973, "denominator": 1000})
    submissions.keep_event(report, "returned", by=officer, reason="Số của xã Kín Tiếng sai")
    Submission.objects.filter(pk=report.pk).update(state="returned")
    client.force_login(reporter)
    assert "Kín Tiếng" not in text(client.get(reverse("targets:submissions")))
    client.force_login(officer)
    assert "Số của xã Kín Tiếng sai" in text(client.get(reverse("targets:submissions")))
    confirm(report, officer, make.user(justice, Role.REPORTER))
    figure = report.figures.select_related("submission").get(agency=other)
    approve(officer, ask(make.user(justice, Role.REPORTER), figure, reason="Đếm trùng"))
    address = reverse("targets:submission", args=[report.pk])
    client.force_login(reporter)
    page = text(client.get(address))
    assert "Kín Tiếng" not in page
    assert "96,1% (961 / 1.000)" not in page
    own = reverse("targets:figure_history", args=[report.figures.get(agency=commune).pk])
    assert "Kín Tiếng" not in text(client.get(own))
    client.force_login(officer)
    assert "Kín Tiếng" in text(client.get(own))
    page = text(client.get(address))
    assert "Số của xã Kín Tiếng sai" in page
    assert "96,1% (961 / 1.000)" in page
