"""What pages keep is exact: whatever changes what a row rests on shows at once, and nothing else is worked out anew."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from agencies.models import Agency
from dashboard import heat, rows
from dashboard.kept import ROWS, Shelf
from periods.models import PeriodDates
from targets.models import Figure, Submission
from tests import make
from tests.dashboard.conftest import DAY, Q3
from tests.dashboard.test_home import words_of

pytestmark = pytest.mark.django_db
HOME = reverse("dashboard:home")


@pytest.fixture
def leader(client, province):
    person = make.user(province, Role.LEADER)
    client.force_login(person)
    return person


@pytest.fixture
def worked_out(monkeypatch):
    """The targets whose rows were worked out since, not taken from the shelf."""
    seen, row_of = [], rows.row_of

    def noting(result, *others):
        seen.append(result.target.pk)
        return row_of(result, *others)

    monkeypatch.setattr(rows, "row_of", noting)
    return seen


def shown(client, target) -> rows.TargetRow:
    found = client.get(HOME).context
    return next(row for area in found["areas"] for row in area.rows if row.target.pk == target.pk)


# --- the shelf ----------------------------------------------------------------------------------------------------------


def test_a_shelf_keeps_what_was_asked_for_last():
    shelf = Shelf(room=2)
    for key in ("a", "b", "a", "c"):
        shelf.get(key, lambda key=key: key.upper())
    assert shelf.get("a", lambda: "anew") == "A"
    assert shelf.get("b", lambda: "anew") == "anew"


def test_a_shelf_keeps_nothing_without_a_key_or_leave():
    shelf = Shelf(room=2)
    for _ in range(2):
        assert shelf.get(None, lambda: [1]) is not shelf.get(None, lambda: [1])
    shelf.get("a", lambda: "once", keep=lambda: False)
    assert shelf.get("a", lambda: "twice") == "twice"


# --- pages --------------------------------------------------------------------------------------------------------------


def test_a_page_asked_for_twice_is_worked_out_once(client, scene, leader, worked_out):
    first = client.get(HOME)
    assert sorted(worked_out) == sorted([scene.whole.pk, scene.each.pk])
    worked_out.clear()
    again = client.get(HOME)
    assert worked_out == []
    assert words_of(again) == words_of(first)


def test_a_figure_that_counts_shows_at_once(client, scene, leader):
    assert shown(client, scene.whole).shown == "94,8%"
    late = Submission.objects.get(agency=scene.second, period__order=Q3.order, state=Submission.State.EMPTY)
    now = timezone.now()
    Figure.objects.filter(submission=late).update(numerator=500, denominator=500, approved_at=now, approved_by=leader)
    done = dict.fromkeys(("submitted_at", "first_submitted_at", "approved_at", "first_approved_at"), now)
    people = {"submitted_by": make.user(scene.second, Role.REPORTER), "approved_by": leader}
    Submission.objects.filter(pk=late.pk).update(state=Submission.State.APPROVED, **done, **people)
    assert shown(client, scene.whole).shown == "95,7%"


def test_a_rule_that_changes_shows_at_once(client, scene, leader, worked_out):
    assert shown(client, scene.whole).asked == "≥ 95%"
    worked_out.clear()
    scene.whole.versions.update(value=90)
    assert shown(client, scene.whole).asked == "≥ 90%"
    assert worked_out == [scene.whole.pk]


@pytest.mark.parametrize("what", ["indicator", "agency", "group"])
def test_a_name_that_changes_shows_at_once(client, scene, leader, what):
    department = make.agency("Sở Nội vụ", parent=scene.province)
    scene.whole.versions.update(lead_agency=department)
    group = scene.each.versions.get().judged_group
    assert "Tên vừa đổi" not in words_of(client.get(HOME))
    renamed = {"indicator": scene.indicator, "agency": department, "group": group}[what]
    setattr(renamed, "unit_noun" if what == "group" else "name", "Tên vừa đổi")
    renamed.save()
    assert "Tên vừa đổi" in words_of(client.get(HOME))


def test_a_day_that_passes_shows_at_once(client, scene, leader, monkeypatch, worked_out):
    client.get(HOME)
    worked_out.clear()
    monkeypatch.setattr("dashboard.home.localdate", lambda: DAY + timedelta(days=1))
    client.get(HOME)
    assert sorted(worked_out) == sorted([scene.whole.pk, scene.each.pk])


def test_days_that_an_office_sets_show_at_once(client, scene, leader, worked_out):
    client.get(HOME)
    worked_out.clear()
    period = Submission.objects.filter(period__order=Q3.order, agency=scene.second).first().period
    PeriodDates.objects.create(office=scene.province, period=period, data_to=date(2026, 9, 30), reason="lùi")
    client.get(HOME)
    assert sorted(worked_out) == sorted([scene.whole.pk, scene.each.pk])


def test_what_a_reader_sees_of_a_group_is_kept_apart_from_what_another_sees(client, scene, leader):
    whole = shown(client, scene.each).shown
    client.force_login(make.user(scene.second, Role.LEADER))
    [own] = client.get(HOME).context["from_above"]
    assert (whole, own.shown) == ("1/2", "99%")
    client.force_login(make.user(scene.first, Role.LEADER))
    [other] = client.get(HOME).context["from_above"]
    assert other.shown == "92%"


def test_what_was_asked_stands_beside_a_row_that_was_kept(client, scene, leader, worked_out):
    client.get(HOME)
    worked_out.clear()
    make.enquiry(scene.first, by=leader, target=scene.whole)
    assert "UBND xã An Bình, hạn" in words_of(client.get(HOME))
    assert worked_out == []


def test_a_group_with_members_from_elsewhere_is_not_kept(client, scene, leader):
    stranger = make.agency("UBND xã tỉnh khác", kind=Agency.Kind.COMMUNE)
    group = scene.each.versions.get().judged_group
    group.memberships.create(agency=stranger)
    ROWS.clear()
    client.get(HOME)
    assert len(ROWS) == 1


def test_of_the_matrix_only_the_row_below_which_something_changed_is_worked_out_anew(
    client, scene, leader, monkeypatch
):
    page, made = reverse("dashboard:by_agency"), []

    class Noting(heat.PlainRow):
        def __init__(self, cells, urls, agency):
            made.append(agency)
            super().__init__(cells, urls, agency)

    monkeypatch.setattr(heat, "PlainRow", Noting)
    client.get(page)
    assert made == [scene.first.pk, scene.second.pk]
    made.clear()
    Figure.objects.filter(agency=scene.first, period__order=Q3.order, period__kind=Q3.kind).update(numerator=500)
    first, second = client.get(page).context["heat"].rows
    assert made == [scene.first.pk]
    assert (first.cells[0].shown, second.cells[0].shown) == ("93,3", "99")


def test_a_row_of_the_matrix_follows_its_agency(client, scene, leader):
    page = reverse("dashboard:by_agency")
    assert client.get(page).context["heat"].rows[0].cells[0].shown == "92"
    scene.first.name = "UBND xã Bình An"
    scene.first.save()
    scene.second.dissolved_on = date(2026, 9, 1)
    scene.second.save()
    first, second = client.get(page).context["heat"].rows
    assert first.label == "UBND xã Bình An"
    assert second.cells[0].label == "Không áp dụng"
