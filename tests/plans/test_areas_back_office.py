"""Fields of reform are changed in the back office by whoever administers everything, and each change is recorded."""

import pytest
from django.urls import reverse

from accounts.models import ActionRecord
from plans.models import Area
from tests import make

pytestmark = pytest.mark.django_db


def test_every_change_of_a_field_is_recorded(admin_client):
    admin_client.post(reverse("admin:plans_area_add"), {"code": "XX", "name": "Lĩnh vực thử", "order": 9})
    made = Area.objects.get(code="XX")
    given = {"code": "XX", "name": "Lĩnh vực khác", "order": 9}
    admin_client.post(reverse("admin:plans_area_change", args=[made.pk]), given)
    admin_client.post(reverse("admin:plans_area_delete", args=[made.pk]), {"post": "yes"})
    written = ActionRecord.objects.filter(verb__endswith="lĩnh vực").order_by("pk")
    assert [(record.verb, record.label, record.by.username) for record in written] == [
        ("lập lĩnh vực", "Lĩnh vực thử", "admin"),
        ("sửa lĩnh vực", "Lĩnh vực khác", "admin"),
        ("xoá lĩnh vực", "Lĩnh vực khác", "admin"),
    ]


def test_an_administrator_of_one_agency_does_not_change_what_all_share(client):
    client.force_login(make.user(make.agency(), role="administrator", is_staff=True))
    assert client.get(reverse("admin:plans_area_changelist")).status_code == 403
