"""Targets of every sort in the sample open to their figures, as a whole and for one member; sums are those of the rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from dashboard.demo import loading
from targets.models import Target
from targets.terms import AcrossPeriods
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """The sample data, loaded once; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load()
        yield
        transaction.set_rollback(True)


def one_of_each_sort() -> list[Target]:
    """Of every plan one target of each kind of indicator, way of adding up, source and scope."""
    rows = Target.objects.select_related("plan__issuer", "indicator").prefetch_related("versions")
    sorts = {}
    for target in rows:
        indicator, scopes = target.indicator, tuple(version.scope for version in target.versions.all())
        sort = (target.plan_id, indicator.kind, indicator.across_periods, indicator.source_kind, *scopes)
        sorts.setdefault(sort, target)
    return list(sorts.values())


def added(column: list[str]) -> Decimal:
    return sum((Decimal(text.replace(".", "").replace(",", ".")) for text in column if text), Decimal(0))


def test_targets_of_every_sort_in_the_sample_open_and_add_up(client, sample, monkeypatch):
    monkeypatch.setattr("dashboard.basis_page.localdate", lambda: date(2026, 11, 23))
    client.force_login(make.user(is_superuser=True))
    checked = 0
    for target in one_of_each_sort():
        address = f"{reverse('dashboard:basis', args=[target.pk])}?don_vi={target.plan.issuer_id}"
        context = client.get(address).context
        assert context["look"].label
        rows, totals = context["inputs"].rows, context["totals"]
        if totals and totals.base and target.indicator.across_periods == AcrossPeriods.SUM:
            sums = added([row.value for row in rows]), added([row.base for row in rows])
            assert sums == (added([totals.value]), added([totals.base])), target
            checked += 1
        for member in context["members"][:1]:
            assert client.get(member.url).status_code == 200
    assert checked >= 5
