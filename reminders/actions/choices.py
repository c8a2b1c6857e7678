"""Whether a person wants the daily mail."""

from django.db import transaction

from accounts.models import ActionRecord, User
from reminders.models import ReminderChoice


@transaction.atomic
def choose(*, by: User, by_mail: bool) -> None:
    """Each for themselves."""
    choice, _ = ReminderChoice.objects.update_or_create(person=by, defaults={"by_mail": by_mail})
    ActionRecord.note(by, "bật thư nhắc việc" if by_mail else "tắt thư nhắc việc", choice)
