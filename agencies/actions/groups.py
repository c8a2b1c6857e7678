"""Groups of agencies and their dated members."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import ActionRecord, User
from agencies import reorganising
from agencies.actions.carrying_out import carry_out
from agencies.locks import tree_lock
from agencies.models import Agency, AgencyGroup
from agencies.register import Register
from ui.vietnamese import fold, nfc, sort_key


@transaction.atomic
def save_group(*, by: User | None, group: AgencyGroup) -> AgencyGroup:
    """A group as it was typed, with what makes it searchable; its members come and go by `set_group_members`."""
    is_new = group.pk is None
    group.code, group.name, group.unit_noun = (nfc(text).strip() for text in (group.code, group.name, group.unit_noun))
    group.search_text = fold(f"{group.code} {group.name}")[: AgencyGroup._meta.get_field("search_text").max_length]
    group.sort_key = sort_key(group.name)[: AgencyGroup._meta.get_field("sort_key").max_length]
    group.full_clean()
    group.save()
    ActionRecord.note(by, "lập nhóm đơn vị" if is_new else "sửa nhóm đơn vị", group)
    return group


@transaction.atomic
def set_group_members(
    *,
    by: User | None,
    group: AgencyGroup,
    joining: Sequence[Agency],
    leaving: Sequence[Agency],
    day: date,
    today: date,
    seen: str = "",
) -> None:
    """From `day` on some agencies are in the group and others no longer; who was in it before that day stays on file."""
    tree_lock()
    group = AgencyGroup.objects.select_for_update().get(pk=group.pk)
    register = Register()
    plan = reorganising.regrouping(group, joining, leaving, day, register=register)
    carry_out(plan, register, by=by, today=today, decision="", note="", seen=seen)
    ActionRecord.note(by, "đổi thành viên nhóm", group, lines=plan.lines)
