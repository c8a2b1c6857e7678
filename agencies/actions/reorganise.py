"""Rename, move, merge, split, dissolve: works out the changes under the tree lock and does exactly those."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import ActionRecord, User
from agencies import reorganising
from agencies.actions.carrying_out import carry_out
from agencies.changes import Successor
from agencies.locks import tree_lock
from agencies.models import Agency
from agencies.register import Register


@transaction.atomic
def merge(
    *,
    by: User | None,
    predecessors: Sequence[Agency],
    successor: Successor,
    day: date,
    today: date,
    decision: str = "",
    note: str = "",
    pass_groups: bool = True,
    seen: str = "",
) -> Agency:
    """Several agencies become one, from `day` on; returns the one."""
    tree_lock()
    register = Register()
    plan = reorganising.merger(predecessors, successor, day, pass_groups=pass_groups, register=register)
    carry_out(plan, register, by=by, today=today, decision=decision, note=note, seen=seen)
    heir = _as_written(register, successor)
    ActionRecord.note(by, "sáp nhập", heir, lines=plan.lines, decision=decision)
    return heir


@transaction.atomic
def split(
    *,
    by: User | None,
    predecessor: Agency,
    successors: Sequence[Successor],
    day: date,
    today: date,
    continues: bool = False,
    children_to: int | None = None,
    decision: str = "",
    note: str = "",
    pass_groups: bool = True,
    seen: str = "",
) -> list[Agency]:
    """One agency becomes several, from `day` on; returns the new ones."""
    tree_lock()
    register = Register()
    terms = {"continues": continues, "children_to": children_to, "pass_groups": pass_groups}
    plan = reorganising.split(predecessor, successors, day, **terms, register=register)
    carry_out(plan, register, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "tách", predecessor, lines=plan.lines, decision=decision)
    return [_as_written(register, heir) for heir in successors]


@transaction.atomic
def dissolve(
    *,
    by: User | None,
    agency: Agency,
    taker: Agency | None,
    day: date,
    today: date,
    decision: str = "",
    note: str = "",
    seen: str = "",
) -> None:
    """An agency ends on `day`; `taker`, if any, takes over its work and the units below it."""
    tree_lock()
    register = Register()
    plan = reorganising.dissolution(agency, taker, day, register=register)
    carry_out(plan, register, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "giải thể", agency, lines=plan.lines, decision=decision)


@transaction.atomic
def rename(
    *,
    by: User | None,
    agency: Agency,
    new_name: str,
    day: date,
    today: date,
    new_short_name: str = "",
    decision: str = "",
    note: str = "",
    seen: str = "",
) -> None:
    """The agency bears another name from `day` on."""
    tree_lock()
    register = Register()
    plan = reorganising.renaming(agency, new_name, day, new_short_name=new_short_name, register=register)
    carry_out(plan, register, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "đổi tên", agency, lines=plan.lines, decision=decision)


@transaction.atomic
def place(
    *,
    by: User | None,
    agency: Agency,
    parent: Agency | None,
    day: date,
    today: date,
    decision: str = "",
    note: str = "",
    seen: str = "",
) -> None:
    """From `day` on the agency stands under `parent`; its old place stays on file for the days before."""
    tree_lock()
    register = Register()
    plan = reorganising.moving(agency, parent, day, register=register)
    carry_out(plan, register, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "chuyển cấp trên", agency, lines=plan.lines, decision=decision, note=note)


def _as_written(register: Register, successor: Successor) -> Agency:
    """Whoever goes on, as the database and today's index have them now."""
    return Agency.objects.get(pk=register.heir(successor).pk)
