"""A correction and the leader's pages: the new number counts from then on, and its source says that it was corrected."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from accounts.roles import Role
from targets.actions.corrections import approve_correction, request_correction
from targets.checks import Parts
from targets.models import Figure
from tests import make
from tests.dashboard.conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(province):
    return make.user(province, Role.LEADER)


def read(client, person, address) -> str:
    client.force_login(person)
    main = client.get(address).content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def correct(figure, province, numerator):
    request = request_correction(
        by=make.user(province),
        figure=figure,
        revision=figure.revision,
        parts=Parts(numerator=Decimal(numerator), denominator=figure.denominator),
        reason="Đếm trùng",
        today=DAY,
    )
    approve_correction(by=make.user(province), correction=request, today=DAY)


def test_home_and_basis_show_the_corrected_number_and_its_day(client, day, scene, leader, province):
    basis = reverse("dashboard:basis", args=[scene.whole.pk])
    assert "2.370 ÷ 2.500 × 100 = 94,8%" in read(client, leader, basis)
    assert "94,8%" in read(client, leader, reverse("dashboard:home"))
    figure = Figure.objects.get(agency=scene.first, indicator=scene.indicator, numerator=900)
    correct(figure, province, 850)
    page = read(client, leader, basis)
    assert "2.320 ÷ 2.500 × 100 = 92,8%" in page
    figure.refresh_from_db()
    assert page.count(f"đã đính chính ngày {localtime(figure.corrected_at):%d/%m/%Y}") == 1
    assert "92,8%" in read(client, leader, reverse("dashboard:home"))


def test_every_number_of_the_basis_leads_to_its_history(client, day, scene, leader):
    client.force_login(leader)
    response = client.get(reverse("dashboard:basis", args=[scene.whole.pk]))
    used = [row.figure for row in response.context["inputs"].rows if row.figure]
    for figure in used:
        address = reverse("targets:figure_history", args=[figure.pk])
        assert address in response.content.decode()
        assert client.get(address).status_code == 200
    assert used


def test_a_correction_of_one_day_is_told_by_the_calendar_of_the_country(client, day, scene, leader, province):
    figure = Figure.objects.get(agency=scene.first, indicator=scene.indicator, numerator=900)
    correct(figure, province, 850)
    Figure.objects.filter(pk=figure.pk).update(corrected_at="2026-09-19T18:30:00Z")  # 01:30 of the 20th in Hà Nội
    assert "đã đính chính ngày 20/09/2026" in read(client, leader, reverse("dashboard:basis", args=[scene.whole.pk]))
