"""People and their roles at agencies."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import ActionRecord, User
from agencies.models import Membership
from agencies.permissions import administers


@transaction.atomic
def save_person(*, by: User | None, person: User, temporary_password: str = "") -> User:
    """An account as it was typed; a new one, or one whose password was lost, gets a temporary password."""
    is_new = person.pk is None
    _require_not_oneself(by, person)
    if temporary_password:
        person.set_password(temporary_password)
        person.must_change_password = True
    elif is_new:
        person.set_unusable_password()
    person.is_staff = administers(person)
    person.full_clean(exclude=["password"])
    person.save()
    ActionRecord.note(by, "lập tài khoản" if is_new else "sửa tài khoản", person)
    if temporary_password and not is_new:
        ActionRecord.note(by, "cấp mật khẩu tạm", person)
    return person


def _require_not_oneself(by: User | None, person: User) -> None:
    """Nobody shuts themselves out: the last administrator could not be let in again from any page."""
    if by is None or person.pk != by.pk:
        return
    if not person.is_active or person.is_superuser != by.is_superuser:
        raise ValidationError(
            "Không tự ngừng tài khoản hoặc bỏ quyền quản trị toàn hệ thống của chính mình. Hãy nhờ người quản trị khác."
        )


@transaction.atomic
def grant_role(*, by: User | None, membership: Membership) -> None:
    """A person holds a role at an agency from now on, or another than before."""
    membership.full_clean()
    membership.save()
    _open_or_close_back_office(membership.person)
    ActionRecord.note(by, "giao vai trò", membership.person, role=membership.role, agency=str(membership.agency))


@transaction.atomic
def revoke_role(*, by: User | None, membership: Membership) -> None:
    """A person no longer holds a role at an agency."""
    ActionRecord.note(by, "thôi vai trò", membership.person, role=membership.role, agency=str(membership.agency))
    membership.delete()
    _open_or_close_back_office(membership.person)


def _open_or_close_back_office(person: User) -> None:
    """`is_staff` repeats whether an administrator's role is held, so that no page needs a query to know."""
    person.is_staff = administers(person)
    person.save(update_fields=["is_staff"])
