"""Writing the steps of a reorganisation; the caller holds the tree lock."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.models import ActionRecord, User
from agencies.actions.tree_index import Touched, take_words, tree_changed
from agencies.changes import Change, End, Found, Join, Leave, Move, Rename, Reorganisation, Succeed
from agencies.followers import tell
from agencies.models import Agency, GroupMembership, Placement, Succession
from agencies.register import Register, Stretch, Stretches

STALE = "Tình hình đã thay đổi sau khi anh/chị xem trước. Đây là những gì sẽ xảy ra bây giờ; hãy xem lại rồi xác nhận."


class ChangedSincePreview(ValidationError):
    """What would happen now is no longer what the person was shown."""

    def __init__(self):
        super().__init__(STALE, code="changed")


def carry_out(
    plan: Reorganisation, register: Register, *, by: User | None, today: date, decision: str, note: str, seen: str
) -> None:
    """Do all changes of one step. `seen`: the fingerprint that was confirmed."""
    if seen and seen != plan.fingerprint:
        raise ChangedSincePreview
    register.take(plan.changes, decision=decision, note=note)
    write(register, plan.changes, by=by, today=today)


def write(register: Register, changes: Sequence[Change], *, by: User | None, today: date) -> None:
    """Write what the steps taken have left, in a few statements however many they were; the followers are told once."""
    founded = list(register.made.values())
    keys = _write_founded(founded)
    _write_ended(register.ended)
    _write_stretches(register.places, Placement, "parent_id", keys)
    entered = [change for change in changes if isinstance(change, Join | Leave)]
    if changed_groups := {change.group for change in entered}:
        _write_stretches(register.members, GroupMembership, "group_id", keys)
    for step in register.steps:  # who was founded has got a key only now
        step.predecessor, step.successor = step.predecessor, step.successor
    Succession.objects.bulk_create(register.steps, batch_size=500)
    told = tree_changed(touched_by(changes, register), today)
    if changed_groups:
        members = {register.heir(change.agency).pk for change in entered} - told
        tell("groups_changed", groups=changed_groups, members=members, since=min(change.day for change in changes))
    for agency in founded:
        ActionRecord.note(by, "lập đơn vị", agency, decision=agency.decision)


def _write_founded(agencies: list[Agency]) -> dict[int, int]:
    """The keys that the founded agencies were given, by those which they had in memory."""
    provisional = [agency.pk for agency in agencies]
    for agency in agencies:
        agency.pk = None
        take_words(agency)
    Agency.objects.bulk_create(agencies, batch_size=500)
    return dict(zip(provisional, (agency.pk for agency in agencies), strict=True))


def _write_ended(agencies: Sequence[Agency]) -> None:
    for day in {agency.dissolved_on for agency in agencies}:
        keys = [agency.pk for agency in agencies if agency.dissolved_on == day]
        Agency.objects.filter(pk__in=keys).update(dissolved_on=day)


def _write_stretches(stretches: Stretches, model: type[Model], at: str, keys: dict[int, int]) -> None:
    """What ended is written before what begins: of each there is at most one without an end."""

    def row(stretch: Stretch) -> Model:
        place = {"agency_id": keys.get(stretch.agency, stretch.agency), at: keys.get(stretch.at, stretch.at)}
        return model(pk=stretch.pk, from_day=stretch.span.start, until=stretch.span.end, **place)

    if stretches.gone:
        model.objects.filter(pk__in=stretches.gone).delete()
    changed = [row(stretch) for stretch in stretches.changed.values()]
    model.objects.bulk_update(changed, [at.removesuffix("_id"), "until"], batch_size=200)
    model.objects.bulk_create([row(stretch) for stretch in stretches.new], batch_size=500)


def touched_by(changes: Sequence[Change], register: Register) -> Touched:
    """Whoever is founded, renamed, takes over, moves or ends."""
    agencies, uprooted = set(), set()
    for change in changes:
        if isinstance(change, Found | Rename):
            agencies.add(register.heir(change.agency).pk)
        elif isinstance(change, Succeed):
            agencies |= {agency.pk for agency in (change.predecessor, register.heir(change.successor)) if agency}
        elif isinstance(change, Move | End):
            uprooted.add(change.agency.pk)
    return Touched(frozenset(agencies), frozenset(uprooted), min((change.day for change in changes), default=None))
