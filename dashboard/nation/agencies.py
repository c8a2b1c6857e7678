"""The rows of the made-up agencies: their places, successions and groups."""

from collections.abc import Iterator
from itertools import count

from agencies.actions.tree_index import take_words
from agencies.models import Agency, AgencyGroup, GroupMembership, Placement, Succession, TreeDay
from dashboard.nation import codes
from dashboard.nation.units import REORGANISED_ON, Unit
from ui.vietnamese import fold, sort_key

BATCH = 2000
DECISION = "Quyết định minh hoạ số 1/2025"


def write_agencies(units: list[Unit]) -> dict[str, Agency]:
    """All agencies by code, each in its only place."""
    made = {unit.code: _agency(unit) for unit in units}
    Agency.objects.bulk_create(made.values(), batch_size=BATCH)
    Placement.objects.bulk_create((_placement(unit) for unit in units), batch_size=BATCH)
    TreeDay.objects.create(pk=1, day=codes.SEEN_ON)
    ended = [unit for unit in units if unit.dissolved]
    Succession.objects.bulk_create(
        (_succession(number, unit, made) for number, unit in enumerate(ended, start=1)), batch_size=BATCH
    )
    return made


def _agency(unit: Unit) -> Agency:
    made = Agency(
        pk=unit.pk,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        founded_on=unit.founded,
        dissolved_on=unit.dissolved,
        decision=DECISION if unit.founded else "",
        is_sample=True,
        parent_id=unit.parent.pk if unit.parent else None,
        path=unit.path,
        depth=unit.depth,
    )
    take_words(made)
    return made


def _placement(unit: Unit) -> Placement:
    return Placement(
        pk=unit.pk,
        agency_id=unit.pk,
        parent_id=unit.parent.pk if unit.parent else None,
        from_day=unit.founded,
        until=unit.dissolved,
    )


def _succession(number: int, unit: Unit, made: dict[str, Agency]) -> Succession:
    """A commune or province was merged; a district ended, its work went to many."""
    successor = made.get(unit.merged_into)
    return Succession(
        pk=number,
        kind=Succession.Kind.MERGE if successor else Succession.Kind.DISSOLVE,
        predecessor=made[unit.code],
        successor=successor,
        day=REORGANISED_ON,
        decision=DECISION,
    )


# --- Groups -----------------------------------------------------------------------------------------------------------


def write_groups(units: list[Unit], agencies: dict[str, Agency]) -> dict[str, AgencyGroup]:
    """All groups by code, with their dated members."""
    asked = list(_groups(units))
    made = {
        code: AgencyGroup(
            pk=number,
            code=code,
            name=name,
            unit_noun=noun,
            owner=agencies[owner],
            search_text=fold(f"{code} {name}"),
            sort_key=sort_key(name),
        )
        for number, (code, name, noun, owner, _) in enumerate(asked, start=1)
    }
    AgencyGroup.objects.bulk_create(made.values())
    number = count(1)
    members = (
        GroupMembership(
            pk=next(number), group=made[code], agency_id=unit.pk, from_day=unit.founded, until=unit.dissolved
        )
        for code, _, _, _, members in asked
        for unit in members
    )
    GroupMembership.objects.bulk_create(members, batch_size=BATCH)
    return made


def _groups(units: list[Unit]) -> Iterator[tuple[str, str, str, str, list[Unit]]]:
    """Code, name, what a member is called, owner and members of every group."""
    communes = [unit for unit in units if unit.kind == "commune"]
    provinces = [unit for unit in units if unit.kind == "province"]
    yield codes.PROVINCES, "UBND tỉnh, thành phố", "tỉnh", codes.ROOT, provinces
    yield codes.ALL_COMMUNES, "UBND xã, phường cả nước", "xã, phường", codes.ROOT, communes
    for top in provinces:
        below = [unit for unit in units if unit.reports_to == top.code]
        place = top.short_name.removeprefix("Tỉnh ")
        yield codes.reporting_of(top.code), f"Đơn vị báo cáo của tỉnh {place}", "đơn vị", top.code, below
        own = [unit for unit in below if unit.kind == "commune"]
        yield codes.communes_of(top.code), f"UBND xã, phường của tỉnh {place}", "xã, phường", top.code, own
        if departments := [unit for unit in below if unit.kind == "department"]:
            name = f"Sở, ban, ngành của tỉnh {place}"
            yield codes.departments_of(top.code), name, "sở, ban, ngành", top.code, departments
