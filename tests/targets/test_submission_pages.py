"""The pages of reports, through their addresses."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from periods.models import PeriodDates
from periods.period import PeriodKind
from targets.forms.figures import seen_of
from targets.models import Submission
from targets.terms import Kind, Typed
from tests import make
from tests.documents.papers import upload

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def commune(province):
    return make.agency("UBND xã Bình An", parent=province)


@pytest.fixture
def form(province):
    return make.report_form(make.indicator(case_noun="hồ sơ"), owner=province)


@pytest.fixture
def report(commune, form):
    return make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))


@pytest.fixture
def reporter(commune):
    return make.user(commune, Role.REPORTER, full_name="Trần Thị Báo")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


def page_of(report):
    return reverse("targets:submission", args=[report.pk])


def typed(report, button="save", **boxes):
    """What the browser sends: the revision, and the boxes of the report's only figure as the page showed it."""
    report.refresh_from_db()
    figure = report.figures.get()
    prefix = f"f{figure.pk}"
    seen = {f"{prefix}-seen": seen_of(figure)}
    return {
        "revision": report.revision,
        button: "1",
        **seen,
        **{f"{prefix}-{name}": value for name, value in boxes.items()},
    }


def text(response) -> str:
    return response.content.decode()


def test_figures_are_typed_the_vietnamese_way_and_kept(client, report, reporter):
    client.force_login(reporter)
    answer = client.post(page_of(report), typed(report, numerator="1.234", denominator="1.300"), follow=True)
    assert "Đã lưu bản nháp" in text(answer)
    figure = report.figures.get()
    assert (figure.numerator, figure.denominator) == (1234, 1300)


@pytest.mark.parametrize(
    ("boxes", "words"),
    [
        pytest.param({"numerator": "95,5.3", "denominator": "100"}, "Không đọc được số “95,5.3”", id="95,5.3"),
        pytest.param({"numerator": "95.5", "denominator": "100"}, "95,5", id="dấu chấm thập phân"),
        pytest.param({"numerator": "chín", "denominator": "100"}, "không phải là số", id="chữ"),
        pytest.param({"numerator": "1" * 31, "denominator": "100"}, "dài quá", id="số quá dài"),
        pytest.param({"numerator": "-5", "denominator": "100"}, "không được âm", id="số âm"),
        pytest.param({"numerator": "5", "nothing_occurred": "on"}, "Không phát sinh", id="không phát sinh mà có số"),
    ],
)
@pytest.mark.parametrize("button", ["save", "send"])
def test_a_number_that_cannot_be_kept_comes_back_as_typed_with_the_reason_at_the_field(
    client, report, reporter, boxes, words, button
):
    client.force_login(reporter)
    answer = client.post(page_of(report), typed(report, button, **boxes))
    assert answer.status_code == 200
    assert words in text(answer)
    assert f'value="{boxes["numerator"]}"' in text(answer)
    assert not report.figures.get().is_given


def test_a_numerator_above_its_denominator_is_kept_as_draft_and_not_sent(client, report, reporter):
    client.force_login(reporter)
    answer = client.post(page_of(report), typed(report, "send", numerator="101", denominator="100"))
    assert "Hồ sơ trước hạn, đúng hạn (101) lớn hơn tổng hồ sơ đã giải quyết (100)" in text(answer)
    assert "Đã lưu bản nháp, chưa gửi được" in text(answer)
    report.refresh_from_db()
    assert report.state == "draft"
    assert "Cần sửa trước khi gửi" in text(client.get(page_of(report)))


def test_after_a_refused_sending_the_page_goes_on_from_what_was_saved(client, report, reporter):
    client.force_login(reporter)
    answer = client.post(page_of(report), typed(report, "send", numerator="101", denominator="100"))
    report.refresh_from_db()
    assert f'name="revision" value="{report.revision}"' in text(answer)
    client.post(page_of(report), typed(report, "send", numerator="99", denominator="100"))
    report.refresh_from_db()
    assert report.state == "submitted"


def test_an_impossible_day_is_refused_by_name(client, commune, province, reporter):
    form = make.report_form(make.indicator("Quy chế làm việc", Kind.YES_NO), owner=province)
    report = make.submission(commune, form, make.period(PeriodKind.YEAR, 2025, 1))
    client.force_login(reporter)
    answer = client.post(page_of(report), typed(report, done="yes", done_on="31/02/2025"))
    assert "Ngày 31/02/2025 không có trong lịch" in text(answer)
    client.post(page_of(report), typed(report, done="yes", done_on="28/02/2025"))
    assert report.figures.get().done_on == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("kind", "boxes", "words"),
    [
        (Kind.COUNT, {"value": "12"}, "Số lượng"),
        (Kind.LEVEL, {"value": "95,5", "sample": "120"}, "Số phiếu"),
        (Kind.RANK, {"value": "3", "out_of": "34"}, "Trên tổng số"),
        (Kind.GRADE, {"value": "2"}, "cấp độ 2"),
        (Kind.STOCK, {"value": "7"}, "tại thời điểm ngày 14/09/2025"),
    ],
)
def test_each_kind_asks_for_its_own_boxes(client, commune, province, reporter, kind, boxes, words):
    indicator = make.indicator("Chỉ tiêu", kind, grade_steps=["cấp độ 1", "cấp độ 2"] if kind == Kind.GRADE else [])
    form = make.report_form(indicator, owner=province)
    report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))
    client.force_login(reporter)
    assert words in text(client.get(page_of(report)))
    client.post(page_of(report), typed(report, "send", **boxes))
    report.refresh_from_db()
    assert report.state == "submitted"


def test_the_page_shows_the_last_period_the_same_period_last_year_and_the_days(client, report, commune, form, reporter):
    for kind, year, order, counted in ((PeriodKind.HALF, 2025, 1, 77), (PeriodKind.QUARTER, 2024, 3, 66)):
        earlier = make.submission(commune, form, make.period(kind, year, order))
        now = timezone.now()
        Submission.objects.filter(pk=earlier.pk).update(
            state="submitted", submitted_by=reporter, submitted_at=now, first_submitted_at=now
        )
        earlier.figures.update(numerator=counted, denominator=100)
    client.force_login(reporter)
    page = text(client.get(page_of(report)))
    assert "77%" in page
    assert "66 / 100" in page
    assert "trong kỳ, từ 15/06/2025 đến 14/09/2025" in page
    assert "Hồ sơ trước hạn, đúng hạn" in page


def test_the_second_of_two_officers_keeps_what_they_typed_and_sees_what_differs(client, report, reporter, commune):
    colleague = make.user(commune, Role.REPORTER)
    late = typed(report, numerator="80", denominator="100")
    client.force_login(reporter)
    client.post(page_of(report), typed(report, numerator="90", denominator="100"))
    client.force_login(colleague)
    answer = text(client.post(page_of(report), late))
    assert "Trần Thị Báo đã lưu 1 ô mà anh/chị cũng sửa" in answer
    assert 'value="80"' in answer
    assert "90" in answer.split("Anh/chị vừa gõ")[1].split("</table>")[0]
    assert report.figures.get().numerator == 90
    report.refresh_from_db()
    assert f'name="revision" value="{report.revision}"' in answer


def test_a_double_click_on_send_is_harmless(client, report, reporter):
    client.force_login(reporter)
    twice = typed(report, "send", numerator="90", denominator="100")
    client.post(page_of(report), twice)
    answer = client.post(page_of(report), twice, follow=True)
    assert "Báo cáo này đã được Trần Thị Báo gửi lúc" in text(answer)
    assert report.events.filter(kind="submitted").count() == 1


@pytest.fixture
def sent(client, report, reporter):
    client.force_login(reporter)
    client.post(page_of(report), typed(report, "send", numerator="90", denominator="100"))
    report.refresh_from_db()
    return report


def step(name, report):
    return reverse(f"targets:{name}_submission", args=[report.pk])


def test_the_office_confirms_once_however_often_it_presses(client, sent, officer):
    client.force_login(officer)
    assert "Xác nhận số liệu" in text(client.get(page_of(sent)))
    assert "1 số liệu của UBND xã Bình An" in text(client.get(step("approve", sent)))
    answer = client.post(step("approve", sent), {"revision": sent.revision}, follow=True)
    assert "Đã xác nhận" in text(answer)
    assert sent.figures.get().approved_by == officer
    again = client.post(step("approve", sent), {"revision": sent.revision}, follow=True)
    assert "Báo cáo này đã được Nguyễn Văn Phòng xác nhận lúc" in text(again)


def test_who_typed_for_an_agency_is_told_so_before_confirming(client, sent, officer):
    client.force_login(officer)
    assert "do chính anh/chị nhập" not in text(client.get(step("approve", sent)))
    sent.figures.update(recorded_by=officer)
    page = text(client.get(step("approve", sent)))
    assert "Trong đó 1 số liệu do chính anh/chị nhập, Trần Thị Báo gửi." in page


def test_a_returned_report_tells_the_agency_why(client, sent, officer, reporter):
    client.force_login(officer)
    asked = client.post(step("return", sent), {"revision": sent.revision, "reason": ""})
    assert "bắt buộc" in text(asked)
    client.post(step("return", sent), {"revision": sent.revision, "reason": "Thiếu hồ sơ liên thông"})
    client.force_login(reporter)
    page = text(client.get(page_of(sent)))
    assert "Thiếu hồ sơ liên thông" in page
    assert "Lưu và gửi" in page
    assert "Thiếu hồ sơ liên thông" in text(client.get(reverse("targets:submissions")))


def test_the_agency_withdraws_before_it_is_confirmed(client, sent, reporter):
    client.post(step("withdraw", sent), {"revision": sent.revision})
    sent.refresh_from_db()
    assert sent.state == "draft"


@pytest.mark.parametrize(
    ("role", "place", "name", "status"),
    [
        (Role.REPORTER, "commune", "approve", 403),
        (Role.REPORTER, "commune", "return", 403),
        (Role.LEADER, "province", "approve", 403),
        (Role.LEADER, "province", "withdraw", 403),
        (Role.OFFICE, "province", "approve", 200),
        (Role.OFFICE, "province", "return", 200),
        (Role.REPORTER, "elsewhere", "approve", 404),
        (Role.OFFICE, "elsewhere", "withdraw", 404),
    ],
)
def test_who_reaches_which_step(client, sent, province, commune, role, place, name, status):
    at = {"commune": commune, "province": province}.get(place) or make.agency("Nơi khác")
    client.force_login(make.user(at, role))
    assert client.get(step(name, sent)).status_code == status
    assert (client.post(step(name, sent)).status_code == status) or status == 200


def test_those_who_may_not_type_read(client, report, province):
    client.force_login(make.user(province, Role.LEADER))
    page = client.get(page_of(report))
    assert "Lưu bản nháp" not in text(page)
    assert client.post(page_of(report), typed(report, numerator="1", denominator="1")).status_code == 403


def test_an_office_urges_the_agency_from_its_report_until_it_is_sent(client, report, officer, reporter):
    link = f"{reverse('reminders:ask')}?submission={report.pk}&amp;loai=remind"
    client.force_login(officer)
    assert link in client.get(page_of(report)).content.decode()
    client.force_login(reporter)
    assert link not in client.get(page_of(report)).content.decode()
    Submission.objects.update(
        state="submitted", submitted_by=reporter, submitted_at=make.NOON, first_submitted_at=make.NOON
    )
    client.force_login(officer)
    assert link not in client.get(page_of(report)).content.decode()


def test_a_stranger_finds_nothing(client, report, province):
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(page_of(report)).status_code == 404
    assert "Bình An" not in text(client.get(reverse("targets:submissions")))


def test_a_member_reads_only_its_own_figure_of_a_named_office(client, commune, province, reporter):
    justice = make.agency("Sở Tư pháp", parent=province)
    other = make.agency("UBND xã Khác", parent=province)
    indicator = make.indicator("Văn bản trái quy định đã xử lý")
    form = make.report_form(owner=province)
    line = make.line(form, indicator, about_group=make.group(commune, other, justice))
    report = make.submission(justice, form, make.period(PeriodKind.QUARTER, 2025, 3))
    report.figures.all().delete()
    for member in (commune, other, justice):
        make.figure(member, indicator, report.period, submission=report, line=line, reported_by=justice)
    client.force_login(make.user(justice, Role.REPORTER))
    page = text(client.get(page_of(report)))
    assert all(f"{member}<span" in page for member in (commune, other, justice))
    client.force_login(reporter)
    page = text(client.get(page_of(report)))
    assert "UBND xã Bình An" in page
    assert "UBND xã Khác" not in page


def test_a_report_that_a_colleague_sent_meanwhile_keeps_what_was_typed(client, report, reporter, commune):
    late = typed(report, numerator="80", denominator="100")
    client.force_login(reporter)
    client.post(page_of(report), typed(report, "send", numerator="90", denominator="100"))
    client.force_login(make.user(commune, Role.REPORTER))
    answer = text(client.post(page_of(report), late))
    assert "đã được Trần Thị Báo gửi lúc" in answer
    assert 'value="80"' in answer


def test_a_closed_period_says_who_closed_it_and_keeps_what_was_typed(client, report, reporter, province, officer):
    PeriodDates.objects.create(period=report.period, office=province, closed_at=timezone.now(), closed_by=officer)
    client.force_login(reporter)
    answer = text(client.post(page_of(report), typed(report, numerator="80", denominator="100")))
    assert "đã được UBND tỉnh khoá" in answer
    assert 'value="80"' in answer
    page = text(client.get(page_of(report)))
    assert "đã được UBND tỉnh khoá" in page
    assert "Lưu bản nháp" not in page


def test_papers_are_handed_only_to_those_who_may_read(client, report, reporter, officer, province):
    client.force_login(reporter)
    prefix = f"f{report.figures.get().pk}"
    boxes = typed(report, numerator="9", denominator="10")
    boxes[f"{prefix}-papers"] = SimpleUploadedFile("bien-ban.pdf", PDF)
    client.post(page_of(report), boxes)
    figure = report.figures.get()
    url = reverse("targets:figure_evidence", args=[report.pk, figure.pk, figure.evidence.get().pk])
    assert "bien-ban.pdf" in text(client.get(page_of(report)))
    assert b"".join(client.get(url)) == PDF
    client.force_login(make.user(make.agency("UBND xã khác", parent=province), Role.REPORTER))
    assert client.get(url).status_code == 404


def test_an_exe_renamed_pdf_is_refused_at_its_field(client, report, reporter):
    client.force_login(reporter)
    boxes = typed(report, numerator="9", denominator="10")
    boxes[f"f{report.figures.get().pk}-papers"] = SimpleUploadedFile("bien-ban.pdf", b"MZ\x90\x00" * 50)
    answer = text(client.post(page_of(report), boxes))
    assert 'value="9"' in answer
    assert not report.figures.get().is_given


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.parametrize("state", ["empty", "submitted"])
def test_a_report_takes_as_many_queries_for_twenty_lines_as_for_two(client, commune, province, reporter, state):
    client.force_login(reporter)
    counts = []
    for lines in (2, 20):
        whole = make.indicator()
        parts = [make.indicator(part_of=whole) for _ in range(lines - 1)]
        form = make.report_form(whole, *parts, owner=province)
        report = make.submission(commune, form, make.period(PeriodKind.QUARTER, 2025, 3))
        report.figures.update(numerator=Decimal(1), denominator=Decimal(2), typed=Typed.FLOW)
        now = timezone.now()
        sent = {"submitted_by": reporter, "submitted_at": now, "first_submitted_at": now}
        Submission.objects.filter(pk=report.pk).update(state=state, **(sent if state == "submitted" else {}))
        counts.append(queries_of(client, page_of(report)))
    assert counts[0] == counts[1] <= 20


def test_a_page_that_comes_back_says_which_paper_to_choose_again(client, report, reporter):
    client.force_login(reporter)
    boxes = typed(report, numerator="95,5.3", denominator="10")
    boxes[f"f{report.figures.get().pk}-papers"] = upload("bien-ban.pdf")
    assert "Chưa lưu tệp “bien-ban.pdf”" in text(client.post(page_of(report), boxes))
