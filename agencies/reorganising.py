"""What a merger, split, dissolution, rename or move would change: reads, refuses what cannot be, writes nothing.

The confirm page shows the result line by line; `actions` works the same thing out again under the tree lock and does it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from agencies import consequences, lifecycle
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
from agencies.models import Agency, AgencyGroup, GroupMembership, Placement, Succession
from agencies.placing import require_place
from agencies.spans import Span
from ui.days import write_day
from ui.vietnamese import nfc

Kind = Succession.Kind


def merger(
    predecessors: Sequence[Agency], successor: Successor, day: date, *, pass_groups: bool = True
) -> Reorganisation:
    """Several agencies become one: a new one, or one of today's that takes the others in."""
    if successor in predecessors:
        raise ValidationError("Đơn vị sau sáp nhập không thể vừa kết thúc vừa tiếp nhận. Bỏ đơn vị đó khỏi danh sách.")
    if isinstance(successor, NewAgency) and len(predecessors) < 2:
        raise ValidationError("Sáp nhập thành đơn vị mới cần ít nhất hai đơn vị. Nếu chỉ có một, dùng “Đổi tên”.")
    if not predecessors:
        raise ValidationError("Chọn ít nhất một đơn vị nhập vào đơn vị tiếp nhận.")
    _require_successor(successor, predecessors, day)
    changes = [
        *_founding([successor], day),
        *(Succeed(Kind.MERGE, old, successor, day) for old in predecessors),
        *_ending(predecessors, successor, day),
        *(_joining(predecessors, [successor], day) if pass_groups else []),
    ]
    return _reorganisation("sáp nhập", day, changes)


def split(
    predecessor: Agency,
    successors: Sequence[Successor],
    day: date,
    *,
    continues: bool = False,
    children_to: int | None = None,
    pass_groups: bool = True,
) -> Reorganisation:
    """One agency becomes several. With `continues` it lives on beside them, else it ends.

    `children_to`: the place, in `successors`, of the one that the units below go to; None where there are none to place.
    """
    least = 1 if continues else 2
    if len(successors) < least:
        raise ValidationError(f"Tách cần ít nhất {least} đơn vị mới.")
    if predecessor in successors:
        raise ValidationError("Đơn vị được tách không thể là đơn vị mới của chính nó; chọn “vẫn hoạt động” nếu nó còn.")
    for successor in successors:
        _require_successor(successor, [predecessor], day, may_be_below=continues)
    _require_alive(predecessor, day)
    heir = None if continues or children_to is None else successors[children_to]
    changes = [
        *_founding(successors, day),
        *(Succeed(Kind.SPLIT, predecessor, successor, day) for successor in successors),
        *([] if continues else _ending([predecessor], heir, day)),
        *(_joining([predecessor], successors, day) if pass_groups else []),
    ]
    return _reorganisation("tách", day, changes)


def dissolution(agency: Agency, taker: Agency | None, day: date) -> Reorganisation:
    """An agency ends; another may take over its work and the units below it."""
    if taker is not None:
        _require_successor(taker, [agency], day)
    changes = [Succeed(Kind.DISSOLVE, agency, taker, day), *_ending([agency], taker, day)]
    return _reorganisation("giải thể", day, changes)


def renaming(agency: Agency, new_name: str, day: date, *, new_short_name: str = "") -> Reorganisation:
    """The agency lives on under another name."""
    new_name, new_short_name = nfc(new_name).strip(), nfc(new_short_name).strip()
    last = agency.successions.filter(kind=Kind.RENAME).order_by("-day").first()
    if last and last.day >= day:
        raise ValidationError(
            f"{agency} đã được ghi đổi tên thành {last.new_name} từ ngày {write_day(last.day)}. Chọn ngày sau đó."
        )
    _require_living(agency, day)
    old_name = last.new_name if last else agency.name
    if new_name == old_name:
        raise ValidationError({"new_name": "Tên mới trùng với tên đang dùng."})
    return _reorganisation("đổi tên", day, [Rename(agency, old_name, new_name, new_short_name, day)])


def moving(agency: Agency, parent: Agency | None, day: date) -> Reorganisation:
    """From `day` on the agency stands under another parent; None: at the top. The old place is kept in history."""
    _require_living(agency, day)
    standing = _placement_on(agency, day)
    if standing and standing.parent == parent:
        where = f"trực thuộc {parent}" if parent else "ở cấp cao nhất"
        raise ValidationError({"parent": f"{agency} đã {where} vào ngày {write_day(day)}."})
    later = agency.placements.filter(from_day__gt=day).select_related("parent").order_by("from_day").first()
    if later:
        raise ValidationError(
            f"{agency} đã được ghi chuyển sang {later.parent or 'cấp cao nhất'} từ ngày {write_day(later.from_day)}. "
            "Chọn ngày từ đó trở đi."
        )
    require_place(agency, parent, Span(day, standing.until if standing else agency.dissolved_on))
    return _reorganisation("chuyển cấp trên", day, [Move(agency, standing.parent if standing else None, parent, day)])


def regrouping(group: AgencyGroup, joining: Sequence[Agency], leaving: Sequence[Agency], day: date) -> Reorganisation:
    """From `day` on some agencies are in a group and others no longer; everyone else stays as they are."""
    both = set(joining) & set(leaving)
    if both:
        raise ValidationError(f"{min(both, key=str)} vừa vào vừa ra khỏi nhóm. Chọn một trong hai.")
    inside = _in_group(group, day)
    joining = [agency for agency in joining if agency.pk not in inside]
    leaving = [agency for agency in leaving if agency.pk in inside]
    for agency in joining:
        _require_living(agency, day)
        _require_no_later_membership(group, agency, day)
    changes = [*(Join(agency, group, day) for agency in joining), *(Leave(agency, group, day) for agency in leaving)]
    if not changes:
        raise ValidationError("Không có gì thay đổi: các đơn vị đã chọn đều đang đúng như vậy.")
    return _reorganisation(f"thành viên nhóm {group.pk}", day, changes)


# --- The parts -------------------------------------------------------------------------------------------------------------


def _reorganisation(kind: str, day: date, changes: Sequence[Change]) -> Reorganisation:
    plan = Reorganisation(kind, day, tuple(changes))
    return Reorganisation(kind, day, plan.changes, consequences.of_ending(plan.ended, day))


def _founding(successors: Sequence[Successor], day: date) -> list[Change]:
    new = [successor for successor in successors if isinstance(successor, NewAgency)]
    codes = [successor.code for successor in new]
    taken = Agency.objects.filter(code__in=codes).values_list("code", flat=True)
    twice = {code for code in codes if codes.count(code) > 1}
    for code in sorted({*taken, *twice}):
        raise ValidationError(f"Mã đơn vị {code} đã có. Chọn mã khác cho đơn vị mới.")
    return [Found(successor, day) for successor in new]


def _ending(agencies: Sequence[Agency], heir: Successor | None, day: date) -> list[Change]:
    """The agencies end, leave their groups, and the units below them go to the heir."""
    for agency in agencies:
        _require_alive(agency, day)
        _require_nothing_later(agency, day)
    changes: list[Change] = []
    history = lifecycle.History()
    for row in _placements_below(agencies, day):
        if heir is None:
            raise ValidationError(
                f"{row.parent} còn đơn vị trực thuộc ({row.agency}). Chọn đơn vị tiếp nhận, hoặc chuyển cấp trên của "
                "các đơn vị đó trước."
            )
        if isinstance(heir, Agency):
            require_place(row.agency, heir, Span(day, row.until), history)
        changes.append(Move(row.agency, row.parent, heir, day))
    changes += [Leave(row.agency, row.group, day) for row in _memberships(agencies, day)]
    return [*changes, *(End(agency, day) for agency in agencies)]


def _joining(predecessors: Sequence[Agency], successors: Sequence[Successor], day: date) -> list[Change]:
    """The successors are from `day` on in every group that a predecessor was in until then."""
    groups = {row.group_id: row.group for row in _memberships(predecessors, day)}
    changes = []
    for group in sorted(groups.values(), key=lambda group: group.sort_key):
        inside = _in_group(group, day)
        for successor in successors:
            if isinstance(successor, Agency):
                if successor.pk in inside:
                    continue
                _require_no_later_membership(group, successor, day)
            changes.append(Join(successor, group, day))
    return changes


def _placements_below(agencies: Sequence[Agency], day: date) -> list[Placement]:
    """Places under these agencies on or after `day`, of units that do not end with them."""
    rows = Placement.objects.filter(parent__in=agencies).exclude(agency__in=agencies).exclude(until__lte=day)
    rows = rows.select_related("agency", "parent").order_by("agency__sort_key")
    for row in rows:
        if row.from_day and row.from_day > day:
            raise ValidationError(
                f"{row.agency} đã được ghi chuyển về {row.parent} từ ngày {write_day(row.from_day)}. Chuyển {row.agency} "
                "đi nơi khác trước."
            )
    return list(rows)


def _memberships(agencies: Sequence[Agency], day: date) -> list[GroupMembership]:
    """Group memberships of these agencies that last to `day` or beyond."""
    rows = GroupMembership.objects.filter(agency__in=agencies).exclude(until__lte=day)
    rows = rows.exclude(from_day__gte=day).select_related("agency", "group")
    return list(rows.order_by("group__sort_key", "agency__sort_key"))


def _in_group(group: AgencyGroup, day: date) -> set[int]:
    rows = group.memberships.exclude(until__lte=day).exclude(from_day__gt=day)
    return set(rows.values_list("agency_id", flat=True))


def _placement_on(agency: Agency, day: date) -> Placement | None:
    rows = agency.placements.exclude(until__lte=day).exclude(from_day__gt=day)
    return rows.select_related("parent").first()


# --- What cannot be ---------------------------------------------------------------------------------------------------------


def _require_living(agency: Agency, day: date) -> None:
    """The agency lives on that day."""
    if agency.founded_on and day < agency.founded_on:
        raise ValidationError(
            f"{agency} thành lập từ ngày {write_day(agency.founded_on)}; ngày {write_day(day)} chưa có đơn vị này."
        )
    if agency.dissolved_on and day >= agency.dissolved_on:
        raise ValidationError(
            f"{agency} đã được ghi kết thúc hoạt động từ ngày {write_day(agency.dissolved_on)}. Chọn ngày trước đó, hoặc "
            "chọn đơn vị khác."
        )


def _require_alive(agency: Agency, day: date) -> None:
    """The agency has lived at least one day before `day`, and its end is not on file yet."""
    if agency.dissolved_on:
        raise ValidationError(f"{agency} đã được ghi kết thúc hoạt động từ ngày {write_day(agency.dissolved_on)}.")
    _require_living(agency, day - timedelta(days=1))


def _require_successor(
    successor: Successor, predecessors: Sequence[Agency], day: date, *, may_be_below: bool = False
) -> None:
    """Whoever goes on must live from `day` on, and not hang below those who end."""
    if isinstance(successor, Agency):
        _require_living(successor, day)
        anchor = successor
    else:
        anchor = successor.parent
        if anchor:
            _require_living(anchor, day)
            if anchor.dissolved_on:
                raise ValidationError(f"{anchor} kết thúc hoạt động từ ngày {write_day(anchor.dissolved_on)}.")
    if anchor is None or may_be_below:
        return
    tree = lifecycle.tree_on(day)
    for old in predecessors:
        if anchor.pk in tree.at_or_below(old.pk):
            raise ValidationError(
                f"{successor} nằm dưới {old}, là đơn vị sẽ kết thúc hoạt động. Chọn cấp trên khác trước khi sắp xếp."
            )


def _require_nothing_later(agency: Agency, day: date) -> None:
    """No place and no group of this agency begins on or after the day on which it ends."""
    move = agency.placements.filter(from_day__gte=day).select_related("parent").first()
    if move:
        raise ValidationError(
            f"{agency} đã được ghi chuyển sang {move.parent or 'cấp cao nhất'} từ ngày {write_day(move.from_day)}. Chọn "
            "ngày sau đó."
        )
    entry = agency.group_memberships.filter(from_day__gte=day).select_related("group").first()
    if entry:
        raise ValidationError(
            f"{agency} đã được ghi vào nhóm {entry.group} từ ngày {write_day(entry.from_day)}. Chọn ngày sau đó."
        )


def _require_no_later_membership(group: AgencyGroup, agency: Agency, day: date) -> None:
    later = group.memberships.filter(agency=agency, from_day__gt=day).first()
    if later:
        raise ValidationError(
            f"{agency} đã được ghi vào nhóm {group} từ ngày {write_day(later.from_day)}. Chọn ngày từ đó trở đi."
        )
