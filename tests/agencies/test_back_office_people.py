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
