"""What is read for one page goes when the page is done."""

import gc
import weakref
from datetime import date

import pytest

from periods.period import Calendar, periods_of
from targets.forest import Forest
from targets.places import Places, ends_of
from targets.remembering import remembered
from tests import make

Q1 = periods_of(Calendar.CCHC, 2026)[0]


class Asked:
    def __init__(self):
        self.times = 0

    @remembered
    def answer(self, number):
        self.times += 1
        return number + 1


def test_an_answer_is_worked_out_once_for_each_object():
    one, other = Asked(), Asked()
    assert [one.answer(1), one.answer(1), one.answer(2), other.answer(1)] == [2, 2, 3, 2]
    assert (one.times, other.times) == (2, 1)


@pytest.mark.django_db
def test_a_forest_that_was_asked_for_lines_and_places_is_let_go():
    province = make.agency("Tỉnh Minh Hoạ")
    commune = make.agency("Xã Một", parent=province)
    forest = Forest([province.pk])
    assert Places(forest, date(2026, 7, 1)).of("r", make.indicator(), commune.pk, ends_of(Calendar.CCHC), 2026)
    known = weakref.ref(forest)
    del forest
    gc.collect()
    assert known() is None
