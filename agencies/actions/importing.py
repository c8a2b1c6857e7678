"""Writing a checked import: every row or none."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.actions.agencies import write_agency
from agencies.actions.tree_index import Touched, tree_changed
from agencies.importing import ImportRow, check_rows, in_order_of_parents
from agencies.locks import tree_lock
from agencies.models import Agency


@transaction.atomic
def import_agencies(*, by: User, rows: Sequence[ImportRow], today: date) -> list[Agency]:
    """Found all agencies of a previewed file, parents before their own; refused as a whole if anything no longer fits."""
    tree_lock()
    problems = check_rows(rows, by)
    if problems:
        raise ValidationError([f"Dòng {problem.row}: {problem.message}" for problem in problems])
    parents = Agency.objects.in_bulk([row.parent_code for row in rows if row.parent_code], field_name="code")
    made = []
    for row in in_order_of_parents(rows):
        agency = write_agency(row.as_agency(), parents.get(row.parent_code))
        parents[agency.code] = agency
        made.append(agency)
    days = [agency.founded_on for agency in made]
    tree_changed(Touched(frozenset(agency.pk for agency in made), since=None if None in days else min(days)), today)
    ActionRecord.note(by, "nhập đơn vị từ tệp", None, count=len(made), codes=[agency.code for agency in made])
    return made
