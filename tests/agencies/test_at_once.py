"""Two administrators at the same moment: the tree lock lets one act after the other, on what the first has left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from agencies import actions, lifecycle
from agencies.models import Agency, Succession
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

DAY, TODAY = date(2025, 7, 1), date(2026, 4, 1)


def at_once(*acts) -> list[str]:
    """Run these in threads that start together; what each was refused with, "" where it was done."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            act()
        except ValidationError as refusal:
            return refusal.messages[0]
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_one_merger_is_written_and_the_other_person_is_told():
    province = make.agency("Tỉnh")
    old, heir, other = (make.agency(f"Xã {name}", parent=province) for name in "ABC")
    merge = partial(actions.merge, by=None, predecessors=[old], day=DAY, today=TODAY)
    refusals = at_once(partial(merge, successor=heir), partial(merge, successor=other))
    assert sorted(refusals) == ["", "Xã A đã được ghi kết thúc hoạt động từ ngày 01/07/2025."]
    assert Succession.objects.count() == 1


def test_two_moves_that_would_close_a_circle_together_are_not_both_made():
    province = make.agency("Tỉnh")
    first, second = make.agency("Sở A", parent=province), make.agency("Sở B", parent=province)
    place = partial(actions.place, by=None, day=DAY, today=TODAY)
    refusals = at_once(partial(place, agency=first, parent=second), partial(place, agency=second, parent=first))
    assert sorted(bool(refusal) for refusal in refusals) == [False, True]
    assert len(lifecycle.tree_on(DAY).below(province.pk)) == 2


def test_one_code_is_given_once():
    found = partial(actions.create_agency, by=None, code="A", kind="other", parent=None, today=TODAY)
    refusals = at_once(partial(found, name="Một"), partial(found, name="Hai"))
    assert sorted(refusals) == ["", "Mã đơn vị này đã có."]
    assert Agency.objects.count() == 1
