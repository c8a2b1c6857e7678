"""An office's form asks only those below it: whoever checks a report reads and confirms what it says."""

import pytest
from django.urls import reverse

from targets.models import ReportForm
from tests import make
from tests.targets.test_report_forms import text, typed_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make.agency("UBND tỉnh")


def test_an_office_asks_nobody_beside_or_above_it(client, province):
    """A commune's form for all communes would let it read, and confirm, the figures of its neighbours."""
    commune, neighbour = make.agency("Xã Mình", parent=province), make.agency("Xã Bên", parent=province)
    communes = make.group(commune, neighbour, owner=province, name="UBND xã")
    client.force_login(make.user(commune))
    data = typed_form(commune) | {"groups": [communes.pk], "agencies": []}
    page = client.post(reverse("targets:create_form"), data)
    assert "Nhóm “UBND xã” có đơn vị không thuộc Xã Mình" in text(page)
    assert not ReportForm.objects.exists()


def test_an_office_types_about_nobody_beside_it(client, province):
    commune, neighbour = make.agency("Xã Mình", parent=province), make.agency("Xã Bên", parent=province)
    communes = make.group(commune, neighbour, owner=province, name="UBND xã")
    client.force_login(make.user(commune))
    data = typed_form(commune, make.indicator()) | {"lines-0-about_group": communes.pk}
    page = client.post(reverse("targets:create_form"), data)
    assert "Nhóm “UBND xã” có đơn vị không thuộc Xã Mình" in text(page)
    assert not ReportForm.objects.exists()


def test_a_page_tampered_with_is_answered(client, province):
    client.force_login(make.user(province))
    sent = typed_form(province) | {"lines-TOTAL_FORMS": "abc", "add_rows": "1"}
    assert client.post(reverse("targets:create_form"), sent).status_code == 200
