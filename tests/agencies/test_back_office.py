"""The back office through its pages: who enters, what they find, and a reorganisation from form to deed."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ActionRecord, User
from accounts.roles import Role
from agencies import actions
from agencies.models import Agency, AgencyGroup, GroupMembership, Membership, Succession
from tests import make

pytestmark = pytest.mark.django_db

LIST = "admin:agencies_agency_changelist"


def administrator(at: Agency) -> User:
    person = make.user()
    actions.grant_role(by=None, membership=Membership(person=person, agency=at, role=Role.ADMINISTRATOR))
    return person


@pytest.fixture
def province():
    return make.agency("Tỉnh Sông Lam")


@pytest.fixture
def office(client, province):
    client.force_login(administrator(province))
    return client


class TestEntering:
    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_other_roles_do_not_enter(self, client, province, role):
        client.force_login(make.user(province, role))
        assert client.get(reverse("admin:index")).status_code in (302, 403)

    def test_the_role_opens_the_back_office_and_losing_it_closes_it(self, province):
        person = administrator(province)
        assert person.is_staff
        actions.revoke_role(by=None, membership=person.memberships.get())
        person.refresh_from_db()
        assert not person.is_staff

    def test_what_is_found_there_is_what_is_managed(self, office, province):
        make.agency("Sở Nội vụ", parent=province)
        stranger = make.agency("Tỉnh Khác")
        page = office.get(reverse(LIST)).text
        assert "Sở Nội vụ" in page
        assert "Tỉnh Khác" not in page
        assert office.get(reverse("admin:agencies_agency_change", args=[stranger.pk])).status_code == 302

    @pytest.mark.parametrize("key", ["split", "rename", "dissolve", "move"])
    def test_a_strangers_agency_is_not_there_to_be_reorganised(self, office, key):
        stranger = make.agency("Tỉnh Khác")
        assert office.get(reverse(f"admin:agencies_agency_{key}", args=[stranger.pk])).status_code == 404

    @pytest.mark.parametrize("name", ["accounts_actionrecord"])
    def test_the_record_is_for_who_manages_everything(self, office, client, name):
        assert office.get(reverse(f"admin:{name}_changelist")).status_code == 403
        client.force_login(make.user(is_superuser=True, is_staff=True))
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 200
        record = ActionRecord.note(None, "việc gì đó")
        assert client.get(reverse(f"admin:{name}_change", args=[record.pk])).status_code == 200
        assert client.post(reverse(f"admin:{name}_delete", args=[record.pk]), {"post": "yes"}).status_code == 403

    def test_agencies_are_never_deleted(self, client, province):
        client.force_login(make.user(is_superuser=True, is_staff=True))
        assert (
            client.post(reverse("admin:agencies_agency_delete", args=[province.pk]), {"post": "yes"}).status_code == 403
        )


class TestAgencies:
    def test_search_ignores_accents_and_finds_old_names(self, office, province):
        office_of_labour = make.agency("Sở Lao động", parent=province)
        actions.rename(
            by=None, agency=office_of_labour, new_name="Sở Nội vụ", day=date(2025, 3, 1), today=date(2026, 4, 1)
        )
        make.agency("Sở Y tế", parent=province)
        page = office.get(reverse(LIST), {"q": "lao dong"})
        assert [agency.name for agency in page.context["cl"].result_list] == ["Sở Nội vụ"]

    def test_the_parent_is_found_by_typing_without_accents(self, office, province):
        make.agency("Sở Nội vụ", parent=province)
        make.agency("Sở Nội vụ nơi khác")
        query = {"term": "noi vu", "app_label": "agencies", "model_name": "placement", "field_name": "parent"}
        found = office.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [row["text"] for row in found] == ["Sở Nội vụ"]

    def test_the_list_takes_as_many_queries_for_twenty_as_for_two(self, office, province):
        def queries():
            with CaptureQueriesContext(connection) as seen:
                office.get(reverse(LIST))
            return len(seen)

        make.agency(parent=make.agency(parent=province))
        few = queries()
        for _ in range(9):
            make.agency(parent=make.agency(parent=province))
        assert queries() == few

    def test_a_new_agency_stands_under_its_parent(self, office, province):
        given = {
            "code": "SNV",
            "name": "Sở Nội vụ",
            "kind": "department",
            "parent": province.pk,
            "founded_on": "01/03/2025",
        }
        office.post(reverse("admin:agencies_agency_add"), given)
        made = Agency.objects.get(code="SNV")
        assert (made.parent, made.founded_on) == (province, date(2025, 3, 1))
        assert made.placements.get().from_day == date(2025, 3, 1)

    @pytest.mark.parametrize(
        ("changed", "message"),
        [
            pytest.param({"code": "CU"}, "Mã đơn vị này đã có", id="mã trùng"),
            pytest.param({"parent": ""}, "Chọn cơ quan cấp trên", id="không có cấp trên"),
            pytest.param({"founded_on": "31/02/2026"}, "không có trong lịch", id="ngày không có"),
            pytest.param({"parent": "khác"}, "", id="cấp trên ngoài phạm vi"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, office, province, changed, message):
        make.agency("Cũ", code="CU")
        stranger = make.agency("Tỉnh Khác")
        given = {"code": "SNV", "name": "Sở Nội vụ", "kind": "department", "parent": province.pk, **changed}
        if given["parent"] == "khác":
            given["parent"] = stranger.pk
        page = office.post(reverse("admin:agencies_agency_add"), given)
        assert page.status_code == 200
        assert message in page.text
        assert not Agency.objects.filter(code="SNV").exists()

    def test_what_only_the_action_could_see_is_said_above_the_form(self, office, province, monkeypatch):
        """Another administrator gave the same code between the form's check and the action."""

        def late(**given):
            raise ValidationError("Mã đơn vị này đã có.")

        monkeypatch.setattr(actions, "create_agency", late)
        given = {"code": "SNV", "name": "Sở Nội vụ", "kind": "department", "parent": province.pk}
        page = office.post(reverse("admin:agencies_agency_add"), given, follow=True)
        assert "Mã đơn vị này đã có." in page.text

    def test_a_slip_is_mended_and_recorded(self, office, province):
        agency = make.agency("Sở Nội vu", parent=province, code="SNV")
        history = {
            f"{part}-{total}_FORMS": "0"
            for part in ("placements", "successions", "origins")
            for total in ("TOTAL", "INITIAL")
        }
        given = {"code": "SNV", "name": "Sở Nội vụ", "kind": "department", **history}
        office.post(reverse("admin:agencies_agency_change", args=[agency.pk]), given)
        agency.refresh_from_db()
        assert agency.name == "Sở Nội vụ"
        assert not Succession.objects.exists()
        assert ActionRecord.objects.get(verb="sửa thông tin đơn vị").detail == {"name": ["Sở Nội vu", "Sở Nội vụ"]}


class TestReorganising:
    def typed(self, **fields):
        return {"day": "01/07/2025", "decision": "12/NQ-HĐND", "note": "", "once": str(uuid4()), **fields}

    def walk(self, client, url, given):
        """From the form over the preview to the deed; returns the preview and the last page."""
        preview = client.post(url, {**given, "preview": "1"})
        seen = preview.context["plan"].fingerprint
        return preview, client.post(url, {**given, "seen": seen, "confirm": "1"}, follow=True)

    def test_a_merger_from_the_list_to_the_deed(self, office, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        start = office.post(reverse(LIST), {"action": "start_merge", "_selected_action": [first.pk, second.pk]})
        form = office.get(start.url)
        assert set(form.context["form"]["agencies"].value()) == {str(first.pk), str(second.pk)}
        given = self.typed(
            agencies=[first.pk, second.pk],
            new_code="PM",
            new_name="Phường Mới",
            new_kind="commune",
            new_parent=province.pk,
            pass_groups="on",
        )
        preview, done = self.walk(office, reverse("admin:agencies_agency_merge"), given)
        assert "Sẽ kết thúc hoạt động: Xã A" in preview.text
        assert "Đã ghi việc sáp nhập." in done.text
        assert Succession.objects.filter(successor__code="PM", decision="12/NQ-HĐND").count() == 2

    def test_the_one_that_stays_may_be_among_the_chosen(self, office, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        given = self.typed(agencies=[first.pk, second.pk], successor=second.pk)
        self.walk(office, reverse("admin:agencies_agency_merge"), given)
        assert Succession.objects.get().predecessor == first

    def test_neither_a_new_nor_an_old_one_is_not_enough(self, office, province):
        first, second = make.agency("Xã A", parent=province), make.agency("Xã B", parent=province)
        page = office.post(reverse("admin:agencies_agency_merge"), self.typed(agencies=[first.pk, second.pk]))
        assert "Chọn một đơn vị đang có, hoặc ghi đơn vị mới" in page.text

    def test_a_preview_writes_nothing(self, office, province):
        agency = make.agency("Sở A", parent=province)
        office.post(reverse("admin:agencies_agency_dissolve", args=[agency.pk]), self.typed(preview="1"))
        agency.refresh_from_db()
        assert agency.dissolved_on is None

    def test_what_changed_since_the_preview_is_shown_before_anything_happens(self, office, province):
        agency = make.agency("Sở A", parent=province)
        url = reverse("admin:agencies_agency_dissolve", args=[agency.pk])
        given = self.typed(taker=province.pk)
        seen = office.post(url, {**given, "preview": "1"}).context["plan"].fingerprint
        make.agency("Trạm mới", parent=agency)
        page = office.post(url, {**given, "seen": seen, "confirm": "1"})
        assert "Tình hình đã thay đổi sau khi anh/chị xem trước" in page.text
        assert "Sẽ chuyển: Trạm mới" in page.text
        agency.refresh_from_db()
        assert agency.dissolved_on is None

    def test_a_split_with_two_new_agencies(self, office, province):
        whole = make.agency("Sở Văn hoá, Thể thao", parent=province)
        unit = make.agency("Thư viện", parent=whole)
        given = self.typed(
            children_code="SVH",
            **{
                "parts-TOTAL_FORMS": "4",
                "parts-INITIAL_FORMS": "0",
                "parts-0-new_code": "SVH",
                "parts-0-new_name": "Sở Văn hoá",
                "parts-0-new_kind": "department",
                "parts-0-new_parent": province.pk,
                "parts-2-new_code": "STT",
                "parts-2-new_name": "Sở Thể thao",
                "parts-2-new_kind": "department",
                "parts-2-new_parent": province.pk,
            },
        )
        _, done = self.walk(office, reverse("admin:agencies_agency_split", args=[whole.pk]), given)
        assert "Đã ghi việc tách" in done.text
        unit.refresh_from_db()
        assert unit.parent.code == "SVH"

    def test_a_half_filled_new_agency_is_named(self, office, province):
        whole = make.agency("Sở A", parent=province)
        given = self.typed(**{"parts-TOTAL_FORMS": "4", "parts-INITIAL_FORMS": "0", "parts-0-new_name": "Sở Văn hoá"})
        page = office.post(reverse("admin:agencies_agency_split", args=[whole.pk]), given)
        assert "Đơn vị mới cần mã đơn vị mới." in page.text

    def test_a_second_press_leads_to_the_same_place(self, office, province):
        agency = make.agency("Sở A", parent=province)
        url, given = reverse("admin:agencies_agency_dissolve", args=[agency.pk]), self.typed()
        seen = office.post(url, {**given, "preview": "1"}).context["plan"].fingerprint
        answers = [office.post(url, {**given, "seen": seen, "confirm": "1"}) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302]
        assert Succession.objects.count() == 1

    def test_a_rename(self, office, province):
        agency = make.agency("Sở A", parent=province)
        self.walk(office, reverse("admin:agencies_agency_rename", args=[agency.pk]), self.typed(new_name="Sở B"))
        agency.refresh_from_db()
        assert agency.name == "Sở B"

    def test_a_move_under_ones_own_unit_is_refused_at_the_field(self, office, province):
        agency = make.agency("Sở A", parent=province)
        unit = make.agency("Chi cục", parent=agency)
        page = office.post(
            reverse("admin:agencies_agency_move", args=[agency.pk]), self.typed(parent=unit.pk, preview="1")
        )
        assert "không thể chuyển một đơn vị vào dưới chính nó" in page.text
        assert page.context["plan"] is None

    def test_only_who_manages_everything_puts_an_agency_at_the_top(self, office, province):
        agency = make.agency("Sở A", parent=province)
        page = office.post(reverse("admin:agencies_agency_move", args=[agency.pk]), self.typed(preview="1"))
        assert "Chỉ quản trị toàn hệ thống" in page.text

    def test_what_concerns_one_agency_asks_for_one(self, office, province):
        chosen = [make.agency(parent=province).pk for _ in range(2)]
        page = office.post(reverse(LIST), {"action": "start_rename", "_selected_action": chosen}, follow=True)
        assert "hãy chọn đúng một đơn vị" in page.text


class TestGroups:
    def test_a_group_is_founded_and_found_without_accents(self, office, province):
        given = {"code": "XA", "name": "UBND phường, xã", "unit_noun": "xã", "owner": province.pk}
        office.post(reverse("admin:agencies_agencygroup_add"), given)
        page = office.get(reverse("admin:agencies_agencygroup_changelist"), {"q": "phuong"})
        assert [group.code for group in page.context["cl"].result_list] == ["XA"]

    def test_all_of_a_kind_join_from_a_day(self, office, province):
        communes = [make.agency(name, parent=province, kind="commune") for name in ("Xã A", "Xã B")]
        make.agency("Xã đã hết", parent=province, kind="commune", dissolved_on=date(2025, 7, 1))
        group = make.group(owner=province)
        url = reverse("admin:agencies_agencygroup_regroup", args=[group.pk])
        given = {"day": "01/07/2025", "joining_kind": "commune", "joining_below": province.pk, "once": str(uuid4())}
        preview = office.post(url, {**given, "preview": "1"})
        assert preview.context["plan"].lines[0].endswith("thành viên mới Xã A từ ngày 01/07/2025")
        office.post(url, {**given, "seen": preview.context["plan"].fingerprint, "confirm": "1"})
        members = GroupMembership.objects.filter(group=group, from_day=date(2025, 7, 1))
        assert {row.agency for row in members} == set(communes)

    def test_a_strangers_group_is_not_there(self, office):
        group = make.group(owner=make.agency("Tỉnh Khác"))
        assert office.get(reverse("admin:agencies_agencygroup_regroup", args=[group.pk])).status_code == 404
        assert AgencyGroup.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize(
    "name",
    [
        "admin:index",
        "admin:agencies_agency_changelist",
        "admin:agencies_agency_add",
        "admin:agencies_agency_import",
        "admin:agencies_agency_reorganise_list",
        "admin:agencies_agency_merge",
        "admin:agencies_agencygroup_changelist",
        "admin:agencies_agencygroup_add",
        "admin:agencies_membership_changelist",
        "admin:agencies_membership_add",
        "admin:accounts_user_changelist",
        "admin:accounts_user_add",
    ],
)
def test_every_page_of_the_back_office_opens(office, province, name):
    make.group(make.agency("Sở A", parent=province), owner=province)
    assert office.get(reverse(name)).status_code == 200


def test_the_page_of_an_agency_tells_who_did_what(office, province):
    agency = make.agency("Sở A", parent=province)
    person = make.user(full_name="Trần Thị Thuỷ")
    actions.rename(by=person, agency=agency, new_name="Sở B", day=date(2025, 3, 1), today=date(2026, 4, 1))
    page = office.get(reverse("admin:agencies_agency_change", args=[agency.pk])).text
    assert "<strong>Trần Thị Thuỷ</strong> đổi tên" in page


@pytest.mark.parametrize("key", ["change", "split", "rename", "dissolve", "move", "history"])
def test_every_page_of_one_agency_opens(office, province, key):
    agency = make.agency("Sở A", parent=province)
    assert office.get(reverse(f"admin:agencies_agency_{key}", args=[agency.pk])).status_code == 200


@pytest.mark.parametrize(
    "address", ["sap-nhap/?agencies=abc", "sap-nhap/?agencies=99999999999999999999999", "?nhom=99999999999999999999999"]
)
def test_an_address_cut_or_mistyped_does_not_break_the_page(admin_client, address):
    assert admin_client.get(f"/quan-tri/agencies/agency/{address}").status_code == 200
    tampered = {"agencies": ["abc"], "successor": "9" * 30}
    assert admin_client.post("/quan-tri/agencies/agency/sap-nhap/", tampered).status_code == 200


def test_who_begins_on_an_empty_database_is_shown_where(admin_client):
    page = admin_client.get(reverse("dashboard:home")).content.decode()
    assert "Mở Quản trị hệ thống" in page
    assert reverse("admin:index") in page
