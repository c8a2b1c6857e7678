"""Stored totals as the figures on file give them, for tests that write figures without the actions that count them."""

from collections import defaultdict
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from targets.counting import Changes, Fresh
from targets.crowds import write_crowds
from targets.models import UnitTotal


def bodies_on_file(units, indicators, years):
    """What targets.stored.bodies_of gives once everything has been counted; today's map is that of today."""
    changes, units = Changes(), set(units)
    with _uncounted():
        for key, counted in Fresh(None, indicators, years, today=timezone.localdate()).everything():
            changes.put(key, counted, 1)
    found = {}
    for (unit, indicator, year, view), crowds in changes.crowds.items():
        if unit in units:
            found[(unit, indicator, year), view] = write_crowds(crowds)
    _ask_once()
    return found


def revisions_on_file(units, indicators, years):
    """What targets.ground asks of revisions: here the bodies themselves, which change with every figure."""
    found = defaultdict(tuple)
    for ((unit, indicator, year), view), body in sorted(bodies_on_file(units, indicators, years).items()):
        found[unit, indicator] += ((year, view, body),)
    return found


@contextmanager
def _uncounted():
    """Queries made here are not those of the page that is tried."""
    before = connection.force_debug_cursor
    connection.force_debug_cursor = False
    try:
        yield
    finally:
        connection.force_debug_cursor = before


def _ask_once():
    """The one query that stands for these in life, so that counts of queries are true."""
    UnitTotal.objects.order_by().values_list("pk").first()
