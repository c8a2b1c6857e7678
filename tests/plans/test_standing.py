"""Where a plan stands; a replacement is read from the plan that replaces, never written on the old one."""

from datetime import date

import pytest

from plans.models import Plan
from plans.standing import standing_of
from tests import make

DAY = date(2025, 8, 2)


@pytest.mark.parametrize(
    ("is_issued", "years", "replaced_on", "amended_on", "today", "standing"),
    [
        pytest.param(False, (2025, 2025), None, None, DAY, "draft", id="bản thảo"),
        pytest.param(True, (2025, 2025), None, None, DAY, "in_force", id="đang thực hiện"),
        pytest.param(True, (2026, 2026), None, None, DAY, "upcoming", id="năm sau"),
        pytest.param(True, (2024, 2024), None, None, DAY, "ended", id="năm trước"),
        pytest.param(True, (2024, 2026), None, None, DAY, "in_force", id="nhiều năm"),
        pytest.param(True, (2025, 2025), DAY, None, DAY, "replaced", id="bị thay thế từ hôm nay"),
        pytest.param(True, (2025, 2025), date(2025, 8, 3), None, DAY, "in_force", id="sẽ bị thay thế ngày mai"),
        pytest.param(True, (2025, 2025), None, DAY, DAY, "amended", id="đã sửa đổi"),
        pytest.param(True, (2024, 2024), DAY, None, DAY, "replaced", id="bị thay thế nặng hơn hết năm"),
    ],
)
def test_where_a_plan_stands(is_issued, years, replaced_on, amended_on, today, standing):
    assert standing_of(is_issued, *years, replaced_on, amended_on, today) == standing


@pytest.mark.django_db
def test_a_plan_is_replaced_from_the_first_day_of_an_issued_replacement():
    old = make.plan(number="5137/QĐ-UBND", year=2025)
    replaces = {"earlier_plan": old, "effect": Plan.Effect.REPLACES, "year": 2025}
    make.plan(old.issuer, effective_from=date(2025, 7, 1), state=Plan.State.DRAFT, **replaces)
    assert Plan.objects.with_standing().get(pk=old.pk).replaced_on is None
    make.plan(old.issuer, effective_from=DAY, **replaces)
    make.plan(old.issuer, effective_from=date(2025, 9, 1), **replaces)
    found = Plan.objects.with_standing().get(pk=old.pk)
    assert found.replaced_on == DAY
    assert found.amended_on is None
    assert found.standing_on(DAY) == "replaced"
