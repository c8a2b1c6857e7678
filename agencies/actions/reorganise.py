"""Rename, move, merge, split, dissolve: works out the changes under the tree lock and does exactly those."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import ActionRecord, User
from agencies import reorganising
from agencies.actions.carrying_out import carry_out, fresh, fresh_one
from agencies.changes import Successor
from agencies.locks import tree_lock
from agencies.models import Agency


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
    old, heir = fresh(predecessors), fresh_one(successor)
    plan = reorganising.merger(old, heir, day, pass_groups=pass_groups)
    made = carry_out(plan, by=by, today=today, decision=decision, note=note, seen=seen)
    heir = made.get(heir, heir)
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
    [old], heirs = fresh([predecessor]), [fresh_one(successor) for successor in successors]
    plan = reorganising.split(old, heirs, day, continues=continues, children_to=children_to, pass_groups=pass_groups)
    made = carry_out(plan, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "tách", old, lines=plan.lines, decision=decision)
    return [made.get(heir, heir) for heir in heirs]


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
    [old], taker = fresh([agency]), taker and fresh_one(taker)
    plan = reorganising.dissolution(old, taker, day)
    carry_out(plan, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "giải thể", old, lines=plan.lines, decision=decision)


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
    [agency] = fresh([agency])
    plan = reorganising.renaming(agency, new_name, day, new_short_name=new_short_name)
    carry_out(plan, by=by, today=today, decision=decision, note=note, seen=seen)
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
    [agency], parent = fresh([agency]), parent and fresh_one(parent)
    plan = reorganising.moving(agency, parent, day)
    carry_out(plan, by=by, today=today, decision=decision, note=note, seen=seen)
    ActionRecord.note(by, "chuyển cấp trên", agency, lines=plan.lines, decision=decision, note=note)
