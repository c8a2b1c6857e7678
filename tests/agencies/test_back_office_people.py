"""People and their roles in the back office: who is found there, what may be given to them, what is recorded."""

import pytest
from django.urls import reverse

from accounts.models import ActionRecord, User
from accounts.roles import Role
from agencies import actions
from agencies.models import Membership
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("Tỉnh Sông Lam")


@pytest.fixture
def office(client, province):
    """A client logged in as the administrator of the province."""
    person = make.user()
    actions.grant_role(by=None, membership=Membership(person=person, agency=province, role=Role.ADMINISTRATOR))
    client.force_login(person)
    return client


class TestPeople:
    def typed(self, **fields):
        rows = {
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-MIN_NUM_FORMS": "0",
            "memberships-MAX_NUM_FORMS": "1000",
        }
        person = {"full_name": "Trần Thị Thuỷ", "username": "thuy", "is_active": "on"}
        return {**rows, **person, "temporary_password": "tam-thoi-2026", **fields}

    def test_a_new_person_with_a_role_and_a_temporary_password(self, office, province, client):
        given = self.typed(**{"memberships-0-agency": province.pk, "memberships-0-role": "office"})
        office.post(reverse("admin:accounts_user_add"), given)
        person = User.objects.get(username="thuy")
        assert person.must_change_password
        assert person.check_password("tam-thoi-2026")
        assert list(person.memberships.values_list("agency", "role")) == [(province.pk, "office")]
        assert set(ActionRecord.objects.filter(label="Trần Thị Thuỷ").values_list("verb", flat=True)) == {
            "lập tài khoản",
            "giao vai trò",
        }

    def test_a_role_elsewhere_is_not_given(self, office):
        stranger = make.agency("Tỉnh Khác")
        given = self.typed(**{"memberships-0-agency": stranger.pk, "memberships-0-role": "office"})
        assert office.post(reverse("admin:accounts_user_add"), given).status_code == 200
        assert not Membership.objects.filter(agency=stranger).exists()

    def test_a_weak_temporary_password_is_refused(self, office):
        page = office.post(reverse("admin:accounts_user_add"), self.typed(temporary_password="123"))
        assert page.status_code == 200
        assert not User.objects.filter(username="thuy").exists()

    def test_nobody_makes_themselves_manager_of_everything(self, office):
        office.post(reverse("admin:accounts_user_add"), self.typed(is_superuser="on"))
        assert not User.objects.get(username="thuy").is_superuser

    @pytest.mark.parametrize("beyond", ["superuser", "elsewhere"])
    def test_people_who_reach_further_are_out_of_reach(self, office, province, beyond):
        person = make.user(province, is_superuser=beyond == "superuser")
        if beyond == "elsewhere":
            make.membership(person, make.agency("Tỉnh Khác"))
        assert office.get(reverse("admin:accounts_user_change", args=[person.pk])).status_code == 302

    def test_people_are_found_without_accents(self, office, province):
        person = make.user(province, full_name="Đỗ Thị Thuỷ")
        page = office.get(reverse("admin:accounts_user_changelist"), {"q": "do thuy"})
        assert list(page.context["cl"].result_list) == [person]

    def test_a_role_is_taken_away_in_the_list_of_roles(self, office, province):
        person = make.user(province)
        row = person.memberships.get()
        office.post(reverse("admin:agencies_membership_delete", args=[row.pk]), {"post": "yes"})
        assert not person.memberships.exists()
        assert ActionRecord.objects.filter(verb="thôi vai trò").exists()

    def test_a_locked_log_in_is_opened_again(self, office, province, client):
        person = make.user(province)
        given = {"action": "unlock", "_selected_action": [person.pk]}
        page = office.post(reverse("admin:accounts_user_changelist"), given, follow=True)
        assert "Đã mở khoá đăng nhập cho 1 người." in page.text
        assert ActionRecord.objects.filter(verb="mở khoá đăng nhập", label=str(person)).exists()


class TestRights:
    @pytest.fixture
    def root(self, client):
        """A client logged in as the administrator of everything."""
        person = make.user(is_superuser=True, is_staff=True)
        client.force_login(person)
        return client

    def typed(self, person, **fields):
        rows = {f"memberships-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
        given = {"full_name": person.full_name, "username": person.username, "is_active": "on"}
        return {**rows, **given, **fields}

    def test_who_comes_to_administer_everything_may_enter_and_who_no_longer_does_may_not(self, root):
        person = make.user()
        address = reverse("admin:accounts_user_change", args=[person.pk])
        for given, enters in (({"is_superuser": "on"}, True), ({}, False)):
            root.post(address, self.typed(person, **given))
            person.refresh_from_db()
            assert (person.is_superuser, person.is_staff) == (enters, enters)

    def test_nobody_takes_their_own_rights_away(self, root):
        me = User.objects.get(is_superuser=True)
        page = root.post(reverse("admin:accounts_user_change", args=[me.pk]), self.typed(me), follow=True)
        assert "Không tự ngừng tài khoản" in page.content.decode()
        me.refresh_from_db()
        assert me.is_superuser

    def test_an_administrator_of_a_province_does_not_rise_above_it(self, office, province):
        above = make.agency("Bộ Nội vụ")
        me = User.objects.get(memberships__agency=province)
        [held] = me.memberships.all()
        rows = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1, "memberships-0-id": held.pk}
        rows |= {"memberships-0-person": me.pk, "memberships-0-agency": above.pk, "memberships-0-role": "administrator"}
        address = reverse("admin:accounts_user_change", args=[me.pk])
        office.post(address, {**self.typed(me, is_superuser="on", is_staff="on"), **rows})
        office.post(address, self.typed(me, is_superuser="on", is_staff="on"))
        me.refresh_from_db()
        assert not me.is_superuser
        assert list(me.memberships.values_list("agency", flat=True)) == [province.pk]

    def test_a_password_is_not_guessed_from_the_address_of_the_list(self, office):
        page = office.get(reverse("admin:accounts_user_changelist"), {"password__startswith": "pbkdf2"})
        assert page.status_code == 400

    def test_a_role_does_not_pass_silently_from_one_person_to_another(self, office, province):
        one, other = make.user(), make.user()
        held = make.membership(one, province)
        given = {"person": other.pk, "agency": province.pk, "role": "leader"}
        office.post(reverse("admin:agencies_membership_change", args=[held.pk]), given)
        held.refresh_from_db()
        assert (held.person, held.role) == (one, Role.LEADER)
