"""Figures that somebody else publishes: recorded by one person, confirmed by another."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from periods.period import PeriodKind
from targets.actions.outside import change_outside, confirm_outside, record_outside, stamp
from targets.actions.submissions import AlreadyDone
from targets.checks import Parts
from targets.models import Figure
from targets.terms import Kind, SourceKind
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TWELFTH = Parts(value=Decimal(12), out_of=34)


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


@pytest.fixture
def officer(province):
    return make.user(province, Role.OFFICE, full_name="Nguyễn Văn Phòng")


@pytest.fixture
def colleague(province):
    return make.user(province, Role.OFFICE, full_name="Lê Thị Hai")


@pytest.fixture
def par_index():
    return make.indicator("Xếp hạng PAR Index", Kind.RANK, source_kind=SourceKind.OUTSIDE, source_name="Bộ Nội vụ")


@pytest.fixture
def year():
    return make.period(PeriodKind.YEAR, 2025, 1)


@pytest.fixture
def recorded(officer, par_index, province, year):
    return record(officer, par_index, province, year)


def record(by, indicator, agency, period, parts=TWELFTH, source="Quyết định 12/QĐ-BNV", uploads=()):
    return record_outside(
        by=by,
        indicator=indicator,
        agency=agency,
        period=period,
        parts=parts,
        source=source,
        uploads=uploads,
        today=TODAY,
    )


def test_a_recorded_figure_does_not_count_until_a_second_person_confirms(recorded, officer, colleague):
    assert (recorded.submission, recorded.approved_at, recorded.recorded_by) == (None, None, officer)
    confirm_outside(by=colleague, figure=recorded, seen=stamp(recorded))
    recorded.refresh_from_db()
    assert recorded.approved_by == colleague


def test_nobody_confirms_what_they_recorded(recorded, officer):
    with pytest.raises(ValidationError, match="không tự xác nhận"):
        confirm_outside(by=officer, figure=recorded, seen=stamp(recorded))


def test_a_second_press_on_confirm_says_it_is_done(recorded, colleague):
    seen = stamp(recorded)
    confirm_outside(by=colleague, figure=recorded, seen=seen)
    with pytest.raises(AlreadyDone, match="Lê Thị Hai xác nhận"):
        confirm_outside(by=colleague, figure=recorded, seen=seen)


def test_a_figure_changed_meanwhile_is_not_confirmed_unread(recorded, officer, colleague):
    seen = stamp(recorded)
    better = Parts(value=Decimal(11), out_of=34)
    change_outside(by=officer, figure=recorded, seen=seen, parts=better, source="Đính chính", today=TODAY)
    with pytest.raises(ValidationError, match="đã sửa số liệu này"):
        confirm_outside(by=colleague, figure=recorded, seen=seen)


def test_a_confirmed_figure_is_not_changed_here(recorded, officer, colleague):
    confirm_outside(by=colleague, figure=recorded, seen=stamp(recorded))
    with pytest.raises(AlreadyDone):
        change_outside(by=officer, figure=recorded, seen=stamp(recorded), parts=TWELFTH, source="x", today=TODAY)


@pytest.mark.parametrize(
    ("parts", "source", "field"),
    [
        (Parts(value=Decimal(35), out_of=34), "QĐ 12", "value"),
        (Parts(value=Decimal(3)), "QĐ 12", "out_of"),
        (Parts(), "QĐ 12", "value"),
        (TWELFTH, "  ", "source"),
    ],
)
def test_a_figure_that_cannot_be_is_refused_at_its_field(officer, par_index, province, year, parts, source, field):
    with pytest.raises(ValidationError) as refusal:
        record(officer, par_index, province, year, parts, source)
    assert field in refusal.value.message_dict
    assert not Figure.objects.exists()


def test_the_same_figure_is_recorded_once(recorded, colleague, par_index, province, year):
    with pytest.raises(ValidationError, match="đã có trong danh sách"):
        record(colleague, par_index, province, year)


def test_what_agencies_report_is_not_typed_here(officer, province, year):
    with pytest.raises(ValidationError, match="do đơn vị báo cáo"):
        record(officer, make.indicator("Hạng", Kind.RANK), province, year)


# --- pages ------------------------------------------------------------------------------------------------------------------


def text(response) -> str:
    return response.content.decode()


def test_an_officer_records_and_a_colleague_confirms(client, officer, colleague, par_index, province, year):
    choice = {"indicator": par_index.pk, "agency": province.pk, "period": year.pk}
    url = reverse("targets:record_outside")
    client.force_login(officer)
    assert "Chọn chỉ tiêu" in text(client.get(url))
    empty = text(client.get(url, choice))
    assert "Trên tổng số" in empty
    assert "bắt buộc, chưa" not in empty
    typed = {"value": "12", "out_of": "34", "source": "QĐ 12", "once": "7d9c5a52-8f1f-4a55-9a3c-2f5d0a4b8c11"}
    for _ in range(2):  # a double click
        answer = client.post(url, choice | typed | {"papers": SimpleUploadedFile("qd.pdf", PDF)})
    figure = Figure.objects.get()
    assert answer.url == reverse("targets:outside_figure", args=[figure.pk])
    page = text(client.get(answer.url))
    assert "hạng 12" in page
    assert "không tự xác nhận" in page
    confirm = reverse("targets:confirm_outside", args=[figure.pk])
    assert client.get(confirm).status_code == 403
    client.force_login(colleague)
    assert "QĐ 12" in text(client.get(confirm))
    for _ in range(2):
        client.post(confirm, {"seen": stamp(figure)})
    figure.refresh_from_db()
    assert figure.approved_by == colleague
    paper = reverse("targets:outside_evidence", args=[figure.pk, figure.evidence.get().pk])
    assert b"".join(client.get(paper)) == PDF


def test_a_wrong_number_comes_back_as_typed(client, officer, par_index, province, year):
    client.force_login(officer)
    data = {"indicator": par_index.pk, "agency": province.pk, "period": year.pk, "value": "95,5.3", "source": "QĐ 12"}
    answer = text(client.post(reverse("targets:record_outside"), data))
    assert "Không đọc được số “95,5.3”" in answer
    assert 'value="95,5.3"' in answer
    assert "QĐ 12" in answer


def test_a_recorded_figure_is_mended_before_it_is_confirmed(client, recorded, officer):
    client.force_login(officer)
    url = reverse("targets:change_outside", args=[recorded.pk])
    assert 'value="12"' in text(client.get(url))
    client.post(url, {"seen": stamp(recorded), "value": "11", "out_of": "34", "source": "QĐ 13"})
    recorded.refresh_from_db()
    assert (recorded.value, recorded.source) == (11, "QĐ 13")


@pytest.mark.parametrize(
    ("role", "own", "page", "step"),
    [
        (Role.OFFICE, True, 200, 200),
        (Role.LEADER, True, 200, 403),
        (Role.REPORTER, True, 200, 403),
        (Role.OFFICE, False, 404, 404),
    ],
)
def test_who_reads_and_who_confirms(client, recorded, province, role, own, page, step):
    client.force_login(make.user(province if own else make.agency("Nơi khác"), role))
    assert client.get(reverse("targets:outside_figure", args=[recorded.pk])).status_code == page
    assert client.get(reverse("targets:confirm_outside", args=[recorded.pk])).status_code == step


def test_the_list_takes_as_many_queries_for_twenty_as_for_two(client, officer, province, par_index):
    client.force_login(officer)
    counts = []
    for years in (range(2000, 2002), range(2002, 2020)):
        for number in years:
            record(officer, par_index, province, make.period(PeriodKind.YEAR, number, 1))
        with CaptureQueriesContext(connection) as caught:
            assert "hạng 12" in text(client.get(reverse("targets:outside_figures")))
        counts.append(len(caught))
    assert counts[0] == counts[1]
