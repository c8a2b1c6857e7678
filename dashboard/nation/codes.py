"""The codes of the made-up nation: whoever knows these finds everything in it."""

from datetime import date

from accounts.roles import Role

ROOT = "QG"
LAST_YEAR = 2026
SEEN_ON = date(
    2026, 11, 23
)  # the day as of which the nation is made: the year's third quarter is reported, the year not
NATIONAL_PLAN, PROVINCE_PLAN, LONG_PLAN = "1/KH-QG", "1/KH-UBND", "200/KH-UBND"
PROVINCES, ALL_COMMUNES = f"{ROOT}.TINH", f"{ROOT}.XA"  # groups of the root
PROVINCE_FORM = f"{ROOT}-TINH"
NAME_OF_ROLE = {
    Role.ADMINISTRATOR: "quantri",
    Role.OFFICE: "vanphong",
    Role.LEADER: "lanhdao",
    Role.REPORTER: "baocao",
}


def province(number: int) -> str:
    return f"{ROOT}.T{number:02}"


def former_province(number: int) -> str:
    """The province that was merged into province `number` on the day of the reorganisation."""
    return f"{province(number)}C"


def district(above: str, number: int) -> str:
    return f"{above}.H{number:02}"


def commune(above: str, number: int) -> str:
    return f"{above}.X{number:03}"


def department(above: str, number: int) -> str:
    return f"{above}.S{number:02}"


def room(above: str, number: int) -> str:
    return f"{above}.P{number}"


def land_office(above: str) -> str:
    """Below the first department of a province."""
    return f"{department(above, 1)}.VP"


def branch(above: str, number: int) -> str:
    """A branch of the land office of a province."""
    return f"{land_office(above)}.CN{number:02}"


def counter(branch_code: str) -> str:
    """The receiving team of a branch: the fifth level below the root."""
    return f"{branch_code}.TO"


def communes_of(above: str) -> str:
    """The group of a province's communes."""
    return f"{above}.XA"


def departments_of(above: str) -> str:
    """The group of a province's departments."""
    return f"{above}.SO"


def reporting_of(above: str) -> str:
    """The group of everybody who reports to a province."""
    return f"{above}.DV"


def unit_form(above: str) -> str:
    """The form that everybody below a province reports."""
    return f"{above.removeprefix(f'{ROOT}.')}-DV"


def long_form(above: str) -> str:
    """The form with the indicators of the long plan."""
    return f"{above.removeprefix(f'{ROOT}.')}-XA"


def username(agency: str, role: Role) -> str:
    """ "t01.x001.baocao" reports for the first commune of the first province; the root's people are "qg.…"."""
    place = agency.removeprefix(f"{ROOT}.").lower()
    return f"{place}.{NAME_OF_ROLE[role]}"


def checker(above: str, number: int) -> str:
    """One of the many who confirm at a province at the same time."""
    return f"{above.removeprefix(f'{ROOT}.').lower()}.xacnhan{number:02}"


FIRST_PROVINCE = province(1)  # the largest; the long plan and most of what is measured is there
FIRST_COMMUNE = commune(FIRST_PROVINCE, 1)
DEEPEST = counter(branch(FIRST_PROVINCE, 1))
