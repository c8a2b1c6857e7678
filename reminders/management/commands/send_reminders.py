"""Mails everybody what waits for them today: one mail a person a day. For cron or a systemd timer, safe to run twice."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from reminders.actions import digests


class Command(BaseCommand):
    help = "Gửi thư nhắc việc trong ngày; thư chưa gửi được sẽ được gửi ở lần chạy sau."

    def add_arguments(self, parser):
        parser.add_argument("--today", help="coi như hôm nay là ngày này (yyyy-mm-dd)")
        parser.add_argument("--dry-run", action="store_true", help="chỉ in sẽ gửi cho ai, không ghi, không gửi")

    def handle(self, *, today: date | str | None = None, dry_run: bool = False, **options):
        today = _day(today) if isinstance(today, str) else today or localdate()
        ahead = settings.REMIND_DAYS_AHEAD
        if dry_run:
            self._list(digests.drafts(today, ahead))
        else:
            self._send(today, ahead)

    def _send(self, today: date, ahead: int) -> None:
        written = digests.write(today, ahead)
        outcome = digests.send_queued(today)
        self.stdout.write(f"Lập {written} thư, gửi {outcome.sent}, còn chờ {outcome.waiting}.")
        for words in outcome.failed:
            self.stderr.write(words)
        if outcome.waiting:
            raise CommandError(f"Còn {outcome.waiting} thư chưa gửi được; lần chạy sau sẽ gửi tiếp.")

    def _list(self, drafts) -> None:
        for digest in drafts:
            self.stdout.write(f"{digest.person} <{digest.person.email}>: {digest.subject}")
        self.stdout.write(f"{len(drafts)} thư sẽ được lập; chưa ghi, chưa gửi gì.")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CommandError(f"Không đọc được ngày “{typed}”. Viết như 2026-04-17.") from None
