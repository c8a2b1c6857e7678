"""The library of indicators: what is refused, what stays fixed under figures, whom one does not concern; its pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from targets.actions import indicators as actions
from targets.indicator_checks import Described, faults
from targets.models import Exemption, Indicator, Publication
from targets.terms import AcrossAgencies, AcrossPeriods, Kind, SourceKind
from tests import make
from ui.revisions import StaleRevision

RATIO = {
    "kind": Kind.RATIO,
    "numerator_label": "Hồ sơ đúng hạn",
    "denominator_label": "Tổng hồ sơ",
    "across_periods": AcrossPeriods.SUM,
    "across_agencies": AcrossAgencies.SUM,
}
COUNT = {
    "kind": Kind.COUNT,
    "unit": "hội nghị",
    "across_periods": AcrossPeriods.SUM,
    "across_agencies": AcrossAgencies.SUM,
}
GRADE = {"kind": Kind.GRADE, "across_periods": AcrossPeriods.LATEST, "across_agencies": AcrossAgencies.OWN}


@pytest.mark.parametrize(
    ("described", "field", "says"),
    [
        ({**RATIO, "numerator_label": ""}, "numerator_label", "tên tử số"),
        ({**RATIO, "denominator_label": ""}, "denominator_label", "tên mẫu số"),
        ({**RATIO, "kind": Kind.RATIO_OF_STOCKS}, "across_periods", "“lấy số mới nhất”"),
        ({**COUNT, "unit": ""}, "unit", "đơn vị tính"),
        ({**COUNT, "across_agencies": AcrossAgencies.WEIGHTED}, "across_agencies", "chỉ gộp các đơn vị"),
        ({**GRADE, "grade_steps": ("Tốt",)}, "grade_steps", "ít nhất hai bậc"),
        ({**GRADE, "grade_steps": ("Tốt", "Tốt")}, "grade_steps", "bị lặp lại"),
        ({**COUNT, "source_kind": SourceKind.NAMED}, "source_agency", "Chọn cơ quan nhập"),
        ({**COUNT, "source_kind": SourceKind.OUTSIDE}, "source_kind", "ngày dự kiến công bố"),
        ({**COUNT, "publication_years": (2026,)}, "source_kind", "Chỉ nguồn ngoài"),
        ({**COUNT, "source_kind": SourceKind.COMPUTED}, "source_kind", "tỷ lệ nhiệm vụ đã hoàn thành"),
        ({**RATIO, "source_kind": SourceKind.COMPUTED}, "source_kind", "“tỷ lệ theo thời điểm”"),
        (
            {**COUNT, "source_kind": SourceKind.OUTSIDE, "publication_years": (2026, 2026)},
            "source_kind",
            "Mỗi năm chỉ có một",
        ),
        ({**COUNT, "kind_of_whole": Kind.RATIO}, "part_of", "phải cùng loại số liệu"),
        ({**COUNT, "kind_of_origin": Kind.RATIO}, "split_from", "phải cùng loại số liệu"),
        ({**COUNT, "kind_of_whole": Kind.COUNT, "kind_of_origin": Kind.COUNT}, "split_from", "Chỉ chọn một"),
        ({**COUNT, "is_in_circle": True}, "part_of", "của nhau"),
    ],
)
def test_an_indicator_that_cannot_be_reported_or_added_up_is_refused(described, field, says):
    assert says in faults(Described(**described))[field]


COMPUTED = {
    **RATIO,
    "kind": Kind.RATIO_OF_STOCKS,
    "across_periods": AcrossPeriods.LATEST,
    "source_kind": SourceKind.COMPUTED,
}


@pytest.mark.parametrize("described", [RATIO, COUNT, {**GRADE, "grade_steps": ("Kém", "Tốt")}, COMPUTED])
def test_a_sound_indicator_has_no_fault(described):
    assert faults(Described(**described)) == {}


@pytest.fixture
def office(db):
    return make.agency("UBND tỉnh Sông Lam")


@pytest.fixture
def staff(office):
    return make.user(office)


def unsaved(**fields) -> Indicator:
    return Indicator(**{"name": "Số hội nghị đối thoại", **COUNT, **fields})


def test_an_indicator_without_a_code_takes_the_next_one(staff, office):
    make.indicator(code="CT41")
    made = actions.create_indicator(by=staff, indicator=unsaved(owner=office))
    assert made.code == "CT42"
    assert made in Indicator.objects.matching("HOI NGHI doi")


def test_what_the_kind_does_not_ask_for_is_not_kept(staff, office):
    made = actions.create_indicator(
        by=staff,
        indicator=unsaved(numerator_label="thừa", grade_steps=["a", "b"], may_exceed=True, source_agency=office),
    )
    assert (made.numerator_label, made.grade_steps, made.may_exceed, made.source_agency) == ("", [], False, None)


def test_the_same_code_twice_is_refused(staff):
    make.indicator(code="TT01")
    with pytest.raises(ValidationError) as refusal:
        actions.create_indicator(by=staff, indicator=unsaved(code="tt01"))
    assert refusal.value.message_dict["code"] == ["Mã chỉ tiêu này đã có."]


def test_an_outside_indicator_keeps_its_publication_days(staff):
    made = actions.create_indicator(
        by=staff,
        indicator=unsaved(source_kind=SourceKind.OUTSIDE),
        publications=[Publication(year=2026, expected_on=date(2027, 4, 15))],
    )
    assert made.publications.get().expected_on == date(2027, 4, 15)


def test_an_indicator_is_not_part_of_its_own_part(staff):
    whole = make.indicator(kind=Kind.COUNT, unit="hồ sơ")
    part = make.indicator(kind=Kind.COUNT, unit="hồ sơ", part_of=whole)
    whole.part_of = part
    with pytest.raises(ValidationError) as refusal:
        actions.edit_indicator(by=staff, indicator=whole, revision=1)
    assert "của nhau" in refusal.value.message_dict["part_of"][0]


def test_once_figures_exist_the_kind_stays(staff, office):
    indicator = make.indicator(kind=Kind.COUNT, unit="hồ sơ")
    make.figure(office, indicator, value=Decimal(3))
    indicator.kind, indicator.across_periods = Kind.STOCK, AcrossPeriods.LATEST
    with pytest.raises(ValidationError) as refusal:
        actions.edit_indicator(by=staff, indicator=indicator, revision=1)
    assert "Đã có đơn vị báo cáo" in refusal.value.message_dict["kind"][0]


def test_the_name_may_be_corrected_under_figures(staff, office):
    indicator = make.indicator(kind=Kind.COUNT, unit="hồ sơ")
    make.figure(office, indicator, value=Decimal(3))
    indicator.name = "Số hồ sơ tiếp nhận"
    actions.edit_indicator(by=staff, indicator=indicator, revision=1)
    assert Indicator.objects.get().name == "Số hồ sơ tiếp nhận"


def test_the_second_of_two_people_is_told(staff, office):
    indicator = make.indicator(kind=Kind.COUNT, unit="hồ sơ")
    actions.edit_indicator(by=make.user(office, full_name="Lê Văn Một"), indicator=indicator, revision=1)
    with pytest.raises(StaleRevision, match="Lê Văn Một đã lưu"):
        actions.edit_indicator(by=staff, indicator=Indicator.objects.get(), revision=1)


def test_an_exemption_is_marked_once_for_the_same_days_and_can_end(staff, office):
    indicator = make.indicator()
    row = {"indicator": indicator, "agency": office, "reason": "Không có thủ tục phát sinh"}
    exemption = actions.exempt(by=staff, exemption=Exemption(**row, from_day=date(2026, 1, 1)))
    with pytest.raises(ValidationError) as refusal:
        actions.exempt(by=staff, exemption=Exemption(**row, from_day=date(2026, 3, 1)))
    assert "đã được đánh dấu" in refusal.value.message_dict["agency"][0]
    with pytest.raises(ValidationError):
        actions.end_exemption(by=staff, exemption=exemption, day=date(2026, 1, 1))
    actions.end_exemption(by=staff, exemption=exemption, day=date(2026, 7, 1))
    actions.exempt(by=staff, exemption=Exemption(**row, from_day=date(2026, 7, 1)))
    assert indicator.exemptions.count() == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.RATIO, "numerator_label": "", "denominator_label": "b"},
        {"source_kind": SourceKind.NAMED},
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_what_must_never_be(fields):
    row = {"code": "X1", "name": "X", **COUNT, **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.create(**row)


# --- pages ----------------------------------------------------------------------------------------------------------------


def page_of(client, name, *args, **query):
    return client.get(reverse(f"targets:{name}", args=args, query=query or None))


def test_the_library_is_searched_without_accents_and_filtered(client, staff):
    make.indicator("Tỷ lệ hồ sơ trực tuyến")
    make.indicator("Số hội nghị đối thoại", Kind.COUNT, unit="hội nghị")
    client.force_login(staff)
    found = page_of(client, "indicators", tim="hoi nghi doi thoai").content.decode()
    assert "Số hội nghị đối thoại" in found
    assert "Tỷ lệ hồ sơ trực tuyến" not in found
    assert "Tỷ lệ hồ sơ trực tuyến" not in page_of(client, "indicators", loai="count").content.decode()


def test_the_library_takes_as_many_queries_for_20_as_for_2(client, staff):
    client.force_login(staff)
    make.indicator(area=make.area())
    make.indicator(area=make.area())
    page_of(client, "indicators")
    counted = _queries(client, "indicators")
    for _ in range(18):
        make.indicator(area=make.area(), part_of=Indicator.objects.first())
    assert _queries(client, "indicators") == counted


def _queries(client, name, *args) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert page_of(client, name, *args).status_code == 200
    return len(captured)


def test_an_office_enters_an_indicator_by_hand_once(client, staff, office):
    client.force_login(staff)
    page = page_of(client, "create_indicator")
    sent = {
        "once": page.context["form"]["once"].value(),
        "name": "Mức độ hài lòng",
        "kind": "level",
        "unit": "%",
        "better": "higher",
        "source_kind": "own",
        "owner": office.pk,
        "publications-TOTAL_FORMS": "2",
        "publications-INITIAL_FORMS": "0",
    }
    address = reverse("targets:create_indicator")
    assert client.post(address, sent).url == client.post(address, sent).url
    made = Indicator.objects.get()
    assert (made.across_periods, made.across_agencies) == (AcrossPeriods.LATEST, AcrossAgencies.WEIGHTED)
    shown = page_of(client, "indicator", made.pk).content.decode()
    assert "Mức độ hài lòng" in shown
    assert "bình quân theo số phiếu" in shown


def test_a_fault_comes_back_at_its_field_with_all_that_was_typed(client, staff, office):
    client.force_login(staff)
    sent = {
        "once": page_of(client, "create_indicator").context["form"]["once"].value(),
        "name": "Tỷ lệ đúng hạn",
        "kind": "ratio",
        "better": "higher",
        "source_kind": "own",
        "owner": office.pk,
        "publications-TOTAL_FORMS": "2",
        "publications-INITIAL_FORMS": "0",
    }
    page = client.post(reverse("targets:create_indicator"), sent)
    assert "tên tử số" in page.context["form"].errors["numerator_label"][0]
    assert "Tỷ lệ đúng hạn" in page.content.decode()
    assert not Indicator.objects.exists()


@pytest.mark.parametrize("role", [Role.REPORTER, Role.LEADER, Role.INSPECTOR])
def test_others_read_the_library_but_do_not_change_it(client, office, role):
    indicator = make.indicator(owner=office)
    client.force_login(make.user(office, role))
    assert page_of(client, "indicator", indicator.pk).status_code == 200
    for name, args in [("create_indicator", []), ("edit_indicator", [indicator.pk]), ("exempt", [indicator.pk])]:
        refused = page_of(client, name, *args)
        assert refused.status_code == 403
        assert "Chỉ cán bộ cải cách hành chính" in refused.content.decode()


@pytest.mark.django_db
def test_another_office_does_not_change_an_indicator(client):
    indicator = make.indicator(owner=make.agency("Tỉnh khác"))
    client.force_login(make.user(make.agency("Tỉnh này")))
    assert page_of(client, "edit_indicator", indicator.pk).status_code == 403


def test_an_indicator_that_nobody_keeps_is_corrected_at_the_top(client, staff, office):
    indicator = make.indicator(owner=None)
    client.force_login(staff)
    assert page_of(client, "edit_indicator", indicator.pk).status_code == 200
    client.force_login(make.user(make.agency(parent=office)))
    assert page_of(client, "edit_indicator", indicator.pk).status_code == 403


def test_the_page_of_an_indicator_shows_only_targets_that_one_may_see(client, staff, office):
    indicator = make.indicator("Tỷ lệ đúng hạn")
    make.target(office, indicator)
    make.target(make.agency("Tỉnh khác"), indicator)
    client.force_login(staff)
    shown = page_of(client, "indicator", indicator.pk).content.decode()
    assert "của UBND tỉnh Sông Lam phải" in shown
    assert "Tỉnh khác" not in shown


def test_an_exemption_of_a_stranger_is_not_found(client, staff):
    elsewhere = make.agency("Tỉnh khác")
    row = Exemption.objects.create(agency=elsewhere, indicator=make.indicator(), reason="x", by=make.user(elsewhere))
    client.force_login(staff)
    assert page_of(client, "end_exemption", row.pk).status_code == 404


def test_an_office_marks_and_ends_an_exemption_through_the_pages(client, staff, office):
    indicator = make.indicator()
    client.force_login(staff)
    page = page_of(client, "exempt", indicator.pk)
    sent = {"once": page.context["form"]["once"].value(), "agency": office.pk, "reason": "Không phát sinh thủ tục"}
    client.post(reverse("targets:exempt", args=[indicator.pk]), sent)
    row = indicator.exemptions.get()
    assert "Không phát sinh thủ tục" in page_of(client, "indicator", indicator.pk).content.decode()
    refused = client.post(reverse("targets:end_exemption", args=[row.pk]), {"until": "31/02/2026"})
    assert "Ngày 31/02/2026 không có trong lịch" in refused.content.decode()
    client.post(reverse("targets:end_exemption", args=[row.pk]), {"until": "01/07/2026"})
    row.refresh_from_db()
    assert row.until == date(2026, 7, 1)


def test_the_form_asks_only_what_the_chosen_kind_and_source_have(client, staff, office):
    client.force_login(staff)
    address = reverse("targets:create_indicator")
    everything = client.get(address).context["form"].fields
    assert {"unit", "numerator_label", "grade_steps"} <= {*everything}
    typed = {"name": "Cấp độ quản trị dữ liệu", "kind": "grade", "source_kind": "outside", "ve_lai": "1"}
    page = client.post(address, typed)
    form = page.context["form"]
    assert "grade_steps" in form.fields
    assert not {"unit", "numerator_label", "across_periods", "source_agency"} & {*form.fields}
    assert "Ngày dự kiến công bố" in page.content.decode()
    assert form["name"].value() == "Cấp độ quản trị dữ liệu"
    assert not Indicator.objects.exists()


def test_an_outside_indicator_is_entered_with_its_publication_day(client, staff, office):
    client.force_login(staff)
    address = reverse("targets:create_indicator")
    sent = {
        "once": client.get(address).context["form"]["once"].value(),
        "name": "Xếp hạng PAR Index",
        "kind": "rank",
        "better": "lower",
        "source_kind": "outside",
        "owner": office.pk,
        "publications-TOTAL_FORMS": "2",
        "publications-INITIAL_FORMS": "0",
    }
    refused = client.post(address, sent)
    assert "ngày dự kiến công bố" in refused.context["form"].errors["source_kind"][0]
    client.post(address, {**sent, "publications-0-year": "2026", "publications-0-expected_on": "15/04/2027"})
    assert Indicator.objects.get().publications.get().expected_on == date(2027, 4, 15)
    editing = client.get(reverse("targets:edit_indicator", args=[Indicator.objects.get().pk])).content.decode()
    assert "15/04/2027" in editing


def test_under_figures_the_kind_is_shown_but_locked(client, staff, office):
    indicator = make.indicator(kind=Kind.COUNT, unit="hồ sơ", owner=office)
    make.figure(office, indicator, value=Decimal(3))
    client.force_login(staff)
    form = page_of(client, "edit_indicator", indicator.pk).context["form"]
    assert form.fields["kind"].disabled
    assert not form.fields["name"].disabled


def test_the_name_of_an_indicator_under_figures_is_saved_from_what_a_browser_sends(client, staff, office):
    """A browser leaves out what is disabled."""
    indicator = make.indicator(owner=office, area=make.area())
    make.figure(office, indicator, numerator=Decimal(1), denominator=Decimal(2))
    client.force_login(staff)
    address = reverse("targets:edit_indicator", args=[indicator.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name, field in form.fields.items() if not field.disabled}
    rows = {"publications-TOTAL_FORMS": "0", "publications-INITIAL_FORMS": "0"}
    assert client.post(address, {**sent, **rows, "name": "Tên sửa lại"}).status_code == 302
    saved = Indicator.objects.get()
    assert (saved.name, saved.kind) == ("Tên sửa lại", Kind.RATIO)
    assert saved.numerator_label == indicator.numerator_label
