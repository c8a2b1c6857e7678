"""The command that makes a nation: only into an empty database for trying, twice the same, never over somebody's work."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from accounts.models import User
from agencies.models import Agency, GroupMembership, Placement
from dashboard.nation import landmarks, making
from dashboard.nation.sizes import SIZES
from plans.models import Plan
from targets.models import Figure, Submission, SubmissionEvent, TargetVersion, UnitTotal
from tests import make

COMPARED = (Agency, Placement, GroupMembership, User, Plan, TargetVersion, Submission, SubmissionEvent, Figure)
WRITTEN_AT = {"date_joined", "created_at", "changed_at"}


def make_nation(**options) -> str:
    said = StringIO()
    call_command("make_nation", size="tiny", stdout=said, **options)
    return said.getvalue()


def rows() -> dict[str, list]:
    """Everything that was written, apart from the moment of writing."""
    return {
        model.__name__: list(model.objects.order_by("pk").values_list(*columns))
        for model in COMPARED
        if (columns := [field.attname for field in model._meta.concrete_fields if field.name not in WRITTEN_AT])
    }


def made_and_taken_back(seed: int) -> dict[str, list]:
    with transaction.atomic():
        making.make(SIZES["tiny"], seed=seed)
        found = rows()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(db):
    first, second, other = made_and_taken_back(7), made_and_taken_back(7), made_and_taken_back(8)
    assert first == second
    assert {name for name in first if first[name] == other[name]} <= {"Placement", "GroupMembership"}


def test_the_command_makes_everything_with_its_totals_tells_how_far_it_is_and_does_nothing_the_second_time(db):
    said = make_nation(years=1)
    for words in ("48 đơn vị", "số liệu", "Đã tính số cộng dồn", "qg.lanhdao"):
        assert words in said
    assert UnitTotal.objects.filter(agency=landmarks.nation(), year=2026).exists()
    count = Figure.objects.count()
    assert "đã có; không tạo lại" in make_nation()
    assert Figure.objects.count() == count


@pytest.mark.parametrize(
    "foreign, words",
    [
        pytest.param(lambda: make.agency("UBND tỉnh thật"), "1 cơ quan, đơn vị", id="đơn vị"),
        pytest.param(make.user, "1 người dùng", id="người dùng"),
        pytest.param(make.plan, "1 kế hoạch", id="kế hoạch"),
        pytest.param(make.indicator, "1 chỉ tiêu thống kê", id="chỉ tiêu thống kê"),
        pytest.param(make.period, "1 kỳ báo cáo", id="kỳ báo cáo"),
    ],
)
def test_nothing_is_written_into_a_database_that_holds_anything(db, foreign, words):
    foreign()
    agencies = Agency.objects.count()
    with pytest.raises(CommandError, match=f"đã có .*{words}.*không ghi gì"):
        make_nation()
    assert Agency.objects.count() == agencies
    assert not Figure.objects.exists()


def test_a_system_in_use_refuses(db, settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="hệ thống vận hành"):
        make_nation()
    assert not Agency.objects.exists()


def test_a_maker_that_stops_half_way_leaves_nothing_behind(db, monkeypatch):
    monkeypatch.setattr(making, "outside_figures", lambda *facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        making.make(SIZES["tiny"])
    assert not Agency.objects.exists()
    assert not Figure.objects.exists()
