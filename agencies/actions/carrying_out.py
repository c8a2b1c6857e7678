"""How each single change of a reorganisation is written down; the caller holds the tree lock."""

from collections.abc import Callable, Sequence
from datetime import date

from django.core.exceptions import ValidationError

from accounts.models import ActionRecord, User
from agencies.actions.agencies import write_agency
from agencies.actions.tree_index import Touched, tree_changed
from agencies.changes import (
    Change,
    End,
    Found,
    Join,
    Leave,
    Move,
    NewAgency,
    Rename,
    Reorganisation,
    Succeed,
    Successor,
)
from agencies.followers import tell
from agencies.models import Agency, GroupMembership, Placement, Succession

STALE = "Tình hình đã thay đổi sau khi anh/chị xem trước. Đây là những gì sẽ xảy ra bây giờ; hãy xem lại rồi xác nhận."


class ChangedSincePreview(ValidationError):
    """What would happen now is no longer what the person was shown."""

    def __init__(self):
        super().__init__(STALE, code="changed")


def fresh(agencies: Sequence[Agency]) -> list[Agency]:
    """The same agencies as they are now that the tree is locked, in the order given."""
    rows = Agency.objects.select_for_update().in_bulk([agency.pk for agency in agencies])
    return [rows[agency.pk] for agency in agencies]


def fresh_one(successor: Successor) -> Successor:
    if isinstance(successor, NewAgency):
        return successor
    return fresh([successor])[0]


def carry_out(
    plan: Reorganisation, *, by: User | None, today: date, decision: str, note: str, seen: str
) -> dict[NewAgency, Agency]:
    """Do the changes one by one; returns the agencies that were founded. `seen`: the fingerprint that was confirmed."""
    if seen and seen != plan.fingerprint:
        raise ChangedSincePreview
    made: dict[NewAgency, Agency] = {}
    for change in plan.changes:
        DONE_BY[type(change)](change, made, decision, note)
    tree_changed(touched_by(plan.changes, made), today)
    groups = {change.group.pk for change in plan.changes if isinstance(change, Join | Leave)}
    if groups:
        tell("groups_changed", groups=groups, since=plan.day)
    for agency in made.values():
        agency.refresh_from_db()
        ActionRecord.note(by, "lập đơn vị", agency, decision=decision)
    return made


def touched_by(changes: Sequence[Change], made: dict[NewAgency, Agency]) -> Touched:
    """Whoever is founded, renamed, takes over, moves or ends."""
    agencies, uprooted = set(), set()
    for change in changes:
        if isinstance(change, Found | Rename):
            agencies.add(made.get(change.agency, change.agency).pk)
        elif isinstance(change, Succeed):
            heirs = [change.successor] if change.successor else []
            agencies |= {made.get(agency, agency).pk for agency in [change.predecessor, *heirs]}
        elif isinstance(change, Move | End):
            uprooted.add(change.agency.pk)
    return Touched(frozenset(agencies), frozenset(uprooted), min((change.day for change in changes), default=None))


def _found(change: Found, made: dict, decision: str, note: str) -> None:
    new = change.agency
    agency = Agency(
        code=new.code,
        name=new.name,
        short_name=new.short_name,
        kind=new.kind,
        founded_on=change.day,
        decision=decision,
        is_sample=bool(new.parent and new.parent.is_sample),
    )
    made[new] = write_agency(agency, new.parent)


def _end(change: End, made: dict, decision: str, note: str) -> None:
    Agency.objects.filter(pk=change.agency.pk).update(dissolved_on=change.day)
    change.agency.placements.exclude(until__lte=change.day).update(until=change.day)


def _rename(change: Rename, made: dict, decision: str, note: str) -> None:
    Succession.objects.create(
        kind=Succession.Kind.RENAME,
        predecessor=change.agency,
        successor=change.agency,
        day=change.day,
        decision=decision,
        note=note,
        old_name=change.old_name,
        new_name=change.new_name,
        new_short_name=change.new_short_name,
    )


def _move(change: Move, made: dict, decision: str, note: str) -> None:
    parent = made.get(change.parent, change.parent)
    rows = change.agency.placements.exclude(until__lte=change.day).exclude(from_day__gt=change.day)
    standing = rows.first()
    if standing and standing.from_day == change.day:  # the same day again mends the entry
        standing.parent = parent
        standing.save(update_fields=["parent"])
        return
    until = standing.until if standing else change.agency.dissolved_on
    rows.update(until=change.day)
    Placement.objects.create(agency=change.agency, parent=parent, from_day=change.day, until=until)


def _leave(change: Leave, made: dict, decision: str, note: str) -> None:
    rows = GroupMembership.objects.filter(group=change.group, agency=change.agency).exclude(until__lte=change.day)
    rows.filter(from_day=change.day).delete()  # it would have been a member for no day at all
    rows.exclude(from_day__gt=change.day).update(until=change.day)


def _join(change: Join, made: dict, decision: str, note: str) -> None:
    agency = made.get(change.agency, change.agency)
    GroupMembership.objects.create(group=change.group, agency=agency, from_day=change.day, until=agency.dissolved_on)


def _succeed(change: Succeed, made: dict, decision: str, note: str) -> None:
    Succession.objects.create(
        kind=change.kind,
        predecessor=change.predecessor,
        successor=made.get(change.successor, change.successor),
        day=change.day,
        decision=decision,
        note=note,
    )


DONE_BY: dict[type, Callable] = {
    Found: _found,
    End: _end,
    Rename: _rename,
    Move: _move,
    Leave: _leave,
    Join: _join,
    Succeed: _succeed,
}
