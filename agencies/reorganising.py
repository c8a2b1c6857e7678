"""What a merger, split, dissolution, rename or move would change: reads, refuses what cannot be, writes nothing.

The confirm page shows the result line by line; `actions` works the same thing out again under the tree lock and does it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError

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
from agencies.models import Agency, AgencyGroup, Succession
from agencies.placing import require_place
from agencies.register import Register, Stretch
from agencies.spans import Span
from ui.days import write_day
from ui.vietnamese import nfc

Kind = Succession.Kind
ONE_ALONE = "Sáp nhập thành đơn vị mới cần ít nhất hai đơn vị. Nếu chỉ có một, dùng “Đổi tên”."


def merger(
    predecessors: Sequence[Agency],
    successor: Successor,
    day: date,
    *,
    pass_groups: bool = True,
    register: Register | None = None,
) -> Reorganisation:
    """Several agencies become one: a new one, or one of today's that takes the others in."""
    register = register or Register()
    predecessors, [successor] = register.now(predecessors), register.now([successor])
    if successor in predecessors:
        raise ValidationError("Đơn vị sau sáp nhập không thể vừa kết thúc vừa tiếp nhận. Bỏ đơn vị đó khỏi danh sách.")
    if isinstance(successor, NewAgency) and len(predecessors) < 2:
        raise ValidationError(ONE_ALONE)
    if not predecessors:
        raise ValidationError("Chọn ít nhất một đơn vị nhập vào đơn vị tiếp nhận.")
    _require_successor(register, successor, predecessors, day)
    changes = [
        *_founding(register, [successor], day),
        *(Succeed(Kind.MERGE, old, successor, day) for old in predecessors),
        *_ending(register, predecessors, successor, day),
        *(_joining(register, predecessors, [successor], day) if pass_groups else []),
    ]
    return Reorganisation("sáp nhập", day, tuple(changes))


def split(
    predecessor: Agency,
    successors: Sequence[Successor],
    day: date,
    *,
    continues: bool = False,
    children_to: int | None = None,
    pass_groups: bool = True,
    register: Register | None = None,
) -> Reorganisation:
    """One agency becomes several. With `continues` it lives on beside them, else it ends.

    `children_to`: the place, in `successors`, of the one that the units below go to; None where there are none to place.
    """
    register = register or Register()
    [predecessor], successors = register.now([predecessor]), register.now(successors)
    least = 1 if continues else 2
    if len(successors) < least:
        raise ValidationError(f"Tách cần ít nhất {least} đơn vị mới.")
    if predecessor in successors:
        raise ValidationError("Đơn vị được tách không thể là đơn vị mới của chính nó; chọn “vẫn hoạt động” nếu nó còn.")
    for successor in successors:
        _require_successor(register, successor, [predecessor], day, may_be_below=continues)
    _require_alive(predecessor, day)
    heir = None if continues or children_to is None else successors[children_to]
    changes = [
        *_founding(register, successors, day),
        *(Succeed(Kind.SPLIT, predecessor, successor, day) for successor in successors),
        *([] if continues else _ending(register, [predecessor], heir, day)),
        *(_joining(register, [predecessor], successors, day) if pass_groups else []),
    ]
    return Reorganisation("tách", day, tuple(changes))


def dissolution(agency: Agency, taker: Agency | None, day: date, *, register: Register | None = None) -> Reorganisation:
    """An agency ends; another may take over its work and the units below it."""
    register = register or Register()
    [agency] = register.now([agency])
    if taker is not None:
        [taker] = register.now([taker])
        _require_successor(register, taker, [agency], day)
    changes = [Succeed(Kind.DISSOLVE, agency, taker, day), *_ending(register, [agency], taker, day)]
    return Reorganisation("giải thể", day, tuple(changes))


def renaming(
    agency: Agency, new_name: str, day: date, *, new_short_name: str = "", register: Register | None = None
) -> Reorganisation:
    """The agency lives on under another name."""
    register = register or Register()
    [agency] = register.now([agency])
    new_name, new_short_name = nfc(new_name).strip(), nfc(new_short_name).strip()
    last = register.last_rename(agency)
    if last and last.day >= day:
        raise ValidationError(
            f"{agency} đã được ghi đổi tên thành {last.new_name} từ ngày {write_day(last.day)}. Chọn ngày sau đó."
        )
    _require_living(agency, day)
    old_name = last.new_name if last else agency.name
    if new_name == old_name:
        raise ValidationError({"new_name": "Tên mới trùng với tên đang dùng."})
    return Reorganisation("đổi tên", day, (Rename(agency, old_name, new_name, new_short_name, day),))


def moving(agency: Agency, parent: Agency | None, day: date, *, register: Register | None = None) -> Reorganisation:
    """From `day` on the agency stands under another parent; None: at the top. The old place is kept in history."""
    register = register or Register()
    [agency] = register.now([agency])
    parent = parent and register.now([parent])[0]
    _require_living(agency, day)
    standing = register.places.on(agency.pk, day)
    if standing and standing.parent == (parent and parent.pk):
        where = f"trực thuộc {parent}" if parent else "ở cấp cao nhất"
        raise ValidationError({"parent": f"{agency} đã {where} vào ngày {write_day(day)}."})
    later = next((row for row in register.places.lasting(agency.pk, day) if row.span.first > day), None)
    if later:
        raise ValidationError(
            f"{agency} đã được ghi chuyển sang {register.agency(later.parent) or 'cấp cao nhất'} từ ngày "
            f"{write_day(later.span.first)}. Chọn ngày từ đó trở đi."
        )
    until = standing.span.end if standing else agency.dissolved_on
    require_place(agency, parent, Span(day, until), register.places.of)
    old_parent = register.agency(standing.parent) if standing else None
    return Reorganisation("chuyển cấp trên", day, (Move(agency, old_parent, parent, day),))


def regrouping(
    group: AgencyGroup,
    joining: Sequence[Agency],
    leaving: Sequence[Agency],
    day: date,
    *,
    register: Register | None = None,
) -> Reorganisation:
    """From `day` on some agencies are in a group and others no longer; everyone else stays as they are."""
    register = register or Register()
    joining, leaving = register.now(joining), register.now(leaving)
    both = set(joining) & set(leaving)
    if both:
        raise ValidationError(f"{min(both, key=str)} vừa vào vừa ra khỏi nhóm. Chọn một trong hai.")
    inside = _in_group(register, group, day)
    joining = [agency for agency in joining if agency.pk not in inside]
    leaving = [agency for agency in leaving if agency.pk in inside]
    for agency in joining:
        _require_living(agency, day)
        _require_no_later_membership(register, group, agency, day)
    changes = (*(Join(agency, group, day) for agency in joining), *(Leave(agency, group, day) for agency in leaving))
    if not changes:
        raise ValidationError("Không có gì thay đổi: các đơn vị đã chọn đều đang đúng như vậy.")
    return Reorganisation(f"thành viên nhóm {group.pk}", day, changes)


# --- The parts -------------------------------------------------------------------------------------------------------------


def _founding(register: Register, successors: Sequence[Successor], day: date) -> list[Change]:
    new = [successor for successor in successors if isinstance(successor, NewAgency)]
    codes = [successor.code for successor in new]
    twice = {code for code in codes if codes.count(code) > 1}
    for code in sorted({*(register.taken(codes) if codes else ()), *twice}):
        raise ValidationError(f"Mã đơn vị {code} đã có. Chọn mã khác cho đơn vị mới.")
    return [Found(successor, day) for successor in new]


def _ending(register: Register, agencies: Sequence[Agency], heir: Successor | None, day: date) -> list[Change]:
    """The agencies end, leave their groups, and the units below them go to the heir."""
    for agency in agencies:
        _require_alive(agency, day)
        _require_nothing_later(register, agency, day)
    changes: list[Change] = []
    for row in _places_below(register, agencies, day):
        unit, parent = register.agency(row.agency), register.agency(row.parent)
        if heir is None:
            raise ValidationError(
                f"{parent} còn đơn vị trực thuộc ({unit}). Chọn đơn vị tiếp nhận, hoặc chuyển cấp trên của "
                "các đơn vị đó trước."
            )
        if isinstance(heir, Agency):
            require_place(unit, heir, Span(day, row.span.end), register.places.of)
        changes.append(Move(unit, parent, heir, day))
    memberships = _memberships(register, agencies, day)
    changes += [Leave(register.agency(row.agency), register.groups[row.at], day) for row in memberships]
    return [*changes, *(End(agency, day) for agency in agencies)]


def _joining(
    register: Register, predecessors: Sequence[Agency], successors: Sequence[Successor], day: date
) -> list[Change]:
    """The successors are from `day` on in every group that a predecessor was in until then."""
    groups = {row.at: register.groups[row.at] for row in _memberships(register, predecessors, day)}
    changes = []
    for group in sorted(groups.values(), key=lambda group: group.sort_key):
        inside = _in_group(register, group, day)
        for successor in successors:
            if isinstance(successor, Agency):
                if successor.pk in inside:
                    continue
                _require_no_later_membership(register, group, successor, day)
            changes.append(Join(successor, group, day))
    return changes


def _places_below(register: Register, agencies: Sequence[Agency], day: date) -> list[Stretch]:
    """Places under these agencies on or after `day`, of units that do not end with them."""
    ending = {agency.pk for agency in agencies}
    below = [row for agency in agencies for row in register.places.at.get(agency.pk, ())]
    below = [row for row in below if row.agency not in ending and row.span.last > day]
    register.know(row.agency for row in below)
    below.sort(key=lambda row: register.agency(row.agency).sort_key)
    for row in below:
        if row.span.first > day:
            unit, parent = register.agency(row.agency), register.agency(row.parent)
            raise ValidationError(
                f"{unit} đã được ghi chuyển về {parent} từ ngày {write_day(row.span.first)}. Chuyển {unit} đi nơi khác "
                "trước."
            )
    return below


def _memberships(register: Register, agencies: Sequence[Agency], day: date) -> list[Stretch]:
    """Group memberships of these agencies that last to `day` or beyond."""
    rows = [row for agency in agencies for row in register.members.lasting(agency.pk, day) if row.span.first < day]
    return sorted(rows, key=lambda row: (register.groups[row.at].sort_key, register.agency(row.agency).sort_key))


def _in_group(register: Register, group: AgencyGroup, day: date) -> set[int]:
    return {row.agency for row in register.members.at.get(group.pk, ()) if row.span.holds(day)}


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
    register: Register, successor: Successor, predecessors: Sequence[Agency], day: date, *, may_be_below: bool = False
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
    above = register.line(anchor.pk, day)
    for old in predecessors:
        if old.pk in above:
            raise ValidationError(
                f"{successor} nằm dưới {old}, là đơn vị sẽ kết thúc hoạt động. Chọn cấp trên khác trước khi sắp xếp."
            )


def _require_nothing_later(register: Register, agency: Agency, day: date) -> None:
    """No place and no group of this agency begins on or after the day on which it ends."""
    move = next((row for row in register.places.lasting(agency.pk, day) if row.span.first >= day), None)
    if move:
        raise ValidationError(
            f"{agency} đã được ghi chuyển sang {register.agency(move.parent) or 'cấp cao nhất'} từ ngày "
            f"{write_day(move.span.first)}. Chọn ngày sau đó."
        )
    entry = next((row for row in register.members.lasting(agency.pk, day) if row.span.first >= day), None)
    if entry:
        raise ValidationError(
            f"{agency} đã được ghi vào nhóm {register.groups[entry.at]} từ ngày {write_day(entry.span.first)}. Chọn "
            "ngày sau đó."
        )


def _require_no_later_membership(register: Register, group: AgencyGroup, agency: Agency, day: date) -> None:
    rows = register.members.lasting(agency.pk, day)
    later = next((row for row in rows if row.at == group.pk and row.span.first > day), None)
    if later:
        raise ValidationError(
            f"{agency} đã được ghi vào nhóm {group} từ ngày {write_day(later.span.first)}. Chọn ngày từ đó trở đi."
        )
