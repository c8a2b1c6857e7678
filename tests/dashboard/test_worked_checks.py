"""The two worked checks of DESIGN §4, from stored figures to the leader's page and to "Căn cứ và cách tính".

At least 98% on time; last year 16.000 dossiers, so 320 may be late; nine months of this year have 10.000.
"""

import html

import pytest
from django.urls import reverse

from accounts.roles import Role
from periods.period import Calendar, periods_of
from tests import make
from tests.dashboard.conftest import HALF, Q1, Q3

pytestmark = pytest.mark.django_db
WHOLE_BEFORE = periods_of(Calendar.CCHC, 2025)[3]


@pytest.fixture
def pages(client, day, province, report):
    """The text of both pages when so many of 10.000 were on time, given by two agencies."""

    def read(on_time):
        one, two = make.agency("Sở Một", parent=province), make.agency("Sở Hai", parent=province)
        indicator = make.indicator(case_noun="hồ sơ", failed_noun="hồ sơ quá hạn")
        report(one, indicator, WHOLE_BEFORE, 9800, 10000)
        report(two, indicator, WHOLE_BEFORE, 5900, 6000)
        report(one, indicator, Q1, 1000, 1000)
        report(one, indicator, HALF, 3000, 3000)
        report(one, indicator, Q3, 2000, 2000)
        report(two, indicator, HALF, 3000, 3000)
        report(two, indicator, Q3, on_time - 8000, 2000)
        target = make.target(province, indicator, value=98, within=make.plan(province))
        client.force_login(make.user(province, Role.LEADER))
        addresses = reverse("dashboard:home") + "?nam=2026", reverse("dashboard:basis", args=[target.pk])
        return [html.unescape(client.get(address).content.decode()) for address in addresses]

    return read


def test_9600_of_10000_needs_more_than_a_perfect_rest(pages):
    home, basis = pages(9600)
    for page in (home, basis):
        assert "96%" in page
        assert "Khó đạt" in page
        assert "Đã có 400 hồ sơ quá hạn, vượt 80 so với mức cho phép 320 của cả năm" in page
        assert "ước 16.000 hồ sơ theo số của năm trước" in page
    assert "101,4%" in basis


def test_9750_of_10000_may_still_fail_70_times(pages):
    home, basis = pages(9750)
    assert "98,9%" in basis
    for page in (home, basis):
        assert "97,5%" in page
        assert "Gần đạt" in page
        assert "Cả năm được phép tối đa 320 hồ sơ quá hạn (ước 16.000 hồ sơ theo số của năm trước)" in page
        assert "đã có 250; còn 70" in page
