"""The agencies of the sample data: their places, their lives, the reorganisation of one commune, their groups."""

from collections.abc import Iterator

from agencies.models import Agency, AgencyGroup, GroupMembership, Placement, Succession
from dashboard.demo.reading import read
from ui.vietnamese import fold, sort_key

SAMPLE_PROVINCE = "LG"
FIELDS = ("code", "name", "short_name", "kind", "founded_on", "dissolved_on", "decision")


def write_agencies() -> dict[str, Agency]:
    """All agencies by code, the public ones and the invented province, each in its place."""
    entries = [*read("public_agencies")["agency"], *_province_entries()]
    made = {entry["code"]: _unsaved(entry) for entry in entries}
    Agency.objects.bulk_create(made.values())
    _place(entries, made)
    _end_public_agencies(entries, made)
    _reorganise(made)
    return made


def _unsaved(entry: dict) -> Agency:
    words = " ".join((entry["code"], entry["name"], entry.get("short_name", "")))
    return Agency(
        **{field: entry[field] for field in FIELDS if field in entry},
        is_sample=entry["code"].split(".")[0] == SAMPLE_PROVINCE,
        search_text=fold(words),
        sort_key=sort_key(entry["name"]),
    )


def _province_entries() -> Iterator[dict]:
    """Every agency of the invented province, parents first."""
    province = read("province_agencies")
    day = province["reorganisation"]["day"]
    yield {"kind": "province", **province["province"]}
    for department in province["department"]:
        yield {"kind": "department", "parent": SAMPLE_PROVINCE, **department}
    yield {"kind": "centre", **province["land_office"]}
    for code, place in province["branches"].items():
        yield _branch(code, place, parent=province["land_office"]["code"])
    for code, place in province["communes"].items():
        founded = {"founded_on": day} if code == province["reorganisation"]["successor"] else {}
        yield _commune(code, place) | founded
    for code, place in province["former_communes"].items():
        yield _commune(code, place) | {"dissolved_on": day}


def _branch(code: str, place: str, parent: str) -> dict:
    name = f"Chi nhánh Văn phòng đăng ký đất đai {place}"
    return {"code": code, "name": name, "short_name": f"Chi nhánh {place}", "kind": "branch", "parent": parent}


def _commune(code: str, place: str) -> dict:
    return {
        "code": code,
        "name": f"UBND {place}",
        "short_name": place,
        "kind": "commune",
        "parent": SAMPLE_PROVINCE,
    }


def _place(entries: list[dict], made: dict[str, Agency]) -> None:
    """Each agency's only place, and the index of today's tree that follows from it."""
    for entry in entries:
        agency, parent = made[entry["code"]], made.get(entry.get("parent"))
        agency.parent = parent
        agency.depth = parent.depth + 1 if parent else 0
        agency.path = f"{parent.path if parent else '/'}{agency.pk}/"
    Agency.objects.bulk_update(made.values(), ["parent", "depth", "path"])
    Placement.objects.bulk_create(
        Placement(agency=agency, parent=agency.parent, from_day=agency.founded_on, until=agency.dissolved_on)
        for agency in made.values()
    )


def _end_public_agencies(entries: list[dict], made: dict[str, Agency]) -> None:
    Succession.objects.bulk_create(
        Succession(
            kind=Succession.Kind.DISSOLVE,
            predecessor=made[entry["code"]],
            day=entry["dissolved_on"],
            decision=entry["dissolved_by"],
            note=entry["dissolved_note"],
        )
        for entry in entries
        if "dissolved_by" in entry
    )


def _reorganise(made: dict[str, Agency]) -> None:
    step = read("province_agencies")["reorganisation"]
    Succession.objects.bulk_create(
        Succession(
            kind=Succession.Kind.MERGE,
            predecessor=made[code],
            successor=made[step["successor"]],
            day=step["day"],
            decision=step["decision"],
        )
        for code in step["predecessors"]
    )


# --- Groups -----------------------------------------------------------------------------------------------------------


def write_groups(agencies: dict[str, Agency]) -> dict[str, AgencyGroup]:
    """All groups by code, with their dated members."""
    made = {entry["code"]: _unsaved_group(entry, agencies) for entry in _group_entries()}
    AgencyGroup.objects.bulk_create(made.values())
    GroupMembership.objects.bulk_create(
        GroupMembership(
            group=made[entry["code"]],
            agency=agencies[code],
            from_day=agencies[code].founded_on,
            until=agencies[code].dissolved_on,
        )
        for entry in _group_entries()
        for kind in entry.get("members", [])
        for code in codes_of(kind)
    )
    return made


def _unsaved_group(entry: dict, agencies: dict[str, Agency]) -> AgencyGroup:
    return AgencyGroup(
        code=entry["code"],
        name=entry["name"],
        unit_noun=entry["unit_noun"],
        owner=agencies[entry["owner"]],
        search_text=fold(f"{entry['code']} {entry['name']}"),
        sort_key=sort_key(entry["name"]),
    )


def _group_entries() -> list[dict]:
    of_province = [{"owner": SAMPLE_PROVINCE, **entry} for entry in read("province_agencies")["group"]]
    return [*read("public_agencies")["group"], *of_province]


def codes_of(kind: str) -> list[str]:
    """The codes of one kind of agency in the sample province: department, branch, commune, former_commune, province.

    A code stands for itself.
    """
    province = read("province_agencies")
    match kind:
        case "province":
            return [SAMPLE_PROVINCE]
        case "department":
            return [entry["code"] for entry in province["department"]]
        case "branch":
            return list(province["branches"])
        case "commune":
            return list(province["communes"])
        case "former_commune":
            return list(province["former_communes"])
        case code:
            return [code]
