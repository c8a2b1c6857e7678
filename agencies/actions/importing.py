"""Writing a checked import: every row or none."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.actions.agencies import first_span
from agencies.actions.tree_index import Touched, take_words, tree_changed
from agencies.importing import ImportRow, check_rows, in_order_of_parents
from agencies.locks import tree_lock
from agencies.models import Agency, Placement
from agencies.placing import require_parent_lives
from agencies.register import UNTYPED


@transaction.atomic
def import_agencies(*, by: User, rows: Sequence[ImportRow], today: date) -> list[Agency]:
    """Found all agencies of a previewed file, parents before their own; refused as a whole if anything no longer fits."""
    tree_lock()
    problems = check_rows(rows, by)
    if problems:
        raise ValidationError([f"Dòng {problem.row}: {problem.message}" for problem in problems])
    made = _written(in_order_of_parents(rows))
    days = [agency.founded_on for agency in made]
    tree_changed(Touched(frozenset(agency.pk for agency in made), since=None if None in days else min(days)), today)
    ActionRecord.note(by, "nhập đơn vị từ tệp", None, count=len(made), codes=[agency.code for agency in made])
    return made


def _written(rows: Sequence[ImportRow]) -> list[Agency]:
    """The agencies of checked rows, each after its parent, stored with their first places in a few statements."""
    known = Agency.objects.in_bulk([row.parent_code for row in rows if row.parent_code], field_name="code")
    made = []
    for row in rows:
        agency, parent = row.as_agency(), known.get(row.parent_code)
        agency.clean_fields(exclude=["id", *UNTYPED])
        if parent:
            require_parent_lives(parent, first_span(agency, parent))
        take_words(agency)
        known[agency.code] = agency
        made.append(agency)
    Agency.objects.bulk_create(made, batch_size=500)
    Placement.objects.bulk_create(
        [_first_place(agency, known.get(row.parent_code)) for agency, row in zip(made, rows, strict=True)],
        batch_size=500,
    )
    return made


def _first_place(agency: Agency, parent: Agency | None) -> Placement:
    place = first_span(agency, parent)
    return Placement(agency=agency, parent=parent, from_day=place.start, until=place.end)
