"""Writing a file of reorganisations: every line or none."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.actions.carrying_out import ChangedSincePreview, write
from agencies.listed_rows import Form, ListedRow
from agencies.listed_steps import Listed, Step, work_out
from agencies.locks import tree_lock

VERBS = {
    Form.MERGE: "sáp nhập",
    Form.SPLIT: "tách",
    Form.RENAME: "đổi tên",
    Form.MOVE: "chuyển cấp trên",
    Form.DISSOLVE: "giải thể",
}


@transaction.atomic
def reorganise_by_list(
    *, by: User, rows: Sequence[ListedRow], pass_groups: bool, today: date, seen: str = ""
) -> Listed:
    """Do everything that a previewed file says; refused as a whole if anything in it no longer fits."""
    tree_lock()
    listed = work_out(rows, by=by, pass_groups=pass_groups)
    if listed.problems:
        raise ValidationError([f"Dòng {problem.row}: {problem.message}" for problem in listed.problems])
    if seen and seen != listed.fingerprint:
        raise ChangedSincePreview
    write(listed.register, listed.changes, by=by, today=today)
    for step in listed.steps:
        _note(by, step)
    ActionRecord.note(by, "sắp xếp theo danh sách", rows=len(rows), said=listed.said)
    return listed


def _note(by: User, step: Step) -> None:
    """The step in the record of the agency that it is about; who was founded has had its line already."""
    if not step.is_founding:
        lines = step.plan.lines
        ActionRecord.note(by, VERBS[step.form], step.about, lines=lines, decision=step.paper["decision"])
