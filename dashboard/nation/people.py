"""The people of the made-up nation: who leads, plans, confirms and reports; all with one known password."""

from collections.abc import Iterator
from itertools import count

from django.contrib.auth.hashers import make_password

from accounts.models import User
from accounts.roles import Role
from agencies.models import Agency, Membership
from dashboard.demo.people import PASSWORD
from dashboard.nation import codes, names
from dashboard.nation.sizes import Size
from dashboard.nation.units import Unit

BATCH = 2000
SALT_LETTERS = 22  # with fewer Django hashes anew at the first log-in, which ends the person's other sessions


def write_people(units: list[Unit], size: Size, seed: int, agencies: dict[str, Agency]) -> dict[str, User]:
    """Everyone by username, with their roles. The password is hashed once, for all."""
    wanted = list(_wanted(units, size))
    salt = f"nation{seed}".ljust(SALT_LETTERS, "0")
    password, number = make_password(PASSWORD, salt=salt), count(1)
    people = {name: _person(next(number), name, password, role, seed) for name, role, _ in wanted}
    User.objects.bulk_create(people.values(), batch_size=BATCH)
    roles = (
        Membership(pk=place, person=people[name], agency=agencies[code], role=role)
        for place, (name, role, code) in enumerate(wanted, start=1)
    )
    Membership.objects.bulk_create(roles, batch_size=BATCH)
    return people


def _person(pk: int, username: str, password: str, role: Role, seed: int) -> User:
    is_administrator = role == Role.ADMINISTRATOR
    return User(
        pk=pk,
        username=username,
        full_name=names.of_person(seed, username),
        password=password,
        is_superuser=is_administrator,
        is_staff=is_administrator,
    )


def _wanted(units: list[Unit], size: Size) -> Iterator[tuple[str, Role, str]]:
    """Username, role and agency: leaders and offices of the nation, the provinces and the first province's communes."""
    yield codes.username(codes.ROOT, Role.ADMINISTRATOR), Role.ADMINISTRATOR, codes.ROOT
    for unit in units:
        if unit.kind in ("ministry", "province") or (
            unit.kind == "commune" and unit.parent.code == codes.FIRST_PROVINCE
        ):
            for role in (Role.LEADER, Role.OFFICE):
                yield codes.username(unit.code, role), role, unit.code
        if unit.work or unit.kind == "province":
            yield codes.username(unit.code, Role.REPORTER), Role.REPORTER, unit.code
    for number in range(1, size.checkers + 1):
        yield codes.checker(codes.FIRST_PROVINCE, number), Role.OFFICE, codes.FIRST_PROVINCE


def accounts() -> list[tuple[str, str]]:
    """The accounts with which to begin: username and what they are."""
    return [
        (codes.username(codes.ROOT, Role.ADMINISTRATOR), "quản trị hệ thống"),
        (codes.username(codes.ROOT, Role.LEADER), "lãnh đạo, cả nước"),
        (codes.username(codes.ROOT, Role.OFFICE), "cán bộ cải cách hành chính, cả nước"),
        (codes.username(codes.FIRST_PROVINCE, Role.LEADER), "lãnh đạo, một tỉnh"),
        (codes.username(codes.FIRST_PROVINCE, Role.OFFICE), "cán bộ cải cách hành chính, một tỉnh"),
        (codes.username(codes.FIRST_COMMUNE, Role.LEADER), "lãnh đạo, một xã"),
        (codes.username(codes.FIRST_COMMUNE, Role.OFFICE), "cán bộ cải cách hành chính, một xã"),
        (codes.username(codes.FIRST_COMMUNE, Role.REPORTER), "cán bộ báo cáo số liệu, một xã"),
        (codes.username(codes.DEEPEST, Role.REPORTER), "cán bộ báo cáo số liệu, năm cấp dưới"),
    ]
