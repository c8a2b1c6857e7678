"""What is done to accounts: passwords, and log-ins that were locked."""

from axes.utils import reset
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.models import ActionRecord, User


@transaction.atomic
def change_password(*, by: User, new_password: str) -> None:
    """A person sets their own password; a temporary one has then done its duty."""
    validate_password(new_password, by)
    by.set_password(new_password)
    by.must_change_password = False
    by.save(update_fields=["password", "must_change_password"])
    ActionRecord.note(by, "đổi mật khẩu", by)


@transaction.atomic
def unlock_log_in(*, by: User, person: User) -> int:
    """Forget the wrong passwords given for this person, so that they may try again at once; returns how many."""
    forgotten = reset(username=person.username)
    ActionRecord.note(by, "mở khoá đăng nhập", person)
    return forgotten
