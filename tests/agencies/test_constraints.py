"""Each constraint from both sides: what it lets through, what it stops."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from agencies.models import AgencyGroup, GroupMembership, Membership, Placement, Succession
from tests import make

pytestmark = pytest.mark.django_db

DAY, NEXT = date(2025, 7, 1), date(2025, 7, 2)


def stopped(make_row) -> bool:
    try:
        with transaction.atomic():
            make_row()
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(("founded", "ended", "wrong"), [(DAY, NEXT, False), (DAY, DAY, True), (None, DAY, False)])
def test_an_agency_ends_after_it_begins(founded, ended, wrong):
    assert stopped(lambda: make.agency(founded_on=founded, dissolved_on=ended)) is wrong


@pytest.mark.parametrize(("start", "end", "wrong"), [(DAY, NEXT, False), (DAY, DAY, True), (None, DAY, False)])
def test_a_place_and_a_membership_end_after_they_begin(start, end, wrong):
    agency = make.agency()
    Placement.objects.all().delete()
    group = make.group()
    assert stopped(lambda: Placement.objects.create(agency=agency, from_day=start, until=end)) is wrong
    member = {"group": group, "agency": agency, "from_day": start, "until": end}
    assert stopped(lambda: GroupMembership.objects.create(**member)) is wrong


def test_nobody_stands_under_themselves():
    agency, other = make.agency(), make.agency()
    Placement.objects.all().delete()
    assert stopped(lambda: Placement.objects.create(agency=agency, parent=agency))
    assert not stopped(lambda: Placement.objects.create(agency=agency, parent=other))


def test_one_open_place_and_one_open_membership():
    agency = make.agency()
    assert stopped(lambda: Placement.objects.create(agency=agency))
    assert not stopped(lambda: Placement.objects.create(agency=agency, from_day=DAY, until=NEXT))
    group = make.group(agency)
    assert stopped(lambda: GroupMembership.objects.create(group=group, agency=agency))
    assert not stopped(lambda: GroupMembership.objects.create(group=group, agency=agency, from_day=DAY, until=NEXT))


@pytest.mark.parametrize(
    ("kind", "successor", "wrong"),
    [
        pytest.param("rename", "itself", False, id="đổi tên giữ nguyên đơn vị"),
        pytest.param("rename", "other", True, id="đổi tên thành đơn vị khác"),
        pytest.param("merge", "itself", True, id="nhập vào chính mình"),
        pytest.param("merge", "other", False, id="nhập vào đơn vị khác"),
        pytest.param("merge", None, True, id="sáp nhập không có đơn vị sau"),
        pytest.param("split", None, True, id="tách không có đơn vị mới"),
        pytest.param("dissolve", None, False, id="giải thể không ai tiếp nhận"),
        pytest.param("dissolve", "other", False, id="giải thể có đơn vị tiếp nhận"),
    ],
)
def test_who_may_follow_whom(kind, successor, wrong):
    agency = make.agency()
    heir = {"itself": agency, "other": make.agency(), None: None}[successor]
    row = {"kind": kind, "predecessor": agency, "successor": heir, "day": DAY}
    assert stopped(lambda: Succession.objects.create(**row)) is wrong


def test_the_same_step_is_written_once():
    row = {"kind": "merge", "predecessor": make.agency(), "successor": make.agency()}
    Succession.objects.create(**row, day=DAY)
    assert stopped(lambda: Succession.objects.create(**row, day=DAY))
    assert not stopped(lambda: Succession.objects.create(**row, day=NEXT))


def test_codes_and_roles_are_unique():
    agency = make.agency(code="A")
    assert stopped(lambda: make.agency(code="A"))
    make.group(owner=agency, code="G")
    assert stopped(lambda: AgencyGroup.objects.create(code="G", name="Khác", owner=agency))
    person = make.user(agency)
    assert stopped(lambda: Membership.objects.create(person=person, agency=agency, role="office"))
    assert not stopped(lambda: Membership.objects.create(person=person, agency=agency, role="leader"))
