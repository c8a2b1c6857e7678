"""The sample accounts: the named ones, and one reporter for every agency that reports."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, Membership
from dashboard.demo.agencies import codes_of
from dashboard.demo.reading import read
from dashboard.invented_names import name_of_person

PASSWORD = "cchc-minh-hoa-2026"  # of demonstration databases only; printed for whoever runs load_demo


@dataclass(frozen=True)
class Account:
    """One line of the table that load_demo prints."""

    username: str
    role: str
    agency: str


def write_people(agencies: dict[str, Agency]) -> dict[str, User]:
    """Everyone by username, with their memberships. The password is hashed once, for all."""
    entries = [*read("people")["person"], *_reporters()]
    password = make_password(PASSWORD)
    people = {entry["username"]: _unsaved(entry, password) for entry in entries}
    User.objects.bulk_create(people.values())
    Membership.objects.bulk_create(
        Membership(
            person=people[entry["username"]],
            agency=agencies[entry["agency"]],
            role=entry["role"],
            title=entry.get("title", ""),
        )
        for entry in entries
    )
    return people


def accounts() -> list[Account]:
    """The named accounts, for the table."""
    names = {entry["code"]: entry["name"] for entry in read("public_agencies")["agency"]}
    names |= {entry["code"]: entry["name"] for entry in read("province_agencies")["department"]}
    names |= {code: f"UBND {place}" for code, place in read("province_agencies")["communes"].items()}
    names["LG"] = read("province_agencies")["province"]["name"]
    return [
        Account(entry["username"], Role(entry["role"]).label, names[entry["agency"]])
        for entry in read("people")["person"]
    ]


def reporter_of(code: str) -> str:
    """The username of the agency's reporter."""
    named = {entry["agency"]: entry["username"] for entry in read("people")["person"] if entry["role"] == "reporter"}
    return named.get(code) or f"baocao.{code.removeprefix('LG.').lower()}"


def _unsaved(entry: dict, password: str) -> User:
    is_superuser = entry.get("superuser", False)
    return User(
        username=entry["username"],
        full_name=entry["full_name"],
        password=password,
        is_superuser=is_superuser,
        is_staff=is_superuser,
    )


def _reporters() -> list[dict]:
    """A reporter for each reporting agency of the sample province that has no named one."""
    named = {entry["username"] for entry in read("people")["person"]}
    kinds = ("department", "branch", "commune", "former_commune")
    codes = [code for kind in kinds for code in codes_of(kind)]
    return [
        {"username": reporter_of(code), "full_name": name_of_person(code), "agency": code, "role": "reporter"}
        for code in codes
        if reporter_of(code) not in named
    ]
